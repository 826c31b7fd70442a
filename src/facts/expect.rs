//! What a fixture expects, in JSON: the same that `expect` says in the language.

use std::collections::BTreeMap;

use super::json::{Json, Kind, Member};
use super::path::Step;
use super::reader::Reader;
use super::scalar::Fault;
use crate::diagnostic::messages::{check_plans, common, envelope, nouns};
use crate::diagnostic::{Code, Diagnostic, Message, listed, nearest};
use crate::ir::{
    DeadlineState, DecidingClause, Expectation, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem,
    Length, NotAnItem, Policy, PolicyId, Status, Timestamp,
};
use crate::source::Span;

impl<'p> Reader<'p> {
    /// `{"status": "blocked", "by": ["no_open_trade"], "eligible_after": "…", "eligible_from": "…", "never": true, "warn": ["…"],
    /// "no_warn": ["…"], "final": ["…"], "message": {"en": "…"}, "unknown": ["account.trades"], "outcome": "suspend",
    /// "outcome_value": "30d", "deadlines": {"answer": "overdue"},
    /// "no_plan": true, "plan": {"account.posts": "erased"}, "would_be": {"account": "erased"}}`
    pub(super) fn expectations(&mut self, policy: PolicyId, json: &Json<'_>) -> Vec<Expectation> {
        let Some(members) = self.members(json) else { return Vec::new() };
        let keys = [
            "status",
            "by",
            "eligible_after",
            "eligible_from",
            "never",
            "warn",
            "no_warn",
            "final",
            "message",
            "unknown",
            "outcome",
            "outcome_value",
            "deadlines",
            "no_plan",
            "plan",
            "would_be",
        ];
        let [
            status,
            by,
            eligible_after,
            eligible_from,
            never,
            warn,
            no_warn,
            finals,
            message,
            unknown,
            outcome,
            outcome_value,
            deadlines,
            no_plan,
            plan,
            would_be,
        ] = self.named(members, keys);
        if members.is_empty() {
            let nothing = Diagnostic::new(Code::NothingExpected, json.span, envelope::expects_nothing());
            self.report(
                nothing.label(envelope::cannot_fail()).help(common::add_this("\"status\": \"eligible\"")),
            );
        }
        let mut expected: Vec<Expectation> = self.expected_status(policy, status, by).into_iter().collect();
        let instants = [
            ("eligible_after", eligible_after, ExpectationKind::EligibleAfter as fn(_) -> ExpectationKind),
            ("eligible_from", eligible_from, ExpectationKind::EligibleFrom),
        ];
        for (key, member, kind) in instants {
            expected.extend(member.and_then(|member| {
                let instant = self.within(Step::Key(key), |reader| reader.instant(&member.value))?;
                Some(at(member.value.span, kind(instant)))
            }));
        }
        expected.extend(
            never.and_then(|never| {
                self.within(Step::Key("never"), |reader| reader.expected_never(&never.value))
            }),
        );
        let declared = &self.program.policies[policy];
        let warnings: Vec<&'p str> = declared.warnings.iter().map(|it| it.name.as_str()).collect();
        let requirements: Vec<&'p str> = declared.requirements.iter().map(|it| it.name.as_str()).collect();
        let said = [
            (
                "warn",
                warn,
                nouns::warning as fn() -> Message,
                &warnings,
                ExpectationKind::Warn as fn(String) -> ExpectationKind,
            ),
            ("no_warn", no_warn, nouns::warning, &warnings, ExpectationKind::NoWarn),
            ("final", finals, nouns::requirement, &requirements, ExpectationKind::Final),
        ];
        for (key, member, what, known, kind) in said {
            for (name, span) in self.texts(key, member) {
                self.check_known(&name, known, what, span);
                expected.push(at(span, kind(name)));
            }
        }
        if let Some(message) = message {
            let said =
                self.within(Step::Key("message"), |reader| reader.expected_messages(policy, &message.value));
            expected.extend(said);
        }
        let unknown = self.texts("unknown", unknown).into_iter();
        expected.extend(unknown.map(|(path, span)| at(span, ExpectationKind::Unknown(path))));
        expected.extend(self.expected_outcome(policy, outcome, outcome_value));
        if let Some(deadlines) = deadlines {
            let stand = self
                .within(Step::Key("deadlines"), |reader| reader.expected_deadlines(policy, &deadlines.value));
            expected.extend(stand);
        }
        expected.extend(no_plan.and_then(|no_plan| {
            let is_so = self.within(Step::Key("no_plan"), |reader| {
                reader.expected_true(&no_plan.value, envelope::say_what_becomes())
            });
            is_so.then(|| at(no_plan.value.span, ExpectationKind::NoPlan))
        }));
        let items = [
            ("plan", plan, ExpectationKind::Item as fn(ExpectedItem) -> ExpectationKind),
            ("would_be", would_be, ExpectationKind::WouldBe),
        ];
        for (key, member, kind) in items {
            let Some(member) = member else { continue };
            let items = self.within(Step::Key(key), |reader| reader.expected_items(policy, &member.value));
            expected.extend(items.into_iter().map(|(item, span)| at(span, kind(item))));
        }
        expected
    }

    /// `{"account.orders": "kept", "account.posts[0]": {"is": "erased", "due_since": "…"}}`
    fn expected_items(&mut self, policy: PolicyId, json: &Json<'_>) -> Vec<(ExpectedItem, Span)> {
        let declared = &self.program.policies[policy];
        let Some(members) = self.members(json) else { return Vec::new() };
        let mut expected = Vec::new();
        for member in members {
            // The path may be the caller's own text, which errors quote.
            let Some(disposal) = self.expected_disposal(policy, &member.key, &member.value) else { continue };
            if let Some(why) = ExpectedItem::is_no_item(&member.key, disposal.tells(), declared) {
                self.report(not_an_item(&member.key, member.key_span, why, declared));
                continue;
            }
            let path = member.key.clone().into_owned();
            expected.push((ExpectedItem { path, disposal }, member.value.span));
        }
        expected
    }

    /// What is done with an item: the word of it, or an object with that and an instant.
    fn expected_disposal(
        &mut self,
        policy: PolicyId,
        path: &str,
        json: &Json<'_>,
    ) -> Option<ExpectedDisposal> {
        let declared = &self.program.policies[policy];
        if let Kind::Text(_) = json.kind {
            return match self.disposal_word(json)? {
                // By what it is held is to be said.
                ExpectedDisposal::Held(_) => {
                    let missing = Diagnostic::new(Code::FactMissing, json.span, envelope::hold_not_said());
                    let add = common::add_this("{\"is\": \"held\", \"by\": \"…\"}");
                    self.report(missing.label(envelope::held_but_by_what()).help(add));
                    None
                }
                ExpectedDisposal::CopiesGone(_) => {
                    self.missing_instant(json, "{\"is\": \"copies gone\", \"by\": \"…\"}");
                    None
                }
                other @ (ExpectedDisposal::Erased(_)
                | ExpectedDisposal::Kept(_)
                | ExpectedDisposal::Anonymised { .. }
                | ExpectedDisposal::Forfeited
                | ExpectedDisposal::Informed
                | ExpectedDisposal::NotInformed
                | ExpectedDisposal::Undetermined) => Some(other),
            };
        }
        let members = self.members(json)?;
        let [is, until, for_length, due_since, by, remove, replace] =
            self.named(members, ["is", "until", "for", "due_since", "by", "remove", "replace"]);
        let Some(is) = is else {
            let missing = Diagnostic::new(Code::FactMissing, json.span, envelope::disposal_not_said());
            self.report(
                missing.label(envelope::done_with_it_but_what()).help(common::add_this("\"is\": \"kept\"")),
            );
            return None;
        };
        let disposal = self.within(Step::Key("is"), |reader| reader.disposal_word(&is.value))?;
        let needless = match disposal {
            ExpectedDisposal::Erased(_) => until.or(for_length).or(by),
            ExpectedDisposal::Kept(_) => for_length.filter(|_| until.is_some()).or(due_since).or(by),
            ExpectedDisposal::Held(_) | ExpectedDisposal::CopiesGone(_) => until.or(for_length).or(due_since),
            ExpectedDisposal::Anonymised { .. }
            | ExpectedDisposal::Forfeited
            | ExpectedDisposal::Informed
            | ExpectedDisposal::NotInformed
            | ExpectedDisposal::Undetermined => until.or(for_length).or(due_since).or(by),
        };
        let is_anonymised = matches!(disposal, ExpectedDisposal::Anonymised { .. });
        let needless = needless.or_else(|| remove.or(replace).filter(|_| !is_anonymised));
        if let Some(needless) = needless {
            let wrong = envelope::instant_of_other_disposal(&needless.key);
            self.report(
                Diagnostic::new(Code::FactValue, needless.key_span, wrong)
                    .label(envelope::cannot_have_it())
                    .help(common::leave_it_out()),
            );
            return None;
        }
        if is_anonymised {
            let remove = remove.map(|member| {
                let fields = self.texts("remove", Some(member));
                for (field, span) in &fields {
                    self.check_field_of_item(policy, path, field, *span);
                }
                fields.into_iter().map(|(field, _)| field).collect()
            });
            let replace = match replace {
                Some(member) => Some(self.within(Step::Key("replace"), |reader| {
                    reader.replaced_of_item(policy, path, &member.value)
                })?),
                None => None,
            };
            return Some(ExpectedDisposal::Anonymised { remove, replace });
        }
        if let ExpectedDisposal::Held(_) = disposal {
            let Some(by) = by else {
                let missing = Diagnostic::new(Code::FactMissing, json.span, envelope::hold_not_said());
                self.report(
                    missing.label(envelope::held_but_by_what()).help(common::add_this("\"by\": \"…\"")),
                );
                return None;
            };
            let name = self.within(Step::Key("by"), |reader| reader.text(&by.value))?.to_owned();
            let known: Vec<&'p str> = declared.holds.iter().map(|hold| hold.name.as_str()).collect();
            self.check_known(&name, &known, nouns::hold, by.value.span);
            return Some(ExpectedDisposal::Held(name));
        }
        if let ExpectedDisposal::CopiesGone(_) = disposal {
            let Some(by) = by else {
                self.missing_instant(json, "\"by\": \"…\"");
                return None;
            };
            let instant = self.within(Step::Key("by"), |reader| reader.instant(&by.value));
            return Some(ExpectedDisposal::CopiesGone(instant?));
        }
        if let (ExpectedDisposal::Kept(_), Some(member)) = (&disposal, for_length) {
            let length =
                self.within(Step::Key("for"), |reader| reader.length_after_leaving(&member.value))?;
            return Some(ExpectedDisposal::Kept(Some(ExpectedEnd::AfterLeaving(length))));
        }
        match (disposal, until, due_since) {
            (ExpectedDisposal::Kept(_), Some(until), _) => {
                let end = match until.value.kind {
                    Kind::Null => ExpectedEnd::Without,
                    Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Array(_) | Kind::Object(_) => {
                        let instant = self.within(Step::Key("until"), |reader| reader.instant(&until.value));
                        ExpectedEnd::Until(instant?)
                    }
                };
                Some(ExpectedDisposal::Kept(Some(end)))
            }
            (ExpectedDisposal::Erased(_), _, Some(since)) => {
                let instant = self.within(Step::Key("due_since"), |reader| reader.instant(&since.value));
                Some(ExpectedDisposal::Erased(Some(instant?)))
            }
            (disposal, ..) => Some(disposal),
        }
    }

    /// Reports that it is not said by when copies are gone.
    fn missing_instant(&mut self, json: &Json<'_>, add: &str) {
        let missing = Diagnostic::new(Code::FactMissing, json.span, envelope::copies_instant_not_said());
        self.report(missing.label(envelope::gone_but_by_when()).help(common::add_this(add)));
    }

    /// `{"title": "…"}`
    fn replaced_of_item(
        &mut self,
        policy: PolicyId,
        path: &str,
        json: &Json<'_>,
    ) -> Option<BTreeMap<String, String>> {
        let mut replaced = BTreeMap::new();
        for member in self.members(json)? {
            self.check_field_of_item(policy, path, &member.key, member.key_span);
            let by = self.text(&member.value)?.to_owned();
            replaced.insert(member.key.clone().into_owned(), by);
        }
        Some(replaced)
    }

    fn check_field_of_item(&mut self, policy: PolicyId, path: &str, field: &str, span: Span) {
        let record = self.program.record_of_item(policy, path);
        let fields = record.map(|record| self.program.records[record].fields.as_slice()).unwrap_or_default();
        let known: Vec<&'p str> = fields.iter().map(|field| field.name.as_str()).collect();
        self.check_known(field, &known, nouns::field, span);
    }

    /// A length as the `for` of a plan: `90d after leaving`.
    fn length_after_leaving(&mut self, json: &Json<'_>) -> Option<Length> {
        let text = self.text(json)?;
        let length = text.strip_suffix(" after leaving").map(Length::read);
        match length {
            Some(Ok(length)) => Some(length),
            Some(Err(_)) | None => {
                self.report(
                    Diagnostic::new(Code::FactValue, json.span, envelope::not_after_leaving())
                        .label(envelope::no_period())
                        .help(common::write_this("\"90d after leaving\"")),
                );
                None
            }
        }
    }

    fn disposal_word(&mut self, json: &Json<'_>) -> Option<ExpectedDisposal> {
        let word = self.text(json)?;
        let found = ExpectedDisposal::ALL.into_iter().find(|disposal| disposal.word() == word);
        if found.is_none() {
            let known = ExpectedDisposal::ALL.map(|disposal| disposal.word());
            self.check_known(word, &known, nouns::disposal, json.span);
        }
        found
    }

    /// What is done, and the value that it carries; a value alone is that of the policy's outcome.
    fn expected_outcome(
        &mut self,
        policy: PolicyId,
        outcome: Option<&Member<'_>>,
        value: Option<&Member<'_>>,
    ) -> Option<Expectation> {
        let policy = &self.program.policies[policy];
        let span = outcome.or(value)?.value.span;
        let name = match outcome {
            Some(outcome) => self.within(Step::Key("outcome"), |reader| reader.text(&outcome.value))?,
            None => policy.outcome.as_str(),
        };
        let name = name.to_owned();
        let Some(given) = value else { return Some(at(span, ExpectationKind::Outcome(name, None))) };
        let Some(carried) = &policy.outcome_value else {
            let wrong = Diagnostic::new(
                Code::UnknownName,
                given.key_span,
                envelope::carries_no_value(&policy.outcome),
            );
            self.report(wrong.help(common::leave_out_one()));
            return None;
        };
        let ty = carried.ty();
        let value = self.within(Step::Key("outcome_value"), |reader| reader.value(&ty, &given.value));
        let value = carried.constant(&value)?;
        Some(at(span, ExpectationKind::Outcome(name, Some(value))))
    }

    /// `{"answer": "overdue", "notice": {"state": "open", "due": "…"}}`
    fn expected_deadlines(&mut self, policy: PolicyId, json: &Json<'_>) -> Vec<Expectation> {
        let declared = &self.program.policies[policy].deadlines;
        let names: Vec<&'p str> = declared.iter().map(|it| it.name.as_str()).collect();
        let Some(members) = self.members(json) else { return Vec::new() };
        let mut expected = Vec::new();
        for member in members {
            let Some(name) = names.iter().copied().find(|known| *known == member.key) else {
                self.check_known(&member.key, &names, nouns::deadline, member.key_span);
                continue;
            };
            let stands = self.within(Step::Key(name), |reader| reader.expected_standing(&member.value));
            if let Some((state, due)) = stands {
                let kind = ExpectationKind::Deadline(name.to_owned(), state, due);
                expected.push(at(member.value.span, kind));
            }
        }
        expected
    }

    /// How a deadline stands, its last instant, or both.
    fn expected_standing(&mut self, json: &Json<'_>) -> Option<(Option<DeadlineState>, Option<Timestamp>)> {
        if let Kind::Text(_) = json.kind {
            return Some((Some(self.expected_state(json)?), None));
        }
        let members = self.members(json)?;
        let [state, due] = self.named(members, ["state", "due"]);
        let state =
            state.map(|it| self.within(Step::Key("state"), |reader| reader.expected_state(&it.value)));
        let due = due.map(|it| self.within(Step::Key("due"), |reader| reader.instant(&it.value)));
        if state.is_none() && due.is_none() {
            let nothing = Diagnostic::new(Code::NothingExpected, json.span, envelope::expects_nothing());
            self.report(nothing.label(envelope::cannot_fail()).help(common::add_this("\"state\": \"open\"")));
            return None;
        }
        // What is there and could not be read is reported.
        (state != Some(None) && due != Some(None)).then(|| (state.flatten(), due.flatten()))
    }

    fn expected_state(&mut self, json: &Json<'_>) -> Option<DeadlineState> {
        let word = self.text(json)?;
        let found = DeadlineState::ALL.into_iter().find(|state| state.json_name() == word);
        if found.is_none() {
            let known = DeadlineState::ALL.map(DeadlineState::json_name);
            self.check_known(word, &known, nouns::state_of_a_deadline, json.span);
        }
        found
    }

    fn expected_status(
        &mut self,
        policy: PolicyId,
        status: Option<&Member<'_>>,
        by: Option<&Member<'_>>,
    ) -> Option<Expectation> {
        let program = self.program;
        let policy = &program.policies[policy];
        let mut known: Vec<&'p str> = policy.requirements.iter().map(|it| it.name.as_str()).collect();
        let mut what: fn() -> Message = nouns::requirement;
        if status.is_some_and(
            |it| matches!(&it.value.kind, Kind::Text(word) if word == Status::Undetermined.word()),
        ) {
            let clauses = DecidingClause::ALL.into_iter().filter(|clause| clause.is_of(policy));
            known.extend(clauses.map(|clause| clause.word()));
            what = nouns::requirement_or_clause;
        }
        let named = self.texts("by", by);
        for (name, span) in &named {
            self.check_known(name, &known, what, *span);
        }
        let Some(status) = status else {
            if let Some(by) = by {
                let missing = Diagnostic::new(Code::FactMissing, by.key_span, envelope::by_without_status());
                self.report(
                    missing
                        .label(envelope::by_these_but_what())
                        .help(common::add_this("\"status\": \"blocked\"")),
                );
            }
            return None;
        };
        let word = self.within(Step::Key("status"), |reader| reader.text(&status.value))?;
        let span = status.value.span;
        let Some(found) = Status::ALL.into_iter().find(|status| status.word() == word) else {
            self.check_known(word, &Status::ALL.map(Status::word), nouns::status, span);
            return None;
        };
        if let Some(by) = by
            && !named.is_empty()
            && !found.is_by_requirements()
        {
            let nothing = envelope::no_requirement_makes(word);
            let wrong = Diagnostic::new(Code::ByNothing, by.key_span, nothing);
            self.report(wrong.label(envelope::by_names_cause()).help(envelope::leave_by_out()));
            return None;
        }
        let names = named.into_iter().map(|(name, _)| name).collect();
        Some(at(span, ExpectationKind::Status(found, names)))
    }

    fn expected_never(&mut self, json: &Json<'_>) -> Option<Expectation> {
        let help = envelope::say_when("\"eligible_after\": \"…\"");
        self.expected_true(json, help).then(|| at(json.span, ExpectationKind::Never))
    }

    /// Whether a key that is only ever `true` is that; `help` says what else to write.
    fn expected_true(&mut self, json: &Json<'_>, help: Message) -> bool {
        match json.kind {
            Kind::Bool(true) => true,
            Kind::Bool(false) => {
                let fault = Fault::new(
                    Code::FactValue,
                    envelope::is_true_or_left_out(),
                    envelope::expects_nothing_label(),
                );
                self.fault(json.span, fault.help(help));
                false
            }
            Kind::Null | Kind::Number(_) | Kind::Text(_) | Kind::Array(_) | Kind::Object(_) => {
                self.mismatch(json, Message::verbatim("`true`"));
                false
            }
        }
    }

    fn expected_messages(&mut self, policy: PolicyId, json: &Json<'_>) -> Vec<Expectation> {
        let package = self.program.policies[policy].package;
        let languages = &self.program.packages[package].languages;
        let languages: Vec<&'p str> = languages.iter().map(String::as_str).collect();
        let Some(members) = self.members(json) else { return Vec::new() };
        let mut expected = Vec::new();
        for member in members {
            let Some(language) = languages.iter().copied().find(|known| *known == member.key) else {
                self.check_known(&member.key, &languages, nouns::language, member.key_span);
                continue;
            };
            for (text, span) in self.texts(language, Some(member)) {
                expected.push(at(span, ExpectationKind::Message(language.to_owned(), text)));
            }
        }
        expected
    }

    /// One text, or an array of them.
    fn texts(&mut self, key: &'p str, member: Option<&Member<'_>>) -> Vec<(String, Span)> {
        let Some(member) = member else { return Vec::new() };
        self.within(Step::Key(key), |reader| match &member.value.kind {
            Kind::Array(items) => {
                let mut texts = Vec::new();
                let read = items.for_each(|at, item| {
                    let text = reader.within(Step::Index(at), |reader| reader.text(item));
                    texts.extend(text.map(|text| (text.to_owned(), item.span)));
                });
                if let Err(error) = read {
                    reader.report(*error);
                }
                texts
            }
            Kind::Text(text) => vec![(text.clone().into_owned(), member.value.span)],
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Object(_) => {
                reader.mismatch(&member.value, envelope::text_or_texts());
                Vec::new()
            }
        })
    }

    fn check_known(&mut self, name: &str, known: &[&str], what: fn() -> Message, span: Span) {
        if known.contains(&name) {
            return;
        }
        self.error(|_| {
            let wrong = Diagnostic::new(Code::UnknownName, span, common::there_is_no(what(), name));
            let wrong = wrong.label(common::not_declared());
            match nearest(name, known.iter().copied()) {
                Some(near) => wrong.help(common::did_you_mean(near)).offer(span, format!("\"{near}\"")),
                None if known.is_empty() => wrong,
                None => wrong.note(envelope::there_are(&known.join(", "))),
            }
        });
    }
}

/// A path of which something is expected, and that no verdict of the policy has an item of.
pub(crate) fn not_an_item(path: &str, span: Span, why: NotAnItem<'_>, policy: &Policy) -> Diagnostic {
    let wrong = Diagnostic::new(Code::NoItem, span, check_plans::no_item(path));
    match why {
        NotAnItem::InOneRow(whole) => wrong
            .label(check_plans::in_one_row(whole))
            .help(check_plans::expect_it_of(&format!("account.{whole}"))),
        NotAnItem::NotPlaced { whole: Some(whole) } => wrong
            .label(check_plans::goes_with(whole))
            .help(check_plans::expect_it_of(&format!("account.{whole}"))),
        NotAnItem::NotPlaced { whole: None } if policy.data.is_empty() => {
            wrong.label(check_plans::policy_says_nothing_of_data())
        }
        NotAnItem::NotPlaced { whole: None } => {
            let mut names: Vec<&str> = Vec::new();
            for placed in &policy.data {
                if !names.contains(&placed.name.as_str()) {
                    names.push(&placed.name);
                }
            }
            wrong.label(check_plans::placed_by_no_line()).note(check_plans::items_are(&listed(&names)))
        }
    }
}

fn at(span: Span, kind: ExpectationKind) -> Expectation {
    Expectation { kind, origin: span.into() }
}
