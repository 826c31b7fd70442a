//! What `exeunt diff` says of pairs of conditions, and whom it finds affected.

use exeunt::compare::{Change, Effect, Part, compare};
use exeunt_testkit::files::write;
use exeunt_testkit::policies::program;
use exeunt_testkit::{Run, exeunt, scratch};

fn policy(condition: &str) -> String {
    format!(
        "package demo
languages en
zone UTC

account {{
  status:  one of normal, limited, closed
  deposit: money EUR
  opened:  time
  trades:  many trade
}}

record trade {{
  state:     one of paid, shipped, done
  placed:    time
  completed: time?
  open = state is one of paid, shipped
  dated by placed
}}

condition quiet = no trade within 30d

policy close on request {{
  require it: {condition}
    en \"It does not hold\" fix \"Mend it\"
}}
"
    )
}

/// What changing one condition into another does; `None` if nothing changed.
fn effect(old: &str, new: &str) -> Option<Effect> {
    let found = compare(&program(policy(old)), &program(policy(new))).expect("they are small");
    assert!(found.len() <= 1, "{old} → {new}: {found:?}");
    found.first().map(|difference| {
        assert_eq!(
            (&difference.part, difference.change),
            (&Part::Requirement("it".to_owned()), Change::Changed)
        );
        difference.effect
    })
}

#[test]
fn longer_windows_and_wider_nouns_tighten_what_must_not_be() {
    let pairs = [
        ("no trade within 15d", "no trade within 90d", Effect::Tightens),
        ("no trade within 2mo", "no trade within 1mo", Effect::Loosens),
        ("no open trade", "no trade", Effect::Tightens),
        ("no trade", "at most 2 trades", Effect::Loosens),
        ("deposit is 0 EUR", "deposit is 0 EUR or status is closed", Effect::Loosens),
        ("deposit is 0 EUR", "deposit is 0 EUR and no open trade", Effect::Tightens),
        ("no trade completed within 15d", "no trade within 15d", Effect::Either),
        ("opened more than 6mo ago", "opened more than 12mo ago", Effect::Tightens),
        ("status is normal", "status is limited", Effect::Either),
    ];
    for (old, new, expected) in pairs {
        assert_eq!(effect(old, new), Some(expected), "{old} → {new}");
    }
}

#[test]
fn what_is_written_otherwise_but_means_the_same_is_no_change() {
    let pairs = [
        ("no trade within 30d", "quiet"),
        ("no open trade", "no trade where state is one of paid, shipped"),
        ("no trade within 7d", "no trades within 1w"),
        ("deposit is 0 EUR", "account.deposit is 0.00 EUR"),
    ];
    for (old, new) in pairs {
        assert_eq!(effect(old, new), None, "{old} → {new}");
    }
}

#[test]
fn a_field_that_moves_among_the_others_is_no_change() {
    let old = policy("no open trade and deposit is 0 EUR and status is normal");
    let new = old.replace("  status:  one of normal, limited, closed\n", "").replace(
        "  trades:  many trade\n",
        "  trades:  many trade\n  status:  one of closed, limited, normal\n",
    );
    assert_eq!(compare(&program(old), &program(new)), Ok(Vec::new()));
}

#[test]
fn requirements_come_and_go() {
    let more = "  require other: deposit is 0 EUR\n    en \"{deposit} is held\" fix \"Take it\"\n}\n";
    let old = policy("no trade");
    let new = format!("{}{more}", old.trim_end().trim_end_matches('}'));
    let added = compare(&program(old.clone()), &program(new.clone())).expect("they are small");
    let [added] = added.try_into().expect("one difference");
    assert_eq!((added.change, added.effect), (Change::Added, Effect::Tightens));
    let removed = compare(&program(new), &program(old)).expect("they are small");
    let [removed] = removed.try_into().expect("one difference");
    assert_eq!((removed.change, removed.effect), (Change::Removed, Effect::Loosens));
    assert_eq!(removed.part, Part::Requirement("other".to_owned()));
}

fn diff(name: &str, old: &str, new: &str, more: &[&str]) -> Run {
    let folder = scratch!("diff/{name}");
    write(folder.join("old.policy"), policy(old));
    write(folder.join("new.policy"), policy(new));
    let account = |id: &str, trades: &str| {
        format!(
            "{{\"id\":\"{id}\",\"now\":\"2026-06-01T00:00:00Z\",\"account\":{{\"status\":\"normal\",\
             \"deposit\":\"0 EUR\",\"opened\":\"2020-01-01T00:00:00Z\",\"trades\":[{trades}]}}}}\n"
        )
    };
    let lately = "{\"state\":\"done\",\"placed\":\"2026-05-10T00:00:00Z\"}";
    write(folder.join("accounts.ndjson"), account("calm", "") + &account("lately", lately));
    let words: Vec<&str> = ["diff", "old.policy", "new.policy"].iter().chain(more).copied().collect();
    exeunt!(folder).run(&words)
}

#[test]
fn the_population_shows_who_is_affected_and_loosening_can_be_forbidden() {
    let judged = ["--population", "accounts.ndjson", "--policy", "demo.close", "--forbid", "loosening"];
    let loosened = diff("loosened", "no trade within 90d", "no trade within 15d", &judged).code(1);
    loosened.out_has([
        "loosens   requirement `it` changed",
        "1 of 2 accounts change",
        "lately  demo.close  blocked → eligible  no longer it",
    ]);
    diff("tightened", "no trade within 15d", "no trade within 90d", &judged).code(0);
    diff("missing", "no trade", "no trade", &["--population", "nobody.ndjson"]).fails(2);
}

/// A policy with a grace period and two requirements.
fn with_grace(grace: &str, first: &str) -> String {
    format!(
        "package demo\nlanguages en\nzone UTC\naccount {{ a: int  b: int  logins: many login }}\nrecord login {{ at: time }}\n\
         request {{ made: time }}\n\
         policy close on request {{\n  require {first}: a is 0  en \"A\" fix \"A\"\n  require second: b is 0  en \"B\" fix \"B\"\n  {grace}\n}}\n"
    )
}

#[test]
fn a_longer_grace_tightens_and_a_shorter_one_loosens() {
    let changed = |old: &str, new: &str| {
        let found =
            compare(&program(with_grace(old, "first")), &program(with_grace(new, "first"))).expect("small");
        found.iter().map(|it| (it.part.clone(), it.effect)).collect::<Vec<_>>()
    };
    let fifteen = "grace 15d after request.made";
    assert_eq!(changed(fifteen, "grace 30d after request.made"), [(Part::Grace, Effect::Tightens)]);
    assert_eq!(changed("grace 30d after request.made", fifteen), [(Part::Grace, Effect::Loosens)]);
    assert_eq!(
        changed("grace 1mo after request.made", "grace 30d after request.made"),
        [(Part::Grace, Effect::Either)]
    );
    assert_eq!(changed(fifteen, fifteen), []);
    let cancelled = "grace 30d after request.made cancelled by login at after request.made";
    assert_eq!(changed(fifteen, cancelled), [(Part::Grace, Effect::Either)]);
}

#[test]
fn a_requirement_with_another_name_is_renamed() {
    let found = compare(&program(with_grace("", "first")), &program(with_grace("", "one"))).expect("small");
    let [renamed] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(renamed.part, Part::Requirement("one".to_owned()));
    assert_eq!((renamed.change, renamed.effect), (Change::Renamed, Effect::Neither));
    assert_eq!(
        (renamed.before.as_slice(), renamed.after.as_slice()),
        (&["first".to_owned()][..], &["one".to_owned()][..])
    );
}
