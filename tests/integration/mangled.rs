//! Policies whose pieces were removed, repeated, swapped or moved: the slips of an editor and of a merge. Whatever is left,
//! there is a program or an error, and the error is one of the text, never of the compiler (E0601).
//!
//! `cargo test` tries a part of all changes. All of them, on every case, take some hours:
//!
//! ```text
//! EXEUNT_CASES=1 cargo test --release --test integration mangled
//! ```

use std::ops::Range;

use exeunt::diagnostic::{Code, Diagnostic, Severity};
use exeunt_testkit::analysed;
use exeunt_testkit::files::{files_with_extension, read, repository};
use exeunt_testkit::policies::files_of_case;
use rayon::prelude::*;

/// One change of so many is tried.
fn step(usual: usize) -> usize {
    if std::env::var_os("EXEUNT_CASES").is_some() { 1 } else { usual }
}

/// The words, texts and signs.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => rest[1..].find(['"', '\n']).map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        if !first.is_whitespace() {
            words.push(at..at + length);
        }
        at += length;
    }
    words
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let ends = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some(*at - line.len()..*at)
    });
    ends.filter(|line| !text[line.clone()].trim().is_empty()).collect()
}

/// What is in braces, brackets or parentheses, with these.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut groups = Vec::new();
    for word in words(text) {
        match &text[word.clone()] {
            "{" | "(" | "[" => open.push(word.start),
            "}" | ")" | "]" => groups.extend(open.pop().map(|start: usize| start..word.end)),
            _ => {}
        }
    }
    groups
}

/// Lines from one that opens a brace to the one that closes it.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let depth = |line: &Range<usize>| {
        let signs = text[line.clone()].bytes();
        signs.map(|sign| i32::from(sign == b'{') - i32::from(sign == b'}')).sum::<i32>()
    };
    let block = |first: usize| {
        let mut open = 0;
        let last = lines[first..].iter().position(|line| {
            open += depth(line);
            open <= 0
        })?;
        Some(lines[first].start..lines[first + last].end)
    };
    (0..lines.len()).filter_map(block).collect()
}

/// A change of a text. It is made only if it is tried: there are more of them than the square of the words.
#[derive(Debug, Clone)]
enum Change {
    Remove(Range<usize>),
    Repeat(Range<usize>),
    CutBefore(usize),
    CutBehind(usize),
    /// The first piece is written before the second, or in its place.
    Insert(Range<usize>, Range<usize>),
    Replace(Range<usize>, Range<usize>),
    Swap(Range<usize>, Range<usize>),
}

impl Change {
    fn made(self, text: &str) -> String {
        let with =
            |place: Range<usize>, new: &str| format!("{}{new}{}", &text[..place.start], &text[place.end..]);
        match self {
            Self::Remove(piece) => with(piece, ""),
            Self::Repeat(piece) => with(piece.clone(), &format!("{0} {0}", &text[piece])),
            Self::CutBefore(at) => text[at..].to_owned(),
            Self::CutBehind(at) => text[..at].to_owned(),
            Self::Insert(piece, other) => with(other.start..other.start, &format!(" {} ", &text[piece])),
            Self::Replace(piece, other) => with(other, &text[piece]),
            Self::Swap(one, other) => {
                let between = &text[one.end..other.start];
                with(
                    one.start..other.end,
                    &format!("{}{between}{}", &text[other.clone()], &text[one.clone()]),
                )
            }
        }
    }
}

/// Every change of a text by one piece, or by two.
fn changes(text: &str) -> impl Iterator<Item = Change> {
    let kinds = [words(text), lines(text), groups(text), blocks(text)];
    kinds.into_iter().flat_map(|pieces| {
        let of_one = pieces.clone().into_iter().flat_map(|piece| {
            let Range { start, end } = piece;
            [
                Change::Remove(start..end),
                Change::Repeat(start..end),
                Change::CutBehind(start),
                Change::CutBefore(start),
            ]
        });
        let of_two = pieces.clone().into_iter().flat_map(move |one| {
            let others = pieces.clone();
            others.into_iter().flat_map(move |other| {
                let swap = (one.end <= other.start).then(|| Change::Swap(one.clone(), other.clone()));
                let both = [Change::Insert(one.clone(), other.clone()), Change::Replace(one.clone(), other)];
                both.into_iter().chain(swap)
            })
        });
        of_one.chain(of_two)
    })
}

/// Holds what is compiled to what it owes, whatever the text is.
fn hold(text: &str) {
    let analysis = analysed(files_of_case("mangled.policy", text));
    let errors: Vec<&Diagnostic> =
        analysis.diagnostics.iter().filter(|found| found.severity() == Severity::Error).collect();
    assert_eq!(analysis.program.is_none(), !errors.is_empty(), "{text}");
    let found = errors.iter().find(|error| error.code == Code::BadProgram);
    assert!(found.is_none(), "{found:?} of\n{text}");
}

#[test]
fn every_construct_mangled_gives_a_program_or_an_error_of_the_text() {
    let whole = EVERY_CONSTRUCT;
    assert!(analysed([("whole.policy", whole)]).program.is_some(), "it compiles before it is changed");
    let changes: Vec<Change> = changes(whole).step_by(step(14_983)).collect();
    changes.into_par_iter().for_each(|change| hold(&change.made(whole)));
}

#[test]
fn cases_mangled_give_a_program_or_an_error_of_the_text() {
    let cases = files_with_extension(repository("tests/cases"), "policy");
    let step = step(79_999);
    cases.par_iter().enumerate().for_each(|(nth, case)| {
        let text = read(case);
        changes(&text).skip(nth % step.min(97)).step_by(step).for_each(|change| hold(&change.made(&text)));
    });
}

/// Declarations and members that could all be called `x`.
const DECLARED: &[&str] = &[
    "outcomes { x leaves  y }",
    "record x { n: int }",
    "account { x: bool }",
    "account { x = n > 1 }",
    "request { x: bool }",
    "condition x = account.n > 1",
    "policy x on request { require x: account.n > 1 en \"-\" fix \"-\" }",
    "policy x on sweep { when account.n > 1 warn x: en \"-\" outcome x until x }",
    "fixture x: account { n: 1 }",
    "fixture x: request { }",
    "test \"x\" for x at 2026-01-01 { account { n: 1 } expect eligible }",
    "languages x",
    "zone x",
    "use x",
    "package x",
    "use demo",
];

/// Members of a record and clauses of a policy that could all be called `x`.
const MEMBERS: &[&str] = &[
    "x: bool",
    "x = n > 1",
    "x: many r",
    "x: r",
    "x: r?",
    "x: one of x, y",
    "x: time dated by x",
    "x = x",
    "x: x",
    "x: many x",
    "x = n",
    "x = count of rs",
    "x = total n of rs",
    "y: int as \"x\"",
];
const CLAUSES: &[&str] = &[
    "when a",
    "require x: a en \"-\" fix \"-\"",
    "require x: not a en \"-\" final",
    "require x: no rs en \"-\" otherwise x",
    "warn x: en \"-\"",
    "warn x when a: en \"-\"",
    "step x: en \"-\"",
    "grace 3d after t",
    "grace 3d after t cancelled by r",
    "outcome x",
    "outcome y until x",
    "data { erase account, rs }",
    "data { keep account, rs anonymised leaving n, a, t }",
    "data { retain account for 3d after t erase rs }",
];

/// Each pair of declarations of one name in both orders, in one file and in two.
#[test]
fn two_declarations_of_one_name_give_a_program_or_an_error_of_the_text() {
    let frame = "package demo languages en account { n: int a: bool t: time rs: many r } record r { n: int }";
    let pairs = |all: &[&'static str]| {
        let pair = |one| all.iter().map(move |two| (one, *two));
        all.iter().copied().flat_map(pair).collect::<Vec<_>>()
    };
    pairs(DECLARED).par_iter().for_each(|(one, two)| {
        hold(&format!("{frame}\n{one}\n{two}\n"));
        hold(&format!("{frame}\n{one}\n//- other.policy\npackage demo\n{two}\n"));
        hold(&format!("{frame}\n{one}\n//- x.policy\npackage x languages en account {{ n: int }}\n{two}\n"));
        hold(&format!("{one}\n{frame}\n{two}\n"));
    });
    pairs(MEMBERS).par_iter().for_each(|(one, two)| {
        let read = "policy p on request { require q: some rs where x en \"-\" fix \"-\" }";
        hold(&format!("package demo languages en account {{ {one} {two} n: int rs: many r }} record r {{ n: int }}\n{read}"));
        hold(&format!("package demo languages en account {{ rs: many r }} record r {{ {one} n: int {two} }}\n{read}"));
        hold(&format!("package demo languages en request {{ {one} n: int {two} rs: many r }} account {{ n: int }} record r {{ n: int }}"));
    });
    pairs(CLAUSES).par_iter().for_each(|(one, two)| {
        let outcomes = "outcomes { x, y }";
        hold(&format!("{frame} {outcomes}\ncondition x = account.a\npolicy p on request {{ {one} {two} }}"));
        hold(&format!("{frame} {outcomes}\npolicy p on sweep {{ {one} {two} }} test \"t\" for p at 2026-01-01 {{ expect eligible }}"));
    });
}

/// Every construct of the language, in a policy without errors.
const EVERY_CONSTRUCT: &str = r#"package demo
languages zh, en
zone Asia/Shanghai

/// What is done.
outcomes {
  /// Gone.
  erase leaves, suspend
  remind
}

account {
  a: bool
  b: bool? as "k"
  n: int
  o: int?
  d: decimal
  m: money CNY
  s: text
  t: time
  u: time?
  day: date
  keep: length?
  kind: one of x, y
  tags: many text
  homes: many home
  friends: many home
  trades: many trade
  home: home?
  old = t more than 30d ago
  sum = total price of trades
}
request { via: one of app, web  made: time  pause: length }
record home { city: text  moved: date  dated by moved }
/// A trade.
record trade { open: bool  price: money CNY  at_time: time  done: time?  items: many item  dear = price > 9 CNY }
record item { c: int }

condition calm = a and (b is absent or not b)
condition deep = if a then (if n > 3 then b is present)

policy close on request {
  when kind is x
  /// Why.
  require one: calm
    zh "一 {n}" fix "甲"
    en "one {m}" fix "A" link "https://example.com"
  require two: no open trade at_time or done within 15d where price > 3 CNY
    zh "{clears}" en "{each price}" law "art. 3" final
  require three: every trade satisfies (some item where (c is 3 or c < 2))
    zh "三" fix "-" en "three" fix "-" otherwise remind
  require four: latest at_time of trades is absent or (latest at_time of trades) between 2026-06-01 and t + 1y6mo
    zh "四" fix "-" en "four" fix "-"
  require five: kind is one of x, y and "v" in tags and d + 1.5 - 2 >= 0.25
    zh "五" fix "-" en "five" fix "-"
  require six: count of open trades < 3 or sum is 0 CNY or t within 3d after day
    zh "六" fix "-" en "six" fix "-"
  require seven: account satisfies other or request.via is app
    zh "七" fix "-" en "seven" fix "-"
  require eight: keep is absent or (t more than keep ago and day + keep <= 2026-06-01 and t within (keep) after day)
    zh "八" fix "-" en "eight" fix "-"
  warn w when old: zh "八" en "eight" law "l"
  step s: zh "九" en "nine" fix "x"
  grace request.pause after request.made cancelled by open trade at_time within 1d
  outcome suspend until calm
  data { keep account law "x" retain trades for 3y after done keep homes anonymised removing moved replacing city "…" forfeit friends tell friends }
}
policy other on sweep {
  when t in the next 15 full days
  require it: at least 2 trades at_time since 2026-01-01T00:00Z or exactly 1 homes or at most 3 trades
    zh "-" fix "-" en "-" fix "-"
  outcome erase
  data { erase account, trades, homes, friends }
}
fixture base: account { a: true n: 3 trades: [{ open: true at_time: 3d ago }, unknown] home: absent }
fixture asked: request { via: app  pause: 7 full days }
test "t" for close at 2026-06-01T00:00Z {
  account base with { n: unknown  m: 3.50 CNY }
  request asked
  expect blocked by one, two
  expect message en "one"
  expect final two
}
test "u" for other at 2026-06-01 {
  account { t: in 2h kind: x }
  expect never
  expect unknown account.trades[0].done
}
"#;
