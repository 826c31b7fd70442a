//! Conditions and terms as a tree of nodes, for whatever reads programs without judging by them.

use std::collections::HashSet;

use super::{
    Body, Condition, ConditionKind, DataRule, Deadline, Definition, DefinitionId, Distinct, Place, Placed,
    Policy, PolicyId, Program, Root, Select, Term,
};

/// A node of a condition or value.
#[derive(Debug, Clone, Copy)]
pub enum Node<'p> {
    /// A condition.
    Condition(&'p Condition),
    /// A term.
    Term(&'p Term),
}

/// A node directly within another.
#[derive(Debug, Clone, Copy)]
pub struct Child<'p> {
    /// The node.
    pub node: Node<'p>,
    /// The selection of whose elements it speaks, where it stands one element further in than its parent.
    pub element_of: Option<&'p Select>,
}

impl<'p> Node<'p> {
    /// The nodes directly within this one, in the order in which they are written.
    pub fn for_each_child(self, visit: &mut impl FnMut(Child<'p>)) {
        match self {
            Self::Condition(condition) => children_of_condition(&condition.kind, visit),
            Self::Term(term) => children_of_term(term, visit),
        }
    }

    /// This node and all within it, parents first. `visit` is given the selections around each node, innermost last.
    pub fn walk(self, visit: &mut impl FnMut(Self, &[&'p Select])) {
        walk(self, &mut Vec::new(), visit);
    }

    /// The selection that this node counts or sums over, if it does.
    #[must_use]
    pub fn select(self) -> Option<&'p Select> {
        match self {
            Self::Condition(Condition { kind: ConditionKind::Quantified(_, select), .. }) => Some(select),
            Self::Term(Term::Aggregate { select, .. } | Term::Distinct(Distinct::Values(select, _))) => {
                Some(select)
            }
            Self::Condition(_) | Self::Term(_) => None,
        }
    }

    /// The definition that this node calls, if it does.
    #[must_use]
    pub fn definition(self) -> Option<DefinitionId> {
        match self {
            Self::Condition(Condition { kind: ConditionKind::Call(id, _), .. })
            | Self::Term(Term::Call(id, _)) => Some(*id),
            Self::Condition(_) | Self::Term(_) => None,
        }
    }

    /// Whether a row of a case cites a law, in it or in a definition that it calls.
    #[must_use]
    pub(crate) fn cites_law_within(self, program: &'p Program) -> bool {
        let mut found = false;
        walk_called(self, program, &mut HashSet::new(), &mut |node| found |= node.cites_law());
        found
    }

    /// Whether this node is a case of which a row cites a law.
    #[must_use]
    pub fn cites_law(self) -> bool {
        match self {
            Self::Condition(Condition { kind: ConditionKind::Case(rows), .. }) => {
                rows.iter().any(|row| row.law.is_some())
            }
            Self::Term(Term::Case(rows)) => rows.iter().any(|row| row.law.is_some()),
            Self::Condition(_) | Self::Term(_) => false,
        }
    }

    /// The policy that this node asks another account to satisfy, if it does.
    #[must_use]
    pub fn policy(self) -> Option<PolicyId> {
        match self {
            Self::Condition(Condition { kind: ConditionKind::Satisfies(id, _), .. }) => Some(*id),
            Self::Condition(_) | Self::Term(_) => None,
        }
    }

    /// The place that this node reads or hands on, if it does.
    #[must_use]
    pub fn place(self) -> Option<&'p Place> {
        use super::Subject;
        let subject = match self {
            Self::Term(Term::Field(place)) => return Some(place),
            Self::Condition(Condition { kind: ConditionKind::Satisfies(_, place), .. }) => {
                return Some(place);
            }
            Self::Condition(Condition { kind: ConditionKind::Call(_, subject), .. })
            | Self::Term(Term::Call(_, subject)) => subject,
            Self::Condition(_) | Self::Term(_) => return None,
        };
        match subject {
            Subject::Same => None,
            Subject::Account(place) | Subject::Element(place) => Some(place),
        }
    }
}

fn walk<'p>(node: Node<'p>, around: &mut Vec<&'p Select>, visit: &mut impl FnMut(Node<'p>, &[&'p Select])) {
    visit(node, around);
    let mut children = Vec::new();
    node.for_each_child(&mut |child| children.push(child));
    for Child { node, element_of } in children {
        around.extend(element_of);
        walk(node, around, visit);
        if element_of.is_some() {
            around.pop();
        }
    }
}

/// A node and all within it, and within each definition that is called: each of these once, however often it is called.
fn walk_called<'p>(
    node: Node<'p>,
    program: &'p Program,
    seen: &mut HashSet<DefinitionId>,
    visit: &mut dyn FnMut(Node<'p>),
) {
    node.walk(&mut |node, _| {
        visit(node);
        if let Some(id) = node.definition().filter(|id| seen.insert(*id)) {
            walk_called(program.definitions[id].node(), program, seen, visit);
        }
    });
}

fn children_of_condition<'p>(kind: &'p ConditionKind, visit: &mut impl FnMut(Child<'p>)) {
    let mut here = |node| visit(Child { node, element_of: None });
    match kind {
        ConditionKind::Constant(_) | ConditionKind::Satisfies(..) | ConditionKind::Call(..) => {}
        ConditionKind::Holds(term) | ConditionKind::Present(term) | ConditionKind::StartsWith(term, _) => {
            here(Node::Term(term));
        }
        ConditionKind::Not(inner) => here(Node::Condition(inner)),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| here(Node::Condition(part)));
        }
        ConditionKind::Compare(_, left, right) | ConditionKind::Member(left, right) => {
            here(Node::Term(left));
            here(Node::Term(right));
        }
        ConditionKind::Quantified(_, select) => visit(filter_of(select)),
        ConditionKind::Case(rows) => {
            for row in rows {
                here(Node::Condition(&row.guard));
                here(Node::Condition(&row.value));
            }
        }
    }
}

fn children_of_term<'p>(term: &'p Term, visit: &mut impl FnMut(Child<'p>)) {
    match term {
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Call(..) => {}
        Term::Aggregate { kind: _, select, of } => {
            visit(filter_of(select));
            of.iter().for_each(|of| visit(Child { node: Node::Term(of), element_of: Some(select) }));
        }
        Term::Distinct(Distinct::Members(set)) => visit(Child { node: Node::Term(set), element_of: None }),
        Term::Distinct(Distinct::Values(select, of)) => {
            visit(filter_of(select));
            visit(Child { node: Node::Term(of), element_of: Some(select) });
        }
        Term::Arithmetic(_, left, right) | Term::Anniversary(left, right) => {
            visit(Child { node: Node::Term(left), element_of: None });
            visit(Child { node: Node::Term(right), element_of: None });
        }
        Term::Shift(of, _) => visit(Child { node: Node::Term(of), element_of: None }),
        Term::Moved(of, by, _) => {
            visit(Child { node: Node::Term(of), element_of: None });
            visit(Child { node: Node::Term(by), element_of: None });
        }
        Term::Case(rows) => {
            for row in rows {
                visit(Child { node: Node::Condition(&row.guard), element_of: None });
                visit(Child { node: Node::Term(&row.value), element_of: None });
            }
        }
    }
}

fn filter_of(select: &Select) -> Child<'_> {
    Child { node: Node::Condition(&select.filter), element_of: Some(select) }
}

impl Definition {
    /// Its body as a node.
    #[must_use]
    pub fn node(&self) -> Node<'_> {
        match &self.body {
            Body::Condition(condition) => Node::Condition(condition),
            Body::Term(term) => Node::Term(term),
        }
    }
}

impl Policy {
    /// The conditions that decide its status: its `when`, those of its groups, then its requirements.
    pub fn deciding(&self) -> impl Iterator<Item = &Condition> {
        let groups = self.groups.iter().map(|group| &group.condition);
        let requirements = self.requirements.iter().map(|requirement| &requirement.condition);
        std::iter::once(&self.when).chain(groups).chain(requirements)
    }
}

impl Deadline {
    /// Its conditions and its last instant.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        [Node::Condition(&self.begun), Node::Condition(&self.met), Node::Condition(&self.over)]
            .into_iter()
            .chain(std::iter::once(Node::Term(&self.due)))
    }
}

impl Policy {
    /// Every condition and term of its plan.
    pub fn plan_nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let holds = self.holds.iter().map(|hold| Node::Condition(&hold.condition));
        holds.chain(self.data.iter().flat_map(Placed::nodes))
    }
}

impl Placed {
    /// Every condition and term of its lines, and of which elements holds on it speak.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let filters = self.holds.iter().filter_map(|held| held.filter.as_ref()).map(Node::Condition);
        self.rules.iter().flat_map(DataRule::nodes).chain(filters)
    }

    /// Whether what is done depends on the element. It is said by the text, never by the facts.
    #[must_use]
    pub fn looks_at_elements(&self) -> bool {
        // What a hold says of an element around, every element in it is held by.
        !self.path.is_empty() && (self.is_shared || self.nodes().any(|node| reads_element(node, 0)))
    }
}

impl DataRule {
    /// Its condition, and every term.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let condition = self.condition.iter().map(Node::Condition);
        condition.chain(self.disposal.terms().map(Node::Term))
    }
}

/// Whether a node reads the element around, which lies so many selections further out.
fn reads_element(node: Node<'_>, inside: u32) -> bool {
    let reads = |place: &Place| match place.root {
        Root::Element(outwards) => outwards >= inside,
        Root::Account | Root::Request | Root::Service(_) => false,
    };
    let mut found = node.place().is_some_and(reads);
    node.for_each_child(&mut |Child { node, element_of }| {
        let selects = element_of.is_some_and(|select| reads(&select.collection));
        found = found || selects || reads_element(node, inside + u32::from(element_of.is_some()));
    });
    found
}
