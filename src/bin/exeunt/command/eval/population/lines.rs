//! Accounts that come one a line.

use std::path::PathBuf;

use exeunt::eval::decide::{Decider, Found, Judge};

use super::input::{self, Block, Input};
use super::line::{Name, Printer, Verdicts, errors};
use super::order::in_order;
use super::report::Report;
use super::summary::Summary;
use super::{Asked, ended, interrupt, progress};
use crate::console::Console;
use crate::outcome::Ended;

/// Judges the lines of all files.
pub(super) fn run(asked: &Asked<'_>, files: &[PathBuf], console: &Console) -> Ended {
    let Asked { terms, options, .. } = *asked;
    let decider = Decider::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    let printer = Printer::new(terms, options.wanted());
    let worker = || Worker {
        judge: Judge::new(terms, moment.as_ref(), options.wanted()),
        summary: Summary::new(terms, moment.as_ref()),
    };
    let workers = std::iter::repeat_with(worker).take(asked.threads()).collect();

    let input = Input::new(files.to_vec(), options.lines);
    let bar = progress::bar(input.size());
    let interrupted = interrupt::watch()?;
    let names = files.iter().map(|file| input::shown(file)).collect();
    let mut report = Report::new(names, "line", options, console, (&bar, input.progress()));
    let work = |worker: &mut Worker<'_>, block: &Block, put: &mut dyn FnMut(Verdicts) -> bool| {
        put(worker.judge(block, asked, &printer));
        Ok(true)
    };
    let worked = in_order(input, workers, interrupted.flag(), work, |made: Verdicts| report.take(&made));
    bar.finish_and_clear();
    let workers = worked?;
    report.finish(interrupted.is_set(), workers.iter().flat_map(|worker| worker.judge.undeclared()))?;
    let mut summary = Summary::new(terms, moment.as_ref());
    workers.iter().for_each(|worker| summary.add(&worker.summary));
    ended(asked, &report, &summary, interrupted.is_set(), console)
}

/// One of the threads.
struct Worker<'a> {
    judge: Judge<'a>,
    summary: Summary<'a>,
}

impl Worker<'_> {
    fn judge(&mut self, block: &Block, asked: &Asked<'_>, printer: &Printer<'_>) -> Verdicts {
        let mut verdicts = Verdicts::of(block.file);
        let summary = &mut self.summary;
        verdicts.lines = self.judge.judge(&block.text, |line| match &line.found {
            Found::Refused(diagnostics) => verdicts.refuse(line.number, errors(line.text, diagnostics)),
            Found::Judged { id, decision } => {
                verdicts.judge(*decision, asked.fail_on);
                if asked.options.summary {
                    summary.count(*decision, || line.eligible_after(&asked.terms));
                } else if asked.options.explain {
                    printer.print_whole(line.text, &mut verdicts.text);
                } else {
                    let name = id.as_deref().map_or(Name::Line(line.number), Name::Id);
                    printer.print(name, *decision, &mut verdicts.text);
                }
            }
        });
        verdicts
    }
}
