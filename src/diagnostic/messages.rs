//! The messages of the library, a file a phase. Each row is a function of its arguments, with its text in every language.

pub(crate) mod analysis;
pub(crate) mod check_calendars;
pub(crate) mod check_cases;
pub(crate) mod check_messages;
pub(crate) mod check_names;
pub(crate) mod check_phrases;
pub(crate) mod check_plans;
pub(crate) mod check_policies;
pub(crate) mod check_stages;
pub(crate) mod check_tests;
pub(crate) mod check_types;
pub(crate) mod common;
pub(crate) mod details;
pub(crate) mod editing;
pub(crate) mod envelope;
pub(crate) mod facts;
pub(crate) mod forms;
pub(crate) mod json;
pub(crate) mod literals;
pub(crate) mod nouns;
pub(crate) mod programs;
pub(crate) mod reports;
pub(crate) mod sql;
pub(crate) mod syntax;
#[cfg(feature = "parquet")]
pub(crate) mod tables;
pub(crate) mod verify;

use crate::diagnostic::Message;

/// Several as a list; `None` if there are none.
pub(crate) fn list(messages: &[Message]) -> Option<Message> {
    messages.iter().fold(None, |before, next| {
        Some(before.map_or_else(|| next.clone(), |before| common::next(before, next)))
    })
}

/// Several of which one is meant: `a`, `b` or `c`; `None` if there are none.
pub(crate) fn alternatives(messages: &[Message]) -> Option<Message> {
    let (last, rest) = messages.split_last()?;
    Some(list(rest).map_or_else(|| last.clone(), |rest| common::either(rest, last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::proofread::proofread;

    #[test]
    fn every_row_is_written_in_every_language() {
        let rows = [
            crate::diagnostic::codes::all(),
            analysis::all(),
            check_calendars::all(),
            check_cases::all(),
            check_messages::all(),
            check_names::all(),
            check_phrases::all(),
            check_plans::all(),
            check_stages::all(),
            check_policies::all(),
            check_tests::all(),
            check_types::all(),
            common::all(),
            details::all(),
            editing::all(),
            envelope::all(),
            facts::all(),
            forms::all(),
            json::all(),
            literals::all(),
            nouns::all(),
            programs::all(),
            reports::all(),
            sql::all(),
            syntax::all(),
            #[cfg(feature = "parquet")]
            tables::all(),
            verify::all(),
        ];
        let found = proofread(&rows.concat());
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
