//! What an earlier run of the same sweep wrote.

use crate::messages::sweeping;
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// Is given the id of each verdict that an earlier run wrote.
pub(in crate::command::sweep) type EachId<'e> = dyn FnMut(&str) -> Result<(), Failure> + 'e;

/// The failure where what an earlier run wrote is not there as it was written.
pub(super) fn changed(what: Message) -> Failure {
    Failure::Input(sweeping::changed_since_written(what))
}
