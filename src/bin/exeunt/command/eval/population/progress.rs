//! How far a run is, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const OF_KNOWN_SIZE: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
const OF_UNKNOWN_SIZE: &str = "{spinner} {bytes}, {bytes_per_sec}";

#[cfg(feature = "parquet")]
const OF_ACCOUNTS: &str = "{bar:30} {human_pos} of {human_len} accounts, {per_sec}, {eta} left";

/// A bar of accounts.
#[cfg(feature = "parquet")]
pub(super) fn of_accounts(count: u64) -> ProgressBar {
    styled(ProgressBar::new(count), OF_ACCOUNTS)
}

/// A bar of bytes on standard error; nothing where that is no terminal.
pub(super) fn bar(size: Option<u64>) -> ProgressBar {
    let template = if size.is_some() { OF_KNOWN_SIZE } else { OF_UNKNOWN_SIZE };
    styled(size.map_or_else(ProgressBar::no_length, ProgressBar::new), template)
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
