//! `exeunt.toml`: the settings of a project.
//!
//! ```toml
//! policies = ["policies"]
//! exclude = ["policies/drafts"]
//! ui-lang = "en"
//! lang = "zh"
//!
//! [lints]
//! warnings = "deny"
//! W0302 = "allow"
//!
//! [lints.files."policies/imported/**"]
//! warnings = "warn"
//! ```

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::levels::{Level, Levels, NoLevel};
use crate::diagnostic::messages::{analysis, common};
use crate::diagnostic::{Code, Diagnostic, Language, Message, nearest};
use crate::source::{FileId, Sources, Span};

/// The keys of the root of the settings.
pub const KEYS: [&str; 5] = ["exclude", "lang", "lints", "policies", "ui-lang"];

/// The key of `[lints]` that has tables for single files.
const FILES: &str = "files";

/// The settings of a project. Paths and patterns are relative to the folder of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The folders and files that hold its policies; the folder of the settings if none is named.
    pub policies: Vec<Entry>,
    /// What is passed over in folders, as patterns of `.gitignore`.
    pub exclude: Vec<Entry>,
    /// The levels of warnings.
    pub levels: Levels,
    /// Other levels in the files that a pattern of `.gitignore` names, in the order of the text.
    pub levels_in: Vec<(Entry, Levels)>,
    /// The language of the interface.
    pub ui_language: Option<Language>,
    /// The language of verdicts, where a policy has messages in it.
    pub language: Option<String>,
}

/// A text of the settings, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The text.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Entry {
    /// An error at this entry.
    #[must_use]
    pub fn refused(&self, message: Message, label: Message) -> Diagnostic {
        Diagnostic::new(Code::BadSettings, self.span, message).label(label)
    }
}

/// Reads the settings in `file`. What cannot be read is reported and left out.
#[must_use]
pub fn settings(sources: &Sources, file: FileId) -> (Settings, Vec<Diagnostic>) {
    let mut reader = Reader { file, settings: Settings::default(), found: Vec::new() };
    let text = sources.get(file).map_or("", |source| source.text.as_str());
    match DeTable::parse(text) {
        Ok(table) => reader.root(table.get_ref()),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            reader.report(range, Message::verbatim(error.message()), analysis::not_toml());
        }
    }
    (reader.settings, reader.found)
}

struct Reader {
    file: FileId,
    settings: Settings,
    found: Vec<Diagnostic>,
}

type Key<'i> = Spanned<DeString<'i>>;
type Read<'i> = Spanned<DeValue<'i>>;

impl Reader {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end as u32)
    }

    fn report(&mut self, range: Range<usize>, message: Message, label: Message) -> &mut Diagnostic {
        let span = self.span(range);
        self.found.push(Diagnostic::new(Code::BadSettings, span, message).label(label));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn root(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "policies" => self.settings.policies = self.texts("policies", value),
                "exclude" => self.settings.exclude = self.texts("exclude", value),
                "lints" => self.lints(value),
                "ui-lang" => self.settings.ui_language = self.ui_language(value),
                "lang" => self.settings.language = self.text("lang", value).map(|entry| entry.text),
                other => self.unknown(key.span(), other, analysis::there_is_no_setting, &KEYS),
            }
        }
    }

    /// A list of texts, none of which is empty.
    fn texts(&mut self, name: &str, value: &Read<'_>) -> Vec<Entry> {
        let DeValue::Array(items) = value.get_ref() else {
            self.report(value.span(), analysis::not_a_list_of_texts(name), analysis::not_a_list()).help =
                Some(analysis::write_list(name));
            return Vec::new();
        };
        if items.is_empty() {
            self.report(value.span(), analysis::list_is_empty(name), analysis::names_nothing());
        }
        items.iter().filter_map(|item| self.text(name, item)).collect()
    }

    fn text(&mut self, name: &str, value: &Read<'_>) -> Option<Entry> {
        match value.get_ref().as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => Some(Entry { text: text.to_owned(), span: self.span(value.span()) }),
            None => {
                self.report(value.span(), analysis::not_a_text_of(name), analysis::not_a_text());
                None
            }
        }
    }

    fn ui_language(&mut self, value: &Read<'_>) -> Option<Language> {
        let entry = self.text("ui-lang", value)?;
        let known = Language::ALL.map(Language::tag);
        if !known.contains(&entry.text.as_str()) {
            let message = analysis::no_language_of_interface(&entry.text);
            self.report(value.span(), message, analysis::not_known())
                .notes
                .push(analysis::there_is(&known.join(", ")));
            return None;
        }
        Language::of_tag(&entry.text)
    }

    fn table<'t, 'i>(&mut self, value: &'t Read<'i>, name: &str, help: Message) -> Option<&'t DeTable<'i>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.report(value.span(), analysis::setting_is_not_a_table(name), analysis::not_a_table()).help =
                Some(help);
            return None;
        };
        Some(table)
    }

    fn lints(&mut self, value: &Read<'_>) {
        let Some(lints) = self.table(value, "lints", analysis::write_lints()) else { return };
        let mut levels = Levels::default();
        for (key, value) in lints {
            match key.get_ref().as_ref() {
                FILES => self.lints_in_files(value),
                _ => self.lint(&mut levels, key, value),
            }
        }
        self.settings.levels = levels;
    }

    fn lints_in_files(&mut self, value: &Read<'_>) {
        let Some(files) = self.table(value, "lints.files", analysis::write_lints_in_files()) else { return };
        for (pattern, value) in files {
            let Some(lints) = self.table(value, pattern.get_ref(), analysis::write_lints_in_files()) else {
                continue;
            };
            let mut levels = Levels::default();
            lints.iter().for_each(|(key, value)| self.lint(&mut levels, key, value));
            let entry = Entry { text: pattern.get_ref().to_string(), span: self.span(pattern.span()) };
            self.settings.levels_in.push((entry, levels));
        }
        // The tables are in the order of their keys.
        self.settings.levels_in.sort_by_key(|(entry, _)| entry.span.start);
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

    fn lint(&mut self, levels: &mut Levels, key: &Key<'_>, value: &Read<'_>) {
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
        match levels.set(name, level) {
            Ok(()) => {}
            Err(NoLevel::Unknown) => {
                let warnings = Code::ALL.iter().map(|code| code.slug()).filter(|slug| slug.starts_with('W'));
                let known: Vec<&str> = warnings.chain(["warnings", FILES]).collect();
                self.unknown(key.span(), name, analysis::there_is_no_warning, &known);
            }
            Err(NoLevel::Error(code)) => {
                let message = analysis::error_has_no_level(code.slug());
                self.report(key.span(), message, analysis::not_a_warning());
            }
        }
    }
}
