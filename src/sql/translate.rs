//! From the flat form of a policy to a query. Aggregates over selections are computed first; then each condition is
//! judged, in a part of the query of its own, and then the whole.
//!
//! Lowest first: `state` is what a translation works on, `scalar` and `shift` are values, `facts` and `rows` are where
//! values are read, `tally`, `event`, `value`, `condition`, `eligible_after`, `boundary` and `missing` translate, and `judged`,
//! `outcome`, `stages`, `policy` and `plan` put the query together.

mod boundary;
mod case;
mod condition;
mod eligible_after;
mod event;
mod facts;
mod judged;
mod missing;
mod outcome;
mod plan;
mod policy;
mod rows;
mod scalar;
mod shift;
mod stages;
mod state;
mod tally;
mod value;

use crate::diagnostic::messages::sql;
use crate::diagnostic::{Diagnostic, Severity};
use crate::flat::layout::Layout;
use crate::flat::{Unsupported, lower_for_rests, lower_with_deadlines, lower_with_plan};
use crate::ir::{PolicyId, Program};

use super::options::Options;
use super::tree::Query;
pub(crate) use policy::Output;
use state::{Translator, refused};

/// The result of a translation.
#[derive(Debug)]
pub(crate) struct Translated {
    /// The query, unless there is an error.
    pub(crate) query: Option<Query>,
    /// Errors, and what the query cannot say.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Translates a policy over the tables of a layout.
pub(crate) fn translate(
    program: &Program,
    policy: PolicyId,
    layout: &Layout,
    options: &Options<'_>,
    output: Output,
) -> Translated {
    let declared = &program.policies[policy];
    let lowered = match output {
        Output::Accounts | Output::Summary => lower_with_deadlines(program, policy),
        Output::Plan => lower_with_plan(program, policy),
        Output::Due => lower_for_rests(program, policy),
    };
    let lowered = match lowered {
        Ok(lowered) => lowered,
        Err(why) => {
            let why = match why {
                Unsupported::TooLarge => sql::too_long_written_out(),
                Unsupported::Malformed => sql::no_table_holds(),
            };
            let refused = refused(declared.when.origin.span(), why);
            return Translated { query: None, diagnostics: vec![refused] };
        }
    };
    let mut translator = Translator::new(&lowered, layout, options);
    let query = match output {
        Output::Accounts | Output::Summary => translator.query(declared, output),
        Output::Plan => translator.plan(),
        Output::Due => translator.due(),
    };
    let diagnostics = translator.diagnostics;
    let has_error = diagnostics.iter().any(|found| found.severity() == Severity::Error);
    Translated { query: (!has_error).then_some(query), diagnostics }
}
