//! Packages, records and names.

use std::collections::HashSet;

use super::{Verified, Verifier, each, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::nesting::DEEPEST;
use crate::ir::{Choices, Field, IndexVec, LocalisedText, Package, Record, RecordId, Structure, Type};

impl Verifier<'_> {
    pub(super) fn packages(&self) -> Verified {
        unique(self.program.packages.iter().map(|package| package.name.as_str()))
            .map_err(|it| it.at("packages"))?;
        each(&self.program.packages, "packages", |package| self.package(package))
    }

    fn package(&self, package: &Package) -> Verified {
        name(&package.name).map_err(|error| error.at("name"))?;
        unique(package.languages.iter().map(String::as_str)).map_err(|error| error.at("languages"))?;
        each(&package.languages, "languages", |language| name(language))?;
        each(&package.outcomes, "outcomes", |outcome| {
            name(&outcome.name).map_err(|error| error.at("name"))?;
            words(&outcome.words)
        })?;
        self.record_id(package.account).map_err(|error| error.at("account"))?;
        let record = |id: Option<RecordId>| id.map_or(Ok(()), |id| self.record_id(id));
        record(package.request).map_err(|error| error.at("request"))?;
        record(package.service).map_err(|error| error.at("service"))
    }

    /// Services hold no collections; to be asked once records are known to end.
    pub(super) fn services(&self) -> Verified {
        each(&self.program.packages, "packages", |package| {
            let is_plain = package.service.is_none_or(|id| self.program.holds_no_collections(id));
            let error = refuse(verify::collection_of_service());
            if is_plain { Ok(()) } else { error.map_err(|error: super::InvalidProgram| error.at("service")) }
        })
    }

    fn record_id(&self, id: RecordId) -> Verified {
        match self.program.records.get(id) {
            Some(_) => Ok(()),
            None => refuse(verify::no_record(&id.to_string())),
        }
    }

    pub(super) fn records(&self) -> Verified {
        each(&self.program.records, "records", |record| self.record(record))?;
        let mut heights = self.program.records.iter().map(|_| None).collect();
        self.program.records.ids().try_for_each(|id| {
            self.height(id, 0, &mut heights).map(|_| ()).map_err(|error| error.at(format!("records[{id}]")))
        })
    }

    /// How deep records are nested in one that is nested in so many `above`. What walks over records relies on the bound.
    fn height(
        &self,
        id: RecordId,
        above: u32,
        heights: &mut IndexVec<RecordId, Option<u32>>,
    ) -> Verified<u32> {
        let mut height = heights[id].unwrap_or(0);
        if heights[id].is_none() && above <= DEEPEST {
            for field in &self.program.records[id].fields {
                if let Some(inner) = field.ty.contained() {
                    height = height.max(1 + self.height(inner, above + 1, heights)?);
                }
            }
            heights[id] = Some(height);
        }
        if above + height > DEEPEST {
            return refuse(verify::records_too_deep(DEEPEST));
        }
        Ok(height)
    }

    pub(super) fn enumerations(&self) -> Verified {
        each(&self.program.enumerations, "enumerations", enumeration)
    }

    fn record(&self, record: &Record) -> Verified {
        name(&record.name).map_err(|error| error.at("name"))?;
        unique(record.fields.iter().map(|field| field.name.as_str())).map_err(|error| error.at("fields"))?;
        unique(record.fields.iter().map(|field| field.key.as_str())).map_err(|error| error.at("fields"))?;
        each(&record.fields, "fields", |field| self.field(field))?;
        let is_sound = |field: Option<&Field>| field.is_some_and(|it| !it.optional && it.ty.is_key());
        match record.key {
            Some(_) if !is_sound(record.key_field()) => {
                refuse(verify::no_key()).map_err(|error: super::InvalidProgram| error.at("key"))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn field(&self, field: &Field) -> Verified {
        name(&field.name).map_err(|error| error.at("name"))?;
        if !unicode_normalization::is_nfc(&field.key) {
            return refuse(verify::key_not_composed())
                .map_err(|error: super::InvalidProgram| error.at("key"));
        }
        words(&field.words)?;
        self.ty(&field.ty).map_err(|error| error.at("ty"))
    }

    pub(super) fn ty(&self, ty: &Type) -> Verified {
        match ty.structure() {
            Structure::Single => {
                ty.choices().map_or(Ok(()), |values| enumeration(values).map_err(|error| error.at("one_of")))
            }
            Structure::Set(member) if !member.is_comparable() => refuse(verify::set_of_no_single_values()),
            Structure::Set(member) => self.ty(member),
            Structure::Many(id) | Structure::Record(id) => self.record_id(id),
        }
    }
}

fn enumeration(values: &Choices) -> Verified {
    if values.is_empty() {
        return refuse(verify::enumeration_without_values());
    }
    unique(values.iter().map(String::as_str))?;
    (0..values.len()).try_for_each(|at| words(values.words(at)))?;
    values
        .iter()
        .enumerate()
        .try_for_each(|(at, value)| name(value).map_err(|error| error.at(format!("[{at}]"))))
}

/// Words for people: one text a language, none of them empty.
pub(super) fn words(words: &[LocalisedText]) -> Verified {
    unique(words.iter().map(|words| words.language.as_str())).map_err(|error| error.at("words"))?;
    each(words, "words", |words| {
        name(&words.language).map_err(|error| error.at("language"))?;
        if words.text.trim().is_empty() {
            return refuse(verify::empty_words()).map_err(|error: super::InvalidProgram| error.at("text"));
        }
        Ok(())
    })
}

/// Refuses what could not be the author's name of something, and so could pass for another in what people read.
pub(super) fn name(name: &str) -> Verified {
    let is_hidden = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if name.is_empty() || name.contains(is_hidden) {
        return refuse(verify::not_a_name(&format!("{name:?}")));
    }
    Ok(())
}

pub(super) fn unique<'a>(mut names: impl Iterator<Item = &'a str>) -> Verified {
    let mut seen = HashSet::new();
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) => refuse(verify::twice(twice)),
        None => Ok(()),
    }
}
