//! A sweep under way: its manifest, its output and its progress.

use indicatif::{ProgressBar, ProgressStyle};

use super::args::Args;
use super::manifest::{Judged, Manifest, Terms};
use super::output::{EachId, Output};
use super::verdict::Line;
use crate::console::Console;
use crate::messages::{judging, sweeping};
use crate::outcome::{Ended, Failure, Outcome};

/// A sweep under way.
pub(super) struct Sweep {
    pub(super) manifest: Manifest,
    output: Output,
    bar: ProgressBar,
}

impl Sweep {
    /// Begins a sweep, or resumes it; `each` is given the ids that were judged then.
    pub(super) fn start(
        args: &Args,
        terms: Terms,
        judged: Judged,
        each: &mut EachId<'_>,
        console: &Console,
    ) -> Result<Self, Failure> {
        let targets = args.targets();
        let mut manifest = Manifest::new(terms, judged);
        if let Some((form, to)) = targets.named_beside()? {
            manifest = manifest.with_beside(form, to);
        }
        let output = match args.resume {
            true => Output::take_up(&targets, &mut manifest, each)?,
            false => Output::begin(&targets, &mut manifest)?,
        };
        Ok(Self { manifest, output, bar: progress(console) })
    }

    /// How many accounts there are.
    pub(super) fn expect(&mut self, accounts: u64, console: &Console) {
        self.manifest.expected = accounts;
        self.bar.set_length(accounts);
        let all = console.text(judging::accounts_done("{len}"));
        let progress = console.text(judging::progress_of("{pos}", &all, "{per_sec}", "{eta}"));
        styled(&self.bar, &format!("{{bar:40}} {progress}"));
    }

    /// Writes a batch; the manifest says already how far the source was read for it.
    pub(super) fn write(&mut self, lines: &[Line]) -> Result<(), Failure> {
        self.manifest.add(lines);
        self.output.write(lines, &mut self.manifest)?;
        self.bar.set_position(self.manifest.accounts);
        Ok(())
    }

    pub(super) fn end(mut self, console: &Console) -> Ended {
        self.bar.finish_and_clear();
        self.output.close(&mut self.manifest)?;
        if !console.is_quiet() {
            console.result(&format!("{}\n", console.text(self.manifest.summary())))?;
        }
        Ok(Outcome::of(!self.manifest.adds_up()))
    }
}

/// The failure where a sweep was complete and its source has more accounts now.
pub(super) fn grown() -> Failure {
    Failure::Input(sweeping::sweep_was_complete())
}

fn progress(console: &Console) -> ProgressBar {
    let bar = console.progress(ProgressBar::no_length());
    let accounts = console.text(judging::accounts_done("{pos}"));
    styled(&bar, &format!("{{spinner}} {accounts}, {{per_sec}}"));
    bar
}

fn styled(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
