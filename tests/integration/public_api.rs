//! What semantic versioning covers is listed in tests/public_api.txt: the items that the crate re-exports, without what is
//! hidden from its documentation. A change of the list is reviewed, then recorded with
//! `PUBLIC_API=overwrite cargo test --test integration public_api`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use exeunt_testkit::files::{files_with_extension, read};

use crate::layers::root;

/// A re-exported type.
struct Export {
    /// Where embedders find it: `exeunt::verdict`.
    path: String,
    /// The module of the crate that defines it.
    module: String,
    name: String,
}

/// What lib.rs re-exports.
fn exports() -> Vec<Export> {
    let text = read(root().join("src/lib.rs"));
    let (mut exports, mut path) = (Vec::new(), "exeunt".to_owned());
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    for item in code.split("pub ").skip(1) {
        if let Some(module) = item.strip_prefix("mod ").filter(|_| item.contains('{')) {
            path = format!("exeunt::{}", module.split(' ').next().expect("a name"));
        }
        let Some(used) = item.strip_prefix("use ") else { continue };
        let used = used.split(';').next().expect("an end").trim_start_matches("crate::");
        let (module, names) = used.split_once("::").expect("a module");
        for name in names.split(['{', '}', ',']).map(str::trim).filter(|name| !name.is_empty()) {
            exports.push(Export { path: path.clone(), module: module.to_owned(), name: name.to_owned() });
        }
    }
    exports
}

/// A file of the library.
struct File {
    /// `eval` of `src/eval/verdict.rs`.
    module: String,
    /// Its items, without unit tests.
    items: Vec<Item>,
    text: String,
}

/// An item at the outermost level, or of a macro that declares items.
struct Item {
    attributes: Vec<String>,
    /// Its lines, with what is declared over several lines on one.
    lines: Vec<String>,
}

fn library() -> Vec<File> {
    files_with_extension(root().join("src"), "rs")
        .into_iter()
        .filter(|file| !file.starts_with(root().join("src/bin")))
        .map(|file| {
            let text = read(&file);
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            let below = file.strip_prefix(root().join("src")).expect("a file below src");
            let module = below.components().next().expect("a part").as_os_str();
            let module = Path::new(module).with_extension("").display().to_string();
            let mut items = items(&without_lists(&text));
            if text.contains("macro_rules!") {
                let inner: Vec<&str> =
                    text.lines().map(|line| line.strip_prefix("        ").unwrap_or_default()).collect();
                items.extend(self::items(&inner.join("\n")));
            }
            File { module, items, text }
        })
        .collect()
}

/// The text with enumerations that list their variants as if they were written without the macro.
fn without_lists(text: &str) -> String {
    let mut is_inside = false;
    let lines = text.lines().filter_map(|line| match line {
        "enumeration! {" => {
            is_inside = true;
            None
        }
        "}" if is_inside => {
            is_inside = false;
            None
        }
        _ if is_inside => Some(line.strip_prefix("    ").unwrap_or(line)),
        _ => Some(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn items(text: &str) -> Vec<Item> {
    let (mut found, mut attributes) = (Vec::new(), Vec::new());
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.starts_with("#[") {
            attributes.push(line.to_owned());
        } else if line.starts_with("pub ") || line.starts_with("impl") {
            let mut item = vec![line.to_owned()];
            let is_whole = |line: &str| line.ends_with([';', '}']) && !line.starts_with(' ');
            while !is_whole(item.last().expect("a line")) {
                let Some(line) = lines.next() else { break };
                item.push(line.to_owned());
            }
            found.push(Item { attributes: std::mem::take(&mut attributes), lines: joined(item) });
        } else {
            attributes.clear();
        }
    }
    found
}

/// Lines with declarations over several lines on one: what is in parentheses, and what precedes the body.
fn joined(lines: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in lines {
        let is_open = joined.last().is_some_and(|last| {
            let declares = last.trim_start().starts_with("pub ") || last.starts_with("impl");
            let has_body = last.ends_with(['{', '}', ';', ',']);
            declares && (!has_body || last.matches('(').count() > last.matches(')').count())
        });
        match joined.last_mut().filter(|_| is_open) {
            Some(last) => *last = format!("{last} {}", line.trim()),
            None => joined.push(line),
        }
    }
    joined
}

/// The attributes of an item that its users notice.
fn noticed(attributes: &[String]) -> Vec<String> {
    attributes
        .iter()
        .filter_map(|attribute| match attribute.as_str() {
            // The program and the tests of this repository match exhaustively.
            r#"#[cfg_attr(not(feature = "internals"), non_exhaustive)]"# => {
                Some("#[non_exhaustive]".to_owned())
            }
            derived if derived.starts_with("#[derive(") => Some(derived.to_owned()),
            _ => None,
        })
        .collect()
}

fn is_hidden(attribute: &str) -> bool {
    attribute == "#[doc(hidden)]" || attribute == r#"#[cfg(feature = "internals")]"#
}

/// The public parts of an item: fields, variants, and what is declared in an `impl` block.
fn parts(item: &Item) -> Vec<String> {
    let is_enum = item.lines[0].starts_with("pub enum");
    let (mut found, mut attributes) = (Vec::new(), Vec::new());
    for line in
        item.lines.iter().skip(1).filter(|line| line.starts_with("    ") && !line.starts_with("     "))
    {
        let line = line.trim();
        if line.starts_with("#[") {
            attributes.push(line.to_owned());
            continue;
        }
        let is_listed = line.starts_with("pub ") || is_enum && line.starts_with(char::is_uppercase);
        if is_listed && !attributes.iter().any(|it| is_hidden(it)) {
            // The value of a constant is left out.
            let declared = line.split(" = ").next().unwrap_or_default();
            found
                .push(declared.trim_end_matches([' ', '{', ';', ',']).replace("( ", "(").replace(", )", ")"));
        }
        attributes.clear();
    }
    found
}

/// Whether the item declares the type of that name.
fn declares(item: &Item, name: &str) -> bool {
    let rest = ["pub struct ", "pub enum "].iter().find_map(|kind| item.lines[0].strip_prefix(kind));
    rest.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with(['(', '<', ' ', ';']))
}

/// The trait that the item implements for the type of that name; empty if it has its own functions.
fn implements<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    let head = item.lines[0].strip_prefix("impl")?.trim_end_matches([' ', '{', '}']);
    let head = if head.starts_with('<') { head.split_once("> ")?.1 } else { head.trim_start() };
    let (of, ty) = head.split_once(" for ").unwrap_or(("", head));
    (ty.split('<').next() == Some(name)).then_some(of)
}

/// The first line of a declaration, without private fields and what follows it.
fn head(item: &Item) -> String {
    let line = item.lines[0].split(" {").next().unwrap_or_default().trim_end_matches(';');
    let is_private = |fields: &str| !fields.contains("pub ");
    match line.split_once('(') {
        Some((head, fields)) if is_private(fields) => head.to_owned(),
        Some(_) | None => line.to_owned(),
    }
}

fn section(export: &Export, files: &[File]) -> Vec<String> {
    let Export { module, name, .. } = export;
    let mut section = Vec::new();
    for file in files.iter().filter(|file| file.module == *module) {
        for item in file.items.iter().filter(|item| declares(item, name)) {
            section.extend(noticed(&item.attributes));
            section.push(head(item));
            section.extend(parts(item).into_iter().map(|part| format!("    {part}")));
        }
    }
    let declared = section.iter().filter(|line| line.starts_with("pub ")).count();
    assert_eq!(declared, 1, "`{module}` declares `{name}` once, so that the list is of the right one");
    let (mut functions, mut traits) = (Vec::new(), BTreeSet::new());
    let is_own = |of: &str| files.iter().any(|file| file.text.contains(&format!("trait {of} ")));
    for file in files {
        let imports = file.text.split("use crate::").skip(1).any(|used| {
            let used = used.split(';').next().unwrap_or_default();
            let mut words = used.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            used.starts_with(&format!("{module}::")) && words.any(|word| word == name)
        });
        let is_near = file.module == *module || imports;
        for item in
            file.items.iter().filter(|item| is_near && !item.attributes.iter().any(|it| is_hidden(it)))
        {
            match implements(item, name) {
                Some("") => functions.extend(parts(item).into_iter().map(|part| format!("    {part}"))),
                // A trait of the crate is none that embedders could name.
                Some(of) if !is_own(of) => drop(traits.insert(format!("impl {of}"))),
                Some(_) | None => {}
            }
        }
    }
    section.into_iter().chain(functions).chain(traits).collect()
}

/// Each re-export with its lines in the list.
fn sections() -> BTreeMap<String, Vec<String>> {
    let files = library();
    exports()
        .iter()
        .map(|export| (format!("{}::{}", export.path, export.name), section(export, &files)))
        .collect()
}

fn listed(sections: &BTreeMap<String, Vec<String>>) -> String {
    let mut list = String::from(
        "# The public interface; tests/integration/public_api.rs says how to record a change.\n",
    );
    for (name, lines) in sections {
        list += &format!("\n# {name}\n{}\n", lines.join("\n"));
    }
    list
}

#[test]
fn declarations_are_found_in_every_form() {
    let code = "/// pub fn not_this()\n#[derive(Clone)]\n#[cfg_attr(not(feature = \"internals\"), non_exhaustive)]\n\
                pub struct A {\n    /// It.\n    pub b: u32,\n    c: u32,\n}\n\nimpl A {\n    pub fn d(\n        \
                &self,\n        e: u32,\n    ) -> u32 {\n        0\n    }\n\n    pub(crate) fn f() {}\n\n    \
                #[doc(hidden)]\n    #[must_use]\n    pub fn g() {}\n}\n\npub enum H {\n    I(u32),\n}\n\n\
                impl fmt::Debug for A {\n    fn fmt() {}\n}\n";
    let items = items(code);
    let [structure, functions, enumeration, debug] = items.as_slice() else {
        panic!("{} items", items.len())
    };
    assert!(declares(structure, "A") && !declares(structure, "H") && declares(enumeration, "H"));
    assert_eq!(noticed(&structure.attributes), ["#[derive(Clone)]", "#[non_exhaustive]"]);
    assert_eq!(parts(structure), ["pub b: u32"]);
    assert_eq!((implements(functions, "A"), implements(functions, "H")), (Some(""), None));
    assert_eq!(parts(functions), ["pub fn d(&self, e: u32) -> u32"]);
    assert_eq!(parts(enumeration), ["I(u32)"]);
    assert_eq!(implements(debug, "A"), Some("fmt::Debug"));
}

/// What the interface mentions of other crates.
const FOREIGN: [&str; 16] = [
    "BTreeMap",
    "BTreeSet",
    "Self",
    "String",
    "Vec",
    "Option",
    "Result",
    "Item",
    "Iterator",
    "ExactSizeIterator",
    "Into",
    "Serialize",
    "Sized",
    "Value",
    "Range",
    "Display",
];

#[test]
fn every_type_that_the_interface_mentions_is_public() {
    let sections = sections();
    let names: BTreeSet<&str> = sections.keys().filter_map(|path| path.rsplit("::").next()).collect();
    let mut missing = BTreeSet::new();
    for (path, lines) in &sections {
        for line in lines.iter().filter(|line| line.starts_with("    ")) {
            let is_variant = line.trim_start().starts_with(char::is_uppercase);
            let words = line
                .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
                .filter(|word| !word.is_empty());
            for word in words.skip(usize::from(is_variant)) {
                // Constants and parameters are not types.
                let is_type = word.len() > 1
                    && word.starts_with(char::is_uppercase)
                    && word.contains(char::is_lowercase);
                if is_type && !names.contains(word) && !FOREIGN.contains(&word) {
                    missing.insert(format!("{path} mentions {word}: {}", line.trim()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_public_interface_is_the_reviewed_one() {
    let path = root().join("tests/public_api.txt");
    let list = listed(&sections());
    if std::env::var_os("PUBLIC_API").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &list).expect("the list can be written");
    }
    let reviewed = read(&path);
    let differences = differences(&reviewed, &list);
    assert!(
        differences.is_empty(),
        "the public interface has changed; if that is meant, run with PUBLIC_API=overwrite and have the difference \
         reviewed:\n{}",
        differences.join("\n")
    );
}

/// The lines that only one of two texts has.
fn differences(reviewed: &str, found: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (reviewed.lines().collect(), found.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let added = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let moved = (old.len() != new.len()).then(|| format!("{} lines, now {}", old.len(), new.len()));
    gone.chain(added).chain(moved).collect()
}
