//! Conditions, values, phrases and windows.

use pretty::DocAllocator as _;

use super::block::Entry;
use super::{Doc, Formatter, INDENT, verbatim};
use crate::source::Span;
use crate::syntax::ast::{
    Anchor, Case, CaseRow, ChoiceKind, Expr, ExprKind, Path, Phrase, Quantifier, Sign, Window, WindowKind,
};
use crate::syntax::vocabulary::{AnchorForm, ChoiceForm, Form, SuffixForm, Word};

impl<'a> Formatter<'a> {
    /// An expression with the parentheses that it was written with.
    pub(super) fn expr(&mut self, expr: &Expr) -> Doc<'a> {
        if !self.is_parenthesised(expr) {
            return self.bare(expr);
        }
        let inner = self.bare(expr).nest(INDENT).group();
        self.word("(").append(inner).append(")")
    }

    /// An expression starts where its first word does, unless a parenthesis precedes it.
    fn is_parenthesised(&self, expr: &Expr) -> bool {
        match first_part(expr) {
            Some(first) => expr.span.start < first.span.start,
            None => self.text[expr.span.range()].starts_with('('),
        }
    }

    /// What is written inside the parentheses of an expression that has no parts.
    fn written_inside(&self, span: Span) -> String {
        let mut written = verbatim::spaced(&self.text[span.range()]);
        while let Some(inner) = written.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            written = inner.trim().to_owned();
        }
        written
    }

    fn bare(&mut self, expr: &Expr) -> Doc<'a> {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Error(_) => self.word(self.written_inside(expr.span)),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Now => self.word(Word::Now.text()),
            ExprKind::Not(inner) => self.word(format!("{} ", Word::Not)).append(self.expr(inner)),
            ExprKind::And(parts) => self.junction(Word::And, parts),
            ExprKind::Or(parts) => self.junction(Word::Or, parts),
            ExprKind::IfThen(premise, conclusion) => {
                let premise = self.word(format!("{} ", Word::If)).append(self.expr(premise).nest(INDENT));
                let joint = self.joint(conclusion.span.start, self.arena.line());
                premise.append(joint).append(format!("{} ", Word::Then)).append(self.expr(conclusion))
            }
            ExprKind::Quantified(quantifier, phrase) => {
                self.word(quantified(*quantifier)).append(self.phrase(phrase))
            }
            ExprKind::EverySatisfies(phrase, claim) => {
                let phrase = self.word(format!("{} ", Word::Every)).append(self.phrase(phrase));
                let joint = self.joint(claim.span.start, self.arena.line());
                phrase.append(joint).append(format!("{} ", Word::Satisfies)).append(self.expr(claim))
            }
            ExprKind::Aggregate(aggregate, phrase) => {
                let word = aggregate.word.form().text();
                let what = match &aggregate.field {
                    Some(field) => format!("{word} {field} {} ", Word::Of),
                    None => format!("{word} {} ", Word::Of),
                };
                self.word(what).append(self.phrase(phrase))
            }
            ExprKind::Extreme(word, operands) => {
                let operands: Vec<Doc<'a>> = operands.iter().map(|operand| self.expr(operand)).collect();
                let operands = self.list(operands).nest(INDENT);
                self.word(format!("{} (", word.form().text())).append(operands).append(")")
            }
            ExprKind::Compare(comparison, left, right) => self.infix(left, &comparison.text(), right),
            ExprKind::In(member, set) => self.infix(member, &SuffixForm::In.text(), set),
            ExprKind::Share(percent, of) => {
                let percent = self.written(percent.span);
                self.word(format!("{percent} % {} ", Word::Of)).append(self.expr(of))
            }
            ExprKind::Product(left, right) => self.infix(left, "*", right),
            ExprKind::Sum(Sign::Plus, left, right) => self.infix(left, "+", right),
            ExprKind::Sum(Sign::Minus, left, right) => self.infix(left, "-", right),
            ExprKind::Anchor(anchor, of) => self.word(anchored(*anchor)).append(self.expr(of)),
            ExprKind::Anniversary(of, after) => {
                let form = AnchorForm::AnniversaryOf.text();
                let of = self.word(format!("{form} ")).append(self.expr(of));
                of.append(format!(" {} ", Word::After)).append(self.expr(after))
            }
            ExprKind::Rounded(of, rounding) => {
                self.expr(of).append(self.word(format!(" {}", rounding.form().text())))
            }
            ExprKind::WorkingDay(of, calendar) => {
                let moved = format!(" {} {} a {} {}", Word::Moved, Word::To, Word::Working, Word::Day);
                let of = self.expr(of).append(self.word(moved));
                match calendar {
                    Some(calendar) => of.append(format!(" {} ", Word::Of)).append(self.path(calendar)),
                    None => of,
                }
            }
            ExprKind::OneOf { subject, values, negated } => {
                let is = if *negated { SuffixForm::IsNotOneOf } else { SuffixForm::IsOneOf };
                let subject = self.expr(subject).append(format!(" {} ", is.text()));
                let values: Vec<Doc<'a>> = values.iter().map(|value| self.expr(value)).collect();
                subject.append(self.list(values).nest(INDENT))
            }
            ExprKind::Presence { subject, present } => {
                let is = if *present { SuffixForm::IsPresent } else { SuffixForm::IsAbsent };
                self.expr(subject).append(format!(" {}", is.text()))
            }
            ExprKind::Case(case) => self.case(case),
            ExprKind::Window(subject, window) => {
                let subject = self.expr(subject);
                subject.append(" ").append(self.window(window))
            }
            ExprKind::StartsWith(subject, prefix) => {
                let prefix = self.text[prefix.span.range()].to_owned();
                self.expr(subject).append(format!(" {} {prefix}", SuffixForm::StartsWith.text()))
            }
            ExprKind::Satisfies(subject, policy) => {
                let subject = self.expr(subject);
                let satisfies = format!(" {} ", SuffixForm::Satisfies.text());
                subject.append(satisfies).append(self.path(policy))
            }
        }
    }

    /// A case on one line, if it was written on one and fits, and otherwise with a line for each row.
    fn case(&mut self, case: &Case) -> Doc<'a> {
        let keys: Vec<Doc<'a>> = case.keys.iter().map(|key| self.expr(key)).collect();
        let keys = self.arena.intersperse(keys, self.word(", "));
        let head = self.word(format!("{} ", Word::Case)).append(keys).append(" ");
        let last = case.keys.last().map_or(case.span.start, |key| key.span.end);
        let braces = (self.next_word(last as usize), self.end_of(case.span) - 1);
        if self.is_on_a_line(braces) && !case.rows.is_empty() {
            let rows = case.rows.iter().map(|row| self.row(row)).collect();
            return head.append(self.on_a_line("", rows));
        }
        let rows = case.rows.iter().map(|row| Entry::new(row.span, row)).collect();
        self.braced(head, rows, braces, Self::row)
    }

    fn row(&mut self, row: &CaseRow) -> Doc<'a> {
        let patterns = row.patterns.iter().map(|pattern| {
            let choices = pattern.choices.iter().map(|choice| self.choice(&choice.kind));
            choices.collect::<Vec<_>>().join(&format!(" {} ", Word::Or))
        });
        let patterns = patterns.collect::<Vec<_>>().join(", ");
        let row_doc = self.word(format!("{patterns}: ")).append(self.expr(&row.value));
        match &row.law {
            Some(law) => row_doc.append(self.word(format!("  {} {}", Word::Law, self.written(law.span)))),
            None => row_doc,
        }
    }

    fn choice(&self, choice: &ChoiceKind) -> String {
        match choice {
            ChoiceKind::Any => "_".to_owned(),
            ChoiceKind::Absent => ChoiceForm::Absent.text(),
            ChoiceKind::Value(value) => self.written(value.span),
            ChoiceKind::Below(bound) => format!("{} {}", ChoiceForm::Below.text(), self.written(bound.span)),
            ChoiceKind::From(bound) => format!("{} {}", ChoiceForm::From.text(), self.written(bound.span)),
            ChoiceKind::Until(bound) => format!("{} {}", ChoiceForm::Until.text(), self.written(bound.span)),
            ChoiceKind::Range(from, to) => {
                format!("{} {} {}", self.written(from.span), ChoiceForm::To.text(), self.written(to.span))
            }
        }
    }

    fn infix(&mut self, left: &Expr, between: &str, right: &Expr) -> Doc<'a> {
        let left = self.expr(left);
        left.append(format!(" {between} ")).append(self.expr(right))
    }

    /// `and` and `or` are at the starts of lines.
    fn junction(&mut self, word: Word, parts: &[Expr]) -> Doc<'a> {
        let mut doc = self.nothing();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                let joint = self.joint(part.span.start, self.arena.line());
                doc = doc.append(joint).append(format!("{word} "));
            }
            doc = doc.append(self.expr(part));
        }
        doc
    }

    pub(super) fn path(&self, path: &Path) -> Doc<'a> {
        self.word(path.to_string())
    }

    pub(super) fn phrase(&mut self, phrase: &Phrase) -> Doc<'a> {
        let or = format!(" {} ", Word::Or);
        let mut doc = self.nothing();
        for (at, word) in phrase.words.iter().enumerate() {
            let before = match (at, word.after_or) {
                (0, _) => "",
                (_, true) => &or,
                (_, false) => " ",
            };
            doc = doc.append(self.word(before.to_owned())).append(self.path(&word.path));
        }
        if let Some(window) = &phrase.window {
            doc = doc.append(" ").append(self.window(window));
        }
        if let Some(filter) = &phrase.filter {
            let joint = self.joint(filter.span.start, self.arena.line());
            let filter = self.expr(filter).nest(INDENT).group();
            doc = doc.append(joint.append(format!("{} ", Word::Where)).append(filter).nest(INDENT));
        }
        doc
    }

    fn window(&mut self, window: &Window) -> Doc<'a> {
        let form = window.kind.form();
        let length = |formatter: &mut Self, by: &Expr| {
            formatter.word(format!("{} ", form.text())).append(formatter.expr(by))
        };
        match &window.kind {
            WindowKind::InTheNext(by) => length(self, by),
            WindowKind::Ago(distance, by) => {
                let last = distance.last().map_or_else(String::new, |last| format!(" {last}"));
                length(self, by).append(last)
            }
            WindowKind::Beside(_, side, by, anchor) => {
                length(self, by).append(format!(" {} ", side.word())).append(self.expr(anchor))
            }
            WindowKind::Edge(_, anchor) => self.word(format!("{} ", form.text())).append(self.expr(anchor)),
            WindowKind::Between(from, to) => {
                let from = self.word(format!("{} ", form.text())).append(self.expr(from));
                from.append(format!(" {} ", Word::And)).append(self.expr(to))
            }
        }
    }
}

/// The part that an expression starts with, where that is another expression.
fn first_part(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.first(),
        ExprKind::Compare(_, first, _) | ExprKind::In(first, _) => Some(first),
        ExprKind::Sum(_, first, _) | ExprKind::Product(first, _) => Some(first),
        ExprKind::WorkingDay(first, _) | ExprKind::Rounded(first, _) => Some(first),
        ExprKind::Window(first, _) | ExprKind::StartsWith(first, _) | ExprKind::Satisfies(first, _) => {
            Some(first)
        }
        ExprKind::OneOf { subject, .. } | ExprKind::Presence { subject, .. } => Some(subject),
        ExprKind::Literal(_)
        | ExprKind::Path(_)
        | ExprKind::Now
        | ExprKind::Not(_)
        | ExprKind::IfThen(..)
        | ExprKind::Quantified(..)
        | ExprKind::EverySatisfies(..)
        | ExprKind::Aggregate(..)
        | ExprKind::Case(_)
        | ExprKind::Anchor(..)
        | ExprKind::Anniversary(..)
        | ExprKind::Extreme(..)
        | ExprKind::Share(..)
        | ExprKind::Error(_) => None,
    }
}

fn anchored(anchor: Anchor) -> String {
    match anchor {
        Anchor::Edge(edge, period) => {
            format!("{} {} {} ", edge.form().text(), period.form().text(), Word::Of)
        }
        Anchor::Date => format!("{} ", AnchorForm::DateOf.text()),
        Anchor::Next(day) => {
            format!("{} {:02}-{:02} {} ", AnchorForm::Next.text(), day.month, day.day, Word::After)
        }
    }
}

fn quantified(quantifier: Quantifier) -> String {
    let form = quantifier.form().text();
    match quantifier {
        Quantifier::No | Quantifier::Some | Quantifier::Every => format!("{form} "),
        Quantifier::AtLeast(count) | Quantifier::AtMost(count) | Quantifier::Exactly(count) => {
            format!("{form} {count} ")
        }
    }
}
