//! Files of facts and calendars that policies name. The library reads no file: whoever runs it finds their texts.

use std::collections::BTreeSet;

use crate::check::{NamedFile, is_refused};
use crate::source::{FactsUnread, FileId, Source, Sources};
use crate::syntax::ast::{self, CalendarKind, Facts, Item, Text};

/// Adds the files that the trees name and the sources lack, or why they are not read: `read` gives the name and
/// the text of what lies beside a file under a path. It is not asked for a path that is refused by its words.
pub(super) fn add(
    files: &[ast::File],
    sources: &mut Sources,
    mut read: impl FnMut(&Source, &str) -> Result<(String, String), FactsUnread>,
) {
    let named = files.iter().flat_map(|file| &file.items).flat_map(named_by);
    let mut wanted: BTreeSet<(FileId, &str)> = BTreeSet::new();
    for (from, kind) in named {
        let (beside, path) = (from.span.file, from.value.as_str());
        if sources.facts(beside, path).is_some() || !wanted.insert((beside, path)) {
            continue;
        }
        if is_refused(path, kind) {
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

fn named_by(item: &Item) -> Vec<(&Text, NamedFile)> {
    match item {
        Item::Fixture(fixture) => of_facts([&fixture.facts]),
        Item::Test(test) => of_facts(test.account.iter().chain(&test.request).chain(&test.service)),
        Item::Calendar(calendar) => match &calendar.kind {
            CalendarKind::From(from) => vec![(from, NamedFile::Calendar)],
            CalendarKind::Declared(_) | CalendarKind::Both(_) => Vec::new(),
        },
        Item::Record(_) | Item::Outcomes(_) | Item::Words(_) => Vec::new(),
        Item::Condition(_) | Item::Let(_) | Item::Policy(_) | Item::Lifecycle(_) => Vec::new(),
    }
}

fn of_facts<'a>(facts: impl IntoIterator<Item = &'a Facts>) -> Vec<(&'a Text, NamedFile)> {
    facts.into_iter().filter_map(|it| Some((it.from.as_ref()?, NamedFile::Facts))).collect()
}
