//! Every text of the diagnostics is there in Chinese: those of all the cases and of all the pages, of wrong facts and of wrong mappings.

use std::collections::BTreeSet;

use exeunt::diagnostic::{Code, Diagnostic, Language, Message};
use exeunt::ir::{PolicyId, Program};
use exeunt::source::FileId;
use exeunt::sql::{Dialect, Emit, Mapping, Options, to_sql};
use exeunt_testkit::analysed;
use exeunt_testkit::files::{files_with_extension, read, repository};

/// The policies of the cases and of the pages of the codes.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for code in Code::ALL {
        let blocks = code.explanation().split("```policy\n").skip(1);
        texts.extend(blocks.filter_map(|rest| rest.split("\n```").next()).map(|block| format!("{block}\n")));
    }
    texts.extend(files_with_extension(repository("tests/cases"), "policy").iter().map(read));
    texts
}

fn said(one: &Diagnostic) -> Vec<Message> {
    let labels = one.secondary.iter().map(|label| label.text.clone());
    let mut said = vec![one.message.clone(), one.primary.text.clone()];
    said.extend(labels.chain(one.notes.iter().cloned()).chain(one.advice()));
    said.retain(|text| !text.is_empty());
    said
}

/// Whether a text, or a part of it, stays in English: words in a row, or one that what is around it does not expect.
fn stays(message: &Message) -> bool {
    let (english, chinese) = (message.text(Language::English), message.text(Language::Chinese));
    // How TOML is wrong its reader says.
    !english.starts_with("this is not TOML: ") && (chinese == english || has_english(&chinese))
}

/// Whether words of English stand in a Chinese text, apart from code.
pub(crate) fn has_english(chinese: &str) -> bool {
    let spoken: Vec<char> = chinese.split('`').step_by(2).collect::<Vec<_>>().join("`").chars().collect();
    let is_word = |sign: &char| sign.is_ascii_lowercase();
    let is_chinese = |sign: &char| ('\u{4e00}'..='\u{9fff}').contains(sign);
    let in_a_row = spoken.windows(3).any(|it| is_word(&it[0]) && it[1] == ' ' && is_word(&it[2]));
    let unexpected = spoken
        .windows(2)
        .any(|it| is_word(&it[0]) && is_chinese(&it[1]) || is_chinese(&it[0]) && is_word(&it[1]));
    in_a_row || unexpected
}

/// Each text of these has a row in a table of `src/render/chinese`.
fn all_in_chinese(found: impl Iterator<Item = Diagnostic>, table: &str) {
    let texts: Vec<Message> = found.flat_map(|one| said(&one)).filter(stays).collect();
    let shown = texts.iter().map(|it| format!("{it} => {:?}", it.text(Language::Chinese)));
    let missing: BTreeSet<String> = shown.collect();
    let missing: Vec<String> = missing.into_iter().collect();
    assert!(missing.is_empty(), "add these to src/render/chinese/{table}:\n{}", missing.join("\n"));
}

#[test]
fn every_text_is_there_in_chinese() {
    let found = texts().into_iter().flat_map(|text| analysed([("a.policy", text)]).diagnostics);
    all_in_chinese(found, "table.rs");
}

/// Facts with a mistake each, of the form of JSON or of what they say.
const WRONG_FACTS: &[&str] = &[
    "{",
    "{}",
    "{\"policy\": \"shop.close\"",
    "{\"policy\": nul}",
    "{\"policy\": 'a'}",
    "{\"policy\": \"shop.close",
    "{policy: 1}",
    "{\"policy\" 1}",
    "{\"a\": 01}",
    "{\"a\": 1.}",
    "{\"a\": \"\\q\"}",
    "{\"a\": \"\\u12\"}",
    "{\"a\": \"\\ud800\"}",
    "{\"a\": \"\u{1}\"}",
    "{\"a\": [1,]}",
    "{\"a\": [1",
    "{\"a\": NaN}",
    "{} 1",
    "[]",
    "{\"policy\": \"shop.clsoe\"}",
    "{\"policy\": 3}",
];

/// What a field of the account may wrongly be.
const WRONG_FIELDS: &[&str] = &[
    "\"status\": \"normel\"",
    "\"status\": 3",
    "\"stauts\": \"normal\"",
    "\"balance\": 1.5",
    "\"balance\": \"1.5 USD\"",
    "\"balance\": \"1.5 usd\"",
    "\"balance\": \"much\"",
    "\"balance\": \"0.001 CNY\"",
    "\"balance\": \"99999999999999999999999999999999999999999 CNY\"",
    "\"balance\": {\"amount\": \"1\"}",
    "\"points\": \"few\"",
    "\"points\": \"0.00000000000001\"",
    "\"strikes\": 0.5",
    "\"strikes\": \"2\"",
    "\"strikes\": 99999999999999999999",
    "\"opened\": \"yesterday\"",
    "\"opened\": \"2020-02-30T09:00:00Z\"",
    "\"opened\": \"2020-02-29T25:00:00Z\"",
    "\"opened\": \"2020-02-29T09:00:00\"",
    "\"opened\": \"2020-02-29T09:00:00.1234567Z\"",
    "\"opened\": \"0000-02-29T09:00:00Z\"",
    "\"tags\": 3",
    "\"zzz\": 3",
    "\"trades\": [{\"x\": 1}, {\"x\": 2}]",
    "\"trades\": [{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]",
    "\"trades\": {}",
    "\"trades\": [3]",
    "\"status\": \"normal\", \"status\": \"normal\"",
];

#[test]
fn every_text_about_facts_is_there_in_chinese() {
    let program = crate::facts::program();
    let fields = WRONG_FIELDS.iter().map(|field| {
        format!("{{\"policy\": \"shop.close\", \"now\": \"2026-06-01T12:00:00Z\", \"account\": {{{field}}}}}")
    });
    let texts = WRONG_FACTS.iter().map(|text| (*text).to_owned()).chain(fields);
    let found = texts.flat_map(|text| {
        let found = exeunt::facts::read(&program, None, FileId(0), &text).diagnostics;
        assert!(!found.is_empty(), "{text}");
        found
    });
    all_in_chinese(found, "input.rs");
}

/// Mappings with a mistake each, of their form or of what they say of the facts of `tests/integration/sql.rs`.
const WRONG_MAPPINGS: &[&str] = &[
    "[account",
    "account = 3",
    "colour = 3",
    "[collections]\n\"account.trades\" = 3",
    "[account]\ntable = \"a\"",
    "[account]\nkey = \"a\"",
    "[account]\ntable = \"a\"\njson = \"b\"\nkey = \"c\"",
    "[account]\ntabel = \"a\"\nkey = \"b\"",
    "[account]\ntable = 3\nkey = \"b\"",
    "[account]\ntable = \"\"\nkey = \"b\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\ncolumns = 3",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { codes = { normal = 1 } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = 3 }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = { normal = [] } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nbalance = { column = \"s\", minor_units = 3 }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatsu = \"s\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nname = { column = \"s\", codes = { normal = 1 } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = { nromal = 1 } }",
    "[account]\narray = \"a\"\nkey = \"b\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trade\"]\ntable = \"t\"\nowner = \"o\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trades\"]\ntable = \"t\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trades\"]\ntable = \"t\"\nowner = \"o\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nhome = { column = \"h\" }\nname = { present = \"n\" }\n\
     [collections.\"account.trades\"]\njson = [\"k\", \"it's\"]\n[collections.\"account.trades\".columns]\nstate = \"s\"",
];

#[test]
fn every_text_about_queries_is_there_in_chinese() {
    let (program, _) = crate::sql::program();
    let found = WRONG_MAPPINGS.iter().flat_map(|text| {
        let found = mapped(&program, text);
        assert!(!found.is_empty(), "{text}");
        found
    });
    all_in_chinese(found, "sql.rs");
}

/// What is said of a mapping, by itself or in a query.
fn mapped(program: &Program, text: &str) -> Vec<Diagnostic> {
    let mapping = match Mapping::read(FileId(1), text) {
        Ok(mapping) => mapping,
        Err(found) => return found,
    };
    let options = Options {
        dialect: Dialect::Spark,
        now: None,
        emit: Emit::Query,
        mapping: Some(&mapping),
        keys: None,
        texts: None,
    };
    to_sql(program, PolicyId::FIRST, &options).diagnostics
}
