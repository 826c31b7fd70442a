//! Every page of `docs/errors` is run: its example raises exactly its code, the corrected example raises nothing.

use exeunt::analysis::{analyse_with_facts, settings};
use exeunt::diagnostic::{Code, Diagnostic};
use exeunt::facts;
use exeunt::ir::{PolicyId, Program};
use exeunt::source::{FileId, Source, Sources};
use exeunt::sql::{Dialect, Emit, Mapping, Options, to_sql};
use exeunt_testkit::files::blocks_of;
use exeunt_testkit::{analysed, compiled};

/// The codes that a block raises; each `package` in it begins a file of its own.
fn codes(text: &str) -> Vec<Code> {
    let files = text.split("\n\npackage ").enumerate().map(|(at, file)| {
        let opening = if at == 0 { "" } else { "package " };
        (format!("page{at}.policy"), format!("{opening}{file}\n"))
    });
    analysed(files).diagnostics.into_iter().map(|found| found.code).collect()
}

/// The account that the pages on facts speak of.
const ACCOUNT: &str = "package page
languages en
account { status: one of normal, limited  balance: money CNY  strikes: int  opened: time }
policy close on sweep {
  require good: status is normal and balance is 0 CNY and strikes < 3 en \"Not in good standing\" final
  require old: opened more than 12mo ago en \"Too young\"
}
";

fn codes_of_facts(text: &str) -> Vec<Code> {
    let program = compiled([("page.policy", ACCOUNT)]);
    facts::read(&program, None, FileId(1), text).diagnostics.into_iter().map(|found| found.code).collect()
}

/// The account that the pages on rests speak of.
const LEFT: &str = "package page
languages en
zone UTC
outcomes { erase leaves  pause }
account { region: one of eu, us  sued: bool  orders: many order }
record order { closed: date }
let keep: length = case region { eu: 3y  us: 7y }
policy erase on request {
  require free: not sued en \"Sued\" fix \"Wait\"
  outcome erase
  data { erase account  retain orders for keep after closed  hold trial: sued on orders }
}
policy pause on request {
  require free: not sued en \"Sued\" fix \"Wait\"
  outcome pause
}
";

fn codes_of_rests(text: &str) -> Vec<Code> {
    let program = compiled([("page.policy", LEFT)]);
    let read = facts::read_rest(facts::Options::default(), &program, FileId(1), text);
    read.diagnostics.into_iter().map(|found| found.code).collect()
}

/// What facts raise that may have more keys than are declared.
fn codes_of_allowed_facts(text: &str) -> Vec<Code> {
    let program = compiled([("page.policy", ACCOUNT)]);
    let options = facts::Options::default().allowing_unknown_keys();
    let read = facts::read_with(options, &program, None, FileId(1), text);
    read.diagnostics.into_iter().map(|found| found.code).collect()
}

fn is_of_facts(code: Code) -> bool {
    code.slug().starts_with("E05") || code.slug().starts_with("W05")
}

fn is_of_programs(code: Code) -> bool {
    code == Code::BadProgram
}

fn is_of_queries(code: Code) -> bool {
    matches!(code, Code::NotInDialect | Code::NoOpening)
}

/// What the only policy of a text raises when it is written as SQL.
fn codes_of_queries(text: &str) -> Vec<Code> {
    let program = compiled([("page.policy", format!("{text}\n"))]);
    let options = Options {
        dialect: Dialect::Postgres,
        now: None,
        emit: Emit::Query,
        mapping: None,
        keys: None,
        texts: None,
    };
    to_sql(&program, PolicyId::FIRST, &options).diagnostics.into_iter().map(|found| found.code).collect()
}

/// The account that the pages on mappings speak of.
const MAPPED: &str = "package page
languages en
account { status: one of normal, limited  balance: money CNY  trades: many trade }
record trade { state: one of open, done  placed: time }
policy close on sweep {
  require good: status is normal and balance is 0 CNY en \"Not in good standing\" final
  require settled: no open trade en \"Trades are open\" fix \"Wait\"
}
";

/// What a file of settings raises.
fn codes_of_settings(text: &str) -> Vec<Code> {
    let mut sources = Sources::new();
    let file = sources.add("exeunt.toml", text);
    settings(&sources, file).1.into_iter().map(|found| found.code).collect()
}

fn is_of_mappings(code: Code) -> bool {
    matches!(code, Code::BadMapping | Code::MappedNothing | Code::NotMapped)
}

fn codes_of_mappings(text: &str) -> Vec<Code> {
    let program = compiled([("page.policy", MAPPED)]);
    let codes = |found: Vec<Diagnostic>| found.into_iter().map(|found| found.code).collect();
    match Mapping::read(FileId(1), text) {
        Err(found) => codes(found),
        Ok(mapping) => {
            let mapping = Some(&mapping);
            let options = Options {
                dialect: Dialect::Postgres,
                now: None,
                emit: Emit::Query,
                mapping,
                keys: None,
                texts: None,
            };
            codes(to_sql(&program, PolicyId::FIRST, &options).diagnostics)
        }
    }
}

/// What a file of a calendar raises.
fn codes_of_calendars(text: &str) -> Vec<Code> {
    let policy = "package page\nlanguages en\naccount { due: date }\ncalendar days from \"days.toml\"\npolicy close on sweep {\n  \
                  require over: now > due moved to a working day en \"After {clears}\"\n}\n";
    let mut sources = Sources::new();
    sources.add("page.policy", policy);
    let read = |_: &Source, path: &str| Ok((path.to_owned(), text.to_owned()));
    analyse_with_facts(sources, read).diagnostics.into_iter().map(|found| found.code).collect()
}

fn codes_of_programs(text: &str) -> Vec<Code> {
    Program::from_json(text).err().map(|_| Code::BadProgram).into_iter().collect()
}

#[test]
fn the_index_lists_every_page() {
    let row = |code: &Code| format!("| [{0}]({0}.md) | {1} |\n", code.slug(), code.summary());
    let rows: String = Code::ALL.iter().map(row).collect();
    let index = format!("{INDEX}{rows}");
    let written = include_str!("../../docs/errors/README.md");
    assert!(written == index, "write this to docs/errors/README.md:\n{index}");
}

const INDEX: &str = "# Diagnostics by code

`exeunt explain E0201` shows a page. Codes that begin with E are errors, with W warnings: 01 syntax, 02 names, 03 types, 04 policies,
05 facts, 06 programs, queries and settings, 07 groups. The number of a retired code is never used again.

| code | about |
|---|---|
";

#[test]
fn every_page_is_headed_by_its_summary() {
    for code in Code::ALL {
        let heading = format!("# {}: {}\n", code.slug(), code.summary());
        assert!(code.explanation().starts_with(&heading), "{} is not headed `{heading}`", code.slug());
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
#[test]
fn every_example_raises_its_code_and_nothing_once_corrected() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let (language, codes): (_, fn(&str) -> Vec<Code>) = match code {
            Code::IgnoredKey => ("json", codes_of_allowed_facts),
            Code::NothingLeft | Code::CarriedOtherwise | Code::AskedAgain => ("json", codes_of_rests),
            code if is_of_facts(code) => ("json", codes_of_facts),
            Code::BadSettings => ("toml", codes_of_settings),
            Code::BadCalendarFile => ("toml", codes_of_calendars),
            code if is_of_mappings(code) => ("toml", codes_of_mappings),
            code if is_of_programs(code) => ("json", codes_of_programs),
            code if is_of_queries(code) => ("policy", codes_of_queries),
            _ => ("policy", codes),
        };
        let page = blocks_of(code.explanation(), language);
        let [example, corrected] = page.as_slice() else {
            wrong.push(format!("{}: {} blocks of {language}", code.slug(), page.len()));
            continue;
        };
        let (raised, left) = (codes(example), codes(corrected));
        if raised != [code] {
            wrong.push(format!("{}: the example raises {raised:?}", code.slug()));
        }
        if !left.is_empty() {
            wrong.push(format!("{}: corrected, it raises {left:?}", code.slug()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
