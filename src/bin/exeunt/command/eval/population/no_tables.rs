//! Tables are read by a build with the feature `parquet` only.

use std::path::Path;

use super::Asked;
use crate::console::Console;
use crate::files;
use crate::messages::judging;
use crate::outcome::{Ended, Failure};

/// Says what is missing.
pub(super) fn run(_: &Asked<'_>, folder: &Path, _: &Console) -> Ended {
    let folder = files::shown(folder);
    Err(Failure::Input(judging::needs_parquet(&folder)))
}
