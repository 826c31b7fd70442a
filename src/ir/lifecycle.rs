//! Policies that follow each other: each sets a time of the account, and all begin anew once the account is used again.

use serde::{Deserialize, Serialize};

use super::{
    Comparison, Condition, ConditionKind, Field, LifecycleId, Origin, PackageId, Place, PolicyId,
    Precondition, Program, Root, Term,
};

/// A lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// Index in [`Program::packages`].
    pub package: PackageId,
    /// Its name in the package.
    pub name: String,
    /// Its policies, in the order in which they act.
    pub stages: Vec<PolicyId>,
    /// The time of the account after which it begins anew: the index of its field.
    pub restarted_by: u32,
}

impl Program {
    /// `package.lifecycle`.
    #[must_use]
    pub fn lifecycle_name(&self, lifecycle: LifecycleId) -> String {
        let lifecycle = &self.lifecycles[lifecycle];
        format!("{}.{}", self.packages[lifecycle.package].name, lifecycle.name)
    }

    /// The time of the account after which a lifecycle begins anew.
    #[must_use]
    pub fn restart_of(&self, lifecycle: &Lifecycle) -> Option<&Field> {
        self.field(self.packages.get(lifecycle.package)?.account, lifecycle.restarted_by)
    }

    /// The lifecycle that a policy is a stage of.
    #[must_use]
    pub fn lifecycle_of(&self, policy: PolicyId) -> Option<&Lifecycle> {
        self.lifecycles.iter().find(|lifecycle| lifecycle.stages.contains(&policy))
    }

    /// Whether a stage asks as [`not_done`] says whether it is done; one whose time says that the account has left need not.
    pub(super) fn asks_since_restart(&self, stage: PolicyId, restarted_by: u32) -> bool {
        let policy = &self.policies[stage];
        let Some(time) = policy.sets else { return false };
        let nowhere = Origin { file: 0, start: 0, end: 0 };
        policy
            .precondition(Precondition::NotDone)
            .is_none_or(|asked| *asked == not_done((time, nowhere), Some((restarted_by, nowhere))))
    }
}

/// A time of the account.
pub(crate) fn time_of_account(field: u32) -> Term {
    Term::Field(Place { root: Root::Account, fields: vec![field] })
}

/// What says that an outcome is still to be carried out: the time that it sets is absent or, in a lifecycle, not after the one
/// that restarts it. Where that is absent nothing has begun anew: a comparison with it is false.
pub(crate) fn not_done((time, at): (u32, Origin), restarted_by: Option<(u32, Origin)>) -> Condition {
    let time = time_of_account(time);
    let of = |kind, origin| Condition { kind, origin };
    let present = of(ConditionKind::Present(time.clone()), at);
    let absent = of(ConditionKind::Not(Box::new(present)), at);
    let Some((restart, origin)) = restarted_by else { return absent };
    let earlier = ConditionKind::Compare(Comparison::LessOrEqual, time, time_of_account(restart));
    of(ConditionKind::Any(vec![absent, of(earlier, origin)]), at)
}
