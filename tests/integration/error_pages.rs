//! Every page of `docs/errors` is run: its example raises exactly its code, the example set right raises nothing.

use exeunt::analysis::analyse;
use exeunt::diagnostic::Code;
use exeunt::source::Sources;

/// The fenced blocks of a language, in order.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

fn codes(text: &str) -> Vec<Code> {
    let mut sources = Sources::new();
    sources.add("page.policy", format!("{text}\n"));
    analyse(sources).diagnostics.into_iter().map(|found| found.code).collect()
}

fn is_of_facts(code: Code) -> bool {
    let slug = code.slug();
    slug.starts_with("E05") || slug.starts_with("E06") || slug.starts_with("W05")
}

#[test]
fn every_page_is_headed_by_its_summary() {
    for code in Code::ALL {
        let heading = format!("# {}: {}\n", code.slug(), code.summary());
        assert!(code.explanation().starts_with(&heading), "{} is not headed `{heading}`", code.slug());
    }
}

#[test]
fn every_example_raises_its_code_and_nothing_once_set_right() {
    let mut wrong = Vec::new();
    for &code in Code::ALL.iter().filter(|code| !is_of_facts(**code)) {
        let page = blocks(code.explanation(), "policy");
        let [example, set_right] = page.as_slice() else {
            wrong.push(format!("{}: {} blocks of policy", code.slug(), page.len()));
            continue;
        };
        let (raised, left) = (codes(example), codes(set_right));
        if raised != [code] {
            wrong.push(format!("{}: the example raises {raised:?}", code.slug()));
        }
        if !left.is_empty() {
            wrong.push(format!("{}: set right it raises {left:?}", code.slug()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
