//! Accounts that come one a line.

use std::path::PathBuf;

use exeunt::decide::{CompiledPolicy, Line, LineDecider, LineOutcome, Unreadable};
use exeunt::ir::Status;

use super::ending::ended;
use super::input::{Block, Input};
use super::line::{Errors, Name, Printer, Verdicts};
use super::options::Asked;
use super::order::in_order;
use super::report::Report;
use super::summary::Summary;
use super::{interrupt, progress};
use crate::console::Console;
use crate::facts_file::shown;
use crate::messages::judging;
use crate::outcome::Ended;

/// Judges the lines of all files.
pub(super) fn run(asked: &Asked<'_>, files: &[PathBuf], console: &Console) -> Ended {
    let Asked { terms, options, .. } = *asked;
    let decider = CompiledPolicy::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    let printer = Printer::new(terms, options.wanted());
    let worker = || Worker {
        judge: LineDecider::new(terms, moment.as_ref(), options.wanted()),
        summary: Summary::new(terms, moment.as_ref()),
    };
    let workers = std::iter::repeat_with(worker).take(asked.threads()).collect();

    let input = Input::new(files.to_vec(), options.lines);
    let bar = progress::bar(input.size(), console);
    let interrupted = interrupt::watch()?;
    let names = files.iter().map(|file| shown(file)).collect();
    let mut report = Report::new(names, judging::line, asked, console, (&bar, input.progress()));
    let work = |worker: &mut Worker<'_>, block: &Block, put: &mut dyn FnMut(Verdicts) -> bool| {
        put(worker.judge(block, asked, &printer));
        Ok(true)
    };
    let worked = in_order(input, workers, interrupted.flag(), work, |made: Verdicts| report.take(&made));
    bar.finish_and_clear();
    let workers = worked?;
    let mut summary = Summary::new(terms, moment.as_ref());
    workers.iter().for_each(|worker| summary.add(&worker.summary));
    report.finish(interrupted.is_set(), workers.iter().flat_map(|worker| worker.judge.unknown_keys()))?;
    ended(asked, &report, &summary, interrupted.is_set(), console)
}

/// One of the threads.
struct Worker<'a> {
    judge: LineDecider<'a>,
    summary: Summary<'a>,
}

impl Worker<'_> {
    fn judge(&mut self, block: &Block, asked: &Asked<'_>, printer: &Printer<'_>) -> Verdicts {
        let mut verdicts = Verdicts::of(block.file, asked.terms.reading.limit);
        let summary = &mut self.summary;
        verdicts.lines = self.judge.judge(&block.text, |line| match &line.found {
            LineOutcome::Refused(unreadable) => refuse(&mut verdicts, &line, unreadable),
            LineOutcome::Judged { .. } if asked.options.explain => {
                match printer.print_whole(line.text, asked.with_plan, &mut verdicts.text) {
                    Ok(status) => verdicts.judge(status, asked.fail_on),
                    Err(unreadable) => refuse(&mut verdicts, &line, &unreadable),
                }
            }
            LineOutcome::Judged { id, decision, now } => {
                // Of a summary only what is to be carried out is counted.
                let is_wanted =
                    asked.with_plan && (!asked.options.summary || decision.status == Status::Eligible);
                let plan = match is_wanted.then(|| printer.plan(line.text)).transpose() {
                    Ok(plan) => plan,
                    Err(unreadable) => return refuse(&mut verdicts, &line, &unreadable),
                };
                verdicts.judge(decision.status, asked.fail_on);
                if asked.options.summary {
                    if let Some(plan) = plan.flatten() {
                        summary.count_plan(&plan, *now);
                    }
                    summary.count(*decision, *now, || line.eligible_after(&asked.terms));
                    summary.count_value(*decision, || line.carried(&asked.terms));
                    // Nothing that decides looks at deadlines, so that only policies that have some pay for them.
                    if let Some(deadlines) = printer.deadlines(line.text) {
                        summary.count_deadlines(&deadlines);
                    }
                } else {
                    let name = id.as_deref().map_or(Name::Line(line.number), Name::Id);
                    let value = || line.outcome_value(&asked.terms);
                    printer.print(name, *decision, value, plan.as_ref(), &mut verdicts.text);
                }
            }
        });
        verdicts
    }
}

fn refuse(verdicts: &mut Verdicts, line: &Line<'_>, unreadable: &Unreadable) {
    verdicts.refuse(line.number, Errors::count(unreadable), || Errors::of(line.text, unreadable));
}
