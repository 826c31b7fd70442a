//! Whether tests would notice a change of the policies: each mutant is a program with one edit, and a test that comes out
//! otherwise than expected kills it. What survives is a part of the policy that no test holds.

mod edit;
mod mutant;
mod mutants;
mod reach;
mod siblings;

use std::collections::BTreeMap;

#[cfg(feature = "parallel")]
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::run_test;
use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::ir::{ExpectationKind, Origin, Program, Test};
use crate::source::Sources;
use mutant::{Altered, Mutant};
use reach::Reach;

/// What became of the mutants of a program.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mutation {
    /// The mutants, in the order of the program's policies and their text.
    pub mutants: Vec<Tried>,
    /// Entries of the list of known survivors that no survivor bears out.
    pub stale: Vec<Known>,
}

/// A mutant that was tried.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tried {
    /// The package of what was changed.
    pub package: String,
    /// What was changed, and how: `taobao.close settled_15_days: 15d becomes 16d in `completed within 15d``. It stays
    /// the same when the text around it moves.
    pub name: String,
    /// The same in every language.
    #[serde(skip)]
    pub words: Message,
    /// The file of the place.
    pub file: String,
    /// Line and column of the place, from 1, where the text is at hand.
    pub position: Option<(usize, usize)>,
    /// The place.
    #[serde(skip)]
    pub origin: Origin,
    /// What the tests made of it.
    pub fate: Fate,
}

/// What the tests make of a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// This test comes out otherwise.
    Killed(String),
    /// No test does.
    Survived,
    /// No test does, which is known and has this reason.
    Known(String),
}

/// A survivor that is known, with the reason why no test can or need kill it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// [`Tried::name`].
    pub mutant: String,
    /// Why it survives.
    pub reason: String,
}

/// How many mutants met which fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Killed.
    pub killed: usize,
    /// Survived, and known to.
    pub known: usize,
    /// Survived.
    pub survived: usize,
}

impl Mutation {
    /// The mutants that survived and are not known to.
    pub fn survivors(&self) -> impl Iterator<Item = &Tried> {
        self.mutants.iter().filter(|tried| tried.fate == Fate::Survived)
    }

    /// How the mutants of each package fared.
    #[must_use]
    pub fn by_package(&self) -> BTreeMap<&str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for tried in &self.mutants {
            let tally = tallies.entry(&tried.package).or_default();
            match tried.fate {
                Fate::Killed(_) => tally.killed += 1,
                Fate::Known(_) => tally.known += 1,
                Fate::Survived => tally.survived += 1,
            }
        }
        tallies
    }
}

/// Every mutant of a program, to be tried against tests.
#[derive(Debug)]
pub struct Mutants<'p> {
    program: &'p Program,
    sources: &'p Sources,
    mutants: Vec<Mutant>,
}

impl<'p> Mutants<'p> {
    /// Makes the mutants of what tests of the program reach. `sources` are its texts; for a built one they are empty.
    #[must_use]
    pub fn of(program: &'p Program, sources: &'p Sources) -> Self {
        Self { program, sources, mutants: mutants::all(program) }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.mutants.len()
    }

    /// Tries each against the tests, in parallel with the feature `parallel`; `tried` is called after each, from any thread.
    #[must_use]
    pub fn run(self, tests: &[&Test], known: &[Known], tried: &(dyn Fn() + Sync)) -> Mutation {
        let reach = Reach::of(self.program);
        let bare = Program { tests: Vec::new(), ..self.program.clone() };
        let fate = |program: &mut Program, mutant: &Mutant| {
            let killer = killer(program, mutant, tests, &reach);
            tried();
            killer
        };
        #[cfg(feature = "parallel")]
        let fates: Vec<Option<String>> = self.mutants.par_iter().map_init(|| bare.clone(), fate).collect();
        #[cfg(not(feature = "parallel"))]
        let fates: Vec<Option<String>> = {
            let mut program = bare;
            self.mutants.iter().map(|mutant| fate(&mut program, mutant)).collect()
        };
        let mutants: Vec<Tried> = self
            .mutants
            .iter()
            .zip(fates)
            .map(|(mutant, killer)| self.tried(mutant, killer, known))
            .collect();
        let is_borne_out = |entry: &&Known| {
            mutants.iter().any(|tried| tried.name == entry.mutant && matches!(tried.fate, Fate::Known(_)))
        };
        let stale = known.iter().filter(|entry| !is_borne_out(entry)).cloned().collect();
        Mutation { mutants, stale }
    }

    fn tried(&self, mutant: &Mutant, killer: Option<String>, known: &[Known]) -> Tried {
        let span = mutant.origin.span();
        let Mutant { owner, edit, .. } = mutant;
        let (name, words) = match self.sources.slice(span) {
            "" => (format!("{owner}: {edit}"), reports::edit_of(owner, edit)),
            text => {
                let text = on_one_line(text);
                (format!("{owner}: {edit} in `{text}`"), reports::edit_in(owner, edit, &text))
            }
        };
        let reason = known.iter().find(|entry| entry.mutant == name).map(|entry| entry.reason.clone());
        Tried {
            package: mutant.package.clone(),
            file: self.program.files.get(mutant.origin.file as usize).cloned().unwrap_or_default(),
            position: self.sources.get(span.file).map(|source| source.position(span.start)),
            origin: mutant.origin,
            fate: match (killer, reason) {
                (Some(test), _) => Fate::Killed(test),
                (None, Some(reason)) => Fate::Known(reason),
                (None, None) => Fate::Survived,
            },
            name,
            words,
        }
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first test that a mutant fails. `program` is as it was afterwards.
fn killer(program: &mut Program, mutant: &Mutant, tests: &[&Test], reach: &Reach) -> Option<String> {
    let mut altered = mutant.altered.clone();
    let is_reached = |test: &&&Test| match altered {
        Altered::Policy(id, _) => reach.policy(test.policy, id),
        Altered::Definition(id, _) => reach.definition(test.policy, id),
    };
    let tells = |test: &&&Test| !mutant.is_of_plan || expects_of_plan(test);
    let reached: Vec<&Test> = tests.iter().filter(is_reached).filter(tells).copied().collect();
    altered.swap(program);
    let killing = reached.into_iter().find(|test| !run_test(program, test).mismatches.is_empty());
    altered.swap(program);
    killing.map(|test| test.title.clone())
}

/// Whether a test can come out otherwise because something else becomes of the data.
fn expects_of_plan(test: &Test) -> bool {
    test.expectations.iter().any(|expectation| match expectation.kind {
        // A fact may be missing for the plan alone.
        ExpectationKind::Item(_)
        | ExpectationKind::WouldBe(_)
        | ExpectationKind::NoPlan
        | ExpectationKind::Unknown(_) => true,
        ExpectationKind::Status(..)
        | ExpectationKind::EligibleAfter(_)
        | ExpectationKind::EligibleFrom(_)
        | ExpectationKind::Never
        | ExpectationKind::Warn(_)
        | ExpectationKind::NoWarn(_)
        | ExpectationKind::Final(_)
        | ExpectationKind::Message(..)
        | ExpectationKind::Outcome(..)
        | ExpectationKind::Deadline(..) => false,
    })
}
