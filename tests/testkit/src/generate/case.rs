//! Cases and named values. What rows ask is drawn as a partition of the key, so that every value has one row.

use std::fmt::Write as _;

use super::Generator;
use super::scope::{Access, Place, Scope};
use super::value::Value;
use super::words;
use super::world::{Let, Ty};

/// The keys of a case: their texts, and the patterns of each.
struct Keys {
    texts: Vec<String>,
    patterns: Vec<Vec<String>>,
    /// Where each is, if it may be absent.
    optional: Vec<Option<Place>>,
    timed: bool,
}

/// How many combinations of rows one comparison may have.
pub(super) const MOST_ROWS: usize = 64;
/// How many a named value or a derived field may have.
pub(super) const MOST_OF_NAMED: usize = 8;

impl Generator {
    /// `case k { … }` over values of a type, in parentheses.
    pub(super) fn case_value(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        let keys = self.keys(scope)?;
        let mut timed = keys.timed;
        let rows: usize = keys.patterns.iter().map(Vec::len).product();
        let left = self.rows_left.checked_div(rows).filter(|left| *left > 0)?;
        let mut least = left;
        let text = self.case(&keys, scope, |generator, scope| {
            generator.rows_left = left;
            let value = generator.row_value(scope, ty, depth)?;
            least = least.min(generator.rows_left);
            timed |= value.timed;
            // What has words of its own is in parentheses there.
            Some(if value.text.contains(" of ") { format!("({})", value.text) } else { value.operand() })
        });
        self.rows_left = least;
        let text = text?;
        Some(Value { timed, ..Value::of(format!("({text})")) })
    }

    /// `case k { … }` over conditions.
    pub(super) fn case_condition(&mut self, scope: &Scope, depth: usize) -> Option<(String, bool)> {
        let keys = self.keys(scope)?;
        let mut timed = keys.timed;
        let mut is_first = true;
        let text = self.case(&keys, scope, |generator, scope| {
            // The first row shows that the rows are conditions, whatever names stand in the others.
            if std::mem::take(&mut is_first) {
                return Some((*generator.dice.pick(&["true", "false"])).to_owned());
            }
            let condition = generator.condition(scope, depth - 1);
            timed |= condition.timed;
            Some(format!("({})", condition.text))
        })?;
        Some((text, timed))
    }

    /// A value of a row, of just the type: a day is no time here, and a whole number no decimal.
    fn row_value(&mut self, scope: &Scope, ty: &Ty, depth: usize) -> Option<Value> {
        let literal = match ty {
            Ty::Time => Some((*self.dice.pick(&["2019-03-31T12:00Z", "2020-02-29T00:00+08:00"])).to_owned()),
            Ty::Decimal => Some((*self.dice.pick(&["0.25", "3.5", "12.75"])).to_owned()),
            Ty::Bool
            | Ty::Int
            | Ty::Text
            | Ty::Money(_)
            | Ty::Date
            | Ty::Length
            | Ty::OneOf(_)
            | Ty::Set(_)
            | Ty::Many(_)
            | Ty::Record(_) => None,
        };
        match literal {
            Some(literal) => Some(Value::of(literal)),
            None => self.value(scope, ty, depth - 1),
        }
    }

    fn case(
        &mut self,
        keys: &Keys,
        scope: &Scope,
        mut value: impl FnMut(&mut Self, &Scope) -> Option<String>,
    ) -> Option<String> {
        let mut rows: Vec<Vec<&String>> = vec![Vec::new()];
        for patterns in &keys.patterns {
            let with = |row: &Vec<_>, pattern| row.iter().copied().chain([pattern]).collect();
            rows = rows.iter().flat_map(|row| patterns.iter().map(move |it| with(row, it))).collect();
        }
        let mut text = format!("case {} {{", keys.texts.join(", "));
        for row in rows {
            let law = if self.dice.chance(10) { " law \"§ 147\"" } else { "" };
            let shown = row.iter().zip(&keys.optional).filter(|(pattern, _)| **pattern != "absent");
            let inner = shown
                .filter_map(|(_, place)| place.as_ref())
                .fold(scope.clone(), |inner, place| inner.with_present(place));
            let row: Vec<&str> = row.into_iter().map(String::as_str).collect();
            let _ = write!(text, " {}: {}{law} ", row.join(", "), value(self, &inner)?);
        }
        text.push('}');
        Some(text)
    }

    fn keys(&mut self, scope: &Scope) -> Option<Keys> {
        let count = *self.dice.pick(&[1, 1, 1, 2]);
        let mut keys = Keys { texts: Vec::new(), patterns: Vec::new(), optional: Vec::new(), timed: false };
        for _ in 0..count {
            if self.dice.chance(15) && !keys.texts.iter().any(|key| key == "now") {
                keys.texts.push("now".to_owned());
                keys.patterns.push(self.days());
                keys.optional.push(None);
                keys.timed = true;
                continue;
            }
            let is_key = |access: &Access| match &access.ty {
                Some(Ty::OneOf(_) | Ty::Bool | Ty::Int | Ty::Money(_) | Ty::Time | Ty::Date) => true,
                None | Some(Ty::Decimal | Ty::Text | Ty::Length) => false,
                Some(Ty::Set(_) | Ty::Many(_) | Ty::Record(_)) => false,
            };
            let is_new = |access: &Access| {
                !keys.texts.contains(&access.text) && (!access.optional || access.place.is_some())
            };
            let known = scope.reach(&self.world).into_iter().filter(is_key).filter(is_new).collect();
            let access: Access = self.dice.pick_from(known)?;
            let mut patterns = self.patterns(access.ty.as_ref()?);
            if access.optional {
                patterns.insert(0, "absent".to_owned());
            }
            keys.texts.push(access.text);
            keys.patterns.push(patterns);
            keys.optional.push(access.place.filter(|_| access.optional));
            keys.timed |= access.timed;
        }
        Some(keys)
    }

    fn patterns(&mut self, ty: &Ty) -> Vec<String> {
        let owned = |patterns: &[&str]| patterns.iter().map(|it| (*it).to_owned()).collect();
        match ty {
            Ty::OneOf(values) => {
                let (first, rest) = values.split_at(1);
                match self.dice.below(3) {
                    0 => owned(values),
                    1 => vec![first[0].to_owned(), "_".to_owned()],
                    _ => vec![first[0].to_owned(), rest.join(" or ")],
                }
            }
            Ty::Bool => owned(*self.dice.pick(&[&["true", "false"], &["false", "_"]])),
            Ty::Int => {
                let ranges: [&[&str]; 3] =
                    [&["below 0", "0 to 2", "from 3"], &["17", "below 17", "from 18"], &["1 or 3", "_"]];
                let ranges = self.dice.pick(&ranges);
                owned(ranges)
            }
            Ty::Money(currency) => vec![format!("below 12 {currency}"), format!("from 12 {currency}")],
            Ty::Time | Ty::Date => self.days(),
            Ty::Decimal | Ty::Text | Ty::Length => vec!["_".to_owned()],
            Ty::Set(_) | Ty::Many(_) | Ty::Record(_) => vec!["_".to_owned()],
        }
    }

    fn days(&mut self) -> Vec<String> {
        let days: [&[&str]; 3] = [
            &["until 2019-03-31", "from 2019-04-01"],
            &["below 2019-12-31", "2019-12-31", "from 2020-01-01"],
            &["until 2018-12-31", "2019-01-01 to 2020-02-28", "_"],
        ];
        let days = self.dice.pick(&days);
        days.iter().map(|it| (*it).to_owned()).collect()
    }

    /// The named values of a package.
    pub(super) fn lets(&mut self, package: usize) -> String {
        let mut text = String::new();
        for name in self.some_of(words::LETS, 0, 3) {
            let scope = Scope { package, request: false, elements: Vec::new(), present: Vec::new() };
            let (currency, _) = *self.dice.pick(&self.world.packages[package].currencies);
            let types = [Ty::Int, Ty::Decimal, Ty::Money(currency), Ty::Time, Ty::Date];
            let ty = self.dice.pick(&types).clone();
            self.rows_left = MOST_OF_NAMED;
            let value = match self.dice.chance(70) {
                true => self.case_value(&scope, &ty, 2),
                false => self.row_value(&scope, &ty, 2),
            };
            let Some(value) = value else { continue };
            let written = match self.dice.chance(50) {
                true => format!(": {}", self.type_text(package, &ty)),
                false => String::new(),
            };
            let _ = writeln!(text, "\nlet {name}{written} = {}", value.text);
            let name = name.to_owned();
            self.note(&name, &value.text);
            self.world.packages[package].lets.push(Let { name, ty, timed: value.timed });
        }
        text
    }

    /// Remembers a name of what is chosen by `now`, which no period may be, and of what has rows.
    pub(super) fn note(&mut self, name: &str, text: &str) {
        if self.is_by_now(text) {
            self.world.by_now.push(name.to_owned());
        }
        if self.rows_of(text) > 1 {
            self.world.cased.push(name.to_owned());
        }
    }

    /// Whether a value is chosen by `now`, or by a window, as far as its text shows.
    pub(super) fn is_by_now(&self, text: &str) -> bool {
        const WORDS: [&str; 4] = ["now", " within ", " ago", " in the next "];
        WORDS.iter().any(|word| text.contains(word))
            || self.world.by_now.iter().any(|name| text.contains(name.as_str()))
    }

    /// How many rows a value may have, as far as its text shows.
    pub(super) fn rows_of(&self, text: &str) -> usize {
        let has_rows =
            text.contains("case ") || self.world.cased.iter().any(|name| text.contains(name.as_str()));
        if has_rows { MOST_OF_NAMED } else { 1 }
    }

    /// Begins a comparison of what a text says with values that are drawn.
    pub(super) fn begin_comparison(&mut self, of: &str) {
        self.rows_left = MOST_ROWS / self.rows_of(of);
    }
}
