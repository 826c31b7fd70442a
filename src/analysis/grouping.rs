//! One name that nothing declares is one mistake, however often it is used: it is reported once, with its other places.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Sources;

/// So many other places are shown.
const MOST_PLACES: usize = 4;

pub(super) fn by_name(found: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut first: HashMap<(Code, String, String), usize> = HashMap::new();
    let mut grouped: Vec<Diagnostic> = Vec::new();
    for one in found {
        if !matches!(one.code, Code::UnknownName | Code::UnknownValue | Code::NotAdjective) {
            grouped.push(one);
            continue;
        }
        let key = (one.code, sources.slice(one.primary.span).to_owned(), one.message.clone());
        match first.get(&key) {
            Some(&at) if grouped[at].secondary.len() < MOST_PLACES => {
                let span = one.primary.span;
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
