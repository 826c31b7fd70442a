//! The clock. Nothing else reads it.

use std::time::{SystemTime, UNIX_EPOCH};

/// The present, in microseconds since 1970-01-01T00:00Z; `None` for a clock that is out of range.
pub(crate) fn now() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_micros()).ok()
}
