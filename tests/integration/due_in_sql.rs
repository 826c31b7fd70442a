//! What is due of what is left of accounts, as queries: the example of the manual, and what is wrong with a mapping, at its place.

use exeunt::diagnostic::Code;
use exeunt::ir::{PolicyId, Timestamp};
use exeunt::source::FileId;
use exeunt::sql::{Dialect, Emit, Mapping, Options, Written, to_sql};
use exeunt_testkit::files::{self, blocks_of};
use exeunt_testkit::{exeunt, scratch, sound};
use sqlparser::dialect::{DuckDbDialect, PostgreSqlDialect};
use sqlparser::parser::Parser;

/// The blocks of a language in the manual's section on what is due.
fn block(language: &str) -> String {
    let manual = include_str!("../../docs/sql.md");
    let (_, section) = manual.split_once("\n## What is due\n").expect("it has the section");
    let (section, _) = section.split_once("\n## ").expect("it has a next one");
    blocks_of(section, language)[0].to_owned()
}

fn written(policy: &str, mapping: Option<&Mapping>, dialect: Dialect, emit: Emit) -> Written {
    let program = sound([("shop.policy", policy)]).program.expect("`sound` has no errors");
    let now = Timestamp::parse("2026-06-01T12:00Z").ok();
    let options = Options { dialect, now, emit, mapping, keys: None, texts: None };
    to_sql(&program, PolicyId::FIRST, &options)
}

/// The query that `mapping` leads to.
fn query(policy: &str, mapping: &str, dialect: Dialect) -> String {
    let mapping = Mapping::read(FileId(1), mapping).unwrap_or_else(|found| panic!("{found:?}"));
    let written = written(policy, Some(&mapping), dialect, Emit::Due);
    written.text.unwrap_or_else(|| panic!("{:?}", written.diagnostics))
}

#[test]
fn the_example_of_the_manual_parses() {
    let (policy, mapping) = (block("policy"), block("toml"));
    let text = query(&policy, &mapping, Dialect::DuckDb);
    assert_eq!(Parser::parse_sql(&DuckDbDialect {}, &text).expect("it parses").len(), 1, "{text}");
    let text = query(&policy, &mapping, Dialect::Postgres);
    assert_eq!(Parser::parse_sql(&PostgreSqlDialect {}, &text).expect("it parses").len(), 1, "{text}");
}

#[test]
fn what_a_hold_reads_is_never_taken_from_what_was_carried() {
    let (policy, mapping) = (block("policy"), block("toml"));
    let (start, rest) = mapping.split_once("[rests.columns]\n").expect("it has columns");
    let (_, rest) = rest.split_once("\n\n").expect("a section follows");
    for dialect in [Dialect::DuckDb, Dialect::Postgres] {
        let text = query(&policy, &mapping, dialect);
        assert!(text.contains(".\"disputed\"") && text.contains("region'"), "{text}");
        let text = query(&policy, &format!("{start}\n{rest}"), dialect);
        assert!(!text.contains(".\"disputed\" AS") && !text.contains("disputed')"), "{text}");
        assert!(text.contains("AS \"disputed\""), "it is unknown: {text}");
    }
}

#[test]
fn rests_of_other_policies_are_not_read() {
    let (policy, mapping) = (block("policy"), block("toml"));
    let text = query(&policy, &mapping, Dialect::DuckDb);
    let rests: Vec<&str> = text.lines().filter(|line| line.contains("FROM \"rest\"")).collect();
    assert_eq!(rests.len(), 1, "{text}");
    let behind = text.split_once(rests[0]).map(|(_, behind)| behind.trim_start());
    assert!(
        behind.is_some_and(|it| it.starts_with("WHERE \"element 0\".\"policy\" = 'shop.close'")),
        "{text}"
    );
}

/// What is wrong where `from` is written as `to` in the mapping of the manual: the code, the text at its place, and the message.
fn wrong(from: &str, to: &str) -> (Code, String, String) {
    let mapping = block("toml");
    assert!(mapping.contains(from), "{from}");
    let text = mapping.replace(from, to);
    let found = match Mapping::read(FileId(1), &text) {
        Err(found) => found,
        Ok(mapping) => written(&block("policy"), Some(&mapping), Dialect::DuckDb, Emit::Due).diagnostics,
    };
    assert_eq!(found.len(), 1, "{found:?}");
    let (place, found) = (found[0].primary.span.range(), &found[0]);
    (found.code, text[place].to_owned(), format!("{}: {}", found.message, found.primary.text))
}

#[test]
fn a_mistake_in_the_mapping_of_rests_is_reported_at_its_place() {
    let cases = [
        ("carried = ", "caried = ", Code::BadMapping, "caried", "a mapping has no `caried` here: not known"),
        (
            "left = \"left_at\"\n",
            "",
            Code::BadMapping,
            "rests",
            "what is left of accounts is not found without `left`: no `left`",
        ),
        (
            "table = \"rest\"\n",
            "",
            Code::BadMapping,
            "rests",
            "what is left of accounts is not found without `table`: no `table`",
        ),
        (
            "policy = \"policy\"",
            "policy = [\"a\", \"b\"]",
            Code::BadMapping,
            "[\"a\", \"b\"]",
            "this is one column: several names",
        ),
        ("key = \"account\"", "key = 7", Code::BadMapping, "7", "a name is a text: another value"),
        (
            "disputed = ",
            "dispute = ",
            Code::MappedNothing,
            "dispute",
            "the facts have no fact `dispute`: not declared",
        ),
        (
            "complete = true",
            "",
            Code::NotMapped,
            "\"account.invoices\"",
            "the policy reads which elements `account.invoices` has, which is not mapped: the mapping does not name it here",
        ),
    ];
    for (from, to, code, place, message) in cases {
        assert_eq!(wrong(from, to), (code, place.to_owned(), message.to_owned()), "{from} as {to}");
    }
}

#[test]
fn what_says_nothing_of_rests_or_accounts_is_refused() {
    let (policy, rests) = (block("policy"), block("toml"));
    let found = written(&policy, None, Dialect::DuckDb, Emit::Due).diagnostics;
    assert_eq!((found.len(), found[0].code), (1, Code::NotMapped), "{found:?}");
    let accounts = Mapping::read(FileId(1), "[account]\ntable = \"users\"\nkey = \"uid\"\n").expect("sound");
    let found = written(&policy, Some(&accounts), Dialect::DuckDb, Emit::Due).diagnostics;
    assert_eq!((found.len(), found[0].code), (1, Code::NotMapped), "{found:?}");
    assert_eq!(found[0].primary.text.to_string(), "no section `[rests]`");

    let rests = Mapping::read(FileId(1), &rests).expect("sound");
    for emit in [Emit::Query, Emit::Plan, Emit::Summary] {
        let found = written(&policy, Some(&rests), Dialect::DuckDb, emit).diagnostics;
        assert_eq!((found.len(), found[0].code), (1, Code::BadMapping), "{found:?}");
        assert_eq!(found[0].primary.text.to_string(), "no section `[account]`");
    }
    let found = written(&policy, Some(&rests), Dialect::Spark, Emit::Due).diagnostics;
    assert_eq!((found.len(), found[0].code), (1, Code::NotInDialect), "{found:?}");
    let stays = policy.replace("{ erase leaves }", "{ erase }").replace("erase account", "keep account");
    let stays = stays.replace("left by closed_at", "").replace("90d after leaving", "90d after issued");
    let found = written(&stays, Some(&rests), Dialect::DuckDb, Emit::Due).diagnostics;
    assert_eq!((found.len(), found[0].code), (1, Code::NothingLeft), "{found:?}");
}

#[test]
fn the_command_writes_the_query() {
    let folder = scratch!("due_in_sql").to_path_buf();
    files::write(folder.join("shop.policy"), block("policy"));
    files::write(folder.join("rests.toml"), block("toml"));
    let command = "sql shop.close --policies shop.policy --dialect postgres --emit due";
    let run = exeunt!(&folder).run(format!("{command} --mapping rests.toml")).code(0);
    assert!(
        run.out.starts_with("-- shop.close: what is due of what is left of each account\n"),
        "{}",
        run.out
    );
    let run = exeunt!(&folder).run(command).code(2);
    assert!(
        run.err.contains("error[E0606]: the mapping does not say where what is left of accounts is"),
        "{}",
        run.err
    );
    let sweep = "sweep shop.close --policies shop.policy --source duckdb:none.duckdb --now 2026-06-01T12:00Z --to out.ndjson";
    let run = exeunt!(&folder).run(format!("{sweep} --mapping rests.toml")).code(2);
    assert!(run.err.contains("error[E0604]: a mapping begins with the account's table"), "{}", run.err);
}
