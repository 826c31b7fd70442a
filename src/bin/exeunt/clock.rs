//! The clock. Nothing else reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use exeunt::ir::Timestamp;

/// The present; `None` for a clock that is out of range.
pub(crate) fn now() -> Option<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_micros()).ok().map(Timestamp::from_micros)
}
