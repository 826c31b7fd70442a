//! `account.auction_deposit = 0 CNY`: facts as they would be.

use super::fact::{Slot, fact};
use crate::diagnostic::messages::{analysis, common};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::{Envelope, Location, json_value};
use crate::ir::{Program, Timestamp, Value};
use crate::source::{FileId, Span};

/// Changes one fact of an account as `text`, the whole of `file`, says: `PATH = VALUE`. The value is written in the
/// language's literals, as in a fixture, or in JSON; `3d ago` counts from `now`.
///
/// # Errors
/// A path that leads to no fact, or a value that is not of its type; the account is then as it was.
pub fn assume(
    program: &Program,
    account: &mut Envelope,
    file: FileId,
    text: &str,
    now: Timestamp,
) -> Result<(), Vec<Diagnostic>> {
    let whole = Span::new(file, 0, text.len() as u32);
    let Some((path, value)) = text.split_once('=') else {
        let wrong = Diagnostic::new(Code::Syntax, whole, analysis::assumption_form());
        return Err(vec![
            wrong.label(analysis::no_equals_sign()).help(common::write_this("account.balance = 0 CNY")),
        ]);
    };
    let path_span = Span::new(file, 0, path.trim_end().len() as u32);
    let nowhere = |why: Message| {
        vec![Diagnostic::new(Code::UnknownName, path_span, why).label(analysis::no_such_fact())]
    };
    let location = Location::find(program, account.policy, path).map_err(nowhere)?;
    let start = text.len() - value.trim_start().len();
    let value = read(program, account, &location, (file, start as u32, value.trim()), now)?;
    location.put(program, &mut account.facts, value).map_err(nowhere)
}

/// The value in the language's literals, or else in JSON. What is neither is held to be meant in the language.
fn read(
    program: &Program,
    account: &Envelope,
    location: &Location<'_>,
    (file, start, text): (FileId, u32, &str),
    now: Timestamp,
) -> Result<Value, Vec<Diagnostic>> {
    let zone = program.packages[program.policies[account.policy].package].zone;
    let slot = Slot { ty: &location.ty, optional: location.optional, zone, now };
    fact(program, slot, file, start, text).or_else(|errors| {
        json_value(program, location, file, start as usize, text).map_err(|found| {
            let is_json = !found.iter().any(|it| it.code == Code::FactSyntax);
            if is_json { found } else { errors }
        })
    })
}
