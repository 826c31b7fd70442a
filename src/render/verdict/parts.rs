//! What the parts of the page share: the look of a status, a message in the reader's language, an instant in words.

use anstyle::{AnsiColor, Style};

use crate::eval::{MessageText, PolicyFailure};
use crate::ir::{Status, Timestamp, Zone, calendar};
use crate::render::words::{Words, fill};

pub(in crate::render) const DIM: Style = Style::new().dimmed();

/// The message in `language`, or else in the policy's default one.
pub(in crate::render) fn said<'a>(messages: &'a [MessageText], language: &str) -> Option<&'a MessageText> {
    messages.iter().find(|said| said.language == language).or(messages.first())
}

/// An instant in a reader's words: boundaries are inclusive, so that what begins one microsecond later begins after it.
pub(in crate::render) fn moment(instant: Timestamp, zone: Zone, words: &Words) -> String {
    match instant.as_micros().rem_euclid(1_000_000) {
        1 => {
            let before = Timestamp::from_micros(instant.as_micros() - 1);
            fill(words.after, calendar::day_and_time(before, zone))
        }
        _ => calendar::day_and_time(instant, zone),
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
pub(in crate::render) fn refusing(refusal: &PolicyFailure, words: &Words) -> String {
    let whose = match refusal.account.as_str() {
        "account" => refusal.policy.clone(),
        other => format!("{} ({other})", refusal.policy),
    };
    fill(words.refuses, whose)
}
