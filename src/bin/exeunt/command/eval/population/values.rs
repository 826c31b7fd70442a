//! The values that the outcomes of eligible accounts carry, in numbers.

use std::collections::BTreeMap;

use exeunt::diagnostic::Message;
use exeunt::ir::{Constant, OutcomeValue, Type};
use serde_json::{Value as Json, json};

use crate::messages::judging;

/// How many different lengths are told apart.
const MOST_LENGTHS: usize = 1_000;

/// Values of outcomes.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    /// Of how many accounts the value is unknown.
    unknown: u64,
    /// How many accounts have which length.
    lengths: BTreeMap<String, u64>,
    /// How many have another one.
    other_lengths: u64,
    /// How many carry an amount.
    amounts: u64,
    /// The amounts in all, in minor units: those of more accounts than memory can hold fit 128 bits.
    total: i128,
}

impl Values {
    /// Counts the value of an account.
    pub(super) fn count(&mut self, value: Option<Constant>) {
        match value {
            Some(Constant::Number(units, _)) => {
                self.amounts += 1;
                self.total = self.total.saturating_add(units);
            }
            Some(length @ Constant::Length(_)) => self.count_length(length.outcome_literal(), 1),
            // An outcome carries nothing else.
            Some(
                Constant::Bool(_)
                | Constant::Text(_)
                | Constant::Time(_)
                | Constant::Date(_)
                | Constant::Choice(..),
            )
            | None => self.unknown += 1,
        }
    }

    fn count_length(&mut self, length: String, accounts: u64) {
        if self.lengths.len() >= MOST_LENGTHS && !self.lengths.contains_key(&length) {
            self.other_lengths += accounts;
        } else {
            *self.lengths.entry(length).or_default() += accounts;
        }
    }

    /// Adds the values of other accounts.
    pub(super) fn add(&mut self, other: &Self) {
        self.unknown += other.unknown;
        self.amounts += other.amounts;
        self.total = self.total.saturating_add(other.total);
        self.other_lengths += other.other_lengths;
        for (length, &accounts) in &other.lengths {
            self.count_length(length.clone(), accounts);
        }
    }

    /// The amounts in all, as a policy writes an amount.
    fn total(&self, carried: &OutcomeValue) -> String {
        match carried.ty() {
            Type::Number(unit) => unit.literal(self.total),
            Type::Bool | Type::Text | Type::Time | Type::Date | Type::Length => String::new(),
            Type::OneOf(_) | Type::Set(_) | Type::Many(_) | Type::Record(_) => String::new(),
        }
    }

    /// A row for the amounts in all, or for each length.
    pub(super) fn rows(
        &self,
        outcome: &str,
        carried: &OutcomeValue,
    ) -> impl Iterator<Item = (Message, String)> {
        let mut rows = Vec::new();
        match carried {
            OutcomeValue::Of(..) => rows.push((judging::in_all(outcome), self.total(carried))),
            OutcomeValue::For(_) => {
                let lengths = self.lengths.iter();
                rows.extend(
                    lengths.map(|(length, count)| (judging::of_value(outcome, length), count.to_string())),
                );
            }
        }
        for (what, count) in [
            (judging::of_other_values(outcome), self.other_lengths),
            (judging::of_unknown_value(outcome), self.unknown),
        ] {
            if count > 0 {
                rows.push((what, count.to_string()));
            }
        }
        rows.into_iter()
    }

    /// For programs: how many carry a value, and the amounts in all or how many have which length.
    pub(super) fn json(&self, carried: &OutcomeValue) -> Json {
        match carried {
            OutcomeValue::Of(..) => {
                json!({ "known": self.amounts, "unknown": self.unknown, "total": self.total(carried) })
            }
            OutcomeValue::For(_) => {
                let known = self.lengths.values().sum::<u64>() + self.other_lengths;
                json!({ "known": known, "unknown": self.unknown, "lengths": self.lengths, "others": self.other_lengths })
            }
        }
    }
}
