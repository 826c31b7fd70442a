//! Notices in everything that reads programs: verdicts, built programs, differences, pages of terms, mutants, and day by day.

use exeunt::compare::{Change, Effect, Part, compare};
use exeunt::eval::{NoticeStanding, Verdict, evaluate};
use exeunt::facts;
use exeunt::ir::{NoticeState, Program, Status, Timestamp, verify};
use exeunt::render::terms_html;
use exeunt::source::FileId;
use exeunt::suite::mutation::Mutants;
use exeunt::syntax::format;
use exeunt_testkit::policies::program;
use exeunt_testkit::sound;
use serde_json::{Value as Json, json};

const POLICY: &str = r#"package demo
languages en, de
zone UTC

outcomes { suspend }

account { last_used: time  told: many notice  open: bool  suspended_at: time? }
record notice { kind: one of first, last  sent: time }

policy suspend on sweep {
  when last_used at least 12mo ago
  notify first: 90d before counted since last_used shown by told where kind is first
    en "Your account will be suspended on {due}"
    de "Ihr Konto wird am {due} gesperrt"
    law "terms, 4"
  notify last: 7d before counted since last_used shown by told where kind is last
    en "Last notice: {due}"
    de "Letzte Mitteilung: {due}"
  require settled: not open
    en "Something is open" fix "Settle it"
    de "Etwas ist offen" fix "Begleichen"
  outcome suspend sets suspended_at
}
"#;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

fn account(last_used: &str, told: &[(&str, &str)]) -> Json {
    let told: Vec<Json> = told.iter().map(|(kind, sent)| json!({ "kind": kind, "sent": sent })).collect();
    json!({ "last_used": last_used, "told": told, "open": false, "suspended_at": null })
}

fn judged_by(text: &str, account: &Json, now: Timestamp) -> Verdict {
    let program = program(text);
    let policy = program.policy("suspend").expect("it is declared");
    let text = json!({ "account": account }).to_string();
    let read = facts::read(&program, Some(policy), FileId(0), &text);
    let envelope = read.envelope.expect("sound");
    evaluate(&program, policy, &envelope.facts, now)
}

fn judged(account: &Json, now: &str) -> Verdict {
    judged_by(POLICY, account, at(now))
}

fn standing(notice: &NoticeStanding) -> (NoticeState, Option<Timestamp>, Option<Timestamp>) {
    (notice.state, notice.due, notice.sent)
}

const USED: &str = "2025-01-01T00:00:00Z";

#[test]
fn notices_are_announced_before_the_policy_applies() {
    let verdict = judged(&account(USED, &[]), "2025-06-01T00:00Z");
    assert_eq!((verdict.status, verdict.acts_at), (Status::Inapplicable, Some(at("2026-01-01T00:00Z"))));
    let [first, last] = verdict.notices.as_slice() else { panic!("{:?}", verdict.notices) };
    assert_eq!(standing(first), (NoticeState::Missing, Some(at("2025-10-03T00:00Z")), None));
    assert_eq!(standing(last), (NoticeState::Missing, Some(at("2025-12-25T00:00Z")), None));
    assert_eq!(first.messages[0].text, "Your account will be suspended on 2026-01-01 00:00");
    assert_eq!(first.law.as_deref(), Some("terms, 4"));
    // If no fact changes, it waits for ever.
    assert!(verdict.is_never_eligible());
}

#[test]
fn a_notice_that_was_not_sent_delays_the_act_and_the_notices_behind_it() {
    let verdict = judged(&account(USED, &[]), "2026-02-01T00:00Z");
    assert_eq!((verdict.status, verdict.acts_at), (Status::Blocked, Some(at("2026-05-02T00:00Z"))));
    let names: Vec<&str> = verdict.failed.iter().map(|it| it.requirement.as_str()).collect();
    assert_eq!(names, ["first", "last"]);
    assert_eq!(verdict.failed[0].messages[0].text, "Your account will be suspended on 2026-05-02 00:00");
    assert_eq!(verdict.notices[0].due, Some(at("2025-10-03T00:00Z")));
    assert_eq!(verdict.notices[1].due, Some(at("2026-04-25T00:00Z")));
}

#[test]
fn a_notice_that_is_young_blocks_until_it_is_not() {
    let told = [("first", "2025-10-03T00:00:00Z"), ("last", "2025-12-26T00:00:00Z")];
    let verdict = judged(&account(USED, &told), "2026-01-01T00:00Z");
    assert_eq!((verdict.status, verdict.acts_at), (Status::Blocked, Some(at("2026-01-02T00:00Z"))));
    let [first, last] = verdict.notices.as_slice() else { panic!("{:?}", verdict.notices) };
    assert_eq!((first.state, last.state), (NoticeState::Counts, NoticeState::Young));
    assert_eq!(verdict.eligible_after, Some(at("2026-01-01T23:59:59.999999Z")));
    let verdict = judged(&account(USED, &told), "2026-01-02T00:00Z");
    assert_eq!((verdict.status, verdict.acts_at), (Status::Eligible, Some(at("2026-01-02T00:00Z"))));
}

#[test]
fn what_was_sent_before_it_is_counted_does_not_count() {
    let told = [("first", USED), ("last", "2024-06-01T00:00:00Z")];
    let verdict = judged(&account(USED, &told), "2026-02-01T00:00Z");
    let states: Vec<NoticeState> = verdict.notices.iter().map(|it| it.state).collect();
    assert_eq!(states, [NoticeState::BeforeCountedSince, NoticeState::BeforeCountedSince]);
    assert_eq!(verdict.notices[0].sent, Some(at(USED)));
    let told = [("first", "2025-01-01T00:00:00.000001Z"), ("last", "2025-01-01T00:00:00.000001Z")];
    assert_eq!(judged(&account(USED, &told), "2026-02-01T00:00Z").status, Status::Eligible);
}

#[test]
fn no_notice_is_due_of_an_act_that_does_not_come() {
    let mut facts = account(USED, &[]);
    facts["open"] = json!(true);
    let verdict = judged(&facts, "2026-02-01T00:00Z");
    assert_eq!(verdict.acts_at, None);
    assert!(verdict.notices.iter().all(|it| it.due.is_none() && it.missing.is_empty()));
}

#[test]
fn what_is_unknown_leaves_it_undetermined() {
    let mut facts = account(USED, &[]);
    facts.as_object_mut().expect("an object").remove("open");
    let verdict = judged(&facts, "2026-02-01T00:00Z");
    assert_eq!(verdict.acts_at, None);
    assert!(verdict.notices.iter().all(|it| it.due.is_none() && it.missing == ["account.open"]));

    let mut facts = account(USED, &[]);
    facts.as_object_mut().expect("an object").remove("told");
    let verdict = judged(&facts, "2026-02-01T00:00Z");
    assert_eq!((verdict.status, verdict.acts_at), (Status::Undetermined, None));
    let [first, last] = verdict.notices.as_slice() else { panic!("{:?}", verdict.notices) };
    assert_eq!((first.state, last.state), (NoticeState::Unknown, NoticeState::Unknown));
    assert_eq!(first.missing, ["account.told"]);

    let mut facts = account(USED, &[]);
    facts.as_object_mut().expect("an object").remove("last_used");
    let verdict = judged(&facts, "2026-02-01T00:00Z");
    assert_eq!(verdict.acts_at, None);
    assert!(verdict.notices.iter().all(|it| it.missing == ["account.last_used"]));
}

/// With an upper bound on the first notice.
fn bounded() -> String {
    POLICY.replace("first: 90d before", "first: 90d to 120d before")
}

#[test]
fn a_notice_with_an_upper_bound_lapses() {
    let told = [("first", "2025-10-01T00:00:00Z"), ("last", "2025-12-01T00:00:00Z")];
    let facts = account(USED, &told);
    assert_eq!(judged_by(&bounded(), &facts, at("2026-01-29T00:00Z")).status, Status::Eligible);
    let verdict = judged_by(&bounded(), &facts, at("2026-01-29T00:00:00.000001Z"));
    assert_eq!((verdict.status, verdict.notices[0].state), (Status::Blocked, NoticeState::Old));
    // It is sent anew, and the act comes 90 days later.
    assert_eq!(verdict.acts_at, Some(at("2026-04-29T00:00:00.000001Z")));
    // Two years ahead is too early.
    let told = [("first", "2025-01-01T00:00:00.000001Z"), ("last", "2025-01-01T00:00:00.000001Z")];
    let verdict = judged_by(&bounded(), &account(USED, &told), at("2025-06-01T00:00Z"));
    assert_eq!(verdict.notices[0].due, Some(at("2025-10-03T00:00Z")));
    assert_eq!(verdict.acts_at, Some(at("2026-01-01T00:00Z")));
}

#[test]
fn a_break_does_not_spoil_what_was_sent() {
    // A subscription keeps the account for a while, after all notices were sent.
    let text = POLICY.replace("open: bool", "open: bool  paid_until: time").replace(
        "require settled: not open",
        "require unpaid: paid_until before now\n    en \"Paid\" fix \"-\"\n    de \"Bezahlt\" fix \"-\"\n  require settled: not open",
    );
    let told = [("first", "2025-10-01T00:00:00Z"), ("last", "2025-12-01T00:00:00Z")];
    let mut facts = account(USED, &told);
    facts["paid_until"] = json!("2026-03-01T00:00:00Z");
    let verdict = judged_by(&text, &facts, at("2026-02-01T00:00Z"));
    assert_eq!(verdict.acts_at, Some(at("2026-03-01T00:00:00.000001Z")));
    assert_eq!(verdict.notices[0].state, NoticeState::Counts);
}

/// Steps from one instant at which something is to be done to the next, and sends each notice when it is due, or so much later.
fn act_of(text: &str, late: i64, start: &str) -> (Timestamp, Vec<(String, Timestamp)>) {
    let mut told: Vec<(String, Timestamp)> = Vec::new();
    let mut now = at(start);
    for _ in 0..10 {
        let sent: Vec<(String, String)> =
            told.iter().map(|(kind, sent)| (kind.clone(), sent.to_string())).collect();
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(kind, sent)| (kind.as_str(), sent.as_str())).collect();
        let verdict = judged_by(text, &account(USED, &sent), now);
        if verdict.status == Status::Eligible {
            return (now, told);
        }
        let unsent = |it: &&NoticeStanding| !matches!(it.state, NoticeState::Counts | NoticeState::Young);
        let due = verdict.notices.iter().filter(unsent).filter_map(|it| Some((it.due?, it.notice.clone())));
        let next = due.min();
        let acts = verdict.acts_at.expect("it comes");
        match next {
            Some((due, notice)) => {
                now = Timestamp::from_micros((due.as_micros() + late).max(now.as_micros()));
                told.push((notice, now));
            }
            None => now = acts.max(now),
        }
    }
    panic!("it does not end: {told:?}")
}

#[test]
fn day_by_day_the_act_comes_when_it_was_announced() {
    for text in [POLICY.to_owned(), bounded()] {
        for start in ["2025-01-02T00:00Z", "2025-12-28T05:00Z", "2027-01-01T00:00Z"] {
            let announced = judged_by(&text, &account(USED, &[]), at(start)).acts_at;
            let (acted, told) = act_of(&text, 0, start);
            assert_eq!(Some(acted), announced, "from {start}: {told:?}");
            assert_eq!(told.len(), 2, "each once: {told:?}");
            let (delayed, _) = act_of(&text, 5 * 86_400_000_000, start);
            assert!(delayed >= acted, "{delayed} is before {acted}");
        }
    }
}

/// Whether a program is refused that was built and then changed at a place.
fn refusal(at: &str, value: Json) -> String {
    let built = program(POLICY).to_json().expect("JSON");
    let mut built: Json = serde_json::from_str(&built).expect("JSON");
    *built.pointer_mut(at).unwrap_or_else(|| panic!("there is no {at}")) = value;
    let changed = exeunt::ir::read_unverified(&built.to_string()).expect("it can be read");
    verify(&changed).expect_err("it is refused").to_string()
}

#[test]
fn a_built_program_has_its_notices_and_no_others() {
    let program = program(POLICY);
    let text = program.to_text().expect("it is sound");
    assert!(text.contains("notice 90d before, counted since account.last_used"), "{text}");
    assert!(text.contains("Last notice: {due}"), "{text}");
    assert_eq!(Program::load(&program.to_bytes().expect("bytes")), Ok(program));
    let refusals = [
        ("/policies/0/requirements/0/notice/sent", json!(0)),
        ("/policies/0/requirements/0/notice/filter", json!(null)),
        ("/policies/0/requirements/0/notice", json!(null)),
        ("/policies/0/trigger", json!("request")),
    ];
    for (at, value) in refusals {
        let found = refusal(at, value.clone());
        assert!(found.contains("requirements[0]"), "{at} = {value}: {found}");
    }
}

#[test]
fn what_changes_of_a_notice_has_a_direction() {
    let change = |text: &str| {
        let found = compare(&program(POLICY), &program(text)).expect("they are small");
        let of_first = found.into_iter().find(|it| it.part == Part::Notice("first".to_owned()));
        of_first.map(|it| (it.change, it.effect))
    };
    let longer = POLICY.replace("90d before", "100d before");
    assert_eq!(change(&longer), Some((Change::Changed, Effect::Tightens)));
    let shorter = POLICY.replace("90d before", "30d before");
    assert_eq!(change(&shorter), Some((Change::Changed, Effect::Loosens)));
    assert_eq!(change(&bounded()), Some((Change::Changed, Effect::Tightens)));
    let (head, rest) = POLICY.split_once("  notify first").expect("it has one");
    let (_, rest) = rest.split_once("  notify last").expect("it has one");
    let dropped = format!("{head}  notify last{rest}");
    assert_eq!(change(&dropped), Some((Change::Removed, Effect::Loosens)));
    assert_eq!(change(POLICY), None);
}

#[test]
fn the_pages_say_what_is_told_and_how_long_before() {
    let analysis = sound([("demo.policy", POLICY)]);
    let page = terms_html(&analysis, "demo").expect("it is sound");
    for part in [
        "<h3>What the holder is told before, and how long before</h3>",
        "<code>first</code> <code class=\"condition\">90d</code> before; counted from <code class=\"condition\">last_used</code>",
    ] {
        assert!(page.contains(part), "`{part}` is not in\n{page}");
    }
    let verdict = judged(&account(USED, &[]), "2025-11-01T00:00Z");
    let text = verdict.display("en").to_string();
    assert!(text.contains("not sent  due since 2025-10-03 00:00"), "{text}");
    assert!(text.contains("If all notices are sent on time, this happens at 2026-01-30 00:00."), "{text}");
    let german = verdict.display("de").to_string();
    assert!(german.contains("nicht gesendet  fällig seit 2025-10-03 00:00"), "{german}");
}

#[test]
fn the_formatter_keeps_what_it_writes() {
    let spaced = POLICY
        .replace("90d before counted", "90d to   120d before   counted")
        .replace("told where kind is first", "told at sent\n  where kind is first // why");
    let once = format(FileId(0), &spaced).expect("it can be read");
    assert_eq!(format(FileId(0), &once).expect("it can be read"), once);
    assert!(once.contains("notify first: 90d to 120d before counted since last_used"), "{once}");
    assert!(once.contains("told at sent"), "{once}");
    program(&once);
    let formatted = format(FileId(0), POLICY).expect("it can be read");
    assert_eq!(formatted, POLICY);
}

#[test]
fn mutants_leave_out_and_move_what_a_notice_asks() {
    let analysis = sound([("demo.policy", POLICY)]);
    let program = analysis.program.as_ref().expect("it compiles");
    let mutation = Mutants::of(program, &analysis.sources).run(&[], &[], &|| {});
    let names: Vec<&str> = mutation.survivors().map(|it| it.name.as_str()).collect();
    for wanted in [
        "demo.suspend first: the requirement left out",
        "demo.suspend first: `counted since` left out",
        "demo.suspend first: 90d becomes 89d",
        "demo.suspend first: 90d becomes 91d",
    ] {
        assert!(names.iter().any(|it| it.starts_with(wanted)), "{wanted} is not in {names:#?}");
    }
}
