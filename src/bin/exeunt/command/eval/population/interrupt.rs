//! Ctrl-C: what was begun is finished, and the run says how far it came.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::messages::usage;
use crate::outcome::Failure;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether the user asked to stop.
pub(super) struct Interrupt;

/// Watches for it from now on. A second one ends the program at once.
pub(super) fn watch() -> Result<Interrupt, Failure> {
    let stop = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(stop)
        .map_err(|error| Failure::Input(usage::cannot_watch_interrupt(&error.to_string())))?;
    Ok(Interrupt)
}

impl Interrupt {
    pub(super) fn flag(&self) -> &'static AtomicBool {
        &INTERRUPTED
    }

    pub(super) fn is_set(&self) -> bool {
        INTERRUPTED.load(Ordering::Relaxed)
    }
}
