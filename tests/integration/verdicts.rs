//! What a verdict says of itself: its parts agree with each other, and none is lost.

use exeunt::analysis::Analysis;
use exeunt::eval::{NeededFor, Verdict, evaluate};
use exeunt::facts::{self, Facts};
use exeunt::ir::{Status, Value, Zone, calendar};
use exeunt::render;
use exeunt_testkit::sound;
use jiff::Timestamp;

/// Packages, a file each, which compile.
fn analysed_together(texts: &[&str]) -> Analysis {
    sound(texts.iter().enumerate().map(|(at, text)| (format!("{at}.policy"), *text)))
}

fn analysed(text: &str) -> Analysis {
    analysed_together(&[text])
}

fn judged(analysis: &mut Analysis, policy: &str, account: &str, now: &str) -> Verdict {
    let file = analysis.sources.add("account.json", account);
    let program = analysis.program.as_ref().expect("it compiles");
    let policy = program.policy(policy).expect("it is declared");
    let read = facts::read(program, Some(policy), file, account);
    let envelope = read.envelope.expect("the facts can be read");
    evaluate(program, policy, &envelope.facts, exeunt::ir::Timestamp::parse(now).expect("an instant"))
}

/// `cap` is written out where it is read, as its rows are to agree on what is asked; `big` reads the account of its trade.
const BANK: &str = "package bank
languages en
account { kind: one of basic, gold  limit: money EUR  trades: many trade  cap = case kind {
  basic: (total amount of big trades)
  gold: (total amount of only trades)
} }
record trade { amount: money EUR  big = amount >= limit  only = exactly 1 big trades }
policy close on request { require x: cap is 0 EUR  en \"{cap}\" fix \"x\" }
";
const SHOP: &str = "package shop
languages en
use bank
account { quota: int  limit: money EUR  wallet: bank.account }
policy close on request { require x: wallet.cap is 0 EUR  en \"{wallet.cap}\" fix \"x\" }
";

#[test]
fn a_derived_field_that_is_written_out_reads_its_own_account() {
    let mut analysis = analysed_together(&[BANK, SHOP]);
    for kind in ["basic", "gold"] {
        let bank = format!(
            r#"{{"kind":"{kind}","limit":"10.00 EUR","trades":[{{"amount":"7.00 EUR"}},{{"amount":"20.00 EUR"}}]}}"#
        );
        let shop = format!(r#"{{"quota":3,"limit":"1.00 EUR","wallet":{bank}}}"#);
        let mut found = |policy: &str, account: &str| {
            let facts = format!(r#"{{"account":{account}}}"#);
            let verdict = judged(&mut analysis, policy, &facts, "2026-06-01T00:00:00Z");
            let messages: Vec<String> =
                verdict.failed.iter().map(|failed| failed.messages[0].text.clone()).collect();
            (verdict.status, messages)
        };
        assert_eq!(found("bank.close", &bank), found("shop.close", &shop), "{kind}");
    }
}

const CITED: &str = "package demo
languages en
account { plan: one of free, pro   used: time   orders: many order }
request { made: time }
record order { closed: time   kind: one of sale, gift }
let notice: length = case plan { free: 10d law \"A\"   pro: 20d law \"B\" }
let wait: length = case request.made { until 2026-03-31: 5d law \"C\"   from 2026-04-01: 7d law \"D\" }
policy close on request {
  when used more than notice ago
  require most: case plan { free: true law \"E\"   pro: (used more than 30d ago) law \"F\" }  en \"x\" fix \"x\"
  grace wait after request.made
  data { erase account   retain orders for (case kind { sale: 10y law \"G\"   gift: 1y }) after closed }
}
";

#[test]
fn the_laws_of_the_rows_that_were_used_are_named_whatever_the_status_is() {
    let mut analysis = analysed(CITED);
    let mut laws = |plan: &str, made: &str, now: &str| {
        let facts = format!(
            r#"{{"account":{{"plan":{plan},"used":"2026-05-01T00:00:00Z","orders":[
               {{"closed":"2026-01-01T00:00:00Z","kind":"sale"}},{{"closed":"2026-01-01T00:00:00Z","kind":"gift"}}
               ]}},"request":{{"made":{made}}}}}"#
        );
        let verdict = judged(&mut analysis, "close", &facts, now);
        let items = verdict.plan.iter().flat_map(|plan| &plan.items);
        let data: Vec<_> = items.map(|item| item.row_laws.concat()).collect();
        (verdict.status, verdict.row_laws.concat(), data.join("/"))
    };
    let free = r#""free""#;
    let (march, may) = (r#""2026-03-31T12:00:00Z""#, r#""2026-05-30T12:00:00Z""#);
    assert_eq!(laws(free, march, "2026-06-01T00:00:00Z"), (Status::Eligible, "AEC".into(), "G///".into()));
    assert_eq!(laws(free, may, "2026-06-01T00:00:00Z"), (Status::Cooling, "AED".into(), String::new()));
    assert_eq!(laws(free, may, "2026-05-11T00:00:00Z"), (Status::Inapplicable, "A".into(), String::new()));
    assert_eq!(laws(r#""pro""#, may, "2026-05-25T00:00:00Z"), (Status::Blocked, "BFD".into(), String::new()));
    assert_eq!(
        laws("null", march, "2026-06-09T00:00:00Z"),
        (Status::Eligible, "ABEFC".into(), "G///".into())
    );
    assert_eq!(
        laws("null", "null", "2026-06-09T00:00:00Z"),
        (Status::Undetermined, "ABEFCD".into(), String::new())
    );
}

#[test]
fn a_missing_fact_is_needed_for_the_requirement_of_a_way() {
    let mut analysis = analysed(
        "package demo
languages en
account { old: bool   idle: bool   gone: bool   vip: bool }
policy close on request {
  when vip {
    require either: any of {
      first: { require old: old  en \"a\" fix \"x\"   require idle: idle  en \"b\" fix \"x\" }
      second: { require gone: gone  en \"c\" fix \"x\"   when old { require idle: idle  en \"d\" fix \"x\" } }
    }
  }
  otherwise nothing is asked
}
",
    );
    let account = r#"{"account":{"old":true,"gone":false}}"#;
    let verdict = judged(&mut analysis, "close", account, "2026-06-01T00:00:00Z");
    let needed = |path: &str| {
        let missing = verdict.missing.iter().find(|missing| missing.path == path);
        missing.map(|missing| missing.needed_for.clone()).unwrap_or_default()
    };
    let requirement = |name: &str| NeededFor::Requirement(name.to_owned());
    assert_eq!(needed("account.vip"), [requirement("either")]);
    // The second way is false already.
    assert_eq!(needed("account.idle"), [requirement("either.first.idle")]);
}

#[test]
fn the_purpose_of_a_missing_fact_is_not_a_name() {
    let mut analysis = analysed(
        "package demo
languages en, zh
account { made: time   applies: bool   a: bool   logins: many login }
record login { at: time }
policy close on request {
  when applies
  require when: a  en \"x\" fix \"x\" zh \"x\" fix \"x\"
  require grace: a  en \"y\" fix \"x\" zh \"y\" fix \"x\"
  grace 7d after made cancelled by login
}
",
    );
    let verdict = judged(&mut analysis, "close", r#"{"account":{}}"#, "2026-06-01T00:00:00Z");
    let needed = |path: &str| {
        let missing = verdict.missing.iter().find(|missing| missing.path == path);
        missing.map(|missing| missing.needed_for.clone()).unwrap_or_default()
    };
    let requirement = |name: &str| NeededFor::Requirement(name.to_owned());
    assert_eq!(needed("account.applies"), [NeededFor::When]);
    assert_eq!(needed("account.logins"), [NeededFor::Cancellation]);
    assert_eq!(needed("account.made"), [NeededFor::Grace]);
    assert_eq!(needed("account.a"), [requirement("when"), requirement("grace")]);
    let json = render::verdict_json(None, &verdict, None).expect("a verdict has a JSON form");
    assert!(json.contains(r#"{"kind":"fact","path":"account.applies","needed_for":["when"]}"#), "{json}");
    let both =
        r#"{"kind":"fact","path":"account.a","needed_for":[{"requirement":"when"},{"requirement":"grace"}]}"#;
    assert!(json.contains(both), "{json}");
    let page = render::verdict(&verdict, "en", render::Colour::Plain);
    let says = |words: &str| assert!(page.contains(words), "{page}");
    says("needed for whether the policy applies");
    says("needed for whether the request was cancelled");
    says("needed for when, grace");
    let chinese = render::verdict(&verdict, "zh", render::Colour::Plain);
    assert!(chinese.contains("申请是否已被撤销") && chinese.contains("冷静期何时结束"), "{chinese}");
}

#[test]
fn an_inapplicable_period_names_no_requirement() {
    let mut analysis = analysed(
        "package demo
languages en
account { opened: time   a: bool }
policy close on request {
  when opened within 3d
  require free: a  en \"x\" fix \"x\"
}
",
    );
    let account = r#"{"account":{"opened":"2026-06-01T00:00:00Z","a":false}}"#;
    let verdict = judged(&mut analysis, "close", account, "2026-06-02T00:00:00Z");
    let periods: Vec<_> = verdict.timeline.iter().map(|it| (it.status, it.failed.len())).collect();
    assert_eq!(periods, [(Status::Blocked, 1), (Status::Inapplicable, 0)]);
    let later = judged(&mut analysis, "close", account, "2026-07-02T00:00:00Z");
    assert_eq!((later.failed.len(), later.timeline[0].failed.len()), (0, 0));
}

#[test]
fn a_refusal_that_time_clears_is_not_final() {
    let mut analysis = analysed(
        "package demo
languages en
account { t: time   trusted: bool }
policy close on sweep {
  require old: t more than 1d ago or trusted  en \"wait until {clears}\" final
}
",
    );
    let account = r#"{"account":{"t":"2026-06-01T00:00:00Z","trusted":false}}"#;
    let verdict = judged(&mut analysis, "close", account, "2026-06-01T12:00:00Z");
    let clears = &verdict.failed[0].clears;
    assert_eq!((clears.is_final, clears.waits), (false, verdict.eligible_after));
    assert!(clears.waits.is_some());
    let unknown = r#"{"account":{"trusted":false}}"#;
    let verdict = judged(&mut analysis, "close", unknown, "2026-06-01T12:00:00Z");
    assert_eq!(verdict.status, Status::Undetermined);
}

#[test]
fn refusals_of_elements_name_their_element() {
    let mut analysis = analysed_together(&[
        "package role
languages en
account { debt: int }
policy close on request { require settled: debt is 0  en \"{debt} owed\" fix \"Settle\" }
",
        "package pass
languages en
use role
account { roles: many role.account }
policy close on request { require all: every roles satisfies role.close  en \"roles\" }
",
    ]);
    let account = r#"{"account":{"roles":[{"debt":0},{"debt":3},{"debt":0},{"debt":5}]}}"#;
    let verdict = judged(&mut analysis, "pass.close", account, "2026-06-01T12:00:00Z");
    let through: Vec<_> = verdict.failed[0]
        .through
        .iter()
        .map(|refusal| (refusal.account.as_str(), refusal.failed[0].messages[0].text.as_str()))
        .collect();
    assert_eq!(through, [("account.roles[1]", "3 owed"), ("account.roles[3]", "5 owed")]);
    assert!(verdict.failed[0].clears.act);
    let page = render::verdict(&verdict, "en", render::Colour::Plain);
    assert!(page.contains("role.close (account.roles[1]) refuses:"), "{page}");
}

/// Zones whose midnights are skipped or come twice, and some plain ones.
const ZONES: [&str; 12] = [
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "America/Sao_Paulo",
    "America/Havana",
    "America/Asuncion",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Beirut",
    "Africa/Cairo",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "UTC",
];

/// Lengths with those that are longer in some unit and shorter in none.
const LONGER: [(&str, &str); 8] = [
    ("1d", "1d1h"),
    ("1d", "2d"),
    ("1d1h", "2d1h"),
    ("2d", "2d1h"),
    ("1mo", "1mo1h"),
    ("1mo", "1mo1d"),
    ("1mo1h", "1mo1d1h"),
    ("1mo1d", "1mo1d1h"),
];

/// The days around the changes of a zone's clocks.
fn days_of_changes(zone: &str) -> Vec<i32> {
    let rules = jiff::tz::TimeZoneDatabase::bundled().get(zone).expect("a zone");
    let from: Timestamp = "1992-01-01T00:00:00Z".parse().expect("an instant");
    let zone = Zone::named(zone).expect("a zone");
    let changes =
        rules.following(from).take(40).map(|it| calendar::day_of(it.timestamp().as_microsecond(), zone));
    let days: std::collections::BTreeSet<i32> =
        changes.chain([10_000]).flat_map(|day| [-33, -31, -3, -2, -1, 0, 1].map(|by| day + by)).collect();
    days.into_iter().collect()
}

/// The instant at which `DAY WINDOW` becomes true, by its length, seen from long before.
fn opens(program: &exeunt::ir::Program, policy: &str, day: i32) -> i64 {
    let policy = program.policy(policy).expect("it is declared");
    let facts = Facts { account: Value::Record(vec![Value::Date(day)]), request: None, services: None };
    let now = (i64::from(day) - 400) * 86_400_000_000;
    evaluate(program, policy, &facts, exeunt::ir::Timestamp::from_micros(now))
        .eligible_after
        .expect("it opens")
        .as_micros()
}

#[test]
fn a_longer_length_of_a_date_never_ends_earlier() {
    let lengths: std::collections::BTreeSet<&str> =
        LONGER.iter().flat_map(|(one, two)| [*one, *two]).collect();
    for zone in ZONES {
        let mut text = format!("package demo\nlanguages en\nzone {zone}\naccount {{ d: date }}\n");
        for length in &lengths {
            text +=
                &format!("policy ago_{length} on sweep {{ require r: d more than {length} ago en \"x\" }}\n");
            text += &format!(
                "policy next_{length} on sweep {{ require r: d in the next {length} en \"x\" fix \"x\" }}\n"
            );
        }
        let analysis = analysed(&text);
        let program = analysis.program.as_ref().expect("it compiles");
        for day in days_of_changes(zone) {
            for (one, longer) in LONGER {
                let ago = |length| opens(program, &format!("ago_{length}"), day);
                let next = |length| opens(program, &format!("next_{length}"), day);
                let date = calendar::date(day);
                assert!(ago(one) <= ago(longer), "{date} in {zone}: {longer} ends before {one}");
                assert!(next(longer) <= next(one), "{date} in {zone}: {longer} begins after {one}");
            }
        }
    }
}
