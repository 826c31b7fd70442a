//! Every block of the reference manual and of the cookbook is compiled: one marked `policy` is accepted and its tests pass, one marked
//! with a code is refused with exactly that.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Severity;
use exeunt::suite;
use exeunt_testkit::analysed;

/// The policies of a document, each with what it is marked with.
fn blocks(document: &str) -> impl Iterator<Item = (&str, &str)> {
    document.split("\n```policy").skip(1).map(|block| {
        let (marked, rest) = block.split_once('\n').expect("a block has lines");
        (marked, rest.split_once("\n```").expect("a block has an end").0)
    })
}

fn compiled(text: &str) -> Analysis {
    analysed([("manual.policy", format!("{text}\n"))])
}

/// What is wrong with a block.
fn wrong(marked: &str, text: &str, analysis: &Analysis) -> Option<String> {
    let errors = analysis.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    let errors: Vec<&str> = errors.map(|found| found.code.slug()).collect();
    let expected: Vec<&str> = marked.split_whitespace().collect();
    if errors != expected {
        return Some(format!("expected {expected:?}, found {errors:?}:\n{text}"));
    }
    let program = analysis.program.as_ref()?;
    let failed: Vec<String> = suite::run(program).failed().map(|ran| ran.title.clone()).collect();
    (!failed.is_empty()).then(|| format!("tests fail: {failed:?}"))
}

#[test]
fn every_block_of_the_manual_is_what_it_says() {
    let blocks: Vec<_> = blocks(include_str!("../../docs/language.md")).collect();
    assert!(blocks.len() >= 8, "{} blocks were found", blocks.len());
    let wrong: Vec<String> =
        blocks.into_iter().filter_map(|(marked, text)| wrong(marked, text, &compiled(text))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_recipe_of_the_cookbook_is_tested_and_raises_nothing() {
    let recipes: Vec<_> = blocks(include_str!("../../docs/cookbook.md")).collect();
    assert_eq!(recipes.len(), 20);
    for (marked, text) in recipes {
        let analysis = compiled(text);
        assert_eq!(wrong(marked, text, &analysis), None);
        assert!(analysis.diagnostics.is_empty(), "{:?}:\n{text}", analysis.diagnostics);
        assert!(analysis.program.is_some_and(|program| !program.tests().is_empty()), "untested:\n{text}");
    }
}

/// The words in quotes, in lower case, of the first block behind a heading.
fn quoted_words(section: &str) -> std::collections::BTreeSet<&str> {
    let block = section.split("```text\n").nth(1).and_then(|block| block.split("\n```").next());
    let parts = block.expect("the section has a block").split('"').skip(1).step_by(2);
    parts.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())).collect()
}

#[test]
fn the_grammar_of_the_manual_has_the_keywords_that_are_read() {
    let manual = include_str!("../../docs/language.md");
    let (_, section) = manual.split_once("## 9. Grammar").expect("the manual has a grammar");
    let tokens = include_str!("../../grammar/lexical.pest").lines().filter(|line| line.starts_with("kw_"));
    let read: std::collections::BTreeSet<&str> = tokens.filter_map(|line| line.split('"').nth(1)).collect();
    assert!(read.len() > 80, "{} keywords", read.len());
    assert_eq!(quoted_words(section), read);
}
