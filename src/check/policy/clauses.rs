//! The clauses of a policy beside each other: those that stand once, where `when` stands, and a policy that requires
//! nothing.

use std::collections::HashMap;

use crate::check::checker::Checker;
use crate::check::reports::duplicate;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, Expr};

impl<'a> Checker<'a> {
    /// Reports clauses of one name, clauses that stand twice, and a `when` that is not the first.
    pub(in crate::check) fn check_clauses(&mut self, written: &'a ast::Policy) {
        let mut seen: HashMap<&str, &ast::Name> = HashMap::new();
        let mut once: [Option<Span>; 4] = [None; 4];
        for (at, clause) in written.clauses.iter().enumerate() {
            let (kind, span) = match clause {
                Clause::Require(ast::Require { name, .. })
                | Clause::Warn(ast::Warn { name, .. })
                | Clause::Step(ast::Step { name, .. }) => {
                    match seen.get(name.text.as_str()) {
                        Some(first) => {
                            self.report(duplicate(first.span, name));
                        }
                        None => {
                            seen.insert(&name.text, name);
                        }
                    }
                    continue;
                }
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
        let wrong = Diagnostic::new(
            Code::WhenNotFirst,
            when.span,
            "`when` does not stand first in its policy",
        )
        .label("a condition of the whole policy, or of the clause before it?")
        .note(
            "`when` selects the accounts that the policy applies to: where it is false, no clause is judged",
        );
        let own = self.own_condition(before, when);
        let first = (!has_first_when(policy)).then(|| self.when_first(policy, when)).flatten();
        let wrong = match (&own, &first) {
            (Some(own), Some(_)) => wrong.help(format!("put it first in the policy, or {}", own.say)),
            (Some(own), None) => wrong.help(own.say.clone()),
            (None, Some(_)) => wrong.help("put it first in the policy, before any other clause"),
            (None, None) => wrong.help("join it with the `when` that stands first, or leave it out"),
        };
        let wrong = match first {
            Some((span, text)) => wrong.alternative("put it first in the policy", span, text),
            None => wrong,
        };
        self.report(match own {
            Some(Own { say, span, text }) => wrong.alternative(say, span, text),
            None => wrong,
        });
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
                say: format!("write `require {}: if … then …`", require.name.text),
                span: up_to(require.condition.span.start),
                text: format!("if {condition} then {}", text(require.condition.span.start)),
            }),
            Clause::Warn(warn) if warn.condition.is_none() => Some(Own {
                say: format!("write `warn {} when …:`", warn.name.text),
                span: up_to(warn.name.span.end),
                text: format!(" when {condition}{}", text(warn.name.span.end)),
            }),
            Clause::Warn(_)
            | Clause::When(_)
            | Clause::Step(_)
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
        let has_require = written.clauses.iter().any(|clause| matches!(clause, Clause::Require(_)));
        let has_when = written.clauses.iter().any(|clause| matches!(clause, Clause::When(_)));
        if has_require || !written.whole {
            return;
        }
        match written.trigger {
            ast::Trigger::Request => self.warn(requires_nothing(&written.name, has_when)),
            ast::Trigger::Sweep if has_when => {}
            ast::Trigger::Sweep => {
                self.report(sweeps_everything(&written.name));
            }
        }
    }
}

/// The condition of a late `when` as one of the clause before it.
struct Own {
    say: String,
    span: Span,
    text: String,
}

/// The clause before the one at `at`, unless that is another `when`, or there is none.
fn before_when(policy: &ast::Policy, at: usize) -> Option<&Clause> {
    let before = policy.clauses.get(at.checked_sub(1)?)?;
    (!matches!(before, Clause::When(_))).then_some(before)
}

fn has_first_when(policy: &ast::Policy) -> bool {
    matches!(policy.clauses.first(), Some(Clause::When(_)))
}

/// A text without the space at its end; a comment there keeps its line to itself.
fn closed(text: &str) -> String {
    let text = text.trim_end();
    let ends_in_comment = text.lines().next_back().is_some_and(|line| line.contains("//"));
    if ends_in_comment { format!("{text}\n") } else { text.to_owned() }
}

/// Where the brace of a policy opens, comments before it passed over.
fn behind_brace(policy: &str) -> Option<usize> {
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

fn requires_nothing(name: &ast::Name, has_when: bool) -> Diagnostic {
    let label = match has_when {
        true => "whoever asks is eligible, if `when` is true",
        false => "whoever asks is eligible",
    };
    Diagnostic::new(Code::RequiresNothing, name.span, format!("`{}` requires nothing", name.text))
        .label(label)
        .help("add `require NAME: …` for what must hold")
}

fn sweeps_everything(name: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::SweepsEverything, name.span, format!("`{}` sweeps every account", name.text))
        .label("neither `when` nor a requirement spares any")
        .note("a sweep acts on every account that is eligible, and nobody asks for it")
        .help("add `when …` for the accounts that it is about, or `require NAME: …` for what must hold")
}

fn clause_twice(first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::SaidTwice, second, "a policy has one clause of this kind")
        .label("said a second time")
        .because(first, "said first here")
        .note("one of the two would be passed over")
        .help("join the two, or keep the one that is meant")
}
