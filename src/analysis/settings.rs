//! `exeunt.toml`: the settings of a project.
//!
//! ```toml
//! [lints]
//! warnings = "deny"
//! W0302 = "allow"
//! ```

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::levels::{Level, Levels, NoLevel};
use crate::diagnostic::messages::{analysis, common};
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::source::{FileId, Sources, Span};

/// Reads the settings in `file`. What cannot be read is reported and left out.
#[must_use]
pub fn settings(sources: &Sources, file: FileId) -> (Levels, Vec<Diagnostic>) {
    let mut reader = Reader { file, levels: Levels::default(), found: Vec::new() };
    let text = sources.get(file).map_or("", |source| source.text.as_str());
    match DeTable::parse(text) {
        Ok(table) => reader.root(table.get_ref()),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            reader.report(range, Message::verbatim(error.message()), analysis::not_toml());
        }
    }
    (reader.levels, reader.found)
}

struct Reader {
    file: FileId,
    levels: Levels,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn report(&mut self, range: Range<usize>, message: Message, label: Message) -> &mut Diagnostic {
        let span = Span::new(self.file, range.start as u32, range.end as u32);
        self.found.push(Diagnostic::new(Code::BadSettings, span, message).label(label));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn root(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("lints", DeValue::Table(lints)) => {
                    lints.iter().for_each(|(key, value)| self.lint(key, value))
                }
                ("lints", _) => {
                    self.report(value.span(), analysis::lints_no_table(), analysis::not_a_table()).help =
                        Some(analysis::write_lints());
                }
                (other, _) => self.unknown(key.span(), other, analysis::there_is_no_setting, &["lints"]),
            }
        }
    }

    fn unknown(&mut self, range: Range<usize>, name: &str, none: fn(&str) -> Message, known: &[&str]) {
        let near = nearest(name, known.iter().copied()).map(common::did_you_mean);
        let listed = || analysis::there_is(&known.join(", "));
        let report = self.report(range, none(name), analysis::not_known());
        match near {
            Some(near) => report.help = Some(near),
            None if known.len() < 8 => report.notes.push(listed()),
            None => report.help = Some(analysis::explain_lists_codes()),
        }
    }

    fn lint(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let word = value.get_ref().as_str();
        let Some(level) = word.and_then(Level::from_word) else {
            let known = ["allow", "warn", "deny"];
            let offered = word.and_then(|word| nearest(word, known));
            let report = self.report(value.span(), analysis::not_a_level(), analysis::not_a_level_label());
            report.help = Some(match offered {
                Some(near) => common::did_you_mean(&format!("\"{near}\"")),
                None => analysis::write_a_level(),
            });
            return;
        };
        let name = key.get_ref().as_ref();
        match self.levels.set(name, level) {
            Ok(()) => {}
            Err(NoLevel::Unknown) => {
                let warnings = Code::ALL.iter().map(|code| code.slug()).filter(|slug| slug.starts_with('W'));
                let known: Vec<&str> = warnings.chain(["warnings"]).collect();
                self.unknown(key.span(), name, analysis::there_is_no_warning, &known);
            }
            Err(NoLevel::Error(code)) => {
                let message = analysis::error_has_no_level(code.slug());
                self.report(key.span(), message, analysis::not_a_warning());
            }
        }
    }
}
