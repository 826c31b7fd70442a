//! Time zones, as small handles: a duration that names one is copied as freely as a number.

use std::cmp::Ordering;
use std::sync::{LazyLock, OnceLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time zone of the bundled IANA database: a verdict does not depend on the host. Serialised as its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(u16);

struct Entry {
    name: String,
    rules: OnceLock<TimeZone>,
}

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
/// Every zone of the database by name, in an order that does not regard case.
static ZONES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let names = DATABASE.available().map(|name| name.as_str().to_owned());
    let mut zones: Vec<Entry> = names.map(|name| Entry { name, rules: OnceLock::new() }).collect();
    zones.sort_by(|one, other| in_order(&one.name, &other.name));
    zones
});
static UTC: LazyLock<Zone> = LazyLock::new(|| Zone::named("UTC").unwrap_or(Zone(0)));

fn in_order(one: &str, other: &str) -> Ordering {
    let lower = |name: &'_ str| name.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>();
    lower(one).cmp(&lower(other))
}

impl Zone {
    /// The zone of that IANA name; case does not matter.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let at = ZONES.binary_search_by(|entry| in_order(&entry.name, name)).ok()?;
        u16::try_from(at).ok().map(Self)
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        *UTC
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ZONES.get(usize::from(self.0)).map_or("UTC", |entry| entry.name.as_str())
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ZONES.iter().map(|entry| entry.name.as_str())
    }

    /// Its offsets through history and to come.
    pub(super) fn rules(self) -> &'static TimeZone {
        static FALLBACK: TimeZone = TimeZone::UTC;
        ZONES.get(usize::from(self.0)).map_or(&FALLBACK, |entry| {
            entry.rules.get_or_init(|| DATABASE.get(&entry.name).unwrap_or(TimeZone::UTC))
        })
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

impl std::fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom(format!("there is no time zone `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_the_database_is_found_by_its_name() {
        assert!(Zone::names().count() > 400);
        for name in Zone::names() {
            assert_eq!(Zone::named(name).map(Zone::name), Some(name));
            assert_eq!(Zone::named(&name.to_lowercase()).map(Zone::name), Some(name));
        }
        assert_eq!(Zone::named("Asia/Shangai"), None);
        assert_eq!(Zone::utc().name(), "UTC");
    }
}
