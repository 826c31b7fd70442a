//! What the parts of the page share: the look of a status, a message in the reader's language, an instant in words.

use anstyle::{AnsiColor, Style};

use crate::eval::{MessageText, PolicyFailure};
use crate::ir::{Status, Timestamp, Zone};
use crate::render::wording::{Wording, first, last};
use crate::render::words::fill;

pub(in crate::render) const DIM: Style = Style::new().dimmed();

/// The message in `language`, or else in the policy's default one.
pub(in crate::render) fn said<'a>(messages: &'a [MessageText], language: &str) -> Option<&'a MessageText> {
    messages.iter().find(|said| said.language == language).or(messages.first())
}

/// An instant in a reader's words: boundaries are inclusive, so that what begins one microsecond later begins after it.
pub(in crate::render) fn moment(instant: Timestamp, zone: Zone, words: &Wording<'_>) -> String {
    match instant.as_micros().rem_euclid(1_000_000) {
        1 => {
            let before = Timestamp::from_micros(instant.as_micros() - 1);
            fill(words.after, last(before, zone))
        }
        _ => first(instant, zone),
    }
}

/// How a status looks.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Look {
    pub(in crate::render) sign: &'static str,
    pub(in crate::render) fill: &'static str,
    pub(in crate::render) style: Style,
}

pub(in crate::render) fn look(status: Status) -> Look {
    let (sign, fill, colour) = match status {
        Status::Inapplicable => ("–", "·", AnsiColor::BrightBlack),
        Status::Blocked => ("✗", "▓", AnsiColor::Red),
        Status::Undetermined => ("?", "░", AnsiColor::Yellow),
        Status::Cooling => ("…", "▒", AnsiColor::Cyan),
        Status::Eligible => ("✓", "█", AnsiColor::Green),
    };
    Look { sign, fill, style: colour.on_default() }
}

/// Which policy refuses; of another account than the one judged, which.
pub(in crate::render) fn refusing(refusal: &PolicyFailure, words: &Wording<'_>) -> String {
    let whose = match refusal.account.as_str() {
        "account" => words.policy(&refusal.policy).to_owned(),
        other => format!("{} ({})", words.policy(&refusal.policy), words.path(other)),
    };
    fill(words.refuses, whose)
}
