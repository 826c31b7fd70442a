//! Whether one of several conditions holds of every account. It looks at each value through the constants that it is
//! compared with, which part its range into cells, and tries every combination of cells. Conservative: `false` means "not shown".

use crate::ir::{
    AggregateKind, Body, Comparison, Condition, ConditionKind, Constant, Definition, Place, Program,
    Quantifier, RecordId, Root, Select, Subject, Term,
};

/// How many combinations are tried: more are not written by hand.
const MOST_COMBINATIONS: usize = 20_000;
/// How deep definitions are looked into.
const DEEPEST: u32 = 16;

/// Whether every account of which `premise` is true makes all of one of `alternatives` true, as far as their forms show it.
pub(in crate::check) fn covers(
    program: &Program,
    account: Option<RecordId>,
    premise: &Condition,
    alternatives: &[Vec<&Condition>],
) -> bool {
    let mut finder = Finder { program, account, variables: Vec::new() };
    let premise = finder.formula(premise, 0);
    let alternatives: Vec<Vec<Formula>> = alternatives
        .iter()
        .map(|all| all.iter().map(|condition| finder.formula(condition, 0)).collect())
        .collect();
    let variables: Vec<Cells> = finder.variables.iter().map(Variable::cells).collect();
    let mut combinations: usize = 1;
    for cells in &variables {
        combinations = combinations.saturating_mul(cells.count());
        if combinations > MOST_COMBINATIONS {
            return false;
        }
    }
    (0..combinations).all(|combination| {
        let cells = chosen(combination, &variables);
        let holds = |formula: &Formula| formula.holds(&variables, &cells);
        !holds(&premise) || alternatives.iter().any(|all| all.iter().all(holds))
    })
}

/// The cell of each variable in a combination.
fn chosen(mut combination: usize, variables: &[Cells]) -> Vec<usize> {
    let mut cells = Vec::with_capacity(variables.len());
    for variable in variables {
        cells.push(combination % variable.count());
        combination /= variable.count();
    }
    cells
}

/// A condition over variables.
enum Formula {
    Constant(bool),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// A variable compared with a number of its order.
    Compared(usize, Comparison, i128),
}

/// What a variable stands for.
#[derive(Debug, PartialEq)]
enum Subjects {
    Value(Term),
    /// Two terms that are compared with each other.
    Pair(Term, Term),
    Count(Select),
    /// Whether a value is present: every comparison of it is false if it is not.
    Presence(Term),
    /// A condition that is not looked into.
    Opaque(Condition),
}

struct Variable {
    subject: Subjects,
    /// The numbers that it is compared with.
    numbers: Vec<i128>,
    /// The texts that it is compared with, each of which stands for a number.
    texts: Vec<String>,
    /// How many values there are, from 0 on, where there are few.
    values: Option<i128>,
}

struct Finder<'p> {
    program: &'p Program,
    account: Option<RecordId>,
    variables: Vec<Variable>,
}

impl Finder<'_> {
    fn formula(&mut self, condition: &Condition, depth: u32) -> Formula {
        match &condition.kind {
            ConditionKind::Constant(value) => Formula::Constant(*value),
            ConditionKind::Not(inner) => Formula::Not(Box::new(self.formula(inner, depth))),
            ConditionKind::All(parts) => Formula::All(self.formulas(parts, depth)),
            ConditionKind::Any(parts) => Formula::Any(self.formulas(parts, depth)),
            ConditionKind::Holds(term) => self.with_constant(term, Comparison::Equal, &Constant::Bool(true)),
            ConditionKind::Present(term) => self.present(term),
            ConditionKind::Compare(comparison, left, right) => match (left, right) {
                (of, Term::Constant(constant)) => self.with_constant(of, *comparison, constant),
                (Term::Constant(constant), of) => self.with_constant(of, comparison.flipped(), constant),
                (left, right) => {
                    let compared = self.compared(Subjects::Pair(left.clone(), right.clone()), *comparison, 0);
                    Formula::All(vec![self.present(left), self.present(right), compared])
                }
            },
            ConditionKind::Quantified(quantifier, select) => {
                let (comparison, count) = match *quantifier {
                    Quantifier::AtLeast(count) => (Comparison::GreaterOrEqual, count),
                    Quantifier::AtMost(count) => (Comparison::LessOrEqual, count),
                    Quantifier::Exactly(count) => (Comparison::Equal, count),
                };
                self.compared(Subjects::Count((**select).clone()), comparison, count.into())
            }
            ConditionKind::Call(id, Subject::Same) => match self.program.definitions.get(*id) {
                Some(Definition { element: None, body: Body::Condition(body), .. }) if depth < DEEPEST => {
                    let body = body.clone();
                    self.formula(&body, depth + 1)
                }
                Some(_) | None => self.opaque(condition),
            },
            ConditionKind::Call(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Satisfies(..)
            | ConditionKind::Case(_) => self.opaque(condition),
        }
    }

    fn formulas(&mut self, parts: &[Condition], depth: u32) -> Vec<Formula> {
        parts.iter().map(|part| self.formula(part, depth)).collect()
    }

    fn opaque(&mut self, condition: &Condition) -> Formula {
        self.compared(Subjects::Opaque(condition.clone()), Comparison::Equal, 0)
    }

    /// Whether a value is present; a moved one is if what is moved is.
    fn present(&mut self, term: &Term) -> Formula {
        if let Term::Shift(of, _) = term {
            return self.present(of);
        }
        match self.may_be_absent(term) {
            true => self.compared(Subjects::Presence(term.clone()), Comparison::Equal, 0),
            false => Formula::Constant(true),
        }
    }

    fn with_constant(&mut self, of: &Term, comparison: Comparison, constant: &Constant) -> Formula {
        let at = self.variable(Subjects::Value(of.clone()));
        let variable = &mut self.variables[at];
        let number = match constant {
            Constant::Bool(value) => i128::from(*value),
            Constant::Number(units, _) => *units,
            Constant::Time(micros) => i128::from(*micros),
            Constant::Date(days) => i128::from(*days),
            Constant::Choice(_, at) => i128::from(*at),
            // Lengths are compared with nothing.
            Constant::Length(_) => 0,
            Constant::Text(text) => match variable.texts.iter().position(|known| known == text) {
                Some(known) => known as i128,
                None => {
                    variable.texts.push(text.clone());
                    variable.texts.len() as i128 - 1
                }
            },
        };
        variable.numbers.push(number);
        variable.values = match constant {
            Constant::Bool(_) => Some(2),
            Constant::Choice(id, _) => {
                self.program.enumerations.get(*id).map(|choices| choices.len() as i128)
            }
            Constant::Number(..) | Constant::Text(_) | Constant::Time(_) => None,
            Constant::Date(_) | Constant::Length(_) => None,
        };
        let compared = Formula::Compared(at, comparison, number);
        Formula::All(vec![self.present(of), compared])
    }

    fn compared(&mut self, subject: Subjects, comparison: Comparison, number: i128) -> Formula {
        let at = self.variable(subject);
        self.variables[at].numbers.push(number);
        Formula::Compared(at, comparison, number)
    }

    fn variable(&mut self, subject: Subjects) -> usize {
        if let Some(at) = self.variables.iter().position(|known| known.subject == subject) {
            return at;
        }
        let (numbers, texts, values) = (Vec::new(), Vec::new(), None);
        self.variables.push(Variable { subject, numbers, texts, values });
        self.variables.len() - 1
    }

    fn may_be_absent(&self, term: &Term) -> bool {
        match term {
            Term::Constant(_) | Term::Now | Term::Distinct(_) => false,
            Term::Field(Place { root: Root::Account, fields }) => {
                self.account.is_none_or(|record| self.program.optional_prefix(record, fields).is_some())
            }
            Term::Field(Place { root: Root::Service(package), fields }) => {
                let record = self.program.service_of(*package);
                record.is_none_or(|record| self.program.optional_prefix(record, fields).is_some())
            }
            Term::Aggregate { kind: AggregateKind::Count | AggregateKind::Sum, .. } => false,
            Term::Shift(of, _) => self.may_be_absent(of),
            Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Arithmetic(..)
            | Term::Anniversary(..)
            | Term::Moved(..)
            | Term::Case(_)
            | Term::Call(..) => true,
        }
    }
}

/// The cells that the range of a variable is parted into.
enum Cells {
    /// The constants in their order, and the gaps before, between and behind them.
    Ordered(Vec<Cell>),
    /// The first of two terms is less than the other, equal, greater.
    Pair,
    /// True, false.
    Truth,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cell {
    /// Values less than every number that is compared with, and other texts.
    Before,
    /// That number.
    At(i128),
    /// Values greater than that number, and less than the next one.
    Behind(i128),
}

impl Variable {
    fn cells(&self) -> Cells {
        match &self.subject {
            Subjects::Pair(..) => return Cells::Pair,
            Subjects::Presence(_) | Subjects::Opaque(_) => return Cells::Truth,
            Subjects::Value(_) | Subjects::Count(_) => {}
        }
        if let Some(values) = self.values {
            return Cells::Ordered((0..values).map(Cell::At).collect());
        }
        let mut numbers: Vec<i128> = self.numbers.clone();
        numbers.sort_unstable();
        numbers.dedup();
        // There are never fewer elements than none.
        let begins = matches!(self.subject, Subjects::Count(_)) && numbers.first() == Some(&0);
        let mut cells = if begins { Vec::new() } else { vec![Cell::Before] };
        for (at, &number) in numbers.iter().enumerate() {
            cells.push(Cell::At(number));
            if numbers.get(at + 1) != number.checked_add(1).as_ref() {
                cells.push(Cell::Behind(number));
            }
        }
        Cells::Ordered(cells)
    }
}

impl Cells {
    fn count(&self) -> usize {
        match self {
            Self::Ordered(cells) => cells.len(),
            Self::Pair => 3,
            Self::Truth => 2,
        }
    }

    /// Whether a value in a cell stands so to a number.
    fn compares(&self, cell: usize, comparison: Comparison, number: i128) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        match self {
            Self::Pair => comparison.holds([Less, Equal, Greater][cell]),
            Self::Truth => cell == 0,
            Self::Ordered(cells) => comparison.holds(match cells[cell] {
                Cell::Before => Less,
                Cell::At(value) => value.cmp(&number),
                Cell::Behind(value) if value >= number => Greater,
                Cell::Behind(_) => Less,
            }),
        }
    }
}

impl Formula {
    fn holds(&self, variables: &[Cells], cells: &[usize]) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Not(inner) => !inner.holds(variables, cells),
            Self::All(parts) => parts.iter().all(|part| part.holds(variables, cells)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(variables, cells)),
            Self::Compared(at, comparison, number) => {
                variables[*at].compares(cells[*at], *comparison, *number)
            }
        }
    }
}
