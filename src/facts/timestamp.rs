//! Instants from text.

use std::fmt;
use std::str::FromStr;

use super::scalar;
use crate::diagnostic::Message;
use crate::diagnostic::messages::facts;
use crate::ir::Timestamp;

/// Why a text is not an instant. [`Display`](fmt::Display) says what is wrong with the text, and how to write it.
#[derive(Clone, PartialEq, Eq)]
pub struct TimestampError(Message);

impl fmt::Display for TimestampError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The text may be a fact.
impl fmt::Debug for TimestampError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TimestampError").finish_non_exhaustive()
    }
}

impl TimestampError {
    /// What is wrong, in every language: for the program `exeunt`.
    #[doc(hidden)]
    #[must_use]
    pub fn message(&self) -> Message {
        self.0.clone()
    }
}

impl std::error::Error for TimestampError {}

impl Timestamp {
    /// Reads an instant in the form of RFC 3339: `2026-06-01T12:00:00+08:00`. The seconds may be left out; the offset from
    /// UTC may not.
    ///
    /// # Errors
    /// If the text has another form, names no day or time of day, is finer than a microsecond, or lies beyond
    /// [`Timestamp::MIN`] or [`Timestamp::MAX`].
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        scalar::time(text).map(Self::from_micros).map_err(|fault| {
            let why = facts::fault_in_words(text, &fault.what, &fault.label);
            TimestampError(match fault.help {
                Some(help) => facts::with_help(why, &help),
                None => why,
            })
        })
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_shown_as_rfc_3339() {
        let noon = Timestamp::parse("2026-06-01T12:00+08:00").unwrap();
        assert_eq!(noon.to_string(), "2026-06-01T04:00:00+00:00");
        assert_eq!("2026-06-01T04:00:00Z".parse(), Ok(noon));
        assert_eq!(Timestamp::from_micros(noon.as_micros()), noon);
        assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00+00:00");
        assert_eq!(Timestamp::parse("9999-12-30T22:00:00Z"), Ok(Timestamp::MAX));
    }

    #[test]
    fn the_error_says_how_to_write_it() {
        let error = Timestamp::parse("2026-06-01T12:00").unwrap_err().to_string();
        assert_eq!(
            error,
            "`2026-06-01T12:00` cannot be read as a time: without an offset it names no instant; \
             write a time as `\"2026-06-01T12:00:00+08:00\"`, with its offset from UTC"
        );
        assert!(Timestamp::parse("9999-12-31T00:00:00Z").is_err());
    }

    #[test]
    fn arithmetic_ends_where_64_bits_do() {
        assert_eq!(Timestamp::from_micros(1).checked_add(2), Some(Timestamp::from_micros(3)));
        assert_eq!(Timestamp::from_micros(i64::MAX).checked_add(1), None);
        assert_eq!(Timestamp::from_micros(i64::MIN).checked_sub(1), None);
    }
}
