//! Inside a case: its keys, the values that a row can be for, and what stands in the row.

use super::{ItemKind, Kind, Offer};
use crate::diagnostic::Message;
use crate::diagnostic::messages::editing;
use crate::ide::complete::context::open_braces;
use crate::ide::declaration::Declaration;
use crate::syntax::ast::TypeKind;
use crate::syntax::vocabulary::{ChoiceForm, Word};

/// Where in a case the pointer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place<'t> {
    /// Behind `case` or a comma.
    Key,
    /// Where a row says which values of this key it is for.
    Pattern(&'t str),
    /// Behind the colon of a row.
    Value,
    /// Behind a value: it may go on, or the next row begins, with this key.
    Behind(&'t str),
    /// Behind a value of this key that a row is for, which is not the first of its row or stands in the first row.
    BehindPattern(&'t str),
    /// The same behind a range.
    BehindRange,
}

impl Offer<'_, '_> {
    /// What fits within a case; whether the pointer is in one.
    pub(super) fn case(&mut self) -> bool {
        let tokens = self.before.tokens.clone();
        match place(&tokens) {
            None | Some(Place::Value) => return false,
            Some(Place::Key) => {
                self.words([Word::Now]);
                self.names(|it| matches!(it.kind, Kind::Field | Kind::Derived | Kind::Condition));
            }
            Some(Place::Pattern(key)) => self.pattern(key),
            Some(Place::Behind(key)) => {
                for sign in ["+", "-"] {
                    self.add(sign, ItemKind::Keyword, Message::empty());
                }
                self.words([Word::Law]);
                self.pattern(key);
            }
            Some(Place::BehindPattern(key)) => {
                self.words([Word::Or]);
                if self.is_ordered(key) {
                    self.form(ChoiceForm::To);
                }
            }
            Some(Place::BehindRange) => self.words([Word::Or]),
        }
        true
    }

    /// The declaration of a key that is a field.
    fn key(&self, key: &str) -> Option<&Declaration<'_>> {
        let field = field_of(key);
        self.declared.iter().find(|it| it.kind == Kind::Field && it.name == field)
    }

    fn is_moment(&self, key: &str) -> bool {
        let ty = self.key(key).and_then(|it| it.ty);
        Word::of(key) == Some(Word::Now) || ty.is_some_and(|ty| ty.kind.is_moment())
    }

    /// Whether the values of a key are in an order, so that there are ranges of them.
    fn is_ordered(&self, key: &str) -> bool {
        let ty = self.key(key).and_then(|it| it.ty).map(|ty| &ty.kind);
        self.is_moment(key) || matches!(ty, Some(TypeKind::Int | TypeKind::Decimal | TypeKind::Money(_)))
    }

    /// The values of a key, and the forms of ranges that it has.
    fn pattern(&mut self, key: &str) {
        self.values_of(field_of(key));
        let declared = self.key(key);
        let is_optional = declared.is_some_and(|it| it.is_optional);
        let is_now = Word::of(key) == Some(Word::Now);
        let may_be_truth = declared.and_then(|it| it.ty).is_none_or(|ty| matches!(ty.kind, TypeKind::Bool));
        if !is_now && may_be_truth {
            self.words([Word::True, Word::False]);
        }
        if self.is_ordered(key) {
            self.form(ChoiceForm::Below);
            self.form(ChoiceForm::From);
        }
        if self.is_moment(key) {
            self.form(ChoiceForm::Until);
        }
        if is_optional {
            self.form(ChoiceForm::Absent);
        }
        self.add("_", ItemKind::Keyword, editing::every_other_value());
    }
}

/// The field that a path ends with.
fn field_of(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// Where in a case the tokens before the pointer end; `None` outside of one, and in the parentheses of a value.
fn place<'t>(tokens: &[&'t str]) -> Option<Place<'t>> {
    let open = open_braces(tokens).last().copied();
    let from = open.map_or(0, |open| open + 1);
    let is_case = |token: &&str| Word::of(token) == Some(Word::Case);
    if let Some(case) = tokens[from..].iter().rposition(is_case) {
        let keys = &tokens[from + case + 1..];
        return (keys.len().is_multiple_of(2) && keys.last().is_none_or(|last| *last == ","))
            .then_some(Place::Key);
    }
    let open = open?;
    let case = tokens[..open].iter().rposition(is_case)?;
    let keys: Vec<&str> = tokens[case + 1..open].iter().copied().filter(|token| *token != ",").collect();
    // Keys and commas alternate; anything else is not the head of a case.
    if keys.is_empty() || open - case != 2 * keys.len() {
        return None;
    }
    let rows = &tokens[from..];
    let count = |sign| rows.iter().filter(|token| **token == sign).count();
    if count("(") != count(")") {
        return None;
    }
    let tail = rows.iter().rposition(|token| *token == ":").map_or(rows, |at| &rows[at + 1..]);
    let in_first_pattern = tail.len() == rows.len();
    let commas = tail.iter().filter(|token| **token == ",").count();
    let key = keys.get(commas).or(keys.last()).copied()?;
    Some(match tail.last() {
        None if in_first_pattern => Place::Pattern(key),
        None => Place::Value,
        Some(last) if *last == "," || Word::of(last) == Some(Word::Or) => Place::Pattern(key),
        Some(_) if in_first_pattern || commas > 0 => match tail.len().checked_sub(2).map(|at| tail[at]) {
            Some("below" | "from" | "until" | "to") => Place::BehindRange,
            Some(_) | None => Place::BehindPattern(key),
        },
        Some(_) => Place::Behind(key),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_a_case_follows_from_the_tokens() {
        let table = [
            ("let x = case", Some(Place::Key)),
            ("let x = case plan ,", Some(Place::Key)),
            ("let x = case plan", None),
            ("let x = case plan {", Some(Place::Pattern("plan"))),
            ("let x = case plan , region { free or", Some(Place::Pattern("plan"))),
            ("let x = case plan , region { free ,", Some(Place::Pattern("region"))),
            ("let x = case plan { free", Some(Place::BehindPattern("plan"))),
            ("let x = case plan , points { free , 3", Some(Place::BehindPattern("points"))),
            ("let x = case points { below 3", Some(Place::BehindRange)),
            ("let x = case points { 1 to 3", Some(Place::BehindRange)),
            ("let x = case points { 1 to 3 or 5", Some(Place::BehindPattern("points"))),
            ("let x = case plan { free :", Some(Place::Value)),
            ("let x = case plan { free : 3", Some(Place::Behind("plan"))),
            ("let x = case plan , region { free , eu : 3 pro ,", Some(Place::Pattern("region"))),
            ("let x = case plan { free : ( a", None),
            ("let x = case plan { free : 3 }", None),
            ("policy p on request { when a {", None),
            ("account { plan :", None),
        ];
        for (text, expected) in table {
            let tokens: Vec<&str> = text.split(' ').collect();
            assert_eq!(place(&tokens), expected, "{text}");
        }
    }
}
