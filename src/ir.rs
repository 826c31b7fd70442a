//! The evaluable program: small, typed, closed over names. Everything that the author's text leaves to the reader
//! (which word is the noun, whose time a window speaks of, what a day is) is explicit here, so that each back end
//! reads the same meaning.

pub mod address;
pub mod calendar;
mod canonical;
mod choices;
mod condition;
mod constant;
mod currency;
pub(crate) mod entailment;
mod file;
mod folds;
mod index;
pub(crate) mod nesting;
mod number;
mod origin;
mod policy;
mod print;
mod provenance;
mod reads;
pub(crate) mod references;
mod scope;
mod shape;
mod status;
mod term;
mod test;
mod timestamp;
mod truth;
mod value;
mod verify;
pub mod walk;
mod witness;
mod words;
mod zone;

pub use choices::Choices;
pub use condition::{Comparison, Condition, ConditionKind, Quantifier, Select};
pub use constant::Constant;
pub use currency::Currency;
#[doc(hidden)]
pub use file::read_unverified;
pub use folds::Folds;
pub use index::{DefinitionId, EnumerationId, Id, IndexVec, PackageId, PolicyId, RecordId};
pub use number::{DECIMAL_SCALE, Unit};
pub use origin::Origin;
pub use policy::{
    DEFAULT_OUTCOME, DataRule, Disposal, Grace, Message, Piece, Policy, Requirement, Step, Trigger, Warning,
};
pub use provenance::{Hashes, ProgramHash, Provenance};
pub use scope::Scope;
pub use shape::{Field, Record, Type};
pub use status::Status;
pub use term::{AggregateKind, Arithmetic, Duration, Edge, Extreme, Place, Root, Shift, Subject, Term};
pub use test::{Expectation, ExpectationKind, Test};
pub use timestamp::Timestamp;
pub use truth::Truth;
pub use value::{MOST, Value};
pub(crate) use verify::{Proof, Proven, verify_rest};
pub use verify::{Refused, verify};
pub use witness::Roots;
pub use zone::Zone;

use serde::{Deserialize, Serialize};

/// The version of the serialised form. A reader takes its own version only.
pub const FORMAT: u32 = 3;

/// A whole program: every package that was compiled together.
///
/// The compiler makes one, or [`Program::load`] and its kin; what they make is verified. There is no other way to read one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Program {
    /// The files it was built from, for [`Origin`].
    pub files: Vec<String>,
    /// The packages, in order of dependence.
    pub packages: IndexVec<PackageId, Package>,
    /// The shapes of the facts.
    pub records: IndexVec<RecordId, Record>,
    /// The enumerations that constants are of.
    pub enumerations: IndexVec<EnumerationId, Choices>,
    /// Derived fields and named conditions; each calls only earlier ones, so evaluation ends.
    pub definitions: IndexVec<DefinitionId, Definition>,
    /// The policies; each refers only to earlier ones.
    pub policies: IndexVec<PolicyId, Policy>,
    /// The tests of the packages.
    pub tests: Vec<Test>,
    /// The hashes of its policies, as far as they are known.
    #[serde(skip)]
    pub hashes: Hashes,
}

impl Program {
    /// The policy of that name, `package.policy`; the bare name of a policy will do where only one has it.
    #[must_use]
    pub fn policy(&self, name: &str) -> Option<PolicyId> {
        let split = name.split_once('.');
        let is_named = |policy: &Policy| {
            split == Some((self.packages[policy.package].name.as_str(), policy.name.as_str()))
        };
        self.policies.find_id(is_named).or_else(|| {
            let mut bare = self.policies.ids().filter(|&id| self.policies[id].name == name);
            let found = bare.next()?;
            bare.next().is_none().then_some(found)
        })
    }

    /// `package.policy`.
    #[must_use]
    pub fn policy_name(&self, policy: PolicyId) -> String {
        let policy = &self.policies[policy];
        format!("{}.{}", self.packages[policy.package].name, policy.name)
    }
}

/// What a package's policies share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Languages of the messages; the first is the default.
    pub languages: Vec<String>,
    /// The zone in which days, months and years are counted.
    pub zone: Zone,
    /// The shape of `account`.
    pub account: RecordId,
    /// The shape of `request`, if it is declared.
    pub request: Option<RecordId>,
}

/// A derived field or a named condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its name, for readers.
    pub name: String,
    /// The shape of [`Root::Account`] in it.
    pub account: RecordId,
    /// The shape of [`Root::Request`] in it, if its package declares one.
    pub request: Option<RecordId>,
    /// The shape of [`Root::Element`] 0 in it, where it is a field of a record other than the account.
    pub element: Option<RecordId>,
    /// What it stands for.
    pub body: Body,
}

/// The body of a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A condition.
    Condition(Condition),
    /// A value.
    Term(Term),
}
