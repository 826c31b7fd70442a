//! Types, expectations and statuses in messages.

use super::{
    DeadlineState, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Field, Method, NoticeState,
    RecordId, Status, Type, Unit, Value, Zone, calendar,
};
use crate::diagnostic::Message;
use crate::diagnostic::messages::{nouns, reports};

impl Type {
    /// The type as the language writes it, with the name that each record has there.
    #[must_use]
    pub fn written(&self, record: &dyn Fn(RecordId) -> String) -> String {
        match self {
            Self::Bool => "bool".to_owned(),
            Self::Number(unit) => unit.written(),
            Self::Text => "text".to_owned(),
            Self::Time => "time".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Length => "length".to_owned(),
            Self::OneOf(values) => format!("one of {}", values.join(", ")),
            Self::Set(member) => format!("many {}", member.written(record)),
            Self::Many(id) => format!("many {}", record(*id)),
            Self::Record(id) => record(*id),
        }
    }

    /// The type in the author's words, as the object of a sentence: `an amount in CNY`.
    #[must_use]
    pub fn words(&self) -> Message {
        match self {
            Self::Bool => nouns::a_boolean(),
            Self::Number(unit) => unit.words(),
            Self::Text => nouns::text(),
            Self::Time => nouns::a_time(),
            Self::Date => nouns::a_date(),
            Self::Length => nouns::a_length_of_time(),
            Self::OneOf(values) => nouns::one_of(&values.join(", ")),
            Self::Set(_) => nouns::a_set(),
            Self::Many(_) => nouns::a_collection(),
            Self::Record(_) => nouns::a_record(),
        }
    }
}

impl Unit {
    /// The type of its numbers as the language writes it: `money CNY`.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Self::Int => "int".to_owned(),
            Self::Decimal => "decimal".to_owned(),
            Self::Money(currency) => format!("money {currency}"),
        }
    }

    /// One of its numbers, as the object of a sentence: `an amount in CNY`.
    #[must_use]
    pub fn words(self) -> Message {
        match self {
            Self::Int => nouns::a_whole_number(),
            Self::Decimal => nouns::a_decimal_number(),
            Self::Money(currency) => nouns::an_amount_in(currency.code()),
        }
    }
}

impl Field {
    /// Its value where it is not given: absent if it is optional, unknown otherwise.
    #[must_use]
    pub fn not_given(&self) -> Value {
        if self.optional { Value::Absent } else { Value::Unknown }
    }
}

impl ExpectationKind {
    /// What is expected, with instants in `zone`: `blocked by no_open_trade`.
    #[must_use]
    pub fn words(&self, zone: Zone) -> Message {
        match self {
            Self::Status(status, names) => status.words_with(names),
            Self::EligibleAfter(instant) => {
                reports::expected_eligible_after(&calendar::rfc3339(*instant, zone))
            }
            Self::EligibleFrom(instant) => {
                reports::expected_eligible_from(&calendar::rfc3339(*instant, zone))
            }
            Self::Never => reports::expected_never(),
            Self::Warn(name) => reports::expected_warning(name),
            Self::NoWarn(name) => reports::expected_no_warning(name),
            Self::Final(name) => reports::expected_final(name),
            Self::Message(language, text) => reports::expected_message(language, text),
            Self::Unknown(path) => reports::expected_missing(path),
            Self::Deadline(name, state, due) => {
                let due = due.map(|due| calendar::rfc3339(due, zone));
                reports::expected_deadline(name, deadline_words(*state, due.as_deref()))
            }
            Self::Outcome(name, None) => reports::expected_outcome(name),
            Self::Outcome(name, Some(value)) => {
                reports::expected_outcome(&format!("{name} {}", value.behind_outcome()))
            }
            Self::NoPlan => reports::expected_no_plan(),
            Self::Item(item) => item.words(zone),
            Self::WouldBe(item) => reports::expected_would_be(item.words(zone)),
        }
    }
}

impl ExpectedItem {
    fn words(&self, zone: Zone) -> Message {
        reports::item_is(&self.path, self.disposal.words(zone))
    }
}

impl ExpectedDisposal {
    /// What is expected to be done, with instants in `zone`: `kept until 2026-12-31T23:59:59.999999+08:00`.
    pub(crate) fn words(&self, zone: Zone) -> Message {
        match self {
            Self::Erased(None) => reports::item_erased(),
            Self::Erased(Some(since)) => reports::item_due_since(&calendar::rfc3339(*since, zone)),
            Self::Kept(None) => reports::item_kept(),
            Self::Kept(Some(ExpectedEnd::Until(until))) => {
                reports::item_kept_until(&calendar::rfc3339(*until, zone))
            }
            Self::Kept(Some(ExpectedEnd::Without)) => reports::item_kept_without_end(),
            Self::Kept(Some(ExpectedEnd::AfterLeaving(length))) => {
                reports::item_kept_after_leaving(&length.to_string())
            }
            Self::Held(by) => reports::item_held_by(by),
            Self::Anonymised { remove, replace } => {
                let method = Method {
                    remove: remove.clone().unwrap_or_default(),
                    replace: replace.clone().unwrap_or_default(),
                };
                reports::item_anonymised(&method.words())
            }
            Self::Forfeited => reports::item_forfeited(),
            Self::Informed => reports::item_informed(),
            Self::NotInformed => reports::item_not_informed(),
            Self::CopiesGone(by) => reports::item_copies_gone_by(&calendar::rfc3339(*by, zone)),
            Self::Undetermined => reports::item_undetermined(),
        }
    }
}

/// How a deadline stands, its last instant, or both.
pub(crate) fn deadline_words(state: Option<DeadlineState>, due: Option<&str>) -> Message {
    match (state.map(DeadlineState::title), due) {
        (Some(state), Some(due)) => reports::state_and_due(state, due),
        (Some(state), None) => state,
        (None, Some(due)) => reports::due_at(due),
        (None, None) => Message::empty(),
    }
}

impl NoticeState {
    /// The state in every language.
    pub(crate) fn title(self) -> Message {
        match self {
            Self::Counts => nouns::notice_counts(),
            Self::Young => nouns::notice_young(),
            Self::Old => nouns::notice_old(),
            Self::BeforeCountedSince => nouns::notice_before_counted_since(),
            Self::Missing => nouns::notice_missing(),
            Self::Unknown => nouns::notice_unknown(),
        }
    }
}

impl DeadlineState {
    /// The state in every language; [`DeadlineState::word`] is its name in policies.
    #[doc(hidden)]
    #[must_use]
    pub fn title(self) -> Message {
        match self {
            Self::NotAsked => nouns::deadline_not_asked(),
            Self::NotBegun => nouns::deadline_not_begun(),
            Self::Open => nouns::deadline_open(),
            Self::Met => nouns::deadline_met(),
            Self::Overdue => nouns::deadline_overdue(),
            Self::Unknown => nouns::deadline_unknown(),
        }
    }
}

impl Status {
    /// The status in every language; [`Status::word`] is its name in policies and in JSON.
    #[doc(hidden)]
    #[must_use]
    pub fn title(self) -> Message {
        match self {
            Self::Inapplicable => nouns::status_inapplicable(),
            Self::Blocked => nouns::status_blocked(),
            Self::Undetermined => nouns::status_undetermined(),
            Self::Cooling => nouns::status_cooling(),
            Self::Eligible => nouns::status_eligible(),
        }
    }

    /// The status, which is a word of the language, with the requirements that decide it: `blocked by no_open_trade, settled`.
    #[doc(hidden)]
    #[must_use]
    pub fn words_with(self, names: &[impl AsRef<str>]) -> Message {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        if names.is_empty() {
            return Message::verbatim(self.word());
        }
        reports::status_by(self.word(), &names.join(", "))
    }
}
