//! Tables of what conditions show to be present, of where that allows optional values to be used, of how time changes
//! conditions, of what they imply, and of what folding leaves of them. The rows are in `tests/*.table`; `tests/demo.policy`
//! is the package in which their conditions are written.

use std::collections::BTreeSet;
use std::path::Path;

use crate::check::checker::Checker;
use crate::check::state::{Parsing, PreviousRun, Refinement};
use crate::diagnostic::{Code, Severity};
use crate::flat::{self, Trend};
use crate::ir::entailment::{constant, entails};
use crate::ir::walk::Node;
use crate::ir::{self, Body, Condition, Definition, Program, Roots, Scope};
use crate::source::{FileId, Sources};
use crate::syntax::parse;

/// A file of `tests`, read when the test runs: rows are added without compiling.
fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/flow/tests").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A row of a table.
struct Row {
    /// The record that the condition is written in.
    record: String,
    text: String,
    expected: Vec<String>,
}

/// The rows of a table: `RECORD: CONDITION | EXPECTED | …`, and comments.
fn rows(table: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut cells = line.split(" | ").map(|cell| cell.trim().to_owned());
        let condition = cells.next().unwrap_or_default();
        let (record, text) = condition.split_once(": ").unwrap_or_else(|| panic!("no record: {line}"));
        Row { record: record.to_owned(), text: text.to_owned(), expected: cells.collect() }
    };
    let table = file(table);
    let rows: Vec<Row> =
        table.lines().filter(|line| !line.is_empty() && !line.starts_with("//")).map(row).collect();
    let distinct: BTreeSet<_> = rows.iter().map(|row| (&row.record, &row.text)).collect();
    assert_eq!(distinct.len(), rows.len(), "a row is written twice");
    rows
}

impl Row {
    /// What is expected, in so many cells.
    fn cells<const COUNT: usize>(&self) -> [&str; COUNT] {
        let cells: Vec<&str> = self.expected.iter().map(String::as_str).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{COUNT} cells: {}", self.text))
    }
}

/// The package with each row as a derived condition `rN` of its record; those of the account, and policies that require them.
fn package(rows: &[Row]) -> String {
    let mut text = file("demo.policy");
    for (at, row) in rows.iter().enumerate().rev() {
        let mark = format!("//- {}\n", row.record);
        assert!(text.contains(&mark), "a record that is not marked: {}", row.record);
        text = text.replacen(&mark, &format!("{mark}  r{at} = {}\n", row.text), 1);
    }
    let policies = rows.iter().enumerate().filter(|(_, row)| row.record == "account");
    text.extend(
        policies
            .map(|(at, _)| format!("policy p{at} on request {{ require it: r{at} en \".\" fix \".\" }}\n")),
    );
    text
}

/// Checks the rows; `with` is given the checker after its run and the errors of each row.
fn checked(rows: &[Row], with: impl FnOnce(&Checker<'_>, &[Vec<Code>])) {
    let mut sources = Sources::new();
    sources.add("peer.policy", file("peer.policy"));
    let demo = sources.add("demo.policy", package(rows));
    let parsed: Vec<_> = sources.policies().map(|(id, source)| parse(id, &source.text)).collect();
    let unread: Vec<_> = parsed.iter().flat_map(|it| it.diagnostics.iter()).collect();
    assert!(unread.is_empty(), "{unread:#?}");
    let files: Vec<_> = parsed.into_iter().map(|it| it.file).collect();
    let mut checker = Checker::new(&files, &sources, Parsing::Complete, PreviousRun::default());
    checker.run();
    let errors = errors(&checker, &sources, demo, rows);
    with(&checker, &errors);
}

/// The errors of each row.
fn errors(checker: &Checker<'_>, sources: &Sources, demo: FileId, rows: &[Row]) -> Vec<Vec<Code>> {
    let mut errors = vec![Vec::new(); rows.len()];
    for found in checker.diagnostics.iter().filter(|found| found.severity() == Severity::Error) {
        let source = sources.get(found.primary.span.file).unwrap();
        let line = source.text.lines().nth(source.line_of(found.primary.span.start)).unwrap();
        let name = line.trim_start().strip_prefix('r').and_then(|rest| rest.split_once(" = "));
        let at: Option<usize> = name.and_then(|(number, _)| number.parse().ok());
        let at = at.filter(|_| found.primary.span.file == demo);
        let Some(at) = at else { panic!("{} {} in {line}", found.code.slug(), found.message) };
        errors[at].push(found.code);
    }
    errors
}

/// The condition of a row, and the definition that holds it.
fn condition_of(program: &Program, at: usize) -> (&Definition, ir::DefinitionId, &Condition) {
    let id = program.definitions.find_id(|it| it.name == format!("r{at}")).unwrap();
    let definition = &program.definitions[id];
    match &definition.body {
        Body::Condition(condition) => (definition, id, condition),
        Body::Term(_) => panic!("a condition"),
    }
}

/// Whatever is wrong with the rows, all at once.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A refinement as the table writes it.
fn written(shown: &Refinement, scope: &Scope<'_>) -> String {
    match shown {
        Refinement::Present(value) => scope.program().term_text(value, scope),
        Refinement::Elements(elements) => {
            let inner = scope.inside_select(&elements.select);
            let having: Vec<String> =
                elements.having.iter().map(|value| scope.program().term_text(value, &inner)).collect();
            let having =
                if having.is_empty() { String::new() } else { format!(" with {}", having.join(", ")) };
            format!("some({}{having})", scope.program().select_text(&elements.select, scope))
        }
    }
}

/// Definitions are numbered in the text of a program, `shut#3`, and by their names alone in the table.
fn without_numbers(text: &str) -> String {
    let mut parts = text.split('#');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|sign: char| sign.is_ascii_digit()))
}

/// The things that a cell names.
fn set(cell: &str) -> BTreeSet<String> {
    cell.split("; ").filter(|it| *it != "-").map(str::to_owned).collect()
}

#[test]
fn conditions_show_what_is_present() {
    let rows = rows("narrowing.table");
    checked(&rows, |checker, errors| {
        let mut wrong = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if !errors[at].is_empty() {
                wrong.push(format!("{}: {:?}", row.text, errors[at]));
                continue;
            }
            let (definition, id, _) = condition_of(&checker.program, at);
            let scope = Scope::of_definition(&checker.program, definition);
            let [expected_true, expected_false] = row.cells();
            for (sense, expected) in [(true, expected_true), (false, expected_false)] {
                let shown = &checker.definition_summaries[id].shows[usize::from(sense)];
                let found: BTreeSet<String> =
                    shown.iter().map(|it| without_numbers(&written(it, &scope))).collect();
                if found != set(expected) {
                    wrong.push(format!(
                        "{}: {}, where it is {sense}: {found:?}, not {expected}",
                        row.record, row.text
                    ));
                }
            }
        }
        assert_none(&wrong);
    });
}

#[test]
fn optional_values_are_used_only_where_they_are_shown_to_be_present() {
    let rows = rows("uses.table");
    checked(&rows, |_, errors| {
        let expected = |row: &Row| match row.cells() {
            ["accepted"] => Vec::new(),
            ["refused"] => vec![Code::OptionalUsed],
            _ => panic!("accepted or refused: {}", row.text),
        };
        let wrong = rows.iter().zip(errors).filter(|(row, found)| **found != expected(row));
        let wrong: Vec<String> =
            wrong.map(|(row, found)| format!("{}: {}: {found:?}", row.record, row.text)).collect();
        assert_none(&wrong);
    });
}

fn trend(word: &str) -> Trend {
    match word {
        "steady" => Trend::CONSTANT,
        "rises" => Trend { rises: true, falls: false },
        "falls" => Trend { rises: false, falls: true },
        "both" => Trend::EITHER_WAY,
        _ => panic!("not a trend: {word}"),
    }
}

/// The checker's trend of each condition; the flat form has the same, of the same condition with definitions and policies
/// expanded.
#[test]
fn conditions_change_with_time_as_the_table_says() {
    let rows = rows("trend.table");
    checked(&rows, |checker, errors| {
        let mut wrong = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if !errors[at].is_empty() {
                wrong.push(format!("{}: {:?}", row.text, errors[at]));
                continue;
            }
            let [expected, refusals] = row.cells();
            let (_, _, condition) = condition_of(&checker.program, at);
            let found = checker.summaries().condition(condition);
            if found.trend != trend(expected) {
                wrong.push(format!("{}: {:?}, not {expected}", row.text, found.trend));
            }
            let passed_on = match (found.refuses, found.refuses_if_true) {
                (false, false) => "-",
                (true, false) => "false",
                (false, true) => "true",
                (true, true) => "both",
            };
            if passed_on != refusals {
                wrong.push(format!("{}: refusals {passed_on}, not {refusals}", row.text));
            }
            if let Some(policy) = checker.program.policies.find_id(|it| it.name == format!("p{at}")) {
                let flat = flat::lower(&checker.program, policy).unwrap();
                let found = flat.requirements[0].condition.trend();
                if found != trend(expected) {
                    wrong.push(format!("{}: flat {found:?}, not {expected}", row.text));
                }
            }
        }
        assert_none(&wrong);
    });
}

#[test]
fn windows_are_comparisons_of_their_events() {
    compare_rows("lowering.table", |program, _, definition, condition| {
        program.condition_text(condition, &Scope::of_definition(program, definition))
    });
}

#[test]
fn conditions_imply_others_where_their_forms_show_it() {
    let rows = rows("entailment.table");
    let sides = |row: &Row| {
        let (premise, conclusion) = row.text.split_once(" => ").unwrap();
        [premise, conclusion].map(|text| Row {
            record: row.record.clone(),
            text: text.trim().to_owned(),
            expected: Vec::new(),
        })
    };
    checked(&rows.iter().flat_map(sides).collect::<Vec<_>>(), |checker, errors| {
        let mut wrong = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let [expected] = row.cells();
            let [(.., premise), (.., conclusion)] =
                [2 * at, 2 * at + 1].map(|it| condition_of(&checker.program, it));
            let found = if entails(premise, conclusion) { "implies" } else { "-" };
            let errors = errors[2 * at..2 * at + 2].concat();
            if found != expected || !errors.is_empty() {
                wrong.push(format!("{}: {found}, not {expected} {errors:?}", row.text));
            }
        }
        assert_none(&wrong);
    });
}

/// Checks a table of one cell against what is found of each condition.
fn compare_rows(table: &str, found: impl Fn(&Program, usize, &Definition, &Condition) -> String) {
    let rows = rows(table);
    checked(&rows, |checker, errors| {
        let mut wrong = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if !errors[at].is_empty() {
                wrong.push(format!("{}: {:?}", row.text, errors[at]));
                continue;
            }
            let [expected] = row.cells();
            let (definition, _, condition) = condition_of(&checker.program, at);
            let found = found(&checker.program, at, definition, condition);
            if found != expected {
                wrong.push(format!("{}: {found}, not {expected}", row.text));
            }
        }
        assert_none(&wrong);
    });
}

#[test]
fn forms_that_decide_alone_are_constant() {
    compare_rows("constant.table", |_, _, _, condition| {
        match constant(condition) {
            Some(true) => "always",
            Some(false) => "never",
            None => "-",
        }
        .to_owned()
    });
}

#[test]
fn witnesses_are_of_one_record() {
    compare_rows("witnesses.table", |program, _, definition, condition| {
        let (account, element) = (Some(definition.account), definition.element);
        let roots = Roots { account, request: definition.request, element };
        let record = program.witnesses(Node::Condition(condition), roots);
        record.map_or("-".to_owned(), |id| program.records[id].name.clone())
    });
}

#[test]
fn what_no_fact_can_change_is_folded() {
    compare_rows("fold.table", |program, at, _, _| {
        let policy = program.policies.find_id(|it| it.name == format!("p{at}")).unwrap();
        let text = flat::lower(program, policy).unwrap().to_text(program);
        let (_, condition) = text.split_once("require it\n").unwrap();
        let lines = condition.lines().take_while(|line| line.starts_with("    "));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    });
}
