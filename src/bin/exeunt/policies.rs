//! Finding and reading policies: files, folders, built programs.

use std::collections::HashSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use exeunt::analysis::{Analysis, analyse_with_facts};
use exeunt::diagnostic::{Code, Diagnostic, Severity, nearest};
use exeunt::ir::{PolicyId, Program, ProgramHash};
use exeunt::source::{Source, Sources};
use walkdir::WalkDir;

use crate::console::Console;
use crate::needed::needed;
use crate::outcome::Failure;
use crate::portable::absolute;

const EXTENSION: &str = "policy";

/// Reads policies: each file that is named, and every `*.policy` below each folder; those below the current folder if there
/// is no path. They are in the order of their paths, however they are named: the first file of a package that names its
/// languages decides which of them is the default. A file that is reached twice is read once.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Sources, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let mut files = Vec::new();
    for path in paths {
        find(path, &mut files)?;
    }
    files.sort_by_cached_key(|file| absolute(file));
    let mut seen = HashSet::new();
    let mut sources = Sources::new();
    for file in files {
        if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            sources.add(shown(&file), read_text(&file)?);
        }
    }
    Ok(sources)
}

/// Analyses policies together with the files of facts that they name.
pub(crate) fn analysed(sources: Sources) -> Analysis {
    analyse_with_facts(sources, facts_beside)
}

/// The file of facts that policies name by `path`, if it can be read.
fn facts_beside(policies: &Source, path: &str) -> Option<(String, String)> {
    let file = Path::new(&policies.name).with_file_name("").join(path);
    Some((shown(&file), std::fs::read_to_string(&file).ok()?))
}

/// Reads and analyses policies that are about to be used: errors are reported and end the command. Warnings are for
/// `exeunt check`.
pub(crate) fn compile(paths: &[PathBuf], console: &Console) -> Result<Analysis, Failure> {
    sound(read(paths)?, console)
}

pub(crate) fn sound(sources: Sources, console: &Console) -> Result<Analysis, Failure> {
    let analysis = analysed(sources);
    if !analysis.has_errors() {
        return Ok(analysis);
    }
    let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
    let errors: Vec<Diagnostic> = analysis.diagnostics.iter().filter(is_error).cloned().collect();
    console.report(&console.drawn(&analysis.sources, &errors));
    Err(Failure::Policies)
}

/// A program with the texts that it was compiled from; a built one has none.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The program.
    pub(crate) program: Program,
    /// Its texts.
    pub(crate) sources: Sources,
}

impl Loaded {
    /// Whether it is a built program, which stands alone.
    pub(crate) fn is_built(&self) -> bool {
        self.sources.iter().next().is_none()
    }
}

/// Policies that were read: their texts, or a built program.
#[derive(Debug)]
pub(crate) enum Policies {
    Texts(Sources),
    Built(Box<Program>),
}

impl Policies {
    /// Reads the texts of policies, or the built program that `built` names, or that is the only path.
    pub(crate) fn read(paths: &[PathBuf], built: Option<&Path>) -> Result<Self, Failure> {
        if let Some(file) = built.or_else(|| only_built(paths)) {
            return Ok(Self::Built(Box::new(read_program(file)?)));
        }
        if let Some(file) = paths.iter().find(|path| is_built(path)) {
            let file = shown(file);
            return Err(Failure::Input(format!(
                "`{file}` is a built program: name it alone, without other paths"
            )));
        }
        Ok(Self::Texts(read(paths)?))
    }

    /// All of them, compiled.
    pub(crate) fn load(self, console: &Console) -> Result<Loaded, Failure> {
        match self {
            Self::Built(program) => Ok(Loaded { program: *program, sources: Sources::new() }),
            Self::Texts(sources) => {
                let Analysis { program, sources, .. } = sound(sources, console)?;
                Ok(Loaded { program: program.ok_or(Failure::Policies)?, sources })
            }
        }
    }

    /// What the policy of that name can need of them, compiled; `None` where that is all of them, or has errors.
    pub(crate) fn load_needed(&self, policy: &str) -> Option<Loaded> {
        let Self::Texts(sources) = self else { return None };
        let Analysis { program, sources, .. } = analysed(needed(sources, policy)?);
        let program = program.filter(|program| program.policy(policy).is_some())?;
        Some(Loaded { program, sources })
    }
}

/// Compiles policies, or reads a built program.
pub(crate) fn load(paths: &[PathBuf], built: Option<&Path>, console: &Console) -> Result<Loaded, Failure> {
    Policies::read(paths, built)?.load(console)
}

fn only_built(paths: &[PathBuf]) -> Option<&Path> {
    match paths {
        [path] if is_built(path) => Some(path),
        _ => None,
    }
}

fn is_built(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json" || extension == "exb")
}

fn read_program(file: &Path) -> Result<Program, Failure> {
    let name = shown(file);
    let bytes =
        std::fs::read(file).map_err(|error| Failure::Input(format!("cannot read `{name}`: {error}")))?;
    Program::load(&bytes).map_err(|refused| {
        let code = Code::BadProgram.slug();
        Failure::Input(format!("`{name}` is no program that can be run ({code}): {refused}"))
    })
}

/// The policy of that name, `package.policy` or the bare name of one.
pub(crate) fn policy_named(program: &Program, name: &str) -> Result<PolicyId, Failure> {
    program.policy(name).ok_or_else(|| {
        let known: Vec<String> = (0..program.policies.len()).map(|id| program.policy_name(id)).collect();
        let bare = known.iter().filter(|known| known.ends_with(&format!(".{name}")));
        let bare: Vec<&str> = bare.map(String::as_str).collect();
        let offer = match nearest(name, known.iter().map(String::as_str)) {
            _ if !bare.is_empty() => format!("say which: {}", bare.join(", ")),
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the policies are {}", known.join(", ")),
        };
        Failure::Input(format!("there is no single policy `{name}`; {offer}"))
    })
}

/// Refuses a policy that does not mean what was expected, if something was.
pub(crate) fn check_expected(
    program: &Program,
    policy: PolicyId,
    expected: Option<ProgramHash>,
) -> Result<(), Failure> {
    let Some(expected) = expected else { return Ok(()) };
    let found = program.hash(policy);
    if found == expected {
        return Ok(());
    }
    Err(Failure::Input(format!(
        "`{}` is not the program that is expected: its hash is {found}, not {expected}",
        program.policy_name(policy)
    )))
}

/// Reads a text file.
pub(crate) fn read_text(file: &Path) -> Result<String, Failure> {
    let unread = |why: &dyn Display| Failure::Input(format!("cannot read `{}`: {why}", shown(file)));
    let bytes = std::fs::read(file).map_err(|error| unread(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', valid).count();
        unread(&format_args!("it is no text in UTF-8 (line {line})"))
    })
}

/// Writes a text file.
pub(crate) fn write_text(file: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text)
        .map_err(|error| Failure::Input(format!("cannot write `{}`: {error}", shown(file))))
}

/// The files of that name in or below the paths; beside a path that is a file.
pub(crate) fn named(paths: &[PathBuf], name: &str) -> Result<Vec<PathBuf>, Failure> {
    beside(paths, |file| file.file_name().is_some_and(|own| own == name))
}

/// The JSON files in folders called `fixtures`, in or below the paths; beside a path that is a file.
pub(crate) fn fixtures(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    beside(paths, |file| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        let is_json = matches!(extension, Some("json" | "ndjson" | "jsonl"));
        is_json && file.components().any(|part| part.as_os_str() == "fixtures")
    })
}

/// The files in or below the paths, or beside one that is a file, of which `is_wanted` holds from the folder on.
fn beside(paths: &[PathBuf], is_wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let mut files = Vec::new();
    for path in paths {
        let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let found = walk(folder)?.into_iter().map(walkdir::DirEntry::into_path);
        files.extend(found.filter(|file| file.strip_prefix(folder).is_ok_and(&is_wanted)));
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Every file below the paths whose change may change what a test comes to, as far as they can be read.
pub(crate) fn watched(paths: &[PathBuf]) -> Vec<PathBuf> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let extensions = [EXTENSION, "json", "ndjson", "toml"];
    let is_watched =
        |file: &PathBuf| file.extension().is_some_and(|own| extensions.iter().any(|it| own == *it));
    let found = paths.iter().filter_map(|path| walk(path).ok()).flatten();
    found.map(walkdir::DirEntry::into_path).filter(is_watched).collect()
}

/// The policy files below a folder, as far as it can be read.
#[cfg(feature = "lsp")]
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let _ = find(folder, &mut files);
    files
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let before = files.len();
    for entry in walk(path)? {
        let is_policy = entry.path().extension().is_some_and(|extension| extension == EXTENSION);
        if is_policy || entry.depth() == 0 {
            files.push(entry.into_path());
        }
    }
    if files.len() == before {
        return Err(Failure::Input(format!("there is no `*.{EXTENSION}` file in `{}`", shown(path))));
    }
    Ok(())
}

/// Every file in or below a path in the order of their names.
fn walk(path: &Path) -> Result<Vec<walkdir::DirEntry>, Failure> {
    let entries = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    let mut files = Vec::new();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_of_no_one(entry)) {
        let entry = entry.map_err(|error| unreadable(path, &error))?;
        if entry.file_type().is_file() {
            files.push(entry);
        }
    }
    Ok(files)
}

/// Whether nobody wrote what is there: hidden files, packages that were installed, and what Cargo and others build, which
/// they mark as a cache.
fn is_of_no_one(entry: &walkdir::DirEntry) -> bool {
    let is_named = |name: &str| name.starts_with('.') || name == "node_modules";
    entry.file_name().to_str().is_some_and(is_named)
        || entry.file_type().is_dir() && entry.path().join("CACHEDIR.TAG").is_file()
}

fn unreadable(path: &Path, error: &walkdir::Error) -> Failure {
    let at = shown(error.path().unwrap_or(path));
    match error.io_error() {
        Some(error) => Failure::Input(format!("cannot read `{at}`: {error}")),
        None => Failure::Input(format!("`{at}` is a link to a folder that holds it")),
    }
}

/// A path as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    let stripped = path.strip_prefix("./").ok().filter(|rest| !rest.as_os_str().is_empty());
    stripped.unwrap_or(path).display().to_string()
}
