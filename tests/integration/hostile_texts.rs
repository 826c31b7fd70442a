//! Texts that nobody would write: whatever they hold, reading them ends with an answer. Small versions of the targets in
//! `fuzz/`.

use std::sync::LazyLock;

use exeunt::diagnostic::Severity;
use exeunt::facts;
use exeunt::ir::Program;
use exeunt::render::Colour;
use exeunt::source::FileId;
use exeunt_testkit::{analysed, analysed_text};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::facts::program as shop;

static SHOP: LazyLock<Program> = LazyLock::new(shop);

const FACTS: &str = r#"{"policy": "shop.close", "now": "2026-06-01T12:00:00+08:00", "id": 7, "account": {"status": "normal",
  "balance": "12.50 CNY", "points": 0.5, "strikes": -2, "opened": "2020-02-29T09:00:00Z", "tags": ["vip", "\u00e9"],
  "trades": [{"state": "done", "placed": "2020-01-01T00:00:00.000001Z"}], "home": {"city": "杭州"}}}"#;

/// An edit of a text: some characters leave, others come.
fn edits() -> impl Strategy<Value = Vec<(Index, usize, String)>> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        ":",
        ",",
        "-",
        "0",
        "1e9",
        "9999999999999999999",
        ".",
        "null",
        "require",
        "within",
        "policy",
        "(",
        ")",
        "not ",
        "every ",
        "//",
        "\u{feff}",
        "\u{202e}",
        "é",
        "杭",
        "\n",
        " ",
        "15d",
        "account",
        "now",
        "?",
        "=",
        "is",
        "where",
    ]);
    prop::collection::vec((any::<Index>(), 0..4_usize, token.prop_map(str::to_owned)), 1..8)
}

fn edited(text: &str, edits: &[(Index, usize, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, length, insert) in edits {
        let from = at.index(chars.len() + 1);
        let to = (from + length).min(chars.len());
        chars.splice(from..to, insert.chars());
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn facts_are_read_or_refused_with_an_error(edits in edits()) {
        let text = edited(FACTS, &edits);
        let outcome = facts::read(&SHOP, None, FileId(0), &text);
        for found in &outcome.diagnostics {
            prop_assert!(text.get(found.primary.span.range()).is_some(), "outside: {found:?}");
        }
        let has_errors = outcome.diagnostics.iter().any(|found| found.severity() == Severity::Error);
        prop_assert_eq!(outcome.envelope.is_none(), has_errors);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn policies_compile_or_are_refused_with_an_error(edits in edits()) {
        let text = edited(include_str!("../../policies/alibaba_cn/alibaba_cn.policy"), &edits);
        let analysis = analysed([("edited.policy", text)]);
        let has_errors = analysis.has_errors();
        prop_assert_eq!(analysis.program.is_none(), has_errors);
        let text = analysis.sources.get(FileId(0)).map_or("", |source| &source.text);
        for found in &analysis.diagnostics {
            prop_assert!(text.get(found.primary.span.range()).is_some(), "outside: {found:?}");
        }
        let _ = exeunt::render::diagnostics(&analysis.sources, &analysis.diagnostics, Colour::Plain);
    }
}

/// The errors of a policy whose requirement is `condition`, with items before it.
fn errors(items: &str, condition: &str) -> Vec<(String, String)> {
    let text = format!(
        "package demo\nlanguages en\naccount {{ a: bool  n: int }}\n{items}\npolicy close on request {{\n  \
         require x: {condition}\n    en \"x\" fix \"-\"\n}}\n"
    );
    let analysis = analysed_text(text);
    let errors = analysis.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    errors.map(|found| (found.code.slug().to_owned(), found.message.to_string())).collect()
}

#[test]
fn what_stands_too_deep_is_told_once() {
    let nested = |open: &str, inner: &str, close: &str, levels: usize| {
        format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    let chain: String = (1..300).map(|at| format!("condition c{at} = c{} and a\n", at - 1)).collect();
    let reversed: String = (0..299).map(|at| format!("condition c{at} = c{} and a\n", at + 1)).collect();
    let text = "this is nested too deeply";
    let judged = "too many conditions are nested here";
    for (items, condition, message) in [
        (String::new(), nested("(", "a", ")", 140), text),
        (String::new(), nested("not ", "a", "", 140), text),
        (String::new(), nested("some item where n = 1 and ", "a", "", 140), text),
        (String::new(), nested("not ", "a", "", 127), judged),
        (String::new(), format!("{} is 3", nested("(", "n", " + 1)", 125)), judged),
        (format!("condition c0 = a\n{chain}"), "c299".to_owned(), judged),
        (format!("{reversed}condition c299 = a\n"), "c0".to_owned(), judged),
    ] {
        assert_eq!(errors(&items, &condition), [("E0105".to_owned(), message.to_owned())], "{condition}");
    }
}

/// Each of them is looked into once: written out there are more than a test could wait for.
#[test]
fn a_chain_of_definitions_that_use_each_other_twice_is_checked() {
    let chain: String = (1..90).map(|at| format!("d{at} = later of (d{0}, d{0} + 1d)\n", at - 1)).collect();
    let text = format!(
        "package t languages en zone UTC\naccount {{ owes: bool  files: many file\nt: time\nd0 = later of (t, t + 1d)\n{chain}}}
         record file {{ size: int }}
         policy close on request {{ require it: not owes en \"x\" fix \"-\"
           data {{ erase account  retain files for 1d after account.d89 }} }}"
    );
    let found = analysed([("chain.policy", text)]).diagnostics;
    assert!(found.iter().any(|it| it.code.slug() == "E0105"), "{found:?}");
}

/// A comparison of every pair of them would not end in the time that a test has.
#[test]
fn a_condition_of_20_000_operands_is_checked() {
    let joined = |word: &str| {
        let operands: Vec<String> = (0..20_000).map(|at| format!("n is not {at}")).collect();
        operands.join(word)
    };
    assert_eq!(errors("", &joined(" and ")), []);
    assert_eq!(errors("", &joined(" or ")), []);
}
