//! Every block of the reference manual is compiled: one marked `policy` is accepted and its tests pass, one marked with a
//! code is refused with exactly that.

use exeunt::diagnostic::Severity;
use exeunt::suite;
use exeunt_testkit::analysed;

#[test]
fn every_block_of_the_manual_is_what_it_says() {
    let manual = include_str!("../../docs/language.md");
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in manual.split("\n```policy").skip(1) {
        let (marked, rest) = block.split_once('\n').unwrap();
        let text = rest.split("\n```").next().unwrap();
        count += 1;
        let analysis = analysed([("manual.policy", format!("{text}\n"))]);
        let errors: Vec<&str> = analysis
            .diagnostics
            .iter()
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.code.slug())
            .collect();
        let expected: Vec<&str> = marked.split_whitespace().collect();
        if errors != expected {
            wrong.push(format!("expected {expected:?}, found {errors:?}:\n{text}"));
        }
        if let Some(program) = &analysis.program {
            let failed: Vec<String> = suite::run(program).failed().map(|ran| ran.title.clone()).collect();
            if !failed.is_empty() {
                wrong.push(format!("tests fail: {failed:?}"));
            }
        }
    }
    assert!(count >= 8, "{count} blocks were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
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
