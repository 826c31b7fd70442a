//! `and` and `or` behind an unparenthesised `where` or `satisfies`: a reader cannot see whether what follows is about the
//! elements or about the whole, and either reading may erase too much.

use pest::iterators::Pair;

use super::builder::{Builder, Built, end};
use super::grammar::Rule;
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported};

/// Longer readings are not written out.
const MOST_SHOWN: usize = 72;

impl Builder {
    /// Refuses a junction that a `where` takes in. `whole` is what the phrase would end otherwise.
    pub(super) fn refuse_open_filter(&mut self, filter: &Pair<'_, Rule>, whole: Option<&Pair<'_, Rule>>) {
        let Some(junctor) = open_junctor(filter) else { return };
        let of_elements = format!("where ({})", text(filter));
        let of_whole = whole.map(|whole| readings(whole, &junctor));
        let fix = format!("({})", written(filter));
        let wrong = self.open(&junctor, &of_elements, of_whole.as_deref());
        let wrong = wrong.fix(self.span(filter), fix);
        self.report(wrong);
    }

    /// Refuses a junction whose operand ends with what each element satisfies.
    pub(super) fn refuse_open_claims(&mut self, junction: &Pair<'_, Rule>) -> Built<()> {
        let mut ended = None;
        for part in junction.clone().into_inner() {
            match ended.take() {
                Some(claim) if part.as_rule() == Rule::junctor => {
                    return Err(self.refuse_open_claim(junction, &claim, &part));
                }
                _ => ended = open_claim(&part).map(|claim| (part, claim)),
            }
        }
        Ok(())
    }

    fn refuse_open_claim(
        &mut self,
        junction: &Pair<'_, Rule>,
        (operand, claim): &(Pair<'_, Rule>, Pair<'_, Rule>),
        junctor: &Pair<'_, Rule>,
    ) -> Reported {
        let from_claim = &written(junction)[claim.as_span().start() - junction.as_span().start()..];
        let of_elements = format!("satisfies ({})", spaced(from_claim));
        let of_whole = format!("({}) {} …", text(operand), text(junctor));
        let fix = format!("({})", written(operand));
        let wrong = self.open(junctor, &of_elements, Some(&of_whole));
        let wrong = wrong.fix(self.span(operand), fix);
        self.report(wrong)
    }

    fn open(&self, junctor: &Pair<'_, Rule>, of_elements: &str, of_whole: Option<&str>) -> Diagnostic {
        let wrong =
            Diagnostic::new(Code::OpenPhrase, self.span(junctor), syntax::belongs_to_either(&text(junctor)));
        wrong.label(syntax::which_is_meant()).help(match of_whole {
            Some(of_whole) => syntax::write_one_or_other(of_elements, of_whole),
            None => common::write_this(of_elements),
        })
    }
}

/// The first `and` or `or` with which an expression ends, outside parentheses.
fn open_junctor<'i>(expr: &Pair<'i, Rule>) -> Option<Pair<'i, Rule>> {
    let inner = expr.clone().into_inner().next()?;
    let mut parts = inner.clone().into_inner();
    if inner.as_rule() == Rule::if_then {
        return open_junctor(&parts.next_back()?);
    }
    parts.find(|part| part.as_rule() == Rule::junctor)
}

/// What each element satisfies, where an operand ends with it.
fn open_claim<'i>(operand: &Pair<'i, Rule>) -> Option<Pair<'i, Rule>> {
    let inner = operand.clone().into_inner().next_back()?;
    match operand.as_rule() == Rule::negation && inner.as_rule() == Rule::negation {
        true => open_claim(&inner),
        false if inner.as_rule() == Rule::quantified => {
            inner.into_inner().find(|part| part.as_rule() == Rule::negation)
        }
        false => None,
    }
}

/// The reading in which a phrase ends before a junctor.
fn readings(whole: &Pair<'_, Rule>, junctor: &Pair<'_, Rule>) -> String {
    let ended = &whole.as_str()[..junctor.as_span().start() - whole.as_span().start()];
    format!("({}) {} …", spaced(ended), text(junctor))
}

fn text(pair: &Pair<'_, Rule>) -> String {
    spaced(written(pair))
}

/// The text of a pair without the space and the comments after it.
fn written<'i>(pair: &Pair<'i, Rule>) -> &'i str {
    &pair.as_str()[..end(pair) - pair.as_span().start()]
}

/// A text on one line; a long one, and one with a comment, is left out.
fn spaced(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains("//") || text.chars().count() > MOST_SHOWN { "…".to_owned() } else { text }
}
