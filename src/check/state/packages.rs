//! What a package declares, by name.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Reported;
use crate::ir::RecordId;
use crate::source::Span;
use crate::syntax::ast;

/// Everything one package declares, by name.
#[derive(Debug, Default)]
pub(in crate::check) struct Package<'a> {
    pub(in crate::check) name: &'a str,
    /// Where a file of it says so.
    pub(in crate::check) name_at: Option<Span>,
    pub(in crate::check) languages: Vec<&'a ast::Name>,
    /// Languages in which nothing is said at all.
    pub(in crate::check) unsaid: HashSet<&'a str>,
    pub(in crate::check) zone: Option<&'a ast::Name>,
    pub(in crate::check) uses: Vec<&'a ast::Name>,
    /// The names among them of packages that do not exist.
    pub(in crate::check) unknown_uses: HashMap<&'a str, Reported>,
    pub(in crate::check) account: Option<&'a ast::Record>,
    pub(in crate::check) request: Option<&'a ast::Record>,
    pub(in crate::check) service: Option<&'a ast::Record>,
    pub(in crate::check) records: HashMap<&'a str, &'a ast::Record>,
    pub(in crate::check) conditions: HashMap<&'a str, &'a ast::ConditionItem>,
    pub(in crate::check) calendars: HashMap<&'a str, &'a ast::Calendar>,
    pub(in crate::check) lets: HashMap<&'a str, &'a ast::Let>,
    pub(in crate::check) policies: HashMap<&'a str, &'a ast::Policy>,
    pub(in crate::check) lifecycles: HashMap<&'a str, &'a ast::Lifecycle>,
    pub(in crate::check) outcomes: HashMap<&'a str, &'a ast::DeclaredOutcome>,
    /// The blocks that declare them.
    pub(in crate::check) outcome_blocks: Vec<&'a ast::Outcomes>,
    pub(in crate::check) fixtures: HashMap<&'a str, &'a ast::Fixture>,
    pub(in crate::check) items: Vec<&'a ast::Item>,
    /// The shape of its account, once shapes are declared.
    pub(in crate::check) account_shape: Option<RecordId>,
    /// The shape of its request, likewise.
    pub(in crate::check) request_shape: Option<RecordId>,
    /// The shape of its service, likewise.
    pub(in crate::check) service_shape: Option<RecordId>,
    /// All its shapes.
    pub(in crate::check) shapes: Vec<RecordId>,
}

impl<'a> Package<'a> {
    /// Whether a name is that of a condition or of a value.
    pub(in crate::check) fn is_defined(&self, name: &str) -> bool {
        self.conditions.contains_key(name) || self.lets.contains_key(name)
    }

    /// The named conditions and values, with where their names are declared.
    pub(in crate::check) fn definitions(&self) -> impl Iterator<Item = (&'a str, Option<Span>)> + '_ {
        let conditions = self.conditions.iter().map(|(name, it)| (*name, Some(it.name.span)));
        conditions.chain(self.lets.iter().map(|(name, it)| (*name, Some(it.name.span))))
    }

    /// A named condition or value: what it is called, and what it means.
    pub(in crate::check) fn defined(&self, name: &str) -> Option<(&'a ast::Name, &'a ast::Expr)> {
        let condition = self.conditions.get(name).map(|it| (&it.name, &it.body));
        condition.or_else(|| self.lets.get(name).map(|it| (&it.name, &it.body)))
    }
}
