//! The page that `exeunt doc` writes of a package's terms.

use exeunt::render::terms_html;
use exeunt_testkit::files::{read, repository};
use exeunt_testkit::{analysed, exeunt, scratch};

const DEMO: &str = "package demo
languages en, zh
zone UTC

account { deposit: money EUR }

/// How an account is <closed> & gone.
policy close on request {
  require no_deposit: deposit is 0 EUR
    en \"<script>alert(1)</script> {deposit} is held\" fix \"Take & go\" link \"https://example.com@evil.example/\"
    zh \"保证金 {deposit}\" fix \"退还\" link \"https://example.com/deposit\"
  data { retain account for 1y6mo after opened law \"Some <act>\" }
}
";

#[test]
fn a_page_speaks_every_language_and_runs_nothing() {
    let analysis = analysed([(
        "demo.policy",
        DEMO.replace("deposit: money EUR }", "deposit: money EUR opened: time }"),
    )]);
    let page = terms_html(&analysis, "demo").unwrap_or_else(|| panic!("{:?}", analysis.diagnostics));
    for part in [
        "<html lang=\"en\">",
        "<section id=\"zh\" lang=\"zh\">",
        "&lt;script&gt;alert(1)&lt;/script&gt; <var>…</var> is held",
        "→ Take &amp; go",
        "How an account is &lt;closed&gt; &amp; gone.",
        "<code class=\"condition\">deposit is 0 EUR</code>",
        "<a href=\"https://example.com/deposit\">",
        "<p>https://example.com@evil.example/</p>",
        "kept, then erased: 1 year 6 months <cite>Some &lt;act&gt;</cite>",
        "保留后删除: 1 年 6 个月",
    ] {
        assert!(page.contains(part), "`{part}` is not in\n{page}");
    }
    assert!(!page.contains("href=\"https://example.com@") && !page.contains("<script"), "{page}");
    assert!(terms_html(&analysis, "other").is_none());
}

#[test]
fn every_shipped_requirement_stands_in_the_page_of_its_package_in_each_language() {
    let out = scratch!("terms");
    exeunt!(repository("")).run(format!("doc policies --out {}", out.display())).code(0);
    let page = read(out.join("taobao.html"));
    let policy = include_str!("../../policies/taobao/taobao.policy");
    let names = policy.lines().filter_map(|line| line.trim().strip_prefix("require ")?.split(':').next());
    let mut count = 0;
    for name in names {
        for language in ["zh", "en"] {
            assert!(page.contains(&format!("id=\"{language}-{name}\"")), "{name} is not in {language}");
        }
        count += 1;
    }
    assert!(count > 8);
}
