//! A snapshot without its case shows nothing. Cases of constructs show what they mean by their own tests, and have none.

use std::path::PathBuf;

#[test]
fn every_snapshot_has_its_case_and_every_case_its_snapshot() {
    let (mut folders, mut found) = (vec![PathBuf::from("tests/cases")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path {
                folder if folder.ends_with("constructs") => {}
                folder if folder.is_dir() => folders.push(folder),
                file => found.push(file),
            }
        }
    }
    let of = |extension: &str| -> Vec<PathBuf> {
        let mut stems: Vec<PathBuf> = found
            .iter()
            .filter(|path| path.extension().is_some_and(|known| known == extension))
            .map(|path| path.with_extension(""))
            .collect();
        stems.sort();
        stems
    };
    assert_eq!(of("snap"), of("policy"));
}
