//! Noun phrases and windows.

use super::Generator;
use super::scope::{Access, Root, Scope};
use super::world::{Kind, Ty};

/// How a distance is compared with a length.
const DISTANCES: &[&str] = &["within", "less than", "at least", "more than"];

/// The text of a noun phrase with what it is about.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) text: String,
    /// The record of the elements, if the collection hangs on the account or the request.
    pub(super) witnesses: Option<usize>,
    /// The record of its elements.
    pub(super) record: usize,
    /// The scope inside it.
    pub(super) inner: Scope,
    pub(super) timed: bool,
    /// Whether adjectives, a window or a filter restrict it.
    pub(super) restricted: bool,
    pub(super) has_window: bool,
    /// Whether its window moves with `now`.
    pub(super) moves: bool,
    pub(super) has_filter: bool,
}

impl Generator {
    /// A phrase over a collection in scope; `None` if there is none.
    pub(super) fn phrase(&mut self, scope: &Scope, depth: usize) -> Option<Phrase> {
        let is_collection = |access: &Access| {
            matches!(access.ty, Some(Ty::Many(_))) && !access.optional && access.place.is_some()
        };
        let collections: Vec<Access> = scope.reach(&self.world).into_iter().filter(is_collection).collect();
        let collection = self.dice.pick_from(collections)?;
        self.phrase_over(scope, &collection, depth)
    }

    /// A phrase over one collection.
    pub(super) fn phrase_over(&mut self, scope: &Scope, collection: &Access, depth: usize) -> Option<Phrase> {
        let Some(Ty::Many(record)) = collection.ty else { return None };
        let inner = scope.with_element(record);
        let mut words = self.adjectives(&inner, record);
        let mut restricted = !words.is_empty();
        let mut timed = words.iter().any(|(_, timed)| *timed);
        words.push((self.noun(scope, collection, record), false));
        let mut text = words.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ");
        let (mut has_window, mut moves) = (false, false);
        if self.dice.chance(45)
            && let Some((times, with)) = self.times(&inner, record, depth)
        {
            text = format!("{text} {times}");
            (has_window, restricted, moves, timed) = (true, true, with, timed || with);
        }
        let mut has_filter = false;
        if depth > 0 && self.dice.chance(35) {
            let filter = self.condition(&inner, depth - 1);
            text = format!("{text} where {}", filter.last());
            (has_filter, restricted, timed) = (true, true, timed || filter.timed);
        }
        let hangs_on_root = collection.root == Root::Account || collection.root == Root::Request;
        let witnesses = hangs_on_root.then_some(record);
        Some(Phrase { text, witnesses, record, inner, timed, restricted, has_window, moves, has_filter })
    }

    /// The collection by its path, or by its record's name where that is clear.
    fn noun(&mut self, scope: &Scope, collection: &Access, record: usize) -> String {
        let shape = &self.world.records[record];
        let is_own = shape.package == scope.package && shape.kind == Kind::Plain;
        let is_direct = collection.place.as_ref().is_some_and(|place| place.fields.len() == 1)
            && collection.root != Root::Request;
        if is_own && is_direct && scope.holders(&self.world, &shape.name) == 1 && self.dice.chance(60) {
            return shape.name.clone();
        }
        collection.text.clone()
    }

    /// Up to two adjectives, each with whether it may change with `now`.
    fn adjectives(&mut self, inner: &Scope, record: usize) -> Vec<(String, bool)> {
        let mut known: Vec<(String, bool)> = Vec::new();
        for access in inner.reach_element(&self.world) {
            let is_boolean = matches!(access.ty, None | Some(Ty::Bool)) && !access.optional;
            if is_boolean && !access.text.contains('.') {
                known.push((access.text, access.timed));
            }
        }
        let shape = &self.world.records[record];
        let enumerations = || {
            shape.fields.iter().filter_map(|field| match &field.ty {
                Ty::OneOf(values) => Some(values),
                Ty::Bool
                | Ty::Int
                | Ty::Decimal
                | Ty::Text
                | Ty::Money(_)
                | Ty::Time
                | Ty::Date
                | Ty::Length
                | Ty::Set(_)
                | Ty::Many(_)
                | Ty::Record(_) => None,
            })
        };
        for value in enumerations().flatten() {
            let is_clear = enumerations().flatten().filter(|other| *other == value).count() == 1;
            if is_clear && !shape.has(value) {
                known.push(((*value).to_owned(), false));
            }
        }
        let mut chosen = Vec::new();
        while !known.is_empty() && chosen.len() < 2 && self.dice.chance(30) {
            let at = self.dice.below(known.len());
            chosen.push(known.swap_remove(at));
        }
        chosen
    }

    /// `published or edited within 90d`, or a bare window; with whether it may change with `now`.
    fn times(&mut self, inner: &Scope, record: usize, depth: usize) -> Option<(String, bool)> {
        let mut fields: Vec<Access> = inner.reach_element(&self.world);
        fields.retain(|access| access.ty.as_ref().is_some_and(Ty::is_moment) && !access.timed);
        self.rows_left = super::case::MOST_OF_NAMED;
        let (window, timed) = self.window(inner, depth);
        if fields.is_empty() || (self.world.records[record].dated().is_some() && self.dice.chance(40)) {
            self.world.records[record].dated()?;
            return Some((window, timed));
        }
        let mut chosen = Vec::new();
        while !fields.is_empty() && (chosen.is_empty() || (chosen.len() < 3 && self.dice.chance(35))) {
            let at = self.dice.below(fields.len());
            chosen.push(fields.swap_remove(at).text);
        }
        Some((format!("{} {window}", chosen.join(" or ")), timed))
    }

    /// A window, with whether it surely moves with `now`.
    pub(super) fn window(&mut self, scope: &Scope, depth: usize) -> (String, bool) {
        let length = self.length_value(scope);
        match self.dice.below(12) {
            0..=3 => (format!("within {length}"), true),
            4 | 5 => {
                let words = *self.dice.pick(&["more than", "at least", "less than"]);
                (format!("{words} {length} ago"), true)
            }
            6 => (format!("in the next {length}"), true),
            7 if self.dice.chance(20) => {
                let word = *self.dice.pick(&["before", "after"]);
                let words = *self.dice.pick(DISTANCES);
                (format!("{words} {length} {word} now"), true)
            }
            7 | 8 => {
                let (words, word) = (*self.dice.pick(DISTANCES), *self.dice.pick(&["after", "before"]));
                (format!("{words} {length} {word} {}", self.anchor(scope, depth)), false)
            }
            9 if self.dice.chance(40) => {
                let word = *self.dice.pick(&["before", "after", "since"]);
                (format!("{word} now"), true)
            }
            9 | 10 => {
                let word = *self.dice.pick(&["before", "after", "since"]);
                (format!("{word} {}", self.anchor(scope, depth)), false)
            }
            _ => {
                let (from, to) = (self.anchor(scope, depth), self.anchor(scope, depth));
                (format!("between {from} and {to}"), false)
            }
        }
    }

    fn anchor(&mut self, scope: &Scope, depth: usize) -> String {
        match self.value(scope, &Ty::Time, depth) {
            Some(value) => value.text,
            None => self.time(),
        }
    }
}
