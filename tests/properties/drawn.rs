//! Facts drawn for each policy of a random program.

use exeunt::ir::{PolicyId, Program};
use exeunt_testkit::Dice;
use exeunt_testkit::facts::{Case, FactSource, Known};

use crate::programs::analysed;

/// How much of a case is known; it may be drawn as well.
pub(crate) type Knowing = fn(&mut Dice) -> Known;

pub(crate) const WHOLLY: Knowing = |_| Known::Whole;
pub(crate) const BUT_A_TENTH: Knowing = |_| Known::Partly(10);
pub(crate) const PARTLY: Knowing = |dice| Known::Partly(*dice.pick(&[5, 15, 40]));
/// Anything from nearly all to nothing.
pub(crate) const PERHAPS_NOTHING: Knowing = |dice| Known::Partly(*dice.pick(&[5, 15, 40, 100]));

/// A policy with facts to judge by it.
pub(crate) struct Drawn<'a> {
    pub(crate) source: &'a FactSource<'a>,
    pub(crate) program: &'a Program,
    pub(crate) policy: PolicyId,
    pub(crate) case: Case,
}

/// Tries a property on facts for each policy of the seed's program, one of each of `known`; how many policies there
/// are, and what is wrong.
pub(crate) fn each_case(
    seed: u64,
    known: &[Knowing],
    mut property: impl FnMut(&Drawn<'_>, &mut Dice) -> Option<String>,
) -> (u64, Vec<String>) {
    let analysis = analysed(seed);
    // That random packages compile is a property of its own.
    let Some(program) = &analysis.program else { return (0, Vec::new()) };
    let mut dice = Dice::new(seed);
    let told = *dice.pick(&[Known::Whole, Known::Whole, Known::Partly(30), Known::Partly(100)]);
    let services = FactSource::new(program).services(told, &mut dice);
    let program = &program.clone().with_services(services);
    let (source, mut dice) = (FactSource::new(program), Dice::new(seed));
    let mut wrong = Vec::new();
    for policy in program.policies().ids() {
        for (at, known) in known.iter().enumerate() {
            let known = known(&mut dice);
            let case = source.draw(policy, known, &mut dice);
            let found = property(&Drawn { source: &source, program, policy, case }, &mut dice);
            let name = program.policy_name(policy);
            wrong.extend(found.map(|found| format!("seed {seed}, {name}, facts {at}: {found}")));
        }
    }
    (program.policies().len() as u64, wrong)
}
