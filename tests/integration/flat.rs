//! The flat form: what becomes of each kind of condition, and the shipped policies as text.

use exeunt::flat::{Condition, lower};
use exeunt::ir::{PolicyId, Program, Truth};
use exeunt_testkit::{compiled, shipped_program};

fn text(program: &Program, policy: PolicyId) -> String {
    lower(program, policy).expect("it has a flat form").to_text(program)
}

/// What becomes of one requirement, without the tables.
fn requirement(condition: &str) -> String {
    let other = "
        package other  languages en  zone Asia/Shanghai
        account { flagged: bool  points: int }
        policy lenient on request {
          when not flagged
          require few: points < 3 en \"m\" fix \"f\"
        }
    ";
    let declarations = "
        package shop  languages en  zone Asia/Shanghai
        use other
        account {
          flagged: bool  points: int  born: date  opened: time  tags: many text  partner: other.account?
          trades: many trade  second: address?
          old = opened more than 1y ago
        }
        request { sent: time }
        record trade {
          state: one of open, paid, done  placed: time  price: money CNY  items: many item
          live = state is not done
        }
        record item { weight: int }
        record address { since: time? }
        condition rushed = request.sent within 1d
        policy strict on request {
          when not flagged
          require old: old en \"m\" fix \"f\"
        }
    ";
    let policy = format!("policy close on request {{ require it: {condition} en \"m\" fix \"f\" }}");
    let program = compiled([("other.policy", other), ("shop.policy", &format!("{declarations}{policy}"))]);
    let text = text(&program, program.policy("shop.close").expect("it is declared"));
    let (_, condition) = text.split_once("\n  require it\n").expect("the requirement");
    condition.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_rule_of_lowering() {
    let table = [
        // Places become columns; definitions and other policies are expanded.
        ("not flagged", "not account.flagged"),
        ("old", "now > account.opened + 12mo in Asia/Shanghai"),
        ("no live trade", "at most 0 of account.trades as #1 where #1.state is not done"),
        (
            "no trade where (some item where weight > points)",
            "at most 0 of account.trades as #1 where at least 1 of #1.items as #2 where #2.weight > account.points",
        ),
        ("rushed", "now <= request.sent + 1d in Asia/Shanghai"),
        (
            "account satisfies strict",
            "all(not account.flagged, now > account.opened + 12mo in Asia/Shanghai)",
        ),
        // Another account has to be there.
        (
            "partner is absent or partner satisfies other.lenient",
            "any( not account.partner is present all(account.partner is present, not account.partner.flagged, \
             account.partner.points < 3) )",
        ),
        // Bounds that every number meets, and those that are another bound.
        ("exactly 0 trade", "at most 0 of account.trades"),
        ("at least 0 trade", "true"),
        ("no trade or points < 3", "any(at most 0 of account.trades, account.points < 3)"),
        // Windows have `now` on the left; what moves the event is set apart.
        (
            "no trade within 15d",
            "at most 0 of account.trades as #1 where now <= #1.placed + 15d in Asia/Shanghai",
        ),
        ("born more than 18y ago", "now > end_of_day(account.born + 216mo in Asia/Shanghai, Asia/Shanghai)"),
        // Values have types, and sets are tables.
        ("\"vip\" in tags", "\"vip\" in account.tags"),
        ("total price of trade > 5 CNY", "sum(#1.price of account.trades as #1) > 5.00 CNY"),
        (
            "second is absent or second.since is present",
            "any(not account.second is present, account.second.since is present)",
        ),
    ];
    for (condition, expected) in table {
        assert_eq!(requirement(condition), expected, "{condition}");
    }
}

#[test]
fn a_grace_period_that_never_began_is_neither_over_nor_running() {
    let program = compiled([
        ("deciding.policy", include_str!("deciding.policy")),
        ("other.policy", include_str!("deciding_other.policy")),
    ]);
    let flat = lower(&program, program.policy("every.close").expect("it is declared")).expect("it has one");
    let names: Vec<&str> = flat.applies.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["applies", "not cancelled"]);
    let over = flat.grace_over.expect("it has a grace period").condition;
    let Condition::Given(begun, over) = over else { panic!("{over:?}") };
    assert!(matches!((*begun, *over), (Condition::Present(_), Condition::Window(_))));
    let lapse = lower(&program, program.policy("every.lapse").expect("it is declared")).expect("it has one");
    assert!(lapse.grace_over.is_none() && lapse.applies.len() == 1);
    let both = lower(&program, program.policy("every.both").expect("it is declared")).expect("it has one");
    assert_eq!(both.applies[0].condition, Condition::Constant(Truth::True));
}

#[test]
fn every_construct_as_text() {
    let program = compiled([
        ("deciding.policy", include_str!("deciding.policy")),
        ("other.policy", include_str!("deciding_other.policy")),
    ]);
    let texts: Vec<String> = program.policies().ids().map(|policy| text(&program, policy)).collect();
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn the_shipped_policies_as_text() {
    let program = shipped_program();
    let texts: Vec<String> = program.policies().ids().map(|policy| text(&program, policy)).collect();
    insta::assert_snapshot!(texts.join("\n"));
}
