//! From a name to what it means, and back: definition, references, rename.

use super::declaration::{Declaration, Kind, declarations, declared_at, files_of, package_of};
use crate::analysis::Analysis;
use crate::check::Link;
use crate::diagnostic::messages::editing;
use crate::diagnostic::{Fix, Message};
use crate::source::{FileId, Span};
use crate::syntax::is_name;

/// The declaration that the name at `offset` refers to: the span of the declaring name.
#[must_use]
pub fn definition(analysis: &Analysis, file: FileId, offset: u32) -> Option<Span> {
    link_at(analysis, file, offset).map(|link| link.to)
}

/// The smallest link at a place; one that is written comes before one that is meant.
pub(super) fn link_at(analysis: &Analysis, file: FileId, offset: u32) -> Option<Link> {
    let until = analysis.links.partition_point(|link| (link.at.file, link.at.start) <= (file, offset));
    let before = analysis.links[..until].iter().rev().take_while(|link| link.at.file == file);
    let touching = before.filter(|link| touches(link.at, offset));
    touching.min_by_key(|link| (link.at.end - link.at.start, link.implied)).copied()
}

pub(super) fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// The declaration at a place: the one whose name is there, or the one that the name there refers to.
#[must_use]
pub(super) fn declaration_of(analysis: &Analysis, file: FileId, offset: u32) -> Option<Span> {
    let declared = super::declarations(analysis, file).into_iter().map(|declaration| declaration.at);
    let at = declared.filter(|&at| touches(at, offset)).min_by_key(|at| at.end - at.start);
    at.or_else(|| definition(analysis, file, offset))
}

/// Every place that refers to what the name at `offset` means, in the order of the texts; with its declaration if
/// that is asked for.
#[must_use]
pub fn references(analysis: &Analysis, file: FileId, offset: u32, with_declaration: bool) -> Vec<Span> {
    let Some(declaration) = declaration_of(analysis, file, offset) else { return Vec::new() };
    let mut found = named(analysis, declaration);
    if with_declaration {
        found.push(declaration);
        found.sort_unstable();
    }
    found
}

fn named(analysis: &Analysis, declaration: Span) -> Vec<Span> {
    let links = analysis.links.iter().filter(|link| link.to == declaration && !link.implied);
    links.map(|link| link.at).collect()
}

/// Why a name cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// There is no name at that place.
    NoName,
    /// The language or other texts depend on this name.
    Fixed(Message),
    /// The new name is not a name.
    NotAName,
    /// Something else has the new name.
    Taken(Message),
}

impl RenameError {
    /// The reason, in every language.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoName => editing::no_name_here(),
            Self::Fixed(why) | Self::Taken(why) => why.clone(),
            Self::NotAName => editing::not_a_name(),
        }
    }
}

impl std::fmt::Display for RenameError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(formatter)
    }
}

/// The span of the name at `offset`, if it can be renamed.
///
/// # Errors
/// [`RenameError`] says why it cannot.
pub fn can_rename(analysis: &Analysis, file: FileId, offset: u32) -> Result<Span, RenameError> {
    let declaration = declaration_of(analysis, file, offset).ok_or(RenameError::NoName)?;
    let declared = declared_at(analysis, declaration).ok_or(RenameError::NoName)?;
    match declared.kind {
        Kind::Record if matches!(declared.name, "account" | "request" | "service") => {
            Err(RenameError::Fixed(editing::words_of_the_language()))
        }
        Kind::Test => Err(RenameError::Fixed(editing::test_has_title())),
        Kind::Package
        | Kind::Import
        | Kind::Record
        | Kind::Field
        | Kind::Derived
        | Kind::Value
        | Kind::Outcome
        | Kind::Calendar
        | Kind::Condition
        | Kind::Let
        | Kind::Policy
        | Kind::Lifecycle
        | Kind::Requirement
        | Kind::Warning
        | Kind::Deadline
        | Kind::Notice
        | Kind::Hold
        | Kind::Step
        | Kind::Fixture => {
            let here = references(analysis, file, offset, true);
            here.into_iter().find(|at| at.file == file && touches(*at, offset)).ok_or(RenameError::NoName)
        }
    }
}

/// The edits that give what stands at `offset` another name, everywhere: declaration, conditions, messages, tests and
/// other packages.
///
/// # Errors
/// [`RenameError`] says why it cannot be.
pub fn rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    new_name: &str,
) -> Result<Vec<Fix>, RenameError> {
    if !is_name(new_name) {
        return Err(RenameError::NotAName);
    }
    can_rename(analysis, file, offset)?;
    if let Some(taken) = taken(analysis, file, offset, new_name) {
        return Err(taken);
    }
    let mut places = references(analysis, file, offset, true);
    // A package's name is repeated by each `use`, and each of these by what it brings in.
    for at in places.clone() {
        if declared_at(analysis, at).is_some_and(|declared| declared.kind == Kind::Import) {
            places.extend(named(analysis, at));
        }
    }
    places.sort_unstable();
    places.dedup();
    Ok(places.into_iter().map(|span| Fix { span, replacement: new_name.to_owned(), certain: true }).collect())
}

/// Why the name at `offset` cannot be `new_name`: something in the same block has it, or it would then mean something else
/// where it stands alone.
fn taken(analysis: &Analysis, file: FileId, offset: u32, new_name: &str) -> Option<RenameError> {
    let renamed = declared_at(analysis, declaration_of(analysis, file, offset)?)?;
    let package = package_of(analysis, renamed.at.file);
    let declared = files_of(analysis, package).flat_map(|file| declarations(analysis, file));
    let mut others = declared.filter(|it| it.name == new_name && it.at != renamed.at);
    let other = others.find(|other| {
        let in_one_block = other.is_inner == renamed.is_inner && other.owner == renamed.owner;
        (in_one_block && are_told_apart_by_name(&renamed, other))
            || (stands_alone(renamed.kind)
                && stands_alone(other.kind)
                && !(renamed.is_inner && other.is_inner))
    })?;
    let of = if other.is_inner { editing::of_owner } else { editing::of_package };
    Some(RenameError::Taken(editing::name_is_taken(new_name, of(other.kind.words(), other.owner))))
}

/// Whether two declarations of one block may not have the same name. A package may have the same name as something in it.
fn are_told_apart_by_name(one: &Declaration<'_>, other: &Declaration<'_>) -> bool {
    let is_of_file = |it: &Declaration<'_>| matches!(it.kind, Kind::Package | Kind::Test);
    !is_of_file(one)
        && !is_of_file(other)
        && (one.kind == other.kind || one.is_inner || stands_alone(one.kind))
}

/// Whether names of this kind stand alone in conditions, where one could be taken for another.
fn stands_alone(kind: Kind) -> bool {
    match kind {
        Kind::Field | Kind::Derived | Kind::Condition | Kind::Let => true,
        Kind::Package
        | Kind::Import
        | Kind::Record
        | Kind::Value
        | Kind::Outcome
        | Kind::Calendar
        | Kind::Policy
        | Kind::Lifecycle
        | Kind::Requirement
        | Kind::Warning
        | Kind::Deadline
        | Kind::Notice
        | Kind::Hold
        | Kind::Step
        | Kind::Fixture
        | Kind::Test => false,
    }
}
