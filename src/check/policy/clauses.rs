//! The clauses of a policy beside each other: those that stand once, where `when` stands, and a policy that requires
//! nothing.

use std::collections::HashMap;

use crate::check::checker::Checker;
use crate::check::reports::duplicate;
use crate::diagnostic::messages::{check_policies, common};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, Expr};

impl<'a> Checker<'a> {
    /// Reports clauses of one name, clauses that stand twice, and a `when` that is not the first.
    pub(in crate::check) fn check_clauses(&mut self, written: &'a ast::Policy) {
        let mut seen: HashMap<&str, &ast::Name> = HashMap::new();
        for clause in written.all_clauses() {
            for name in names_of(clause) {
                match seen.get(name.text.as_str()) {
                    Some(first) => {
                        self.report(duplicate(first.span, name));
                    }
                    None => {
                        seen.insert(&name.text, name);
                    }
                }
            }
        }
        let mut once: [Option<Span>; 6] = [None; 6];
        for (at, clause) in written.clauses.iter().enumerate() {
            let (kind, span) = match clause {
                Clause::Group(_)
                | Clause::Require(_)
                | Clause::Warn(_)
                | Clause::Step(_)
                | Clause::Deadline(_)
                | Clause::Notify(_) => continue,
                Clause::When(condition) => match before_when(written, at) {
                    Some(before) => {
                        self.report_late_when(written, before, condition);
                        continue;
                    }
                    None => (0, condition.span),
                },
                Clause::Grace(grace) => (1, grace.span),
                Clause::Outcome(outcome) => (2, outcome.name.span),
                Clause::Data(data) => (3, data.span),
                Clause::AsksNothing(span) => (4, *span),
                Clause::Title(title) => (5, title.span),
            };
            match once[kind] {
                Some(first) => {
                    self.report(clause_twice(first, span));
                }
                None => once[kind] = Some(span),
            }
        }
    }

    /// Refuses a `when` behind another clause: it reads as a condition of that clause, and is one of the policy.
    fn report_late_when(&mut self, policy: &'a ast::Policy, before: &Clause, when: &Expr) {
        let wrong = Diagnostic::new(Code::WhenNotFirst, when.span, check_policies::when_not_first())
            .label(check_policies::whole_or_clause_before())
            .note(check_policies::when_selects());
        let own = self.own_condition(before, when);
        let first = (!has_first_when(policy)).then(|| self.when_first(policy, when)).flatten();
        let wrong = match (&own, &first) {
            (Some(own), Some(_)) => wrong.help(check_policies::put_first_or(own.say.clone())),
            (Some(own), None) => wrong.help(own.say.clone()),
            (None, Some(_)) => wrong.help(check_policies::put_first_before_any()),
            (None, None) => wrong.help(check_policies::join_or_leave_out()),
        };
        let wrong = match first {
            Some((span, text)) => wrong.alternative(check_policies::put_first(), span, text),
            None => wrong,
        };
        let wrong = match own {
            Some(Own { say, span, text }) => wrong.alternative(say, span, text),
            None => wrong,
        };
        self.report(match self.group_around(policy, before, when) {
            Some((span, text)) => wrong.alternative(check_policies::make_group(), span, text),
            None => wrong,
        });
    }

    /// The edit that puts the clause before into a group of its own.
    fn group_around(&self, policy: &ast::Policy, before: &Clause, when: &Expr) -> Option<(Span, String)> {
        let required = policy.clauses.iter().filter(|clause| matches!(clause, Clause::Require(_)));
        let span = match before {
            // If nothing else is asked, the group would let everybody go whom it does not concern.
            Clause::Require(_) if required.count() == 1 => return None,
            Clause::Require(require) => require.span,
            Clause::Warn(warn) => warn.span,
            Clause::Step(step) => step.span,
            Clause::Deadline(deadline) => deadline.span,
            // A notice is in no group.
            Clause::Notify(_)
            | Clause::Title(_)
            | Clause::When(_)
            | Clause::Group(_)
            | Clause::AsksNothing(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_) => return None,
        };
        let keyword = self.keyword_before(when)?;
        let condition = self.sources.slice(when.span);
        let clause = closed(self.sources.slice(Span { end: keyword, ..span }));
        let lines: Vec<String> = clause.lines().map(str::trim_end).map(indented).collect();
        let text = format!("when {condition} {{\n    {}\n  }}", lines.join("\n").trim_start());
        Some((Span { end: when.span.end, ..span }, text))
    }

    /// The edit that puts `when` before the first clause: everything up to it, anew.
    fn when_first(&self, policy: &ast::Policy, when: &Expr) -> Option<(Span, String)> {
        let whole = self.sources.slice(policy.span);
        let open = policy.span.start + behind_brace(whole)? as u32;
        let keyword = self.keyword_before(when)?;
        let between = self.sources.slice(Span { start: open, end: keyword, ..when.span });
        let condition = self.sources.slice(when.span);
        let text = format!("\n  when {condition}\n{}", closed(between));
        Some((Span { start: open, ..when.span }, text))
    }

    /// The edit that makes the condition one of the clause before it.
    fn own_condition(&self, before: &Clause, when: &Expr) -> Option<Own> {
        let condition = self.sources.slice(when.span);
        let keyword = self.keyword_before(when)?;
        let up_to = |start: u32| Span { start, ..when.span };
        let text = |start: u32| closed(self.sources.slice(Span { start, end: keyword, ..when.span }));
        match before {
            Clause::Require(require) => Some(Own {
                say: common::write_this(&format!("require {}: if … then …", require.name.text)),
                span: up_to(require.condition.span.start),
                text: format!("if {condition} then {}", text(require.condition.span.start)),
            }),
            Clause::Warn(warn) if warn.condition.is_none() => Some(Own {
                say: common::write_this(&format!("warn {} when …:", warn.name.text)),
                span: up_to(warn.name.span.end),
                text: format!(" when {condition}{}", text(warn.name.span.end)),
            }),
            Clause::Warn(_)
            | Clause::Title(_)
            | Clause::When(_)
            | Clause::Group(_)
            | Clause::Step(_)
            | Clause::AsksNothing(_)
            | Clause::Deadline(_)
            | Clause::Notify(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_) => None,
        }
    }

    /// Where the keyword of a `when` begins; nothing where a comment stands behind it.
    fn keyword_before(&self, when: &Expr) -> Option<u32> {
        let text = &self.sources.get(when.span.file)?.text;
        let before = text.get(..when.span.start as usize)?.trim_end().strip_suffix("when")?;
        u32::try_from(before.len()).ok()
    }

    /// Reports a policy that lets everyone go: without a requirement, all of them hold.
    pub(in crate::check) fn check_requires_something(&mut self, written: &'a ast::Policy) {
        let has_require = written.all_clauses().any(|clause| matches!(clause, Clause::Require(_)));
        let has_when = written.clauses.iter().any(|clause| matches!(clause, Clause::When(_)));
        if has_require || !written.whole {
            return;
        }
        match written.trigger {
            ast::Trigger::Request if has_when => self.warn(requires_nothing_if(&written.name)),
            ast::Trigger::Request => {
                self.report(requires_nothing(&written.name));
            }
            ast::Trigger::Sweep if has_when => {}
            ast::Trigger::Sweep => {
                self.report(sweeps_everything(&written.name));
            }
        }
    }
}

/// A line one step further in; an empty one stays empty.
fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("  {line}") }
}

/// The names that a clause gives: its own, or those of the holds of a data block.
fn names_of(clause: &Clause) -> Vec<&ast::Name> {
    match clause {
        Clause::Require(ast::Require { name, .. })
        | Clause::Warn(ast::Warn { name, .. })
        | Clause::Step(ast::Step { name, .. })
        | Clause::Deadline(ast::Deadline { name, .. }) => vec![name],
        Clause::Notify(notify) => vec![&notify.name],
        Clause::Data(data) => data.holds.iter().map(|hold| &hold.name).collect(),
        Clause::Title(_) | Clause::When(_) | Clause::Group(_) | Clause::AsksNothing(_) => Vec::new(),
        Clause::Grace(_) | Clause::Outcome(_) => Vec::new(),
    }
}

/// The condition of a late `when` as one of the clause before it.
struct Own {
    say: Message,
    span: Span,
    text: String,
}

/// The clause before the one at `at`, unless that is another `when`, or there is none.
fn before_when(policy: &ast::Policy, at: usize) -> Option<&Clause> {
    let before = policy.clauses.get(..at)?.iter().rfind(|clause| !matches!(clause, Clause::Title(_)))?;
    (!matches!(before, Clause::When(_))).then_some(before)
}

fn has_first_when(policy: &ast::Policy) -> bool {
    let mut clauses = policy.clauses.iter().filter(|clause| !matches!(clause, Clause::Title(_)));
    matches!(clauses.next(), Some(Clause::When(_)))
}

/// A text without the space at its end; a comment there keeps its line to itself.
fn closed(text: &str) -> String {
    let text = text.trim_end();
    let ends_in_comment = text.lines().next_back().is_some_and(|line| line.contains("//"));
    if ends_in_comment { format!("{text}\n") } else { text.to_owned() }
}

/// Where the brace of a policy opens, comments before it passed over.
pub(in crate::check) fn behind_brace(policy: &str) -> Option<usize> {
    let mut at = 0;
    for line in policy.split_inclusive('\n') {
        let code = line.find("//").map_or(line, |comment| &line[..comment]);
        if let Some(brace) = code.find('{') {
            return Some(at + brace + 1);
        }
        at += line.len();
    }
    None
}

fn requires_nothing_if(name: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::RequiresNothing, name.span, check_policies::requires_nothing(&name.text))
        .label(check_policies::eligible_if_when())
        .help(check_policies::add_require())
}

fn requires_nothing(name: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::ReleasesEverything, name.span, check_policies::requires_nothing(&name.text))
        .label(check_policies::eligible())
        .note(check_policies::neither_holds_back())
        .help(check_policies::add_when_or_require())
}

fn sweeps_everything(name: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::SweepsEverything, name.span, check_policies::sweeps_every(&name.text))
        .label(check_policies::neither_spares())
        .note(check_policies::sweep_acts_on())
        .help(check_policies::add_when_or_require())
}

fn clause_twice(first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::SaidTwice, second, check_policies::one_clause_of_kind())
        .label(check_policies::given_second_time())
        .because(first, check_policies::given_first_here())
        .note(check_policies::one_ignored())
        .help(check_policies::join_or_keep())
}
