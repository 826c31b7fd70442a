//! The compiler fails closed: a rule of the grammar for which a builder has no arm is reported, and what it stands in is
//! refused. A node that was forgotten must never become a condition that is true.

use pest::iterators::Pair;

use super::rule_name::in_words;
use super::{Builder, Built, Rule, children};
use crate::diagnostic::messages::{analysis, syntax};
use crate::diagnostic::{Code, Diagnostic, Message, Reported};
use crate::source::Span;

/// Takes a pair apart: each of its children must have an arm.
macro_rules! each_part {
    ($builder:ident, $pair:expr, $part:ident { $($arms:tt)* }) => {
        for $part in $crate::syntax::parse::children($pair) {
            match $part.as_rule() {
                $($arms)*
                _ => return Err($builder.lost(&$part)),
            }
        }
    };
}

/// What a pair means, by its rule: each alternative must have an arm.
macro_rules! rule_of {
    ($builder:ident, $pair:ident { $($arms:tt)* }) => {
        match $pair.as_rule() {
            $($arms)*
            _ => Err($builder.lost(&$pair)),
        }
    };
}

/// Takes a part that a pair has once: a second one is of a rule that the builder does not know.
macro_rules! fill {
    ($builder:ident, $pair:ident, $slot:ident, $value:expr) => {{
        let value = $value;
        if $slot.replace(value).is_some() {
            return Err($builder.lost(&$pair));
        }
    }};
}

pub(super) use {each_part, fill, rule_of};

impl Builder {
    /// Reports a pair that a builder has no arm for.
    pub(super) fn lost(&mut self, pair: &Pair<'_, Rule>) -> Reported {
        let span = self.span(pair);
        self.lost_at(span, in_words(pair.as_rule()))
    }

    /// Reports a text that the compiler read and then forgot.
    pub(super) fn lost_at(&mut self, span: Span, what: Message) -> Reported {
        self.report(
            Diagnostic::new(Code::BadProgram, span, syntax::compiler_lost(what))
                .label(analysis::read_then_forgotten())
                .note(analysis::must_not_run())
                .help(analysis::report_bug()),
        )
    }

    /// Proof that an error was reported within a text that could not be read. If none was, this is the error.
    pub(super) fn reported_within(&mut self, span: Span) -> Reported {
        let mut within = self.reported.range(span.start..=span.end);
        // An error may be reported beside the text that it keeps from being read.
        let earlier = within.next().or_else(|| self.reported.iter().next()).map(|(_, &reported)| reported);
        earlier.unwrap_or_else(|| self.lost_at(span, syntax::part_of_text()))
    }

    /// A part that the grammar demands.
    pub(super) fn found<T>(&mut self, part: Option<T>, whole: &Pair<'_, Rule>) -> Built<T> {
        part.ok_or_else(|| self.lost(whole))
    }

    /// The child of a pair that has exactly one.
    pub(super) fn only_child<'t>(&mut self, pair: Pair<'t, Rule>) -> Built<Pair<'t, Rule>> {
        let mut parts = children(pair.clone());
        match (parts.next(), parts.next()) {
            (Some(only), None) => Ok(only),
            (None, None) | (_, Some(_)) => Err(self.lost(&pair)),
        }
    }
}
