//! Instants.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Zone, calendar};

/// An instant: a number of microseconds since 1970-01-01T00:00Z. It is shown, and serialised, as RFC 3339 in UTC.
///
/// ```
/// use exeunt::Timestamp;
///
/// let noon = Timestamp::parse("2026-06-01T12:00+08:00")?;
/// assert_eq!(noon.to_string(), "2026-06-01T04:00:00+00:00");
/// assert_eq!(Timestamp::from_micros(noon.as_micros()), noon);
/// # Ok::<(), exeunt::TimestampError>(())
/// ```
///
/// The library reads no clock. For the present instant, use
/// `Timestamp::from_micros(SystemTime::now().duration_since(UNIX_EPOCH)?.as_micros().try_into()?)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant that facts can hold: 0001-01-01T00:00Z.
    pub const MIN: Self = Self(calendar::FIRST);
    /// 1970-01-01T00:00Z.
    pub const UNIX_EPOCH: Self = Self(0);
    /// The last instant that facts can hold: 9999-12-30, as far as the calendar reaches in every zone.
    pub const MAX: Self = Self(calendar::LAST);

    /// The instant so many microseconds after 1970-01-01T00:00Z.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The microseconds since 1970-01-01T00:00Z.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The instant so many microseconds later; `None` past the end of 64 bits.
    #[must_use]
    pub const fn checked_add(self, micros: i64) -> Option<Self> {
        match self.0.checked_add(micros) {
            Some(micros) => Some(Self(micros)),
            None => None,
        }
    }

    /// The instant so many microseconds earlier; `None` past the end of 64 bits.
    #[must_use]
    pub const fn checked_sub(self, micros: i64) -> Option<Self> {
        match self.0.checked_sub(micros) {
            Some(micros) => Some(Self(micros)),
            None => None,
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&calendar::rfc3339(*self, Zone::utc()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The form of instants in built programs: a number.
pub(super) mod as_micros {
    use super::{Deserialize, Deserializer, Serializer, Timestamp};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(crate) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.0)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp)
    }
}

/// The form of instants that need not be there.
pub(super) mod as_micros_if_any {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Timestamp};

    #[expect(clippy::ref_option, reason = "serde's signature")]
    pub(crate) fn serialize<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::as_micros).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.map(Timestamp))
    }
}
