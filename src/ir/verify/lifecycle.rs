//! Whether lifecycles are what the compiler could have written.

use std::collections::HashSet;

use super::shape::name;
use super::{InvalidProgram, Verified, Verifier, each, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::{Field, Lifecycle, PackageId, PolicyId, Type};

/// The fewest policies that follow each other.
const FEWEST: usize = 2;

impl<'p> Verifier<'p> {
    pub(super) fn lifecycles(&self) -> Verified {
        let (mut names, mut stages) = (HashSet::new(), HashSet::new());
        each(&self.program.lifecycles, "lifecycles", |it| self.lifecycle(it, &mut names, &mut stages))
    }

    fn lifecycle(
        &self,
        lifecycle: &'p Lifecycle,
        names: &mut HashSet<(PackageId, &'p str)>,
        stages: &mut HashSet<PolicyId>,
    ) -> Verified {
        let within = |step: &'static str| move |error: InvalidProgram| error.at(step);
        if self.program.packages.get(lifecycle.package).is_none() {
            return refuse(verify::no_package(&lifecycle.package.to_string())).map_err(within("package"));
        }
        name(&lifecycle.name).map_err(within("name"))?;
        if !names.insert((lifecycle.package, lifecycle.name.as_str())) {
            return refuse(verify::lifecycle_name_is_taken()).map_err(within("name"));
        }
        if lifecycle.stages.len() < FEWEST {
            return refuse(verify::too_few_stages()).map_err(within("stages"));
        }
        let restart = self.program.restart_of(lifecycle);
        if !restart.is_some_and(|field: &Field| field.ty == Type::Time) {
            return refuse(verify::not_a_time_of_account()).map_err(within("restarted_by"));
        }
        let mut set = HashSet::from([lifecycle.restarted_by]);
        each(&lifecycle.stages, "stages", |&stage| {
            let policy = self.program.policies.get(stage);
            let Some(policy) = policy.filter(|policy| policy.package == lifecycle.package) else {
                return refuse(verify::no_policy_of_package());
            };
            if !stages.insert(stage) {
                return refuse(verify::stage_twice());
            }
            if !policy.sets.is_some_and(|time| set.insert(time)) {
                return refuse(verify::sets_no_time_of_its_own());
            }
            match self.program.asks_since_restart(stage, lifecycle.restarted_by) {
                true => Ok(()),
                false => refuse(verify::not_the_preconditions()),
            }
        })
    }
}
