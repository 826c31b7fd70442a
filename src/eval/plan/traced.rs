//! What the lines of a plan looked at, for each item that they are applied to.

use super::keys::path_by_keys;
use super::{Found, Lines};
use crate::eval::evaluator::Evaluator;
use crate::eval::place::Env;
use crate::eval::recording::Recording;
use crate::eval::trace::{Traced, Tracer};
use crate::ir::{Placed, PolicyId, Truth, Zone};

/// An item, and what was looked at for it.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedItem<'a> {
    /// Its path, by places.
    pub path: String,
    /// The same by keys, where they tell elements apart.
    pub by_key: String,
    /// Whether its lines say who is told.
    pub tells: bool,
    /// The conditions of the lines up to the one that decides, and what rows of their values were chosen by.
    pub conditions: Vec<Traced<'a>>,
}

impl<'a> Evaluator<'a> {
    /// For each item of a policy's plan what its lines looked at.
    pub(in crate::eval) fn traced_plan(
        &self,
        policy: PolicyId,
        env: &Env<'_, 'a>,
        zone: Zone,
    ) -> Vec<TracedItem<'a>> {
        let lines = Lines::new(self, policy);
        let mut traced = Vec::new();
        for placed in &self.program.policies[policy].data {
            lines.items(placed, env, &mut |found| match found {
                Found::Item(path, told, env) => {
                    let by_key = path_by_keys(placed, told).unwrap_or_else(|| path.clone());
                    let conditions = lines.looked_at(placed, env, zone);
                    traced.push(TracedItem { path, by_key, tells: placed.tells(), conditions });
                }
                Found::Unknown(_) => {}
            });
        }
        traced
    }
}

impl<'a> Lines<'_, 'a> {
    fn looked_at(&self, placed: &'a Placed, env: &Env<'_, 'a>, zone: Zone) -> Vec<Traced<'a>> {
        // What was recorded is kept until all is spread out: a record is known by where it lies.
        let (mut nodes, mut ends) = (Vec::new(), Vec::new());
        for rule in &placed.rules {
            let holds = match &rule.condition {
                Some(condition) => {
                    let node = self.now.condition::<Recording>(condition, env);
                    let truth = node.truth.now();
                    nodes.push(node);
                    truth
                }
                None => Truth::True,
            };
            if holds != Truth::False {
                ends.push(self.evidence(&rule.disposal, self.now, env));
            }
            if holds == Truth::True {
                break;
            }
        }
        for it in self.holds(placed, env, false) {
            nodes.extend(self.looked_at_by(&it, env));
        }
        let mut tracer = Tracer::new(self.now, zone);
        let mut conditions: Vec<Traced<'a>> = nodes.iter().map(|node| tracer.node(node, None)).collect();
        for evidence in &ends {
            conditions.extend(tracer.chosen_by(evidence));
        }
        conditions
    }
}
