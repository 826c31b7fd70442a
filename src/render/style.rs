//! The colours of a drawn diagnostic.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

use super::Colour;

/// Collects drawn text and its styles.
pub(super) struct Painter {
    /// What was drawn.
    pub(super) drawn: Vec<u8>,
    /// Whether they are written.
    pub(super) colour: Colour,
}

impl Painter {
    fn set(&mut self, style: Style) -> Result<()> {
        if self.colour.is_ansi() { write!(self.drawn, "{}", style.render()) } else { Ok(()) }
    }
}

impl Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.drawn.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> Result<()> {
        self.set(of_severity(severity).bold())
    }

    fn set_header_message(&mut self) -> Result<()> {
        self.set(Style::new().bold())
    }

    fn set_line_number(&mut self) -> Result<()> {
        self.set(AnsiColor::BrightBlue.on_default())
    }

    fn set_note_bullet(&mut self) -> Result<()> {
        self.set(AnsiColor::BrightBlue.on_default())
    }

    fn set_source_border(&mut self) -> Result<()> {
        self.set(AnsiColor::BrightBlue.on_default())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> Result<()> {
        self.set(match style {
            LabelStyle::Primary => of_severity(severity),
            LabelStyle::Secondary => AnsiColor::BrightBlue.on_default(),
        })
    }

    fn reset(&mut self) -> Result<()> {
        if self.colour.is_ansi() { write!(self.drawn, "{}", anstyle::Reset.render()) } else { Ok(()) }
    }
}

fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Bug | Severity::Error => AnsiColor::BrightRed.on_default(),
        Severity::Warning => AnsiColor::BrightYellow.on_default(),
        Severity::Note | Severity::Help => AnsiColor::BrightCyan.on_default(),
    }
}
