//! Accounts in a folder of tables.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use exeunt::columnar::{Account, Fault, Judging, Section, Tables};
use exeunt::decide::{CompiledPolicy, Lines};

use super::ending::ended;
use super::line::{Errors, Name, Printer, Verdicts};
use super::options::Asked;
use super::order::{Source, in_order};
use super::report::Report;
use super::summary::Summary;
use super::{interrupt, progress};
use crate::console::Console;
use crate::files;
use crate::messages::{Reason as _, judging};
use crate::outcome::{Ended, Failure};

/// Judges the accounts of a folder.
pub(super) fn run(asked: &Asked<'_>, folder: &Path, console: &Console) -> Ended {
    check_usage(asked)?;
    let Asked { terms, options, .. } = *asked;
    if options.summary && !terms.program.policies()[terms.policy].deadlines.is_empty() {
        console.warning(judging::deadlines_need_lines());
    }
    let name = files::shown(folder);
    let failed = |fault: Fault| Failure::Input(judging::in_folder(&name, &fault.message()));
    let decider = CompiledPolicy::compile(terms.program, terms.policy).map_err(|_| {
        let message = judging::too_large_for_tables();
        Failure::Input(message)
    })?;
    let moment = decider.at(terms.now);
    let open = |table: &str| open(&folder.join(format!("{table}.parquet")));
    let tables = Tables::open(terms.program, terms.policy, &decider, open).map_err(failed)?;
    let sections = Sections(tables.sections().map_err(failed)?.into_iter());
    let judged = Arc::new(AtomicU64::new(0));
    let shared =
        Shared { asked, printer: Printer::new(terms, options.wanted()), judged: Arc::clone(&judged) };
    let worker = || Worker { summary: Summary::new(terms, Some(&moment)), strays: 0 };
    let workers = std::iter::repeat_with(worker).take(asked.threads()).collect();

    let bar = progress::of_accounts(tables.accounts(), console);
    let interrupted = interrupt::watch()?;
    let mut report = Report::new(vec![name.clone()], judging::account, asked, console, (&bar, judged));
    let work = |worker: &mut Worker<'_>, section: &Section, put: &mut dyn FnMut(Verdicts) -> bool| {
        let mut judging = tables.judge(section, &moment, options.wanted()).map_err(failed)?;
        while judging.judge_next().map_err(failed)? > 0 {
            if !put(worker.take(&judging, &shared)) {
                return Ok(false);
            }
        }
        worker.strays += judging.strays();
        Ok(true)
    };
    let worked = in_order(sections, workers, interrupted.flag(), work, |made: Verdicts| report.take(&made));
    bar.finish_and_clear();
    let workers = worked?;
    let strays: u64 = workers.iter().map(|worker| worker.strays).sum();
    if strays > 0 {
        console.warning(judging::strays(strays));
    }
    let mut summary = Summary::new(terms, Some(&moment));
    workers.iter().for_each(|worker| summary.add(&worker.summary));
    report.finish(interrupted.is_set(), std::iter::empty())?;
    ended(asked, &report, &summary, interrupted.is_set(), console)
}

fn check_usage(asked: &Asked<'_>) -> Result<(), Failure> {
    let message = if asked.options.explain {
        judging::explain_needs_lines()
    } else if asked.with_plan {
        judging::plan_needs_lines()
    } else if asked.options.lines {
        judging::folder_holds_tables()
    } else if asked.terms.id.is_some() {
        judging::tables_have_keys()
    } else {
        return Ok(());
    };
    Err(Failure::Input(message))
}

/// Each reader has a file of its own: they go through it at different places.
fn open(path: &Path) -> io::Result<File> {
    files::open(path).map_err(|refused| io::Error::other(refused.reason()))
}

/// The sections, in order.
struct Sections(std::vec::IntoIter<Section>);

impl Source for Sections {
    type Block = Section;

    const AHEAD: u64 = 1;

    fn next(&mut self) -> Result<Option<Section>, Failure> {
        Ok(self.0.next())
    }

    fn recycle(&mut self, _: Section) {}
}

/// What all threads have in common.
struct Shared<'a> {
    asked: &'a Asked<'a>,
    printer: Printer<'a>,
    judged: Arc<AtomicU64>,
}

/// One of the threads.
struct Worker<'a> {
    summary: Summary<'a>,
    strays: u64,
}

impl Worker<'_> {
    /// Takes the accounts that were judged last.
    fn take(&mut self, judging: &Judging<'_>, shared: &Shared<'_>) -> Verdicts {
        let Asked { options, fail_on, .. } = *shared.asked;
        let mut verdicts = Verdicts::of(0, shared.asked.terms.reading.limit);
        let mut count = 0;
        while let Some(Account { id, found }) = judging.account(count) {
            let at = count;
            count += 1;
            match found {
                Err(faults) => verdicts.refuse(at, faults.len() as u64, || {
                    let shown = faults.iter().map(|fault| (None, fault.message())).collect();
                    Errors { shown, left_out: 0 }
                }),
                Ok(decision) => {
                    verdicts.judge(decision.status, fail_on);
                    if options.summary {
                        let now = shared.asked.terms.now;
                        self.summary.count(decision, now, || judging.eligible_after(at));
                        self.summary.count_value(decision, || judging.carried(at));
                    } else {
                        let value = || judging.outcome_value(at);
                        shared.printer.print(Name::Id(id), decision, value, None, &mut verdicts.text);
                    }
                }
            }
        }
        verdicts.lines = Lines { total: count, blank: 0 };
        shared.judged.fetch_add(count as u64, Ordering::Relaxed);
        verdicts
    }
}
