//! Words that are names to the grammar, and that other languages have for something else: what is written here.

use crate::check::checker::Checker;
use crate::check::state::Scope;
use crate::diagnostic::messages::{check_types, common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported, nearest};
use crate::ir::{RecordId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Comparison, Expr, ExprKind};
use crate::syntax::vocabulary::{Form, Role, TypeForm, Unit, Word};

/// Types of other languages.
const TYPES: &[(&str, TypeForm)] = &[
    ("string", TypeForm::Text),
    ("str", TypeForm::Text),
    ("varchar", TypeForm::Text),
    ("boolean", TypeForm::Bool),
    ("flag", TypeForm::Bool),
    ("integer", TypeForm::Int),
    ("number", TypeForm::Int),
    ("long", TypeForm::Int),
    ("float", TypeForm::Decimal),
    ("double", TypeForm::Decimal),
    ("numeric", TypeForm::Decimal),
    ("duration", TypeForm::Length),
    ("period", TypeForm::Length),
    ("interval", TypeForm::Length),
    ("timedelta", TypeForm::Length),
    ("datetime", TypeForm::Time),
    ("timestamp", TypeForm::Time),
    ("instant", TypeForm::Time),
    ("day", TypeForm::Date),
];

/// Values of other languages.
const VALUES: &[(&str, Word)] = &[
    ("today", Word::Now),
    ("current_time", Word::Now),
    ("yes", Word::True),
    ("on", Word::True),
    ("off", Word::False),
];

/// What stands for nothing elsewhere.
const ABSENT: &[&str] =
    &["null", "nil", "none", "undefined", "nothing", "empty", "missing", "absent", "unset"];

/// The type that is meant by a word which names none.
pub(in crate::check) fn guessed_type(name: &ast::Name) -> Option<Diagnostic> {
    let lower = name.text.to_lowercase();
    let cased = TypeForm::of(&lower).filter(|form| form.is_one_word());
    let meant = TYPES.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant).or(cased)?;
    Some(instead(name.span, &name.text, meant.head().text()))
}

/// The value that is meant by a word which names none.
pub(in crate::check) fn guessed_value(name: &ast::Name) -> Option<Diagnostic> {
    let lower = name.text.to_lowercase();
    let cased = Word::of(&lower).filter(|word| word.has(Role::Value));
    let meant = VALUES.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant).or(cased)?;
    Some(instead(name.span, &name.text, meant.text()))
}

/// A word in a fact that elsewhere stands for another.
pub(in crate::check) fn guessed_fact(name: &ast::Name, ty: &Type, optional: bool) -> Option<Diagnostic> {
    let lower = name.text.to_lowercase();
    // A value of the enumeration that is called so may have been declared with a letter wrong.
    let is_value = |values: &[String]| {
        let near = nearest(&name.text, values.iter().map(String::as_str));
        !optional || near.is_some() || values.contains(&name.text)
    };
    if ty.choices().is_some_and(|values| is_value(values)) {
        return None;
    }
    if ABSENT.contains(&lower.as_str()) {
        return Some(instead(name.span, &name.text, "absent"));
    }
    guessed_value(name).filter(|_| *ty == Type::Bool)
}

/// A length with its unit first: `within d15`.
pub(in crate::check) fn turned_round_length(name: &ast::Name) -> Option<Diagnostic> {
    let (unit, count) = name.text.split_at(name.text.find(|c: char| c.is_ascii_digit())?);
    let is_length = Unit::of(unit).is_some() && count.bytes().all(|byte| byte.is_ascii_digit());
    is_length.then(|| instead(name.span, &name.text, &format!("{count}{unit}")))
}

/// `rides.count`, as other languages count.
pub(in crate::check) fn counted_by_path(
    names: &[ast::Name],
    further: &ast::Name,
    ty: &Type,
) -> Option<Diagnostic> {
    let is_count = matches!(further.text.as_str(), "count" | "size" | "length" | "len");
    let (first, Type::Many(_)) = (names.first()?, ty) else { return None };
    let meant = format!("count of {}", ast::dotted(names));
    is_count.then(|| {
        Diagnostic::new(
            Code::WrongForm,
            further.span,
            syntax::not_written_here(&format!(".{}", further.text)),
        )
        .label(syntax::understood())
        .help(common::write_this(&meant))
        .fix(first.span.to(further.span), meant)
    })
}

/// A value of an enumeration in quotes.
pub(in crate::check) fn quoted_value(span: Span, value: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(&format!("\"{value}\"")))
        .label(check_types::enumeration_without_quotes())
        .help(common::write_this(value))
        .fix(span, value)
}

fn instead(span: Span, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(written))
        .label(syntax::understood())
        .help(common::write_this(meant))
        .fix(span, meant)
}

/// A comparison with a word for nothing, or for something.
struct Absence {
    /// What is written instead.
    meant: &'static str,
    /// Whether it is such a word as it stands, or one with a letter wrong.
    is_exact: bool,
}

/// What a comparison with such a word means: `is null`, `is not present`, `is abesnt`.
fn absence(comparison: Comparison, word: &str) -> Option<Absence> {
    let lower = word.to_lowercase();
    let (stands_for, is_exact) = match nearest(&lower, Word::all(Role::Presence).map(Word::text)) {
        _ if ABSENT.contains(&lower.as_str()) => ("absent", true),
        _ if lower == "present" => ("present", true),
        near => (near?, false),
    };
    let meant = match (comparison, stands_for) {
        (Comparison::Is, "absent") | (Comparison::IsNot, "present") => "is absent",
        (Comparison::Is, _) | (Comparison::IsNot, _) => "is present",
        _ => return None,
    };
    Some(Absence { meant, is_exact })
}

impl<'a> Checker<'a> {
    /// Reports `trades is empty`.
    fn report_emptiness(
        &mut self,
        name: &ast::Name,
        is_empty: bool,
        whole: Span,
        record: RecordId,
    ) -> Reported {
        let noun = &self.shapes[record].record.name.text;
        let meant = format!("{} {noun}", if is_empty { "no" } else { "some" });
        let wrong = Diagnostic::new(Code::WrongForm, name.span, syntax::not_written_here(&name.text));
        let wrong = wrong.label(check_types::another_word_for_nothing()).help(common::write_this(&meant));
        self.report(wrong.fix(whole, meant))
    }

    /// Reports `is null` and its like.
    pub(in crate::check) fn guessed_absence(
        &mut self,
        comparison: Comparison,
        left: &'a Expr,
        right: &Expr,
        scope: &Scope,
    ) -> Option<Reported> {
        let ExprKind::Path(path) = &right.kind else { return None };
        let [name] = path.names.as_slice() else { return None };
        let Absence { meant, is_exact } = absence(comparison, &name.text)?;
        if self.is_name(&name.text, scope) {
            return None;
        }
        let of = match self.value(left, scope, None) {
            Ok(of) => of,
            Err(reported) => return Some(reported),
        };
        let is_value = |values: &[String]| {
            let near = nearest(&name.text, values.iter().map(String::as_str));
            values.contains(&name.text) || !is_exact && near.is_some()
        };
        let may_be_meant = match of.ty.choices() {
            Some(values) => of.ever_absent && !is_value(values),
            None => of.ever_absent || is_exact,
        };
        if !may_be_meant {
            return None;
        }
        if let Some(record) = of.ty.elements() {
            let whole = left.span.to(right.span);
            return Some(self.report_emptiness(name, meant == "is absent", whole, record));
        }
        let behind = Span::new(right.span.file, left.span.end, right.span.end);
        Some(
            self.report(
                Diagnostic::new(Code::WrongForm, name.span, syntax::not_written_here(&name.text))
                    .label(if is_exact {
                        check_types::another_word_for_nothing()
                    } else {
                        check_types::a_letter_is_wrong()
                    })
                    .help(common::write_this(meant))
                    .fix(behind, format!(" {meant}")),
            ),
        )
    }
}
