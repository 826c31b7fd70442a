//! Elements with a key in several collections: each of them must have a row of its own wherever it is.

use crate::check::checker::Checker;
use crate::check::policy::data::Rules;
use crate::check::state::Scope;
use crate::diagnostic::messages::check_plans;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{RecordId, Structure};
use crate::syntax::ast;

/// In how many collections a record is looked for.
const MOST: usize = 100;

impl Checker<'_> {
    /// Refuses collections that may hold an element of another one under the same key, and go or stay without asking for it.
    pub(super) fn check_shared(
        &mut self,
        written: &ast::Data,
        placed: &[Rules<'_>],
        leaves: bool,
        scope: &Scope,
    ) {
        let Some(account) = scope.account.filter(|_| written.whole) else { return };
        let has_lines = |name: &str| placed.iter().any(|known| known.name == name && !known.rules.is_empty());
        let mut seen: Vec<RecordId> = Vec::new();
        for known in placed.iter().filter(|known| !known.rules.is_empty()) {
            let Some(record) = self.program.elements_within(account, &known.path) else { continue };
            if known.path.is_empty() || self.program.records[record].key.is_none() || seen.contains(&record) {
                continue;
            }
            seen.push(record);
            let mut all = Vec::new();
            self.collections_of(record, account, account, "", false, &mut all);
            // What is reached from the account alone is asked for by another error.
            let is_lost = |(name, is_within): &&(String, bool)| {
                let is_kept = placed.iter().any(|known| known.name == *name && known.rules.is_empty());
                !has_lines(name) && (*is_within || !leaves || is_kept)
            };
            if let (Some((other, _)), Some(rule)) = (all.iter().find(is_lost), known.rules.first()) {
                let wrong = check_plans::keyed_elsewhere(&known.name, other);
                self.report(
                    Diagnostic::new(Code::KeyedElsewhere, rule.target.span, wrong)
                        .label(check_plans::may_be_there_too(other))
                        .note(check_plans::one_key_one_thing())
                        .help(check_plans::place_it(other)),
                );
            }
        }
    }

    /// The collections of a record, by their names and whether they are within elements.
    fn collections_of(
        &self,
        wanted: RecordId,
        record: RecordId,
        account: RecordId,
        prefix: &str,
        is_within: bool,
        found: &mut Vec<(String, bool)>,
    ) {
        for field in &self.program.records[record].fields {
            let (inner, is_many) = match field.ty.structure() {
                Structure::Single | Structure::Set(_) => continue,
                Structure::Many(inner) => (inner, true),
                Structure::Record(inner) => (inner, false),
            };
            if found.len() >= MOST || self.is_other_account(inner, account) {
                continue;
            }
            let name = format!("{prefix}{}", field.name);
            if inner != wanted && !self.leads_to(inner, wanted) {
                continue;
            }
            if is_many && inner == wanted {
                found.push((name.clone(), is_within));
            }
            if inner != record {
                self.collections_of(wanted, inner, account, &format!("{name}."), is_within || is_many, found);
            }
        }
    }

    /// Whether a record holds another one, at any depth.
    fn leads_to(&self, record: RecordId, wanted: RecordId) -> bool {
        let (mut open, mut seen) = (vec![record], vec![record]);
        while let Some(record) = open.pop() {
            for inner in self.program.records[record].fields.iter().filter_map(|field| field.ty.contained()) {
                if inner == wanted {
                    return true;
                }
                if !seen.contains(&inner) {
                    seen.push(inner);
                    open.push(inner);
                }
            }
        }
        false
    }
}
