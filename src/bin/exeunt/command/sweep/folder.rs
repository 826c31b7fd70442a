//! A folder of facts, judged by the library: each `*.ndjson` file is a batch.

use std::path::{Path, PathBuf};

use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::eval::{Truth, Verdict, evaluate};
use exeunt::facts::{Envelope, Id, read_lines};
use exeunt::ir::{PolicyId, Status, Zone, calendar};
use serde_json::{Value as Json, json};

use super::{Args, Sweep};
use crate::console::Console;
use crate::files::{self, Kind};
use crate::outcome::Failure;
use crate::policies::Loaded;

/// What judges here.
pub(super) fn version() -> String {
    format!("exeunt {}", env!("CARGO_PKG_VERSION"))
}

/// Judges every file, in the order of their names. A file with an error in it stops the sweep before anything of it is
/// written.
pub(super) fn sweep(
    loaded: &Loaded,
    policy: PolicyId,
    args: &Args,
    files: Vec<PathBuf>,
    sweep: &mut Sweep,
    console: &Console,
) -> Result<(), Failure> {
    let mut lines = 0;
    for file in &files {
        let text = files::read_text(file, Kind::Facts)?;
        lines += text.lines().filter(|line| !line.trim().is_empty()).count() as u64;
    }
    sweep.expect(lines);
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if sweep.manifest.last_key.as_ref().is_some_and(|last| name <= *last) {
            continue;
        }
        let verdicts = judged(loaded, policy, args.now, &file, &name, console)?;
        sweep.write(&verdicts, &name)?;
    }
    Ok(())
}

/// The files of a folder, in the order of their names.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::Input(format!("cannot read `{}`: {error}", files::shown(folder)));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ndjson"));
    files.sort();
    if files.is_empty() {
        return Err(Failure::Input(format!("there is no `*.ndjson` file in `{}`", files::shown(folder))));
    }
    Ok(files)
}

fn judged(
    loaded: &Loaded,
    policy: PolicyId,
    now: i64,
    file: &Path,
    name: &str,
    console: &Console,
) -> Result<Vec<Json>, Failure> {
    let text = files::read_text(file, Kind::Facts)?;
    let mut sources = loaded.sources.clone();
    let id = sources.add(files::shown(file), text.clone());
    let (mut verdicts, mut errors): (Vec<Json>, Vec<Diagnostic>) = Default::default();
    for (line, read) in read_lines(&loaded.program, Some(policy), id, &text) {
        errors.extend(read.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error));
        let Some(envelope) = read.envelope else { continue };
        let verdict = evaluate(&loaded.program, policy, &envelope.facts, now);
        verdicts.push(row(&key(&envelope, name, line), &verdict));
    }
    if errors.is_empty() {
        return Ok(verdicts);
    }
    console.report(&console.drawn(&sources, &errors));
    Err(Failure::Input(format!("nothing of `{}` was judged", files::shown(file))))
}

/// The account's id, or where it stands.
fn key(envelope: &Envelope, name: &str, line: usize) -> String {
    match &envelope.id {
        Some(Id::Text(id)) => id.clone(),
        Some(Id::Integer(id)) => id.to_string(),
        None => format!("{name}:{line}"),
    }
}

/// A verdict in the form of a query's row.
fn row(id: &str, verdict: &Verdict) -> Json {
    let speaks = verdict.status != Status::Inapplicable;
    let named = |truth: Truth| {
        let judged = verdict.requirements.iter().filter(|judged| speaks && judged.truth == truth);
        judged.map(|judged| judged.requirement.as_str()).collect::<Vec<_>>()
    };
    json!({
        "id": id,
        "status": verdict.status.word(),
        "failed": named(Truth::False),
        "unknown": named(Truth::Unknown),
        "outcome": verdict.outcome,
        "eligible_after": verdict.eligible_after.map(|at| calendar::rfc3339(at, Zone::utc())),
    })
}
