//! Values: paths, literals, sums and aggregates, each with its type.

use super::checker::{Checker, Meaning};
use super::scope::Scope;
use super::shape::unknown;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ir::{self, ConditionKind, Place, Root, Subject, Term, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};

/// A lowered value with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) term: Term,
    pub(super) ty: Type,
    /// Whether it may be absent here.
    pub(super) optional: bool,
}

/// What a path names.
#[derive(Debug)]
pub(super) enum Reference {
    Value(Typed),
    Condition(ConditionKind),
}

impl<'a> Checker<'a> {
    /// A value that is present; `expected` gives bare enumeration values their meaning.
    pub(super) fn present(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let typed = self.value(expr, scope, expected)?;
        if typed.optional {
            self.optional_used(expr.span);
            return None;
        }
        Some(typed)
    }

    /// Reports an optional value used as if it were there.
    pub(super) fn optional_used(&mut self, span: Span) {
        self.report(
            Diagnostic::new(Code::OptionalUsed, span, "this value may be absent")
                .label("not shown to be present here")
                .help("say what absence means: `… is absent or …`, or `… is present and …`"),
        );
    }

    /// A value that may be absent.
    pub(super) fn value(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, expr.span, scope, expected),
            ExprKind::Now => Some(Typed { term: Term::Now, ty: Type::Time, optional: false }),
            ExprKind::Path(path) => self.path_value(path, scope, expected),
            ExprKind::Sum(sign, left, right) => self.sum(*sign, left, right, scope),
            ExprKind::Aggregate(aggregate, phrase) => self.aggregate(aggregate, phrase, scope),
            ExprKind::Error => None,
            _ => {
                self.wrong_type(expr.span, "a value", "a condition");
                None
            }
        }
    }

    fn path_value(&mut self, path: &'a ast::Path, scope: &Scope, expected: Option<&Type>) -> Option<Typed> {
        if let (Some(Type::OneOf(values)), [name]) = (expected, path.names.as_slice()) {
            return self.enumeration_value(name, values);
        }
        match self.reference(path, scope)? {
            Reference::Value(typed) => Some(typed),
            Reference::Condition(_) => {
                self.wrong_type(path.span, "a value", "a condition");
                None
            }
        }
    }

    fn enumeration_value(&mut self, name: &ast::Name, values: &[String]) -> Option<Typed> {
        if let Some(at) = values.iter().position(|value| *value == name.text) {
            self.link_value(name.span, values, at);
            let term = Term::Constant(Value::Choice(at as u32));
            return Some(Typed { term, ty: Type::OneOf(values.to_vec()), optional: false });
        }
        let mut wrong = Diagnostic::new(
            Code::UnknownValue,
            name.span,
            format!("`{}` is not one of its values", name.text),
        )
        .label("no such value")
        .note(format!("the values are {}", values.join(", ")));
        if let Some(near) = nearest(&name.text, values.iter().map(String::as_str)) {
            wrong = wrong.help(format!("did you mean `{near}`?")).fix(name.span, near);
        }
        self.report(wrong);
        None
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
            let declared = self.packages[scope.package].conditions[first.text.as_str()].name.span;
            self.links.name(first.span, declared);
            let (id, _) = self.definition((scope.package, None, &first.text), first.span)?;
            return Some(Reference::Condition(ConditionKind::Call(id, Subject::Same)));
        }
        let near = self.nearest_name(&first.text, scope);
        self.report(unknown(first, "field or condition", near));
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

    pub(super) fn has_field(&self, record: ir::RecordId, name: &str) -> bool {
        let shape = &self.shapes[record];
        shape.given.contains_key(name) || shape.derived.contains_key(name)
    }

    fn nearest_name(&self, name: &str, scope: &Scope) -> Option<String> {
        let fields = scope.roots().flat_map(|(_, record)| self.shapes[record].names());
        let conditions = self.packages[scope.package].conditions.keys().copied();
        nearest(name, fields.chain(conditions)).map(str::to_owned)
    }

    /// Follows field names from a place.
    pub(super) fn walk(
        &mut self,
        mut place: Place,
        mut record: ir::RecordId,
        names: &'a [ast::Name],
        scope: &Scope,
    ) -> Option<Reference> {
        let (mut ty, mut optional) = (Type::Record(record), false);
        for (at, name) in names.iter().enumerate() {
            if let Some(&index) = self.shapes[record].given.get(name.text.as_str()) {
                place.fields.push(index);
                self.link_field(name.span, record, index);
                let field = &self.program.records[record].fields[index as usize];
                optional = field.optional && !scope.is_present(&place);
                ty = field.ty.clone();
            } else if self.shapes[record].derived.contains_key(name.text.as_str()) {
                return self.derived(place, record, name, &names[at + 1..]);
            } else {
                let near = nearest(&name.text, self.shapes[record].names()).map(str::to_owned);
                let owner = self.shapes[record].record.name.text.clone();
                self.report(unknown(name, "field", near).note(format!("looked for in `{owner}`")));
                return None;
            }
            if at + 1 < names.len() {
                let Type::Record(inner) = ty else {
                    self.wrong_type(name.span, "a record", &words(&ty));
                    return None;
                };
                if optional {
                    self.optional_used(name.span);
                    return None;
                }
                record = inner;
            }
        }
        Some(Reference::Value(Typed { term: Term::Field(place), ty, optional }))
    }

    fn derived(
        &mut self,
        place: Place,
        record: ir::RecordId,
        name: &'a ast::Name,
        rest: &[ast::Name],
    ) -> Option<Reference> {
        if let Some(further) = rest.first() {
            self.wrong_type(further.span, "the end of the path", "a field of a derived value");
            return None;
        }
        let shape = &self.shapes[record];
        let is_account = shape.record.kind == ast::RecordKind::Account;
        let package = shape.package;
        let declared = shape.derived.get(name.text.as_str()).map(|field| field.name.span);
        if let Some(declared) = declared {
            self.links.name(name.span, declared);
        }
        let (id, meaning) = self.definition((package, Some(record), &name.text), name.span)?;
        let subject = match (is_account, place.root, place.fields.is_empty()) {
            (true, Root::Account, true) => Subject::Same,
            (true, ..) => Subject::Account(place),
            (false, ..) => Subject::Element(place),
        };
        Some(match meaning {
            Meaning::Condition => Reference::Condition(ConditionKind::Call(id, subject)),
            Meaning::Value(ty, optional) => {
                Reference::Value(Typed { term: Term::Call(id, subject), ty, optional })
            }
        })
    }

    fn sum(
        &mut self,
        sign: ast::Sign,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<Typed> {
        let first = self.present(left, scope, None)?;
        if first.ty == Type::Time {
            return self.shifted(first, sign, left, right, scope);
        }
        let second = self.present(right, scope, Some(&first.ty));
        if !matches!(first.ty, Type::Int | Type::Decimal | Type::Money(_)) {
            self.wrong_type(left.span, "a number, an amount or a time", &words(&first.ty));
            return None;
        }
        let second = second?;
        if !self.same_type(&first.ty, left.span, &second.ty, right.span) {
            return None;
        }
        let (left, right) = (Box::new(first.term), Box::new(second.term));
        let term = match sign {
            ast::Sign::Plus => Term::Add(left, right),
            ast::Sign::Minus => Term::Subtract(left, right),
        };
        Some(Typed { term, ty: first.ty, optional: false })
    }

    fn shifted(
        &mut self,
        time: Typed,
        sign: ast::Sign,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<Typed> {
        let ExprKind::Literal(Literal::Duration(written)) = &right.kind else {
            self.wrong_type(right.span, "a duration", "another value");
            return None;
        };
        if matches!(time.term, Term::Now) {
            self.report(
                Diagnostic::new(Code::WrongType, left.span, "`now` cannot be moved")
                    .label("move the other side, or use a window")
                    .help("write `… within 15d`, `… more than 15d ago` or `… in the next 15d`"),
            );
            return None;
        }
        let zone = self.zone_of(scope.package);
        let duration = lowered_duration(written, sign == ast::Sign::Minus, zone);
        Some(Typed { term: Term::Shift(Box::new(time.term), duration), ty: Type::Time, optional: false })
    }

    fn aggregate(
        &mut self,
        aggregate: &'a ast::Aggregate,
        phrase: &'a ast::Phrase,
        scope: &Scope,
    ) -> Option<Typed> {
        let selection = self.selection(phrase, scope)?;
        let inner = scope.with_element(selection.record);
        let select = Box::new(selection.select);
        let field = match aggregate {
            ast::Aggregate::Count => {
                return Some(Typed { term: Term::Count(select), ty: Type::Int, optional: false });
            }
            ast::Aggregate::Total(path) | ast::Aggregate::Maximum(path) | ast::Aggregate::Minimum(path) => {
                path
            }
        };
        let place = Place { root: Root::Element(0), fields: Vec::new() };
        let Reference::Value(of) = self.walk(place, selection.record, &field.names, &inner)? else {
            self.wrong_type(field.span, "a value", "a condition");
            return None;
        };
        let ordered = matches!(of.ty, Type::Int | Type::Decimal | Type::Money(_) | Type::Time | Type::Date);
        let zero = match (aggregate, &of.ty) {
            (ast::Aggregate::Total(_), Type::Int) => Value::Int(0),
            (ast::Aggregate::Total(_), Type::Decimal) => Value::Decimal(0),
            (ast::Aggregate::Total(_), Type::Money(_)) => Value::Money(0),
            (ast::Aggregate::Maximum(_) | ast::Aggregate::Minimum(_), _) if ordered => Value::Absent,
            _ => {
                self.wrong_type(field.span, "a field that can be reckoned with", &words(&of.ty));
                return None;
            }
        };
        let term = Box::new(of.term);
        let (term, optional) = match aggregate {
            ast::Aggregate::Maximum(_) => (Term::Maximum(select, term), true),
            ast::Aggregate::Minimum(_) => (Term::Minimum(select, term), true),
            _ => (Term::Total(select, term, zero), false),
        };
        Some(Typed { term, ty: of.ty, optional })
    }

    /// A literal; a whole number stands for a decimal where one is expected, a date for the start of its day where
    /// a time is.
    pub(super) fn literal(
        &mut self,
        literal: &Literal,
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let zone = self.zone_of(scope.package);
        let (value, ty) = match (literal, expected) {
            (Literal::Bool(value), _) => (Value::Bool(*value), Type::Bool),
            (Literal::Int(value), Some(Type::Decimal)) => {
                (Value::Decimal(scaled(i128::from(*value), 0, ir::DECIMAL_SCALE)?), Type::Decimal)
            }
            (Literal::Int(value), _) => (Value::Int(*value), Type::Int),
            (Literal::Decimal { digits, scale }, _) => {
                let value = self.scaled(*digits, *scale, ir::DECIMAL_SCALE, span)?;
                (Value::Decimal(value), Type::Decimal)
            }
            (Literal::Text(value), _) => (Value::Text(value.clone()), Type::Text),
            (Literal::Money { digits, scale, currency }, _) => {
                let code = self.currency(currency)?;
                let minor = ir::currency::minor_digits(&code)?;
                (Value::Money(self.scaled(*digits, *scale, minor, span)?), Type::Money(code))
            }
            (Literal::Date(date), Some(Type::Time)) => {
                (Value::Time(ir::calendar::start_of_day(*date, zone)), Type::Time)
            }
            (Literal::Date(date), _) => (Value::Date(ir::calendar::day_number(*date)), Type::Date),
            (Literal::Time(micros), _) => (Value::Time(*micros), Type::Time),
            (Literal::Duration(_), _) => {
                self.wrong_type(span, "a value", "a duration");
                return None;
            }
            (Literal::Relative { .. }, _) => {
                self.wrong_type(span, "a value", "a time relative to a test's instant");
                return None;
            }
        };
        Some(Typed { term: Term::Constant(value), ty, optional: false })
    }

    fn scaled(&mut self, digits: i128, from: u8, to: u32, span: Span) -> Option<i128> {
        let value = scaled(digits, u32::from(from), to);
        if value.is_none() {
            self.report(
                Diagnostic::new(Code::BadLiteral, span, "this number has more decimals than its type holds")
                    .label(format!("at most {to} decimals can be held")),
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
        self.report(
            Diagnostic::new(
                code,
                right_span,
                format!("{} and {} are different {kind}", words(left), words(right)),
            )
            .label(format!("this is {}", words(right)))
            .because(left_span, format!("this is {}", words(left))),
        );
        false
    }
}

/// `digits` at another scale; `None` where that would lose digits or overflow.
pub(super) fn scaled(digits: i128, from: u32, to: u32) -> Option<i128> {
    if from <= to {
        return digits.checked_mul(10_i128.checked_pow(to - from)?);
    }
    let factor = 10_i128.checked_pow(from - to)?;
    (digits % factor == 0).then_some(digits / factor)
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

/// A type in the author's words.
pub(super) fn words(ty: &Type) -> String {
    ty.words()
}
