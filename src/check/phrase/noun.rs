//! Which word of a phrase is its noun, and which collection that names.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{Reference, Scope, Typed};
use crate::diagnostic::messages::{self, check_phrases, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{self, Place, Root, Term};
use crate::source::Span;
use crate::syntax::ast::{self, PhraseWord};

impl<'a> Checker<'a> {
    /// The noun's position, its collection and the record that this holds.
    pub(in crate::check) fn noun(
        &mut self,
        words: &[PhraseWord],
        span: Span,
        scope: &Scope,
    ) -> Built<(usize, Place, ir::RecordId)> {
        for (at, word) in words.iter().enumerate() {
            match self.as_noun(&word.path, scope) {
                Noun::Collection(place, record) => {
                    self.reach_collection(&word.path, &place, record, scope)?;
                    return Ok((at, place, record));
                }
                Noun::Ambiguous(record, collections) => {
                    return Err(self.report(ambiguous(
                        &word.path,
                        &self.shapes[record].record.name,
                        &collections,
                    )));
                }
                Noun::Nothing => {}
            }
        }
        Err(self.report_no_noun(words, span, scope))
    }

    fn as_noun(&self, path: &ast::Path, scope: &Scope) -> Noun {
        let (first, rest) = match path.names.as_slice() {
            [] => return Noun::Nothing,
            [first, rest @ ..] => (first, rest),
        };
        let from = match first.text.as_str() {
            "account" => scope.account.map(|record| (Root::Account, record, rest)),
            "request" => scope.request.map(|record| (Root::Request, record, rest)),
            // The service holds no collections.
            "service" if scope.service.is_some() => None,
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

    /// The set that a phrase names, if it is nothing else: its members are plain values, of which nothing can be said.
    pub(in crate::check) fn counted_set(
        &mut self,
        phrase: &'a ast::Phrase,
        scope: &Scope,
    ) -> Built<Option<(&'a ast::Path, Typed)>> {
        let ast::Phrase { words, window: None, filter: None, span: _ } = phrase else { return Ok(None) };
        let [PhraseWord { path, .. }] = words.as_slice() else { return Ok(None) };
        let names_collection = !matches!(self.as_noun(path, scope), Noun::Nothing);
        if names_collection || !self.may_name_set(path, scope) {
            return Ok(None);
        }
        Ok(match self.reference(path, scope)? {
            Reference::Value(typed) if typed.ty.member().is_some() => Some((path, typed)),
            Reference::Value(_) | Reference::Condition(_) => None,
        })
    }

    /// Whether a path leads to a set, or to a definition, whose type is known once it is checked.
    fn may_name_set(&self, path: &ast::Path, scope: &Scope) -> bool {
        let [first, rest @ ..] = path.names.as_slice() else { return false };
        let from = match first.text.as_str() {
            "account" => scope.account.map(|record| (record, rest)),
            "request" => scope.request.map(|record| (record, rest)),
            "service" if scope.service.is_some() => scope.service.map(|record| (record, rest)),
            name => {
                let root = scope.roots().find(|&(_, record)| self.has_field(record, name));
                root.map(|(_, record)| (record, path.names.as_slice()))
            }
        };
        let Some((mut record, names)) = from else {
            return rest.is_empty() && self.packages[scope.package].lets.contains_key(first.text.as_str());
        };
        for (at, name) in names.iter().enumerate() {
            let is_last = at + 1 == names.len();
            let Some(&index) = self.shapes[record].given.get(name.text.as_str()) else {
                return is_last && self.shapes[record].derived.contains_key(name.text.as_str());
            };
            let ty = &self.program.records[record].fields[index as usize].ty;
            if is_last {
                return ty.member().is_some();
            }
            match ty.record() {
                Some(inner) => record = inner,
                None => return false,
            }
        }
        false
    }

    fn collection_at(&self, root: Root, mut record: ir::RecordId, names: &[ast::Name]) -> Option<Noun> {
        let mut place = Place { root, fields: Vec::new() };
        for (at, name) in names.iter().enumerate() {
            let index = *self.shapes[record].given.get(name.text.as_str())?;
            place.fields.push(index);
            let ty = &self.program.records[record].fields[index as usize].ty;
            match ty.elements() {
                Some(element) if at + 1 == names.len() => return Some(Noun::Collection(place, element)),
                _ => record = ty.record()?,
            }
        }
        None
    }

    /// A record's name stands for the one collection in scope that holds it.
    fn record_noun(&self, name: &str, scope: &Scope) -> Noun {
        let mut holding = Vec::new();
        for (root, holder) in scope.roots() {
            for &index in self.shapes[holder].collections.get(name).into_iter().flatten() {
                let field = &self.program.records[holder].fields[index as usize];
                let Some(record) = field.ty.elements() else { continue };
                holding.push((Place { root, fields: vec![index] }, record, field.name.as_str()));
            }
        }
        match holding.as_slice() {
            [] => Noun::Nothing,
            [(place, record, _)] => Noun::Collection(place.clone(), *record),
            [(_, record, _), ..] => {
                let names = holding.iter().map(|(.., name)| (*name).to_owned()).collect();
                Noun::Ambiguous(*record, names)
            }
        }
    }

    /// The position of the noun, if there is one; says nothing if there is none.
    pub(in crate::check) fn noun_position(&self, words: &[PhraseWord], scope: &Scope) -> Option<usize> {
        words.iter().position(|word| !matches!(self.as_noun(&word.path, scope), Noun::Nothing))
    }

    /// The position of the noun and the record that its collection holds, if it names one; says nothing if not.
    pub(in crate::check) fn noun_among(
        &self,
        words: &[PhraseWord],
        scope: &Scope,
    ) -> Option<(usize, ir::RecordId)> {
        let at = self.noun_position(words, scope)?;
        match self.as_noun(&words[at].path, scope) {
            Noun::Collection(_, record) | Noun::Ambiguous(record, _) => Some((at, record)),
            Noun::Nothing => None,
        }
    }

    /// Links a noun with the collection that it names by its path, or means by the record that this holds. No record
    /// on the way may be absent: what is not there holds nothing that could be counted.
    fn reach_collection(
        &mut self,
        noun: &ast::Path,
        place: &Place,
        element: ir::RecordId,
        scope: &Scope,
    ) -> Built<()> {
        let Some(mut record) = scope.shape_at(place.root) else {
            return Err(self.lost(noun.span, nouns::a_noun()));
        };
        let mut way = Place { root: place.root, fields: Vec::new() };
        let unnamed = noun.names.len().saturating_sub(place.fields.len());
        for (at, &index) in place.fields.iter().enumerate() {
            let named = noun.names.get(unnamed + at);
            let named =
                named.filter(|name| self.shapes[record].given.get(name.text.as_str()) == Some(&index));
            let span = named.map_or(noun.span, |name| name.span);
            if named.is_some() {
                self.link_field(span, record, index);
            } else {
                self.imply_field(span, record, index);
                self.link(span, self.shapes[element].record.name.span);
            }
            way.fields.push(index);
            let field = &self.program.records[record].fields[index as usize];
            let Some(inner) = field.ty.record() else { continue };
            if field.optional && !scope.is_present(&Term::Field(way.clone())) {
                return Err(self.optional_used(span, &field.name.clone()));
            }
            record = inner;
        }
        Ok(())
    }
}

enum Noun {
    Collection(Place, ir::RecordId),
    Ambiguous(ir::RecordId, Vec<String>),
    Nothing,
}

fn ambiguous(path: &ast::Path, record: &ast::Name, collections: &[String]) -> Diagnostic {
    let named: Vec<Message> = collections.iter().map(|name| Message::code(name)).collect();
    let named = messages::alternatives(&named).unwrap_or_else(Message::empty);
    Diagnostic::new(Code::AmbiguousNoun, path.span, check_phrases::may_be_element_of(&record.text, named))
        .label(check_phrases::which_collection())
        .because(record.span, check_phrases::record_they_hold())
        .help(check_phrases::name_the_collection(&collections[0]))
}
