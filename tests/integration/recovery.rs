//! Recovery where a comment with carets would stand in the way.

use exeunt_testkit::analysed;

/// The code and the text of the place of all that is reported.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let analysis = analysed([("a.policy", text)]);
    let place = |span| analysis.sources.slice(span).to_owned();
    analysis.diagnostics.iter().map(|one| (one.code.slug(), place(one.primary.span))).collect()
}

#[test]
fn a_text_over_two_lines_is_one_mistake() {
    let text = "package demo\nlanguages en\nzone UTC\naccount { vip: bool }\npolicy close on request {\n  \
                require first: vip\n    en \"Not\n      yet\" fix \"Wait\"\n  require second: vpi\n    \
                en \"Not yet, either\" fix \"Wait\"\n}\n";
    assert_eq!(found(text), [("E0102", "\"".to_owned()), ("E0201", "vpi".to_owned())]);
}

#[test]
fn a_file_without_line_breaks_at_items_is_read_as_it_stands() {
    let text = "package demo languages en zone UTC account { vip: bool } policy close on request { require first: vip \
                en \"Not yet\" fix \"Wait\" } test \"t\" for close at 2026-01-01 {\naccount {\nvip: true\n}\n\
                expect eligible\n}\n";
    assert_eq!(found(text), []);
}

#[test]
fn nothing_readable_is_reported_and_no_more() {
    for text in
        ["}", "{", "\"", "))", "policy", "policy {", "account", "\u{1}", "«", "é \u{301}", "a: b", "/// doc"]
    {
        let found = found(text);
        assert!(!found.is_empty() && found.len() <= 2, "{text:?} gives {found:?}");
    }
}
