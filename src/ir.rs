//! The evaluable program: small, typed, closed over names. Everything that the author's text leaves to the reader
//! (which word is the noun, whose time a window speaks of, what a day is) is explicit here, so that each back end
//! reads the same meaning.

pub mod address;
mod anchor;
pub mod calendar;
mod canonical;
mod carried;
mod choices;
mod condition;
mod constant;
mod currency;
mod days;
mod deadline;
pub(crate) mod entailment;
mod file;
mod folds;
mod index;
mod length;
mod lifecycle;
pub(crate) mod localised;
mod moved;
pub(crate) mod nesting;
mod notice;
mod number;
mod origin;
mod plan;
pub(crate) mod plural;
mod policy;
mod print;
mod provenance;
mod reads;
pub(crate) mod references;
mod scope;
mod service;
mod shape;
mod shown_names;
mod status;
mod term;
mod test;
mod timestamp;
mod truth;
mod value;
mod verify;
pub mod walk;
mod witness;
pub(crate) mod words;
mod working_days;
mod zone;

pub use anchor::{Edge, MonthDay, Period, anniversary};
pub(crate) use carried::is_within;
pub use choices::Choices;
pub use condition::{CaseRow, Comparison, Condition, ConditionKind, Quantifier, Select};
pub use constant::Constant;
pub use currency::Currency;
pub(crate) use deadline::compared_with;
pub use deadline::{Deadline, DeadlineState};
#[doc(hidden)]
pub use file::read_unverified;
pub use folds::Folds;
pub use index::{
    DefinitionId, EnumerationId, GroupId, Id, IndexVec, LifecycleId, PackageId, PolicyId, RecordId,
};
pub use length::{Length, LengthKind};
pub(crate) use length::{LengthUnit, NoLength};
pub use lifecycle::Lifecycle;
pub(crate) use lifecycle::{not_done, time_of_account};
pub use localised::{LocalisedText, Worded};
pub use notice::{Notice, NoticeOrigins, NoticeState};
pub use number::{DECIMAL_SCALE, Unit};
pub use origin::Origin;
pub(crate) use plan::{ACCOUNT, ACCOUNT_ID, is_of_those_told};
pub use plan::{
    DataRule, Disposal, DisposalKind, Held, Hold, KeyValue, Method, MethodResult, Placed, Retention,
};
pub use plural::PluralCategory;
pub use policy::{
    DEFAULT_OUTCOME, Grace, Group, Message, OutcomeValue, Piece, Plural, PluralForm, Policy, Precondition,
    Requirement, Step, Trigger, Warning, Way, WayPart,
};
pub use provenance::{Hashes, ProgramHash, ProgramHashError, Provenance};
pub use scope::Scope;
pub use service::Services;
pub use shape::{Field, Record, Structure, Type};
pub use shown_names::ShownNames;
pub use status::Status;
pub use term::{
    AggregateKind, Arithmetic, Distinct, Duration, Extreme, Move, Moved, Place, Root, Rounding, Shift,
    Subject, Term,
};
pub(crate) use test::{DecidingClause, NotAnItem};
pub use test::{Expectation, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Test};
pub use timestamp::Timestamp;
pub use truth::Truth;
pub use value::{MOST, Value};
pub use verify::{InvalidProgram, verify};
pub(crate) use verify::{Proof, Proven, verify_rest};
pub use witness::Roots;
pub use working_days::{
    DAYS_OF_A_WEEK, MOST_EXCEPTIONS, MOST_WORKING_DAYS, Uncovered, WorkCalendar, WorkDays,
};
pub use zone::Zone;

use serde::{Deserialize, Serialize};

/// The version of the serialised form. A reader takes its own version only.
pub const FORMAT: u32 = 11;

/// A whole program: every package that was compiled together. It is verified: only the compiler makes one, and
/// [`Program::load`] and its kin, and nobody else can change it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Program {
    /// See [`Program::files`]; the others likewise.
    pub(crate) files: Vec<String>,
    pub(crate) packages: IndexVec<PackageId, Package>,
    pub(crate) records: IndexVec<RecordId, Record>,
    pub(crate) enumerations: IndexVec<EnumerationId, Choices>,
    pub(crate) definitions: IndexVec<DefinitionId, Definition>,
    pub(crate) policies: IndexVec<PolicyId, Policy>,
    pub(crate) lifecycles: IndexVec<LifecycleId, Lifecycle>,
    pub(crate) tests: Vec<Test>,
    /// The hashes of its policies, as far as they are known.
    #[serde(skip)]
    pub(crate) hashes: Hashes,
    /// What is known of the services, for all accounts that are judged; no part of what the program means.
    #[serde(skip)]
    pub(crate) services: Services,
}

impl Program {
    /// The files it was built from, for [`Origin`].
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The packages, in order of dependence.
    #[must_use]
    pub fn packages(&self) -> &IndexVec<PackageId, Package> {
        &self.packages
    }

    /// The shapes of the facts.
    #[must_use]
    pub fn records(&self) -> &IndexVec<RecordId, Record> {
        &self.records
    }

    /// The enumerations that constants are of.
    #[must_use]
    pub fn enumerations(&self) -> &IndexVec<EnumerationId, Choices> {
        &self.enumerations
    }

    /// Derived fields and named conditions; each calls only earlier ones, so evaluation ends.
    #[must_use]
    pub fn definitions(&self) -> &IndexVec<DefinitionId, Definition> {
        &self.definitions
    }

    /// The policies; each refers only to earlier ones.
    #[must_use]
    pub fn policies(&self) -> &IndexVec<PolicyId, Policy> {
        &self.policies
    }

    /// Policies that follow each other, each policy in one lifecycle at most.
    #[must_use]
    pub fn lifecycles(&self) -> &IndexVec<LifecycleId, Lifecycle> {
        &self.lifecycles
    }

    /// The tests of the packages.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// What is known of the services.
    #[must_use]
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// The program with what is known of the services, for all accounts that it judges.
    #[must_use]
    pub fn with_services(mut self, services: Services) -> Self {
        self.services = services;
        self
    }

    /// The program without its tests.
    #[must_use]
    pub fn without_tests(mut self) -> Self {
        self.tests.clear();
        self
    }

    /// The program with other names for its files, in their order.
    #[must_use]
    pub fn with_file_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.files.iter_mut().zip(names).for_each(|(file, name)| *file = name);
        self
    }

    /// Adds tests, each with the file that it is from.
    ///
    /// # Errors
    /// If a test is not sound; the program is then as it was.
    pub fn add_tests(
        &mut self,
        files: impl IntoIterator<Item = (String, Vec<Test>)>,
    ) -> Result<(), InvalidProgram> {
        let (file_count, test_count) = (self.files.len(), self.tests.len());
        for (file, tests) in files {
            self.files.push(file);
            self.tests.extend(tests);
        }
        verify(self).inspect_err(|_| {
            self.files.truncate(file_count);
            self.tests.truncate(test_count);
        })
    }

    /// The shape of the service of a package, if it declares one.
    #[must_use]
    pub(crate) fn service_of(&self, package: PackageId) -> Option<RecordId> {
        self.packages.get(package)?.service
    }

    /// The service of a package, if it declares one, of which nothing is known.
    pub(crate) fn nothing_of_service(&self, package: PackageId) -> Option<Value> {
        let record = self.service_of(package)?;
        Some(Value::Record(vec![Value::Unknown; self.records[record].fields.len()]))
    }

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
    /// What people are shown instead of the names of outcomes, of those that have words.
    pub outcomes: Vec<Worded>,
    /// The shape of `account`.
    pub account: RecordId,
    /// The shape of `request`, if it is declared.
    pub request: Option<RecordId>,
    /// The shape of `service`, if it is declared: single values, sets, and records of such.
    pub service: Option<RecordId>,
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
