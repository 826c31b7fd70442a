//! The order of the modules is that of the table in docs/architecture.md: each uses only those above it.

use exeunt_testkit::files::{files_with_extension, read};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ARCHITECTURE: &str = include_str!("../../docs/architecture.md");

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules of the library as the table names them, lowest first.
fn table() -> Vec<&'static str> {
    let section = ARCHITECTURE.split("\n## Modules\n").nth(1).expect("a section on modules");
    let rows =
        section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).filter_map(backticked).filter(|name| !name.contains('/')).collect()
}

/// The groups of modules that do not use each other: "Siblings: `a` and `b`; `c` and `d`."
fn siblings() -> Vec<Vec<&'static str>> {
    let line = ARCHITECTURE.lines().find(|line| line.starts_with("Siblings")).expect("a line on siblings");
    line.split(';').map(|group| group.split('`').skip(1).step_by(2).collect()).collect()
}

fn backticked(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}

/// Every file of the library with its text, unit tests left out.
fn library() -> Vec<(PathBuf, String)> {
    files_with_extension(root().join("src"), "rs")
        .into_iter()
        .filter(|file| !file.starts_with(root().join("src/bin")) && !file.ends_with("tests.rs"))
        .map(|file| {
            let text = read(&file);
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (file.strip_prefix(root()).expect("in the project").to_owned(), code)
        })
        .collect()
}

/// `eval` of `src/eval/verdict.rs` and of `src/eval.rs`.
fn module(file: &Path) -> String {
    let part = file.components().nth(1).expect("a part below src").as_os_str();
    Path::new(part).with_extension("").display().to_string()
}

/// The modules that a text names after `crate::`, comments left out; `use crate::{a, b};` names several.
fn used(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let names = group.map_or_else(|| vec![rest], |group| group.split(',').collect());
        for name in names {
            let name = name.trim_start();
            let end = name.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(name.len());
            used.insert(name[..end].to_owned());
        }
    }
    used
}

#[test]
fn uses_are_found_in_every_form() {
    let code = "use crate::{ir, eval::Verdict};\n// crate::sql\nfn a(b: &crate::facts::Facts) {}\nuse crate::source::Span;";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["eval", "facts", "ir", "source"]);
}

#[test]
fn the_table_lists_every_module() {
    let files: BTreeSet<String> =
        library().iter().map(|(file, _)| module(file)).filter(|name| name != "lib").collect();
    let listed: BTreeSet<String> = table().into_iter().map(str::to_owned).collect();
    assert_eq!(listed, files, "the table of docs/architecture.md, and what is in src/");
}

#[test]
fn modules_use_only_those_above_them() {
    let (order, siblings) = (table(), siblings());
    assert_eq!(siblings.len(), 4, "four groups of siblings: {siblings:?}");
    let mut wrong = Vec::new();
    for (file, code) in library() {
        let name = module(&file);
        let Some(at) = order.iter().position(|known| *known == name) else { continue };
        for used in used(&code) {
            let Some(other) = order.iter().position(|known| *known == used) else { continue };
            let are_siblings = siblings.iter().any(|group| {
                name != used && group.contains(&name.as_str()) && group.contains(&used.as_str())
            });
            if other > at || are_siblings {
                wrong.push(format!("{}: `{name}` uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Modules that compile the flat form, and what of `ir` is resolved in it.
const RESOLVED: [(&str, &[&str]); 3] = [
    ("decide", &["Root", "Subject", "Body"]),
    ("sql", &["Root", "Subject", "Body"]),
    ("columnar", &["Root", "Subject", "Body"]),
];

#[test]
fn back_ends_know_nothing_that_the_flat_form_resolves() {
    let mut wrong = Vec::new();
    for (file, code) in library() {
        let name = module(&file);
        let resolved = RESOLVED.iter().filter(|(back_end, _)| *back_end == name);
        for word in resolved.flat_map(|(_, words)| *words) {
            let mut words = code.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            if words.any(|found| found == *word) {
                wrong.push(format!("{}: `ir::{word}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn state_and_analyses_of_the_checker_do_not_know_it() {
    let mut wrong = Vec::new();
    for (file, code) in library() {
        let is_below = ["src/check/state", "src/check/flow"].iter().any(|part| file.starts_with(part));
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        if is_below && (code.contains("Checker") || code.contains("Diagnostic::new")) {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_one_module_names_each_library_that_is_held_apart() {
    let mut wrong = Vec::new();
    for (file, code) in library() {
        let owners = [("syntax", ["pest::", "pest_derive::"]), ("render", ["codespan_reporting", "maud"])];
        for (owner, names) in owners {
            if module(&file) != owner && names.iter().any(|name| code.contains(name)) {
                wrong.push(format!("{}: {names:?} belong to `{owner}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_reads_no_file_no_clock_and_no_environment() {
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "::now()",
        "println!",
        "stdin()",
    ];
    let mut wrong = Vec::new();
    for (file, code) in library() {
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let found = outside.iter().filter(|name| code.contains(*name));
        wrong.extend(found.map(|name| format!("{}: {name}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
