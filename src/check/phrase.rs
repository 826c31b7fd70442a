//! Noun phrases: which word is the noun, what its adjectives and times say.

use super::checker::Checker;
use super::expression::made;
use super::scope::Scope;
use super::shape::unknown;
use super::value::Reference;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ir::{self, Comparison, Condition, ConditionKind, Place, Root, Select, Term, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Phrase, PhraseWord, Quantifier};

/// A lowered phrase.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) select: Select,
    pub(super) record: ir::RecordId,
}

/// A phrase with its parts apart: what restricts the elements, and what is said of them.
struct Parts {
    collection: Place,
    record: ir::RecordId,
    adjectives: Vec<Condition>,
    said: Vec<Condition>,
}

impl<'a> Checker<'a> {
    pub(super) fn selection(&mut self, phrase: &'a Phrase, scope: &Scope) -> Option<Selection> {
        let Parts { collection, record, mut adjectives, said } = self.parts(phrase, scope)?;
        adjectives.extend(said);
        Some(Selection { select: select(collection, adjectives, phrase.span), record })
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        phrase: &'a Phrase,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let bound = match quantifier {
            Quantifier::No => ir::Quantifier::AtMost(0),
            Quantifier::Some => ir::Quantifier::AtLeast(1),
            Quantifier::AtLeast(count) => ir::Quantifier::AtLeast(count),
            Quantifier::AtMost(count) => ir::Quantifier::AtMost(count),
            Quantifier::Exactly(count) => ir::Quantifier::Exactly(count),
            Quantifier::Every => return self.every_said(phrase, scope),
        };
        let selection = self.selection(phrase, scope)?;
        Some(ConditionKind::Quantified(bound, Box::new(selection.select)))
    }

    /// `every paid trade completed before now`: what stands after the noun is claimed of what the adjectives
    /// select; with nothing after it, the adjectives are the claim.
    fn every_said(&mut self, phrase: &'a Phrase, scope: &Scope) -> Option<ConditionKind> {
        let Parts { collection, record: _, mut adjectives, mut said } = self.parts(phrase, scope)?;
        if said.is_empty() {
            said = std::mem::take(&mut adjectives);
        }
        if said.is_empty() {
            self.report(
                Diagnostic::new(Code::Syntax, phrase.span, "nothing is said of every element")
                    .label("every … what?")
                    .help("add `satisfies …`, a time or `where …`"),
            );
            return None;
        }
        Some(no_exception(collection, adjectives, made(ConditionKind::All(said), phrase.span)))
    }

    /// `every NP satisfies CONDITION`
    pub(super) fn every(
        &mut self,
        phrase: &'a Phrase,
        claim: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let Parts { collection, record, mut adjectives, said } = self.parts(phrase, scope)?;
        adjectives.extend(said);
        let claim = self.condition(claim, &scope.with_element(record));
        Some(no_exception(collection, adjectives, claim))
    }

    fn parts(&mut self, phrase: &'a Phrase, scope: &Scope) -> Option<Parts> {
        let (noun_at, collection, record) = self.noun(phrase, scope)?;
        let inner = scope.with_element(record);
        let mut adjectives = Vec::new();
        for word in &phrase.words[..noun_at] {
            let kind = self.adjective(word, record, &inner)?;
            adjectives.push(made(kind, word.path.span));
        }
        let mut said = Vec::new();
        if let Some(times) = self.times(phrase, noun_at, record, &inner)? {
            said.push(times);
        }
        if let Some(filter) = &phrase.filter {
            said.push(self.condition(filter, &inner));
        }
        Some(Parts { collection, record, adjectives, said })
    }

    /// The noun's position, its collection and the record that this holds.
    fn noun(&mut self, phrase: &'a Phrase, scope: &Scope) -> Option<(usize, Place, ir::RecordId)> {
        for (at, word) in phrase.words.iter().enumerate() {
            match self.as_noun(&word.path, scope) {
                Noun::Collection(place, record) => {
                    self.link_noun(&word.path, &place, record, scope);
                    return Some((at, place, record));
                }
                Noun::Ambiguous(record, collections) => {
                    self.report(ambiguous(&word.path, &self.shapes[record].record.name, &collections));
                    return None;
                }
                Noun::Nothing => {}
            }
        }
        self.report_no_noun(phrase, scope);
        None
    }

    fn as_noun(&self, path: &ast::Path, scope: &Scope) -> Noun {
        let (first, rest) = match path.names.as_slice() {
            [] => return Noun::Nothing,
            [first, rest @ ..] => (first, rest),
        };
        let from = match first.text.as_str() {
            "account" => scope.account.map(|record| (Root::Account, record, rest)),
            "request" => scope.request.map(|record| (Root::Request, record, rest)),
            name => scope
                .roots()
                .find(|&(_, record)| self.shapes[record].given.contains_key(name))
                .map(|(root, record)| (root, record, &path.names[..])),
        };
        if let Some((root, record, names)) = from
            && let Some(found) = self.collection_at(root, record, names)
        {
            return found;
        }
        if rest.is_empty() { self.record_noun(&first.text, scope) } else { Noun::Nothing }
    }

    fn collection_at(&self, root: Root, mut record: ir::RecordId, names: &[ast::Name]) -> Option<Noun> {
        let mut place = Place { root, fields: Vec::new() };
        for (at, name) in names.iter().enumerate() {
            let index = *self.shapes[record].given.get(name.text.as_str())?;
            place.fields.push(index);
            match self.program.records[record].fields[index as usize].ty {
                Type::Many(element) if at + 1 == names.len() => {
                    return Some(Noun::Collection(place, element));
                }
                Type::Record(inner) => record = inner,
                _ => return None,
            }
        }
        None
    }

    /// A record's name stands for the one collection in scope that holds it.
    fn record_noun(&self, name: &str, scope: &Scope) -> Noun {
        let Some(&record) = self.shape_ids.get(&(scope.package, name)) else { return Noun::Nothing };
        let mut holding = Vec::new();
        for (root, holder) in scope.roots() {
            for (index, field) in self.program.records[holder].fields.iter().enumerate() {
                if field.ty == Type::Many(record) {
                    holding.push((Place { root, fields: vec![index as u32] }, field.name.clone()));
                }
            }
        }
        match holding.len() {
            0 => Noun::Nothing,
            1 => Noun::Collection(holding.swap_remove(0).0, record),
            _ => Noun::Ambiguous(record, holding.into_iter().map(|(_, name)| name).collect()),
        }
    }

    fn report_no_noun(&mut self, phrase: &Phrase, scope: &Scope) {
        let Some(last) = phrase.words.last().and_then(|word| word.path.names.last()) else { return };
        let package = scope.package;
        let records = self.shape_ids.keys().filter(|(of, _)| *of == package).map(|(_, name)| *name);
        let fields = scope.roots().flat_map(|(_, record)| self.shapes[record].names());
        let known: Vec<&str> = records.chain(fields).collect();
        let near = phrase.words.iter().rev().find_map(|word| {
            let name = word.path.names.last()?;
            nearest(&name.text, known.iter().copied()).map(|near| (name, near.to_owned()))
        });
        let missing = match near {
            Some((name, near)) => unknown(name, "record or collection", Some(near)),
            None => unknown(last, "record or collection", None),
        };
        self.report(missing);
    }

    fn adjective(
        &mut self,
        word: &'a PhraseWord,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Option<ConditionKind> {
        let [name] = word.path.names.as_slice() else {
            self.report(self.not_adjective(&word.path, record));
            return None;
        };
        let shape = &self.shapes[record];
        let is_given = shape.given.get(name.text.as_str()).copied();
        let is_boolean =
            is_given.is_some_and(|at| self.program.records[record].fields[at as usize].ty == Type::Bool);
        if is_boolean || shape.derived.contains_key(name.text.as_str()) {
            let place = Place { root: Root::Element(0), fields: Vec::new() };
            return match self.walk(place, record, &word.path.names, inner)? {
                Reference::Condition(kind) => Some(kind),
                Reference::Value(value) => Some(ConditionKind::Holds(value.term)),
            };
        }
        self.value_adjective(name, &word.path, record)
    }

    /// A value of one of the element's enumerations.
    fn value_adjective(
        &mut self,
        name: &ast::Name,
        path: &ast::Path,
        record: ir::RecordId,
    ) -> Option<ConditionKind> {
        let mut meant = Vec::new();
        for (index, field) in self.program.records[record].fields.iter().enumerate() {
            if let Type::OneOf(values) = &field.ty
                && let Some(value) = values.iter().position(|value| *value == name.text)
            {
                meant.push((index as u32, value as u32, field.name.clone()));
            }
        }
        match meant.as_slice() {
            [] => {
                let diagnostic = self.not_adjective(path, record);
                self.report(diagnostic);
                None
            }
            [(index, value, _)] => {
                self.imply_field(name.span, record, *index);
                let place = Place { root: Root::Element(0), fields: vec![*index] };
                Some(ConditionKind::Compare(
                    Comparison::Equal,
                    Term::Field(place),
                    Term::Constant(Value::Choice(*value)),
                ))
            }
            [(.., first), (.., second), ..] => {
                self.report(
                    Diagnostic::new(
                        Code::NotAdjective,
                        name.span,
                        format!("`{}` is a value of both `{first}` and `{second}`", name.text),
                    )
                    .label("which of them?")
                    .help(format!("write `where {first} is {}`", name.text)),
                );
                None
            }
        }
    }

    fn not_adjective(&self, path: &ast::Path, record: ir::RecordId) -> Diagnostic {
        let word = path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let noun = &self.shapes[record].record.name.text;
        let wrong =
            Diagnostic::new(Code::NotAdjective, path.span, format!("a `{noun}` cannot be called `{word}`"))
                .label("neither a boolean nor a value of its enumerations");
        let known = self.adjectives_of(record);
        match nearest(&word, known.iter().map(String::as_str)) {
            Some(near) => wrong.help(format!("did you mean `{near}`?")).fix(path.span, near),
            None if known.is_empty() => wrong,
            None => wrong.note(format!("a `{noun}` can be {}", known.join(", "))),
        }
    }

    fn adjectives_of(&self, record: ir::RecordId) -> Vec<String> {
        let mut known = Vec::new();
        for field in &self.program.records[record].fields {
            match &field.ty {
                Type::Bool => known.push(field.name.clone()),
                Type::OneOf(values) => known.extend(values.iter().cloned()),
                _ => {}
            }
        }
        let mut derived: Vec<&str> = self.shapes[record].derived.keys().copied().collect();
        derived.sort_unstable();
        known.extend(derived.into_iter().map(str::to_owned));
        known
    }

    /// What the words after the noun and the window say of the element; the outer `None` is an error.
    #[expect(clippy::option_option, reason = "an error and an absent time are different things")]
    fn times(
        &mut self,
        phrase: &'a Phrase,
        noun_at: usize,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Option<Option<Condition>> {
        let words = &phrase.words[noun_at + 1..];
        let Some(window) = &phrase.window else {
            let Some(word) = words.first() else { return Some(None) };
            self.report(
                Diagnostic::new(Code::Syntax, word.path.span, "a time needs a window after it")
                    .label("when?")
                    .help("add `within 15d`, `before …`; an adjective stands before the noun"),
            );
            return None;
        };
        let mut lowered = Vec::new();
        for (time, span) in self.time_fields(words, phrase, noun_at, record, inner)? {
            let kind = self.window(&time, window, inner)?;
            lowered.push(made(kind, span.to(window.span)));
        }
        let whole = words.first().map_or(window.span, |word| word.path.span.to(window.span));
        Some(Some(if lowered.len() == 1 {
            lowered.swap_remove(0)
        } else {
            made(ConditionKind::Any(lowered), whole)
        }))
    }

    fn time_fields(
        &mut self,
        words: &'a [PhraseWord],
        phrase: &Phrase,
        noun_at: usize,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Option<Vec<(Term, Span)>> {
        if words.is_empty() {
            let noun = &phrase.words[noun_at].path;
            return Some(vec![(self.dated_by(noun, record)?, noun.span)]);
        }
        let mut fields = Vec::new();
        for word in words {
            let place = Place { root: Root::Element(0), fields: Vec::new() };
            match self.walk(place, record, &word.path.names, inner)? {
                Reference::Value(value) if value.ty == Type::Time => {
                    fields.push((value.term, word.path.span))
                }
                _ => {
                    self.wrong_type(word.path.span, "a time", "another field");
                    return None;
                }
            }
        }
        Some(fields)
    }

    /// The time that a bare window speaks of.
    fn dated_by(&mut self, noun: &ast::Path, record: ir::RecordId) -> Option<Term> {
        let declared = self.shapes[record].record;
        let fields = &self.program.records[record].fields;
        let times: Vec<u32> =
            (0..).zip(fields).filter(|(_, field)| field.ty == Type::Time).map(|(at, _)| at).collect();
        let index = match (&declared.dated_by, times.as_slice()) {
            (Some(name), _) => {
                let index = self.shapes[record].given.get(name.text.as_str()).copied();
                index.filter(|at| times.contains(at)).or_else(|| {
                    self.wrong_type(name.span, "one of its times", "another name");
                    None
                })?
            }
            (None, [only]) => *only,
            (None, _) => {
                self.report(not_dated(noun, declared, &times, fields));
                return None;
            }
        };
        self.imply_field(noun.span, record, index);
        Some(Term::Field(Place { root: Root::Element(0), fields: vec![index] }))
    }

    /// The noun names a collection by its path, or means it by the record that it holds.
    fn link_noun(&mut self, noun: &ast::Path, place: &Place, element: ir::RecordId, scope: &Scope) {
        let Some((_, mut record)) = scope.roots().find(|(root, _)| *root == place.root).or_else(|| {
            scope.request.filter(|_| place.root == Root::Request).map(|record| (Root::Request, record))
        }) else {
            return;
        };
        let unnamed = noun.names.len().saturating_sub(place.fields.len());
        for (at, &index) in place.fields.iter().enumerate() {
            match noun.names.get(unnamed + at) {
                Some(name) if self.shapes[record].given.get(name.text.as_str()) == Some(&index) => {
                    self.link_field(name.span, record, index);
                }
                _ => {
                    self.imply_field(noun.span, record, index);
                    self.links.name(noun.span, self.shapes[element].record.name.span);
                }
            }
            if let Type::Record(inner) = self.program.records[record].fields[index as usize].ty {
                record = inner;
            }
        }
    }
}

enum Noun {
    Collection(Place, ir::RecordId),
    Ambiguous(ir::RecordId, Vec<String>),
    Nothing,
}

fn ambiguous(path: &ast::Path, record: &ast::Name, collections: &[String]) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousNoun,
        path.span,
        format!("`{}` may be an element of {}", record.text, collections.join(" or ")),
    )
    .label("which collection?")
    .because(record.span, "the record that they hold")
    .help(format!("name the collection: `{}`", collections[0]))
}

fn not_dated(noun: &ast::Path, record: &ast::Record, times: &[u32], fields: &[ir::Field]) -> Diagnostic {
    let name = &record.name.text;
    let missing = Diagnostic::new(
        Code::NotDated,
        noun.span,
        format!("it is not said which time a `{name}` is dated by"),
    )
    .label("this window speaks of which of its times?")
    .because(record.name.span, format!("`{name}` has {} times", times.len()));
    match times.first() {
        Some(&first) => {
            let first = &fields[first as usize].name;
            missing.help(format!("name it here, or write `dated by {first}` in the record"))
        }
        None => missing.help("give the record a field of type `time`"),
    }
}

fn select(collection: Place, filter: Vec<Condition>, span: Span) -> Select {
    Select { collection, filter: made(ConditionKind::All(filter), span) }
}

/// No selected element is an exception to the claim.
fn no_exception(collection: Place, mut selected: Vec<Condition>, claim: Condition) -> ConditionKind {
    let origin = claim.origin;
    selected.push(Condition { kind: ConditionKind::Not(Box::new(claim)), origin });
    let filter = Condition { kind: ConditionKind::All(selected), origin };
    ConditionKind::Quantified(ir::Quantifier::AtMost(0), Box::new(Select { collection, filter }))
}
