//! The outcomes of a package: declared in `outcomes { … }`, and named by `outcome` and `otherwise`. Every outcome of a
//! policy of the package is in that list, so that whoever acts on a verdict knows all of them.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::policy::leaving::is_plainly_leaving;
use crate::check::reports::{of_wrong_type, words};
use crate::check::state::Scope;
use crate::check::suggest::nearest::{Candidate, near, perhaps};
use crate::diagnostic::messages::{check_names, common, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Constant, Term, Type, Unit};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, Name};

/// An outcome of a policy.
struct Use<'a> {
    /// What it is called.
    name: &'a str,
    /// Where that is written; the policy's own name where no clause says it.
    at: Span,
    /// Whether a clause says it.
    is_written: bool,
    /// Whether it can only be one that leaves: by its name, of a policy that says what becomes of the data.
    is_leaving: bool,
}

impl Use<'_> {
    /// How it is declared.
    fn declaration(&self) -> String {
        let leaves = if self.is_leaving { " leaves" } else { "" };
        format!("{}{leaves}", self.name)
    }
}

impl<'a> Checker<'a> {
    /// Refuses every outcome that its package does not declare, and links the others to their declarations.
    pub(in crate::check) fn check_outcomes(&mut self) {
        for package in self.packages.ids() {
            let uses = self.outcomes_used(package);
            if self.packages[package].outcome_blocks.is_empty() {
                self.require_outcomes(package, &uses);
                continue;
            }
            for used in &uses {
                self.check_outcome_use(package, used);
            }
        }
    }

    /// The outcomes of the policies of a package, in the order of the text.
    fn outcomes_used(&self, package: ir::PackageId) -> Vec<Use<'a>> {
        let mut uses = Vec::new();
        for item in &self.packages[package].items {
            let ast::Item::Policy(policy) = item else { continue };
            let mut has_outcome = false;
            let has_data = policy.all_clauses().any(|clause| matches!(clause, Clause::Data(_)));
            for clause in policy.all_clauses() {
                let is_own = matches!(clause, Clause::Outcome(_));
                has_outcome |= is_own;
                uses.extend(outcome_of(clause).map(|name| Use {
                    name: &name.text,
                    at: name.span,
                    is_written: true,
                    is_leaving: is_own && has_data && is_plainly_leaving(&name.text),
                }));
            }
            if !has_outcome && policy.whole {
                let at = policy.name.span;
                uses.push(Use { name: ir::DEFAULT_OUTCOME, at, is_written: false, is_leaving: has_data });
            }
        }
        uses
    }

    fn check_outcome_use(&mut self, package: ir::PackageId, used: &Use<'a>) {
        let declared = self.packages[package].outcomes.get(used.name);
        match declared.map(|declared| declared.name.span) {
            Some(to) if used.is_written => self.link(used.at, to),
            Some(to) => self.imply(used.at, to),
            None => self.report_undeclared_outcome(package, used),
        }
    }

    fn report_undeclared_outcome(&mut self, package: ir::PackageId, used: &Use<'a>) {
        // What could not be read of a block may have declared it.
        if !self.packages[package].outcome_blocks.iter().all(|block| block.whole) {
            return;
        }
        if !used.is_written {
            let wrong = not_declared(used, self.packages[package].name)
                .label(check_names::no_outcome_so_close())
                .help(check_names::write_outcome_or_declare());
            let place = self.end_of_outcomes(package, used);
            self.report(place.map_or(wrong.clone(), |(at, text)| wrong.offer(at, text)));
            return;
        }
        let wrong = not_declared(used, self.packages[package].name).label(common::not_declared());
        let wrong = match near(used.name, self.declared_outcomes(package)) {
            None => match self.end_of_outcomes(package, used) {
                Some((at, text)) => perhaps(wrong, used.at, None)
                    .because(self.last_outcomes(package).unwrap_or(at), check_names::outcomes_are_here())
                    .help(check_names::declare_it(&format!("outcomes {{ … {} }}", used.declaration())))
                    .fix(at, text),
                None => perhaps(wrong, used.at, None),
            },
            near => perhaps(wrong, used.at, near),
        };
        self.report(wrong);
    }

    /// The outcomes of a package.
    pub(in crate::check) fn declared_outcomes(
        &self,
        package: ir::PackageId,
    ) -> impl Iterator<Item = Candidate<'a>> {
        self.packages[package].outcomes.iter().map(|(name, declared)| (*name, Some(declared.name.span)))
    }

    /// Where the package declares an outcome.
    pub(in crate::check) fn outcome_declared_at(&self, package: ir::PackageId, name: &str) -> Option<Span> {
        self.packages[package].outcomes.get(name).map(|declared| declared.name.span)
    }

    /// The last block of outcomes of a package.
    fn last_outcomes(&self, package: ir::PackageId) -> Option<Span> {
        self.packages[package].outcome_blocks.last().map(|block| block.span)
    }

    /// The edit that adds a name to the end of the last block.
    fn end_of_outcomes(&self, package: ir::PackageId, used: &Use<'_>) -> Option<(Span, String)> {
        let name = used.declaration();
        let block = self.last_outcomes(package)?;
        let text = self.sources.slice(block);
        let inside = text.strip_suffix('}')?;
        let close = block.end - 1;
        let at = Span::new(block.file, close, close);
        let new = match inside.rsplit_once('\n') {
            Some((_, indent)) if indent.trim().is_empty() => format!("  {name}\n{indent}"),
            _ => format!(" {name} "),
        };
        Some((at, new))
    }

    /// Reports, once, a package that names outcomes and declares none.
    fn require_outcomes(&mut self, package: ir::PackageId, uses: &[Use<'a>]) {
        let Some(first) = uses.iter().find(|used| used.is_written) else { return };
        let mut declared: Vec<(&str, String)> = Vec::new();
        for used in uses {
            if !declared.iter().any(|(name, _)| *name == used.name) {
                let leaving = uses.iter().find(|other| other.name == used.name && other.is_leaving);
                declared.push((used.name, leaving.unwrap_or(used).declaration()));
            }
        }
        let declared: Vec<String> = declared.into_iter().map(|(_, declaration)| declaration).collect();
        let block = format!("outcomes {{ {} }}", declared.join("  "));
        let wrong = Diagnostic::new(
            Code::UndeclaredOutcome,
            first.at,
            check_names::declares_no_outcomes(self.packages[package].name),
        )
        .label(check_names::outcome_declared_before())
        .note(check_names::misspelt_outcome())
        .help(check_names::declare_behind_package(&block))
        // A block that could not be read may have declared it.
        .undeclared();
        let place = self.behind_header(first.at);
        self.report(match place {
            Some((at, is_line_end)) if is_line_end => wrong.fix(at, format!("\n\n{block}")),
            Some((at, _)) => wrong.fix(at, format!(" {block}")),
            None => wrong,
        });
    }

    /// The place behind the header of the file that holds a place, and whether a line ends there.
    fn behind_header(&self, within: Span) -> Option<(Span, bool)> {
        let file = self.files.get(within.file.0 as usize)?;
        let header = [&file.package, &file.zone].into_iter().flatten();
        let end = header.chain(&file.languages).chain(&file.uses).map(|name| name.span.end).max()?;
        let text = &self.sources.get(within.file)?.text;
        let rest = text.get(end as usize..)?;
        let line = end + rest.find('\n').unwrap_or(rest.len()) as u32;
        let behind = &text[end as usize..line as usize];
        let ends_there = behind.trim().is_empty() || behind.trim_start().starts_with("//");
        let at = if ends_there { line } else { end };
        Some((Span::new(within.file, at, at), ends_there))
    }

    /// The value that `outcome` carries: a length or an amount, which must be there.
    pub(in crate::check) fn outcome_value(
        &mut self,
        value: &'a ast::OutcomeValue,
        scope: &Scope,
    ) -> Built<ir::OutcomeValue> {
        Ok(match value {
            ast::OutcomeValue::For(length) => ir::OutcomeValue::For(match self.length(length, scope)? {
                By::Known(length) => Term::Constant(Constant::Length(length)),
                By::Given(term) => term,
            }),
            ast::OutcomeValue::Of(amount) => {
                let typed = self.present(amount, scope, None)?;
                let Type::Number(Unit::Money(currency)) = typed.ty else {
                    let wrong = of_wrong_type(amount.span, nouns::an_amount_of_money(), words(&typed.ty));
                    return Err(self.report(if typed.ty == Type::Length {
                        wrong.help(common::write_this("for"))
                    } else {
                        wrong
                    }));
                };
                ir::OutcomeValue::Of(typed.term, currency)
            }
        })
    }

    /// The condition that `outcome … until NAME` names.
    pub(in crate::check) fn check_until(&mut self, name: &'a Name, scope: &Scope) {
        if let Some(condition) = self.packages[scope.package].conditions.get(name.text.as_str()) {
            let name_of = condition.name.text.as_str();
            let key = (scope.package, None, name_of);
            // Its own mistakes are reported where it is declared.
            let _ = self.call(key, ir::Subject::Same, scope, name.span);
            return;
        }
        let conditions = self.packages[scope.package].conditions.iter();
        let known = conditions.map(|(known, it)| (*known, Some(it.name.span)));
        let near = near(&name.text, known);
        let is_near = near.is_some();
        let wrong = crate::check::suggest::nearest::unknown(name, nouns::condition(), near);
        self.report(match is_near {
            true => wrong,
            false => wrong
                .note(check_names::outcome_ends_by_condition())
                .help(check_names::declare_it(&format!("condition {} = …", name.text))),
        });
    }
}

/// The outcome that a clause names.
fn outcome_of(clause: &Clause) -> Option<&Name> {
    match clause {
        Clause::Require(require) => require.otherwise.as_ref(),
        Clause::Outcome(outcome) => Some(&outcome.name),
        Clause::Title(_)
        | Clause::When(_)
        | Clause::Group(_)
        | Clause::Warn(_)
        | Clause::Step(_)
        | Clause::AsksNothing(_)
        | Clause::Deadline(_)
        | Clause::Notify(_)
        | Clause::Grace(_)
        | Clause::Data(_) => None,
    }
}

fn not_declared(used: &Use<'_>, package: &str) -> Diagnostic {
    Diagnostic::new(Code::UndeclaredOutcome, used.at, check_names::outcome_not_declared(package, used.name))
}
