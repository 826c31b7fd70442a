//! What a run reports while it goes on and at its end: verdicts in the order of the input, lines that cannot be read, and
//! counts that add up.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use exeunt::diagnostic::Message;
use exeunt::render::{escaped, for_json};
use indicatif::ProgressBar;

use super::line::{Errors, Refused, Text, Verdicts};
use super::options::Asked;
use super::written::Written;
use crate::console::Console;
use crate::facts_file;
use crate::messages::{Reason, judging, usage};
use crate::outcome::Failure;

/// How many lines were read, judged and refused; the last two make the first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) judged: u64,
    pub(super) refused: u64,
}

impl Counts {
    pub(super) fn read(self) -> u64 {
        self.judged + self.refused
    }
}

/// The report of a run.
pub(super) struct Report<'a> {
    names: Vec<String>,
    unit: fn() -> Message,
    asked: &'a Asked<'a>,
    console: &'a Console,
    bar: &'a ProgressBar,
    /// How many bytes were read.
    progress: Arc<AtomicU64>,
    out: BufWriter<Written>,
    counts: Counts,
    /// The file that was put out last, and how many of its lines were.
    file: usize,
    lines: usize,
    /// How many errors were shown, and how many were not because of the limit.
    shown: usize,
    not_shown: u64,
    has_findings: bool,
    is_strictly_over: bool,
    /// Whether nobody reads the output any more.
    is_closed: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        names: Vec<String>,
        unit: fn() -> Message,
        asked: &'a Asked<'a>,
        console: &'a Console,
        (bar, progress): (&'a ProgressBar, Arc<AtomicU64>),
    ) -> Self {
        Self {
            names,
            unit,
            asked,
            console,
            bar,
            progress,
            out: BufWriter::new(Written::new(asked.options.manifest.is_some())),
            counts: Counts::default(),
            file: 0,
            lines: 0,
            shown: 0,
            not_shown: 0,
            has_findings: false,
            is_strictly_over: false,
            is_closed: false,
        }
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// What was written to standard output.
    pub(super) fn written(&self) -> &Written {
        self.out.get_ref()
    }

    pub(super) fn has_findings(&self) -> bool {
        self.has_findings || self.counts.refused > 0
    }

    /// Whether a line that cannot be read ended the run.
    pub(super) fn is_strictly_over(&self) -> bool {
        self.is_strictly_over
    }

    /// Puts out the next block; gives whether to go on.
    pub(super) fn take(&mut self, verdicts: &Verdicts) -> Result<bool, Failure> {
        self.check(verdicts)?;
        if verdicts.file != self.file {
            (self.file, self.lines) = (verdicts.file, 0);
        }
        self.bar.set_position(self.progress.load(Ordering::Relaxed));
        let mut printed = 0;
        for refused in &verdicts.shown {
            if !self.write(&verdicts.text, printed, refused.printed)? {
                return Ok(false);
            }
            printed = refused.printed;
            self.refuse(refused);
            if self.asked.options.strict {
                self.counts.refused += 1;
                self.counts.judged += refused.judged;
                self.lines += refused.line + 1;
                self.is_strictly_over = true;
                return self.flush().map(|_| false);
            }
        }
        let goes_on = self.write(&verdicts.text, printed, verdicts.text.bytes.len())?;
        self.counts.judged += verdicts.judged;
        self.counts.refused += verdicts.refused;
        self.not_shown += verdicts.not_shown;
        self.lines += verdicts.lines.total;
        self.has_findings |= verdicts.has_findings;
        Ok(goes_on)
    }

    /// Makes sure that every account of a block is either refused or written.
    fn check(&self, verdicts: &Verdicts) -> Result<(), Failure> {
        let Verdicts { lines, judged, refused, .. } = verdicts;
        let accounts = (lines.total - lines.blank) as u64;
        let written = memchr::memchr_iter(b'\n', &verdicts.text.bytes).count() as u64;
        let is_written = self.asked.options.summary || written == *judged;
        if accounts == judged + refused && is_written {
            return Ok(());
        }
        let what = judging::judged_refused_written(accounts, *judged, *refused, written);
        Err(Failure::Internal(what))
    }

    /// Shows the errors of a line, as far as the limit of all errors allows.
    fn refuse(&mut self, refused: &Refused) {
        let (file, line) = (&self.names[self.file], self.lines + refused.line + 1);
        let file = escaped(file);
        let Errors { shown, left_out } = &refused.errors;
        let room = self.asked.terms.reading.limit.saturating_sub(self.shown).min(shown.len());
        let placed = |(at, message): &(Option<usize>, Message)| {
            let message = message.text(self.console.language());
            match at {
                Some(column) => format!("{file}:{line}:{column}: {message}\n"),
                None => format!("{file}/{message}\n"),
            }
        };
        let report: String = shown[..room].iter().map(placed).collect();
        self.shown += room;
        self.not_shown += left_out + (shown.len() - room) as u64;
        self.bar.suspend(|| self.console.report(&report));
    }

    /// Writes a part of a text, with the places of its lines. Once the reader has gone there is no use in going on.
    fn write(&mut self, text: &Text, mut from: usize, to: usize) -> Result<bool, Failure> {
        let places = text.places.iter().filter(move |&&(at, _)| (from..to).contains(&at));
        let mut written = Ok(());
        for &(at, line) in places {
            let place = self.place(line);
            written = written.and_then(|()| self.out.write_all(&text.bytes[from..at]));
            written = written.and_then(|()| self.out.write_all(place.as_bytes()));
            from = at;
        }
        let written = written.and_then(|()| self.out.write_all(&text.bytes[from..to]));
        self.outcome(written)
    }

    /// What stands for the id of an account that has none.
    fn place(&self, line: usize) -> String {
        let line = self.lines + line + 1;
        if self.names.len() == 1 {
            return format!("\"line\":{line}");
        }
        let file = serde_json::Value::from(self.names[self.file].as_str()).to_string();
        format!("\"file\":{},\"line\":{line}", for_json(&file))
    }

    fn flush(&mut self) -> Result<bool, Failure> {
        let flushed = self.out.flush();
        self.outcome(flushed)
    }

    fn outcome(&mut self, written: io::Result<()>) -> Result<bool, Failure> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(false)
            }
            Err(error) => Err(Failure::Input(usage::cannot_write_output(error.reason()))),
            Ok(()) => Ok(true),
        }
    }

    /// Reports how many lines were read, judged and refused, and what may be wrong with all of them.
    ///
    /// # Errors
    /// If the output was not read to its end.
    pub(super) fn finish(
        &mut self,
        interrupted: bool,
        unknown_keys: impl Iterator<Item = String>,
    ) -> Result<(), Failure> {
        self.flush()?;
        if self.is_closed {
            return Err(Failure::ClosedPipe);
        }
        self.warn_of(&unknown_keys.collect());
        facts_file::report_left_out(self.not_shown, self.console);
        if interrupted {
            let file = &self.names[self.file];
            let unit = self.unit;
            self.console.warning(judging::interrupted_after(unit(), self.lines as u64, file));
        }
        let Counts { judged, refused } = self.counts;
        let read = self.counts.read();
        self.console
            .report(&format!("{}\n", self.console.text(judging::accounts_read(read, judged, refused))));
        Ok(())
    }

    /// Names the keys that were ignored, as far as the limit allows.
    fn warn_of(&self, unknown_keys: &BTreeSet<String>) {
        let limit = self.asked.terms.reading.limit;
        for path in unknown_keys.iter().take(limit) {
            self.console.warning(judging::ignored_key(path));
        }
        if let more @ 1.. = unknown_keys.len().saturating_sub(limit) {
            self.console.warning(judging::more_ignored_keys(more));
        }
    }
}
