//! Values: paths, literals, sums and aggregates, each with its type.

use super::checker::{Checker, of_wrong_type};
use super::guess::{counted_by_path, guessed_value, quoted_value};
use super::scope::Scope;
use super::undeclared::{Near, beside, unknown};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    self, AggregateKind, Arithmetic, Choices, ConditionKind, Constant, Place, Root, Subject, Term, Type, Unit,
};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateWord, ExprKind, Literal};

/// A lowered value with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) term: Term,
    pub(super) ty: Type,
    /// Whether it may be absent here.
    pub(super) optional: bool,
    /// Whether it may be absent where nothing has been shown of it.
    pub(super) ever_absent: bool,
}

impl Typed {
    /// A value that is always there.
    pub(super) fn sure(term: Term, ty: Type) -> Self {
        Self { term, ty, optional: false, ever_absent: false }
    }
}

/// What a path names.
#[derive(Debug)]
pub(super) enum Reference {
    Value(Typed),
    Condition(ConditionKind),
}

impl<'a> Checker<'a> {
    /// A value that is present; `expected` gives bare enumeration values their meaning.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression is treated alike")]
    pub(super) fn present(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let typed = self.value(expr, scope, expected)?;
        if typed.optional {
            let value = match &expr.kind {
                ExprKind::Path(path) => path.to_string(),
                _ => "…".to_owned(),
            };
            self.optional_used(expr.span, &value);
            return None;
        }
        Some(typed)
    }

    /// Reports an optional value used as if it were there; `value` is how a condition names it.
    pub(super) fn optional_used(&mut self, span: Span, value: &str) {
        self.report(optional_used(span).help(format!(
            "say what absence means: `{value} is absent or …`, or `{value} is present and …`"
        )));
    }

    /// A value that may be absent.
    pub(super) fn value(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        self.within(expr.span, |checker| checker.value_within(expr, scope, expected))
    }

    fn value_within(&mut self, expr: &'a ast::Expr, scope: &Scope, expected: Option<&Type>) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, expr.span, expected),
            ExprKind::Now => Some(Typed::sure(Term::Now, Type::Time)),
            ExprKind::Path(path) => self.path_value(path, scope, expected),
            ExprKind::Sum(sign, left, right) => self.sum(*sign, left, right, scope),
            ExprKind::Aggregate(aggregate, phrase) => {
                let since = self.notes.found.len();
                let value = self.aggregate(aggregate, phrase, scope);
                if self.explain_taken(since, expr.span, phrase) { None } else { value }
            }
            ExprKind::Error(_) => None,
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::IfThen(..)
            | ExprKind::Quantified(..)
            | ExprKind::EverySatisfies(..)
            | ExprKind::Compare(..)
            | ExprKind::OneOf { .. }
            | ExprKind::Presence { .. }
            | ExprKind::In(..)
            | ExprKind::Window(..)
            | ExprKind::Satisfies(..) => {
                self.wrong_type(expr.span, "a value", "a condition");
                None
            }
        }
    }

    fn path_value(&mut self, path: &'a ast::Path, scope: &Scope, expected: Option<&Type>) -> Option<Typed> {
        if let (Some(Type::OneOf(values)), [name]) = (expected, path.names.as_slice())
            && (values.index_of(&name.text).is_some() || !self.is_field(&name.text, scope))
        {
            self.doubt_value_or_field(name, values, scope);
            return self.enumeration_value(name, values, scope);
        }
        match self.reference(path, scope)? {
            Reference::Value(typed) => Some(typed),
            Reference::Condition(_) => {
                self.wrong_type(path.span, "a value", "a condition");
                None
            }
        }
    }

    fn enumeration_value(&mut self, name: &ast::Name, values: &Choices, scope: &Scope) -> Option<Typed> {
        if let Some(at) = values.index_of(&name.text) {
            self.link_value(name.span, values, at);
            let term = Term::Constant(self.choice_constant(values, at as u32));
            return Some(Typed::sure(term, Type::OneOf(values.clone())));
        }
        let wrong = self.unknown_value(name, values);
        let elsewhere = if wrong.help.is_none() { self.value_elsewhere(&wrong, name, scope) } else { None };
        self.report(elsewhere.unwrap_or(wrong));
        None
    }

    /// A value of an enumeration of the program.
    pub(super) fn choice_constant(&mut self, values: &Choices, at: u32) -> Constant {
        let enumerations = &mut self.program.enumerations;
        let known = self
            .enumerations
            .entry(values.clone())
            .or_insert_with(|| (enumerations.push(values.clone()), None));
        Constant::Choice(known.0, at)
    }

    /// What a path names, from the innermost element outwards, then the package's conditions.
    pub(super) fn reference(&mut self, path: &'a ast::Path, scope: &Scope) -> Option<Reference> {
        let (first, rest) = path.names.split_first()?;
        if first.text == "account" || first.text == "request" {
            let (root, record) = self.named_root(first, scope)?;
            return self.walk(Place { root, fields: Vec::new() }, record, rest, scope);
        }
        let root = scope.roots().find(|&(_, record)| self.has_field(record, &first.text));
        if let Some((root, record)) = root {
            return self.walk(Place { root, fields: Vec::new() }, record, &path.names, scope);
        }
        if rest.is_empty() && self.packages[scope.package].conditions.contains_key(first.text.as_str()) {
            return self.call((scope.package, None, &first.text), Subject::Same, scope, first.span);
        }
        let near = self.nearest_name(&first.text, scope);
        let guess = guessed_value(first).filter(|_| rest.is_empty());
        let wrong = unknown(first, "field or condition", None);
        let elsewhere = if rest.is_empty() { self.elsewhere(&wrong, first, scope) } else { None };
        let elsewhere = elsewhere.map(|elsewhere| beside(elsewhere, near.as_ref()));
        let wrong = guess.or(elsewhere).unwrap_or_else(|| unknown(first, "field or condition", near));
        self.report(wrong);
        None
    }

    fn named_root(&mut self, name: &ast::Name, scope: &Scope) -> Option<(Root, ir::RecordId)> {
        let (root, record) = match name.text.as_str() {
            "account" => (Root::Account, scope.account),
            _ => (Root::Request, scope.request),
        };
        let Some(record) = record else {
            let declared = self.request_of(scope.package).is_some() && root == Root::Request;
            self.report(if declared {
                Diagnostic::new(Code::NoRequest, name.span, "a policy on sweep has no request to read")
                    .label("there is no request here")
                    .help("judge it `on request`, or leave the request out")
            } else {
                unknown(name, "declaration of", None).help(format!("declare it: `{} {{ … }}`", name.text))
            });
            return None;
        };
        Some((root, record))
    }

    /// Whether a bare word names a field or a condition.
    pub(super) fn is_name(&self, name: &str, scope: &Scope) -> bool {
        self.is_field(name, scope) || self.packages[scope.package].conditions.contains_key(name)
    }

    fn is_field(&self, name: &str, scope: &Scope) -> bool {
        scope.roots().any(|(_, record)| self.has_field(record, name))
    }

    pub(super) fn has_field(&self, record: ir::RecordId, name: &str) -> bool {
        let shape = &self.shapes[record];
        shape.given.contains_key(name) || shape.derived.contains_key(name)
    }

    fn nearest_name(&self, name: &str, scope: &Scope) -> Option<Near> {
        let fields = scope.roots().flat_map(|(_, record)| self.shapes[record].declared());
        let conditions = self.packages[scope.package].conditions.iter();
        self.near(name, fields.chain(conditions.map(|(name, it)| (*name, Some(it.name.span)))))
    }

    /// Follows field names from a place.
    pub(super) fn walk(
        &mut self,
        mut place: Place,
        mut record: ir::RecordId,
        names: &'a [ast::Name],
        scope: &Scope,
    ) -> Option<Reference> {
        let (mut ty, mut optional, mut ever_absent) = (Type::Record(record), false, false);
        for (at, name) in names.iter().enumerate() {
            if let Some(&index) = self.shapes[record].given.get(name.text.as_str()) {
                place.fields.push(index);
                self.link_field(name.span, record, index);
                if self.untyped.contains(&(record, index)) {
                    return None;
                }
                let field = &self.program.records[record].fields[index as usize];
                ever_absent = field.optional;
                optional = ever_absent && !scope.is_present(&Term::Field(place.clone()));
                ty = field.ty.clone();
            } else if self.shapes[record].derived.contains_key(name.text.as_str()) {
                return self.derived(place, record, name, &names[at + 1..], scope);
            } else {
                let near = self.near(&name.text, self.shapes[record].declared());
                let owner = self.shapes[record].record.name.text.clone();
                let is_of_element = at == 0 && matches!(place.root, Root::Element(_));
                let wrong = unknown(name, "field", None).note(format!("looked for in `{owner}`"));
                let elsewhere = if is_of_element { self.field_of_account(&wrong, name, scope) } else { None };
                let wrong = elsewhere
                    .unwrap_or_else(|| unknown(name, "field", near).note(format!("looked for in `{owner}`")));
                self.report(wrong);
                return None;
            }
            if at + 1 < names.len() {
                let Type::Record(inner) = ty else {
                    let wrong = counted_by_path(&names[..=at], &names[at + 1], &ty);
                    self.report(wrong.unwrap_or_else(|| of_wrong_type(name.span, "a record", &words(&ty))));
                    return None;
                };
                if optional {
                    self.optional_used(name.span, &ast::dotted(&names[..=at]));
                    return None;
                }
                record = inner;
            }
        }
        Some(Reference::Value(Typed { term: Term::Field(place), ty, optional, ever_absent }))
    }

    fn derived(
        &mut self,
        place: Place,
        record: ir::RecordId,
        name: &'a ast::Name,
        rest: &[ast::Name],
        scope: &Scope,
    ) -> Option<Reference> {
        if let Some(further) = rest.first() {
            self.wrong_type(further.span, "the end of the path", "a field of a derived value");
            return None;
        }
        let subject = self.subject_at(place, record);
        self.call((self.shapes[record].package, Some(record), &name.text), subject, scope, name.span)
    }

    /// Two values that stand beside each other: a literal takes the type of the other.
    pub(super) fn pair(
        &mut self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<(Typed, Typed)> {
        if matches!(left.kind, ExprKind::Literal(_)) {
            let second = self.present(right, scope, None)?;
            let first = self.present(left, scope, Some(&second.ty))?;
            return Some((first, second));
        }
        let first = self.present(left, scope, None)?;
        let second = self.present(right, scope, Some(&first.ty))?;
        Some((first, second))
    }

    fn sum(
        &mut self,
        sign: ast::Sign,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<Typed> {
        if let ExprKind::Literal(Literal::Duration(by)) = &right.kind {
            return self.shifted(left, by, sign, scope);
        }
        let (first, second) = self.pair(left, right, scope)?;
        if first.ty.is_moment() && second.ty.is_moment() {
            self.no_difference(left, right, &second.ty);
            return None;
        }
        if first.ty.is_moment() {
            self.wrong_type(right.span, "a length of time", &words(&second.ty));
            return None;
        }
        if !matches!(first.ty, Type::Int | Type::Decimal | Type::Money(_)) {
            self.wrong_type(left.span, "a number or an amount", &words(&first.ty));
            return None;
        }
        if !self.same_type(&first.ty, left.span, &second.ty, right.span) {
            return None;
        }
        let (left, right) = (Box::new(first.term), Box::new(second.term));
        let how = match sign {
            ast::Sign::Plus => Arithmetic::Add,
            ast::Sign::Minus => Arithmetic::Subtract,
        };
        Some(Typed::sure(Term::Arithmetic(how, left, right), first.ty))
    }

    fn shifted(
        &mut self,
        left: &'a ast::Expr,
        by: &ast::Duration,
        sign: ast::Sign,
        scope: &Scope,
    ) -> Option<Typed> {
        let moment = self.present(left, scope, None)?;
        if !moment.ty.is_moment() {
            self.wrong_type(left.span, "a time or a date", &words(&moment.ty));
            return None;
        }
        if matches!(moment.term, Term::Now) {
            self.now_moved(left.span);
            return None;
        }
        self.doubt_days(by);
        Some(self.moved(&moment, by, sign == ast::Sign::Minus, scope))
    }

    fn aggregate(
        &mut self,
        aggregate: &'a ast::Aggregate,
        phrase: &'a ast::Phrase,
        scope: &Scope,
    ) -> Option<Typed> {
        let selection = self.selection(phrase, scope)?;
        let shown = self.shown_present(&selection.select.filter, true);
        let inner = scope.with_element(selection.record).with_present(shown);
        let select = Box::new(selection.select);
        let kind = kind_of(aggregate.word);
        let Some(field) = &aggregate.field else {
            let count = Term::Aggregate { kind, select, of: None };
            return Some(Typed::sure(count, Type::Int));
        };
        let place = Place { root: Root::Element(0), fields: Vec::new() };
        let Reference::Value(of) = self.walk(place, selection.record, &field.names, &inner)? else {
            self.wrong_type(field.span, "a value", "a condition");
            return None;
        };
        if !kind.takes(&of.ty) {
            self.wrong_type(field.span, "a field that can be reckoned with", &words(&of.ty));
            return None;
        }
        let there_is_one = !of.optional && scope.has_some_of(&select);
        let term = Term::Aggregate { kind, select, of: Some(Box::new(of.term)) };
        let ever_absent = kind.identity().is_none();
        let optional = ever_absent && !there_is_one && !scope.is_present(&term);
        Some(Typed { term, ty: of.ty, optional, ever_absent })
    }

    /// A literal; a whole number stands for a decimal where one is expected.
    pub(super) fn literal(
        &mut self,
        literal: &Literal,
        span: Span,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let constant = match (literal, expected) {
            (Literal::Bool(value), _) => Constant::Bool(*value),
            (Literal::Int(value), Some(Type::Decimal)) => {
                let units = scaled(i128::from(*value), 0, Unit::Decimal.scale())?;
                Constant::Number(units, Unit::Decimal)
            }
            (Literal::Int(value), _) => Constant::Number(i128::from(*value), Unit::Int),
            (Literal::Decimal { digits, scale }, _) => self.number(*digits, *scale, Unit::Decimal, span)?,
            (Literal::Text(value), Some(Type::OneOf(values))) if values.index_of(value).is_some() => {
                self.report(quoted_value(span, value));
                return None;
            }
            (Literal::Text(value), _) => Constant::Text(value.clone()),
            (Literal::Money { digits, scale, currency }, _) => {
                let currency = self.currency(currency)?;
                self.number(*digits, *scale, Unit::Money(currency), span)?
            }
            (Literal::Date(date), _) => {
                let days = ir::calendar::FIRST_DAY..=ir::calendar::LAST_DAY;
                Constant::Date(self.reckoned(ir::calendar::day_number(*date), days, span)?)
            }
            (Literal::Time(micros), _) => Constant::Time(self.held_instant(*micros, span)?),
            (Literal::Duration(_), _) => {
                self.wrong_type(span, "a value", "a duration");
                return None;
            }
            (Literal::Relative { .. }, _) => {
                self.wrong_type(span, "a value", "a time relative to a test's instant");
                return None;
            }
        };
        let ty = constant.ty(&self.program)?;
        Some(Typed::sure(Term::Constant(constant), ty))
    }

    fn number(&mut self, digits: i128, scale: u8, unit: Unit, span: Span) -> Option<Constant> {
        Some(Constant::Number(self.scaled(digits, scale, unit.scale(), span)?, unit))
    }

    /// A time, if the calendar holds it.
    pub(super) fn held_instant(&mut self, micros: i64, span: Span) -> Option<i64> {
        self.reckoned(micros, ir::calendar::FIRST..=ir::calendar::LAST, span)
    }

    /// A time or date, if it lies within what the calendar is reckoned for.
    fn reckoned<T: PartialOrd>(
        &mut self,
        value: T,
        range: std::ops::RangeInclusive<T>,
        span: Span,
    ) -> Option<T> {
        if range.contains(&value) {
            return Some(value);
        }
        self.report(
            Diagnostic::new(Code::BadLiteral, span, "this lies beyond what the calendar is reckoned for")
                .label("from 0001-01-01 to 9999-12-30"),
        );
        None
    }

    fn scaled(&mut self, digits: i128, from: u8, to: u32, span: Span) -> Option<i128> {
        let value = scaled(digits, u32::from(from), to);
        if value.is_none() {
            let before = ir::MOST.ilog10() + 1 - to;
            self.report(
                Diagnostic::new(Code::BadLiteral, span, "this number has more digits than its type holds")
                    .label(format!("at most {before} digits before the point and {to} after it")),
            );
        }
        value
    }

    /// Whether two types can be compared; if not, says so.
    pub(super) fn same_type(&mut self, left: &Type, left_span: Span, right: &Type, right_span: Span) -> bool {
        if left == right {
            return true;
        }
        let (code, kind) = match (left, right) {
            (Type::Money(_), Type::Money(_)) => (Code::WrongUnit, "currencies"),
            _ => (Code::WrongType, "types"),
        };
        let different = Diagnostic::new(
            code,
            right_span,
            format!("{} and {} are different {kind}", words(left), words(right)),
        )
        .label(format!("this is {}", words(right)))
        .because(left_span, format!("this is {}", words(left)));
        self.report(match (left, right) {
            (Type::Money(currency), Type::Int | Type::Decimal) => {
                different.help(format!("write the currency too: `… {currency}`"))
            }
            (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int) => {
                different.note("whole and decimal numbers are not mixed").help("declare both as `decimal`")
            }
            _ => different,
        });
        false
    }
}

/// `digits` at another scale; `None` where that would lose digits or go beyond [`ir::MOST`].
pub(super) fn scaled(digits: i128, from: u32, to: u32) -> Option<i128> {
    let value = if from <= to {
        digits.checked_mul(10_i128.checked_pow(to - from)?)?
    } else {
        let factor = 10_i128.checked_pow(from - to)?;
        (digits % factor == 0).then_some(digits / factor)?
    };
    (value.unsigned_abs() <= ir::MOST.unsigned_abs()).then_some(value)
}

/// A written duration as the program holds it.
pub(super) fn lowered_duration(written: &ast::Duration, backwards: bool, zone: ir::Zone) -> ir::Duration {
    let sign: i32 = if backwards { -1 } else { 1 };
    ir::Duration {
        months: written.months * sign,
        days: written.days * sign,
        micros: written.micros * i64::from(sign),
        full_days: written.full_days,
        zone,
    }
}

/// What an aggregate's word computes.
fn kind_of(word: AggregateWord) -> AggregateKind {
    match word {
        AggregateWord::Count => AggregateKind::Count,
        AggregateWord::Total => AggregateKind::Sum,
        AggregateWord::Latest | AggregateWord::Largest => AggregateKind::Max,
        AggregateWord::Earliest | AggregateWord::Smallest => AggregateKind::Min,
    }
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
