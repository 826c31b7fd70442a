//! One name that nothing declares is one mistake, however often it is used: it is reported once, with its other places.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{Sources, Span};

/// So many other places are shown.
const MOST_PLACES: usize = 4;

/// What makes two undeclared names of the same letters one mistake: that the same declaration is meant, or else that the
/// same is said of them.
#[derive(PartialEq, Eq, Hash)]
enum Meant {
    Declared(Span),
    Said(Code, String),
}

impl Meant {
    fn by(one: &Diagnostic) -> Self {
        match one.secondary.first() {
            Some(declared) => Self::Declared(declared.span),
            None => Self::Said(one.code, one.message.clone()),
        }
    }
}

pub(super) fn by_name(found: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut first: HashMap<(&str, Meant), usize> = HashMap::new();
    let mut grouped: Vec<Diagnostic> = Vec::new();
    for one in found {
        if !one.undeclared {
            grouped.push(one);
            continue;
        }
        let span = one.primary.span;
        let key = (sources.slice(span), Meant::by(&one));
        match first.get(&key) {
            Some(&at) if grouped[at].secondary.len() < MOST_PLACES => {
                grouped[at].secondary.push(Label { span, text: "and here".to_owned() });
            }
            Some(_) => {}
            None => {
                first.insert(key, grouped.len());
                grouped.push(one);
            }
        }
    }
    grouped
}
