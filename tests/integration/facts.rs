//! Facts from JSON and from a caller's own types.

use exeunt::diagnostic::Code;
use exeunt::facts::{self, Id, Read};
use exeunt::ir::{ExpectationKind, Length, LengthKind, Program, Status, Value};
use exeunt::render::Colour;
use exeunt::source::FileId;
use exeunt_testkit::compiled;

const POLICY: &str = r#"
package shop
languages en
zone Asia/Shanghai

account {
  status:  one of normal, limited
  balance: money CNY
  points:  decimal
  strikes: int
  opened:  time
  born:    date?
  name:    text?
  tags:    many text
  trades:  many trade
  home:    address?
  last:    time? as "last login"
  keep:    length?
}
request { agreed: bool }
record trade { state: one of open, done  placed: time }
record address { city: text }

policy close on request {
  require idle: no open trade  en "Trades are open" fix "Wait"
  warn loses when some trade: en "All is lost"
}
policy dormant on sweep {
  when balance is 0 CNY and points < 1.0 and strikes < 3 and status is normal and "vip" in tags
  require old: opened more than 12mo ago  en "Too young"
}
"#;

/// The program of the policy above.
pub(crate) fn program() -> Program {
    compiled([("shop.policy", POLICY)])
}

fn read(text: &str) -> Read {
    facts::read(&program(), None, FileId(0), text)
}

/// The codes that a text raises, each with the text that its span covers.
fn raised(text: &str) -> Vec<(Code, String, String)> {
    let found = read(text).diagnostics.into_iter();
    found.map(|it| (it.code, text[it.primary.span.range()].to_owned(), it.message.to_string())).collect()
}

fn account(fields: &str) -> Vec<Value> {
    let text = format!(r#"{{"policy": "close", "account": {{{fields}}}}}"#);
    let outcome = read(&text);
    let envelope = outcome.envelope.unwrap_or_else(|| panic!("{text}: {:?}", outcome.diagnostics));
    let Value::Record(values) = envelope.facts.account else { panic!("the account is no record") };
    values
}

#[test]
fn every_type_is_read_exactly() {
    let values = account(
        r#""status": "limited", "balance": "-12.5 CNY", "points": 0.1, "strikes": 1e2,
        "opened": "2026-06-01T12:00:00.000001+08:00", "born": "1970-01-02", "name": "A\u00e9\ud83d\ude00",
        "tags": ["vip", null], "trades": [{"state": "done", "placed": "1970-01-01T00:00Z"}, null],
        "home": {"city": "杭州"}, "last login": "1970-01-01T08:00:00+08:00", "keep": "P1Y6MT12H""#,
    );
    let trade = Value::Record(vec![Value::Choice(1), Value::Time(0)]);
    let expected = vec![
        Value::Choice(1),
        Value::Number(-1250),
        Value::Number(100_000_000),
        Value::Number(100),
        Value::Time(1_780_286_400_000_001),
        Value::Date(1),
        Value::Text("Aé😀".to_owned()),
        Value::Set(vec![Value::Text("vip".to_owned()), Value::Unknown]),
        Value::Many(vec![trade, Value::Unknown]),
        Value::Record(vec![Value::Text("杭州".to_owned())]),
        Value::Time(0),
        Value::Length(Length { months: 18, days: 0, micros: 43_200_000_000, kind: LengthKind::Elapsed }),
    ];
    assert_eq!(values, expected);
}

#[test]
fn what_is_not_said_is_absent_where_it_may_be_and_unknown_elsewhere() {
    let values = account(r#""status": null, "born": null"#);
    let (u, a) = (Value::Unknown, Value::Absent);
    let expected = [&u, &u, &u, &u, &u, &a, &a, &u, &u, &a, &a, &a];
    assert_eq!(values.iter().collect::<Vec<_>>(), expected);
    let outcome = read(r#"{"policy": "close", "account": {}}"#).envelope.expect("sound facts");
    assert_eq!(outcome.facts.request, Some(Value::Record(vec![Value::Unknown])));
}

#[test]
fn amounts_are_exact_and_never_floating() {
    for (written, minor) in [
        (r#""0 CNY""#, 0),
        (r#""12.500 CNY""#, 1250),
        (r#"{"amount": "12.50", "currency": "CNY"}"#, 1250),
        (r#"{"currency": "CNY", "amount": 12}"#, 1200),
    ] {
        assert_eq!(account(&format!(r#""balance": {written}"#))[1], Value::Number(minor), "{written}");
    }
    for (written, code) in [
        ("12", Code::FactType),
        (r#""12.50""#, Code::FactFormat),
        (r#""12.505 CNY""#, Code::FactRange),
        (r#""12.50 USD""#, Code::FactType),
        (r#""12.50 XYZ""#, Code::FactFormat),
        (r#""CNY 12.50""#, Code::FactFormat),
        (r#""1e3 CNY""#, Code::FactFormat),
        (r#"{"amount": 12.5, "currency": "CNY"}"#, Code::FactType),
        (r#"{"amount": "12.5"}"#, Code::FactFormat),
        (r#"{"amount": "12.5", "currency": "USD"}"#, Code::FactType),
        (r#""9999999999999999999999999999 CNY""#, Code::FactRange),
    ] {
        let raised = raised(&format!(r#"{{"policy": "close", "account": {{"balance": {written}}}}}"#));
        assert_eq!(raised.iter().map(|it| it.0).collect::<Vec<_>>(), [code], "{written}");
    }
}

#[test]
fn times_are_instants_to_the_microsecond() {
    for (written, micros) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t08:00:00.5+08:00", 500_000),
        ("1969-12-31T23:59:59.999999-00:00", -1),
        ("1970-01-01T00:00:00.123456000Z", 123_456),
        ("1972-06-30T23:59:60Z", 78_796_800_000_000),
        ("2024-02-29T00:00Z", 1_709_164_800_000_000),
    ] {
        assert_eq!(account(&format!(r#""opened": "{written}""#))[4], Value::Time(micros), "{written}");
    }
    for (written, code) in [
        ("2026-06-01T12:00:00", Code::FactFormat),
        ("2026-06-01 12:00:00Z", Code::FactFormat),
        ("2026-06-01", Code::FactFormat),
        ("2026-02-29T12:00:00Z", Code::FactFormat),
        ("2026-06-01T24:00:00Z", Code::FactFormat),
        ("2026-06-01T12:00:00+25:00", Code::FactFormat),
        ("2026-06-01T12:00:00Z[UTC]", Code::FactFormat),
        ("2026-06-01T12:00:00.1234567Z", Code::FactRange),
        ("0000-06-01T12:00:00Z", Code::FactRange),
        ("0001-01-01T00:00:00+00:01", Code::FactRange),
        ("9999-12-31T23:59:59Z", Code::FactRange),
        ("２026-06-01T12:00:00Z", Code::FactFormat),
    ] {
        let raised = raised(&format!(r#"{{"policy": "close", "account": {{"opened": "{written}"}}}}"#));
        assert_eq!(raised.iter().map(|it| it.0).collect::<Vec<_>>(), [code], "{written}");
    }
}

#[test]
fn all_errors_of_a_text_are_reported_at_their_places_and_with_their_paths() {
    let found = raised(
        r#"{"policy": "shop.close", "now": "today", "account": {"status": "frozen", "strikes": "none",
            "opened": "2020-05-01 09:00", "striks": 9, "tags": "vip", "strikes": 1,
            "trades": [{}, {"state": "opne", "placed": 5, "stat": 1}, 3], "last login": true}}"#,
    );
    let expected = [
        (Code::FactFormat, r#""today""#, "`now` cannot be read as a time"),
        (Code::FactValue, r#""frozen""#, "`frozen` is not a value of `account.status`"),
        (Code::FactFormat, r#""2020-05-01 09:00""#, "`account.opened` cannot be read as a time"),
        (Code::UnknownKey, r#""striks""#, "nothing declares `account.striks`"),
        (Code::FactType, r#""vip""#, "`account.tags` takes a set, found a text"),
        (Code::DuplicateKey, r#""strikes""#, "`account.strikes` is given twice"),
        (Code::FactValue, r#""opne""#, "`opne` is not a value of `account.trades[1].state`"),
        (Code::FactType, "5", "`account.trades[1].placed` takes a time, found a number"),
        (Code::UnknownKey, r#""stat""#, "nothing declares `account.trades[1].stat`"),
        (Code::FactType, "3", "`account.trades[2]` takes a record, found a number"),
        (Code::FactType, "true", "`account[\"last login\"]` takes a time, found a boolean"),
    ];
    let found: Vec<_> = found.iter().map(|it| (it.0, it.1.as_str(), it.2.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn texts_that_are_not_json_are_refused_where_they_depart_from_it() {
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    for (text, code, at) in [
        ("", Code::FactSyntax, ""),
        ("[]", Code::FactSyntax, "[]"),
        ("{\"a\": 1,}", Code::FactSyntax, ","),
        ("{\"a\": [1,]}", Code::FactSyntax, ","),
        ("{\"a\": 01}", Code::FactSyntax, "01"),
        ("{\"a\": .5}", Code::FactSyntax, "."),
        ("{\"a\": 1.}", Code::FactSyntax, "}"),
        ("{\"a\": NaN}", Code::FactSyntax, "N"),
        ("{\"a\": yes}", Code::FactSyntax, "yes"),
        ("{a: 1}", Code::FactSyntax, "a"),
        ("{'a': 1}", Code::FactSyntax, "'"),
        ("{\"a\": 1", Code::FactSyntax, ""),
        ("{\"a\" 1}", Code::FactSyntax, "1"),
        ("{\"a\": \"b}", Code::FactSyntax, "\"b}"),
        ("{\"a\": \"\\x\"}", Code::FactSyntax, "\\x"),
        ("{\"a\": \"\\ud800\"}", Code::FactSyntax, "\\ud800"),
        ("{\"a\": \"\n\"}", Code::FactSyntax, "\n"),
        ("{\"a\": 1} {}", Code::FactSyntax, "{"),
        (&deep, Code::TooDeep, "["),
    ] {
        let raised = raised(text);
        let found: Vec<_> = raised.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(found, [(code, at)], "{text}: {raised:?}");
    }
}

#[test]
fn the_envelope_says_by_which_policy_when_and_what_is_expected() {
    let text = r#"{"policy": "shop.close", "id": 340282366920938463463374607431768211, "now": "1970-01-01T00:00:01Z",
        "account": {}, "request": {"agreed": true}, "expect": {"status": "blocked", "by": ["idle"], "never": true,
        "warn": "loses", "message": {"en": "Trades are open"}, "unknown": ["account.trades"]}}"#;
    let envelope = read(text).envelope.expect("a sound envelope");
    assert_eq!(envelope.id, Some(Id::Integer(340_282_366_920_938_463_463_374_607_431_768_211)));
    assert_eq!(envelope.now, Some(exeunt::ir::Timestamp::from_micros(1_000_000)));
    assert_eq!(envelope.facts.request, Some(Value::Record(vec![Value::Bool(true)])));
    let kinds: Vec<_> = envelope.expect.into_iter().flatten().map(|it| it.kind).collect();
    let expected = [
        ExpectationKind::Status(Status::Blocked, vec!["idle".to_owned()]),
        ExpectationKind::Never,
        ExpectationKind::Warn("loses".to_owned()),
        ExpectationKind::Message("en".to_owned(), "Trades are open".to_owned()),
        ExpectationKind::Unknown("account.trades".to_owned()),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn an_account_is_undetermined_by_a_clause() {
    let text = r#"{"policy": "dormant", "account": {}, "expect": {"status": "undetermined", "by": "when"}}"#;
    let envelope = read(text).envelope.expect("a sound envelope");
    let kinds: Vec<_> = envelope.expect.into_iter().flatten().map(|it| it.kind).collect();
    assert_eq!(kinds, [ExpectationKind::Status(Status::Undetermined, vec!["when".to_owned()])]);
}

#[test]
fn names_in_the_envelope_are_checked() {
    for (text, code, at) in [
        (r#"{"account": {}}"#, Code::FactMissing, r#"{"account": {}}"#),
        (r#"{"policy": "close"}"#, Code::FactMissing, r#"{"policy": "close"}"#),
        (r#"{"policy": "shop.clse", "account": {}}"#, Code::UnknownName, r#""shop.clse""#),
        (r#"{"policy": 5, "account": {}}"#, Code::FactType, "5"),
        (r#"{"policy": "close", "id": 1.5, "account": {}}"#, Code::FactType, "1.5"),
        (r#"{"policy": "close", "accont": {}, "account": {}}"#, Code::UnknownKey, r#""accont""#),
        (r#"{"policy": "close", "account": {}, "expect": {}}"#, Code::NothingExpected, "{}"),
        (r#"{"policy": "close", "account": {}, "expect": {"by": "idle"}}"#, Code::FactMissing, r#""by""#),
        (
            r#"{"policy": "close", "account": {}, "expect": {"status": "shut"}}"#,
            Code::UnknownName,
            r#""shut""#,
        ),
        (
            r#"{"policy": "dormant", "account": {}, "expect": {"status": "blocked", "by": "when"}}"#,
            Code::UnknownName,
            r#""when""#,
        ),
        (
            r#"{"policy": "dormant", "account": {}, "expect": {"status": "undetermined", "by": "grace"}}"#,
            Code::UnknownName,
            r#""grace""#,
        ),
        (
            r#"{"policy": "close", "account": {}, "expect": {"warn": ["lses"]}}"#,
            Code::UnknownName,
            r#""lses""#,
        ),
        (
            r#"{"policy": "close", "account": {}, "expect": {"message": {"zh": ""}}}"#,
            Code::UnknownName,
            r#""zh""#,
        ),
    ] {
        let raised = raised(text);
        let found: Vec<_> = raised.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(found, [(code, at)], "{text}: {raised:?}");
    }
}

#[test]
fn keys_and_enumerations_are_compared_in_their_composed_form() {
    let program = compiled([(
        "p.policy",
        "package p\nlanguages en\naccount { état: one of né, mort }\n\
         policy close on sweep { require alive: état is né en \"no\" final }",
    )]);
    let text = "{\"account\": {\"e\u{301}tat\": \"ne\u{301}\"}}";
    let envelope = facts::read(&program, None, FileId(0), text).envelope.expect("sound facts");
    assert_eq!(envelope.facts.account, Value::Record(vec![Value::Choice(0)]));
}

#[test]
fn a_line_of_many_is_read_at_its_own_place() {
    let text = "{\"policy\": \"close\", \"account\": {}}\n\n  \n{\"policy\": \"close\", \"account\": {\"strikes\": \"x\"}}";
    let program = program();
    let lines: Vec<(usize, Read)> =
        facts::read_lines(facts::Options::default(), &program, None, FileId(0), text).collect();
    assert_eq!(lines.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 4]);
    assert!(lines[0].1.envelope.is_some());
    let wrong = &lines[1].1.diagnostics[0];
    assert_eq!(&text[wrong.primary.span.range()], "\"x\"");
}

#[test]
fn a_key_that_nothing_declares_is_reported_once_a_shape() {
    let text = r#"{"policy": "close", "account": {"trades": [{"x": 1}, {"x": 2}, {"x": 3}]}}"#;
    let allowing = facts::Options::default().allowing_unknown_keys();
    for (options, code) in [(facts::Options::default(), Code::UnknownKey), (allowing, Code::IgnoredKey)] {
        let outcome = facts::read_with(options, &program(), None, FileId(0), text);
        assert_eq!(outcome.envelope.is_some(), code == Code::IgnoredKey);
        assert_eq!(outcome.diagnostics.len(), 1);
        assert_eq!(outcome.diagnostics[0].code, code);
        assert_eq!(
            outcome.diagnostics[0].notes[0].to_string(),
            "this key comes 2 times more in records of this shape"
        );
        assert_eq!(outcome.unknown_keys, ["account.trades[].x"]);
    }
}

/// Where a key may stand that nothing declares: in the envelope, the account, an element, an optional record, an amount, an
/// expectation, and where the package declares no request.
const WITH_UNKNOWN_KEYS: &[&str] = &[
    r#"{"policy": "close", "account": {}, "sent_at": 3}"#,
    r#"{"policy": "close", "account": {"nmae": "A"}}"#,
    r#"{"policy": "close", "account": {"名前": "A"}}"#,
    r#"{"policy": "close", "account": {"n\u0061mes": "A"}}"#,
    r#"{"policy": "close", "account": {"trades": [{}, {"satte": "done"}]}}"#,
    r#"{"policy": "close", "account": {"home": {"town": "杭州"}}}"#,
    r#"{"policy": "close", "account": {"balance": {"amount": "1", "currency": "CNY", "x": 1}}}"#,
    r#"{"policy": "close", "account": {}, "request": {"argeed": true}}"#,
    r#"{"policy": "close", "account": {}, "expect": {"status": "blocked", "bye": "idle"}}"#,
];

#[test]
fn a_key_that_nothing_declares_is_refused_unless_it_is_allowed() {
    for text in WITH_UNKNOWN_KEYS {
        let refused = read(text);
        assert!(refused.envelope.is_none(), "{text}");
        let codes: Vec<Code> = refused.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::UnknownKey], "{text}");
        let allowing = facts::Options::default().allowing_unknown_keys();
        let allowed = facts::read_with(allowing, &program(), None, FileId(0), text);
        assert!(allowed.envelope.is_some(), "{text}");
        let codes: Vec<Code> = allowed.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::IgnoredKey], "{text}");
    }
}

#[test]
fn a_text_with_many_errors_gives_as_many_as_are_asked_for_and_counts_the_others() {
    let many = |one: fn(usize) -> String| (0..5000).map(one).collect::<Vec<_>>().join(",");
    let texts = [
        format!("{{\"policy\": \"close\", \"account\": {{{}}}}}", many(|at| format!("\"a{at}\": 1"))),
        format!(
            "{{\"policy\": \"close\", \"account\": {{\"strikes\": 0, {}}}}}",
            many(|_| "\"strikes\": 1".to_owned())
        ),
        format!("{{\"policy\": \"close\", \"account\": {{\"trades\": [{}]}}}}", many(|_| "3".to_owned())),
        format!(
            "{{\"policy\": \"close\", \"account\": {{\"trades\": [{}]}}}}",
            many(|_| "{\"state\": \"x\"}".to_owned())
        ),
    ];
    for text in &texts {
        for limit in [1, 7, 6000] {
            let options = facts::Options { limit, ..facts::Options::default() };
            let read = facts::read_with(options, &program(), None, FileId(0), text);
            assert!(read.envelope.is_none());
            assert_eq!(read.diagnostics.len(), limit.min(5000), "{}", &text[..80]);
            assert_eq!(read.diagnostics.len() + read.left_out, 5000, "{}", &text[..80]);
        }
    }
}

#[test]
fn an_error_is_not_hidden_by_warnings_beyond_the_limit() {
    let keys: String = (0..50).map(|at| format!("\"a{at}\": 1, ")).collect();
    let text = format!("{{\"policy\": \"close\", \"account\": {{{keys}\"strikes\": \"x\"}}}}");
    let options = facts::Options { limit: 3, ..facts::Options::default() }.allowing_unknown_keys();
    let read = facts::read_with(options, &program(), None, FileId(0), &text);
    assert!(read.envelope.is_none());
    assert!(read.diagnostics.iter().any(|it| it.code == Code::FactType));
    assert_eq!((read.diagnostics.len(), read.left_out), (4, 47));
}

#[derive(serde::Serialize)]
struct Account {
    status: &'static str,
    balance: String,
    points: f64,
    strikes: u8,
}

#[test]
fn a_callers_own_types_are_held_to_the_same_rules() {
    let program = program();
    let close = program.policy("shop.close").expect("it is declared");
    let sound = Account { status: "normal", balance: "1.00 CNY".to_owned(), points: 0.1, strikes: 2 };
    let facts = facts::from_serialize(&program, close, &sound, None::<&()>).expect("sound facts");
    let Value::Record(values) = facts.account else { panic!("the account is no record") };
    assert_eq!(values[2], Value::Number(100_000_000));

    let wrong = Account { status: "gone", balance: "1".to_owned(), points: f64::NAN, strikes: 2 };
    let refused = facts::from_serialize(&program, close, &wrong, None::<&()>).expect_err("wrong facts");
    assert_eq!(
        refused.to_string(),
        "E0502: `gone` is not a value of `account.status`\nE0503: `account.balance` cannot be read as an amount"
    );
}

#[derive(serde::Serialize)]
struct Renamed {
    status: &'static str,
    nmae: &'static str,
}

#[test]
fn a_key_of_a_callers_own_type_that_nothing_declares_is_refused_or_returned_as_a_warning() {
    let program = program();
    let close = program.policy("shop.close").expect("it is declared");
    let account = Renamed { status: "normal", nmae: "A" };
    let refused = facts::from_serialize(&program, close, &account, None::<&()>).expect_err("an unknown key");
    assert_eq!(refused.to_string(), "E0508: nothing declares `account.nmae`");
    let allowing = facts::Options::default().allowing_unknown_keys();
    let read = facts::from_serialize_with(allowing, &program, close, &account, None::<&()>).expect("allowed");
    let warnings: Vec<_> = read.warnings.iter().map(|it| (it.code, it.message.to_string())).collect();
    assert_eq!(warnings, [(Code::IgnoredKey, "nothing declares `account.nmae`".to_owned())]);
    let drawn = exeunt::render::diagnostics(&read.sources, &read.warnings, Colour::Plain);
    assert!(drawn.contains("did you mean `name`?"), "{drawn}");
}

#[test]
fn a_number_for_an_amount_is_told_how_to_write_it() {
    for (written, help) in
        [("3.20", "write `\"3.20 CNY\"`"), ("12", "write `\"12 CNY\"`"), ("1e3", "write `\"12.50 CNY\"`")]
    {
        let found =
            read(&format!(r#"{{"policy": "close", "account": {{"balance": {written}}}}}"#)).diagnostics;
        assert_eq!(found[0].help.as_ref().map(ToString::to_string).as_deref(), Some(help));
    }
}
