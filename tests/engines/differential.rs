//! The same to the row: every engine against the evaluator, on shipped policies and on random ones.

use std::path::PathBuf;

use exeunt::analysis::Analysis;
use exeunt::facts::Facts;
use exeunt::ir::{Id, PolicyId, Program, Services, Test, Timestamp};
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit};
use exeunt_testkit::facts::{FactSource, Known};
use exeunt_testkit::files::{files_with_extension, read, repository};
use exeunt_testkit::policies::{NOT_IN_SQL, files_of_case};
use exeunt_testkit::{Dice, analysed, generated, shipped};

use crate::count;
use crate::engine::Engine;
use crate::jobs::{Compared, Population};
use crate::progress::Progress;

/// A run that differs so often has shown enough.
const MOST_DIFFERENCES: usize = 20;

/// Accounts for a policy, and some of the instants that their facts turn at.
pub(crate) fn population<'a>(
    program: &'a Program,
    texts: &'a Sources,
    policy: PolicyId,
    accounts: u64,
    instants: usize,
    seed: u64,
) -> Population<'a> {
    let source = FactSource::new(program);
    let mut dice = Dice::new(seed);
    let mut drawn = Population { program, texts, policy, accounts: Vec::new(), instants: Vec::new() };
    for at in 0..accounts {
        let known = if at % 3 == 0 { Known::Whole } else { Known::Partly(12) };
        let case = source.draw(policy, known, &mut dice);
        drawn.accounts.push(case.facts);
        if drawn.instants.len() < instants {
            drawn.instants.push(case.now);
        }
    }
    drawn
}

/// All shipped policies on `EXEUNT_ACCOUNTS` accounts, at `EXEUNT_INSTANTS` instants.
fn shipped_policies(dialect: Dialect, accounts: u64) {
    let analysis = shipped();
    let program = analysis.program.expect("`shipped` has no errors");
    let mut engine = Engine::start(dialect);
    let mut all = Compared::default();
    let accounts = count("EXEUNT_ACCOUNTS", accounts);
    let instants = count("EXEUNT_INSTANTS", 4) as usize;
    let mut progress = Progress::new(dialect, "shipped", program.policies().len() as u64);
    for policy in program.policies().ids() {
        let drawn =
            population(&program, &analysis.sources, policy, accounts, instants, policy.index() as u64 + 1);
        let brought = all.add(drawn.compare(&mut engine));
        progress.note(&all, policy.index() as u64 + 1, brought);
    }
    report(dialect, &format!("{} shipped policies", program.policies().len()), &all);
    assert_eq!(all.refused, NOT_IN_SQL.len() as u64, "every other shipped policy is written");
}

/// The facts and instants of the tests that show what each construct means: unknown accounts, skipped days, the calendar's
/// end. The query of a policy judges all of them at all instants.
///
/// Of all cases, or of those of these names: Spark takes seconds for each policy.
fn constructs(dialect: Dialect, only: &[&str]) {
    let mut engine = Engine::start(dialect);
    let mut all = Compared::default();
    let mut judged = 0;
    for (name, analysis) in construct_cases() {
        if !only.is_empty() && !only.iter().any(|only| name.contains(only)) {
            continue;
        }
        // Some show facts from files, which are not read here.
        let Some(program) = analysis.program else { continue };
        for policy in program.policies().ids() {
            let tests: Vec<_> = program.tests().iter().filter(|test| test.policy == policy).collect();
            if tests.is_empty() {
                continue;
            }
            judged += 1;
            for (services, accounts) in by_services(&program, &tests) {
                let program = program.clone().with_services(services);
                let mut instants: Vec<Timestamp> = tests.iter().map(|test| test.now).collect();
                instants.sort_unstable();
                instants.dedup();
                let drawn =
                    Population { program: &program, texts: &analysis.sources, policy, accounts, instants };
                let mut compared = drawn.compare(&mut engine);
                compared.differences.iter_mut().for_each(|it| it.insert_str(0, &format!("{name}: ")));
                all.add(compared);
            }
        }
    }
    report(dialect, &format!("{judged} policies of constructs"), &all);
    assert!(judged > 20, "the cases are found");
}

/// The facts of tests, by what they say of the service: a query judges accounts of one.
fn by_services(program: &Program, tests: &[&Test]) -> Vec<(Services, Vec<Facts>)> {
    let mut found: Vec<(Services, Vec<Facts>)> = Vec::new();
    for test in tests {
        let mut facts = Facts::of_test(program, test);
        let services = facts.services.take().unwrap_or_default();
        match found.iter_mut().find(|(known, _)| *known == services) {
            Some((_, accounts)) => accounts.push(facts),
            None => found.push((services, vec![facts])),
        }
    }
    found
}

/// The cases below `tests/cases/constructs`, analysed.
fn construct_cases() -> Vec<(String, Analysis)> {
    let files = files_with_extension(repository("tests/cases/constructs"), "policy");
    let case =
        |file: &PathBuf| (file.display().to_string(), analysed(files_of_case("first.policy", &read(file))));
    files.iter().map(case).collect()
}

/// `EXEUNT_POLICIES` random policies that the dialect can judge, from the seed `EXEUNT_SEED`.
fn random_policies(dialect: Dialect, policies: u64) {
    let mut engine = Engine::start(dialect);
    let (all, judged) = random(dialect, "random", policies, |program, sources, policy, seed| {
        let refused = Population::empty(program, sources, policy).refused(dialect, Emit::Query);
        refused.unwrap_or_else(|| population(program, sources, policy, 16, 2, seed).compare(&mut engine))
    });
    report(dialect, &format!("{judged} random policies judged"), &all);
}

/// Compares random policies until `EXEUNT_POLICIES` have been judged. Those that are refused do not count: most random
/// policies use something that one query cannot say. The seed bounds a search that finds none.
pub(crate) fn random(
    dialect: Dialect,
    what: &'static str,
    policies: u64,
    mut compare: impl FnMut(&Program, &Sources, PolicyId, u64) -> Compared,
) -> (Compared, u64) {
    let first = count("EXEUNT_SEED", 0);
    let wanted = count("EXEUNT_POLICIES", policies);
    let (mut all, mut judged, mut seed) = (Compared::default(), 0, first);
    let mut progress = Progress::new(dialect, what, wanted);
    while judged < wanted && seed - first < 40 * wanted && all.differences.len() <= MOST_DIFFERENCES {
        let analysis = generated(seed);
        let program = analysis.program.expect("a random package compiles");
        // Most packages have no service, and to look for what its facts may be takes a while.
        let program = match program.packages().iter().any(|package| package.service.is_some()) {
            true => {
                let services = FactSource::new(&program).services(Known::Partly(15), &mut Dice::new(seed));
                program.with_services(services)
            }
            false => program,
        };
        for policy in program.policies().ids() {
            if judged == wanted {
                break;
            }
            let mut compared = compare(&program, &analysis.sources, policy, seed);
            compared.differences.iter_mut().for_each(|it| it.insert_str(0, &format!("seed {seed}: ")));
            judged += u64::from(compared.verdicts > 0);
            let brought = all.add(compared);
            progress.note(&all, judged, brought);
        }
        seed += 1;
    }
    let is_enough = judged == wanted || !all.differences.is_empty();
    assert!(is_enough, "{judged} of {wanted} can be judged, of the packages {first} to {seed}");
    (all, judged)
}

/// The plans of all shipped policies that say what becomes of the data, and of `EXEUNT_POLICIES` random ones.
fn plans(dialect: Dialect, accounts: u64, policies: u64) {
    let mut engine = Engine::start(dialect);
    let instants = count("EXEUNT_INSTANTS", 4) as usize;
    let (mut all, mut planned) = (Compared::default(), 0);
    let analysis = shipped();
    let program = analysis.program.expect("`shipped` has no errors");
    for policy in program.policies().ids().filter(|id| !program.policies()[*id].data.is_empty()) {
        let accounts = count("EXEUNT_ACCOUNTS", accounts);
        let drawn =
            population(&program, &analysis.sources, policy, accounts, instants, policy.index() as u64 + 1);
        planned += 1;
        let compared = drawn.compare_plans(&mut engine);
        let name = program.policy_name(policy);
        assert!(compared.refused == 0 || NOT_IN_SQL.contains(&name.as_str()), "{name} is refused");
        all.add(compared);
    }
    report(dialect, &format!("plans of {planned} shipped policies"), &all);

    let (all, judged) = random(dialect, "planned random", policies, |program, sources, policy, seed| {
        if program.policies()[policy].data.is_empty() {
            return Compared::default();
        }
        let refused = Population::empty(program, sources, policy).refused(dialect, Emit::Plan);
        refused
            .unwrap_or_else(|| population(program, sources, policy, 24, 3, seed).compare_plans(&mut engine))
    });
    report(dialect, &format!("plans of {judged} random policies"), &all);
}

pub(crate) fn report(dialect: Dialect, what: &str, compared: &Compared) {
    println!(
        "{}: {what}, {} verdicts compared, {} policies refused, {} without an instant of eligibility, {} differences",
        dialect.name(),
        compared.verdicts,
        compared.refused,
        compared.unsaid,
        compared.differences.len(),
    );
    for (why, policies) in &compared.reasons {
        println!("  {policies} refused: {why}");
    }
    if !compared.disposals.is_empty() {
        let items = compared.disposals.iter().map(|(disposal, items)| format!("{items} {disposal}"));
        println!("  items: {}", items.collect::<Vec<_>>().join(", "));
    }
    let first = compared.differences.iter().take(3).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(compared.differences.is_empty(), "{} differences, such as\n{first}", compared.differences.len());
    assert!(compared.verdicts > 0, "nothing was compared");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_judges_the_shipped_policies_as_evaluate_does() {
    shipped_policies(Dialect::DuckDb, 10_000);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_judges_the_shipped_policies_as_evaluate_does() {
    shipped_policies(Dialect::Postgres, 10_000);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_judges_the_shipped_policies_as_evaluate_does() {
    shipped_policies(Dialect::Spark, 10_000);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_judges_the_constructs_as_evaluate_does() {
    constructs(Dialect::DuckDb, &[]);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_judges_the_constructs_as_evaluate_does() {
    constructs(Dialect::Postgres, &[]);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_judges_the_constructs_as_evaluate_does() {
    constructs(Dialect::Spark, &["unknown_as_a_whole", "beyond_the_calendar", "hours_behind", "full_days"]);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_judges_random_policies_as_evaluate_does() {
    random_policies(Dialect::DuckDb, 150);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_judges_random_policies_as_evaluate_does() {
    random_policies(Dialect::Postgres, 150);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_judges_random_policies_as_evaluate_does() {
    random_policies(Dialect::Spark, 10);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_plans_items_as_evaluate_does() {
    plans(Dialect::DuckDb, 2000, 150);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_plans_items_as_evaluate_does() {
    plans(Dialect::Postgres, 2000, 150);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_plans_items_as_evaluate_does() {
    plans(Dialect::Spark, 200, 8);
}
