//! How far a run is, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::Console;
use crate::messages::judging;

/// A bar of accounts.
#[cfg(feature = "parquet")]
pub(super) fn of_accounts(count: u64, console: &Console) -> ProgressBar {
    let all = console.text(judging::accounts_done("{human_len}"));
    let progress = judging::progress_of("{human_pos}", &all, "{per_sec}", "{eta}");
    styled(ProgressBar::new(count), &format!("{{bar:30}} {}", console.text(progress)), console)
}

/// A bar of bytes on standard error; nothing where that is not a terminal.
pub(super) fn bar(size: Option<u64>, console: &Console) -> ProgressBar {
    let Some(size) = size else {
        return styled(ProgressBar::no_length(), "{spinner} {bytes}, {bytes_per_sec}", console);
    };
    let progress = judging::progress_of("{bytes}", "{total_bytes}", "{bytes_per_sec}", "{eta}");
    styled(ProgressBar::new(size), &format!("{{bar:30}} {}", console.text(progress)), console)
}

fn styled(bar: ProgressBar, template: &str, console: &Console) -> ProgressBar {
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    let bar = match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    console.progress(bar)
}
