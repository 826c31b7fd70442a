//! Notices: what the holder is told before the outcome. Each is lowered to a requirement, so that whatever judges requirements
//! waits for it.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::expression::time_compare::edge;
use crate::check::flow::agree::has_case;
use crate::check::policy::message::Context;
use crate::check::reports::words;
use crate::check::state::{Reference, Scope};
use crate::diagnostic::messages::{check_phrases, check_stages, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::entailment::constant;
use crate::ir::{
    self, Condition, ConditionKind, Constant, Edge, Length, Notice, NoticeOrigins, Place, Requirement, Root,
    Term, Type,
};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, PhraseWord};

impl<'a> Checker<'a> {
    pub(super) fn notice(
        &mut self,
        written: &'a ast::Notify,
        policy: &ir::Policy,
        scope: &Scope,
    ) -> Built<Requirement> {
        if policy.trigger == ir::Trigger::Request {
            self.report(on_request(written));
        }
        let before = self.current.poisoned.len();
        let notice = self.notice_alone(written, scope);
        let context = Context {
            witnesses: None,
            clears: false,
            is_notice: true,
            whole: written.whole,
            poisoned: self.current.poisoned.get(before).copied(),
        };
        let messages = self.messages(&written.name, &written.messages, context, scope);
        let notice = notice?;
        Ok(Requirement {
            name: written.name.text.clone(),
            group: None,
            condition: notice.condition(),
            messages,
            is_final: false,
            law: written.law.as_ref().map(|law| law.value.clone()),
            otherwise: None,
            ways: Vec::new(),
            notice: Some(notice),
        })
    }

    /// What a notice says besides its messages.
    fn notice_alone(&mut self, written: &'a ast::Notify, scope: &Scope) -> Built<Notice> {
        let before = self.length_of_notice(&written.before, scope);
        let at_most = written.at_most.as_ref().map(|at_most| self.length_of_notice(at_most, scope));
        let since = self.counted_since(&written.since, scope);
        let shown = self.shown_by(written, scope);
        let (before, at_most) = (before?, at_most.transpose()?);
        if let Some(at_most) = &at_most {
            self.check_span(written, &before, at_most)?;
        }
        let (shown_by, filter, sent) = shown?;
        Ok(Notice {
            shown_by,
            filter,
            sent,
            since: since?,
            before,
            at_most,
            zone: self.zone_of(scope.package),
            origins: NoticeOrigins {
                before: written
                    .before
                    .span
                    .to(written.at_most.as_ref().map_or(written.before.span, |it| it.span))
                    .into(),
                since: written.since.span.into(),
                shown_by: written.shown_by.span.into(),
            },
        })
    }

    fn length_of_notice(&mut self, written: &'a ast::Expr, scope: &Scope) -> Built<Term> {
        let term = match self.length(written, scope)? {
            By::Known(length) => Term::Constant(Constant::Length(length)),
            By::Given(term) => term,
        };
        if has_case(&term) {
            return Err(self.report(case_of_notice(written.span)));
        }
        Ok(term)
    }

    /// The instant after which a notice has to be sent; of a day its last.
    fn counted_since(&mut self, written: &'a ast::Expr, scope: &Scope) -> Built<Term> {
        let since = self.present(written, scope, Some(&Type::Time))?;
        if matches!(since.term, Term::Now) {
            return Err(self.report(now_in_notice(written.span)));
        }
        if !since.ty.is_moment() {
            return Err(self.wrong_type(written.span, nouns::a_time(), words(&since.ty)));
        }
        self.check_one_move(&since, written.span)?;
        if has_case(&since.term) {
            return Err(self.report(case_of_notice(written.span)));
        }
        let zone = self.zone_of(scope.package);
        Ok(if since.ty == Type::Date { edge(since.term, Edge::End, zone) } else { since.term })
    }

    /// The collection that shows a notice, which of its elements do, and the field that says when it was sent.
    fn shown_by(
        &mut self,
        written: &'a ast::Notify,
        scope: &Scope,
    ) -> Built<(Place, Option<Condition>, u32)> {
        let noun = PhraseWord { path: written.shown_by.clone(), after_or: false };
        let (_, collection, record) = self.noun(&[noun], written.shown_by.span, scope)?;
        let inner = scope.with_element(record);
        let sent = match &written.at {
            Some(name) => {
                let place = Place { root: Root::Element(0), fields: Vec::new() };
                match self.walk(place, record, std::slice::from_ref(name), &inner)? {
                    Reference::Value(value) => (value, name.span),
                    Reference::Condition(_) => {
                        return Err(self.wrong_type(name.span, nouns::a_time(), nouns::a_condition()));
                    }
                }
            }
            None => {
                self.check_dated(&written.shown_by, record)?;
                (self.dated_by(&written.shown_by, record)?, written.shown_by.span)
            }
        };
        let (sent, at) = sent;
        if sent.ty != Type::Time {
            return Err(self.wrong_type(at, nouns::a_time(), words(&sent.ty)));
        }
        let Term::Field(Place { root: Root::Element(0), fields }) = sent.term else {
            return Err(self.report(derived_in_notice(at)));
        };
        let [field] = fields.as_slice() else { return Err(self.report(derived_in_notice(at))) };
        let field = *field;
        let filter = written.filter.as_ref().map(|filter| self.condition(filter, &inner));
        Ok((collection, filter, field))
    }

    /// Asks for `at FIELD` where elements have several times, and none of them is the one that they are dated by.
    fn check_dated(&mut self, shown_by: &ast::Path, record: ir::RecordId) -> Built<()> {
        let fields = self.program.records[record].fields.iter();
        let times: Vec<&str> =
            fields.filter(|field| field.ty == Type::Time).map(|field| field.name.as_str()).collect();
        let declared = self.shapes[record].record;
        let [first, _, ..] = times.as_slice() else { return Ok(()) };
        if declared.dated_by.is_some() {
            return Ok(());
        }
        let name = &declared.name;
        let several =
            Diagnostic::new(Code::NotDated, shown_by.span, check_phrases::which_time_dated(&name.text))
                .label(check_stages::sent_at_which_time())
                .because(name.span, check_phrases::has_times(&name.text, times.len()))
                .help(check_stages::say_at_or_dated_by(first));
        Err(self.report(several))
    }

    /// Refuses an upper bound that leaves no time to send the notice in.
    fn check_span(&mut self, written: &'a ast::Notify, before: &Term, at_most: &Term) -> Built<()> {
        let known = |term: &Term| {
            if let Term::Constant(Constant::Length(length)) = term { Some(*length) } else { None }
        };
        let (Some(least), Some(most), Some(at)) = (known(before), known(at_most), &written.at_most) else {
            return Ok(());
        };
        if is_longer(&most, &least) {
            return Ok(());
        }
        Err(self.report(
            Diagnostic::new(Code::NoticeSpan, at.span, check_stages::no_time_to_notify(&written.name.text))
                .label(check_stages::not_longer())
                .because(written.before.span, check_stages::at_least_so_long())
                .help(check_stages::longer_one_second()),
        ))
    }

    /// Refuses two notices of which one element may show both: one that is sent would count for the other.
    pub(super) fn check_notices(&mut self, written: &'a ast::Policy, policy: &ir::Policy) {
        let notices: Vec<_> = policy
            .requirements
            .iter()
            .filter_map(|it| {
                let clause = written.clauses.iter().filter_map(Clause::notice);
                let clause = clause.into_iter().find(|clause| clause.name.text == it.name)?;
                Some((clause, it.notice.as_ref()?))
            })
            .collect();
        for (at, (later, one)) in notices.iter().enumerate() {
            let both = |(_, other): &&(&ast::Notify, &Notice)| may_show_both(one, other);
            if let Some((first, _)) = notices[..at].iter().find(both) {
                self.report(shown_by_one(first, later));
            }
        }
    }
}

/// Whether one element may show both notices, as far as the forms of their conditions show.
fn may_show_both(one: &Notice, other: &Notice) -> bool {
    if one.shown_by != other.shown_by {
        return false;
    }
    let parts: Vec<Condition> = one.filter.iter().chain(&other.filter).flat_map(conjuncts).cloned().collect();
    let Some(origin) = parts.first().map(|first| first.origin) else { return true };
    constant(&Condition { kind: ConditionKind::All(parts), origin }) != Some(false)
}

/// The parts of which all must hold.
fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    if let ConditionKind::All(parts) = &condition.kind {
        parts.iter().flat_map(conjuncts).collect()
    } else {
        vec![condition]
    }
}

/// Whether a length is longer than another, wherever both are counted from.
fn is_longer(one: &Length, other: &Length) -> bool {
    let parts = [(one.months, other.months), (one.days, other.days)];
    let is_as_long = parts.iter().all(|(one, other)| one >= other) && one.micros >= other.micros;
    let is_equal = parts.iter().all(|(one, other)| one == other) && one.micros == other.micros;
    // Lengths of other units, or of other kinds, differ by the day that they are counted from.
    one.kind != other.kind || is_as_long && !is_equal || parts.iter().any(|(one, other)| one > other)
}

fn on_request(written: &ast::Notify) -> Diagnostic {
    Diagnostic::new(
        Code::NoticeOnRequest,
        written.name.span,
        check_stages::notice_on_request(&written.name.text),
    )
    .label(check_stages::nothing_to_announce())
    .note(check_stages::notices_are_before_sweeps())
    .help(check_stages::grace_or_message())
}

fn shown_by_one(first: &ast::Notify, later: &ast::Notify) -> Diagnostic {
    let at = later.filter.as_ref().map_or(later.shown_by.span, |filter| filter.span);
    let before = first.filter.as_ref().map_or(first.shown_by.span, |filter| filter.span);
    Diagnostic::new(Code::NoticesOverlap, at, check_stages::shown_by_one(&first.name.text, &later.name.text))
        .label(check_stages::may_be_true_of_it())
        .because(before, check_stages::where_this_is_true())
        .note(check_stages::one_would_count_for_both())
        .help(check_stages::tell_them_apart())
}

fn now_in_notice(now: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongType, now, check_stages::counted_since_now())
        .label(check_stages::never_after_now())
        .help(check_stages::since_the_holder_acted())
}

fn case_of_notice(at: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongType, at, check_stages::case_in_notice())
        .label(check_stages::chosen_by_case())
        .help(check_stages::policy_for_each_case())
}

fn derived_in_notice(at: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongType, at, check_stages::sent_is_derived())
        .label(check_stages::is_derived())
        .help(check_stages::name_given_time())
}
