//! What an earlier run of the same sweep wrote.

use crate::outcome::Failure;

/// Is given the id of each verdict that an earlier run wrote.
pub(in crate::command::sweep) type EachId<'e> = dyn FnMut(&str) -> Result<(), Failure> + 'e;

/// The failure where what an earlier run wrote is not there as it was written.
pub(super) fn changed(what: &str) -> Failure {
    Failure::Input(format!("{what} has changed since this sweep wrote it; nothing more was written"))
}
