//! What grows faster than its input is bounded: repairs, suggestions, comparisons, what is written out, what is drawn.
//! `benches/linear.rs` measures how the time grows; here stands what is said beyond each bound.

use exeunt::compare::{TooLarge, compare};
use exeunt::diagnostic::{Code, Severity};
use exeunt::ir::{PolicyId, Timestamp};
use exeunt::render::{self, Language, Look};
use exeunt::source::{FileId, Sources};
use exeunt::sql::{self, Dialect, Emit};
use exeunt::{ir, syntax};
use exeunt_testkit::policies::program;
use exeunt_testkit::{analysed_text, exeunt, files, scratch};
use snapbox::str;

const HEAD: &str = "package p\nlanguages en\nzone UTC\naccount { a: bool  n: int  text: text }\n";

fn policy(clauses: &str) -> String {
    format!("{HEAD}policy close on request {{\n{clauses}\n}}\n")
}

fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

#[test]
fn every_mistake_is_reported_when_repairs_are_spent() {
    let count = 3_000;
    let text = policy(&each(count, |at| format!("  require r{at} n > {at} en \"x{at}\" fix \"y\"\n")));
    let parsed = syntax::parse(FileId(0), &text);
    let lines: Vec<usize> = parsed
        .diagnostics
        .iter()
        .map(|found| text[..found.primary.span.start as usize].matches('\n').count())
        .collect();
    let first = HEAD.matches('\n').count() + 1;
    for line in first..first + count {
        assert!(lines.contains(&line), "line {line} has a mistake that is not reported");
    }
    // The first ones are explained, the last ones only reported.
    let explained = |found: &&exeunt::diagnostic::Diagnostic| found.fix.is_some();
    let found: Vec<_> = parsed.diagnostics.iter().collect();
    assert!(found.iter().take(20).filter(|found| explained(found)).count() > 0, "{:?}", found[0]);
}

#[test]
fn plural_forms_within_each_other_are_one_error() {
    let nested = "{n: one [".repeat(50_000);
    let text = policy(&format!("  require few: n < 3 en \"{nested}\" fix \"y\"\n"));
    let found = analysed_text(&text).diagnostics;
    let errors: Vec<&str> =
        found.iter().filter(|one| one.severity() == Severity::Error).map(|one| one.code.slug()).collect();
    assert_eq!(errors, ["E0822"], "{found:?}");
}

#[test]
fn a_long_clause_leaves_repairs_to_the_others() {
    let operands: Vec<String> = (0..5_000).map(|at| format!("n is is {at}")).collect();
    let text = policy(&format!(
        "  require long: {} en \"x\" fix \"y\"\n  requir short: n > 1 en \"z\" fix \"y\"\n",
        operands.join(" and ")
    ));
    let found = analysed_text(&text).diagnostics;
    let near = found.iter().find(|found| found.message.to_string().contains("`requir`"));
    assert!(near.is_some_and(|found| found.fix.is_some()), "{near:?}");
}

#[test]
fn errors_on_one_line_have_the_columns_of_their_places() {
    let text = policy(&each(2_000, |at| format!("require r{at}: é{at} en \"x{at}\" fix \"y\" ")));
    let analysis = analysed_text(&text);
    let source = analysis.sources.get(FileId(0)).expect("it was added");
    assert!(analysis.diagnostics.len() >= 2_000);
    for found in &analysis.diagnostics {
        let start = found.primary.span.start as usize;
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = text[line..start].chars().count() + 1;
        assert_eq!(source.position(start as u32).1, column, "{found:?}");
    }
}

#[test]
fn of_thousands_of_unknown_names_each_is_reported() {
    let count = 4_000;
    let fields = each(count, |at| format!("field{at:04}: bool "));
    let clauses = each(count, |at| format!("require r{at}: feild{at:04} en \"x{at}\" fix \"y\"\n"));
    let text = format!(
        "package p languages en zone UTC account {{ {fields} }}\npolicy c on request {{ {clauses} }}"
    );
    let found = analysed_text(&text).diagnostics;
    let unknown: Vec<_> = found.iter().filter(|found| found.code == Code::UnknownName).collect();
    assert_eq!(unknown.len(), count);
    assert_eq!(
        unknown[0].help.as_ref().map(ToString::to_string).as_deref(),
        Some("did you mean `field0000`?")
    );
}

#[test]
fn a_requirement_is_compared_with_those_before_it_within_reach() {
    let implied = |apart: usize| {
        let between =
            each(apart, |at| format!("require r{at}: text is not \"{at}\" en \"x{at}\" fix \"y\"\n"));
        let ends = |name: &str| format!("require {name}: a en \"{name}\" fix \"y\"\n");
        let found = analysed_text(policy(&format!("{}{between}{}", ends("one"), ends("other")))).diagnostics;
        found.iter().filter(|found| found.code == Code::Implied).count()
    };
    assert_eq!(implied(0), 1);
    assert_eq!(implied(100), 1);
    assert_eq!(implied(1_000), 0);
}

/// Alternatives of alternatives: a comparison of every way through them would not end.
#[test]
fn conditions_of_many_alternatives_are_compared_in_a_bounded_number_of_steps() {
    let nested = |levels: usize, last: &str| {
        let open = each(levels, |at| format!("n > {at} and (text is \"{at}\" or ("));
        format!("{open}{last}{}", "))".repeat(levels))
    };
    let text = policy(&format!(
        "require one: {} en \"one\" fix \"-\"\nrequire other: {} en \"other\" fix \"-\"",
        nested(40, "a"),
        nested(40, "not a"),
    ));
    let one = program(&text);
    let other = program(text.replace("not a", "n is 3"));
    assert_eq!(compare(&one, &other).map(|found| found.len()), Ok(1));
}

/// A chain of conditions, each of which names the next four times.
fn doubled(depth: usize) -> String {
    let conditions = each(depth, |at| {
        let next = at + 1;
        format!("condition c{at} = (c{next} or not c{next}) and (not c{next} or c{next})\n")
    });
    format!(
        "{HEAD}{conditions}condition c{depth} = a\npolicy close on request {{ require x: c0 en \"x\" fix \"y\" }}"
    )
}

#[test]
fn what_is_too_large_to_compare_is_refused_by_name() {
    let small = program(doubled(5));
    assert_eq!(compare(&small, &small), Ok(Vec::new()));
    let large = program(doubled(10));
    let refused = TooLarge { policy: "p.close".to_owned(), definition: "c0".to_owned() };
    assert_eq!(compare(&large, &large), Err(refused));
}

#[test]
fn diff_refuses_what_is_too_large_with_exit_code_2() {
    let folder = scratch!("bounds/compare");
    files::write(folder.join("large.policy"), doubled(10));
    let exeunt = exeunt!(folder);
    exeunt.run("diff large.policy large.policy").fails(2).err_is(str![[r#"
error: `p.close` cannot be compared: `c0` is too large with all that it uses written out

"#]]);
    exeunt.run("--ui-lang zh diff large.policy large.policy").fails(2).err_has(["`p.close`", "太大"]);
}

/// A chain of conditions, each of which is a case between the next and its opposite.
fn cases_within_cases(depth: usize) -> String {
    let conditions = each(depth, |at| {
        let next = at + 1;
        format!("condition c{at} = case kind {{ one: c{next}  two: (not c{next}) }}\n")
    });
    let head = HEAD.replace("account {", "account { kind: one of one, two ");
    format!(
        "{head}{conditions}condition c{depth} = a\npolicy close on request {{ require x: c0 en \"x\" fix \"y\" }}"
    )
}

#[test]
fn sql_refuses_cases_within_cases_that_would_be_written_out_too_often() {
    for dialect in Dialect::ALL {
        let written = |depth: usize| {
            let options = sql::Options {
                dialect,
                now: None,
                emit: Emit::Query,
                mapping: None,
                keys: None,
                texts: None,
            };
            sql::to_sql(&program(cases_within_cases(depth)), PolicyId::FIRST, &options)
        };
        assert!(written(3).text.is_some());
        let refused = written(9);
        assert_eq!(refused.text, None);
        let codes: Vec<Code> = refused.diagnostics.iter().map(|found| found.code).collect();
        assert!(codes.contains(&Code::NotInDialect), "{codes:?}");
    }
}

/// A chain of records, each of which holds the next twice.
fn nested(depth: usize) -> String {
    let records = each(depth, |at| {
        let next = at + 1;
        format!("record r{at} {{ a: r{next}  b: r{next} }}\n")
    });
    format!(
        "package p\nlanguages en\nzone UTC\naccount {{ r: r0  ok: bool }}\n{records}record r{depth} {{ v: bool }}\n\
         policy close on request {{ require x: ok en \"x\" fix \"y\" }}"
    )
}

#[test]
fn facts_of_too_many_columns_have_no_layout() {
    let written = |depth: usize| {
        let options = sql::Options {
            dialect: Dialect::DuckDb,
            now: Some(Timestamp::UNIX_EPOCH),
            emit: Emit::Query,
            mapping: None,
            keys: None,
            texts: None,
        };
        sql::to_sql(&program(nested(depth)), PolicyId::FIRST, &options)
    };
    assert!(written(8).text.is_some());
    for depth in [14, 30] {
        let refused = written(depth);
        assert_eq!(refused.text, None);
        let [found] = refused.diagnostics.as_slice() else { panic!("{:?}", refused.diagnostics) };
        assert_eq!((found.code, found.severity()), (Code::NotInDialect, Severity::Error));
        assert!(found.notes[0].to_string().contains("10000 columns, from `account.r.a."), "{found:?}");
    }
}

#[test]
fn sql_refuses_what_has_too_many_columns_with_exit_code_2() {
    let folder = scratch!("bounds/columns");
    files::write(folder.join("p.policy"), nested(30));
    let exeunt = exeunt!(folder);
    for (language, part) in [("en", "the facts have no default layout"), ("zh", "10000")] {
        let run =
            exeunt.run(format!("--ui-lang {language} sql p.close --dialect duckdb --policies p.policy"));
        run.fails(2).err_has(["`account.r.a.", part]);
    }
}

/// What a sweep asks the engine of is bounded alike.
#[test]
fn columns_are_not_read_of_facts_that_have_no_layout() {
    let program = program(nested(30));
    let options = sql::Options {
        dialect: Dialect::Postgres,
        now: Some(Timestamp::UNIX_EPOCH),
        emit: Emit::Query,
        mapping: None,
        keys: None,
        texts: None,
    };
    let refused =
        sql::columns_read(&program, PolicyId::FIRST, &options).expect_err("it has too many columns");
    assert_eq!(refused, sql::to_sql(&program, PolicyId::FIRST, &options).diagnostics);
    let facts = exeunt::facts::Facts { account: ir::Value::Unknown, request: None, services: None };
    assert_eq!(sql::tabulate(&program, PolicyId::FIRST, "1", &facts), []);
}

#[test]
fn a_message_does_not_repeat_a_literal_of_a_megabyte() {
    let long = "x".repeat(1 << 20);
    for text in [
        policy(&format!("require x: n > {} en \"x\" fix \"y\"", "9".repeat(1 << 20))),
        policy(&format!("require x: {long} en \"x\" fix \"y\"")),
        policy(&format!("require x: n within {long} en \"x\" fix \"y\"")),
        policy(&format!("require x: text is 3{long} en \"x\" fix \"y\"")),
        format!("{HEAD}{long} {long}"),
        format!("{HEAD}policy c on request {{ }} {}", "\u{ff08}".repeat(100)),
    ] {
        let analysis = analysed_text(&text);
        assert!(analysis.has_errors());
        for language in Language::ALL {
            let look = Look { most: Some(10), language, ..Look::default() };
            let drawn = render::diagnostics_as(&analysis.sources, &analysis.diagnostics, look);
            assert!(drawn.len() < 50_000, "{} bytes for {}", drawn.len(), &text[..120]);
        }
    }
}

#[test]
fn a_message_does_not_repeat_a_fact_of_a_megabyte() {
    let long = "x".repeat(1 << 20);
    let program = program(policy("require x: a and n is 1 and text is \"\" en \"x\" fix \"y\""));
    for facts in [
        format!("{{\"account\": {{\"n\": \"{long}\"}}}}"),
        format!("{{\"account\": {{\"n\": {}}}}}", "9".repeat(1 << 20)),
        format!("{{\"account\": {{\"{long}\": 1}}}}"),
        format!("{{\"policy\": \"{long}\", \"account\": {{}}}}"),
        format!("{{\"now\": \"{long}\", \"account\": {{}}}}"),
        format!("{{\"account\": {{\"a\": {long}}}}}"),
    ] {
        let mut sources = Sources::new();
        let file = sources.add("facts.json", facts.as_str());
        let read = exeunt::facts::read(&program, None, file, &facts);
        assert!(!read.diagnostics.is_empty(), "{}", &facts[..60]);
        for language in Language::ALL {
            let drawn =
                render::diagnostics_as(&sources, &read.diagnostics, Look { language, ..Look::default() });
            assert!(drawn.len() < 10_000, "{} bytes for {}", drawn.len(), &facts[..60]);
        }
    }
}

#[test]
fn the_values_of_a_large_enumeration_are_not_all_listed() {
    let values: Vec<String> = (0..500).map(|at| format!("value{at}")).collect();
    let text = format!(
        "package p languages en zone UTC account {{ s: one of {} }}\npolicy c on request {{ require x: s is other en \"x\" fix \"y\" }}",
        values.join(", ")
    );
    let found = analysed_text(&text).diagnostics;
    let mut notes = found.iter().flat_map(|found| &found.notes).map(ToString::to_string);
    let note = notes.find(|note| note.starts_with("the values are"));
    assert!(note.as_ref().is_some_and(|note| note.ends_with("value23, …")), "{note:?}");
}

/// Facts with thousands of errors are refused with some of them, and the number of the others.
#[test]
fn only_so_many_errors_of_facts_are_drawn() {
    let folder = scratch!("bounds/errors");
    files::write(folder.join("p.policy"), policy("require x: a en \"x\" fix \"y\""));
    let facts: Vec<String> = (0..500).map(|_| "\"a\": true".to_owned()).collect();
    let input = format!("{{\"account\": {{{}}}}}", facts.join(", "));
    let words = "eval p.close --facts - --now 2026-01-01T00:00Z --policies p.policy";
    let run = exeunt!(folder).run_on(words, input).code(2).err_has(["399 more errors"]);
    assert_eq!(run.err.matches("error[").count(), 100, "{run}");
}
