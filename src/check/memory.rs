//! What checking came to, item by item, kept for when the texts are checked again.
//!
//! An item is not checked again where all that it stands on is as it was. What it stands on are the records, and the
//! names that packages declare: if these changed, nothing is kept. Beyond that an item stands on what it refers to, and
//! it has a link to each of these. So it is kept if every place that it holds lies in a part of the texts that stayed as
//! it was, and every definition and policy that it asked for was kept, with the number that it had.

use std::collections::HashMap;

use super::definition::Meaning;
use super::notes::Notes;
use crate::ir::references::References;
use crate::ir::{self, DefinitionId, IndexVec, PolicyId, Proof, Proven};
use crate::source::{Moves, Span};
use crate::syntax::ast::{self, Item};

/// What checking came to.
#[derive(Debug, Default)]
pub struct Memory {
    /// What every item stands on.
    surface: String,
    /// What each item came to, by the name that declares it; a test by its title.
    items: HashMap<Span, Remembered>,
}

/// What an item came to.
#[derive(Debug)]
struct Remembered {
    notes: Notes,
    lowered: Lowered,
    /// That what it was lowered to is sound, once that is verified.
    proof: Option<Proof>,
}

/// The item of a program that an item of a text was lowered to.
#[derive(Debug, Clone)]
pub(super) enum Lowered {
    Definition(DefinitionId, Meaning),
    Policy(PolicyId),
    Test(usize),
}

impl Lowered {
    /// Its proof, if it is among what is proven.
    pub(super) fn proof(&self, proven: &Proven) -> Option<Proof> {
        match self {
            Self::Definition(id, _) => proven.of_definition(*id),
            Self::Policy(id) => proven.of_policy(*id),
            Self::Test(at) => proven.of_test(*at),
        }
    }
}

/// What an item of an earlier text was lowered to, taken out of its program.
#[expect(clippy::large_enum_variant, reason = "it goes from one program to the next at once")]
#[derive(Debug)]
pub(super) enum Kept {
    Definition(DefinitionId, Meaning, ir::Definition),
    Policy(PolicyId, ir::Policy),
    Test(ir::Test),
}

/// What is known of earlier texts.
#[derive(Debug, Default)]
pub struct Earlier {
    items: HashMap<Span, Remembered>,
    definitions: IndexVec<DefinitionId, Option<ir::Definition>>,
    policies: IndexVec<PolicyId, Option<ir::Policy>>,
    tests: Vec<Option<ir::Test>>,
    moves: Moves,
}

impl Memory {
    /// A memory of texts that say this in the files, without items so far.
    pub(super) fn new(files: &[ast::File]) -> Self {
        Self { surface: surface(files), items: HashMap::new() }
    }

    /// Makes room for so many items.
    pub(super) fn reserve(&mut self, items: usize) {
        self.items.reserve(items);
    }

    pub(super) fn keep(&mut self, declared: Span, notes: Notes, lowered: Lowered, proof: Option<Proof>) {
        self.items.insert(declared, Remembered { notes, lowered, proof });
    }

    /// Takes in what is proven of the program that the items were lowered to.
    pub(crate) fn prove(&mut self, proven: &Proven) {
        for Remembered { lowered, proof, .. } in self.items.values_mut() {
            *proof = lowered.proof(proven);
        }
    }

    /// The program of the texts that are remembered, with what it takes to keep its items where the texts are these now:
    /// nothing, where what every item stands on has changed.
    #[must_use]
    pub fn of(self, program: ir::Program, files: &[ast::File], moves: Moves) -> Earlier {
        let has_moved = |item: &Item| match item {
            Item::Record(record) => moves.part(record.span).is_some(),
            Item::Outcomes(_) | Item::Condition(_) | Item::Policy(_) | Item::Fixture(_) | Item::Test(_) => {
                true
            }
        };
        let is_same =
            self.surface == surface(files) && files.iter().flat_map(|file| &file.items).all(has_moved);
        if !is_same {
            return Earlier::default();
        }
        Earlier {
            items: self.items,
            definitions: program.definitions.into_iter().map(Some).collect(),
            policies: program.policies.into_iter().map(Some).collect(),
            tests: program.tests.into_iter().map(Some).collect(),
            moves,
        }
    }
}

impl Earlier {
    /// How many items are known.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// What is known of the item that is declared at a place, with everything of it where it stands now.
    pub(super) fn take(&mut self, declared: Span) -> Option<(Notes, Kept, Option<Proof>)> {
        let part = self.moves.part(declared)?;
        let Remembered { mut notes, lowered, proof } = self.items.remove(&part.before(declared)?)?;
        let place = |span: Span| part.now(span).or_else(|| self.moves.now(span));
        if !notes.relocate(&place) {
            return None;
        }
        let kept = match lowered {
            Lowered::Definition(id, meaning) => {
                Kept::Definition(id, meaning, placed(self.definitions.get_mut(id)?.take()?, &place)?)
            }
            Lowered::Policy(id) => Kept::Policy(id, placed(self.policies.get_mut(id)?.take()?, &place)?),
            Lowered::Test(at) => Kept::Test(placed(self.tests.get_mut(at)?.take()?, &place)?),
        };
        Some((notes, kept, proof))
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

/// What every item may stand on without a link to it, but for the records: what the files say of their packages, and
/// the names that they declare.
fn surface(files: &[ast::File]) -> String {
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
                Item::Outcomes(it) => it.declared.iter().for_each(|it| line("outcome", &it.name.text)),
                Item::Condition(it) => line("condition", &it.name.text),
                Item::Policy(it) => line("policy", &it.name.text),
                Item::Fixture(it) => line("fixture", &it.name.text),
                Item::Test(_) => {}
            }
        }
    }
    surface
}
