//! Which words fit there.

use super::context::Before;
use crate::analysis::Analysis;
use crate::ide::declaration::{Declaration, Kind, declarations, files_of, package_of};
use crate::ir::{Status, Zone};
use crate::source::FileId;
use crate::syntax::ast::{Clause, ExpectationKind, Item as AstItem, Require, TypeKind};
use crate::syntax::{CLAUSES, ITEMS};

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A word of the language.
    Keyword,
    /// A unit of time.
    Unit,
    /// A declared name.
    Name(Kind),
}

/// A word that can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The word.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// What it means, in a few words.
    pub detail: String,
}

const QUANTIFIERS: &[&str] = &["no", "some", "every", "at least", "at most", "exactly"];
const CONDITION_STARTS: &[&str] = &["not", "if", "now"];
const AGGREGATES: &[&str] = &["count of", "total", "latest", "earliest", "largest", "smallest"];
const WINDOWS: &[&str] =
    &["within", "more than", "in the next", "before", "after", "since", "between", "where"];
const AFTER_VALUE: &[&str] = &["is", "is not", "is one of", "is absent", "is present", "in", "satisfies"];
const UNITS: &[(&str, &str)] = &[
    ("d", "calendar days"),
    ("w", "weeks"),
    ("mo", "calendar months"),
    ("y", "calendar years"),
    ("h", "hours"),
    ("min", "minutes"),
    ("s", "seconds"),
    (" full days", "to the end of the last day"),
];
const TYPES: &[&str] = &["bool", "int", "decimal", "text", "time", "date", "money ", "one of ", "many "];
const DISPOSALS: &[&str] = &["erase", "retain", "forfeit", "keep"];
const ENDS: &[&str] = &["final", "law", "otherwise", "fix", "link"];
/// After these a condition must go on.
const UNFINISHED: &[&str] = &[
    ":",
    "is",
    "not",
    "of",
    ",",
    "no",
    "some",
    "every",
    "at",
    "least",
    "most",
    "exactly",
    "and",
    "or",
    "if",
    "then",
    "within",
    "more",
    "than",
    "in",
    "the",
    "next",
    "before",
    "after",
    "since",
    "between",
    "where",
    "satisfies",
    "+",
    "-",
    "<",
    ">",
    "=",
    "(",
];
const INTERPOLATIONS: &[(&str, &str)] = &[
    ("count", "how many elements block"),
    ("each ", "a field of each element that blocks"),
    ("clears", "the last instant at which waiting is not yet enough"),
    ("now", "the instant of the judgement"),
];

/// Everything that fits.
pub(super) fn offer(analysis: &Analysis, file: FileId, before: &Before<'_>) -> Vec<Item> {
    let package = package_of(analysis, file);
    let declared = files_of(analysis, package).flat_map(|id| declarations(analysis, id)).collect();
    let mut offer = Offer { analysis, package, declared, before, items: Vec::new() };
    offer.fill();
    offer.items
}

struct Offer<'a, 'b> {
    analysis: &'a Analysis,
    package: &'a str,
    declared: Vec<Declaration<'a>>,
    before: &'b Before<'b>,
    items: Vec<Item>,
}

impl Offer<'_, '_> {
    fn fill(&mut self) {
        let before = self.before;
        if before.in_interpolation {
            return self.interpolation();
        }
        if before.typed.starts_with(|c: char| c.is_ascii_digit()) {
            return self.units();
        }
        match (before.item, before.back(0)) {
            ("", _) => self.keywords(ITEMS),
            ("use", "use") => self.packages(),
            ("zone", "zone") => self.zones(),
            ("policy", "on") if before.depth() == 0 => self.keywords(&["request", "sweep"]),
            ("account" | "request" | "record", _) => self.record(),
            ("outcomes", _) => {}
            ("condition", _) => self.condition(),
            ("policy", _) => self.policy(),
            ("test", _) => self.test(),
            ("fixture", _) if before.depth() > 0 => self.facts(),
            _ => self.keywords(ITEMS),
        }
    }

    fn interpolation(&mut self) {
        for &(label, detail) in INTERPOLATIONS {
            self.add(label, ItemKind::Keyword, detail);
        }
        self.names(|it| it.kind == Kind::Field);
    }

    fn units(&mut self) {
        let digits = self.before.typed.trim_end_matches(|c: char| !c.is_ascii_digit());
        for &(unit, detail) in UNITS {
            self.add(&format!("{digits}{unit}"), ItemKind::Unit, detail);
        }
    }

    fn record(&mut self) {
        match self.before.back(0) {
            ":" | "many" => {
                self.keywords(TYPES);
                self.names(|it| it.kind == Kind::Record && it.whole.start != it.at.start);
            }
            "by" => self.names(|it| it.kind == Kind::Field),
            _ if self.before.tokens.contains(&"=") => self.condition(),
            _ => self.keywords(&["dated by"]),
        }
    }

    fn policy(&mut self) {
        let clause = self.before.clause();
        match (clause.first().copied().unwrap_or(""), clause) {
            ("{" | "}", _) => self.keywords(CLAUSES),
            ("data", _) => self.data(),
            ("outcome", [_]) => self.names(|it| it.kind == Kind::Outcome),
            ("outcome", [.., "until"]) => self.names(|it| it.kind == Kind::Condition),
            ("outcome", _) => self.keywords(&["until"]),
            ("require", [.., "otherwise"]) => self.names(|it| it.kind == Kind::Outcome),
            ("grace", _) => {
                self.keywords(&["after", "cancelled by"]);
                self.condition();
            }
            ("require" | "warn" | "step", [_]) => {}
            ("require" | "warn" | "step", _) => {
                if !UNFINISHED.contains(&self.before.back(0)) {
                    self.messages(clause.get(1).copied().unwrap_or(""));
                }
                self.condition();
            }
            _ => self.condition(),
        }
    }

    fn data(&mut self) {
        self.keywords(DISPOSALS);
        self.keywords(&["for", "after", "anonymised", "account", "law"]);
        self.names(|it| it.kind == Kind::Field);
    }

    /// The languages that a clause still lacks, and what may follow a message.
    fn messages(&mut self, clause: &str) {
        let said = self.said(clause);
        let languages = self.languages();
        for language in languages.into_iter().filter(|language| !said.contains(language)) {
            self.add(&format!("{language} \"\""), ItemKind::Keyword, "a message in this language");
        }
        self.keywords(ENDS);
        self.keywords(CLAUSES);
    }

    /// The languages of the messages that stand before the pointer, and of those that were read behind it.
    fn said(&self, clause: &str) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let tokens = self.before.clause();
        for pair in tokens.windows(2).filter(|pair| pair[1].starts_with('"')) {
            said.push(pair[0].to_owned());
        }
        let read = self.requirement(clause).into_iter().flat_map(|it| &it.messages);
        said.extend(read.map(|message| message.language.text.clone()));
        said
    }

    fn requirement(&self, name: &str) -> Option<&Require> {
        let mut trees = files_of(self.analysis, self.package).map(|id| &self.analysis.files[id.0 as usize]);
        trees.find_map(|tree| {
            let policies = tree.items.iter().filter_map(|item| match item {
                AstItem::Policy(policy) if policy.name.text == self.before.item_name => Some(policy),
                AstItem::Record(_)
                | AstItem::Outcomes(_)
                | AstItem::Condition(_)
                | AstItem::Policy(_)
                | AstItem::Fixture(_)
                | AstItem::Test(_) => None,
            });
            policies.flat_map(|policy| &policy.clauses).find_map(|clause| match clause {
                Clause::Require(require) if require.name.text == name => Some(require),
                Clause::When(_)
                | Clause::Require(_)
                | Clause::Warn(_)
                | Clause::Step(_)
                | Clause::Grace(_)
                | Clause::Outcome(_)
                | Clause::Data(_) => None,
            })
        })
    }

    fn languages(&self) -> Vec<String> {
        let trees = files_of(self.analysis, self.package).map(|id| &self.analysis.files[id.0 as usize]);
        trees.flat_map(|tree| &tree.languages).map(|language| language.text.clone()).collect()
    }

    fn condition(&mut self) {
        let before = self.before;
        match before.back(0) {
            "is" | "not" | "of" | "," if self.values_before() => {}
            "satisfies" => {
                self.names(|it| it.kind == Kind::Policy);
                self.packages();
            }
            "no" | "some" | "every" | "of" | "least" | "most" | "exactly" => self.phrase(),
            "at" => self.keywords(&["least", "most"]),
            "in" => self.keywords(&["the next"]),
            "more" => self.keywords(&["than"]),
            word if self.is_noun(word) => {
                self.times_of(word);
                self.keywords(WINDOWS);
                self.keywords(&["and", "or", "satisfies"]);
            }
            word if self.is_quantified(word) => self.phrase(),
            word if self.is_value(word) => {
                self.keywords(AFTER_VALUE);
                self.keywords(WINDOWS);
                self.keywords(&["and", "or", "+", "-"]);
            }
            _ => self.start(),
        }
    }

    fn start(&mut self) {
        self.keywords(QUANTIFIERS);
        self.keywords(CONDITION_STARTS);
        self.keywords(AGGREGATES);
        self.keywords(&["and", "or", "then"]);
        self.names(|it| matches!(it.kind, Kind::Field | Kind::Derived | Kind::Condition));
    }

    /// Adjectives and nouns: after a quantifier, or after an adjective that follows one.
    fn phrase(&mut self) {
        self.names(|it| matches!(it.kind, Kind::Value | Kind::Derived) || is_bool(it));
        self.names(|it| is_collection(it) || (it.kind == Kind::Record && !is_root(it)));
    }

    /// The values of the field whose name stands before `is`, if it is an enumeration.
    fn values_before(&mut self) -> bool {
        let tokens = &self.before.tokens;
        let Some(is) = tokens.iter().rposition(|token| *token == "is") else { return false };
        let Some(field) = is.checked_sub(1).map(|at| tokens[at]) else { return false };
        let field = field.rsplit('.').next().unwrap_or(field);
        let values: Vec<String> = self
            .declared
            .iter()
            .filter(|it| it.kind == Kind::Value && it.owner == field)
            .map(|it| it.name.to_owned())
            .collect();
        for value in &values {
            self.add(value, ItemKind::Name(Kind::Value), &format!("a value of `{field}`"));
        }
        if !values.is_empty() {
            self.keywords(&["not", "one of", "absent", "present"]);
        }
        !values.is_empty()
    }

    fn is_noun(&self, word: &str) -> bool {
        let word = word.rsplit('.').next().unwrap_or(word);
        let is = |it: &Declaration<'_>| it.name == word && (is_collection(it) || it.kind == Kind::Record);
        self.declared.iter().any(is)
    }

    /// Whether a word is an adjective of a phrase: a quantifier stands before it, with other adjectives between.
    fn is_quantified(&self, word: &str) -> bool {
        let is_adjective = |word: &str| {
            self.declared
                .iter()
                .any(|it| it.name == word && (matches!(it.kind, Kind::Value | Kind::Derived) || is_bool(it)))
        };
        let before = self.before.tokens.iter().rev().skip_while(|token| is_adjective(token));
        is_adjective(word)
            && before.take(1).any(|token| {
                matches!(*token, "no" | "some" | "every") || token.starts_with(|c: char| c.is_ascii_digit())
            })
    }

    fn is_value(&self, word: &str) -> bool {
        let word = word.rsplit('.').next().unwrap_or(word);
        self.declared.iter().any(|it| it.name == word && matches!(it.kind, Kind::Field | Kind::Derived))
    }

    /// The times of a noun's record.
    fn times_of(&mut self, noun: &str) {
        let noun = noun.rsplit('.').next().unwrap_or(noun);
        let held = self.declared.iter().find_map(|it| match &it.ty?.kind {
            TypeKind::Many(element) if it.name == noun => match &element.kind {
                TypeKind::Named(path) => path.names.last().map(|name| name.text.clone()),
                TypeKind::Bool
                | TypeKind::Int
                | TypeKind::Decimal
                | TypeKind::Text
                | TypeKind::Money(_)
                | TypeKind::Time
                | TypeKind::Date
                | TypeKind::OneOf(_)
                | TypeKind::Many(_)
                | TypeKind::Error(_) => None,
            },
            TypeKind::Bool
            | TypeKind::Int
            | TypeKind::Decimal
            | TypeKind::Text
            | TypeKind::Money(_)
            | TypeKind::Time
            | TypeKind::Date
            | TypeKind::OneOf(_)
            | TypeKind::Many(_)
            | TypeKind::Named(_)
            | TypeKind::Error(_) => None,
        });
        let record = held.unwrap_or_else(|| noun.to_owned());
        self.names(|it| it.owner == record && it.ty.is_some_and(|ty| ty.kind.is_moment()));
    }

    fn test(&mut self) {
        match (self.before.depth(), self.before.back(0)) {
            (0, "for") => self.names(|it| it.kind == Kind::Policy),
            (0, _) => self.keywords(&["for", "at"]),
            (1, "expect") => {
                for status in Status::ALL {
                    self.add(status.word(), ItemKind::Keyword, "a status");
                }
                self.keywords(ExpectationKind::FORMS);
            }
            (1, "by" | ",") => self.names(|it| it.kind == Kind::Requirement),
            (1, "warn") => self.names(|it| it.kind == Kind::Warning),
            (1, "final") => self.names(|it| it.kind == Kind::Requirement),
            (1, "outcome") => self.names(|it| it.kind == Kind::Outcome),
            (1, "message") => {
                for language in self.languages() {
                    self.add(&language, ItemKind::Keyword, "a language");
                }
            }
            (1, "account" | "request") => self.names(|it| it.kind == Kind::Fixture),
            (1, _) => self.keywords(&["account", "request", "expect", "with", "by"]),
            _ => self.facts(),
        }
    }

    fn facts(&mut self) {
        if self.before.back(0) == ":" {
            let field = self.before.back(1);
            self.names(|it| it.kind == Kind::Value && it.owner == field);
            return self.keywords(&["absent", "unknown", "true", "false"]);
        }
        self.names(|it| it.kind == Kind::Field);
    }

    fn packages(&mut self) {
        let mut names: Vec<&str> = self
            .analysis
            .files
            .iter()
            .filter_map(|file| file.package.as_ref())
            .map(|it| it.text.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names.into_iter().filter(|name| *name != self.package) {
            self.items.push(Item {
                label: name.to_owned(),
                kind: ItemKind::Name(Kind::Package),
                detail: "a package".to_owned(),
            });
        }
    }

    fn zones(&mut self) {
        for zone in Zone::names() {
            self.add(zone, ItemKind::Keyword, "a time zone");
        }
    }

    fn names(&mut self, fits: impl Fn(&Declaration<'_>) -> bool) {
        let found: Vec<Item> = self.declared.iter().filter(|it| fits(it)).map(named).collect();
        for item in found {
            if !self.items.contains(&item) {
                self.items.push(item);
            }
        }
    }

    fn keywords(&mut self, words: &[&str]) {
        words.iter().for_each(|word| self.add(word, ItemKind::Keyword, ""));
    }

    fn add(&mut self, label: &str, kind: ItemKind, detail: &str) {
        self.items.push(Item { label: label.to_owned(), kind, detail: detail.to_owned() });
    }
}

fn named(declaration: &Declaration<'_>) -> Item {
    Item {
        label: declaration.name.to_owned(),
        kind: ItemKind::Name(declaration.kind),
        detail: format!("{} of `{}`", declaration.kind.word(), declaration.owner),
    }
}

fn is_collection(declaration: &Declaration<'_>) -> bool {
    declaration.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Many(_)))
}

fn is_bool(declaration: &Declaration<'_>) -> bool {
    declaration.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Bool))
}

fn is_root(declaration: &Declaration<'_>) -> bool {
    matches!(declaration.name, "account" | "request")
}
