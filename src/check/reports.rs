//! Diagnostics that several rules share.

use crate::diagnostic::messages::{check_names, check_phrases, check_types};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::Type;
use crate::source::Span;
use crate::syntax::ast;

/// A value of another type than its place takes.
pub(super) fn of_wrong_type(span: Span, expected: Message, found: Message) -> Diagnostic {
    Diagnostic::new(Code::WrongType, span, check_types::expected_found(expected, found.clone()))
        .label(check_types::this_is(found))
}

/// A type in the author's words.
pub(super) fn words(ty: &Type) -> Message {
    ty.words()
}

/// An optional value used as if it were there.
pub(super) fn optional_used(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OptionalUsed, span, check_types::may_be_absent())
        .label(check_types::not_shown_present())
}

/// A second declaration of a name.
pub(super) fn duplicate(first: Span, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, second.span, check_names::declared_twice(&second.text))
        .label(check_names::declared_again())
        .because(first, check_names::declared_first())
        .help(check_names::give_other_name())
}

/// A definition or policy that needs itself.
pub(super) fn self_reference(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SelfReference, span, check_names::refers_to_itself(name))
        .label(check_names::circle_closes_here())
        .note(check_names::evaluation_must_end())
}

pub(super) fn no_request(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NoRequest, span, check_types::request_not_available(name))
        .label(check_types::no_such_request())
        .help(check_types::on_request_or_leave_out())
}

/// Says that a declared type leaves out the `?` that its uses need.
pub(super) fn because_never_absent(wrong: Diagnostic, ty: Option<Span>) -> Diagnostic {
    match ty {
        Some(ty) => wrong.fault_of(ty, check_names::declared_without_question()),
        None => wrong,
    }
}

/// Says that a declared type leaves out the `many` that its uses need.
pub(super) fn because_not_many(wrong: Diagnostic, ty: Option<Span>) -> Diagnostic {
    match ty {
        Some(ty) => wrong.fault_of(ty, check_names::declared_without_many()),
        None => wrong,
    }
}

/// Two times beside each other.
pub(super) fn no_or(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, check_phrases::two_words_after_noun())
        .label(check_phrases::one_or_both())
        .note(check_phrases::words_after_noun())
        .help(check_phrases::write_or_between())
        .offer(Span::new(span.file, span.start, span.start), "or ")
}
