//! Unexpected tokens at every place of a policy: typing errors, pasted text, or attacks. There is always a program or an
//! error, no span is outside the text, and nothing panics.

use exeunt::diagnostic::{Code, Diagnostic, Severity};
use exeunt::ide;
use exeunt::render::{self, Language, Look};
use exeunt::source::{FileId, Source};
use exeunt::syntax;
use exeunt_testkit::analysed;
use rayon::prelude::*;

const SIGNS: &[&str] = &[
    // Full-width brackets, quotes and punctuation.
    "\u{ff08}",
    "\u{ff09}",
    "【",
    "】",
    "\u{ff5b}",
    "\u{ff5d}",
    "\u{ff3b}",
    "\u{ff3d}",
    "「",
    "」",
    "『",
    "』",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "\u{ff02}",
    "\u{ff0c}",
    "、",
    "\u{ff1b}",
    "\u{ff1a}",
    "。",
    "\u{ff1f}",
    "\u{ff01}",
    "\u{ff1d}",
    "\u{ff1c}",
    "\u{ff1e}",
    "\u{ff0b}",
    "\u{ff0d}",
    "\u{ff0e}",
    "\u{ff11}",
    "\u{ffe5}",
    // Lone brackets, quotes and signs of other languages.
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "\\",
    "#",
    "/",
    "//",
    "///",
    "/*",
    "==",
    "!=",
    "&&",
    "|",
    ";",
    "$",
    "{{",
    // Characters that do not show, that reorder text, or that end a line elsewhere.
    "\0",
    "\u{7}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{9b}",
    "\u{a0}",
    "\u{ad}",
    "\u{3000}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{e0041}",
    "\r",
    "\n",
    "\t",
    "\u{b}",
    "\u{c}",
    // Characters that change those before them, and those beyond the basic plane.
    "\u{301}",
    "\u{20e3}",
    "👨‍👩‍👧",
    "🎉",
    "\u{1d7d8}",
    "\u{10ffff}",
    "\u{fffd}",
    "\u{430}",
];

/// Every construct, a few in each text: what is tried grows with the square of the length.
const TEXTS: &[&str] = &[
    "package p languages en, zh zone UTC use q",
    "account { a: bool? as \"k\" }",
    "request { s: one of a, b }",
    "record r { m: money CNY, dated by t }",
    "record r { d = many is 3 or x }",
    "condition c = a and (b or not c)",
    "condition c = if a is -1.5 then b",
    "condition c = t between 2026-06-01 and u + 1y6mo",
    "condition c = at least 2 a r t or u within 3d after v where w",
    "condition c = every r satisfies q.p",
    "condition c = count of r < total m of r",
    "condition c = a is not one of b, c",
    "condition c = \"x\" in s",
    "policy p on sweep { when a }",
    "policy p on request { require x: a en \"{b}\" fix \"\\n\" }",
    "policy p on request { require x: a final law \"l\" }",
    "policy p on request { warn w when a: en \"x\" link \"u\" }",
    "policy p on request { step s: en \"x\" }",
    "policy p on request { grace 7 full days after t cancelled by r }",
    "policy p on request { outcome o until u }",
    "policy p on request { data { erase a, a.b retain b.c for 3y after t } }",
    "fixture f: account { a: [{ b: 3d ago }] }",
    "test \"t\" for p at 2026-06-01T00:00Z { account f with { a: unknown } }",
    "test \"t\" for p at now { expect blocked by a, b expect message en \"x\" }",
    "/// doc\ncondition c = a // allow W0302: why\n",
];

/// A sound policy.
const WHOLE: &str = "package demo\nlanguages zh, en\nzone Asia/Shanghai\n\naccount {\n  balance: money CNY\n  trades: many trade\n}\n\
record trade { open: bool  done: time? }\n\npolicy close on request {\n  when balance < 9 CNY\n  require calm: no open trade done within 15d\n    \
zh \"余额 {balance}\" fix \"请\"\n    en \"{count} left\" fix \"Wait\"\n}\n\ntest \"t\" for close at 2026-06-01 {\n  account { balance: 0 CNY  \
trades: [{ open: true }] }\n  expect blocked by calm\n}\n";

/// Each sign is tried at every place whose number has this rest, so that all of them meet every construct; at every
/// place with `EXEUNT_CASES`.
fn step(often: bool) -> usize {
    match (std::env::var_os("EXEUNT_CASES"), often) {
        (Some(_), _) => 1,
        (None, true) => 12,
        (None, false) => 60,
    }
}

/// Brackets are what texts are taken apart by.
fn is_bracket(sign: &str) -> bool {
    "\u{ff08}\u{ff09}【】\u{ff5b}\u{ff5d}\u{ff3b}\u{ff3d}{}()[]\"".contains(sign)
}

/// The places of a text.
fn places(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect()
}

#[test]
fn any_sign_at_any_place_gives_a_program_or_an_error() {
    SIGNS.par_iter().enumerate().for_each(|(nth, sign)| {
        let all = TEXTS.iter().flat_map(|text| places(text).into_iter().map(move |at| (text, at)));
        let step = step(is_bracket(sign));
        for (text, at) in all.skip(nth % step).step_by(step) {
            check(&format!("{}{sign}{}", &text[..at], &text[at..]));
        }
    });
}

#[test]
fn any_sign_twice_gives_a_program_or_an_error() {
    SIGNS.par_iter().enumerate().for_each(|(nth, sign)| {
        let all = TEXTS.iter().flat_map(|text| places(text).into_iter().map(move |at| (text, at)));
        let step = 2 * step(is_bracket(sign));
        for (number, (text, first)) in all.enumerate().skip(nth % step).step_by(step) {
            // Side by side, or apart: a bracket may be taken for the like of another further on.
            let behind = places(&text[first..]);
            let second = if number % 2 == 0 { first } else { first + behind[number % behind.len()] };
            let (start, middle, end) = (&text[..first], &text[first..second], &text[second..]);
            check(&format!("{start}{sign}{middle}{sign}{end}"));
        }
    });
}

#[test]
fn any_sign_in_a_whole_policy_gives_a_program_or_an_error() {
    SIGNS.par_iter().enumerate().for_each(|(nth, sign)| {
        let places = places(WHOLE);
        let step = 3 * step(is_bracket(sign));
        let ends = [0, WHOLE.len()];
        for &at in places.iter().skip(nth % step).step_by(step).chain(&ends) {
            check(&format!("{}{sign}{}", &WHOLE[..at], &WHOLE[at..]));
        }
    });
}

/// Every kind of declaration behind every other of the same name: each is reported as declared twice, and none as lost.
#[test]
fn anything_declared_twice_is_reported() {
    let fields = ["x: bool", "x: int?", "x = y", "x = not y", "x: many r", "x ＝ y \"k\""];
    let items = [
        "condition x = y",
        "record x { z: bool }",
        "policy x on request { require q: not y en \"q\" fix \"-\" }",
        "fixture x: account { y: true }",
        "outcomes { x leaves }",
        "account { y: bool }",
        "request { y: bool }",
    ];
    let head = "package p languages en zone UTC\n";
    for (first, second) in fields.iter().flat_map(|first| fields.iter().map(move |second| (first, second))) {
        let text = format!("{head}account {{ y: bool {first} {second} }} record r {{ z: bool }}");
        check(&text);
        assert!(reports(&text, Code::DuplicateName), "{text}");
    }
    for (first, second) in items.iter().flat_map(|first| items.iter().map(move |second| (first, second))) {
        let text = format!("{head}account {{ y: bool }}\n{first}\n{second}");
        check(&text);
        assert!(first != second || reports(&text, Code::DuplicateName), "{text}");
    }
}

fn reports(text: &str, code: Code) -> bool {
    analysed([("twice.policy", text)]).diagnostics.iter().any(|found| found.code == code)
}

#[test]
fn a_byte_order_mark_at_the_start_is_not_an_error() {
    let marked = format!("\u{feff}{WHOLE}");
    let analysis = analysed([("marked.policy", marked.as_str())]);
    assert_eq!(analysis.diagnostics, []);
    assert!(analysis.program.is_some());
    assert_eq!(syntax::format(FileId(0), &marked).ok(), syntax::format(FileId(0), WHOLE).ok());
}

/// What a piece leaves behind its braces is reported where it is.
#[test]
fn text_after_a_block_is_reported() {
    for (whole, with) in [
        ("  expect blocked by calm", "  expec blocked by calm"),
        ("  expect blocked by calm", "  expec#t blocked by calm"),
        ("  expect blocked by calm", "  expec"),
        ("  expect blocked by calm", "  ///"),
        ("  expect blocked by calm\n}\n", "  expect blocked by calm\n}///\n"),
        ("\n\ntest", " 7\n\ntest"),
        ("\n}\n\ntest", "\n  data { erase account } 7\n}\n\ntest"),
    ] {
        let text = WHOLE.replacen(whole, with, 1);
        let found = analysed([("behind.policy", text.as_str())]).diagnostics;
        let errors: Vec<&Diagnostic> =
            found.iter().filter(|found| found.severity() == Severity::Error).collect();
        assert!(!errors.is_empty(), "{text}");
        for error in errors {
            assert_ne!(error.code, Code::BadProgram, "{text}");
            let at = text.find(with).expect("it was put there");
            let start = error.primary.span.start as usize;
            assert!((at..=at + with.len()).contains(&start), "{text}: {error:?}");
        }
    }
}

/// A date was once read from its second half on, and never to its end.
#[test]
fn a_full_width_digit_within_a_date_is_read_as_the_digit() {
    let plain = "t between 2026-06-01 and 2026-06-02T10:00:00Z";
    for (at, digit) in plain.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let wide = char::from_u32(0xff10 + digit as u32 - '0' as u32).expect("a digit");
        let condition = format!("{}{wide}{}", &plain[..at], &plain[at + 1..]);
        let text =
            format!("package p languages en zone UTC account {{ t: time }}\ncondition c = {condition}");
        check(&text);
        let found = analysed([("wide.policy", text.as_str())]).diagnostics;
        let errors: Vec<Code> =
            found.iter().filter(|it| it.severity() == Severity::Error).map(|it| it.code).collect();
        assert_eq!(errors, [Code::WrongForm], "{text}");
    }
}

/// Pieces that can be read one by one, but not together, are an error of the text.
#[test]
fn a_type_that_lacks_its_second_word_is_one_error() {
    for (field, expected) in [("balance: money", Code::WrongUnit), ("trades: many", Code::UnknownName)] {
        let text = format!("package p languages en zone UTC\naccount {{\n  {field}\n  open: bool\n}}\n");
        let errors: Vec<Code> = analysed([("field.policy", text.as_str())])
            .diagnostics
            .iter()
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.code)
            .collect();
        assert_eq!(errors, [expected], "{text}");
    }
}

#[test]
fn a_comment_ends_the_name_of_a_zone() {
    let text = "package p\nlanguages en\nzone Asia/Shanghai//why\naccount { a: bool }\n";
    let formatted = syntax::format(FileId(0), text).expect("it parses");
    assert_eq!(formatted.matches("why").count(), 1, "{formatted}");
    assert_eq!(syntax::format(FileId(0), &formatted).ok(), Some(formatted));
}

/// Runs every phase over a text, and holds each to what it owes.
fn check(text: &str) {
    let analysis = analysed([("odd.policy", text)]);
    assert_eq!(analysis.program.is_none(), analysis.has_errors(), "{text:?}");
    // What is wrong with a text is reported where it is, and not only missed in the end.
    assert!(analysis.diagnostics.iter().all(|found| found.code != Code::BadProgram), "{text:?}");
    let Some(source) = analysis.sources.get(FileId(0)) else { panic!("{text:?} is gone") };
    analysis.diagnostics.iter().for_each(|found| is_within(source, found));
    for language in Language::ALL {
        let look = Look { most: Some(3), language, ..Look::default() };
        let drawn = render::diagnostics_as(&analysis.sources, &analysis.diagnostics, look);
        assert_eq!(drawn.is_empty(), analysis.diagnostics.is_empty(), "{text:?}");
    }
    for symbol in ide::outline(&analysis, FileId(0)) {
        assert!(source.text.get(symbol.whole.range()).is_some(), "{text:?}: outside: {symbol:?}");
    }
    // A text that does not parse has no format.
    let is_of_syntax = |found: &Diagnostic| found.code.slug().starts_with("E01");
    if !analysis.diagnostics.iter().any(is_of_syntax) {
        let formatted = syntax::format(FileId(0), text).unwrap_or_else(|found| panic!("{text:?}: {found:?}"));
        let again = syntax::format(FileId(0), &formatted).ok();
        assert_eq!(again.as_ref(), Some(&formatted), "{text:?}");
    }
}

fn is_within(source: &Source, found: &Diagnostic) {
    let labels = std::iter::once(&found.primary).chain(&found.secondary).map(|label| label.span);
    for span in labels.chain(found.fix.iter().map(|fix| fix.span)) {
        assert!(source.text.get(span.range()).is_some(), "{:?}: outside: {found:?}", source.text);
    }
    assert!(found.severity() == Severity::Warning || !found.message.is_empty());
}
