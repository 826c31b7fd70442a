//! The plan of a verdict: what is erased, what is kept and until when, and that nothing is erased on doubt.

use std::fmt::Write as _;

use exeunt::eval::{Evaluation, InapplicableReason, Plan, Verdict};
use exeunt::facts;
use exeunt::ir::{Status, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::sound;

/// The verdict on an account by a policy `close`, with what would be its plan.
fn judged(policy: &str, account: &str, now: &str) -> Verdict {
    let analysis = sound([("demo.policy".to_owned(), policy)]);
    let program = analysis.program.as_ref().expect("it compiles");
    let policy = program.policy("close").expect("it is declared");
    let read = facts::read(program, Some(policy), FileId(0), account);
    let facts = read.envelope.expect("the facts can be read").facts;
    Evaluation::new(program, policy, &facts, Timestamp::parse(now).expect("an instant"))
        .verdict_with_would_be()
}

/// A line an item.
fn written(plan: &Plan) -> Vec<String> {
    let items = plan.items.iter().map(|item| {
        let mut line = format!("{} {}", item.path, item.disposal.word());
        let instants = [("until", item.until), ("since", item.due_since), ("not before", item.not_before)];
        for (word, at) in instants {
            at.iter().for_each(|at| _ = write!(line, " {word} {at}"));
        }
        item.after_leaving.iter().for_each(|it| _ = write!(line, " for {it}"));
        for by in &item.held_by {
            _ = write!(line, " {} {}", if by.is_unknown { "perhaps held by" } else { "held by" }, by.hold);
        }
        if !item.missing.is_empty() {
            _ = write!(line, " for want of {}", item.missing.join(", "));
        }
        line
    });
    let state = if plan.is_complete { "complete" } else { "incomplete" };
    std::iter::once(state.to_owned()).chain(items).collect()
}

/// The plan of an account that is eligible.
fn plan(policy: &str, account: &str, now: &str) -> Vec<String> {
    let verdict = judged(policy, &format!("{{\"account\":{account}}}"), now);
    assert_eq!((verdict.status, verdict.would_be), (Status::Eligible, None));
    written(&verdict.plan.expect("an eligible account has a plan"))
}

const KEPT: &str = "package demo
languages en
zone UTC
account { n: int   posts: many post   orders: many order }
record post { written: time }
record order { closed: time? }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data {
    erase account
    erase posts
    retain orders for 3y after closed law \"Tax\"
  }
}
";

#[test]
fn a_period_that_is_over_is_due_for_erasure() {
    let orders = r#"{"n":1,"posts":[],"orders":[{"closed":"2020-01-01T00:00:00Z"},
        {"closed":"2024-01-01T00:00:00Z"},{"closed":null}]}"#;
    assert_eq!(
        plan(KEPT, orders, "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.posts erase",
            "account.orders[0] erase since 2023-01-01T00:00:00.000001+00:00",
            "account.orders[1] retain until 2027-01-01T00:00:00+00:00",
            "account.orders[2] retain",
            "account erase",
            "account.id retain",
        ]
    );
    // The last instant of a period belongs to it.
    for (now, last) in [
        ("2027-01-01T00:00:00Z", "account.orders[0] retain until 2027-01-01T00:00:00+00:00"),
        ("2027-01-01T00:00:00.000001Z", "account.orders[0] erase since 2027-01-01T00:00:00.000001+00:00"),
    ] {
        let order = r#"{"n":1,"posts":[],"orders":[{"closed":"2024-01-01T00:00:00Z"}]}"#;
        assert_eq!(plan(KEPT, order, now)[2], last);
    }
}

#[test]
fn only_an_account_that_is_eligible_has_a_plan() {
    let cooling = KEPT
        .replace("record post", "request { made: time }\nrecord post")
        .replace("  data {", "  grace 15d after request.made\n  data {");
    let facts = |n: &str| {
        format!(
            r#"{{"account":{{"n":{n},"posts":[],"orders":[]}},"request":{{"made":"2026-06-01T00:00:00Z"}}}}"#
        )
    };
    let applies = cooling.replace("  require", "  when n < 9\n  require");
    let cases = [
        (&cooling, "1", "2026-06-05T00:00:00Z", Status::Cooling),
        (&cooling, "0", "2026-06-05T00:00:00Z", Status::Blocked),
        (&cooling, "null", "2026-06-05T00:00:00Z", Status::Undetermined),
        (&applies, "9", "2026-07-01T00:00:00Z", Status::Inapplicable),
    ];
    for (policy, n, now, status) in cases {
        let verdict = judged(policy, &facts(n), now);
        assert_eq!((verdict.status, &verdict.plan), (status, &None));
        let would_be = verdict.would_be.as_ref().expect("it was asked for");
        assert_eq!(written(would_be), ["complete", "account.posts erase", "account erase"]);
        let json = verdict.to_json(None).expect("JSON");
        assert!(json.contains("\"plan\":null") && json.contains("\"would_be\":{"), "{json}");
    }
    let verdict = judged(&cooling, &facts("1"), "2026-07-01T00:00:00Z");
    assert_eq!((verdict.status, verdict.would_be), (Status::Eligible, None));
    assert!(verdict.plan.is_some());
}

#[test]
fn a_policy_that_says_nothing_of_data_has_no_plan() {
    let silent = "package demo\nlanguages en\naccount { n: int }\npolicy close on request {
      require positive: n > 0  en \"x\" fix \"x\"\n}\n";
    for n in ["1", "0"] {
        let verdict = judged(silent, &format!("{{\"account\":{{\"n\":{n}}}}}"), "2026-06-01T00:00:00Z");
        assert_eq!((verdict.plan, verdict.would_be), (None, None));
    }
}

#[test]
fn an_unknown_collection_is_one_row_and_keeps_the_account() {
    for orders in ["", r#","orders":null"#] {
        assert_eq!(
            plan(KEPT, &format!("{{\"n\":1{orders}}}"), "2026-06-01T00:00:00Z"),
            [
                "incomplete",
                // This line does not look at elements.
                "account.posts erase",
                "account.orders undetermined for want of account.orders",
                "account undetermined for want of account.orders",
            ]
        );
    }
}

#[test]
fn an_unknown_start_leaves_the_element_undetermined() {
    assert_eq!(
        plan(KEPT, r#"{"n":1,"posts":[],"orders":[{}]}"#, "2026-06-01T00:00:00Z"),
        ["complete", "account.posts erase", "account.orders[0] retain", "account erase", "account.id retain"]
    );
    let required = KEPT.replace("closed: time?", "closed: time");
    assert_eq!(
        plan(&required, r#"{"n":1,"posts":[],"orders":[{}]}"#, "2026-06-01T00:00:00Z"),
        [
            "incomplete",
            "account.posts erase",
            "account.orders[0] undetermined for want of account.orders[0].closed",
            // The fact is one of the order, which stays.
            "account erase",
            "account.id retain",
        ]
    );
}

#[test]
fn an_unknown_length_leaves_elements_and_the_account_undetermined() {
    let by_kind = KEPT
        .replace("n: int", "n: int   kind: one of free, paid")
        .replace("for 3y after", "for (case kind { free: 1y   paid: 3y }) after");
    assert_eq!(
        plan(
            &by_kind,
            r#"{"n":1,"posts":[],"orders":[{"closed":"2024-01-01T00:00:00Z"}]}"#,
            "2026-06-01T00:00:00Z"
        ),
        [
            "incomplete",
            "account.posts erase",
            "account.orders[0] undetermined for want of account.kind",
            "account undetermined for want of account.kind",
        ]
    );
}

#[test]
fn rows_are_decided_by_the_text_and_not_by_the_facts() {
    let order = r#"{"closed":"2024-01-01T00:00:00Z"}"#;
    let alike = plan(
        KEPT,
        &format!("{{\"n\":1,\"posts\":[{{}}],\"orders\":[{order},{order}]}}"),
        "2026-06-01T00:00:00Z",
    );
    let until = "retain until 2027-01-01T00:00:00+00:00";
    assert_eq!(
        alike,
        [
            "complete",
            "account.posts erase",
            &format!("account.orders[0] {until}"),
            &format!("account.orders[1] {until}"),
            "account erase",
            &format!("account.id {until}"),
        ]
    );
    // A period that begins with a fact of the account is the same for all: one row, whatever there is.
    let by_account =
        KEPT.replace("n: int", "n: int   closed_at: time").replace("after closed law", "after closed_at law");
    for orders in ["null", "[]", "[{},{}]"] {
        let account =
            format!("{{\"n\":1,\"closed_at\":\"2024-01-01T00:00:00Z\",\"posts\":[],\"orders\":{orders}}}");
        assert_eq!(plan(&by_account, &account, "2026-06-01T00:00:00Z")[2], format!("account.orders {until}"));
    }
}

#[test]
fn a_collection_without_elements_has_nothing_to_keep() {
    let none = plan(KEPT, r#"{"n":1,"posts":[],"orders":[]}"#, "2026-06-01T00:00:00Z");
    assert_eq!(none, ["complete", "account.posts erase", "account erase"]);
}

#[test]
fn data_have_no_end_beyond_the_last_day_of_the_calendar() {
    let order = r#"{"n":1,"posts":[],"orders":[{"closed":"2026-01-01T00:00:00Z"}]}"#;
    let rows = plan(&KEPT.replace("3y", "9000y"), order, "2026-06-01T00:00:00Z");
    assert_eq!(rows[2], "account.orders[0] retain");
}

#[test]
fn the_id_outlives_an_account_that_goes_before_its_data() {
    let account = KEPT
        .replace("n: int", "n: int   closed_at: time")
        .replace("erase account\n", "retain account for 1y after closed_at\n");
    let orders = r#"{"n":1,"closed_at":"2026-01-01T00:00:00Z","posts":[],"orders":[{"closed":"2026-01-01T00:00:00Z"}]}"#;
    assert_eq!(
        plan(&account, orders, "2026-06-01T00:00:00Z")[2..],
        [
            "account.orders[0] retain until 2029-01-01T00:00:00+00:00",
            "account retain until 2027-01-01T00:00:00+00:00",
            "account.id retain until 2029-01-01T00:00:00+00:00",
        ]
    );
    let longer = account.replace("for 1y after closed_at", "for 4y after closed_at");
    assert_eq!(plan(&longer, orders, "2026-06-01T00:00:00Z").len(), 4, "the id goes with the account");
}

const NESTED: &str = "package demo
languages en
zone UTC
outcomes { close leaves  suspend }
account { n: int   profile: profile?   orders: many order }
record profile { pictures: many picture }
record picture { taken: time }
record order { closed: time   items: many item   notes: many note }
record item { sent: time }
record note { written: time }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data {
    erase account
    retain profile.pictures for 1y after taken
    retain orders for 3y after closed
    retain orders.items for 1y after closed
    erase orders.notes
  }
}
";

#[test]
fn collections_in_records_and_in_elements_are_placed() {
    let account = r#"{"n":1,"profile":{"pictures":[{"taken":"2026-01-01T00:00:00Z"}]},"orders":[
        {"closed":"2026-01-01T00:00:00Z","items":[{},{}],"notes":[{}]},
        {"closed":"2024-01-01T00:00:00Z","items":[{}],"notes":[]},
        {"closed":"2026-01-01T00:00:00Z","items":null,"notes":[]}]}"#;
    let until = |year| format!("retain until {year}-01-01T00:00:00+00:00");
    assert_eq!(
        plan(NESTED, account, "2026-06-01T00:00:00Z"),
        [
            "incomplete",
            &format!("account.profile.pictures[0] {}", until(2027)),
            &format!("account.orders[0] {}", until(2029)),
            &format!("account.orders[1] {}", until(2027)),
            &format!("account.orders[2] {}", until(2029)),
            &format!("account.orders[0].items[0] {}", until(2027)),
            &format!("account.orders[0].items[1] {}", until(2027)),
            "account.orders[1].items[0] erase since 2025-01-01T00:00:00.000001+00:00",
            // The items of this order are unknown, and the order itself is kept.
            "account.orders[2].items undetermined for want of account.orders[2].items",
            "account.orders.notes erase",
            "account erase",
            "account.id retain",
        ]
    );
}

#[test]
fn a_record_that_is_absent_holds_nothing_and_one_that_is_unknown_keeps_the_account() {
    let account = |profile: &str| format!("{{\"n\":1,\"profile\":{profile},\"orders\":[]}}");
    let now = "2026-06-01T00:00:00Z";
    assert_eq!(
        plan(NESTED, &account("null"), now),
        ["complete", "account.orders.notes erase", "account erase"]
    );
    assert_eq!(
        plan(&NESTED.replace("profile?", "profile"), r#"{"n":1,"orders":[]}"#, now),
        [
            "incomplete",
            "account.profile.pictures undetermined for want of account.profile",
            "account.orders.notes erase",
            "account undetermined for want of account.profile",
        ]
    );
}

#[test]
fn an_account_that_stays_is_kept_with_what_is_not_named() {
    let stays = NESTED
        .replace("    erase account\n", "    keep account\n")
        .replace("    erase orders.notes\n  }", "    erase orders.notes\n  }\n  outcome suspend")
        .replace("    retain orders for 3y after closed\n", "");
    let account =
        r#"{"n":1,"profile":null,"orders":[{"closed":"2026-01-01T00:00:00Z","items":[{}],"notes":[]}]}"#;
    assert_eq!(
        plan(&stays, account, "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.orders[0].items[0] retain until 2027-01-01T00:00:00+00:00",
            "account.orders.notes erase",
            "account keep",
        ]
    );
    let silent = stays.replace("    keep account\n", "");
    assert_eq!(plan(&silent, account, "2026-06-01T00:00:00Z").len(), 3, "the account has no row");
}

#[test]
fn an_account_of_another_package_has_a_plan_of_its_own() {
    let shop = "package shop\nlanguages en\naccount { orders: many order }\nrecord order { at: time }\n";
    let demo = "package demo\nlanguages en\nuse shop
account { n: int   store: shop.account   stores: many shop.account }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data { erase account }
}
";
    let analysis = sound([("shop.policy".to_owned(), shop), ("demo.policy".to_owned(), demo)]);
    let program = analysis.program.as_ref().expect("it compiles");
    let policy = program.policy("demo.close").expect("it is declared");
    let account = r#"{"account":{"n":1,"store":{"orders":[{}]},"stores":[]}}"#;
    let facts = facts::read(program, Some(policy), FileId(0), account).envelope.expect("sound").facts;
    let verdict = Evaluation::new(program, policy, &facts, Timestamp::UNIX_EPOCH).verdict();
    assert_eq!(written(&verdict.plan.expect("a plan")), ["complete", "account erase"]);
}

const LEFT: &str = "package demo
languages en
zone UTC
account { n: int   closed_at: time?   erased_at: time?   left by erased_at, closed_at }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data { erase account }
}
";

#[test]
fn no_policy_applies_to_an_account_that_has_left() {
    let now = "2026-06-01T00:00:00Z";
    let account =
        |closed: &str| format!("{{\"account\":{{\"n\":1,\"closed_at\":{closed},\"erased_at\":null}}}}");
    let there = judged(LEFT, &account("null"), now);
    assert_eq!((there.status, there.inapplicable), (Status::Eligible, None));
    let gone = judged(LEFT, &account("\"2026-01-01T00:00:00Z\""), now);
    assert_eq!((gone.status, &gone.plan), (Status::Inapplicable, &None));
    let Some(InapplicableReason::Left(since)) = &gone.inapplicable else { panic!("{:?}", gone.inapplicable) };
    assert_eq!(since.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["account.closed_at"]);
    assert!(gone.display("en").to_string().contains("The account has left already."));
    assert!(gone.to_json(None).expect("JSON").contains("\"inapplicable\":{\"left\":["));
}

const SUSPENDS: &str = "
package demo  languages en  zone UTC  outcomes { suspend  erase leaves }
account { n: int   suspended_at: time?   erased_at: time?   left by erased_at }
policy close on sweep { when n > 0  otherwise nothing is asked  outcome suspend sets suspended_at }
policy erase on sweep { when n > 0  otherwise nothing is asked  outcome erase sets erased_at  data { erase account } }
";

#[test]
fn no_policy_applies_to_an_account_for_which_it_has_been_carried_out() {
    let now = "2026-06-01T00:00:00Z";
    let account = |suspended: &str| {
        format!("{{\"account\":{{\"n\":1,\"suspended_at\":{suspended},\"erased_at\":null}}}}")
    };
    let due = judged(SUSPENDS, &account("null"), now);
    assert_eq!((due.status, due.sets.as_deref()), (Status::Eligible, Some("account.suspended_at")));
    assert!(due.to_json(None).expect("JSON").contains("\"sets\":\"account.suspended_at\""));
    assert!(due.display("en").to_string().contains("sets account.suspended_at to that instant"));
    let done = judged(SUSPENDS, &account("\"2026-01-01T00:00:00Z\""), now);
    assert_eq!((done.status, &done.sets), (Status::Inapplicable, &None));
    let Some(InapplicableReason::Done(since)) = &done.inapplicable else { panic!("{:?}", done.inapplicable) };
    assert_eq!(since.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["account.suspended_at"]);
    assert!(done.display("en").to_string().contains("This has been done already."));
    assert!(done.to_json(None).expect("JSON").contains("\"inapplicable\":{\"done\":["));
}

/// The plan of an account with lines for it, its posts and its log.
fn leaving(lines: &str) -> Vec<String> {
    let policy = LEFT
        .replace("n: int ", "n: int  posts: many post  log: many entry ")
        .replace("data { erase account }", &format!("data {{ {lines} }}"));
    let policy = format!("{policy}record post {{ written: time }}\nrecord entry {{ page: text }}\n");
    let account = r#"{"n":1,"closed_at":null,"erased_at":null,"posts":[{"written":"2026-05-01T00:00:00Z"}],
        "log":[{"page":"a"}]}"#;
    plan(&policy, account, "2026-06-01T00:00:00Z")
}

#[test]
fn what_is_kept_after_leaving_has_a_length_and_no_instant() {
    assert_eq!(
        leaving("erase account, posts  retain log for 90d after leaving"),
        [
            "complete",
            "account.posts erase",
            "account.log retain for 90d after leaving",
            "account erase",
            "account.id retain for 90d after leaving",
        ]
    );
    // Whether a year after it was written or 90 days after leaving is later is known once the account has left.
    assert_eq!(
        leaving("erase account  retain posts for 1y after written  retain log for 90d after leaving"),
        [
            "complete",
            "account.posts[0] retain until 2027-05-01T00:00:00+00:00",
            "account.log retain for 90d after leaving",
            "account erase",
            "account.id retain for after leaving",
        ]
    );
    assert_eq!(
        leaving("retain account for 1y after leaving  erase log  retain posts for 90d after leaving"),
        [
            "complete",
            "account.log erase",
            "account.posts retain for 90d after leaving",
            "account retain for 1y after leaving",
            "account.id retain for 90d after leaving",
        ]
    );
}

#[test]
fn a_period_after_leaving_is_a_for_in_json() {
    let policy = LEFT.replace("erase account", "retain account for 1y6mo after leaving only for \"tax\"");
    let account = r#"{"account":{"n":1,"closed_at":null,"erased_at":null}}"#;
    let json = judged(&policy, account, "2026-06-01T00:00:00Z").to_json(None).expect("JSON");
    assert!(
        json.contains(r#""disposal":"retain","until":null,"for":"1y6mo after leaving","due_since":null"#),
        "{json}"
    );
    let page = judged(&policy, account, "2026-06-01T00:00:00Z").display("de").to_string();
    // The policy has no German, and a page is in one language.
    assert!(page.contains("for 1 year 6 months after leaving  only for: tax"), "{page}");
    assert!(json.contains(r#""purpose":"tax""#), "{json}");
}

#[test]
fn what_another_collection_keeps_is_kept_for_its_purpose() {
    let policy = "package demo
languages en
zone UTC
account { n: int   images: many image   pinned: many image   evidence: many image }
record image { id: int key   uploaded: date }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data {
    erase account, images
    retain pinned for 1y after uploaded only for \"tax\"
    retain evidence for 1y after uploaded only for \"claims\"
  }
}
";
    let purposes = |pinned: &str, evidence: &str| -> Vec<(String, Option<String>)> {
        let image = "{\"id\":1,\"uploaded\":\"2026-05-01\"}";
        let account = format!(
            "{{\"account\":{{\"n\":1,\"images\":[{image}],\"pinned\":[{pinned}],\"evidence\":[{evidence}]}}}}"
        );
        let plan = judged(policy, &account, "2026-06-01T00:00:00Z").plan.expect("a plan");
        let of_elements = plan.items.into_iter().filter(|item| item.collection != "account");
        of_elements.filter(|item| item.key.is_some()).map(|item| (item.collection, item.purpose)).collect()
    };
    let said = |collection: &str, purpose: &str| {
        (format!("account.{collection}"), Some(purpose.to_owned()).filter(|it| !it.is_empty()))
    };
    let image = "{\"id\":1,\"uploaded\":\"2026-05-01\"}";
    assert_eq!(purposes(image, ""), [said("images", "tax"), said("pinned", "tax")]);
    // For which of two is not said.
    let both = [said("images", ""), said("pinned", "tax"), said("evidence", "claims")];
    assert_eq!(purposes(image, image), both);
    assert_eq!(purposes("", ""), [said("images", "")]);
}

const BY_CONDITION: &str = "package demo
languages en
zone UTC
account { n: int   held: bool   images: many image }
record image { idle: bool   seen: time?   uploaded: time }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data {
    erase account
    erase images where idle law \"A\"
    keep images anonymised removing uploaded leaving idle, seen where seen more than 1y ago law \"B\"
    retain images for 6mo after uploaded law \"C\"
  }
}
";

fn images(images: &str, now: &str) -> Vec<String> {
    plan(BY_CONDITION, &format!("{{\"n\":1,\"held\":false,\"images\":[{images}]}}"), now)
}

#[test]
fn the_first_line_that_holds_decides() {
    let uploaded = "\"uploaded\":\"2026-05-01T00:00:00Z\"";
    let all = [
        format!("{{\"idle\":true,\"seen\":null,{uploaded}}}"),
        format!("{{\"idle\":false,\"seen\":\"2020-01-01T00:00:00Z\",{uploaded}}}"),
        format!("{{\"idle\":false,\"seen\":null,{uploaded}}}"),
        // What is kept until its period ends is without its holder before, where it is no longer looked at.
        format!("{{\"idle\":false,\"seen\":\"2025-08-01T00:00:00Z\",{uploaded}}}"),
    ];
    assert_eq!(
        images(&all.join(","), "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.images[0] erase",
            "account.images[1] anonymise since 2021-01-01T00:00:00.000001+00:00",
            "account.images[2] retain until 2026-11-01T00:00:00+00:00",
            "account.images[3] retain until 2026-08-01T00:00:00+00:00",
            "account erase",
            "account.id retain until 2026-11-01T00:00:00+00:00",
        ]
    );
    let facts = format!("{{\"account\":{{\"n\":1,\"held\":false,\"images\":[{}]}}}}", all.join(","));
    let verdict = judged(BY_CONDITION, &facts, "2026-06-01T00:00:00Z");
    let items = verdict.plan.expect("a plan").items;
    let clauses: Vec<String> = items.iter().map(|item| item.clauses.join(" ")).collect();
    assert_eq!(clauses, ["images#1", "images#2", "images#3", "images#3", "account#1", ""]);
    let then: Vec<_> = items[3].then.iter().map(|step| (step.from.to_string(), step.disposal)).collect();
    assert_eq!(then, [("2026-08-01T00:00:00.000001+00:00".to_owned(), exeunt::ir::DisposalKind::Anonymise)]);
    let laws: Vec<_> = items.iter().map(|item| item.law.as_deref().unwrap_or("")).collect();
    assert_eq!(laws, ["A", "B", "C", "C", "", ""]);
}

#[test]
fn lines_of_which_it_is_unknown_whether_they_hold_have_to_agree() {
    let at = "2026-06-01T00:00:00Z";
    // Whether it is idle is unknown: it goes now, or at the end of its period.
    let unknown = "{\"seen\":null,\"uploaded\":\"2026-05-01T00:00:00Z\"}";
    assert_eq!(
        images(unknown, at)[..3],
        ["incomplete", "account.images[0] undetermined for want of account.images[0].idle", "account erase"]
    );
    let facts = format!("{{\"account\":{{\"n\":1,\"held\":false,\"images\":[{unknown}]}}}}");
    let items = judged(BY_CONDITION, &facts, at).plan.expect("a plan").items;
    assert_eq!(items[0].clauses, ["images#1", "images#3"]);
    assert_eq!((&items[0].law, &items[0].row_laws), (&None, &vec!["A".to_owned(), "C".to_owned()]));
    let shorter =
        BY_CONDITION.replace("erase images where idle", "retain images for 1mo after uploaded where idle");
    let account = |uploaded: &str| {
        format!("{{\"n\":1,\"held\":false,\"images\":[{{\"seen\":null,\"uploaded\":\"{uploaded}\"}}]}}")
    };
    assert_eq!(
        plan(&shorter, &account("2026-05-20T00:00:00Z"), at)[1],
        "account.images[0] undetermined not before 2026-06-20T00:00:00.000001+00:00 for want of account.images[0].idle"
    );
    let alike =
        BY_CONDITION.replace("erase images where idle", "retain images for 6mo after uploaded where idle");
    assert_eq!(
        plan(&alike, &account("2026-05-20T00:00:00Z"), at)[1],
        "account.images[0] retain until 2026-11-20T00:00:00+00:00"
    );
}

#[test]
fn a_condition_of_the_account_is_for_the_whole_collection() {
    let by_account = BY_CONDITION
        .replace("where idle", "where held")
        .replace("    keep images anonymised removing uploaded leaving idle, seen where seen more than 1y ago law \"B\"\n", "")
        .replace("retain images for 6mo after uploaded", "forfeit images");
    let account = |held: &str| format!("{{\"n\":1,\"held\":{held},\"images\":[{{}},{{}}]}}");
    let now = "2026-06-01T00:00:00Z";
    assert_eq!(plan(&by_account, &account("true"), now)[1], "account.images erase");
    assert_eq!(plan(&by_account, &account("false"), now)[1], "account.images forfeit");
    assert_eq!(
        plan(&by_account, &account("null"), now),
        [
            "incomplete",
            "account.images undetermined for want of account.held",
            "account undetermined for want of account.held",
        ]
    );
}

const HELD: &str = "package demo
languages en
zone UTC
account { n: int   sued: bool   posts: many post   orders: many order   cases: many legal_case }
record post { written: time }
record order { closed: time?  disputed: bool  items: many item }
record item { paid: bool }
record legal_case { open: bool  filed: time }
policy close on request {
  require positive: n > 0  en \"x\" fix \"x\"
  data {
    erase account
    forfeit posts
    retain orders for 3y after closed
    forfeit orders.items where paid
    erase orders.items
    hold trial: some legal_case where open on posts, orders law \"ZPO\"
    hold suit: sued on orders where disputed
  }
}
";

fn held(rest: &str, now: &str) -> Vec<String> {
    plan(HELD, &format!("{{\"n\":1,\"posts\":[],{rest}}}"), now)
}

/// An order that is over, one that is not, and what they hold.
const ORDERS: &str = r#""orders":[
    {"closed":"2020-01-01T00:00:00Z","disputed":true,"items":[{"paid":true}]},
    {"closed":"2025-01-01T00:00:00Z","disputed":false,"items":[{"paid":false}]}]"#;

#[test]
fn a_hold_that_is_false_changes_nothing() {
    assert_eq!(
        held(&format!("\"sued\":false,\"cases\":[],{ORDERS}"), "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.posts forfeit",
            "account.orders[0] erase since 2023-01-01T00:00:00.000001+00:00",
            "account.orders[1] retain until 2028-01-01T00:00:00+00:00",
            "account.orders[0].items[0] forfeit",
            "account.orders[1].items[0] erase",
            "account.cases retain until 2028-01-01T00:00:00+00:00",
            "account erase",
            "account.id retain until 2028-01-01T00:00:00+00:00",
        ]
    );
}

#[test]
fn a_hold_keeps_what_would_go_with_what_it_holds() {
    let cases = r#""sued":false,"cases":[{"open":true,"filed":"2026-05-01T00:00:00Z"}]"#;
    assert_eq!(
        held(&format!("{cases},{ORDERS}"), "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.posts held held by trial",
            "account.orders[0] held held by trial",
            "account.orders[1] retain held by trial",
            "account.orders[0].items[0] held held by trial",
            "account.orders[1].items[0] held held by trial",
            "account.cases retain",
            "account erase",
            "account.id retain",
        ]
    );
}

#[test]
fn a_hold_of_some_elements_keeps_these_alone() {
    assert_eq!(
        held(&format!("\"sued\":true,\"cases\":[],{ORDERS}"), "2026-06-01T00:00:00Z"),
        [
            "complete",
            "account.posts forfeit",
            "account.orders[0] held held by suit",
            "account.orders[1] retain until 2028-01-01T00:00:00+00:00",
            "account.orders[0].items[0] held held by suit",
            "account.orders[1].items[0] erase",
            "account.cases retain",
            "account erase",
            "account.id retain",
        ]
    );
}

#[test]
fn a_hold_that_is_unknown_keeps_and_says_what_is_missing() {
    let unknown = r#""cases":[],"orders":[{"closed":"2020-01-01T00:00:00Z","disputed":true,"items":[]}]"#;
    assert_eq!(
        held(unknown, "2026-06-01T00:00:00Z"),
        [
            "incomplete",
            "account.posts forfeit",
            "account.orders[0] held perhaps held by suit for want of account.sued",
            "account.cases retain",
            // Once the account is gone, nobody can look it up.
            "account undetermined for want of account.sued",
        ]
    );
    let everything = HELD.replace("on posts, orders law", "on everything law");
    let account = r#"{"n":1,"sued":false,"posts":[],"orders":[]}"#;
    assert_eq!(
        plan(&everything, account, "2026-06-01T00:00:00Z"),
        [
            "incomplete",
            "account.posts held perhaps held by trial for want of account.cases",
            "account.cases retain",
            "account held perhaps held by trial for want of account.cases",
        ]
    );
}

#[test]
fn what_a_hold_reads_goes_where_nothing_that_it_is_on_stays() {
    assert_eq!(
        held(r#""sued":false,"cases":[],"orders":[]"#, "2026-06-01T00:00:00Z"),
        ["complete", "account.posts forfeit", "account.cases erase", "account erase"]
    );
}

#[test]
fn after_release_data_are_due_since_the_end_of_the_period_or_of_the_hold() {
    let released = HELD.replace("where open on", "where filed within 30d on");
    let of = |closed: &str, now: &str| {
        let account = format!(
            r#"{{"n":1,"sued":false,"posts":[],"cases":[{{"open":false,"filed":"2026-05-01T00:00:00Z"}}],
                "orders":[{{"closed":"{closed}","disputed":false,"items":[]}}]}}"#
        );
        plan(&released, &account, now)[2].clone()
    };
    // The hold ends after the period, and then before it.
    assert_eq!(
        of("2020-01-01T00:00:00Z", "2026-05-15T00:00:00Z"),
        "account.orders[0] held until 2026-05-31T00:00:00+00:00 held by trial"
    );
    assert_eq!(
        of("2020-01-01T00:00:00Z", "2026-06-15T00:00:00Z"),
        "account.orders[0] erase since 2026-05-31T00:00:00.000001+00:00"
    );
    assert_eq!(
        of("2023-06-10T00:00:00Z", "2026-05-15T00:00:00Z"),
        "account.orders[0] retain until 2026-06-10T00:00:00+00:00 held by trial"
    );
    assert_eq!(
        of("2023-06-10T00:00:00Z", "2026-06-15T00:00:00Z"),
        "account.orders[0] erase since 2026-06-10T00:00:00.000001+00:00"
    );
}
