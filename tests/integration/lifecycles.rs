//! Lifecycles in everything that reads programs: verdicts, built programs, differences, pages of terms, mutants, SQL.

use exeunt::compare::{Change, Effect, Part, compare};
use exeunt::eval::{InapplicableReason, Verdict, evaluate};
use exeunt::facts;
use exeunt::ir::{Program, Status, Timestamp, verify};
use exeunt::render::terms_html;
use exeunt::source::FileId;
use exeunt::suite::mutation::Mutants;
use exeunt::syntax::format;
use exeunt_testkit::policies::program;
use exeunt_testkit::{analysed_text, sound};
use serde_json::{Value as Json, json};

const POLICY: &str = "package demo
languages en
zone UTC

outcomes { suspend  erase leaves }

account { last_used: time  suspended_at: time?  erased_at: time?  left by erased_at }

policy suspend on sweep {
  when last_used at least 12mo ago
  otherwise nothing is asked
  outcome suspend sets suspended_at
}

policy delete on sweep {
  when suspended_at after last_used and suspended_at at least 6mo ago
  otherwise nothing is asked
  outcome erase sets erased_at
  data { erase account }
}

/// Nobody uses it.
lifecycle dormancy: suspend then delete restarted by last_used
";

/// Without the last item.
fn without_lifecycle() -> String {
    POLICY[..POLICY.find("/// Nobody").expect("it has one")].to_owned()
}

fn judged(policy: &str, account: &Json) -> Verdict {
    let program = program(POLICY);
    let policy = program.policy(policy).expect("it is declared");
    let text = json!({ "account": account }).to_string();
    let read = facts::read(&program, Some(policy), FileId(0), &text).envelope.expect("sound");
    evaluate(&program, policy, &read.facts, Timestamp::parse("2027-06-01T00:00Z").expect("an instant"))
}

fn account(last_used: &str, suspended_at: &str) -> Json {
    json!({ "last_used": last_used, "suspended_at": suspended_at, "erased_at": null })
}

#[test]
fn a_stage_is_done_only_since_the_restart() {
    let done = judged("suspend", &account("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"));
    assert_eq!((done.status, &done.sets), (Status::Inapplicable, &None));
    let Some(InapplicableReason::Done(since)) = &done.inapplicable else { panic!("{:?}", done.inapplicable) };
    assert_eq!(since[0].path, "account.suspended_at");
    assert!(done.display("en").to_string().contains("This has been done already."));
    let again = judged("suspend", &account("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"));
    assert_eq!((again.status, again.sets.as_deref()), (Status::Eligible, Some("account.suspended_at")));
    let back = judged("delete", &account("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"));
    assert_eq!((back.status, back.timeline.len()), (Status::Inapplicable, 1));
    let due = judged("delete", &account("2025-12-31T23:59:59.999999Z", "2026-01-01T00:00:00Z"));
    assert_eq!(due.status, Status::Eligible);
}

#[test]
fn a_program_has_its_lifecycles_by_name_and_reads_well() {
    let two = POLICY.replace("lifecycle dormancy", "lifecycle z")
        + "
policy first on sweep { when last_used before now  otherwise nothing is asked  outcome suspend sets a }
policy second on sweep { when a after last_used  otherwise nothing is asked  outcome suspend sets b }
lifecycle early:
  first
  then second
  restarted by last_used
";
    let two = two.replace("erased_at: time?  left", "erased_at: time?  a: time?  b: time?  left");
    let program = program(&two).canonical();
    let names: Vec<String> = program.lifecycles().ids().map(|id| program.lifecycle_name(id)).collect();
    assert_eq!(names, ["demo.early", "demo.z"]);
    let text = program.to_text().expect("it is sound");
    assert!(text.contains("lifecycle demo.early: first then second restarted by last_used"), "{text}");
    let bytes = program.to_bytes().expect("bytes");
    assert_eq!(Program::load(&bytes), Ok(program));
}

#[test]
fn what_a_policy_means_changes_with_its_lifecycle() {
    let (alone, staged) = (program(without_lifecycle()), program(POLICY));
    let hash = |program: &Program, name| program.hash(program.policy(name).expect("it is declared"));
    assert_ne!(hash(&alone, "suspend"), hash(&staged, "suspend"));
    // What the account has left by is asked of it, whatever restarts it.
    assert_eq!(hash(&alone, "delete"), hash(&staged, "delete"));
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
fn a_lifecycle_that_no_compiler_wrote_is_refused() {
    let refusals = [
        ("/lifecycles/0/package", json!(7), "lifecycles[0].package"),
        ("/lifecycles/0/name", json!(""), "lifecycles[0].name"),
        ("/lifecycles/0/stages", json!([0]), "at least two stages"),
        ("/lifecycles/0/stages", json!([0, 0]), "lifecycles[0].stages[1]"),
        ("/lifecycles/0/stages", json!([0, 9]), "not a policy of the package"),
        ("/lifecycles/0/restarted_by", json!(1), "does not set a time of its own"),
        ("/lifecycles/0/restarted_by", json!(9), "not a time of the account"),
        ("/policies/1/sets", json!(1), "preconditions"),
    ];
    for (at, value, expected) in refusals {
        let found = refusal(at, value.clone());
        assert!(found.contains(expected), "{at} = {value}: {found}");
    }
}

/// What the comparison says of lifecycles.
fn differences(old: &str, new: &str) -> Vec<(String, Part, Change, Effect)> {
    let found = compare(&program(old), &program(new)).expect("they are small");
    found.into_iter().map(|it| (it.policy, it.part, it.change, it.effect)).collect()
}

#[test]
fn a_lifecycle_that_comes_goes_or_changes_is_a_difference() {
    let alone = without_lifecycle();
    let suspend = || "demo.suspend".to_owned();
    let dormancy = || "demo.dormancy".to_owned();
    assert_eq!(
        differences(&alone, POLICY),
        [
            (suspend(), Part::When, Change::Changed, Effect::Loosens),
            (dormancy(), Part::Lifecycle, Change::Added, Effect::Loosens),
        ]
    );
    assert_eq!(
        differences(POLICY, &alone),
        [
            (suspend(), Part::When, Change::Changed, Effect::Tightens),
            (dormancy(), Part::Lifecycle, Change::Removed, Effect::Tightens),
        ]
    );
    let by_login = POLICY
        .replace("last_used: time  s", "last_used: time  login: time  s")
        .replace("restarted by last_used", "restarted by login")
        .replace("after last_used", "after last_used and suspended_at after login");
    let found = differences(
        &POLICY.replace("after last_used", "after last_used and suspended_at after last_used"),
        &by_login,
    );
    assert_eq!(found.last(), Some(&(dormancy(), Part::Lifecycle, Change::Changed, Effect::Either)));
    assert_eq!(differences(POLICY, POLICY), []);
}

#[test]
fn the_page_of_terms_says_what_follows_what() {
    let analysis = sound([("demo.policy", POLICY)]);
    let page = terms_html(&analysis, "demo").expect("it is sound");
    for part in [
        "<h2>dormancy</h2><p class=\"doc\">Nobody uses it.</p><p>One after the other:</p>",
        "<li><strong>suspend</strong> <code class=\"condition\">last_used at least 12mo ago</code></li>",
        "<li><strong>delete</strong> <code class=\"condition\">suspended_at after last_used and suspended_at at least 6mo ago</code></li>",
        "Begins anew after <code class=\"condition\">last_used</code>",
    ] {
        assert!(page.contains(part), "`{part}` is not in\n{page}");
    }
}

#[test]
fn a_test_of_whoever_came_back_kills_what_leaves_the_restart_out() {
    let back = |at: &str, expected: &str| {
        format!(
            "test \"{at}\" for suspend at 2027-06-01 {{\n  account {{ last_used: 2026-01-01  suspended_at: {at}  erased_at: absent }}\n  \
             expect {expected}\n}}\n"
        )
    };
    let survivors = |tests: &str| -> Vec<String> {
        let analysis = sound([("demo.policy", format!("{POLICY}{tests}"))]);
        let program = analysis.program.as_ref().expect("it compiles");
        let tests: Vec<_> = program.tests().iter().collect();
        let mutation = Mutants::of(program, &analysis.sources).run(&tests, &[], &|| {});
        let of_restart = mutation.survivors().filter(|it| it.name.contains("restarted by last_used"));
        of_restart.map(|it| it.name.clone()).collect()
    };
    let all = survivors(&back("absent", "eligible"));
    assert!(all.contains(&"demo.suspend when: left out in `restarted by last_used`".to_owned()), "{all:?}");
    let tests = [back("2026-01-01", "eligible"), back("2026-01-01T00:00:00.000001Z", "inapplicable")];
    let left = survivors(&tests.concat());
    assert!(!left.iter().any(|it| it.contains("left out") || it.contains("<=")), "{left:?}");
}

#[test]
fn a_long_lifecycle_has_a_line_for_each_stage() {
    let line = "lifecycle dormancy: suspend then delete restarted by last_used\n";
    let formatted = format(FileId(0), POLICY).expect("it can be read");
    assert!(formatted.ends_with(line), "{formatted}");
    let long = "l".repeat(70);
    let text = POLICY.replace("dormancy: suspend", &format!("{long}:   suspend"));
    let formatted = format(FileId(0), &text).expect("it can be read");
    let lines = format!("lifecycle {long}:\n  suspend\n  then delete\n  restarted by last_used\n");
    assert!(formatted.ends_with(&lines), "{formatted}");
    assert_eq!(format(FileId(0), &formatted).expect("it can be read"), formatted);
    assert!(analysed_text(formatted).program.is_some());
}
