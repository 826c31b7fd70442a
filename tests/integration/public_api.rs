//! What semantic versioning covers is listed in tests/public_api.txt. A change of it is reviewed, then recorded with
//! `PUBLIC_API=overwrite cargo test --test integration public_api`.

use std::path::Path;

/// The crate's re-exports, and the files that define what is re-exported.
const FILES: [&str; 12] = [
    "src/lib.rs",
    "src/embed/account.rs",
    "src/embed/compiler.rs",
    "src/embed/decider.rs",
    "src/embed/errors.rs",
    "src/embed/policies.rs",
    "src/eval/verdict.rs",
    "src/facts/options.rs",
    "src/facts/timestamp.rs",
    "src/ir/provenance.rs",
    "src/ir/status.rs",
    "src/ir/timestamp.rs",
];

/// The public declarations of a file with the attributes and variants that belong to them, one a line, in order.
fn declarations(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let (mut found, mut lines, mut enumeration) = (Vec::new(), code.lines(), None);
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let mut declared = line.trim().to_owned();
        if declared.starts_with("//") {
            continue;
        }
        match enumeration {
            Some(outer) if indent <= outer && declared.starts_with('}') => enumeration = None,
            Some(_) if !declared.is_empty() => found.push(format!("  {declared}")),
            _ => {}
        }
        let is_trait_impl = declared.starts_with("impl") && declared.contains(" for ");
        if is_trait_impl || declared == "#[non_exhaustive]" {
            found.push(declared.trim_end_matches(" {").trim_end_matches(" {}").to_owned());
        }
        if !declared.starts_with("pub ") {
            continue;
        }
        while !declared.ends_with(['{', ';', ',', '}']) {
            let Some(next) = lines.next() else { break };
            declared.push(' ');
            declared.push_str(next.trim());
        }
        // Parameters may go on over several lines.
        while declared.contains('(') && declared.matches('(').count() > declared.matches(')').count() {
            let Some(next) = lines.next() else { break };
            declared.push(' ');
            declared.push_str(next.trim());
        }
        if declared.starts_with("pub enum ") {
            enumeration = Some(indent);
        }
        found.push(declared.trim_end_matches([' ', '{', ';', ',']).to_owned());
    }
    found
}

fn listed() -> String {
    let mut list = String::from(
        "# The public interface; tests/integration/public_api.rs says how to record a change.\n",
    );
    for file in FILES {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
        list += &format!("\n# {file}\n");
        for declaration in declarations(&text.expect("a source file")) {
            list += &format!("{declaration}\n");
        }
    }
    list
}

#[test]
fn declarations_are_found_in_every_form() {
    let code = "/// pub fn not_this()\npub struct A {\n    /// It.\n    pub b: u32,\n    c: u32,\n}\n\
                impl A {\n    pub fn d(\n        &self,\n        e: u32,\n    ) -> u32 {\n        0\n    }\n    \
                pub(crate) fn f() {}\n}\n#[non_exhaustive]\npub enum G {\n    /// H.\n    H,\n    I(u32),\n}\n\
                impl Clone for A {\n}\n#[cfg(test)]\nmod tests {\n    pub fn g() {}\n}\n";
    let expected = [
        "pub struct A",
        "pub b: u32",
        "pub fn d( &self, e: u32, ) -> u32",
        "#[non_exhaustive]",
        "pub enum G",
        "  H,",
        "  I(u32),",
        "impl Clone for A",
    ];
    assert_eq!(declarations(code), expected);
}

#[test]
fn every_re_export_is_defined_in_a_listed_file() {
    let list = listed();
    let uses = include_str!("../../src/lib.rs").lines().filter_map(|line| line.strip_prefix("pub use "));
    for name in uses.flat_map(|it| it.split(['{', '}', ',', ';', ':', ' '])).filter(|it| !it.is_empty()) {
        let is_type = name.starts_with(char::is_uppercase);
        let is_defined = ["struct", "enum"].iter().any(|kind| list.contains(&format!("pub {kind} {name}")));
        // `Truth` has no methods but those of Kleene's logic.
        assert!(!is_type || is_defined || name == "Truth", "{name} is defined in none of the files");
    }
}

#[test]
fn the_public_interface_is_the_reviewed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/public_api.txt");
    let list = listed();
    if std::env::var_os("PUBLIC_API").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &list).expect("the list can be written");
    }
    let reviewed = std::fs::read_to_string(&path).expect("the list");
    let differences: Vec<String> = similar(&reviewed, &list);
    assert!(
        differences.is_empty(),
        "the public interface has changed; if that is meant, run with PUBLIC_API=overwrite and have the difference \
         reviewed:\n{}",
        differences.join("\n")
    );
}

/// The lines that only one of two texts has.
fn similar(reviewed: &str, found: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (reviewed.lines().collect(), found.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let added = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let moved = (old.len() != new.len()).then(|| format!("{} lines, now {}", old.len(), new.len()));
    gone.chain(added).chain(moved).collect()
}
