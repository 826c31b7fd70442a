//! Messages: one in each language, and what their `{…}` stand for.

use std::collections::HashMap;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{Reference, Scope};
use crate::check::suggest::nearest::Near;
use crate::check::suggest::nearest::{perhaps, unknown};
use crate::diagnostic::messages::{check_messages, nouns};
use crate::diagnostic::{self, Code, Diagnostic, Reported, listed};
use crate::ir::plural::{categories, may_have};
use crate::ir::walk::Node;
use crate::ir::{
    Condition, Message, PackageId, Piece, Place, Plural, PluralCategory, PluralForm, RecordId, Root, Roots,
    Subject, Term, Type, Unit,
};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::vocabulary::Placeholder;

/// What a message may speak of.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Context {
    /// The record of the witnesses, where the condition names some.
    pub(in crate::check) witnesses: Option<RecordId>,
    /// Whether time can clear the condition.
    pub(in crate::check) clears: bool,
    /// Whether it is a notice, which is of an act to come.
    pub(in crate::check) is_notice: bool,
    /// Whether all the messages were read.
    pub(in crate::check) whole: bool,
    /// The error of the condition, if it is wrong. What it cannot fill is then not reported.
    pub(in crate::check) poisoned: Option<Reported>,
}

/// Words between the braces of a message.
#[derive(Debug, Clone, Copy)]
struct Inner<'t> {
    text: &'t ast::Text,
    /// Their offset in the text's value.
    at: usize,
    words: &'t str,
}

impl<'t> Inner<'t> {
    /// The words as they are written in a message.
    fn braced(self) -> String {
        format!("{{{}}}", self.words)
    }

    /// A part of the words, which must be a slice of them.
    fn part(self, words: &'t str) -> Self {
        let offset = words.as_ptr() as usize - self.words.as_ptr() as usize;
        Self { at: self.at + offset, words, ..self }
    }

    fn span(self) -> Span {
        self.text.span_of(self.at..self.at + self.words.len())
    }
}

/// A text that is read, with what it may speak of.
#[derive(Clone, Copy)]
struct Speech<'t> {
    text: &'t ast::Text,
    /// The language that it is in.
    language: &'t str,
    context: Context,
    scope: &'t Scope,
}

/// The plural forms that a language needs, in words.
fn listed_categories(language: &str) -> String {
    let needed = categories(language).unwrap_or_default();
    let needed: Vec<String> = needed.iter().map(|category| format!("`{category}`")).collect();
    needed.join(", ")
}

fn wrong_forms(span: Span, message: diagnostic::Message) -> Diagnostic {
    Diagnostic::new(Code::PluralForms, span, message).label(check_messages::in_a_message())
}

/// Two messages of one clause in one language.
fn two_messages(first: Span, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, second.span, check_messages::two_messages_in(&second.text))
        .label(check_messages::language_again())
        .because(first, check_messages::language_first())
        .help(check_messages::keep_or_say_language())
}

impl<'a> Checker<'a> {
    /// Lowers the messages of `owner`, in the order of the package's languages.
    pub(in crate::check) fn messages(
        &mut self,
        owner: &ast::Name,
        written: &'a [ast::Message],
        context: Context,
        scope: &Scope,
    ) -> Vec<Message> {
        if context.whole {
            let languages: Vec<&ast::Name> = written.iter().map(|message| &message.language).collect();
            self.check_languages(owner, &languages, scope.package);
        }
        let mut lowered: Vec<Message> = written
            .iter()
            .map(|message| Message {
                language: message.language.text.clone(),
                text: self.pieces(&message.text, &message.language.text, context, scope),
                fix: message.fix.as_ref().map(|fix| self.pieces(fix, &message.language.text, context, scope)),
                link: message.link.as_ref().map(|link| self.link_of_message(link)),
            })
            .collect();
        let languages = &self.program.packages[scope.package].languages;
        lowered.sort_by_cached_key(|message| languages.iter().position(|known| *known == message.language));
        lowered
    }

    /// Refuses what is not said once in each language of the package.
    pub(in crate::check) fn check_languages(
        &mut self,
        owner: &ast::Name,
        written: &[&ast::Name],
        package: PackageId,
    ) {
        let declared: Vec<&ast::Name> = self.packages[package].languages.clone();
        // What a language of another name was written for is not missing, nor as many as others were written for.
        let (mut meant, mut others): (Vec<String>, usize) = (Vec::new(), 0);
        let mut given: HashMap<&str, Span> = HashMap::new();
        for &name in written {
            let first = *given.entry(&name.text).or_insert(name.span);
            if first != name.span {
                self.report(two_messages(first, name));
            }
            if !declared.iter().any(|language| language.text == name.text) {
                let known = declared.iter().map(|language| (language.text.as_str(), Some(language.span)));
                let near = self.near(&name.text, known);
                meant.extend(near.as_ref().map(|near| near.text.clone()));
                others += usize::from(near.is_none());
                let wrong = self.unknown_language(name, near, package);
                self.report(wrong);
            }
        }
        let missing: Vec<&str> = declared
            .iter()
            .map(|language| language.text.as_str())
            .filter(|language| !given.contains_key(language))
            .filter(|language| !meant.iter().any(|meant| meant == language))
            .filter(|language| !self.packages[package].unsaid.contains(*language))
            .collect();
        // What is said of the whole package may be otherwise when the rest of it is.
        self.current.depends_on_package |= !self.packages[package].unsaid.is_empty();
        if missing.len() > others {
            self.report(
                Diagnostic::new(
                    Code::MissingTranslation,
                    owner.span,
                    check_messages::lacks_languages(&owner.text, &listed(&missing)),
                )
                .label(check_messages::message_missing())
                .help(check_messages::add_message(&format!("{} \"…\"", missing[0]))),
            );
        }
    }

    /// A word before a text that is not a language of the package.
    pub(in crate::check) fn unknown_language(
        &self,
        name: &ast::Name,
        near: Option<Near>,
        package: PackageId,
    ) -> Diagnostic {
        if matches!(name.text.as_str(), "fix" | "link") {
            return Diagnostic::new(Code::Syntax, name.span, check_messages::behind_no_message(&name.text))
                .label(check_messages::no_message_before())
                .help(check_messages::write_behind_text(&name.text));
        }
        if near.is_some() {
            return unknown(name, nouns::language(), near);
        }
        let languages = &self.packages[package].languages;
        let wrong = unknown(name, nouns::language(), None);
        match (languages.last(), self.packages[package].name_at) {
            (Some(last), _) => {
                let all: Vec<&str> = languages.iter().map(|it| it.text.as_str()).collect();
                let behind = Span { start: last.span.end, ..last.span };
                wrong
                    .help(check_messages::add_it(&format!("languages {}, {}", all.join(", "), name.text)))
                    .offer(behind, format!(", {}", name.text))
            }
            (None, Some(package)) => {
                let behind = Span { start: package.end, ..package };
                wrong
                    .help(check_messages::declare_languages(&name.text))
                    .offer(behind, format!("\nlanguages {}", name.text))
            }
            (None, None) => wrong,
        }
    }

    fn pieces(&mut self, text: &ast::Text, language: &str, context: Context, scope: &Scope) -> Vec<Piece> {
        let speech = Speech { text, language, context, scope };
        let mut pieces = Vec::new();
        // What is wrong was reported.
        let _ = self.pieces_from(0, speech, None, &mut pieces);
        pieces.shrink_to_fit();
        pieces
    }

    /// Reads pieces up to the end of the text or, of a plural form, up to the bracket that closes it; gives where it ends.
    fn pieces_from(
        &mut self,
        start: usize,
        speech: Speech<'_>,
        form: Option<usize>,
        pieces: &mut Vec<Piece>,
    ) -> Built<usize> {
        let value = speech.text.value.as_str();
        let (mut at, mut plain) = (start, String::new());
        while let Some(found) = value[at..].find(['{', '}', ']']).map(|found| at + found) {
            plain.push_str(&value[at..found]);
            let sign = &value[found..=found];
            let is_twice = value[found + 1..].starts_with(sign) && (sign != "]" || form.is_some());
            at = found + 1 + usize::from(is_twice);
            match sign {
                _ if is_twice => plain.push_str(sign),
                "]" if form.is_some() => {
                    push_text(pieces, &plain);
                    return Ok(at);
                }
                "]" => plain.push_str(sign),
                "}" if form.is_some() => break,
                "}" => {
                    let span = speech.text.span_of(found..at);
                    self.report(
                        wrong(span, check_messages::brace_closes_nothing())
                            .help(check_messages::remove_or_open_brace()),
                    );
                }
                _ => {
                    push_text(pieces, &std::mem::take(&mut plain));
                    match self.interpolation(found, speech, form.is_some()) {
                        Ok((piece, end)) => {
                            pieces.extend(piece.ok());
                            at = end;
                        }
                        Err(reported) => return Err(reported),
                    }
                }
            }
        }
        if let Some(open) = form {
            let span = speech.text.span_of(open..open + 1);
            return Err(self.report(
                wrong(span, check_messages::form_never_closed()).help(check_messages::add_closing_bracket()),
            ));
        }
        plain.push_str(&value[at..]);
        push_text(pieces, &plain);
        Ok(value.len())
    }

    /// Reads what begins with a brace, and gives where it ends; an error if that is nowhere.
    fn interpolation(
        &mut self,
        open: usize,
        speech: Speech<'_>,
        is_in_form: bool,
    ) -> Built<(Built<Piece>, usize)> {
        let Speech { text, context, scope, .. } = speech;
        let value = text.value.as_str();
        let head = value[open + 1..].find(['}', ':', '[', '{']).map(|found| open + 1 + found);
        if let Some(colon) = head.filter(|&at| value[at..].starts_with(':')) {
            let inner = Inner { text, at: open + 1, words: &value[open + 1..colon] };
            // Before the forms are read: a text may hold any number of them within each other.
            if is_in_form {
                return Err(self.report(wrong_forms(inner.span(), check_messages::forms_within_forms())));
            }
            return self.plural(inner, colon + 1, speech);
        }
        let Some(close) = value[open..].find('}').map(|found| open + found) else {
            let span = text.span_of(open..open + 1);
            return Err(self.report(
                wrong(span, check_messages::interpolation_never_closed())
                    .help(check_messages::add_closing_brace()),
            ));
        };
        let inner = Inner { text, at: open + 1, words: &value[open + 1..close] };
        Ok((self.piece(inner, context, scope), close + 1))
    }

    /// `{count: one [1 trade is open] other [{count} trades are open]}`
    fn plural(
        &mut self,
        number: Inner<'_>,
        start: usize,
        speech: Speech<'_>,
    ) -> Built<(Built<Piece>, usize)> {
        let Speech { text, language, context, scope } = speech;
        let value = text.value.as_str();
        let of = self.piece(number.part(number.words.trim()), context, scope);
        let (mut forms, mut at): (Vec<PluralForm>, usize) = (Vec::new(), start);
        let mut broken = None;
        loop {
            at += value[at..].len() - value[at..].trim_start().len();
            if value[at..].starts_with('}') {
                break;
            }
            if at >= value.len() {
                return Err(self.report(
                    wrong(
                        text.span_of(number.at - 1..number.at),
                        check_messages::interpolation_never_closed(),
                    )
                    .help(check_messages::add_closing_brace()),
                ));
            }
            let word = value[at..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(value[at..].len());
            let (name, named_at) = (&value[at..at + word], at);
            let behind = at + word + (value[at + word..].len() - value[at + word..].trim_start().len());
            if !value[behind..].starts_with('[') {
                let end = value[at..].chars().next().map_or(at, |sign| at + sign.len_utf8());
                return Err(self.report(
                    wrong(text.span_of(at..end.max(at + word)), check_messages::not_a_plural_form())
                        .note(check_messages::plural_forms_are()),
                ));
            }
            let mut pieces = Vec::new();
            at = self.pieces_from(behind + 1, speech, Some(behind), &mut pieces)?;
            let span = text.span_of(named_at..named_at + word);
            match self.form_of(name, span, language, &forms) {
                Ok(category) => forms.push(PluralForm { category, pieces }),
                Err(reported) => broken = Some(reported),
            }
        }
        let end = at + 1;
        let piece = match (of, broken) {
            (Err(reported), _) | (Ok(_), Some(reported)) => Err(reported),
            (Ok(of), None) => self.whole_plural(of, forms, number.span(), language),
        };
        Ok((piece, end))
    }

    /// The category of a form that the language may have, once.
    fn form_of(
        &mut self,
        name: &str,
        span: Span,
        language: &str,
        forms: &[PluralForm],
    ) -> Built<PluralCategory> {
        let needed = listed_categories(language);
        let Some(category) = PluralCategory::named(name).filter(|it| may_have(language, *it)) else {
            return Err(self.report(
                wrong_forms(span, check_messages::no_such_form(language, name))
                    .note(check_messages::forms_of_language(language, &needed)),
            ));
        };
        if forms.iter().any(|form| form.category == category) {
            return Err(self.report(wrong_forms(span, check_messages::form_twice(name))));
        }
        Ok(category)
    }

    /// A plural of a whole number that has all the forms that the language needs.
    fn whole_plural(&mut self, of: Piece, forms: Vec<PluralForm>, at: Span, language: &str) -> Built<Piece> {
        let is_number = match &of {
            Piece::Count => true,
            Piece::Value(_, ty) => *ty == Type::Number(Unit::Int),
            Piece::Text(_) | Piece::Each(..) | Piece::Clears | Piece::Now | Piece::Due | Piece::Plural(_) => {
                false
            }
        };
        if !is_number {
            return Err(self.report(
                wrong_forms(at, check_messages::forms_of_no_number())
                    .note(check_messages::numbers_have_forms()),
            ));
        }
        let Some(needed) = categories(language) else {
            return Err(self.report(
                wrong_forms(at, check_messages::forms_not_known(language))
                    .help(check_messages::word_without_forms()),
            ));
        };
        let lacks = |category: &&PluralCategory| !forms.iter().any(|form| form.category == **category);
        let missing: Vec<&PluralCategory> = needed.iter().filter(lacks).collect();
        if !missing.is_empty() {
            return Err(self.report(
                wrong_forms(at, check_messages::lacks_form(language, missing[0].word()))
                    .help(check_messages::add_form(missing[0].word())),
            ));
        }
        Ok(Piece::Plural(Box::new(Plural { of, forms })))
    }

    fn piece(&mut self, inner: Inner<'_>, context: Context, scope: &Scope) -> Built<Piece> {
        let words: Vec<&str> = inner.words.split_whitespace().collect();
        let span = inner.span();
        let placeholder = words.first().and_then(|first| Placeholder::of(first));
        let placeholder = placeholder.filter(|it| words.len() == 1 + usize::from(it.takes_field()));
        // Elsewhere `due` may be a field.
        let placeholder = placeholder.filter(|it| *it != Placeholder::Due || context.is_notice);
        match (placeholder, words.as_slice(), context.witnesses) {
            (Some(Placeholder::Now), ..) => Ok(Piece::Now),
            (Some(Placeholder::Due), ..) => Ok(Piece::Due),
            (Some(Placeholder::Clears), ..) if context.clears => Ok(Piece::Clears),
            (Some(Placeholder::Clears | Placeholder::Count | Placeholder::Each), ..)
                if let Some(reported) = context.poisoned =>
            {
                Err(reported)
            }
            (Some(Placeholder::Clears), ..) => Err(self.report(
                wrong(span, check_messages::clears_never_filled()).note(check_messages::time_cannot_turn()),
            )),
            (Some(Placeholder::Count), _, Some(_)) => Ok(Piece::Count),
            (Some(Placeholder::Each), [.., path], Some(record)) => self.each(inner.part(path), record),
            (Some(Placeholder::Count | Placeholder::Each), ..) => Err(self.report(
                wrong(span, check_messages::nothing_to_refer_to(&inner.braced()))
                    .note(check_messages::needs_one_collection()),
            )),
            (None, [path], _) => self.shown(inner.part(path), scope),
            (None, ..) => Err(self.report(
                wrong(span, check_messages::not_an_interpolation(&inner.braced()))
                    .note(check_messages::interpolations_are()),
            )),
        }
    }

    fn each(&mut self, path: Inner<'_>, record: RecordId) -> Built<Piece> {
        let place = Place { root: Root::Element(0), fields: Vec::new() };
        let (place, record, last) = self.follow(place, record, path)?;
        if !self.shapes[record].given.contains_key(last.words) {
            return Err(self.report(
                wrong(last.span(), check_messages::is_derived_field(last.words))
                    .note(check_messages::given_fields_shown()),
            ));
        }
        let (place, ty) = self.given(place, record, last)?;
        Ok(Piece::Each(place.fields, ty))
    }

    fn shown(&mut self, path: Inner<'_>, scope: &Scope) -> Built<Piece> {
        let (root, record, rest) = match path.words.split_once('.') {
            Some(("request", rest)) => (Root::Request, scope.request, path.part(rest)),
            Some(("account", rest)) => (Root::Account, scope.account, path.part(rest)),
            Some(("service", rest)) if scope.service.is_some() => {
                (Root::Service(scope.package), scope.service, path.part(rest))
            }
            _ => (Root::Account, scope.account, path),
        };
        if let Some(value) = self.named_in_message(path, scope)? {
            return Ok(value);
        }
        let Some(record) = record else {
            let nothing = check_messages::names_nothing(&path.braced());
            return Err(self.report(wrong(path.span(), nothing)));
        };
        let (place, record, last) = self.follow(Place { root, fields: Vec::new() }, record, rest)?;
        let Some((&name, _)) = self.shapes[record].derived.get_key_value(last.words) else {
            let (place, ty) = self.given(place, record, last)?;
            return Ok(Piece::Value(Term::Field(place), ty));
        };
        let subject = self.subject_at(place, record);
        match self.call((self.shapes[record].package, Some(record), name), subject, scope, last.span())? {
            Reference::Value(value) => Ok(Piece::Value(value.term, value.ty)),
            Reference::Condition(_) => {
                Err(self.report(wrong(last.span(), check_messages::is_condition_not_value(name))))
            }
        }
    }

    /// A named value of the package, unless a field of the account has its name.
    fn named_in_message(&mut self, path: Inner<'_>, scope: &Scope) -> Built<Option<Piece>> {
        let is_hidden = scope.account.is_some_and(|account| self.has_field(account, path.words));
        let named = self.packages[scope.package].lets.get_key_value(path.words);
        let Some((&name, _)) = named.filter(|_| !is_hidden) else { return Ok(None) };
        match self.call((scope.package, None, name), Subject::Same, scope, path.span())? {
            Reference::Value(value) => Ok(Some(Piece::Value(value.term, value.ty))),
            Reference::Condition(_) => {
                Err(self.report(wrong(path.span(), check_messages::is_condition_not_value(name))))
            }
        }
    }

    /// The record that all but the last name of a path lead to, and the last name, which it declares.
    fn follow<'t>(
        &mut self,
        mut place: Place,
        mut record: RecordId,
        path: Inner<'t>,
    ) -> Built<(Place, RecordId, Inner<'t>)> {
        let mut names = path.words.split('.').map(|name| path.part(name)).peekable();
        while let Some(name) = names.next() {
            let shape = &self.shapes[record];
            let index = shape.given.get(name.words).copied();
            if index.is_none() && !shape.derived.contains_key(name.words) {
                let near = self.near(name.words, shape.declared());
                let missing = wrong(name.span(), check_messages::names_no_field(&path.braced()));
                return Err(self.report(perhaps(missing, name.span(), near)));
            }
            let Some(next) = names.peek() else { return Ok((place, record, name)) };
            let ty = index.map(|index| &self.program.records[record].fields[index as usize].ty);
            let (Some(index), Some(&Type::Record(inner))) = (index, ty) else {
                return Err(
                    self.report(wrong(next.span(), check_messages::goes_beyond_value(&path.braced())))
                );
            };
            self.link_field(name.span(), record, index);
            place.fields.push(index);
            record = inner;
        }
        Err(self.lost(path.span(), nouns::a_path()))
    }

    /// A given field that is a single value, as the last of a path.
    fn given(&mut self, mut place: Place, record: RecordId, name: Inner<'_>) -> Built<(Place, Type)> {
        let Some(&index) = self.shapes[record].given.get(name.words) else {
            return Err(self.lost(name.span(), nouns::a_field()));
        };
        self.link_field(name.span(), record, index);
        place.fields.push(index);
        if let Some(reported) = self.untyped.get(&(record, index)) {
            return Err(*reported);
        }
        let ty = self.program.records[record].fields[index as usize].ty.clone();
        if ty.contained().is_some() {
            return Err(self.report(wrong(name.span(), check_messages::no_single_value(name.words))));
        }
        Ok((place, ty))
    }

    /// The record of the witnesses that a failed condition names, if it names those of one.
    pub(in crate::check) fn witness_record(&self, condition: &Condition, scope: &Scope) -> Option<RecordId> {
        let roots = Roots { account: scope.account, request: scope.request, element: None };
        self.program.witnesses(Node::Condition(condition), roots)
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

fn wrong(span: Span, message: diagnostic::Message) -> Diagnostic {
    Diagnostic::new(Code::WrongInterpolation, span, message).label(check_messages::in_a_message())
}
