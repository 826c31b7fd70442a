//! Every text of the diagnostics is there in Chinese: those of all the cases and of all the pages.

use std::collections::BTreeSet;
use std::path::PathBuf;

use exeunt::analysis::analyse;
use exeunt::diagnostic::{Code, Diagnostic};
use exeunt::render::chinese;
use exeunt::source::Sources;

/// The policies of the cases and of the pages of the codes.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for code in Code::ALL {
        let blocks = code.explanation().split("```policy\n").skip(1);
        texts.extend(blocks.filter_map(|rest| rest.split("\n```").next()).map(|block| format!("{block}\n")));
    }
    let mut folders = vec![PathBuf::from("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of cases") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "policy") {
                texts.push(std::fs::read_to_string(path).expect("a case"));
            }
        }
    }
    texts
}

fn said(one: &Diagnostic) -> Vec<String> {
    let labels = one.secondary.iter().map(|label| label.text.clone());
    let mut said = vec![one.message.clone(), one.primary.text.clone()];
    said.extend(labels.chain(one.notes.iter().cloned()).chain(one.advice()));
    said.retain(|text| !text.is_empty());
    said
}

#[test]
fn every_text_is_there_in_chinese() {
    let mut missing = BTreeSet::new();
    for text in texts() {
        let mut sources = Sources::new();
        sources.add("a.policy", text);
        let found = analyse(sources).diagnostics;
        missing.extend(found.iter().flat_map(said).filter(|text| chinese(text).is_none()));
    }
    let missing: Vec<String> = missing.into_iter().collect();
    assert!(missing.is_empty(), "add these to src/render/chinese/table.rs:\n{}", missing.join("\n"));
}

#[test]
fn what_varies_is_kept_and_words_of_the_table_are_translated() {
    let said = |english: &str| chinese(english).unwrap();
    assert_eq!(said("there is no field or condition `opne` here"), "这里没有字段或条件 `opne`");
    assert_eq!(said("`a` holds wherever `b` does"), "只要 `b` 成立,`a` 就成立");
    assert_eq!(said("expected a boolean, found a whole number"), "应为布尔值,却是整数");
    assert_eq!(chinese("nothing of the kind"), None);
}
