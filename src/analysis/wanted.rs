//! Files of facts that policies name. The library reads no file: whoever runs it finds their texts.

use super::Analysis;
use crate::source::{FileId, Source, Sources};
use crate::syntax::ast::{self, Facts, Item};

/// A file of facts that is not among the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The file that names it.
    pub beside: FileId,
    /// Its path, as it is written there: relative to the folder of `beside`.
    pub path: String,
}

/// What the trees name and the sources lack, each once.
pub(super) fn wanted(files: &[ast::File], sources: &Sources) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for from in files.iter().flat_map(|file| &file.items).flat_map(facts_of).filter_map(|it| it.from.as_ref())
    {
        let one = Wanted { beside: from.span.file, path: from.value.clone() };
        if sources.facts(one.beside, &one.path).is_none() && !wanted.contains(&one) {
            wanted.push(one);
        }
    }
    wanted
}

fn facts_of(item: &Item) -> Vec<&Facts> {
    match item {
        Item::Fixture(fixture) => vec![&fixture.facts],
        Item::Test(test) => test.account.iter().chain(&test.request).collect(),
        Item::Record(_) | Item::Condition(_) | Item::Policy(_) => Vec::new(),
    }
}

/// The analysis with the files of facts that it wants: `read` gives the name and the text of what stands beside a file
/// under a path, if it is there, and `again` analyses the whole.
#[must_use]
pub fn with_facts(
    analysis: Analysis,
    read: impl FnMut(&Source, &str) -> Option<(String, String)>,
    again: impl FnOnce(Sources) -> Analysis,
) -> Analysis {
    match sources_with_facts(&analysis, read) {
        Some(sources) => again(sources),
        None => analysis,
    }
}

/// The sources with the files of facts that are wanted, if any of these is there.
pub(super) fn sources_with_facts(
    analysis: &Analysis,
    mut read: impl FnMut(&Source, &str) -> Option<(String, String)>,
) -> Option<Sources> {
    let found = analysis.wanted.iter().filter_map(|wanted| {
        let (name, text) = read(analysis.sources.get(wanted.beside)?, &wanted.path)?;
        Some((wanted.clone(), name, text))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return None;
    }
    let mut sources = analysis.sources.clone();
    for (Wanted { beside, path }, name, text) in found {
        sources.add_facts(beside, path, name, text);
    }
    Some(sources)
}
