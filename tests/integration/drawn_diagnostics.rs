//! How diagnostics are drawn, beyond what the snapshots of the cases show.

use exeunt::diagnostic::{Code, Diagnostic, Message};
use exeunt::render::{Colour, Language, Look, diagnostics, diagnostics_as, short};
use exeunt::source::{FileId, Sources, Span};

fn one(code: Code, start: u32, end: u32) -> Diagnostic {
    Diagnostic::new(code, Span::new(FileId(0), start, end), Message::verbatim(format!("message {start}")))
        .label(Message::verbatim("here"))
}

fn sources(text: &str) -> Sources {
    let mut sources = Sources::new();
    sources.add("a.policy", text);
    sources
}

#[test]
fn a_caret_stands_below_what_follows_wide_characters() {
    let text = "交易中 x y\n";
    let at = text.find('x').unwrap() as u32;
    let drawn = diagnostics(&sources(text), &[one(Code::Syntax, at, at + 1)], Colour::Plain);
    let lines: Vec<&str> = drawn.lines().collect();
    // Three wide characters and a space are seven columns.
    assert_eq!(lines[3].split("│ ").nth(1), Some("交易中 x y"));
    assert_eq!(lines[4].split("│ ").nth(1), Some("       ^ here"));
    assert!(lines[1].ends_with("a.policy:1:5"), "{}", lines[1]);
}

#[test]
fn a_long_list_is_cut_errors_first_and_counted() {
    let found =
        [one(Code::Unused, 0, 1), one(Code::Syntax, 1, 2), one(Code::Syntax, 2, 3), one(Code::Unused, 3, 4)];
    let most =
        |most| diagnostics_as(&sources("abcdef\n"), &found, Look { most: Some(most), ..Look::default() });
    assert!(most(1).contains("message 1") && most(1).ends_with("… and 1 more error and 2 more warnings\n"));
    let three = most(3);
    let order: Vec<usize> = (0..3).map(|n| three.find(&format!("message {n}")).unwrap()).collect();
    assert!(order.is_sorted() && three.ends_with("… and 1 more warning\n"), "{three}");
    assert!(!most(4).contains('…'));
}

#[test]
fn colours_are_written_only_when_asked_for() {
    let found = [one(Code::Syntax, 0, 1)];
    let plain = diagnostics(&sources("a\n"), &found, Colour::Plain);
    let coloured = diagnostics(&sources("a\n"), &found, Colour::Ansi);
    assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_place_in_no_text_still_gives_its_words() {
    let nowhere = Diagnostic::new(Code::Syntax, Span::new(FileId(7), 0, 1), Message::verbatim("lost"));
    assert_eq!(
        diagnostics(&sources("a\n"), std::slice::from_ref(&nowhere), Colour::Plain),
        "error[E0101]: lost\n"
    );
}

#[test]
fn the_short_form_is_a_line_with_what_to_type() {
    let span = Span::new(FileId(0), 2, 3);
    let found = [
        one(Code::Syntax, 2, 3).fix(span, "and"),
        one(Code::Unused, 0, 1).help(Message::verbatim("remove it, or use it")),
    ];
    let expected = "a.policy:1:3: error[E0101]: message 2; write `and`\n\
                    a.policy:1:1: warning[W0201]: message 0; remove it, or use it\n";
    assert_eq!(short(&sources("a b\n"), &found, Language::English), expected);
}

#[test]
fn a_mistake_on_a_line_that_no_screen_shows_is_told_in_one_line() {
    let mut sources = Sources::new();
    let file = sources.add("facts.json", "[".repeat(100_000));
    let found = Diagnostic::new(
        Code::FactSyntax,
        Span::new(file, 128, 129),
        Message::verbatim("nesting is too deep"),
    );
    let drawn = diagnostics(&sources, &[found], Colour::Plain);
    assert_eq!(drawn, "facts.json:1:129: error[E0505]: nesting is too deep\n");
}
