//! Which rows of messages the cases raise: a text that nothing raises is a text that nobody has read where it appears.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::analyse;
use crate::diagnostic::messages::{
    analysis, check_calendars, check_messages, check_names, check_phrases, check_policies, check_tests,
    check_types, common, forms, literals, nouns, syntax,
};
use crate::diagnostic::{Diagnostic, Message, Row};
use crate::source::{FileId, Sources};

/// The rows that no case raises yet. A row that is raised is taken from the list; a new row is raised by a case.
const NEVER_RAISED: &str = "src/analysis/tests/never_raised.txt";

/// The rows of the phases from text to program, by where they are.
fn rows() -> BTreeMap<*const Row, String> {
    let modules = [
        ("analysis", analysis::all()),
        ("check_calendars", check_calendars::all()),
        ("check_messages", check_messages::all()),
        ("check_names", check_names::all()),
        ("check_phrases", check_phrases::all()),
        ("check_policies", check_policies::all()),
        ("check_tests", check_tests::all()),
        ("check_types", check_types::all()),
        ("common", common::all()),
        ("forms", forms::all()),
        ("literals", literals::all()),
        ("nouns", nouns::all()),
        ("syntax", syntax::all()),
    ];
    let named = |(module, rows): (&'static str, Vec<&'static Row>)| {
        rows.into_iter().map(move |row| (std::ptr::from_ref(row), format!("{module}::{}", row.name())))
    };
    modules.into_iter().flat_map(named).collect()
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The texts of the policies below a folder, and those in its pages.
fn policies(folder: &str) -> Vec<String> {
    let mut folders = vec![repository(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "policy" => {
                    found.push(std::fs::read_to_string(path).unwrap())
                }
                Some(extension) if extension == "md" => {
                    found.extend(blocks(&std::fs::read_to_string(path).unwrap()));
                }
                Some(_) | None => {}
            }
        }
    }
    found
}

/// The policies in a page.
fn blocks(page: &str) -> Vec<String> {
    let behind = |part: &str| part.split_once('\n').map(|(_, rest)| rest.to_owned());
    let blocks = page.split("\n```policy").skip(1).filter_map(behind);
    blocks.map(|block| block.split("\n```").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// The files of a case: a line `//- NAME` begins another one.
fn sources(text: &str) -> Sources {
    let mut files = vec![("case.policy", String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("//- "), files.last_mut()) {
            (Some(name), _) => files.push((name.trim(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    let mut sources = Sources::new();
    for (name, text) in files {
        match name.ends_with(".json") || name.ends_with(".toml") {
            true => {
                let json: Vec<&str> = text.lines().filter(|line| !line.starts_with("//")).collect();
                sources.add_facts(FileId(0), name, name, json.join("\n"))
            }
            false => sources.add(name, text),
        };
    }
    sources
}

/// Every message of a diagnostic.
fn messages(found: &Diagnostic) -> impl Iterator<Item = &Message> {
    let labels = std::iter::once(&found.primary).chain(&found.secondary).map(|label| &label.text);
    let notes = found.notes.iter().chain(&found.help);
    let alternatives = found.alternatives.iter().map(|alternative| &alternative.title);
    std::iter::once(&found.message).chain(labels).chain(notes).chain(alternatives)
}

#[test]
fn every_row_is_raised_by_a_case_or_listed() {
    let rows = rows();
    let mut raised = BTreeSet::new();
    let cases = ["tests/cases", "tests/command_line", "docs"].into_iter().flat_map(policies);
    for case in cases {
        let analysis = analyse(sources(&case));
        for message in analysis.diagnostics.iter().flat_map(messages) {
            message.for_each_row(&mut |row| {
                raised.insert(std::ptr::from_ref(row));
            });
        }
    }
    let never = rows.iter().filter(|(row, _)| !raised.contains(*row)).map(|(_, name)| name.as_str());
    let never: BTreeSet<&str> = never.collect();
    let never_raised = std::fs::read_to_string(repository(NEVER_RAISED)).unwrap();
    let listed: BTreeSet<&str> = never_raised.lines().filter(|line| !line.starts_with('#')).collect();
    let (new, now_raised): (Vec<_>, Vec<_>) =
        (never.difference(&listed).collect(), listed.difference(&never).collect());
    assert!(new.is_empty(), "add a case that raises each of these rows: {new:#?}");
    assert!(now_raised.is_empty(), "these rows are raised or gone, take them from the list: {now_raised:#?}");
}
