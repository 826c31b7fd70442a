//! The manifest of a run over many accounts: what all its verdicts were reached by, said once, with the hash of the lines that
//! hold them.

use std::path::Path;

use exeunt::ir::{Provenance, Zone, calendar};
use serde::Serialize;

use super::options::Asked;
use super::report::Report;
use crate::facts_file;
use crate::messages::{usage, why};
use crate::outcome::Failure;

/// The version of its form.
const VERSION: u32 = 1;

/// What is in the file.
#[derive(Serialize)]
struct Manifest {
    version: u32,
    /// `package.policy`.
    policy: String,
    provenance: Provenance,
    /// The instant judged at.
    now: String,
    /// Whether an account that names an instant of its own was judged at that one.
    own_now_counts: bool,
    /// The files of facts, as they were named.
    facts: Vec<String>,
    read: u64,
    judged: u64,
    refused: u64,
    /// How many bytes of verdicts were written.
    output_bytes: u64,
    /// BLAKE3 of them.
    output_hash: String,
    /// Whether the run came to its end and every verdict was written.
    complete: bool,
}

/// Writes the manifest of a run that has ended, or that was ended.
pub(super) fn write(
    file: &Path,
    asked: &Asked<'_>,
    report: &Report<'_>,
    is_interrupted: bool,
) -> Result<(), Failure> {
    let (terms, counts, written) = (asked.terms, report.counts(), report.written());
    let is_of_tables = asked.files.iter().any(|file| file.is_dir());
    let manifest = Manifest {
        version: VERSION,
        policy: terms.program.policy_name(terms.policy),
        provenance: terms.program.provenance(terms.policy),
        now: calendar::rfc3339(terms.now, Zone::utc()),
        own_now_counts: !terms.now_is_given && !is_of_tables,
        facts: asked.files.iter().map(|file| facts_file::shown(file)).collect(),
        read: counts.read(),
        judged: counts.judged,
        refused: counts.refused,
        output_bytes: written.bytes,
        output_hash: written.hasher.as_ref().map(|it| it.finalize().to_hex().to_string()).unwrap_or_default(),
        complete: !is_interrupted && !report.is_strictly_over() && !written.is_cut_off,
    };
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| Failure::Input(usage::cannot_write(usage::the_manifest(), why(&error))))?;
    crate::files::write(file, (text + "\n").as_bytes(), asked.files)
}
