//! Walks over the conditions of a tree, for tools that look for something in them.

use super::ast::{
    ChoiceKind, Clause, Disposal, Expr, ExprKind, FieldKind, File, Item, Phrase, Policy, Quantifier,
    RetainedFrom, Window, WindowKind, WithoutStart,
};

/// What is met on the way; each method does nothing unless it is written.
pub trait Visitor<'a> {
    /// An expression, before its parts.
    fn expr(&mut self, _expr: &'a Expr) {}
    /// A phrase, before its parts; `quantifier` is that of a quantified one.
    fn phrase(&mut self, _phrase: &'a Phrase, _quantifier: Option<Quantifier>) {}
    /// A window, before its parts.
    fn window(&mut self, _window: &'a Window) {}
}

/// Visits every expression, phrase and window of a file, in the order of the text within each item.
pub fn visit_file<'a>(file: &'a File, visitor: &mut dyn Visitor<'a>) {
    for item in &file.items {
        match item {
            Item::Record(record) => {
                for field in &record.fields {
                    if let FieldKind::Derived(body) = &field.kind {
                        visit_expr(body, visitor);
                    }
                }
            }
            Item::Condition(condition) => visit_expr(&condition.body, visitor),
            Item::Let(value) => visit_expr(&value.body, visitor),
            Item::Policy(policy) => visit_policy(policy, visitor),
            Item::Outcomes(_) | Item::Words(_) | Item::Calendar(_) | Item::Lifecycle(_) => {}
            Item::Fixture(_) | Item::Test(_) => {}
        }
    }
}

fn visit_policy<'a>(policy: &'a Policy, visitor: &mut dyn Visitor<'a>) {
    for clause in policy.all_clauses() {
        match clause {
            Clause::When(condition) => visit_expr(condition, visitor),
            Clause::Group(group) => visit_expr(&group.condition, visitor),
            Clause::Require(require) => visit_expr(&require.condition, visitor),
            Clause::Warn(warn) => {
                if let Some(condition) = &warn.condition {
                    visit_expr(condition, visitor);
                }
            }
            Clause::Deadline(deadline) => {
                visit_expr(&deadline.length, visitor);
                visit_expr(&deadline.after, visitor);
                visit_expr(&deadline.met_by, visitor);
            }
            Clause::Notify(notify) => {
                visit_expr(&notify.before, visitor);
                notify.at_most.iter().for_each(|at_most| visit_expr(at_most, visitor));
                visit_expr(&notify.since, visitor);
                notify.filter.iter().for_each(|filter| visit_expr(filter, visitor));
            }
            Clause::Grace(grace) => {
                visit_expr(&grace.length, visitor);
                visit_expr(&grace.after, visitor);
                if let Some(phrase) = &grace.cancelled_by {
                    visit_phrase(phrase, None, visitor);
                }
            }
            Clause::Data(data) => {
                for rule in &data.rules {
                    match &rule.disposal {
                        Disposal::Retain(retained) => {
                            visit_period(&retained.length, &retained.start, visitor);
                            match &retained.without {
                                Some(WithoutStart::For(length, start, _)) => {
                                    visit_period(length, start, visitor);
                                }
                                Some(WithoutStart::NoEnd(_)) | None => {}
                            }
                        }
                        Disposal::Erase
                        | Disposal::Forfeit
                        | Disposal::Anonymise(_)
                        | Disposal::Keep
                        | Disposal::Tell => {}
                    }
                    rule.condition.iter().for_each(|condition| visit_expr(condition, visitor));
                    rule.copies.iter().for_each(|copies| visit_expr(&copies.within, visitor));
                }
                for hold in &data.holds {
                    visit_expr(&hold.condition, visitor);
                    hold.filter.iter().for_each(|filter| visit_expr(filter, visitor));
                }
            }
            Clause::Outcome(outcome) => {
                if let Some(value) = &outcome.value {
                    visit_expr(value.expr(), visitor);
                }
            }
            Clause::Title(_) | Clause::Step(_) | Clause::AsksNothing(_) => {}
        }
    }
}

fn visit_period<'a>(length: &'a Expr, start: &'a RetainedFrom, visitor: &mut dyn Visitor<'a>) {
    visit_expr(length, visitor);
    match start {
        RetainedFrom::Time(start) => visit_expr(start, visitor),
        RetainedFrom::Leaving(_) => {}
    }
}

/// Visits an expression and everything in it.
pub fn visit_expr<'a>(expr: &'a Expr, visitor: &mut dyn Visitor<'a>) {
    visitor.expr(expr);
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Path(_) | ExprKind::Now | ExprKind::Error(_) => {}
        ExprKind::Not(inner)
        | ExprKind::Presence { subject: inner, .. }
        | ExprKind::StartsWith(inner, _)
        | ExprKind::Share(_, inner)
        | ExprKind::Satisfies(inner, _)
        | ExprKind::Anchor(_, inner)
        | ExprKind::Rounded(inner, _)
        | ExprKind::WorkingDay(inner, _) => {
            visit_expr(inner, visitor);
        }
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Extreme(_, parts) => {
            parts.iter().for_each(|part| visit_expr(part, visitor));
        }
        ExprKind::IfThen(one, two)
        | ExprKind::Compare(_, one, two)
        | ExprKind::In(one, two)
        | ExprKind::Product(one, two)
        | ExprKind::Sum(_, one, two)
        | ExprKind::Anniversary(one, two) => {
            visit_expr(one, visitor);
            visit_expr(two, visitor);
        }
        ExprKind::Case(case) => {
            case.keys.iter().for_each(|key| visit_expr(key, visitor));
            for row in &case.rows {
                let choices = row.patterns.iter().flat_map(|pattern| &pattern.choices);
                choices.for_each(|choice| visit_choice(&choice.kind, visitor));
                visit_expr(&row.value, visitor);
            }
        }
        ExprKind::OneOf { subject, values, .. } => {
            visit_expr(subject, visitor);
            values.iter().for_each(|value| visit_expr(value, visitor));
        }
        ExprKind::Quantified(quantifier, phrase) => visit_phrase(phrase, Some(*quantifier), visitor),
        ExprKind::EverySatisfies(phrase, claim) => {
            visit_phrase(phrase, Some(Quantifier::Every), visitor);
            visit_expr(claim, visitor);
        }
        ExprKind::Aggregate(_, phrase) => visit_phrase(phrase, None, visitor),
        ExprKind::Window(subject, window) => {
            visit_expr(subject, visitor);
            visit_window(window, visitor);
        }
    }
}

fn visit_choice<'a>(choice: &'a ChoiceKind, visitor: &mut dyn Visitor<'a>) {
    match choice {
        ChoiceKind::Any | ChoiceKind::Absent => {}
        ChoiceKind::Value(value)
        | ChoiceKind::Below(value)
        | ChoiceKind::From(value)
        | ChoiceKind::Until(value) => visit_expr(value, visitor),
        ChoiceKind::Range(from, to) => {
            visit_expr(from, visitor);
            visit_expr(to, visitor);
        }
    }
}

fn visit_phrase<'a>(phrase: &'a Phrase, quantifier: Option<Quantifier>, visitor: &mut dyn Visitor<'a>) {
    visitor.phrase(phrase, quantifier);
    if let Some(window) = &phrase.window {
        visit_window(window, visitor);
    }
    if let Some(filter) = &phrase.filter {
        visit_expr(filter, visitor);
    }
}

fn visit_window<'a>(window: &'a Window, visitor: &mut dyn Visitor<'a>) {
    visitor.window(window);
    match &window.kind {
        WindowKind::Ago(_, length) | WindowKind::InTheNext(length) => visit_expr(length, visitor),
        WindowKind::Beside(_, _, length, anchor) => {
            visit_expr(length, visitor);
            visit_expr(anchor, visitor);
        }
        WindowKind::Edge(_, anchor) => visit_expr(anchor, visitor),
        WindowKind::Between(from, to) => {
            visit_expr(from, visitor);
            visit_expr(to, visitor);
        }
    }
}
