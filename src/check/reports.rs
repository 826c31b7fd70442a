//! Diagnostics that several rules share.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Type;
use crate::source::Span;
use crate::syntax::ast;

/// A value of another type than its place takes.
pub(super) fn of_wrong_type(span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongType, span, format!("expected {expected}, found {found}"))
        .label(format!("this is {found}"))
}

/// A type in the author's words.
pub(super) fn words(ty: &Type) -> String {
    ty.words()
}

/// An optional value used as if it were there.
pub(super) fn optional_used(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OptionalUsed, span, "this value may be absent")
        .label("not shown to be present here")
}

/// A second declaration of a name.
pub(super) fn duplicate(first: Span, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, second.span, format!("`{}` is declared twice", second.text))
        .label("declared again here")
        .because(first, "first declared here")
        .help("give one of them another name")
}

/// A definition or policy that needs itself.
pub(super) fn self_reference(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SelfReference, span, format!("`{name}` refers to itself"))
        .label("the circle closes here")
        .note("evaluation must end, so nothing may be defined by itself, directly or through others")
}

pub(super) fn no_request(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NoRequest, span, format!("`{name}` reads the request, which is not at hand here"))
        .label("there is no such request here")
        .help("judge it `on request`, or leave the request out of what is read here")
}

/// Says that a declared type leaves out the `?` that its uses need.
pub(super) fn because_never_absent(wrong: Diagnostic, ty: Option<Span>) -> Diagnostic {
    match ty {
        Some(ty) => wrong.fault_of(ty, "declared without `?`"),
        None => wrong,
    }
}

/// Says that a declared type leaves out the `many` that its uses need.
pub(super) fn because_not_many(wrong: Diagnostic, ty: Option<Span>) -> Diagnostic {
    match ty {
        Some(ty) => wrong.fault_of(ty, "declared without `many`"),
        None => wrong,
    }
}

/// Two times beside each other.
pub(super) fn no_or(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, "two words stand beside each other after the noun")
        .label("one of them, or both?")
        .note("the words after a noun are times of it, joined by `or`; adjectives stand before it")
        .help("write `or` between them")
        .offer(Span::new(span.file, span.start, span.start), "or ")
}
