//! Circles of files: files that use each other, directly or through others, can be read, tested and moved only together.
//! What a file uses is read off its tokens: `use` declarations and inline paths, each followed through re-exports to the
//! file that declares the name. Unit tests are left out, and so are re-exports: the face of a folder passes on what is below it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use exeunt_testkit::files::{files_with_extension, read};

use crate::layers::root;

/// The circles that are meant: types that are made of each other.
const MEANT: &[&[&str]] = &[
    // A condition compares terms, and a term counts what meets a condition.
    &["src/ir/condition.rs", "src/ir/term.rs"],
    // An expression speaks of phrases, and a phrase filters by an expression.
    &["src/syntax/ast/case.rs", "src/syntax/ast/expression.rs", "src/syntax/ast/phrase.rs"],
];

type Module = Vec<String>;

/// A source file, and what it says of others.
#[derive(Debug, Default)]
struct File {
    name: String,
    /// The names it imports, and from where.
    imports: BTreeMap<String, Vec<String>>,
    /// The modules of which it imports everything.
    globs: Vec<Vec<String>>,
    /// The paths it names, those of private `use` declarations included.
    paths: BTreeSet<Vec<String>>,
    /// Every word outside of `use` declarations.
    words: BTreeSet<String>,
}

/// The words and signs of Rust's text, without comments, texts and characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
        let word = rest.find(|sign| !is_word(sign)).unwrap_or(rest.len());
        let next = if let Some(end) = rest.strip_prefix("//").map(|_| rest.find('\n').unwrap_or(rest.len())) {
            end
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(end) = literal(rest) {
            end
        } else if word > 0 {
            tokens.push(&rest[..word]);
            word
        } else {
            if !sign.is_whitespace() {
                tokens.push(&rest[..sign.len_utf8()]);
            }
            sign.len_utf8()
        };
        rest = &rest[next..];
    }
    tokens
}

/// The length of the text or character at the beginning of `code`; `None` where there is none, as at a lifetime.
fn literal(code: &str) -> Option<usize> {
    let raw = code.trim_start_matches(['b', 'c']);
    if let Some(hashes) = raw.strip_prefix('r') {
        let fence = hashes.len() - hashes.trim_start_matches('#').len();
        let inner = hashes[fence..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(fence));
        return Some(code.len() - inner.len() + inner.find(&end)? + end.len());
    }
    let quote = raw.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut signs = raw.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            _ if sign == quote => return Some(code.len() - raw.len() + at + 1),
            // `'a` is a lifetime and `'a'` a character.
            _ if quote == '\'' && at > 1 && !raw[1..].starts_with('\\') => return None,
            _ => {}
        }
    }
    None
}

/// What a path leads to: a module as a whole, or something that is declared in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Module(Module),
    Item(Module),
}

impl File {
    fn read(name: &str, text: &str) -> Self {
        let mut file = Self { name: name.to_owned(), ..Self::default() };
        file.declarations(&tokens(text));
        file
    }

    fn declarations(&mut self, tokens: &[&str]) {
        let mut at = 0;
        let mut is_public = false;
        while let Some(token) = tokens.get(at) {
            let rest = &tokens[at + 1..];
            let was_public = std::mem::take(&mut is_public);
            at += 1;
            match *token {
                "#" if rest.starts_with(&["[", "cfg", "(", "test", ")", "]"]) => at += behind_item(rest),
                "pub" => {
                    // `pub(in path)` names a path and uses nothing of it.
                    at += if rest.first() == Some(&"(") { behind(rest, ")") } else { 0 };
                    is_public = true;
                }
                // `impl Trait + use<'a>` declares nothing.
                "use" if rest.first() != Some(&"<") => {
                    let end = behind(rest, ";");
                    self.import(&[], &rest[..end - 1], was_public);
                    at += end;
                }
                _ if is_word(token) => {
                    let mut path = vec![(*token).to_owned()];
                    while let [":", ":", next, ..] = &tokens[at..]
                        && is_word(next)
                    {
                        path.push((*next).to_owned());
                        at += 3;
                    }
                    self.words.extend(path.iter().cloned());
                    if path.len() > 1 {
                        self.paths.insert(path);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes in what stands behind `use`, or within its braces.
    fn import(&mut self, before: &[String], tree: &[&str], is_public: bool) {
        let mut path = before.to_vec();
        let mut name = None;
        for (at, token) in tree.iter().enumerate() {
            match *token {
                "as" => {
                    name = tree.get(at + 1).map(ToString::to_string);
                    break;
                }
                "{" => return members(&tree[at + 1..tree.len() - 1], |it| self.import(&path, it, is_public)),
                "*" => return self.globs.push(path),
                "self" if !path.is_empty() => {}
                _ if is_word(token) => path.push((*token).to_owned()),
                _ => {}
            }
        }
        let Some(name) = name.or_else(|| path.last().cloned()) else { return };
        if !is_public {
            self.paths.insert(path.clone());
        }
        self.imports.insert(name, path);
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
}

/// How many tokens there are up to the end of the first of this kind.
fn behind(tokens: &[&str], end: &str) -> usize {
    tokens.iter().position(|token| *token == end).map_or(tokens.len(), |at| at + 1)
}

/// How many tokens there are up to the end of an item: its semicolon, or the brace that closes it.
fn behind_item(tokens: &[&str]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The parts of a list between commas, those within inner braces aside.
fn members(list: &[&str], mut each: impl FnMut(&[&str])) {
    let (mut depth, mut start) = (0, 0);
    for (at, token) in list.iter().enumerate() {
        match *token {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                each(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < list.len() {
        each(&list[start..]);
    }
}

/// `["lib", "eval", "verdict"]` of `src/eval/verdict.rs`; the program is a crate of its own.
fn module(name: &str) -> Module {
    let name = name.trim_start_matches("src/").trim_end_matches(".rs");
    let (krate, rest) = match name.strip_prefix("bin/exeunt/") {
        Some(rest) => ("bin", rest),
        None => ("lib", name),
    };
    let parts = rest.split('/').filter(|part| !matches!(*part, "lib" | "main"));
    std::iter::once(krate).chain(parts).map(str::to_owned).collect()
}

struct Files(BTreeMap<Module, File>);

impl Files {
    fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self(files.into_iter().map(|(name, text)| (module(name), File::read(name, text))).collect())
    }

    /// Where a path leads that is named in a module; `None` for one that leaves the crate or begins at a local name.
    fn target(&self, from: &Module, path: &[String], depth: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.within(from[..1].to_vec(), rest, depth),
            "self" => self.within(from.clone(), rest, depth),
            "super" => self.within(from[..from.len() - 1].to_vec(), rest, depth),
            _ if self.child(from, first).is_some() || self.0[from].imports.contains_key(first) => {
                self.within(from.clone(), path, depth)
            }
            _ => None,
        }
    }

    fn within(&self, mut at: Module, path: &[String], depth: usize) -> Option<Target> {
        for (done, name) in path.iter().enumerate() {
            let rest = &path[done + 1..];
            let child = self.child(&at, name);
            let file = self.0.get(&at)?;
            // `use place::{Place, place}`: a name can be that of a module and of a function in it.
            if let Some(child) =
                child.clone().filter(|_| !rest.is_empty() || !file.imports.contains_key(name))
            {
                at = child;
            } else if name == "super" {
                at.pop();
            } else if let Some(import) = file.imports.get(name).filter(|_| depth < 16) {
                let path: Vec<String> = import.iter().chain(rest).cloned().collect();
                let is_own = import.len() == 1;
                return if is_own { None } else { self.target(&at, &path, depth + 1) };
            } else {
                let globs = file.globs.iter().filter(|_| depth < 16);
                let found = globs.filter_map(|glob| {
                    let path: Vec<String> = glob.iter().cloned().chain([name.clone()]).collect();
                    self.target(&at, &path, depth + 1)
                });
                let declared = found.into_iter().find(|target| matches!(target, Target::Item(_)));
                return Some(declared.filter(|_| !file.words.contains(name)).unwrap_or(Target::Item(at)));
            }
        }
        Some(Target::Module(at))
    }

    fn child(&self, of: &Module, name: &str) -> Option<Module> {
        let child: Module = of.iter().cloned().chain([name.to_owned()]).collect();
        self.0.contains_key(&child).then_some(child)
    }

    /// The files that each uses, with a path that says so.
    fn uses(&self) -> BTreeMap<&Module, BTreeMap<Module, String>> {
        let uses = self.0.iter().map(|(from, file)| {
            let found = file.paths.iter().filter_map(|path| match self.target(from, path, 0)? {
                Target::Item(to) if to != *from => Some((to, path.join("::"))),
                Target::Item(_) | Target::Module(_) => None,
            });
            (from, found.collect())
        });
        uses.collect()
    }

    /// The sets of files of which each leads to each other.
    fn circles(&self) -> Vec<BTreeSet<&str>> {
        let uses = self.uses();
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            uses.keys().map(|from| (*from, reached(&uses, from))).collect();
        let mut circles: Vec<BTreeSet<&str>> = Vec::new();
        for (from, to) in &reached {
            let around = to.iter().filter(|to| reached[**to].contains(*from));
            let circle: BTreeSet<&str> = around.map(|to| self.0[*to].name.as_str()).collect();
            if circle.len() > 1 && !circles.contains(&circle) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The lines of a message that says which path leads from which file of a circle to which.
    fn ties(&self, circle: &BTreeSet<&str>) -> Vec<String> {
        let mut ties = Vec::new();
        for (from, uses) in self.uses() {
            for (to, path) in uses {
                let (from, to) = (self.0[from].name.as_str(), self.0[&to].name.as_str());
                if circle.contains(from) && circle.contains(to) {
                    ties.push(format!("  {from} -> {to} by {path}"));
                }
            }
        }
        ties
    }
}

fn reached<'f>(
    uses: &'f BTreeMap<&'f Module, BTreeMap<Module, String>>,
    from: &'f Module,
) -> BTreeSet<&'f Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        open.extend(uses[at].keys().filter(|to| reached.insert(*to)));
    }
    reached
}

#[test]
fn paths_lead_through_reexports_to_the_file_that_declares_the_name() {
    let files = Files::new([
        ("src/lib.rs", "pub mod ir; mod check; mod face;"),
        ("src/ir.rs", "pub mod term; mod value; pub use value::Value; pub struct Id;"),
        ("src/ir/term.rs", "use super::Value; pub enum Term { Value(Value) }"),
        ("src/ir/value.rs", "pub struct Value;"),
        ("src/check.rs", "mod rule; pub use rule::run; pub(crate) struct State(crate::ir::term::Term);"),
        ("src/check/rule.rs", "use super::State; use crate::ir; fn run(_: State) { vec![ir::Value] }"),
        (
            "src/face.rs",
            "use crate::check::State; fn f(_: State) {}\n#[cfg(test)] mod tests { use crate::ir::Id; }",
        ),
    ]);
    let uses = files.uses();
    let used = |name: &str| -> Vec<String> {
        uses[&module(name)].keys().map(|to| files.0[to].name.clone()).collect()
    };
    assert_eq!(used("src/ir.rs"), Vec::<String>::new(), "it passes `Value` on");
    assert_eq!(used("src/ir/term.rs"), ["src/ir/value.rs"]);
    assert_eq!(used("src/check.rs"), ["src/ir/term.rs"]);
    assert_eq!(used("src/check/rule.rs"), ["src/check.rs", "src/ir/value.rs"]);
    assert_eq!(used("src/face.rs"), ["src/check.rs"]);
    assert!(files.circles().is_empty());
}

#[test]
fn a_circle_is_found_however_long() {
    let files = Files::new([
        ("src/lib.rs", "mod a; mod b; mod c; mod d;"),
        ("src/a.rs", "use crate::b::B; pub struct A;"),
        ("src/b.rs", "pub struct B(super::c::C);"),
        ("src/c.rs", "pub struct C(crate::a::A);"),
        ("src/d.rs", "use crate::a::A;"),
    ]);
    assert_eq!(files.circles(), [BTreeSet::from(["src/a.rs", "src/b.rs", "src/c.rs"])]);
}

#[test]
fn files_form_no_circle_but_those_that_are_meant() {
    let paths = files_with_extension(root().join("src"), "rs");
    let name = |path: &Path| path.strip_prefix(root()).expect("in the project").display().to_string();
    let code = paths.iter().filter(|path| !path.ends_with("tests.rs"));
    let texts: Vec<(String, String)> = code.map(|path| (name(path).replace('\\', "/"), read(path))).collect();
    let files = Files::new(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let circles = files.circles();
    let mut wrong = Vec::new();
    for circle in &circles {
        if !MEANT.iter().any(|row| is_within(circle, row)) {
            wrong.push(format!("{} files use each other: {circle:?}", circle.len()));
            wrong.extend(files.ties(circle));
        }
    }
    for row in MEANT.iter().filter(|row| !circles.iter().any(|circle| is_within(circle, row))) {
        wrong.push(format!("this circle is open now, take its row out: {row:?}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether all files of a circle are those of a row.
fn is_within(circle: &BTreeSet<&str>, row: &[&str]) -> bool {
    circle.iter().all(|file| row.contains(file))
}
