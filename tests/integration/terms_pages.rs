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
        "<th scope=\"row\">the account</th><td>kept, then erased</td>\
         <td>1 year 6 months after <code class=\"condition\">opened</code></td><td>–</td><td><cite>Some &lt;act&gt;</cite></td>",
        "<td>1 年 6 个月 起算于 <code class=\"condition\">opened</code></td>",
    ] {
        assert!(page.contains(part), "`{part}` is not in\n{page}");
    }
    assert!(!page.contains("href=\"https://example.com@") && !page.contains("<script"), "{page}");
    assert!(terms_html(&analysis, "other").is_none());
}

const DATA: &str = "package demo
languages en, zh, de
zone UTC

account { opened: time  images: many image  posts: many post  orders: many order }
record image { uploaded: time  idle: bool }
record post { written: time }
record order { closed: time }

policy close on request {
  require old: not opened within 1d
    en \"x\" fix \"x\"
    zh \"x\" fix \"x\"
    de \"x\" fix \"x\"
  data {
    erase images where idle
    retain images for 6mo after uploaded
    keep posts anonymised leaving written law \"GDPR\"
    forfeit orders
    erase account
  }
}
";

#[test]
fn what_becomes_of_data_is_a_table_that_a_holder_can_read() {
    let analysis = analysed([("demo.policy", DATA)]);
    let page = terms_html(&analysis, "demo").unwrap_or_else(|| panic!("{:?}", analysis.diagnostics));
    let rows = |language: &str| -> Vec<String> {
        let section = page.split(&format!("<section id=\"{language}\"")).nth(1).expect("a section");
        let table = section.split("<table").nth(1).and_then(|rest| rest.split("</table>").next());
        let rows = table.expect("a table").split("<tr>").skip(1);
        // A cell of each column, without tags.
        rows.map(|row| {
            let cells = row.replace("</th>", "|").replace("</td>", "|");
            cells.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect()
        })
        .collect()
    };
    assert_eq!(
        rows("en"),
        [
            "What|What happens|How long, and from when|What for|By which law|",
            "images only where idle|erased|at once|–|–|",
            "images (all others)|kept, then erased|6 months after uploaded|–|–|",
            "posts|kept without the person|at once|–|GDPR|",
            "orders|given up by the holder|at once|–|–|",
            "the account|erased|at once|–|–|",
        ]
    );
    assert_eq!(rows("de")[2], "images (alle übrigen)|aufbewahrt, dann gelöscht|6 Monate nach uploaded|–|–|");
    assert_eq!(rows("zh")[1], "images 仅限 idle|删除|立即|–|–|");
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
