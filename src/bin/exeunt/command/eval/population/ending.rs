//! The end of a run over many accounts.

use super::manifest;
use super::options::Asked;
use super::report::Report;
use super::summary::Summary;
use crate::console::Console;
use crate::messages::judging;
use crate::outcome::{Ended, Failure, Outcome};

/// Ends a run: what it came to, once it is said how far it came.
pub(super) fn ended(
    asked: &Asked<'_>,
    report: &Report<'_>,
    summary: &Summary<'_>,
    is_interrupted: bool,
    console: &Console,
) -> Ended {
    if asked.options.summary && !report.is_strictly_over() {
        let counts = report.counts();
        if summary.judged() != counts.judged && !is_interrupted {
            let what = judging::judged_and_summed(counts.judged, summary.judged());
            return Err(Failure::Internal(what));
        }
        if asked.as_json {
            console.json(&summary.json(counts)?)
        } else {
            console.result(&summary.text(counts, console))
        }?;
    }
    if let Some(file) = &asked.options.manifest {
        manifest::write(file, asked, report, is_interrupted)?;
    }
    match (is_interrupted, report.is_strictly_over()) {
        (true, _) => Err(Failure::Interrupted),
        (_, true) => Err(Failure::Facts),
        _ => Ok(Outcome::of(report.has_findings())),
    }
}
