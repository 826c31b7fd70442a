//! What each name of a text means, for colours by meaning. Words of the language are the grammar's.

use std::collections::HashMap;

use super::declaration::{Kind, declarations};
use crate::analysis::Analysis;
use crate::source::{FileId, Span};

/// A name with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Where it stands, within one line.
    pub at: Span,
    /// What it is declared as.
    pub kind: Kind,
    /// Whether this is its declaration.
    pub is_declaration: bool,
}

/// The names of a file, in the order of the text, none within another.
#[must_use]
pub fn names(analysis: &Analysis, file: FileId) -> Vec<Named> {
    let all = analysis.sources.iter().flat_map(|(id, _)| declarations(analysis, id));
    let kinds: HashMap<Span, Kind> = all.map(|it| (it.at, it.kind)).collect();
    let declared = declarations(analysis, file).into_iter().filter(|it| it.kind != Kind::Test);
    let declared = declared.map(|it| Named { at: it.at, kind: it.kind, is_declaration: true });
    let links = analysis.links.iter().filter(|link| link.at.file == file && !link.implied);
    let used = links.filter_map(|link| {
        kinds.get(&link.to).map(|&kind| Named { at: link.at, kind, is_declaration: false })
    });
    let mut found: Vec<Named> = declared.chain(used).filter(|it| it.at.start < it.at.end).collect();
    found.sort_by_key(|it| (it.at.start, it.at.end, !it.is_declaration));
    let mut until = 0;
    found.retain(|it| {
        let is_behind = it.at.start >= until;
        until = if is_behind { it.at.end } else { until };
        is_behind
    });
    found
}
