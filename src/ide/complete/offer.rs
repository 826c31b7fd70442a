//! Which words fit there.

mod case;
mod path;

use super::context::{Before, InWays};
use crate::analysis::Analysis;
use crate::check::WEEKDAYS;
use crate::diagnostic::Message;
use crate::diagnostic::messages::{editing, nouns};
use crate::ide::declaration::{Declaration, Kind, declarations, files_of, package_of};
use crate::ir::{Status, Zone};
use crate::source::FileId;
use crate::syntax::ast::{Clause, Item as AstItem, Require, Trigger, TypeKind, in_groups};
use crate::syntax::vocabulary::{
    self, AggregateForm, AnchorForm, CalendarRuleHead, ClauseHead, Connective, DataRuleHead,
    DeadlineStateForm, ExpectationForm, ExtremeForm, Form, ItemHead, MessagePart, PeriodForm, Placeholder,
    QuantifierForm, RequirementEnding, Role, RoundingForm, SuffixForm, TestPart, TypeForm, Unit, WindowForm,
    Word,
};

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
    pub detail: Message,
}

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
        if let Some((path, _)) = before.typed.rsplit_once('.') {
            return self.behind_dot(path);
        }
        if self.case() {
            return;
        }
        let is_behind_head = before.tokens.len() == 1;
        let Some(item) = before.item else { return self.forms::<ItemHead>() };
        match item {
            ItemHead::Use if is_behind_head => self.packages(),
            ItemHead::Zone if is_behind_head => self.zones(),
            ItemHead::Policy if before.depth() == 0 && before.back(0) == Word::On.text() => {
                self.words(Trigger::ALL.iter().map(|trigger| trigger.word()));
            }
            ItemHead::Account | ItemHead::Request | ItemHead::Service | ItemHead::Record => self.record(),
            ItemHead::Outcomes => {
                self.words([Word::Leaves]);
                self.languages_of_words();
            }
            ItemHead::Words => self.words_of_fields(),
            ItemHead::Calendar => self.calendar(),
            ItemHead::Condition => self.condition(),
            ItemHead::Let => self.value(),
            ItemHead::Policy => self.policy(),
            ItemHead::Lifecycle => self.lifecycle(),
            ItemHead::Test => self.test(),
            ItemHead::Fixture if before.depth() > 0 => self.facts(),
            ItemHead::Fixture | ItemHead::Package | ItemHead::Languages | ItemHead::Use | ItemHead::Zone => {
                self.forms::<ItemHead>();
            }
        }
    }

    /// The lines of a calendar, and the days of the week behind `rest`.
    fn calendar(&mut self) {
        let last = self.before.back(0);
        if Word::of(last) == Some(Word::Rest) || last == "," {
            for day in WEEKDAYS {
                self.add(day, ItemKind::Keyword, nouns::day_of_the_week());
            }
        } else if matches!(last, "=") || Word::of(last) == Some(Word::And) {
            self.names(|it| it.kind == Kind::Calendar);
        } else if self.before.depth() == 0 {
            self.words([Word::From]);
        } else {
            self.forms::<CalendarRuleHead>();
            self.words([Word::To]);
        }
    }

    fn interpolation(&mut self) {
        for placeholder in Placeholder::ALL {
            let space = if placeholder.takes_field() { " " } else { "" };
            self.add(&format!("{}{space}", placeholder.text()), ItemKind::Keyword, placeholder.detail());
        }
        self.names(|it| it.kind == Kind::Field);
    }

    fn units(&mut self) {
        let digits = self.before.typed.trim_end_matches(|c: char| !c.is_ascii_digit());
        for unit in Unit::ALL {
            self.add(&format!("{digits}{}", unit.text()), ItemKind::Unit, unit.detail());
        }
        let full = Connective::FullDays;
        self.add(&format!("{digits} {}", full.text()), ItemKind::Unit, full.detail());
    }

    /// The type or the value of a `let`.
    fn value(&mut self) {
        if self.before.back(0) == ":" {
            for &form in TypeForm::ALL.iter().filter(|form| form.is_scalar()) {
                let space = if form.is_one_word() { "" } else { " " };
                self.add(&format!("{}{space}", form.text()), ItemKind::Keyword, form.detail());
            }
            return;
        }
        self.words([Word::Case]);
        self.condition();
    }

    fn record(&mut self) {
        match self.before.back(0) {
            word if word == ":" || Word::of(word) == Some(Word::Many) => {
                for &form in TypeForm::ALL {
                    let space = if form.is_one_word() { "" } else { " " };
                    self.add(&format!("{}{space}", form.text()), ItemKind::Keyword, form.detail());
                }
                self.names(|it| it.kind == Kind::Record && it.whole.start != it.at.start);
            }
            word if Word::of(word) == Some(Word::By) => self.names(|it| it.kind == Kind::Field),
            _ if self.before.tokens.contains(&"=") => self.condition(),
            _ => {
                if self.before.item == Some(ItemHead::Record) && self.before.is_behind_type_of_key() {
                    self.words([Word::Key]);
                }
                self.languages_of_words();
                self.form(Connective::DatedBy);
                if self.before.item == Some(ItemHead::Account) {
                    self.form(Connective::LeftBy);
                }
            }
        }
    }

    /// The languages in which people may be told what a name means.
    fn languages_of_words(&mut self) {
        for language in self.languages() {
            self.add(&format!("{language} \"\""), ItemKind::Keyword, editing::words_in_language());
        }
    }

    /// Fields behind the names of their records, with their words.
    fn words_of_fields(&mut self) {
        if self.before.depth() == 0 {
            return;
        }
        self.words([Word::Account]);
        self.names(|it| matches!(it.kind, Kind::Record | Kind::Field));
        self.languages_of_words();
    }

    /// The policies that follow each other, and the time of the account that sets them back.
    fn lifecycle(&mut self) {
        let last = self.before.back(0);
        if !self.before.tokens.contains(&":") {
            return;
        }
        match Word::of(last) {
            Some(Word::Then) => self.names(|it| it.kind == Kind::Policy),
            Some(Word::By) => {
                let is_time =
                    |it: &Declaration<'_>| it.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Time));
                self.names(|it| it.kind == Kind::Field && it.owner == Word::Account.text() && is_time(it));
            }
            _ if last == ":" => self.names(|it| it.kind == Kind::Policy),
            Some(_) | None => {
                self.words([Word::Then]);
                self.form(Connective::RestartedBy);
            }
        }
    }

    fn policy(&mut self) {
        let clause = self.before.clause();
        let (first, last) = (clause.first().copied().unwrap_or(""), Word::of(self.before.back(0)));
        let Some(head) = ClauseHead::of(first) else {
            return match first {
                "{" if self.before.is_in_data() => self.data(),
                "{" | "}" => self.clauses(),
                _ => self.condition(),
            };
        };
        match head {
            ClauseHead::Data => self.data(),
            ClauseHead::Outcome if clause.len() == 1 => self.names(|it| it.kind == Kind::Outcome),
            ClauseHead::Outcome if last == Some(Word::Until) => {
                self.names(|it| it.kind == Kind::Condition);
            }
            ClauseHead::Outcome if last == Some(Word::For) => self.lengths(),
            ClauseHead::Outcome if last == Some(Word::Of) => self.condition(),
            ClauseHead::Outcome if last == Some(Word::Sets) => self.names(|it| it.kind == Kind::Field),
            ClauseHead::Outcome => self.words([Word::For, Word::Of, Word::Until, Word::Sets]),
            // The word is the ending of a requirement as well.
            ClauseHead::AsksNothing => self.names(|it| it.kind == Kind::Outcome),
            ClauseHead::Deadline if clause.len() == 3 => self.lengths(),
            ClauseHead::Deadline if clause.len() < 3 => {}
            ClauseHead::Deadline => {
                let is_behind_period = clause.contains(&Word::After.text());
                match (is_behind_period, clause.contains(&Word::Met.text())) {
                    (false, _) => self.words([Word::After]),
                    (true, false) => self.form(Connective::MetBy),
                    (true, true) => self.words([Word::Law]),
                }
                self.condition();
            }
            ClauseHead::Notify if clause.len() == 3 => self.lengths(),
            ClauseHead::Notify if clause.len() < 3 => {}
            ClauseHead::Notify => self.notice(clause),
            ClauseHead::Grace if clause.len() == 1 => self.lengths(),
            ClauseHead::Grace => {
                self.words([Word::After]);
                self.form(Connective::CancelledBy);
                self.condition();
            }
            ClauseHead::Require | ClauseHead::Warn | ClauseHead::Step if clause.len() == 1 => {}
            ClauseHead::Require | ClauseHead::Warn | ClauseHead::Step => {
                if head == ClauseHead::Require && clause.len() == 3 && self.before.ways().is_none() {
                    self.any_of();
                }
                if !vocabulary::is_unfinished(self.before.back(0)) {
                    self.messages(clause.get(1).copied().unwrap_or(""));
                }
                self.condition();
            }
            ClauseHead::Title => {
                self.languages_of_words();
                self.clauses();
            }
            ClauseHead::When => self.condition(),
        }
    }

    fn data(&mut self) {
        let last = Word::of(self.before.back(0));
        if last == Some(Word::For) || last == Some(Word::Within) && self.before.is_behind_copies() {
            return self.lengths();
        }
        if Word::of(self.before.back(0)) == Some(Word::On) {
            self.words([Word::Everything, Word::Account]);
            return self.names(|it| it.kind == Kind::Field);
        }
        if self.before.is_in_hold() {
            self.words([Word::On]);
            self.condition();
        }
        if self.before.is_in_method() {
            self.words([Word::Removing, Word::Replacing, Word::Leaving, Word::Where, Word::Law]);
            self.form(Connective::OnlyFor);
            self.form(Connective::CopiesGoneWithin);
            self.forms::<DataRuleHead>();
            return self.names(|it| it.kind == Kind::Field);
        }
        if self.before.is_in_data_where() {
            self.condition();
        }
        self.forms::<DataRuleHead>();
        self.words([
            Word::For,
            Word::After,
            Word::Then,
            Word::Anonymised,
            Word::Account,
            Word::Where,
            Word::Law,
        ]);
        self.form(Connective::WithoutIt);
        self.form(Connective::WithoutItNoEnd);
        self.form(Connective::AfterLeaving);
        self.form(Connective::OnlyFor);
        self.form(Connective::CopiesGoneWithin);
        self.names(|it| it.kind == Kind::Field);
    }

    /// The languages that a clause still lacks, and what may follow a message.
    fn messages(&mut self, clause: &str) {
        let given = self.given(clause);
        let languages = self.languages();
        for language in languages.into_iter().filter(|language| !given.contains(language)) {
            self.add(&format!("{language} \"\""), ItemKind::Keyword, editing::message_in_language());
        }
        self.forms::<RequirementEnding>();
        self.forms::<MessagePart>();
        self.clauses();
    }

    /// The clauses that may stand here; nothing where a way begins with its name.
    fn clauses(&mut self) {
        match self.before.ways() {
            None => self.forms::<ClauseHead>(),
            Some(InWays::Within) => {
                let fit = ClauseHead::ALL
                    .iter()
                    .filter(|head| matches!(head, ClauseHead::Require | ClauseHead::When));
                fit.for_each(|&head| self.form(head));
            }
            Some(InWays::Between) => {}
        }
    }

    fn any_of(&mut self) {
        self.add(&format!("{} {} {{", Word::Any, Word::Of), ItemKind::Keyword, Word::Any.detail());
    }

    /// The languages of the messages before the pointer, and of those that were read after it.
    fn given(&self, clause: &str) -> Vec<String> {
        let mut given: Vec<String> = Vec::new();
        let tokens = self.before.clause();
        for pair in tokens.windows(2).filter(|pair| pair[1].starts_with('"')) {
            given.push(pair[0].to_owned());
        }
        let read = self.requirement(clause).into_iter().flat_map(|it| &it.messages);
        given.extend(read.map(|message| message.language.text.clone()));
        given
    }

    fn requirement(&self, name: &str) -> Option<&Require> {
        let mut trees = files_of(self.analysis, self.package).map(|id| &self.analysis.files[id.0 as usize]);
        trees.find_map(|tree| {
            let policies = tree.items.iter().filter_map(|item| match item {
                AstItem::Policy(policy) if policy.name.text == self.before.item_name => Some(policy),
                AstItem::Record(_)
                | AstItem::Outcomes(_)
                | AstItem::Words(_)
                | AstItem::Calendar(_)
                | AstItem::Condition(_)
                | AstItem::Let(_)
                | AstItem::Policy(_)
                | AstItem::Lifecycle(_)
                | AstItem::Fixture(_)
                | AstItem::Test(_) => None,
            });
            policies.flat_map(|policy| policy.all_clauses()).find_map(|clause| match clause {
                Clause::Require(require) if require.name.text == name => Some(require),
                Clause::Title(_)
                | Clause::When(_)
                | Clause::Group(_)
                | Clause::AsksNothing(_)
                | Clause::Require(_)
                | Clause::Warn(_)
                | Clause::Step(_)
                | Clause::Deadline(_)
                | Clause::Notify(_)
                | Clause::Grace(_)
                | Clause::Outcome(_)
                | Clause::Data(_) => None,
            })
        })
    }

    /// A notice, by what is written of it already.
    fn notice(&mut self, clause: &[&str]) {
        let has = |word: Word| clause.contains(&word.text());
        let last = Word::of(self.before.back(0));
        if !has(Word::Before) {
            match last {
                Some(Word::To) => self.lengths(),
                _ => self.words([Word::To, Word::Before]),
            }
        } else if !has(Word::Counted) {
            self.form(Connective::CountedSince);
        } else if !has(Word::Shown) {
            self.form(Connective::ShownBy);
            self.condition();
        } else if matches!(last, Some(Word::By | Word::At)) {
            self.names(|it| it.kind == Kind::Field);
        } else {
            if has(Word::Where) {
                self.condition();
            } else {
                self.words([Word::At, Word::Where]);
            }
            if !vocabulary::is_unfinished(self.before.back(0)) {
                self.messages("");
            }
        }
    }

    fn languages(&self) -> Vec<String> {
        let trees = files_of(self.analysis, self.package).map(|id| &self.analysis.files[id.0 as usize]);
        trees.flat_map(|tree| &tree.languages).map(|language| language.text.clone()).collect()
    }

    fn condition(&mut self) {
        let last = self.before.back(0);
        if self.takes_length() {
            return self.lengths();
        }
        let word = Word::of(last);
        if (last == "," || matches!(word, Some(Word::Is | Word::Not | Word::Of))) && self.values_before() {
            return;
        }
        if word == Some(Word::Satisfies) {
            self.names(|it| it.kind == Kind::Policy);
            return self.packages();
        }
        if self.anchor(last) {
            return;
        }
        if QuantifierForm::ends(last) || word == Some(Word::Of) {
            return self.phrase();
        }
        if self.goes_on::<QuantifierForm>(last) | self.goes_on::<WindowForm>(last) {
            return;
        }
        if last == ")" {
            // A share in parentheses may be rounded.
            self.forms::<RoundingForm>();
        }
        if self.is_noun(last) {
            self.times_of(last);
            self.forms::<WindowForm>();
            self.words([Word::Where, Word::And, Word::Or, Word::Satisfies]);
        } else if self.is_quantified(last) {
            self.phrase();
        } else if self.is_value(last) {
            self.forms::<SuffixForm>();
            self.forms::<WindowForm>();
            self.words([Word::And, Word::Or]);
            for sign in ["+", "-"] {
                self.add(sign, ItemKind::Keyword, Message::empty());
            }
        } else {
            self.start();
        }
    }

    /// Whether a length follows the words of a window.
    fn takes_length(&self) -> bool {
        match (Word::of(self.before.back(1)), Word::of(self.before.back(0))) {
            (_, Some(Word::Within)) | (Some(Word::The), Some(Word::Next)) => true,
            (Some(Word::More | Word::Less), Some(Word::Than)) => true,
            (_, _) => false,
        }
    }

    /// The values that are lengths; a derived field may be one.
    fn lengths(&mut self) {
        self.names(|it| is_length(it) || it.kind == Kind::Derived);
    }

    /// Offers the rest of forms of several words that begin with `word`; whether there is one.
    fn goes_on<F: Form>(&mut self, word: &str) -> bool {
        let begins = |form: &&F| form.words().len() > 1 && form.head().text() == word;
        let forms: Vec<F> = F::ALL.iter().filter(begins).copied().collect();
        for form in &forms {
            let rest: Vec<&str> = form.words()[1..].iter().map(|word| word.text()).collect();
            self.add(&rest.join(" "), ItemKind::Keyword, form.detail());
        }
        !forms.is_empty()
    }

    fn start(&mut self) {
        self.forms::<QuantifierForm>();
        self.words([Word::Not, Word::If, Word::Now]);
        for form in AggregateForm::ALL {
            let of = if form.takes_field() { String::new() } else { format!(" {}", Word::Of) };
            self.add(&format!("{}{of}", form.text()), ItemKind::Keyword, form.detail());
        }
        self.forms::<AnchorForm>();
        for form in ExtremeForm::ALL {
            self.add(&format!("{} (", form.text()), ItemKind::Keyword, form.detail());
        }
        self.words([Word::And, Word::Or, Word::Then]);
        self.names_in_scope();
    }

    /// The periods behind `start of`, `end of`, and the times and dates behind an anchor; whether there is one.
    fn anchor(&mut self, last: &str) -> bool {
        let word = |back| Word::of(self.before.back(back));
        if last != Word::Of.text() {
            return false;
        }
        match word(1) {
            Some(Word::Start | Word::End) => self.forms::<PeriodForm>(),
            Some(Word::Date | Word::Anniversary) => self.names(|it| it.is_moment()),
            Some(Word::Day | Word::Month | Word::Quarter | Word::Year) if word(2) == Some(Word::Of) => {
                self.names(|it| it.is_moment());
            }
            _ => return false,
        }
        true
    }

    /// Adjectives and nouns: after a quantifier, or after an adjective that follows one.
    fn phrase(&mut self) {
        self.names(|it| matches!(it.kind, Kind::Value | Kind::Derived) || is_bool(it));
        self.names(|it| is_collection(it) || (it.kind == Kind::Record && !is_root(it)));
    }

    /// The values of the field before `is`, if it is an enumeration.
    fn values_before(&mut self) -> bool {
        let tokens = self.before.clause();
        let Some(is) = tokens.iter().rposition(|token| *token == Word::Is.text()) else { return false };
        let Some(field) = is.checked_sub(1).map(|at| tokens[at]) else { return false };
        let field = field.rsplit('.').next().unwrap_or(field);
        let has_values = self.values_of(field);
        if has_values {
            self.words([Word::Not]);
            self.form(TypeForm::OneOf);
            self.words(Word::all(Role::Presence));
        }
        has_values
    }

    /// The values of a field; whether it has any, so that it is an enumeration.
    fn values_of(&mut self, field: &str) -> bool {
        let values: Vec<String> = self
            .declared
            .iter()
            .filter(|it| it.kind == Kind::Value && it.owner == field)
            .map(|it| it.name.to_owned())
            .collect();
        for value in &values {
            self.add(value, ItemKind::Name(Kind::Value), editing::value_of(field));
        }
        !values.is_empty()
    }

    fn is_noun(&self, word: &str) -> bool {
        let word = word.rsplit('.').next().unwrap_or(word);
        let is = |it: &Declaration<'_>| it.name == word && (is_collection(it) || it.kind == Kind::Record);
        self.declared.iter().any(is)
    }

    /// Whether a word is an adjective of a phrase: a quantifier precedes it, with other adjectives between.
    fn is_quantified(&self, word: &str) -> bool {
        let is_adjective = |word: &str| {
            self.declared
                .iter()
                .any(|it| it.name == word && (matches!(it.kind, Kind::Value | Kind::Derived) || is_bool(it)))
        };
        let before = self.before.tokens.iter().rev().skip_while(|token| is_adjective(token));
        is_adjective(word)
            && before.take(1).any(|token| {
                let is_quantifier = QuantifierForm::of(token).is_some_and(|form| !form.takes_count());
                is_quantifier || token.starts_with(|c: char| c.is_ascii_digit())
            })
    }

    fn is_value(&self, word: &str) -> bool {
        let word = word.rsplit('.').next().unwrap_or(word);
        self.declared.iter().any(|it| it.name == word && matches!(it.kind, Kind::Field | Kind::Derived))
    }

    /// The times of a noun's record.
    fn times_of(&mut self, noun: &str) {
        let record = self.record_of(noun);
        self.names(|it| it.owner == record && it.is_moment());
    }

    fn test(&mut self) {
        let last = self.before.back(0);
        match self.before.depth() {
            0 if last == Word::For.text() => self.names(|it| it.kind == Kind::Policy),
            0 => self.words([Word::For, Word::At]),
            1 => match TestPart::of(last) {
                Some(TestPart::Expect) => {
                    for status in Status::ALL {
                        self.add(status.word(), ItemKind::Keyword, editing::a_status());
                    }
                    self.forms::<ExpectationForm>();
                }
                Some(TestPart::Account) if self.before.is_behind_item() => {
                    self.item_ending();
                    self.test_parts();
                }
                Some(TestPart::Account | TestPart::Request | TestPart::Service) => {
                    self.names(|it| it.kind == Kind::Fixture);
                }
                None if self.before.is_expectation() => self.expectation(last),
                None => self.test_parts(),
            },
            _ => self.facts(),
        }
    }

    fn test_parts(&mut self) {
        self.forms::<TestPart>();
        self.words([Word::With, Word::By]);
    }

    /// What may follow the last word of an expectation.
    fn expectation(&mut self, last: &str) {
        if last == "," || Word::of(last) == Some(Word::By) {
            if self.before.is_undetermined_by() {
                self.words([Word::When, Word::Grace]);
            }
            if Word::of(self.before.back(2)) == Some(Word::Held) {
                return self.names(|it| it.kind == Kind::Hold);
            }
            // By when copies are gone is an instant.
            if Word::of(self.before.back(2)) == Some(Word::Gone) {
                return;
            }
            return self.names(|it| matches!(it.kind, Kind::Requirement | Kind::Notice));
        }
        if self.before.is_behind_deadline() {
            self.forms::<DeadlineStateForm>();
            return self.words([Word::Due]);
        }
        if self.before.is_behind_item() {
            self.item_ending();
            return self.test_parts();
        }
        let form = ExpectationForm::ALL.iter().find(|form| form.words().last() == Word::of(last).as_ref());
        match form {
            Some(
                ExpectationForm::Erased
                | ExpectationForm::Kept
                | ExpectationForm::Held
                | ExpectationForm::Anonymised
                | ExpectationForm::Forfeited
                | ExpectationForm::Informed
                | ExpectationForm::NotInformed
                | ExpectationForm::CopiesGone
                | ExpectationForm::Undetermined,
            ) => self.items_of_plan(),
            Some(ExpectationForm::WouldBe) => {
                for form in ExpectationForm::ALL.iter().filter(|form| form.is_of_item()) {
                    self.form(*form);
                }
            }
            Some(ExpectationForm::Warn | ExpectationForm::NoWarn) => {
                self.names(|it| it.kind == Kind::Warning);
            }
            Some(ExpectationForm::Final) => self.names(|it| it.kind == Kind::Requirement),
            Some(ExpectationForm::Deadline) => self.names(|it| it.kind == Kind::Deadline),
            Some(ExpectationForm::Outcome) => self.names(|it| it.kind == Kind::Outcome),
            Some(ExpectationForm::Message) => {
                for language in self.languages() {
                    self.add(&language, ItemKind::Keyword, editing::a_language());
                }
            }
            Some(ExpectationForm::Unknown) => self.words(Word::all(Role::Root).chain([Word::Service])),
            Some(
                ExpectationForm::EligibleAfter
                | ExpectationForm::EligibleFrom
                | ExpectationForm::Never
                | ExpectationForm::NoPlan,
            )
            | None => self.test_parts(),
        }
    }

    /// The paths that the plan of the tested policy places.
    fn items_of_plan(&mut self) {
        let named = self.before.tokens.iter().skip_while(|token| Word::of(token) != Some(Word::For)).nth(1);
        let named = named.and_then(|path| path.rsplit('.').next()).unwrap_or("");
        self.words([Word::Account]);
        let files = files_of(self.analysis, self.package);
        let items = files.flat_map(|file| &self.analysis.files[file.0 as usize].items);
        let policies = items.filter_map(|item| match item {
            AstItem::Policy(policy) if policy.name.text == named => Some(policy),
            AstItem::Policy(_)
            | AstItem::Record(_)
            | AstItem::Outcomes(_)
            | AstItem::Words(_)
            | AstItem::Calendar(_)
            | AstItem::Condition(_)
            | AstItem::Let(_)
            | AstItem::Lifecycle(_)
            | AstItem::Fixture(_)
            | AstItem::Test(_) => None,
        });
        let clauses = policies.flat_map(|policy| in_groups(&policy.clauses));
        let rules = clauses.filter_map(Clause::data).flat_map(|data| &data.rules);
        let targets = rules.flat_map(|rule| &rule.targets);
        let paths: Vec<String> = targets.map(ToString::to_string).collect();
        for path in paths.iter().filter(|path| *path != Word::Account.text()) {
            self.add(
                &format!("{}.{path}", Word::Account),
                ItemKind::Name(Kind::Field),
                nouns::item_of_plan(),
            );
        }
    }

    /// What may follow the path of an item that is expected.
    fn item_ending(&mut self) {
        match Word::of(self.before.back(1)) {
            Some(Word::Kept) => {
                self.words([Word::Until, Word::For]);
                self.form(Connective::WithoutEnd);
            }
            Some(Word::Erased) => self.form(Connective::DueSince),
            Some(Word::Held | Word::Gone) => self.words([Word::By]),
            Some(_) | None => {}
        }
    }

    fn facts(&mut self) {
        if self.before.back(0) == ":" {
            let field = self.before.back(1);
            self.names(|it| it.kind == Kind::Value && it.owner == field);
            return self.words(Word::all(Role::NoValue).chain([Word::True, Word::False]));
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
                detail: nouns::a_package(),
            });
        }
    }

    fn zones(&mut self) {
        for zone in Zone::names() {
            self.add(zone, ItemKind::Keyword, nouns::a_time_zone());
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

    /// Every form of an enumeration.
    fn forms<F: Form>(&mut self) {
        F::ALL.iter().for_each(|&form| self.form(form));
    }

    fn form(&mut self, form: impl Form) {
        self.add(&form.text(), ItemKind::Keyword, form.detail());
    }

    fn words(&mut self, words: impl IntoIterator<Item = Word>) {
        words.into_iter().for_each(|word| self.add(word.text(), ItemKind::Keyword, word.detail()));
    }

    fn add(&mut self, label: &str, kind: ItemKind, detail: Message) {
        self.items.push(Item { label: label.to_owned(), kind, detail });
    }
}

fn named(declaration: &Declaration<'_>) -> Item {
    Item {
        label: declaration.name.to_owned(),
        kind: ItemKind::Name(declaration.kind),
        detail: editing::of_owner(declaration.kind.words(), declaration.owner),
    }
}

fn is_collection(declaration: &Declaration<'_>) -> bool {
    declaration.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Many(_)))
}

fn is_bool(declaration: &Declaration<'_>) -> bool {
    declaration.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Bool))
}

fn is_length(declaration: &Declaration<'_>) -> bool {
    declaration.ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Length))
}

fn is_root(declaration: &Declaration<'_>) -> bool {
    vocabulary::has_role(declaration.name, Role::Root)
}
