//! Tests and what they expect.

use super::{FactPath, Facts, Literal, Name, Path, Text};
use crate::source::Span;

/// `test "…" for POLICY at TIME { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What it shows.
    pub title: Text,
    /// The policy under test.
    pub policy: Path,
    /// `now`.
    pub at: Literal,
    /// Where `now` is written.
    pub at_span: Span,
    /// `account …`
    pub account: Option<Facts>,
    /// `request …`
    pub request: Option<Facts>,
    /// `expect …`
    pub expectations: Vec<Expectation>,
    /// The whole item.
    pub span: Span,
}

/// `expect …`
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// The whole line.
    pub span: Span,
}

/// The forms of an expectation.
#[derive(Debug, Clone)]
pub enum ExpectationKind {
    /// `expect blocked by a, b`: the status, and exactly these failed requirements when any is named.
    Status(Name, Vec<Name>),
    /// `expect eligible after TIME`; the literal is a time or a relative time.
    EligibleAfter(Literal),
    /// `expect never`
    Never,
    /// `expect warn NAME`
    Warn(Name),
    /// `expect no warn NAME`
    NoWarn(Name),
    /// `expect final NAME`
    Final(Name),
    /// `expect message zh "…"`
    Message(Name, Text),
    /// `expect unknown account.trades[0].completed`
    Unknown(FactPath),
    /// `expect outcome assist`
    Outcome(Name),
}

impl ExpectationKind {
    /// How each form begins behind `expect`, but for a status alone.
    pub const FORMS: &[&str] =
        &["eligible after", "never", "warn", "no warn", "final", "message", "unknown", "outcome"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::ast::Item;
    use crate::syntax::parse;

    /// How an expectation begins.
    fn form(kind: &ExpectationKind) -> Option<&'static str> {
        match kind {
            ExpectationKind::Status(..) => None,
            ExpectationKind::EligibleAfter(_) => Some("eligible after"),
            ExpectationKind::Never => Some("never"),
            ExpectationKind::Warn(_) => Some("warn"),
            ExpectationKind::NoWarn(_) => Some("no warn"),
            ExpectationKind::Final(_) => Some("final"),
            ExpectationKind::Message(..) => Some("message"),
            ExpectationKind::Unknown(_) => Some("unknown"),
            ExpectationKind::Outcome(_) => Some("outcome"),
        }
    }

    #[test]
    fn every_form_of_an_expectation_is_listed() {
        let expected = [
            "eligible",
            "eligible after 2026-01-01",
            "never",
            "warn a",
            "no warn a",
            "final a",
            "message en \"a\"",
            "unknown account.a",
            "outcome a",
        ];
        let lines: String = expected.iter().map(|it| format!("expect {it}\n")).collect();
        let text = format!("package p\ntest \"t\" for c at 2026-01-01 {{\n{lines}}}\n");
        let parsed = parse(FileId(0), &text);
        let Some(Item::Test(test)) = parsed.file.items.first() else { panic!("{parsed:?}") };
        let forms: Vec<&str> = test.expectations.iter().filter_map(|it| form(&it.kind)).collect();
        assert_eq!(forms, ExpectationKind::FORMS);
    }
}
