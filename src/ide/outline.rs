//! The declarations of a file as a tree, and those of all files by name.

use super::declaration::{Declaration, Kind, declarations};
use crate::analysis::Analysis;
use crate::source::{FileId, Span};

/// A declaration with what it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// What it declares.
    pub kind: Kind,
    /// Where the name is written.
    pub at: Span,
    /// The whole of it.
    pub whole: Span,
    /// What it belongs to.
    pub owner: String,
    /// What it contains, in the order of the text.
    pub children: Vec<Symbol>,
}

/// The outline of a file.
#[must_use]
pub fn outline(analysis: &Analysis, file: FileId) -> Vec<Symbol> {
    let mut outline: Vec<Symbol> = Vec::new();
    for declaration in declarations(analysis, file) {
        match (declaration.kind, outline.last_mut()) {
            (Kind::Value, _) => {}
            (_, Some(last)) if declaration.is_inner => last.children.push(symbol(&declaration)),
            _ => outline.push(symbol(&declaration)),
        }
    }
    outline
}

/// The declarations of every file whose name contains `query`, whatever its case.
#[must_use]
pub fn find(analysis: &Analysis, query: &str) -> Vec<Symbol> {
    let query = query.to_lowercase();
    let files = analysis.sources.iter().map(|(id, _)| id);
    let all = files.flat_map(|id| declarations(analysis, id));
    all.filter(|declaration| declaration.kind != Kind::Import)
        .filter(|declaration| declaration.name.to_lowercase().contains(&query))
        .map(|declaration| symbol(&declaration))
        .collect()
}

fn symbol(declaration: &Declaration<'_>) -> Symbol {
    Symbol {
        name: declaration.name.to_owned(),
        kind: declaration.kind,
        at: declaration.at,
        whole: declaration.whole,
        owner: declaration.owner.to_owned(),
        children: Vec::new(),
    }
}
