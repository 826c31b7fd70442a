//! How far a run is, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const OF_KNOWN_SIZE: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
const OF_UNKNOWN_SIZE: &str = "{spinner} {bytes}, {bytes_per_sec}";

/// A bar of bytes on standard error; nothing where that is no terminal.
pub(super) fn bar(size: Option<u64>) -> ProgressBar {
    let template = if size.is_some() { OF_KNOWN_SIZE } else { OF_UNKNOWN_SIZE };
    let bar = size.map_or_else(ProgressBar::no_length, ProgressBar::new);
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
