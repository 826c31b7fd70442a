//! Words for people: what they are shown instead of the names of values, outcomes, fields and policies.

use std::collections::HashMap;

use crate::check::checker::Checker;
use crate::check::reports::duplicate;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_names, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{self, LocalisedText, PackageId, RecordId, Worded};
use crate::source::Span;
use crate::syntax::ast::{self, Item, TypeKind};

/// So many names without words are listed.
const MOST_LISTED: usize = 12;

impl<'a> Checker<'a> {
    /// Gives outcomes and fields their words, once the shapes of records are known.
    pub(in crate::check) fn declare_words(&mut self) {
        for package in self.packages.ids() {
            let mut first: HashMap<(RecordId, u32), Span> = HashMap::new();
            for item in self.packages[package].items.clone() {
                match item {
                    Item::Outcomes(block) => self.words_of_outcomes(package, block),
                    Item::Words(words) => {
                        for entry in &words.entries {
                            self.words_of_field(package, entry, &mut first);
                        }
                    }
                    Item::Record(_)
                    | Item::Calendar(_)
                    | Item::Condition(_)
                    | Item::Let(_)
                    | Item::Policy(_)
                    | Item::Lifecycle(_)
                    | Item::Fixture(_)
                    | Item::Test(_) => {}
                }
            }
        }
    }

    fn words_of_outcomes(&mut self, package: PackageId, block: &'a ast::Outcomes) {
        for declared in &block.declared {
            let words = self.words_for(&declared.name, &declared.said, package);
            if !words.is_empty() {
                let name = declared.name.text.clone();
                self.program.packages[package].outcomes.push(Worded { name, words });
            }
        }
    }

    fn words_of_field(
        &mut self,
        package: PackageId,
        entry: &'a ast::WordsOfField,
        first: &mut HashMap<(RecordId, u32), Span>,
    ) {
        let Some((record, index)) = self.worded_field(package, &entry.path) else { return };
        let Some(name) = entry.path.names.last() else { return };
        let words = self.words_for(name, &entry.said, package);
        match first.get(&(record, index)) {
            Some(&first) => {
                self.report(duplicate(first, name));
            }
            None => {
                first.insert((record, index), name.span);
                self.program.records[record].fields[index as usize].words = words;
            }
        }
    }

    /// The given field that a path leads to, from the name of a record on.
    fn worded_field(&mut self, package: PackageId, path: &'a ast::Path) -> Option<(RecordId, u32)> {
        let (root, rest) = path.names.split_first()?;
        let is_service = self.packages[package].service_shape.filter(|_| root.text == "service");
        let Some(mut record) =
            is_service.or_else(|| self.shape_ids.get(&(package, root.text.as_str())).copied())
        else {
            let near = self.near(&root.text, self.declared_records(package));
            self.report(unknown(root, nouns::record(), near));
            return None;
        };
        self.link_given(root.span, self.shapes[record].record.name.span);
        let Some((last, before)) = rest.split_last() else {
            self.report(shown_nowhere(
                root.span,
                check_names::words_of_a_record(&root.text),
                check_names::words_are_of_fields(),
            ));
            return None;
        };
        for name in before {
            let index = self.field_with_words(record, name)?;
            let Some(inner) = self.program.records[record].fields[index as usize].ty.contained() else {
                self.report(unknown(last, nouns::field(), None));
                return None;
            };
            record = inner;
        }
        if self.shapes[record].package != package {
            let owner = self.packages[self.shapes[record].package].name;
            self.report(shown_nowhere(
                last.span,
                check_names::field_of_other_package(&last.text, owner),
                check_names::words_beside_the_record(),
            ));
            return None;
        }
        Some((record, self.field_with_words(record, last)?))
    }

    /// A given field of a record; any other name is reported.
    fn field_with_words(&mut self, record: RecordId, name: &'a ast::Name) -> Option<u32> {
        let shape = &self.shapes[record];
        if let Some(&index) = shape.given.get(name.text.as_str()) {
            if let Some(&declared) = self.shapes[record].given_at.get(index as usize) {
                self.link_given(name.span, declared);
            }
            return Some(index);
        }
        let wrong = if shape.derived.contains_key(name.text.as_str()) {
            shown_nowhere(
                name.span,
                check_names::is_derived(&name.text),
                check_names::derived_fields_are_not_shown(),
            )
        } else {
            unknown(name, nouns::field(), self.near(&name.text, shape.declared_given()))
        };
        self.report(wrong);
        None
    }

    /// The words of a name, in the order of the package's languages: all of these, or none.
    pub(in crate::check) fn words_for(
        &mut self,
        name: &ast::Name,
        said: &[ast::Said],
        package: PackageId,
    ) -> Vec<LocalisedText> {
        if said.is_empty() {
            return Vec::new();
        }
        let written: Vec<&ast::Name> = said.iter().map(|said| &said.language).collect();
        self.check_languages(name, &written, package);
        for said in said.iter().filter(|said| said.text.value.trim().is_empty()) {
            self.report(
                Diagnostic::new(Code::EmptyWords, said.text.span, check_names::words_are_empty(&name.text))
                    .label(check_names::nothing_would_be_shown())
                    .help(check_names::write_or_leave_out_words()),
            );
        }
        let words = said.iter().map(|said| LocalisedText {
            language: said.language.text.clone(),
            text: said.text.value.clone(),
        });
        let languages = &self.packages[package].languages;
        let mut words: Vec<LocalisedText> = words.collect();
        words.sort_by_cached_key(|words| languages.iter().position(|known| known.text == words.language));
        words.dedup_by(|second, first| second.language == first.language);
        words
    }

    /// Warns, once a package, of names that pages show and that have no words, where others have some.
    pub(in crate::check) fn warn_missing_words(&mut self) {
        if !self.is_sound() {
            return;
        }
        for package in self.packages.ids() {
            let (with, without) = self.words_of_package(package);
            let Some(at) = with else { continue };
            if without.is_empty() {
                continue;
            }
            let mut listed: Vec<&str> = without.iter().take(MOST_LISTED).map(String::as_str).collect();
            if without.len() > MOST_LISTED {
                listed.push("…");
            }
            self.report_warning(
                Diagnostic::new(
                    Code::MissingWords,
                    at,
                    check_names::names_without_words(without.len(), self.packages[package].name),
                )
                .label(check_names::others_have_words())
                .note(check_names::without_words_are(&listed.join(", ")))
                .help(check_names::give_them_words()),
            );
        }
    }

    /// Where the package first says words, and the names without any that its pages show.
    fn words_of_package(&self, package: PackageId) -> (Option<Span>, Vec<String>) {
        let (mut first, mut without): (Option<Span>, Vec<String>) = (None, Vec::new());
        let mut take = |said: &[ast::Said], at: Option<Span>, name: &dyn Fn() -> String| match said.first() {
            Some(said) => first = first.or(Some(said.language.span.to(said.text.span))),
            None if at.is_none_or(|at| self.is_used(at)) => without.push(name()),
            None => {}
        };
        for item in &self.packages[package].items {
            match item {
                Item::Outcomes(block) => {
                    for it in &block.declared {
                        take(&it.said, Some(it.name.span), &|| format!("outcome {}", it.name.text));
                    }
                }
                Item::Words(words) => words.entries.iter().for_each(|it| take(&it.said, None, &String::new)),
                Item::Policy(policy) => {
                    let title = policy.all_clauses().find_map(|clause| clause.title());
                    take(title.map_or(&[], |title| &title.said), None, &|| {
                        format!("policy {}", policy.name.text)
                    });
                }
                Item::Let(it) => values(it.ty.as_ref()).for_each(|value| {
                    take(&value.said, None, &|| format!("{}.{}", it.name.text, value.name.text));
                }),
                Item::Record(record) => {
                    for field in &record.fields {
                        let ast::FieldKind::Given { ty, .. } = &field.kind else { continue };
                        let name = || format!("{}.{}", record.name.text, field.name.text);
                        if self.is_used(field.name.span) {
                            values(Some(ty)).for_each(|value| {
                                take(&value.said, None, &|| format!("{}.{}", name(), value.name.text));
                            });
                        }
                    }
                }
                Item::Calendar(_)
                | Item::Condition(_)
                | Item::Lifecycle(_)
                | Item::Fixture(_)
                | Item::Test(_) => {}
            }
        }
        for &record in &self.packages[package].shapes {
            for (at, field) in self.program.records[record].fields.iter().enumerate() {
                let declared = self.shapes[record].given_at.get(at).copied();
                if field.words.is_empty() && declared.is_some_and(|at| self.is_used(at)) {
                    without.push(format!("{}.{}", self.program.records[record].name, field.name));
                }
            }
        }
        (first, without)
    }
}

/// The values of a type, if it is an enumeration.
fn values(ty: Option<&ast::Type>) -> impl Iterator<Item = &ast::EnumerationValue> {
    let values = match ty.map(|ty| &ty.kind) {
        Some(TypeKind::OneOf(values)) => values.as_slice(),
        Some(
            TypeKind::Bool
            | TypeKind::Int
            | TypeKind::Decimal
            | TypeKind::Text
            | TypeKind::Money(_)
            | TypeKind::Time
            | TypeKind::Date
            | TypeKind::Length
            | TypeKind::Many(_)
            | TypeKind::Named(_)
            | TypeKind::Error(_),
        )
        | None => &[],
    };
    values.iter()
}

fn shown_nowhere(at: Span, what: Message, note: Message) -> Diagnostic {
    Diagnostic::new(Code::WordsShownNowhere, at, what).label(check_names::words_shown_nowhere()).note(note)
}

impl Checker<'_> {
    /// An enumeration's values with their words.
    pub(in crate::check) fn worded_values(
        &mut self,
        package: PackageId,
        values: &[ast::EnumerationValue],
    ) -> ir::Choices {
        let worded = values.iter().map(|value| Worded {
            name: value.name.text.clone(),
            words: self.words_for(&value.name, &value.said, package),
        });
        let worded: Vec<Worded> = worded.collect();
        ir::Choices::with_words(worded)
    }
}
