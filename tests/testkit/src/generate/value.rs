//! Values: paths, literals, sums and aggregates.

use super::Generator;
use super::scope::{Access, Scope};
use super::world::Ty;

/// The text of a value.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) text: String,
    /// Whether it can be an operand of a sum as it is written.
    pub(super) primary: bool,
    /// Whether it may change with `now`.
    pub(super) timed: bool,
}

impl Value {
    pub(super) fn of(text: String) -> Self {
        Self { text, primary: true, timed: false }
    }

    pub(super) fn operand(&self) -> String {
        if self.primary { self.text.clone() } else { format!("({})", self.text) }
    }
}

impl Generator {
    /// A value of a type that is present; `None` if there is none to be had.
    pub(super) fn value(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        match self.dice.below(11) {
            10 if depth > 0 && matches!(ty, Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Time | Ty::Date) => {
                self.case_value(scope, ty, depth).or_else(|| self.constant(ty))
            }
            0..=3 if ty.is_moment() && self.dice.chance(40) => {
                self.anchored(scope, ty).or_else(|| self.constant(ty))
            }
            0..=3 => self.path_value(scope, ty).or_else(|| self.constant(ty)),
            4 | 5 if depth > 0 => self.sum(scope, ty, depth).or_else(|| self.constant(ty)),
            6 | 7 if depth > 0 => self.aggregate(scope, ty, depth).or_else(|| self.constant(ty)),
            8 if depth > 0 => self.extreme_of(scope, ty, depth).or_else(|| self.constant(ty)),
            _ => self.constant(ty).or_else(|| self.path_value(scope, ty)),
        }
    }

    fn constant(&mut self, ty: &Ty) -> Option<Value> {
        self.literal(ty).map(Value::of)
    }

    /// A path to a value of the type. A bare word where an enumeration is expected is one of its values, so only
    /// longer paths will do there.
    pub(super) fn path_value(&mut self, scope: &Scope, ty: &Ty) -> Option<Value> {
        let fits = |access: &Access| {
            access.ty.as_ref() == Some(ty)
                && !access.optional
                && (!matches!(ty, Ty::OneOf(_)) || access.text.contains('.'))
                && self.rows_of(&access.text) <= self.rows_left
        };
        let paths: Vec<Access> = scope.reach(&self.world).into_iter().filter(fits).collect();
        let access = self.dice.pick_from(paths)?;
        self.rows_left /= self.rows_of(&access.text);
        Some(Value { timed: access.timed, ..Value::of(access.text) })
    }

    /// A place of the calendar, from a time or a date.
    fn anchored(&mut self, scope: &Scope, ty: &Ty) -> Option<Value> {
        let period = *self.dice.pick(&["day", "month", "month", "quarter", "year"]);
        let edge = *self.dice.pick(&["start", "end"]);
        let is_edge = *ty == Ty::Time || self.dice.chance(40);
        let of_time = *ty == Ty::Time || (!is_edge && self.dice.chance(60));
        if *ty == Ty::Date && self.world.packages[scope.package].has_calendar && self.dice.chance(40) {
            let of = self.operand(scope, &Ty::Date)?;
            let text = format!("{} moved to a working day", of.text);
            return Some(Value { text, primary: false, timed: of.timed });
        }
        let of = self.operand(scope, if of_time { &Ty::Time } else { &Ty::Date })?;
        let mut timed = of.timed;
        let text = if is_edge {
            format!("{edge} of {period} of {}", of.text)
        } else if self.dice.chance(30) && of_time {
            format!("date of {}", of.text)
        } else if self.dice.chance(60) {
            let day = *self.dice.pick(&["01-01", "03-31", "12-31", "06-01", "02-28"]);
            format!("next {day} after {}", of.text)
        } else {
            let after = self.operand(scope, &Ty::Time).or_else(|| self.operand(scope, &Ty::Date))?;
            timed |= after.timed;
            format!("anniversary of {} after {}", of.text, after.text)
        };
        Some(Value { text, primary: false, timed })
    }

    fn working_days(&mut self) -> String {
        (*self.dice.pick(&["1 working day", "5 working days", "10 working days of work", "250 working days"]))
            .to_owned()
    }

    /// What an anchor is reckoned from.
    fn operand(&mut self, scope: &Scope, ty: &Ty) -> Option<Value> {
        let of = self.path_value(scope, ty)?;
        let by = match ty {
            Ty::Time | Ty::Date
                if self.world.packages[scope.package].has_calendar && self.dice.chance(20) =>
            {
                self.working_days()
            }
            Ty::Time if self.dice.chance(30) => self.duration(),
            Ty::Date if self.dice.chance(30) => self.whole_days(),
            _ => return Some(of),
        };
        let sign = *self.dice.pick(&["+", "-"]);
        Some(Value { text: format!("({} {sign} {by})", of.text), ..of })
    }

    fn sum(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        let sign = *self.dice.pick(&["+", "-"]);
        let (left, right) = match ty {
            Ty::Int | Ty::Decimal | Ty::Money(_) => {
                let left = match ty {
                    // What the first operand is, the second one has to be: no whole number for a decimal here.
                    Ty::Decimal => self.path_value(scope, ty)?,
                    Ty::Bool
                    | Ty::Int
                    | Ty::Text
                    | Ty::Money(_)
                    | Ty::Time
                    | Ty::Date
                    | Ty::Length
                    | Ty::OneOf(_)
                    | Ty::Set(_)
                    | Ty::Many(_)
                    | Ty::Record(_) => self.value(scope, ty, depth - 1)?,
                };
                let right = self.value(scope, ty, depth - 1)?;
                (left, right)
            }
            Ty::Time | Ty::Date
                if self.world.packages[scope.package].has_calendar && self.dice.chance(50) =>
            {
                (self.path_value(scope, ty)?, Value::of(self.working_days()))
            }
            Ty::Time => {
                let time = self.path_value(scope, ty)?;
                let length = self.path_value(scope, &Ty::Length).filter(|_| self.dice.chance(30));
                (time, length.unwrap_or_else(|| Value::of(self.duration())))
            }
            Ty::Date => (self.path_value(scope, ty)?, Value::of(self.whole_days())),
            Ty::Bool | Ty::Text | Ty::Length | Ty::OneOf(_) => return None,
            Ty::Set(_) | Ty::Many(_) | Ty::Record(_) => return None,
        };
        let text = format!("{} {sign} {}", left.operand(), right.operand());
        Some(Value { text, primary: false, timed: left.timed || right.timed })
    }

    /// `later of (a, b)` and the like, of what has an order.
    fn extreme_of(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        let first = self.path_value(scope, ty)?;
        self.extreme_with(scope, &first.text, first.timed, (ty, depth))
    }

    /// The same of a value that is present and others.
    pub(super) fn extreme_with(
        &mut self,
        scope: &Scope,
        first: &str,
        timed: bool,
        (ty, depth): (&Ty, usize),
    ) -> Option<Value> {
        let words = match ty {
            Ty::Time | Ty::Date => ["later", "earlier"],
            Ty::Int | Ty::Decimal | Ty::Money(_) => ["larger", "smaller"],
            Ty::Bool | Ty::Length | Ty::Text | Ty::OneOf(_) | Ty::Set(_) | Ty::Many(_) | Ty::Record(_) => {
                return None;
            }
        };
        let word = *self.dice.pick(&words);
        let (mut operands, mut timed) = (vec![first.to_owned()], timed);
        for _ in 0..*self.dice.pick(&[1, 1, 2]) {
            let mut value = self.value(scope, ty, depth.saturating_sub(1))?;
            // Among times a date is no whole day.
            if *ty == Ty::Time
                && value.text.starts_with(|c: char| c.is_ascii_digit())
                && !value.text.contains('T')
            {
                value = self.path_value(scope, ty)?;
            }
            timed |= value.timed;
            operands.push(value.text);
        }
        Some(Value { timed, ..Value::of(format!("{word} of ({})", operands.join(", "))) })
    }

    /// `count of NP` or `total F of NP`: the aggregates that are always present.
    fn aggregate(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        if *ty == Ty::Int && self.dice.chance(20) {
            return self.distinct(scope, depth);
        }
        if *ty == Ty::Int && self.dice.chance(70) {
            let phrase = self.apart(|generator| generator.phrase(scope, depth - 1))?;
            return Some(aggregated("count", &phrase));
        }
        if !matches!(ty, Ty::Int | Ty::Decimal | Ty::Money(_)) {
            return None;
        }
        let phrase = self.apart(|generator| generator.phrase(scope, depth - 1))?;
        let field = self.element_value(&phrase.inner, |of| of == ty)?;
        Some(aggregated(&format!("total {}", field.text), &phrase))
    }

    /// `count of SET` or `count distinct F of NP`.
    fn distinct(&mut self, scope: &Scope, depth: usize) -> Option<Value> {
        if self.dice.chance(40) {
            let is_set = |access: &Access| matches!(access.ty, Some(Ty::Set(_))) && !access.optional;
            let sets: Vec<Access> = scope.reach(&self.world).into_iter().filter(is_set).collect();
            let set = self.dice.pick_from(sets)?;
            return Some(Value::of(format!("(count of {})", set.text)));
        }
        let phrase = self.phrase(scope, depth.saturating_sub(1))?;
        let field = self.element_value(&phrase.inner, |of| {
            !matches!(of, Ty::Set(_) | Ty::Many(_) | Ty::Record(_) | Ty::Length)
        })?;
        Some(aggregated(&format!("count distinct {}", field.text), &phrase))
    }

    /// Draws something whose comparisons are its own.
    fn apart<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        let left = self.rows_left;
        let drawn = draw(self);
        self.rows_left = left;
        drawn
    }

    /// `latest F of NP` and the like, which are absent where there is none; with its type.
    pub(super) fn extreme(&mut self, scope: &Scope, depth: usize) -> Option<(Value, Ty)> {
        let phrase = self.phrase(scope, depth)?;
        let field = self.element_value(&phrase.inner, Ty::is_ordered)?;
        let word = match field.ty {
            Some(Ty::Time | Ty::Date) => *self.dice.pick(&["latest", "earliest"]),
            _ => *self.dice.pick(&["largest", "smallest"]),
        };
        let ty = field.ty.clone()?;
        Some((aggregated(&format!("{word} {}", field.text), &phrase), ty))
    }

    /// Something of the innermost element whose type fits, absent or not.
    fn element_value(&mut self, inner: &Scope, fits: impl Fn(&Ty) -> bool) -> Option<Access> {
        let found = inner.reach_element(&self.world).into_iter();
        let fitting = found.filter(|access| access.ty.as_ref().is_some_and(&fits) && !access.timed);
        self.dice.pick_from(fitting.collect())
    }
}

/// An aggregate in parentheses: its phrase would take in what follows.
fn aggregated(what: &str, phrase: &super::phrase::Phrase) -> Value {
    Value { timed: phrase.timed, ..Value::of(format!("({what} of {})", phrase.text)) }
}
