//! Standard output for results, standard error for everything else; colour only where it is wanted.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget};

use exeunt::diagnostic::{Diagnostic, Language, Message, Severity};
use exeunt::render::{Colour, Look, for_json, for_terminal};
use exeunt::source::Sources;

use crate::messages::{Reason, usage};
use crate::outcome::Failure;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// So many diagnostics are drawn where nothing else is asked for.
pub(crate) const MOST_DRAWN: usize = 100;

/// The two streams, and whether each is coloured.
#[derive(Debug, Clone)]
pub(crate) struct Console {
    result_colour: Colour,
    report_colour: Colour,
    language: Language,
    /// Whether nothing is shown but results and what is wrong.
    is_quiet: bool,
    /// Whether errors that end a command are results, as JSON.
    errors_as_json: bool,
    /// The result, where it is collected for a file.
    collected: Option<Arc<Mutex<Vec<u8>>>>,
}

impl Console {
    /// Decides once, for each stream, whether it is coloured.
    pub(crate) fn new(choice: ColorChoice, language: Option<Language>, is_quiet: bool) -> Self {
        match choice {
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
            ColorChoice::Auto => anstream::ColorChoice::Auto,
        }
        .write_global();
        Self {
            result_colour: colour(AutoStream::choice(&io::stdout())),
            report_colour: colour(AutoStream::choice(&io::stderr())),
            language: language.unwrap_or_else(of_terminal),
            is_quiet,
            errors_as_json: false,
            collected: None,
        }
    }

    /// The same, but errors that end a command go to standard output as JSON.
    pub(crate) fn with_errors_as_json(&self, errors_as_json: bool) -> Self {
        Self { errors_as_json, ..self.clone() }
    }

    /// The same, but results are collected, without colours, instead of being written to standard output.
    pub(crate) fn collecting(&self) -> Self {
        let plain = Self { result_colour: Colour::Plain, report_colour: Colour::Plain, ..self.clone() };
        Self { collected: Some(Arc::default()), ..plain }
    }

    /// What was collected; `None` where results go to standard output.
    pub(crate) fn collected(&self) -> Option<Vec<u8>> {
        let collected = self.collected.as_ref()?;
        Some(collected.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Whether nothing is shown but results and what is wrong: no counts, no progress, no notes.
    pub(crate) fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Shows the errors that end a command: drawn on standard error, or as JSON on standard output, in the form of
    /// `exeunt check --format json`.
    pub(crate) fn errors(&self, sources: &Sources, found: &[Diagnostic]) -> Result<(), Failure> {
        if self.errors_as_json {
            return self.json(&exeunt::render::diagnostics_json(sources, found, self.language));
        }
        self.report(&self.drawn(sources, found));
        Ok(())
    }

    /// A text in the language of the reader.
    pub(crate) fn text(&self, message: Message) -> String {
        message.text(self.language)
    }

    /// The language of the reader.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Diagnostics of one run, drawn in the language of the reader; many are counted instead.
    pub(crate) fn drawn(&self, sources: &Sources, found: &[Diagnostic]) -> String {
        self.drawn_up_to(Some(MOST_DRAWN), sources, found)
    }

    /// Diagnostics of one run, drawn in the language of the reader up to so many; the others are counted.
    pub(crate) fn drawn_up_to(&self, most: Option<usize>, sources: &Sources, found: &[Diagnostic]) -> String {
        let look = Look { colour: self.report_colour, most, language: self.language(), ..Look::default() };
        exeunt::render::diagnostics_as(sources, found, look)
    }

    /// Whether results are coloured.
    pub(crate) fn result_colour(&self) -> Colour {
        self.result_colour
    }

    /// Whether reports are coloured.
    pub(crate) fn report_colour(&self) -> Colour {
        self.report_colour
    }

    /// A bar that is drawn while work is under way, unless nothing but results is wanted.
    pub(crate) fn progress(&self, bar: ProgressBar) -> ProgressBar {
        if self.is_quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        bar
    }

    /// Writes a whole result for people to standard output.
    pub(crate) fn result(&self, result: &str) -> Result<(), Failure> {
        self.data(for_terminal(result, self.result_colour).as_bytes())
    }

    /// Writes a whole result in JSON to standard output.
    pub(crate) fn json(&self, result: &str) -> Result<(), Failure> {
        self.data(for_json(result).as_bytes())
    }

    /// Writes a whole result for other programs to standard output, as it is. A reader that has gone is no error: what was
    /// found still decides the exit code.
    pub(crate) fn data(&self, result: &[u8]) -> Result<(), Failure> {
        if let Some(collected) = &self.collected {
            collected.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(result);
            return Ok(());
        }
        let mut output = io::stdout().lock();
        match output.write_all(result).and_then(|()| output.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::Input(usage::cannot_write_output(error.reason()))),
            Ok(()) => Ok(()),
        }
    }

    /// Writes to standard error. Where that is closed there is nobody to tell.
    pub(crate) fn report(&self, text: &str) {
        let text = for_terminal(text, self.report_colour);
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Writes what was found to the file where results are collected, otherwise to standard error.
    pub(crate) fn finding(&self, text: &str) -> Result<(), Failure> {
        if self.collected.is_some() {
            return self.result(text);
        }
        self.report(text);
        Ok(())
    }

    /// Writes a line to standard error about what was done, unless nothing but results is wanted.
    pub(crate) fn note(&self, message: Message) {
        if !self.is_quiet {
            self.report(&format!("{}\n", self.text(message)));
        }
    }

    /// Reports an error of usage, input or I/O.
    pub(crate) fn error(&self, message: Message) {
        self.headed(Severity::Error, ERROR, message);
    }

    /// Reports a doubt that stops nothing.
    pub(crate) fn warning(&self, message: Message) {
        self.headed(Severity::Warning, WARNING, message);
    }

    fn headed(&self, severity: Severity, style: Style, message: Message) {
        let style = if self.report_colour.is_ansi() { style } else { Style::new() };
        let (head, message) = (self.text(severity.message()), self.text(message));
        self.report(&format!("{style}{head}{style:#}: {message}\n"));
    }
}

fn colour(choice: anstream::ColorChoice) -> Colour {
    match choice {
        anstream::ColorChoice::Never => Colour::Plain,
        anstream::ColorChoice::Auto | anstream::ColorChoice::AlwaysAnsi | anstream::ColorChoice::Always => {
            Colour::Ansi
        }
    }
}

/// The language of the terminal, by the variables that name it, the strongest first.
pub(crate) fn of_terminal() -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.and_then(|locale| Language::of_tag(&locale)).unwrap_or_default()
}
