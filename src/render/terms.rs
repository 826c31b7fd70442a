//! A package's terms as one self-contained page of HTML, in each of its languages: what a holder would be shown as the
//! published rules, each sentence with the requirement that enforces it. No script, nothing fetched.

mod words;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::analysis::Analysis;
use crate::ir::address::may_be_followed;
use crate::ir::localised::in_language;
use crate::ir::{
    DataRule, Disposal, Field, GroupId, Length, LengthKind, Lifecycle, Message, Method, Notice, Origin,
    Package, PackageId, Piece, Placed, PluralCategory, Policy, Program, Requirement, Retention, Shift,
    ShownNames, Term, Trigger, WayPart,
};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, ExprKind, Item, OutcomeValue};
use crate::syntax::vocabulary::Word;
use words::Words;

const STYLE: &str = include_str!("terms/style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The terms of the package of that name; `None` if there is none, or the policies have errors.
#[must_use]
pub fn terms_html(analysis: &Analysis, package: &str) -> Option<String> {
    let program = analysis.program.as_ref()?;
    let at = program.packages.find_id(|known| known.name == package)?;
    let terms = Terms { analysis, program, package: &program.packages[at], at };
    Some(terms.page().into_string())
}

struct Terms<'a> {
    analysis: &'a Analysis,
    program: &'a Program,
    package: &'a Package,
    at: PackageId,
}

/// What names are shown by, and the words of the page.
#[derive(Clone, Copy)]
struct Shown<'s> {
    names: &'s ShownNames,
    language: &'s str,
    words: &'static Words,
}

impl Shown<'_> {
    /// A collection of the account, by its path in it.
    fn collection(&self, name: &str) -> String {
        let path = format!("account.{name}");
        match self.names.path(&path, self.language, self.words.account) {
            Cow::Owned(words) => words,
            Cow::Borrowed(_) => name.to_owned(),
        }
    }

    fn collections(&self, names: &[String]) -> String {
        let names = names.iter().map(|name| match name.strip_prefix("account.") {
            Some(name) => self.collection(name),
            None => self.collection(name),
        });
        names.collect::<Vec<_>>().join(self.words.comma)
    }
}

impl Terms<'_> {
    /// What a policy is called: its title, or its name.
    fn title<'p>(&self, policy: &'p Policy, language: &str) -> &'p str {
        in_language(&policy.title, language).unwrap_or(&policy.name)
    }

    /// The words of an outcome.
    fn outcome(&self, name: &str, language: &str) -> Option<&str> {
        let found = self.package.outcomes.iter().find(|outcome| outcome.name == name)?;
        in_language(&found.words, language)
    }

    fn page(&self) -> Markup {
        let languages = &self.package.languages;
        let first = languages.first().map_or("en", String::as_str);
        html! {
            (DOCTYPE)
            html lang=(first) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.package.name) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    @if languages.len() > 1 {
                        nav {
                            @for language in languages {
                                a href={ "#" (language) } lang=(language) { (Words::name_of(language)) }
                            }
                        }
                    }
                    main { @for language in languages { (self.section(language)) } }
                }
            }
        }
    }

    fn section(&self, language: &str) -> Markup {
        let words = Words::of(language);
        let policies = self.program.policies.iter().filter(|policy| policy.package == self.at);
        let lifecycles = self.program.lifecycles.iter().filter(|lifecycle| lifecycle.package == self.at);
        html! {
            section id=(language) lang=(language) {
                h1 { (words.title) " " span.package { (self.package.name) } }
                @for lifecycle in lifecycles { (self.lifecycle(lifecycle, language, words)) }
                @for policy in policies { (self.policy(policy, language, words)) }
                p.zone { (words.zone) " " (self.package.zone) }
            }
        }
    }

    /// Which policies follow each other, and where each applies, with its lengths.
    fn lifecycle(&self, lifecycle: &Lifecycle, language: &str, words: &Words) -> Markup {
        let stages = lifecycle.stages.iter().map(|&stage| &self.program.policies[stage]);
        html! {
            article.lifecycle {
                h2 { (lifecycle.name) }
                @if let Some(doc) = self.doc_of_lifecycle(&lifecycle.name) { p.doc { (doc) } }
                p { (words.in_order) }
                ol {
                    @for stage in stages {
                        li {
                            strong { (self.title(stage, language)) }
                            @if let (_, Some(when)) = stage.parts_of_when() { " " (self.source(when.origin)) }
                        }
                    }
                }
                @if let Some(restart) = self.program.restart_of(lifecycle) {
                    p.sets { (words.restarted_by) " " (field(restart, language)) }
                }
            }
        }
    }

    fn policy(&self, policy: &Policy, language: &str, words: &'static Words) -> Markup {
        let trigger = match policy.trigger {
            Trigger::Request => words.on_request,
            Trigger::Sweep => words.on_sweep,
        };
        html! {
            article {
                h2 { (self.title(policy, language)) }
                @if let Some(doc) = self.doc(&policy.name) { p.doc { (doc) } }
                p.trigger { (trigger) }
                @if let (_, Some(when)) = policy.parts_of_when() {
                    p { (words.when) " " (self.source(when.origin)) }
                }
                @if !policy.steps.is_empty() {
                    h3 { (words.steps) }
                    ol {
                        @for step in &policy.steps {
                            li { (self.groups(policy, step.group, words)) (said(&step.messages, language)) }
                        }
                    }
                }
                @if policy.requirements.iter().any(|it| it.notice.is_none()) {
                    h3 { (words.refused) }
                    ol.requirements {
                        @for requirement in policy.requirements.iter().filter(|it| it.notice.is_none()) {
                            (self.requirement(policy, requirement, language, words))
                        }
                    }
                }
                @if policy.requirements.iter().any(|it| it.notice.is_some()) {
                    h3 { (words.notices) }
                    ul {
                        @for (requirement, notice) in notices(policy) {
                            li id={ (language) "-" (requirement.name) } {
                                p.message { (said(&requirement.messages, language)) }
                                p {
                                    code { (requirement.name) } " " (self.source(notice.origins.before)) " "
                                    (words.counted_from) " " (self.source(notice.origins.since))
                                }
                                (law(requirement.law.as_deref()))
                            }
                        }
                    }
                }
                @if !policy.warnings.is_empty() {
                    h3 { (words.lost) }
                    ul {
                        @for warning in &policy.warnings {
                            li {
                                (self.groups(policy, warning.group, words))
                                (said(&warning.messages, language))
                                (law(warning.law.as_deref()))
                            }
                        }
                    }
                }
                @if !policy.deadlines.is_empty() {
                    h3 { (words.deadlines) }
                    ul {
                        @for deadline in &policy.deadlines {
                            li {
                                (self.groups(policy, deadline.group, words))
                                code { (deadline.name) } " " (words.within) " " (self.source(deadline.over.origin))
                                (law(deadline.law.as_deref()))
                            }
                        }
                    }
                }
                @if policy.grace.is_some() { p { (words.grace) } }
                @if let Some(time) = self.program.time_set_by(policy) {
                    p.sets { (words.sets) " " (field(time, language)) }
                }
                @if let Some(outcome) = self.outcome_with_value(&policy.name) {
                    p.outcome {
                        (words.outcome) " "
                        @match self.outcome(&outcome.name.text, language) {
                            Some(words) => { (words) " " code.condition { (self.value_of(outcome)) } },
                            None => code.condition { (outcome.name.text) " " (self.value_of(outcome)) },
                        }
                    }
                    @for law in laws_of_rows(outcome) { (self::law(Some(law))) }
                }
                @if !policy.data.is_empty() { (self.data(policy, language, words)) }
            }
        }
    }

    /// The data as a table that a holder can read: what, what happens, how long and from when, what for, and why.
    fn data(&self, policy: &Policy, language: &str, words: &'static Words) -> Markup {
        let names = self.program.policies.find_id(|known| std::ptr::eq(known, policy));
        let names = names.map(|id| self.program.names(id)).unwrap_or_default();
        let shown = Shown { names: &names, language, words };
        html! {
            h3 { (words.data) }
            table.data {
                thead {
                    tr {
                        @for head in [words.what, words.happens, words.how_long, words.what_for, words.why] { th scope="col" { (head) } }
                    }
                }
                tbody {
                    @for placed in &policy.data {
                        @for (at, rule) in placed.rules.iter().enumerate() { (self.line(policy, placed, (at, rule), shown)) }
                    }
                }
            }
        }
    }

    fn line(
        &self,
        policy: &Policy,
        placed: &Placed,
        (at, rule): (usize, &DataRule),
        shown: Shown<'_>,
    ) -> Markup {
        let words = shown.words;
        let elements = format!("account.{}", placed.name);
        html! {
            tr {
                th scope="row" {
                    @if placed.path.is_empty() { (words.account) } @else { (shown.collection(&placed.name)) }
                    @match &rule.condition {
                        Some(condition) => { " " span.only { (words.only) " " (self.source(condition.origin)) } },
                        None if at > 0 => { " " span.only { (words.others) } },
                        None => {},
                    }
                }
                td {
                    (disposal(&rule.disposal, words))
                    @if let Disposal::Anonymise(of) = &rule.disposal { (method(of, &elements, shown)) }
                }
                td {
                    (self.period(policy, rule, &elements, shown))
                    @if let Some(within) = &rule.copies { (words.copies_gone_within) (parts(within, 0, words)) }
                }
                td { @match &rule.purpose { Some(purpose) => (purpose), None => "–" } }
                td { @match &rule.law { Some(law) => cite { (law) }, None => "–" } }
            }
        }
    }

    /// How long data are kept, and from when on that counts.
    fn period(&self, policy: &Policy, rule: &DataRule, elements: &str, shown: Shown<'_>) -> Markup {
        let words = shown.words;
        match &rule.disposal {
            Disposal::Erase | Disposal::Forfeit | Disposal::Anonymise(_) | Disposal::Inform => {
                html! { (words.at_once) }
            }
            Disposal::Keep => html! { (words.as_long_as_the_account) },
            Disposal::KeepWith(others) => html! { (words.retained_with) " " (shown.collections(others)) },
            Disposal::Retain(retention) if retention.is_after_leaving() => html! {
                (length(&retention.end, words)) " " (words.after_leaving) (then(retention, elements, shown))
            },
            Disposal::Retain(retention) => {
                let start = self.start(&policy.name, rule.origin);
                html! {
                    (length(&retention.end, words))
                    @if let Some(start) = start {
                        " " (words.from) " " code.condition { (self.analysis.sources.slice(start)) }
                    }
                    @if let Some(end) = &retention.without_start {
                        "; " (words.without_it) " " (length(end, words))
                        @if retention.after_leaving.is_some() { " " (words.after_leaving) }
                        @else if let Some(start) = self.start_without(&policy.name, rule.origin) {
                            " " (words.from) " " code.condition { (self.analysis.sources.slice(start)) }
                        }
                    }
                    (then(retention, elements, shown))
                }
            }
        }
    }

    /// Where the start of a period is written.
    fn start(&self, policy: &str, line: Origin) -> Option<Span> {
        match self.written_disposal(policy, line)? {
            ast::Disposal::Retain(retained) => Some(retained.start.span()),
            ast::Disposal::Erase
            | ast::Disposal::Forfeit
            | ast::Disposal::Anonymise(_)
            | ast::Disposal::Tell
            | ast::Disposal::Keep => None,
        }
    }

    fn written_disposal(&self, policy: &str, line: Origin) -> Option<&ast::Disposal> {
        let clauses = self.written(policy)?.clauses.iter();
        let mut rules = clauses.flat_map(|clause| match clause {
            Clause::Data(data) => data.rules.as_slice(),
            Clause::When(_) | Clause::Group(_) | Clause::Require(_) | Clause::Warn(_) | Clause::Step(_) => {
                &[]
            }
            Clause::Title(_) | Clause::Notify(_) => &[],
            Clause::AsksNothing(_) | Clause::Grace(_) | Clause::Deadline(_) | Clause::Outcome(_) => &[],
        });
        rules.find(|rule| rule.span == line.span()).map(|rule| &rule.disposal)
    }

    /// Where the start of the period is written that counts without the other one.
    fn start_without(&self, policy: &str, line: Origin) -> Option<Span> {
        match self.written_disposal(policy, line)? {
            ast::Disposal::Retain(retained) => match retained.without.as_ref()? {
                ast::WithoutStart::For(_, start, _) => Some(start.span()),
                ast::WithoutStart::NoEnd(_) => None,
            },
            ast::Disposal::Erase
            | ast::Disposal::Forfeit
            | ast::Disposal::Anonymise(_)
            | ast::Disposal::Tell
            | ast::Disposal::Keep => None,
        }
    }

    /// Which accounts a clause concerns, where it is in groups; the outermost first.
    fn groups(&self, policy: &Policy, group: Option<GroupId>, words: &Words) -> Markup {
        let mut groups: Vec<Origin> =
            policy.groups_around(group).map(|(_, group)| group.condition.origin).collect();
        groups.reverse();
        html! { @for origin in groups { p.when { (words.when) " " (self.source(origin)) } } }
    }

    fn requirement(
        &self,
        policy: &Policy,
        requirement: &Requirement,
        language: &str,
        words: &Words,
    ) -> Markup {
        let message = requirement.messages.iter().find(|message| message.language == language);
        html! {
            li id={ (language) "-" (requirement.name) } {
                (self.groups(policy, requirement.group, words))
                p.message { (said(&requirement.messages, language)) }
                @if let Some(fix) = message.and_then(|message| message.fix.as_ref()) { p.fix { "→ " (pieces(fix)) } }
                @if let Some(link) = message.and_then(|message| message.link.as_ref()) {
                    p { @if may_be_followed(link) { a href=(link) { (link) } } @else { (link) } }
                }
                @if !requirement.ways.is_empty() {
                    p { (words.ways) }
                    ul {
                        @for way in &requirement.ways {
                            li { ul { @for part in &way.parts { (part_of_way(part, language, words)) } } }
                        }
                    }
                }
                @if requirement.is_final { p.final { (words.is_final) } }
                (law(requirement.law.as_deref()))
                details {
                    summary { (words.enforced_by) " " code { (requirement.name) } }
                    (self.source(requirement.condition.origin))
                }
            }
        }
    }

    /// The text of a condition.
    fn source(&self, origin: Origin) -> Markup {
        html! { code.condition { (self.analysis.sources.slice(origin.span())) } }
    }

    /// What is done by a policy of that name, if it carries a value.
    fn outcome_with_value(&self, name: &str) -> Option<&ast::Outcome> {
        let mut outcomes = self.written(name)?.clauses.iter().filter_map(Clause::outcome);
        outcomes.find(|outcome| outcome.value.is_some())
    }

    /// The text of the value, with the word before it: `for 30d`.
    fn value_of(&self, outcome: &ast::Outcome) -> String {
        let word = match &outcome.value {
            None => return String::new(),
            Some(OutcomeValue::For(_)) => Word::For,
            Some(OutcomeValue::Of(_)) => Word::Of,
        };
        let text = outcome.value.as_ref().map_or("", |value| self.analysis.sources.slice(value.expr().span));
        format!("{word} {text}")
    }

    /// The `///` lines of a policy.
    fn doc(&self, name: &str) -> Option<&str> {
        self.written(name)?.doc.as_deref()
    }

    /// The `///` lines of a lifecycle.
    fn doc_of_lifecycle(&self, name: &str) -> Option<&str> {
        let lifecycles =
            self.items().filter_map(|item| if let Item::Lifecycle(it) = item { Some(it) } else { None });
        let mut named = lifecycles.filter(|lifecycle| lifecycle.name.text == name);
        named.next()?.doc.as_deref()
    }

    /// What the package declares.
    fn items(&self) -> impl Iterator<Item = &Item> {
        let named =
            move |file: &&ast::File| file.package.as_ref().is_some_and(|it| it.text == self.package.name);
        self.analysis.files.iter().filter(named).flat_map(|file| &file.items)
    }

    /// A policy of the package as it is written.
    fn written(&self, name: &str) -> Option<&ast::Policy> {
        let mut policies = self.items().filter_map(|item| match item {
            Item::Policy(policy) if policy.name.text == name => Some(policy),
            Item::Record(_)
            | Item::Outcomes(_)
            | Item::Words(_)
            | Item::Calendar(_)
            | Item::Condition(_)
            | Item::Let(_)
            | Item::Policy(_)
            | Item::Lifecycle(_)
            | Item::Fixture(_)
            | Item::Test(_) => None,
        });
        policies.next()
    }
}

/// The laws that the rows of an outcome's value cite.
fn laws_of_rows(outcome: &ast::Outcome) -> impl Iterator<Item = &str> {
    let case = outcome
        .value
        .as_ref()
        .and_then(|value| if let ExprKind::Case(case) = &value.expr().kind { Some(case) } else { None });
    case.into_iter().flat_map(|case| &case.rows).filter_map(|row| Some(row.law.as_ref()?.value.as_str()))
}

/// What a way requires, as a rule.
fn part_of_way(part: &WayPart, language: &str, words: &Words) -> Markup {
    let message = part.messages.iter().find(|message| message.language == language);
    html! {
        li {
            p.message { (said(&part.messages, language)) }
            @if let Some(fix) = message.and_then(|message| message.fix.as_ref()) { p.fix { "→ " (pieces(fix)) } }
            @if let Some(link) = message.and_then(|message| message.link.as_ref()) {
                p { @if may_be_followed(link) { a href=(link) { (link) } } @else { (link) } }
            }
            @if part.is_final { p.final { (words.is_final) } }
            (law(part.law.as_deref()))
        }
    }
}

/// The notices of a policy.
fn notices(policy: &Policy) -> impl Iterator<Item = (&Requirement, &Notice)> {
    policy.requirements.iter().filter_map(|it| Some((it, it.notice.as_ref()?)))
}

fn said(messages: &[Message], language: &str) -> Markup {
    let message = messages.iter().find(|message| message.language == language);
    html! { @if let Some(message) = message { (pieces(&message.text)) } }
}

/// A message as a rule: what is filled in for one account stands as a blank.
/// What goes with a number is said as of any number.
fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Count => var { "N" },
                Piece::Value(..) | Piece::Each(..) | Piece::Clears | Piece::Now | Piece::Due => var { "…" },
                Piece::Plural(plural) => @if let Some(form) = plural.form(PluralCategory::Other) { (self::pieces(&form.pieces)) },
            }
        }
    }
}

fn law(law: Option<&str>) -> Markup {
    html! { @if let Some(law) = law { p.law { cite { (law) } } } }
}

fn disposal(disposal: &Disposal, words: &Words) -> &'static str {
    match disposal {
        Disposal::Erase => words.erased,
        Disposal::Forfeit => words.forfeited,
        Disposal::Anonymise(_) => words.anonymised,
        Disposal::Keep => words.kept,
        Disposal::Inform => words.informed,
        Disposal::Retain(_) | Disposal::KeepWith(_) => words.retained,
    }
}

/// A field of the account, in words or by its name.
fn field(field: &Field, language: &str) -> Markup {
    html! {
        @match in_language(&field.words, language) {
            Some(words) => (words),
            None => code.condition { (field.name) },
        }
    }
}

/// What becomes of the fields of what is kept without the person.
fn method(method: &Method, elements: &str, shown: Shown<'_>) -> Markup {
    let words = shown.words;
    let named = |field: &String| shown.names.field(elements, field, shown.language).to_owned();
    let removed: Vec<String> = method.remove.iter().map(named).collect();
    let replaced: Vec<String> =
        method.replace.iter().map(|(field, by)| format!("{} “{by}”", named(field))).collect();
    html! {
        @if !removed.is_empty() { "; " (words.removed) " " (removed.join(", ")) }
        @if !replaced.is_empty() { "; " (words.replaced) " " (replaced.join(", ")) }
    }
}

/// What becomes of data when a period is over, unless they are erased.
fn then(retention: &Retention, elements: &str, shown: Shown<'_>) -> Markup {
    let words = shown.words;
    html! {
        @if let Some(of) = &retention.then { "; " (words.then) " " (words.anonymised) (method(of, elements, shown)) }
    }
}

/// Whether the facts say how far a moment is moved.
fn has_own_length(term: &Term) -> bool {
    match term {
        Term::Moved(..) => true,
        Term::Shift(of, _) => has_own_length(of),
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Call(..) => false,
        Term::Aggregate { .. } | Term::Distinct(_) => false,
        Term::Arithmetic(..) | Term::Anniversary(..) => false,
        Term::Case(rows) => rows.iter().any(|row| has_own_length(&row.value)),
    }
}

/// How long a period is, all that moves its last instant taken together.
fn length(until: &Term, words: &Words) -> String {
    let (mut months, mut days, mut micros, mut worked) = (0, 0, 0, 0);
    let mut term = until;
    if has_own_length(until) {
        return words.own_length.to_owned();
    }
    while let Term::Shift(of, shift) = term {
        if let Some(by) = shift.duration() {
            (months, days, micros) = (months + by.months, days + by.days, micros + by.micros);
        }
        if let Shift::WorkingDays(count, _) = shift {
            worked += count;
        }
        term = of;
    }
    let length = Length { months, days, micros, kind: LengthKind::Elapsed };
    parts(&length, worked, words)
}

/// A length by its units, with working days.
fn parts(length: &Length, worked: i32, words: &Words) -> String {
    let (months, days, mut micros) = (length.months, length.days, length.micros);
    let parts = [
        (months / 12, words.years),
        (months % 12, words.months),
        (days, words.days),
        (worked, words.working_days),
    ];
    let mut parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|&(count, [one, many])| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    for (size, unit) in [(3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s")] {
        if micros >= size {
            parts.push(format!("{} {unit}", micros / size));
            micros %= size;
        }
    }
    parts.join(" ")
}
