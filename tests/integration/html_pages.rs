//! Verdicts as pages of HTML: whole, self-contained, and safe against markup in facts. How they look in a browser is
//! for tests/browser.

use exeunt::eval::Verdict;
use exeunt::facts::Id;

use crate::verdict_pages::{blocked, cancelled, eligible};

fn page(verdict: &Verdict, language: &str) -> String {
    exeunt::render::verdict_html(Some(&Id::Text("u-42".to_owned())), verdict, language)
}

/// What follows the style sheet.
fn body(page: &str) -> &str {
    page.split("</head>").nth(1).expect("a page with a head")
}

#[test]
fn pages_say_everything_that_a_verdict_holds() {
    for (name, verdict) in [("blocked", blocked()), ("eligible", eligible()), ("cancelled", cancelled())] {
        for language in ["en", "zh"] {
            let page = page(&verdict, language);
            assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{language}\">")), "{page}");
            // One element a line, so that a difference can be read.
            let lines = body(&page).replace("><", ">\n<");
            insta::assert_snapshot!(format!("{name}_{language}"), lines);
        }
    }
}

#[test]
fn markup_in_facts_and_policies_stays_text() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onclick=\"alert(3)\u{202e}";
    let mut verdict = blocked();
    verdict.policy = hostile.to_owned();
    verdict.outcome = Some(hostile.to_owned());
    verdict.missing[0].path = hostile.to_owned();
    verdict.timeline[1].failed.push(hostile.to_owned());
    let failure = &mut verdict.failed[0];
    failure.requirement = hostile.to_owned();
    failure.law = Some(hostile.to_owned());
    failure.witnesses[0].path = hostile.to_owned();
    failure.witnesses[0].facts[0].values.iter_mut().for_each(|value| value.text = hostile.to_owned());
    for said in &mut failure.messages {
        said.text = hostile.to_owned();
        said.fix = Some(hostile.to_owned());
        said.link = Some("javascript:alert(4)".to_owned());
        said.language = format!("{}{hostile}", said.language);
    }
    for language in ["en", "zh"] {
        let page = exeunt::render::verdict_html(Some(&Id::Text(hostile.to_owned())), &verdict, language);
        for element in ["<script", "<img", "<a href=\"javascript"] {
            assert!(!page.contains(element), "`{element}` in\n{page}");
        }
        assert!(!page.contains("\" onclick"), "an attribute is broken out of:\n{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
}

#[test]
fn a_page_fetches_nothing_and_runs_nothing() {
    let page = page(&blocked(), "en");
    for fetching in
        ["src=", "<link", "@import", "url(", "<script", "<iframe", " onclick=", " onload=", " onerror="]
    {
        let found = page
            .split('<')
            .any(|tag| tag.split('>').next().is_some_and(|tag| format!("<{tag}").contains(fetching)));
        assert!(!found, "`{fetching}` in a tag");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_message_in_another_language_than_the_page_says_so() {
    let mut verdict = blocked();
    for failure in &mut verdict.failed {
        failure.messages.retain(|said| said.language == "zh");
    }
    assert!(page(&verdict, "en").contains("<div lang=\"zh\"><p class=\"says\">"));
}
