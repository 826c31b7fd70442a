//! The results of a run, item by item, to be reused when the texts are checked again.
//!
//! An item is reused if none of its dependencies changed. Every item depends on the records and on the names that the
//! packages declare: if these changed, nothing is reused. Beyond that an item depends on what it refers to, and has a link
//! to each of these. So it is reused if every place that it holds lies in an unchanged part of the texts, and every
//! definition and policy that it depends on is reused under the same number. If unsure, we recheck.

use std::collections::HashMap;

use super::definitions::{Lowered, Meaning};
use super::item_result::ItemResult;
use crate::ir::references::References;
use crate::ir::{self, DefinitionId, IndexVec, PolicyId, Proof, Proven};
use crate::source::{FileId, Moves, Sources, Span};
use crate::syntax::ast::{self, CalendarKind, Item};

/// The results of a run.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// What every item depends on.
    surface: String,
    /// The results by the names that declare the items; that of a test by its title.
    items: HashMap<Span, CacheEntry>,
}

/// The cached result of an item.
#[derive(Debug)]
struct CacheEntry {
    result: ItemResult,
    lowered: Lowered,
    /// The proof that what it was lowered to is sound, once that is verified.
    proof: Option<Proof>,
}

/// The lowered form of a reused item, taken out of the previous program.
#[expect(clippy::large_enum_variant, reason = "it goes from one program to the next at once")]
#[derive(Debug)]
pub(in crate::check) enum Reused {
    Definition(DefinitionId, Meaning, ir::Definition),
    Policy(PolicyId, ir::Policy),
    Test(ir::Test),
}

/// A previous run, whose results are reused as far as possible.
#[derive(Debug, Default)]
pub(crate) struct PreviousRun {
    items: HashMap<Span, CacheEntry>,
    definitions: IndexVec<DefinitionId, Option<ir::Definition>>,
    policies: IndexVec<PolicyId, Option<ir::Policy>>,
    tests: Vec<Option<ir::Test>>,
    moves: Moves,
}

impl Cache {
    /// An empty cache for these texts.
    pub(in crate::check) fn new(files: &[ast::File], sources: &Sources) -> Self {
        Self { surface: surface(files, sources), items: HashMap::new() }
    }

    /// Reserves capacity for this many items.
    pub(in crate::check) fn reserve(&mut self, items: usize) {
        self.items.reserve(items);
    }

    /// Adds the result of an item.
    pub(in crate::check) fn insert(
        &mut self,
        declared: Span,
        result: ItemResult,
        lowered: Lowered,
        proof: Option<Proof>,
    ) {
        self.items.insert(declared, CacheEntry { result, lowered, proof });
    }

    /// Adds the proofs of the program that the items were lowered to.
    pub(crate) fn prove(&mut self, proven: &Proven) {
        for CacheEntry { lowered, proof, .. } in self.items.values_mut() {
            *proof = lowered.proof(proven);
        }
    }

    /// The cached run of `program`, prepared for the texts as they are now. It is empty if something changed on which
    /// every item depends.
    #[must_use]
    pub(crate) fn of(
        self,
        program: ir::Program,
        files: &[ast::File],
        sources: &Sources,
        moves: Moves,
    ) -> PreviousRun {
        let has_moved = |item: &Item| match item {
            Item::Record(record) => moves.part(record.span).is_some(),
            Item::Calendar(calendar) => moves.part(calendar.span).is_some(),
            Item::Outcomes(_)
            | Item::Words(_)
            | Item::Condition(_)
            | Item::Let(_)
            | Item::Policy(_)
            | Item::Lifecycle(_)
            | Item::Fixture(_)
            | Item::Test(_) => true,
        };
        let is_same = self.surface == surface(files, sources)
            && files.iter().flat_map(|file| &file.items).all(has_moved);
        if !is_same {
            return PreviousRun::default();
        }
        PreviousRun {
            items: self.items,
            definitions: program.definitions.into_iter().map(Some).collect(),
            policies: program.policies.into_iter().map(Some).collect(),
            tests: program.tests.into_iter().map(Some).collect(),
            moves,
        }
    }
}

impl PreviousRun {
    /// The number of cached items.
    pub(in crate::check) fn len(&self) -> usize {
        self.items.len()
    }

    /// Takes the cached result of the item that is declared at a place, with all its places remapped.
    pub(in crate::check) fn take(&mut self, declared: Span) -> Option<(ItemResult, Reused, Option<Proof>)> {
        let part = self.moves.part(declared)?;
        let CacheEntry { mut result, lowered, proof } = self.items.remove(&part.before(declared)?)?;
        let place = |span: Span| part.now(span).or_else(|| self.moves.now(span));
        if !result.relocate(&place) {
            return None;
        }
        let reused = match lowered {
            Lowered::Definition(id, meaning) => {
                Reused::Definition(id, meaning, placed(self.definitions.get_mut(id)?.take()?, &place)?)
            }
            Lowered::Policy(id) => Reused::Policy(id, placed(self.policies.get_mut(id)?.take()?, &place)?),
            Lowered::Test(at) => Reused::Test(placed(self.tests.get_mut(at)?.take()?, &place)?),
        };
        Some((result, reused, proof))
    }
}

fn placed<T: References>(mut item: T, place: &impl Fn(Span) -> Option<Span>) -> Option<T> {
    let mut all = true;
    item.for_each_origin(&mut |origin| match place(origin.span()) {
        Some(span) => *origin = span.into(),
        None => all = false,
    });
    all.then_some(item)
}

/// What an item may depend on without a link to it, apart from the records: the headers of the files and the names that
/// they declare, and what files say of calendars.
fn surface(files: &[ast::File], sources: &Sources) -> String {
    let mut surface = String::new();
    let mut line = |word: &str, name: &str| {
        surface.extend([word, " ", name, "\n"]);
    };
    for file in files {
        line("file", "");
        for (word, names) in [("language", &file.languages), ("use", &file.uses)] {
            names.iter().for_each(|name| line(word, &name.text));
        }
        for (word, name) in [("package", &file.package), ("zone", &file.zone)] {
            name.iter().for_each(|name| line(word, &name.text));
        }
        for item in &file.items {
            match item {
                Item::Record(it) => line("record", &it.name.text),
                Item::Outcomes(it) => it.declared.iter().for_each(|it| match it.leaves {
                    Some(_) => line("leaving outcome", &it.name.text),
                    None => line("outcome", &it.name.text),
                }),
                Item::Condition(it) => line("condition", &it.name.text),
                Item::Calendar(it) => {
                    line("calendar", &it.name.text);
                    if let CalendarKind::From(path) = &it.kind {
                        let read = sources.facts(path.span.file, &path.value);
                        let text = read.and_then(Result::ok).and_then(|file: FileId| sources.get(file));
                        line("from", text.map_or("", |source| source.text.as_str()));
                    }
                }
                Item::Let(it) => line("let", &it.name.text),
                Item::Policy(it) => line("policy", &it.name.text),
                // A stage asks whether it is done since what restarts it.
                Item::Lifecycle(it) => {
                    line("lifecycle", &it.name.text);
                    it.stages.iter().for_each(|stage| line("stage", &stage.text));
                    line("restarted by", &it.restarted_by.text);
                }
                Item::Fixture(it) => line("fixture", &it.name.text),
                Item::Words(_) | Item::Test(_) => {}
            }
        }
    }
    surface
}
