//! Files of facts that policies name. The library reads no file: whoever runs it finds their texts.

use std::collections::BTreeSet;

use crate::check::is_refused;
use crate::source::{FactsUnread, FileId, Source, Sources};
use crate::syntax::ast::{self, Facts, Item};

/// Adds the files of facts that the trees name and the sources lack, or why they are not read: `read` gives the name and
/// the text of what lies beside a file under a path. It is not asked for a path that is refused by its words.
pub(super) fn add(
    files: &[ast::File],
    sources: &mut Sources,
    mut read: impl FnMut(&Source, &str) -> Result<(String, String), FactsUnread>,
) {
    let named =
        files.iter().flat_map(|file| &file.items).flat_map(facts_of).filter_map(|it| it.from.as_ref());
    let mut wanted: BTreeSet<(FileId, &str)> = BTreeSet::new();
    for from in named {
        let (beside, path) = (from.span.file, from.value.as_str());
        if sources.facts(beside, path).is_some() || !wanted.insert((beside, path)) {
            continue;
        }
        if is_refused(path) {
            continue;
        }
        match sources.get(beside).map(|policies| read(policies, path)) {
            Some(Ok((name, text))) => {
                sources.add_facts(beside, path, name, text);
            }
            Some(Err(why)) => sources.lack_facts(beside, path, why),
            None => {}
        }
    }
}

fn facts_of(item: &Item) -> Vec<&Facts> {
    match item {
        Item::Fixture(fixture) => vec![&fixture.facts],
        Item::Test(test) => test.account.iter().chain(&test.request).chain(&test.service).collect(),
        Item::Record(_) | Item::Outcomes(_) | Item::Calendar(_) => Vec::new(),
        Item::Condition(_) | Item::Let(_) | Item::Policy(_) => Vec::new(),
    }
}
