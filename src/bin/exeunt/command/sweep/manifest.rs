//! The manifest of a sweep: what was decided by, when and over how much, so that it can be shown later.

use std::collections::BTreeMap;

use exeunt::ir::{FORMAT, PolicyId, Program, Provenance, Zone, calendar};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Args;
use crate::outcome::Failure;

/// What a sweep was, and how far it has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of exeunt.
    exeunt: String,
    /// `package.policy`.
    policy: String,
    /// The hash of what the policy means, as verdicts name it.
    program_hash: String,
    /// The version of a built program's form.
    ir_format: u32,
    /// The release of the time zone database that literals were worked out with, and that judges in a folder.
    tzdb: String,
    /// The instant judged at.
    now: String,
    /// Where the accounts are, without what lets one in.
    source: String,
    /// What judged them, with its version.
    engine: String,
    /// BLAKE3 of the mapping, if there is one.
    mapping_hash: Option<String>,
    /// How many accounts there were when the sweep began or was taken up again.
    pub(super) expected: u64,
    /// How many were judged.
    pub(super) accounts: u64,
    /// How many of them came to which status.
    counts: BTreeMap<String, u64>,
    /// How many batches were written.
    batches: u64,
    /// The last key that was judged.
    pub(super) last_key: Option<String>,
    /// How long the file is up to there.
    pub(super) bytes: u64,
    /// Whether every account was judged.
    complete: bool,
}

impl Manifest {
    /// Of a sweep that begins. `mapping` is the text of the mapping, if there is one.
    pub(super) fn new(
        program: &Program,
        policy: PolicyId,
        args: &Args,
        engine: String,
        mapping: Option<&str>,
    ) -> Result<Self, Failure> {
        let Provenance { program_hash, exeunt, tzdb } = program.provenance(policy);
        Ok(Self {
            exeunt: exeunt.to_owned(),
            policy: program.policy_name(policy),
            program_hash: program_hash.to_string(),
            ir_format: FORMAT,
            tzdb: tzdb.to_owned(),
            now: calendar::rfc3339(args.now, Zone::utc()),
            source: without_secrets(&args.source),
            engine,
            mapping_hash: mapping.map(|text| blake3::hash(text.as_bytes()).to_hex().to_string()),
            expected: 0,
            accounts: 0,
            counts: BTreeMap::new(),
            batches: 0,
            last_key: None,
            bytes: 0,
            complete: false,
        })
    }

    /// Takes up an earlier sweep from its manifest. It must have been the same.
    pub(super) fn take_up(&mut self, earlier: &str) -> Result<(), Failure> {
        let earlier: Self = serde_json::from_str(earlier)
            .map_err(|error| Failure::Input(format!("there is no manifest of a sweep: {error}")))?;
        let differs = [
            ("policy", earlier.policy != self.policy),
            ("program", earlier.program_hash != self.program_hash),
            ("instant", earlier.now != self.now),
            ("source", earlier.source != self.source),
            ("engine", earlier.engine != self.engine),
            ("mapping", earlier.mapping_hash != self.mapping_hash),
        ];
        if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
            return Err(Failure::Input(format!(
                "what is there is of another sweep: its {what} is not this one's"
            )));
        }
        *self = Self { complete: false, ..earlier };
        Ok(())
    }

    /// Counts a batch that ends with the key `last`.
    pub(super) fn add(&mut self, verdicts: &[Json], last: &str) {
        for verdict in verdicts {
            let status = verdict.get("status").and_then(Json::as_str).unwrap_or("none");
            *self.counts.entry(status.to_owned()).or_default() += 1;
        }
        self.accounts += verdicts.len() as u64;
        self.batches += 1;
        self.last_key = Some(last.to_owned());
    }

    /// Its text, for people.
    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Its text, in a line.
    pub(super) fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Says whether every account was judged.
    pub(super) fn finish(&mut self) {
        self.complete = self.adds_up();
    }

    /// Whether every account has one verdict.
    pub(super) fn adds_up(&self) -> bool {
        self.accounts == self.expected && self.counts.values().sum::<u64>() == self.accounts
    }

    pub(super) fn summary(&self) -> String {
        let counts: Vec<String> =
            self.counts.iter().map(|(status, count)| format!("{count} {status}")).collect();
        let of =
            if self.adds_up() { String::new() } else { format!(" of {}: they do not add up", self.expected) };
        format!("{} accounts{of}: {}\n", self.accounts, counts.join(", "))
    }
}

/// A connection's address without user, password and settings.
fn without_secrets(source: &str) -> String {
    let Some((scheme, rest)) = source.split_once("://") else { return source.to_owned() };
    let address = rest.split('?').next().unwrap_or_default();
    let host = address.rsplit_once('@').map_or(address, |(_, host)| host);
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn nothing_that_lets_one_in_is_kept() {
        assert_eq!(
            without_secrets("postgres://me:se@cret@host:5432/shop?password=x"),
            "postgres://host:5432/shop"
        );
        assert_eq!(without_secrets("postgres:///shop?user=me"), "postgres:///shop");
        assert_eq!(without_secrets("duckdb:a.db"), "duckdb:a.db");
    }
}
