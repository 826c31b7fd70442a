//! The byte reader against the precise one: what it accepts, the precise reader accepts, with the same values. One policy
//! reads every field, the other one hardly any.

use proptest::prelude::*;

use super::*;
use crate::analysis::analyse;
use crate::facts;
use crate::ir::{Id, RecordId};
use crate::source::{FileId, Sources};

const POLICY: &str = r#"
package p languages en zone Asia/Shanghai
account {
  status: one of normal, limited
  flag:   bool
  money:  money CNY
  rate:   decimal
  points: int?
  opened: time
  born:   date?
  keep:   length
  stay:   length?
  name:   text? as "full name"
  tags:   many text
  lucky:  many int
  trades: many trade
  home:   home?
  交易:    bool?
}
request { agreed: bool  at: time? }
record trade { state: one of open, a_rather_long_state_of_a_trade  placed: time  done: time?  items: many item }
record item { price: money CNY }
record home { city: text  since: date? }
policy close on request {
  require a: status is normal and flag and money is 0 CNY and rate < 1.5 en "a" fix "f"
  require b: points is absent or points > 3 en "b" fix "f"
  require c: opened more than 1y ago and (born is absent or born < 2010-01-01) en "c" fix "f"
  require d: name is absent or name in tags en "d" fix "f"
  require e: 3 in lucky or (交易 is present and 交易) en "e" fix "f"
  require f: no open trade placed or done within 3d where (some item where price > 1 CNY) en "f" fix "f"
  require g: home is absent or (home.city is "x" and (home.since is absent or home.since < 2020-01-01)) en "g" fix "f"
  require i: opened more than keep ago or (stay is present and opened within stay) en "i" fix "f"
  require h: request.agreed and (request.at is absent or request.at before now) en "h" fix "f"
}
policy flagged on request {
  require a: flag en "a" fix "f"
}
"#;

fn program() -> Program {
    let mut sources = Sources::new();
    sources.add("p.policy", POLICY);
    let analysis = analyse(sources);
    analysis.program.unwrap_or_else(|| panic!("{:?}", analysis.diagnostics))
}

/// Random JSON of a shape, plain or odd.
struct Writer<'p> {
    program: &'p Program,
    state: u64,
    /// How many of 100 values are odd.
    odd: u64,
}

const ODD: [&str; 26] = [
    "null",
    "{}",
    "[]",
    "5.0",
    "1e2",
    "-0",
    "007",
    "\"\\u006fpen\"",
    "\"2024-02-30T00:00:00Z\"",
    "\"12.505 CNY\"",
    "\"12.50 USD\"",
    "99999999999999999999",
    "\"2024-02-29t10:00:00z\"",
    "\"2024-02-29T10:00+08:00\"",
    "truee",
    "\"0001-01-01T00:00:00+08:00\"",
    "\"9999-12-31T00:00:00Z\"",
    "\"2024-06-30T23:59:60Z\"",
    "\"\\ud83d\\ude00\"",
    "{\"amount\": 12, \"currency\": \"CNY\"}",
    "{\"currency\": \"CNY\", \"amount\": \"12.5\", \"amount\": \"1\"}",
    "\"2024-02-29T10:00:00.1234567Z\"",
    "\"99999999999999999999.99 CNY\"",
    "\"a\tb\"",
    "\"30 days\"",
    "\"99999999999d\"",
];

impl Writer<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    fn one_of(&mut self, texts: &[&str]) -> String {
        texts[self.below(texts.len())].to_owned()
    }

    fn is_odd(&mut self) -> bool {
        (self.below(100) as u64) < self.odd
    }

    fn space(&mut self) -> String {
        if self.is_odd() { self.one_of(&[" ", "\t", "  ", "\r"]) } else { String::new() }
    }

    fn value(&mut self, ty: &Type) -> String {
        if self.is_odd() {
            return self.one_of(&ODD);
        }
        match ty {
            Type::Bool => self.one_of(&["true", "false"]),
            Type::Number(Unit::Int) => self.one_of(&["0", "3", "-7", "123456789012345678"]),
            Type::Number(Unit::Decimal) => self.one_of(&["0", "1.5", "\"0.25\"", "-3.000000001", "\"12\""]),
            Type::Number(Unit::Money(_)) => self.one_of(&[
                "\"0 CNY\"",
                "\"12.50 CNY\"",
                "\"-3.1 CNY\"",
                "{\"amount\":\"7.25\",\"currency\":\"CNY\"}",
                "{\"currency\": \"CNY\", \"amount\": 3}",
            ]),
            Type::Text => self.one_of(&["\"\"", "\"x\"", "\"a longer text than sixteen bytes\"", "\"淘宝\""]),
            Type::Time => self.one_of(&[
                "\"2024-02-29T10:00:00+08:00\"",
                "\"2019-12-31T23:59:59.5Z\"",
                "\"2023-03-01T00:00:00.123456-05:30\"",
            ]),
            Type::Date => self.one_of(&["\"2000-02-29\"", "\"1969-12-31\"", "\"2023-10-05\""]),
            Type::Length => self.one_of(&["\"30d\"", "\"P1Y6M\"", "\"15 full days\"", "\"PT36H\""]),
            Type::OneOf(values) => {
                let at = self.below(values.len());
                format!("\"{}\"", values[at])
            }
            Type::Set(of) => self.array(of),
            Type::Many(record) => self.array(&Type::Record(*record)),
            Type::Record(record) => self.record(*record),
        }
    }

    fn array(&mut self, of: &Type) -> String {
        let count = self.below(4);
        let items: Vec<String> = (0..count).map(|_| self.value(of)).collect();
        format!("[{}{}{}]", self.space(), items.join(","), self.space())
    }

    fn record(&mut self, record: RecordId) -> String {
        let program = self.program;
        let mut members = Vec::new();
        for field in &program.records[record].fields {
            if self.below(12) > 0 {
                members.push(format!(
                    "{}\"{}\"{}:{}",
                    self.space(),
                    field.key,
                    self.space(),
                    self.value(&field.ty)
                ));
            }
        }
        if self.is_odd() {
            let odd = self.one_of(&[
                "\"other\":[1,{\"a\":[]},\"\\n\"]",
                "\"placed\":null",
                "\"st\\u0061te\":1",
                "\"e\u{301}\":1",
                "\"x\":1.5e-3",
                "\"x\":[1,]",
                "\"x\":{\"y\":tru}",
            ]);
            members.push(odd);
        }
        if self.is_odd() {
            let at = self.below(members.len().max(1));
            members.reverse();
            let by = at.min(members.len());
            members.rotate_left(by);
        }
        format!("{{{}{}}}{}", self.space(), members.join(","), self.space())
    }

    fn line(&mut self) -> Vec<u8> {
        let package = self.program.packages.first().expect("there is one");
        let (account, request) = (package.account, package.request.expect("it is declared"));
        let mut members = vec![format!("\"account\":{}", self.record(account))];
        if self.below(8) > 0 {
            members.push(format!("\"request\":{}", self.record(request)));
        }
        if self.below(8) > 0 {
            let id = self.one_of(&["\"u-1\"", "42", "-3"]);
            members.insert(0, format!("\"id\":{id}"));
        }
        if self.is_odd() {
            members.push(self.one_of(&[
                "\"id\":1.5",
                "\"id\":-0",
                "\"now\":\"x\"",
                "\"sent\":{\"by\":[1]}",
                "\"policy\":\"p.close\"",
                "\"policy\":\"close\"",
                "\"policy\":\"other\"",
                "\"now\":null",
                "\"now\":\"2024-01-01T00:00:00Z\"",
                "\"expect\":{}",
                "\"account\":null",
            ]));
        }
        let mut line = format!("{}{{{}}}{}", self.space(), members.join(","), self.space()).into_bytes();
        if self.is_odd() {
            let at = self.below(line.len());
            match self.below(3) {
                0 => drop(line.remove(at)),
                1 => line[at] = b"\"{}[]:,0\\ \x80"[self.below(11)],
                _ => line.insert(at, b"\"{}[]:,0\\ \x80"[self.below(11)]),
            }
        }
        line
    }
}

/// The value of every column at the last row of each table, and where the rows of it end, in words.
fn shown(batch: &Batch) -> String {
    let columns = &batch.columns;
    let texts = |column: &Vec<i64>| {
        let text = |&packed: &i64| {
            if packed < 0 { format!("{packed}") } else { format!("{:?}", columns.text_at(packed)) }
        };
        column.iter().map(text).collect::<Vec<_>>()
    };
    let texts: Vec<_> = columns.texts.iter().map(texts).collect();
    format!("{:?} {:?} {:?} {texts:?}", columns.bytes, columns.wides, columns.tables)
}

/// Every way to read a line by a policy.
fn all_terms(program: &Program, policy: PolicyId) -> impl Iterator<Item = LineOptions<'_>> {
    let refusing = facts::Options::default();
    [refusing, refusing.allowing_unknown_keys()].into_iter().flat_map(move |reading| {
        [false, true].map(|now_is_given| LineOptions {
            program,
            policy,
            now: crate::ir::Timestamp::UNIX_EPOCH,
            now_is_given,
            id: None,
            reading,
        })
    })
}

/// Whether the byte reader accepted the line, by both policies and however it is read; panics if the precise reader
/// disagrees.
fn accepted(program: &Program, deciders: &[CompiledPolicy; 2], line: &[u8]) -> bool {
    let accepted = program.policies.ids().flat_map(|policy| all_terms(program, policy));
    accepted
        .map(|terms| accepted_by(&terms, &deciders[terms.policy.index()], line))
        .fold(true, |all, one| all & one)
}

fn accepted_by(terms: &LineOptions<'_>, decider: &CompiledPolicy, line: &[u8]) -> bool {
    let mut reader = Reader::new(terms, decider).expect("the policy is held");
    agrees(terms, &mut reader, decider, line)
}

fn agrees(terms: &LineOptions<'_>, reader: &mut Reader, decider: &CompiledPolicy, line: &[u8]) -> bool {
    let program = terms.program;
    let (mut batch, mut wanted) = (decider.batch(), decider.batch());
    let mut text = line.to_vec();
    text.extend_from_slice(b"\n{}");
    let empty = shown(&batch);
    let Ok(FirstLine { id, length, .. }) = reader.read(&text, &mut batch, None) else {
        assert_eq!(shown(&batch), empty, "what was refused left something behind");
        return false;
    };
    let shown_line = String::from_utf8_lossy(line);
    assert_eq!(length, line.len(), "{shown_line}");
    let read = |line| facts::read_with(terms.reading, program, Some(terms.policy), FileId(0), line);
    let precise = std::str::from_utf8(line).map(read);
    let precise = precise.unwrap_or_else(|_| panic!("not UTF-8: {shown_line}"));
    let envelope = precise.envelope.unwrap_or_else(|| panic!("{shown_line}: {:?}", precise.diagnostics));
    assert!(envelope.now.is_none() || terms.now_is_given, "{shown_line}");
    wanted.push(&envelope.facts).expect("plain values fit");
    assert_eq!(shown(&batch), shown(&wanted), "{shown_line}");
    let written = id.map(|id| String::from_utf8_lossy(&text[id]).trim_matches('"').to_owned());
    assert_eq!(written, envelope.id.map(|id| id.to_string()), "{shown_line}");
    true
}

fn deciders(program: &Program) -> [CompiledPolicy; 2] {
    [0, 1].map(|at| CompiledPolicy::compile(program, PolicyId::from_index(at)).expect("it is held"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn agrees_on_odd_lines(seed: u64, odd in 0_u64..12) {
        static PROGRAM: std::sync::LazyLock<Program> = std::sync::LazyLock::new(program);
        static DECIDERS: std::sync::LazyLock<[CompiledPolicy; 2]> =
            std::sync::LazyLock::new(|| deciders(&PROGRAM));
        let mut writer = Writer { program: &PROGRAM, state: seed, odd };
        for _ in 0..10 {
            let line = writer.line();
            accepted(&PROGRAM, &DECIDERS, &line);
        }
    }
}

#[test]
fn accepts_every_plain_line() {
    let program = program();
    let deciders = deciders(&program);
    let mut writer = Writer { program: &program, state: 1, odd: 0 };
    for _ in 0..200 {
        let line = writer.line();
        assert!(accepted(&program, &deciders, &line), "{}", String::from_utf8_lossy(&line));
    }
}

#[test]
fn agrees_at_every_cut_of_a_line() {
    let program = program();
    let deciders = deciders(&program);
    let line = Writer { program: &program, state: 5, odd: 0 }.line();
    for end in 0..line.len() {
        assert!(!accepted(&program, &deciders, &line[..end]));
    }
}

#[test]
fn a_key_that_nothing_declares_is_noted_where_it_is_allowed_and_else_left_to_the_precise_reader() {
    let program = program();
    let policy = PolicyId::from_index(1);
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    for (line, paths) in [
        ("{\"sent\":1,\"account\":{\"flag\":true,\"x y\":[{}]}}", ["sent", "account[\"x y\"]"]),
        (
            "{\"account\":{\"trades\":[{\"x\":1},{\"items\":[{\"y\":{}}],\"x\":2}]}}",
            ["account.trades[].x", "account.trades[].items[].y"],
        ),
        ("{\"account\":{\"home\":{\"x\":1}},\"request\":{\"y\":2}}", ["account.home.x", "request.y"]),
    ] {
        for terms in all_terms(&program, policy) {
            let is_allowed = terms.reading != facts::Options::default();
            let mut reader = Reader::new(&terms, &decider).expect("it is held");
            for _ in 0..2 {
                assert_eq!(agrees(&terms, &mut reader, &decider, line.as_bytes()), is_allowed, "{line}");
            }
            let read = facts::read_with(terms.reading, &program, Some(policy), FileId(0), line);
            let mut noted = reader.unknown_keys().to_vec();
            noted.sort();
            let mut expected = paths.map(str::to_owned);
            expected.sort();
            assert_eq!(noted, if is_allowed { &expected[..] } else { &[] }, "{line}");
            assert_eq!(read.unknown_keys, expected, "{line}");
        }
    }
}
