//! The forms of the lines that a sweep writes: their columns, from which files and tables are made and read back.

use std::borrow::Cow;

use exeunt::sql::Dialect;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::plan::{PlanRow, RefusedRow};
use super::verdict::Verdict;
use crate::messages::{usage, why};
use crate::outcome::Failure;

/// What lines hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    /// A verdict each.
    Verdicts,
    /// The same, with the value that the outcome carries.
    VerdictsWithValues,
    /// An item of a plan each.
    Plan,
    /// An item of a plan each that still holds.
    Confirmed,
    /// An item of a plan each that no longer holds, with why.
    Refused,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// A text that is the key of the table.
    Key,
    /// A text.
    Text,
    /// A text, or nothing.
    TextOrNull,
    /// Texts.
    Texts,
    /// An instant, or nothing.
    Instant,
}

impl Holds {
    /// The type of the column in a table, without constraints.
    pub(super) fn type_in(self, dialect: Dialect) -> &'static str {
        match (dialect, self) {
            (Dialect::Postgres, Self::Key | Self::Text | Self::TextOrNull) => "text",
            (Dialect::Postgres, Self::Texts) => "text[]",
            (Dialect::Postgres, Self::Instant) => "timestamptz",
            (Dialect::DuckDb | Dialect::Spark, Self::Key | Self::Text | Self::TextOrNull) => "VARCHAR",
            (Dialect::DuckDb | Dialect::Spark, Self::Texts) => "VARCHAR[]",
            (Dialect::DuckDb | Dialect::Spark, Self::Instant) => "TIMESTAMPTZ",
        }
    }

    /// What its values must be.
    pub(super) fn constraint(self) -> &'static str {
        match self {
            Self::Key => " NOT NULL PRIMARY KEY",
            Self::Text | Self::Texts => " NOT NULL",
            Self::TextOrNull | Self::Instant => "",
        }
    }
}

/// A line as it is read back.
pub(super) struct Known {
    pub(super) id: String,
    /// The line as it is written.
    pub(super) json: String,
}

const STATUS: [Column; 5] = [
    column("id", Holds::Key),
    column("status", Holds::Text),
    column("failed", Holds::Texts),
    column("unknown", Holds::Texts),
    column("outcome", Holds::TextOrNull),
];
const ITEM: [Column; 14] = [
    column("id", Holds::Text),
    column("collection", Holds::Text),
    column("path_keys", Holds::Texts),
    column("key", Holds::TextOrNull),
    column("disposal", Holds::Text),
    column("method", Holds::TextOrNull),
    column("until", Holds::Instant),
    column("until_state", Holds::TextOrNull),
    column("due_since", Holds::Instant),
    column("held_by", Holds::Texts),
    column("missing", Holds::Texts),
    column("clause", Holds::Texts),
    column("purpose", Holds::TextOrNull),
    column("gone_by", Holds::Instant),
];

const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds }
}

impl Form {
    /// That of verdicts, with values of outcomes or without.
    pub(super) fn verdicts(with_values: bool) -> Self {
        if with_values { Self::VerdictsWithValues } else { Self::Verdicts }
    }

    /// Its columns, in their order.
    pub(super) fn columns(self) -> Vec<Column> {
        let opening = column("eligible_after", Holds::Instant);
        match self {
            Self::Verdicts => [STATUS.as_slice(), &[opening]].concat(),
            Self::VerdictsWithValues => {
                [STATUS.as_slice(), &[column("outcome_value", Holds::TextOrNull), opening]].concat()
            }
            Self::Plan | Self::Confirmed => ITEM.to_vec(),
            Self::Refused => {
                let why = [
                    column("why", Holds::Text),
                    column("status", Holds::TextOrNull),
                    column("disposal_now", Holds::TextOrNull),
                    column("until_now", Holds::Instant),
                ];
                [ITEM.as_slice(), &why].concat()
            }
        }
    }

    /// Whether a line of it says that its account was judged. A plan is written beside the verdicts that say so.
    pub(super) fn says_who_was_judged(self) -> bool {
        match self {
            Self::Verdicts | Self::VerdictsWithValues | Self::Confirmed | Self::Refused => true,
            Self::Plan => false,
        }
    }

    /// What is added to the name of the table of the other form that is written with it.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Verdicts | Self::VerdictsWithValues | Self::Confirmed => "",
            Self::Plan => "_plan",
            Self::Refused => "_refused",
        }
    }

    /// A line of a file or a row of a table in the form in which it is written, however an engine writes its instants.
    pub(super) fn read_back(self, json: &str) -> Result<Known, Failure> {
        match self {
            Self::Verdicts | Self::VerdictsWithValues => {
                let verdict = read::<Verdict<'_>>(json)?.read_back()?;
                Ok(Known { json: verdict.json()?, id: verdict.id.into_owned() })
            }
            Self::Plan | Self::Confirmed => {
                let row = read::<PlanRow>(json)?.read_back()?;
                Ok(Known { json: row.json()?, id: row.id })
            }
            Self::Refused => {
                let row = read::<RefusedRow>(json)?.read_back()?;
                Ok(Known { json: row.json()?, id: row.row.id })
            }
        }
    }
}

/// The id of a line; `None` if a sweep does not write such lines.
pub(super) fn id_of(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'l> {
        #[serde(borrow)]
        id: Cow<'l, str>,
    }
    serde_json::from_slice::<Named<'_>>(line).ok().map(|named| named.id.into_owned())
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    serde_json::from_str(json)
        .map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))
}
