//! Who is told that data go: rows of the plan beside those that say what becomes of the data, and how tests hold on to them.

use exeunt::compare::{Direction, compare};
use exeunt::eval::{Evaluation, Plan};
use exeunt::facts;
use exeunt::ir::{DisposalKind, Program, Timestamp};
use exeunt::source::FileId;
use exeunt::suite::mutation::Mutants;
use exeunt_testkit::sound;

const POLICY: &str = "package demo
languages en
zone UTC
outcomes { erase leaves }
account { owes: bool  asked: bool  shares: many share  orders: many order }
record share { with: text  revoked: bool  since: date }
record order { closed: date  carriers: many carrier }
record carrier { name: text }
policy erase on request {
  require paid: not owes  en \"You owe something\" fix \"Pay it\"
  outcome erase
  data {
    tell shares where not revoked law \"GDPR, art. 19\"
    erase account, shares
    retain orders for 3y after closed law \"Tax code\"
  }
}
";

fn program(text: &str) -> Program {
    sound([("demo.policy".to_owned(), text.to_owned())]).program.expect("it compiles")
}

fn plan(text: &str, account: &str) -> Plan {
    let program = program(text);
    let policy = program.policy("erase").expect("it is declared");
    let account = format!("{{\"account\":{account}}}");
    let facts =
        facts::read(&program, Some(policy), FileId(0), &account).envelope.expect("the facts can be read");
    let now = Timestamp::parse("2026-06-01T12:00Z").expect("an instant");
    Evaluation::new(&program, policy, &facts.facts, now).verdict().plan.expect("it is eligible")
}

/// The rows of a plan, a line each.
fn rows(text: &str, account: &str) -> Vec<String> {
    let row = |item: &exeunt::eval::PlanItem| {
        let missing = item.missing.iter().map(|path| format!(" for want of {path}")).collect::<String>();
        format!("{} {} by {}{missing}", item.disposal.word(), item.path, item.clauses.join(", "))
    };
    plan(text, account).items.iter().map(row).collect()
}

fn shares(revoked: [&str; 2]) -> String {
    let [one, other] =
        revoked.map(|revoked| format!("{{\"with\":\"x\",\"revoked\":{revoked},\"since\":\"2026-01-01\"}}"));
    format!("{{\"owes\":false,\"asked\":false,\"shares\":[{one},{other}],\"orders\":[]}}")
}

#[test]
fn they_are_told_before_anything_goes() {
    assert_eq!(
        rows(POLICY, &shares(["false", "true"])),
        [
            "inform account.shares[0] by tell shares#1",
            "erase account.shares by shares#1",
            "erase account by account#1"
        ]
    );
    let told = &plan(POLICY, &shares(["false", "true"])).items[0];
    assert_eq!((told.law.as_deref(), told.until, told.due_since), (Some("GDPR, art. 19"), None, None));
    assert!(told.carried.is_empty() && told.then.is_empty() && told.tells());
}

#[test]
fn what_goes_waits_until_it_is_known_who_is_told() {
    let open = plan(POLICY, &shares(["null", "true"]));
    assert!(!open.is_complete);
    assert_eq!(
        rows(POLICY, &shares(["null", "true"])),
        [
            "undetermined account.shares[0] by tell shares#1 for want of account.shares[0].revoked",
            "undetermined account.shares by shares#1 for want of account.shares[0].revoked",
            // Once it has left nobody is told.
            "undetermined account by account#1 for want of account.shares[0].revoked"
        ]
    );
    let by_account = POLICY.replace("where not revoked", "where asked and not revoked");
    let account = shares(["false", "true"]).replace("\"asked\":false", "\"asked\":null");
    assert_eq!(
        rows(&by_account, &account),
        [
            "undetermined account.shares[0] by tell shares#1 for want of account.asked",
            "undetermined account.shares by shares#1 for want of account.asked",
            "undetermined account by account#1 for want of account.asked"
        ]
    );
}

#[test]
fn what_stays_waits_for_nobody() {
    let kept = POLICY.replace(
        "erase account, shares",
        "erase account\n    retain shares for 9y after since law \"Tax code\"",
    );
    let rows = rows(&kept, &shares(["null", "true"]));
    assert_eq!(rows[1], "retain account.shares[0] by shares#1");
}

#[test]
fn elements_around_wait_as_well() {
    let text =
        POLICY.replace("tell shares where not revoked", "tell orders.carriers where name is not \"x\"");
    let account = "{\"owes\":false,\"asked\":false,\"shares\":[],
        \"orders\":[{\"closed\":\"2020-01-01\",\"carriers\":[{\"name\":null},{\"name\":\"x\"}]}]}";
    let rows = rows(&text, account);
    let name = "account.orders[0].carriers[0].name";
    assert_eq!(
        [&rows[0], &rows[2]],
        [
            &format!(
                "undetermined account.orders[0].carriers[0] by tell orders.carriers#1 for want of {name}"
            ),
            &format!("undetermined account.orders[0] by orders#1 for want of {name}")
        ]
    );
}

#[test]
fn what_is_kept_for_a_hold_alone_waits_as_well() {
    let text = POLICY.replace(
        "erase account, shares",
        "erase account\n    hold asked_for: some share where revoked on orders",
    );
    let waiting = rows(&text, &shares(["false", "null"]));
    assert_eq!(
        waiting,
        [
            "inform account.shares[0] by tell shares#1",
            "undetermined account.shares[1] by tell shares#1 for want of account.shares[1].revoked",
            "undetermined account.shares by shares#1 for want of account.shares[1].revoked",
            "undetermined account by account#1 for want of account.shares[1].revoked"
        ]
    );
    let known = rows(&text, &shares(["false", "true"]));
    assert_eq!(known[1..], ["erase account.shares by shares#1", "erase account by account#1"]);
    let account = shares(["false", "null"])
        .replace("\"orders\":[]", "\"orders\":[{\"closed\":\"2026-01-01\",\"carriers\":[]}]");
    let kept = &rows(&text, &account);
    assert_eq!(kept[3], "retain account.shares by shares#1");
}

#[test]
fn a_line_that_looks_at_no_element_is_one_row() {
    let text = POLICY.replace(" where not revoked", "");
    let none = "{\"owes\":false,\"asked\":false,\"shares\":[],\"orders\":[]}";
    assert_eq!(rows(&text, none)[0], "inform account.shares by tell shares#1");
}

#[test]
fn every_disposal_has_its_word() {
    assert_eq!(DisposalKind::Inform.word(), "inform");
}

fn survivors(expectations: &str) -> Vec<String> {
    let account = "account { owes: false  asked: false  shares: [{ with: \"a\"  revoked: false  since: 2026-01-01 }, { with: \"b\"  revoked: true  since: 2026-01-01 }]  orders: [] }";
    let test = format!("test \"t\" for erase at 2026-06-01 {{\n  {account}\n  {expectations}\n}}\n");
    let analysis = sound([("demo.policy".to_owned(), format!("{POLICY}{test}"))]);
    let program = analysis.program.expect("it compiles");
    let tests: Vec<_> = program.tests().iter().collect();
    let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ());
    let told = mutation.survivors().filter(|it| it.name.contains("tell "));
    told.map(|it| it.name.split(" in `").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_test_notices_who_is_no_longer_told_and_who_is_told_now() {
    let all = [
        "demo.erase tell shares#1: the line left out",
        "demo.erase tell shares#1: the condition left out",
        "demo.erase tell shares#1: the negation left out",
        "demo.erase tell shares#1: negated",
    ];
    assert_eq!(survivors("expect erased account.shares"), all);
    // Without its condition the line is one row for all.
    assert_eq!(survivors("expect informed account.shares[0]"), [""; 0]);
    assert_eq!(survivors("expect not informed account.shares[1]"), all[..1]);
    assert_eq!(
        survivors("expect informed account.shares[0]\n  expect not informed account.shares[1]"),
        [""; 0]
    );
}

#[test]
fn a_change_of_who_is_told_has_its_directions() {
    use Direction::{InformsLess, InformsMore};
    let own = "    tell shares where not revoked law \"GDPR, art. 19\"\n";
    let cases: &[(&str, &[Direction])] = &[
        ("", &[InformsLess]),
        ("    tell shares law \"GDPR, art. 19\"\n", &[InformsMore]),
        ("    tell shares where revoked law \"GDPR, art. 19\"\n", &[InformsMore, InformsLess]),
        ("    tell shares where not revoked law \"another\"\n", &[]),
        ("    tell shares where not revoked and asked law \"GDPR, art. 19\"\n", &[InformsLess]),
    ];
    for (new, directions) in cases {
        let (old, new) = (program(POLICY), program(&POLICY.replace(own, new)));
        let forth = compare(&old, &new).expect("they are small");
        assert_eq!(forth.len(), 1, "{forth:?}");
        assert_eq!(forth[0].directions, *directions);
        let back = compare(&new, &old).expect("they are small");
        let turned = |it: &Direction| if *it == InformsLess { InformsMore } else { InformsLess };
        let mut turned: Vec<Direction> = directions.iter().map(turned).collect();
        turned.sort_unstable();
        assert_eq!(back[0].directions, turned);
    }
    assert_eq!(compare(&program(POLICY), &program(POLICY)).expect("they are small"), []);
}
