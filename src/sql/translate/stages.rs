//! The parts that judge.

use super::eligible_after::{ALWAYS, NEVER};
use super::judged::{EligibleAfter, Judged};
use super::rows::{self, key_column};
use super::state::Translator;
use crate::flat::Phase;
use crate::flat::layout::ID;
use crate::ir::{Comparison, Policy, Status};
use crate::sql::names::Names;
use crate::sql::tree::{Column, Expr, Extreme, FALSE, Join, Part, Select, Source, TRUE, Value};

/// What was judged: columns of the parts so far.
pub(super) struct Whole {
    pub(super) applies: Expr,
    /// In the order of the requirements.
    pub(super) truths: Vec<Expr>,
    /// Whether each deadline is overdue, if the policy applies.
    pub(super) overdue: Vec<(String, Expr)>,
    pub(super) status: Expr,
    /// The value that the outcome of an eligible account carries, over the columns of the facts.
    pub(super) outcome_value: Option<Expr>,
    /// Of everything that must hold, with its truth.
    pub(super) instants: Vec<(Expr, EligibleAfter)>,
    /// Those of [`EligibleAfter::InPhases`].
    pub(super) phases: Vec<Phase>,
    /// Whether all of them are known to be ahead.
    pub(super) now_is_known: bool,
}

impl Whole {
    fn is(&self, status: Status) -> Expr {
        Expr::compare(Comparison::Equal, self.status.clone(), Expr::text(status.word()))
    }

    /// Whether a deadline is overdue of an account to which the policy applies.
    fn is_overdue(&self, truth: &Expr) -> Expr {
        Expr::all([self.applies.clone(), truth.clone()])
    }

    /// Whether the policy applies to the account, or may.
    fn may_apply(&self) -> Expr {
        Expr::not(Expr::is_false(self.applies.clone()))
    }
}

/// What waiting may make eligible.
struct Waiting {
    /// What time does not change.
    lasting: Vec<Expr>,
    /// In each phase, the last instants before everything else holds.
    phases: Vec<(Phase, Vec<Expr>)>,
}

impl Waiting {
    /// `None` if waiting changes nothing, or no query says when.
    fn of(whole: &Whole) -> Option<Self> {
        let mut lasting = Vec::new();
        let mut phases: Vec<_> = whole.phases.iter().map(|&phase| (phase, Vec::new())).collect();
        for (truth, eligible_after) in &whole.instants {
            match eligible_after {
                EligibleAfter::Never => lasting.push(truth.clone()),
                EligibleAfter::After(instant) => {
                    phases.iter_mut().for_each(|(_, all)| all.push(instant.clone()));
                }
                EligibleAfter::InPhases(instants) => {
                    phases.iter_mut().zip(instants).for_each(|((_, all), instant)| all.push(instant.clone()));
                }
                EligibleAfter::Unsaid => return None,
            }
        }
        let waits = phases.iter().any(|(_, instants)| !instants.is_empty());
        waits.then_some(Self { lasting, phases })
    }
}

/// The parts that judge, each adding a column to the one before it.
pub(super) struct Stages {
    pub(super) parts: Vec<Part>,
    /// The columns of the first part, by the columns that they are read from.
    facts: Vec<(Column, String)>,
    part_names: Names,
    column_names: Names,
}

impl Stages {
    pub(super) fn new(translator: &mut Translator<'_>) -> Self {
        let joins = translator.account_joins();
        let facts_name = translator.part_names.fresh("facts");
        let alias = translator.rows[0].alias.clone();
        let id = rows::key_column(&alias, &translator.layout.tables[0].keys[0]);
        let select = Select {
            all_of: None,
            columns: vec![(Value::Expr(id), ID.to_owned())],
            from: translator.source(0),
            alias,
            joins,
            filter: translator.among_keys(&translator.rows[0]),
            group: Vec::new(),
        };
        let comment = vec!["what is read of each account".to_owned()];
        Self {
            parts: vec![Part { name: facts_name, comment, select }],
            facts: Vec::new(),
            part_names: std::mem::take(&mut translator.part_names),
            column_names: std::mem::take(&mut translator.column_names),
        }
    }

    /// The part of the accounts of which a condition holds.
    pub(super) fn those(&mut self, name: String, condition: Expr) -> Part {
        let filter = Some(self.over_facts(condition));
        let id = (Value::Expr(key_column(self.last(), ID)), ID.to_owned());
        let comment = vec!["the accounts that may leave".to_owned()];
        Part { name, comment, select: Select { filter, ..self.reading_last(vec![id]) } }
    }

    fn last(&self) -> &str {
        self.parts.last().map_or("", |part| part.name.as_str())
    }

    /// The expression over the columns of the part before.
    fn over_facts(&mut self, expr: Expr) -> Expr {
        let before = self.last().to_owned();
        expr.with_columns(&mut |column| {
            if column.of.is_empty() {
                return Expr::Column(Column { of: before.clone(), ..column });
            }
            let known = self.facts.iter().find(|(fact, _)| *fact == column).map(|(_, name)| name.clone());
            let name = known.unwrap_or_else(|| {
                let wanted = if column.of == self.parts[0].select.alias {
                    format!("{}.{}", column.of, column.name)
                } else {
                    column.name.clone()
                };
                let name = self.column_names.fresh(&wanted);
                let column_value = Value::Expr(Expr::Column(column.clone()));
                self.parts[0].select.columns.push((column_value, name.clone()));
                self.facts.push((column.clone(), name.clone()));
                name
            });
            let nullable = column.nullable && column.default.is_none();
            Expr::Column(Column { of: before.clone(), name, nullable, default: None })
        })
    }

    /// Adds a part that gives every column so far and one more; a constant needs none.
    pub(super) fn add(&mut self, name: &str, comment: Vec<String>, expr: Expr) -> Expr {
        let columns = self.columns(vec![(name.to_owned(), expr)]);
        self.push(name, comment, columns).swap_remove(0)
    }

    pub(super) fn judge(
        &mut self,
        name: &str,
        comment: Vec<String>,
        judged: Judged,
    ) -> (Expr, EligibleAfter) {
        let mut named = vec![(name.to_owned(), judged.truth)];
        let instants: &[Expr] = match &judged.eligible_after {
            EligibleAfter::After(instant) => std::slice::from_ref(instant),
            EligibleAfter::InPhases(instants) => instants,
            EligibleAfter::Never | EligibleAfter::Unsaid => &[],
        };
        named.extend(instants.iter().map(|instant| (format!("{name} opens after"), instant.clone())));
        let columns = self.columns(named);
        let mut columns = self.push(name, comment, columns);
        let mut instants = columns.split_off(1);
        let eligible_after = match judged.eligible_after {
            EligibleAfter::After(_) => instants.pop().map_or(EligibleAfter::Unsaid, EligibleAfter::After),
            EligibleAfter::InPhases(_) => EligibleAfter::InPhases(instants),
            other @ (EligibleAfter::Never | EligibleAfter::Unsaid) => other,
        };
        (columns.swap_remove(0), eligible_after)
    }

    fn columns(&mut self, named: Vec<(String, Expr)>) -> Vec<(Expr, Option<String>)> {
        let mut columns = Vec::new();
        for (name, expr) in named {
            let is_constant = matches!(expr, Expr::Literal(_));
            let expr = self.over_facts(expr);
            columns.push((expr, (!is_constant).then(|| self.column_names.fresh(&name))));
        }
        columns
    }

    fn push(&mut self, name: &str, comment: Vec<String>, columns: Vec<(Expr, Option<String>)>) -> Vec<Expr> {
        let before = self.last().to_owned();
        let mut given = Vec::new();
        let mut added = Vec::new();
        for (expr, column) in columns {
            let Some(column) = column else {
                given.push(expr);
                continue;
            };
            let nullable = expr.nullable();
            given.push(Expr::Column(Column {
                of: String::new(),
                name: column.clone(),
                nullable,
                default: None,
            }));
            added.push((Value::Expr(expr), column));
        }
        if !added.is_empty() {
            let name = self.part_names.fresh(name);
            let select = Select {
                all_of: Some(before.clone()),
                columns: added,
                from: Source::Part(before.clone()),
                alias: before,
                joins: Vec::<Join>::new(),
                filter: None,
                group: Vec::new(),
            };
            self.parts.push(Part { name, comment, select });
        }
        given
    }

    fn reading_last(&self, columns: Vec<(Value, String)>) -> Select {
        let last = self.last().to_owned();
        Select {
            all_of: None,
            columns,
            from: Source::Part(last.clone()),
            alias: last,
            joins: Vec::new(),
            filter: None,
            group: Vec::new(),
        }
    }

    pub(super) fn accounts(&mut self, policy: &Policy, whole: &Whole) -> Select {
        let may_apply = whole.may_apply();
        let named = |condition: fn(Expr) -> Expr| {
            let named = policy.requirements.iter().zip(&whole.truths);
            let named = named.map(|(it, truth)| {
                (Expr::all([may_apply.clone(), condition(truth.clone())]), it.name.clone())
            });
            Expr::Names(named.filter(|(when, _)| *when != FALSE).collect())
        };
        let failed = policy.requirements.iter().zip(&whole.truths);
        let instead = failed.filter_map(|(it, truth)| {
            let otherwise = it.otherwise.as_ref()?;
            Some((Expr::all([whole.is(Status::Blocked), Expr::not(truth.clone())]), Expr::text(otherwise)))
        });
        let outcome =
            std::iter::once((whole.is(Status::Eligible), Expr::text(&policy.outcome))).chain(instead);
        let eligible_after = self.eligible_after(whole);
        let outcome_value = whole.outcome_value.clone().map(|value| {
            let comment = vec!["the value that the outcome carries".to_owned()];
            self.add("carried", comment, value)
        });
        let outcome_value = outcome_value
            .map(|value| (Expr::case([(whole.is(Status::Eligible), value)], None), "outcome_value"));
        let overdue = whole.overdue.iter();
        let overdue = overdue.map(|(name, truth)| (whole.is_overdue(truth), name.clone()));
        let overdue = Expr::Names(overdue.filter(|(when, _)| *when != FALSE).collect());
        let mut columns = vec![
            (rows::key_column("", ID), ID),
            (whole.status.clone(), "status"),
            (named(Expr::not), "failed"),
            (named(Expr::is_null), "unknown"),
            (Expr::case(outcome, None), "outcome"),
        ];
        columns.extend(outcome_value);
        columns.push((eligible_after, "eligible_after"));
        if !whole.overdue.is_empty() {
            columns.push((overdue, "overdue"));
        }
        let columns = columns
            .into_iter()
            .map(|(expr, name)| (Value::Expr(self.over_facts(expr)), name.to_owned()))
            .collect();
        self.reading_last(columns)
    }

    /// The last instant at which something is still to be waited for, in the first phase in which waiting is enough, where what
    /// time does not change holds.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    fn eligible_after(&mut self, whole: &Whole) -> Expr {
        let unsaid = Expr::Case(Vec::new(), None);
        let Some(Waiting { lasting, phases }) = Waiting::of(whole) else { return unsaid };
        let comment = vec!["the last instant at which something is still to be waited for".to_owned()];
        let mut branches: Vec<(Expr, Expr)> = Vec::new();
        for (phase, instants) in phases {
            let last = match Expr::extreme(Extreme::Greatest, instants) {
                last @ (Expr::Column(_) | Expr::Literal(_)) => last,
                last => self.add("opens after", comment.clone(), last),
            };
            let is_ahead = if whole.now_is_known || phase.last == NEVER {
                TRUE
            } else {
                Expr::compare(Comparison::LessOrEqual, Expr::Now, Expr::time(phase.last))
            };
            let ever = Expr::compare(Comparison::Less, last.clone(), Expr::time(phase.last));
            let before = Expr::time(phase.first.saturating_sub(1).max(ALWAYS));
            branches
                .push((Expr::all([is_ahead, ever]), Expr::extreme(Extreme::Greatest, vec![last, before])));
        }
        let waits = Expr::all(std::iter::once(Expr::not(whole.is(Status::Eligible))).chain(lasting));
        let at = match <[_; 1]>::try_from(branches) {
            Ok([(ever, at)]) => Expr::case([(Expr::all([waits, ever]), at)], None),
            Err(branches) => Expr::case([(waits, Expr::case(branches, None))], None),
        };
        match at {
            Expr::Literal(_) => unsaid,
            at => at,
        }
    }

    pub(super) fn summary(&mut self, policy: &Policy, whole: &Whole) -> Select {
        let count = Expr::count_where;
        let mut columns = vec![(count(TRUE), "accounts".to_owned())];
        columns.extend(Status::ALL.map(|word| (count(whole.is(word)), word.word().to_owned())));
        let may_apply = whole.may_apply();
        for (requirement, truth) in policy.requirements.iter().zip(&whole.truths) {
            let when = |condition: Expr| Expr::all([may_apply.clone(), condition]);
            columns
                .push((count(when(Expr::is_false(truth.clone()))), format!("{} failed", requirement.name)));
            columns
                .push((count(when(Expr::is_null(truth.clone()))), format!("{} unknown", requirement.name)));
        }
        for (name, truth) in &whole.overdue {
            columns.push((count(whole.is_overdue(truth)), format!("{name} overdue")));
        }
        let mut names = Names::default();
        let columns = columns
            .into_iter()
            .map(|(expr, name)| (Value::Expr(self.over_facts(expr)), names.fresh(&name)))
            .collect();
        self.reading_last(columns)
    }
}
