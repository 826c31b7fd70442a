//! Reading policies: texts and built programs.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use exeunt::analysis::{Analysis, analyse_with_facts};
use exeunt::diagnostic::{Code, Diagnostic, Severity, nearest};
use exeunt::ir::{PolicyId, Program, ProgramHash, Services};
use exeunt::source::{FactsUnread, Source, Sources};

use crate::console::Console;
use crate::files::{self, Kind, shown};
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::Failure;
use crate::package_closure::package_closure;
use crate::portable::absolute;
use crate::project::Project;

/// The name of a policy on standard input.
pub(crate) const INPUT: &str = "<stdin>";

/// Reads policies: that on standard input for `-`, each file that is named, each folder with every `*.policy` below it; those of the project if there is no
/// path. They are in the order of their paths, however they are named: the first file of a package that names its
/// languages decides which of them is the default. A file that is reached twice is read once; a link that is not followed
/// is named in a warning.
pub(crate) fn read(project: &Project, console: &Console) -> Result<Sources, Failure> {
    let mut found = project.policies()?;
    found.passed_over.drain(..).for_each(|warning| console.warning(warning));
    found.files.sort_by_cached_key(|file| absolute(file));
    let mut seen = HashSet::new();
    let mut sources = Sources::new();
    if project.reads_input() {
        sources.add(INPUT, files::standard_input(Kind::Policy)?);
    }
    for file in found.files {
        if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            sources.add(shown(&file), files::read_text(&file, Kind::Policy)?);
        }
    }
    Ok(sources)
}

/// Reads policies that are going to be compiled together. A copy of a file says nothing new, and everything that it
/// declares would be declared twice: it is passed over, and named in a warning.
pub(crate) fn read_to_compile(project: &Project, console: &Console) -> Result<Sources, Failure> {
    let sources = read(project, console)?;
    let (mut names, mut copies) = (HashMap::new(), HashSet::new());
    for (id, source) in sources.iter().filter(|(_, source)| !source.text.trim().is_empty()) {
        let first = *names.entry(source.text.as_str()).or_insert(source.name.as_str());
        if first != source.name {
            console.warning(usage::skipped_copy(&source.name, first));
            copies.insert(id);
        }
    }
    Ok(if copies.is_empty() { sources } else { sources.only(|id| !copies.contains(&id)) })
}

/// Analyses policies together with the files of facts that they name.
pub(crate) fn analysed(sources: Sources) -> Analysis {
    analyse_with_facts(sources, facts_beside)
}

/// The file of facts that policies name by `path`, with its name.
fn facts_beside(policies: &Source, path: &str) -> Result<(String, String), FactsUnread> {
    let folder = Path::new(&policies.name).with_file_name("");
    files::facts_beside(&folder, path).map(|(file, text)| (shown(&file), text))
}

/// Reads and analyses policies that are about to be used: errors are reported and end the command. Warnings are for
/// `exeunt check`.
pub(crate) fn compile(paths: &[PathBuf], console: &Console) -> Result<Analysis, Failure> {
    sound(read_to_compile(&Project::of(paths, console)?, console)?, console)
}

pub(crate) fn sound(sources: Sources, console: &Console) -> Result<Analysis, Failure> {
    let analysis = analysed(sources);
    if !analysis.has_errors() {
        return Ok(analysis);
    }
    let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
    let errors: Vec<Diagnostic> = analysis.diagnostics.iter().filter(is_error).cloned().collect();
    console.errors(&analysis.sources, &errors)?;
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
    /// The same with what is known of services.
    pub(crate) fn with_services(self, services: Services) -> Self {
        Self { program: self.program.with_services(services), sources: self.sources }
    }

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
    pub(crate) fn read(paths: &[PathBuf], built: Option<&Path>, console: &Console) -> Result<Self, Failure> {
        if let Some(file) = built.or_else(|| only_built(paths)) {
            return Ok(Self::Built(Box::new(read_program(file)?)));
        }
        if let Some(file) = paths.iter().find(|path| is_built(path)) {
            let file = shown(file);
            return Err(Failure::Input(usage::built_alone(&file)));
        }
        Ok(Self::Texts(read_to_compile(&Project::of(paths, console)?, console)?))
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

    /// The files that the policy of that name depends on, compiled; `None` where these are all of them, or have errors.
    pub(crate) fn load_needed(&self, policy: &str) -> Option<Loaded> {
        let Self::Texts(sources) = self else { return None };
        let Analysis { program, sources, .. } = analysed(package_closure(sources, policy)?);
        let program = program.filter(|program| program.policy(policy).is_some())?;
        Some(Loaded { program, sources })
    }
}

/// Compiles policies, or reads a built program.
pub(crate) fn load(paths: &[PathBuf], built: Option<&Path>, console: &Console) -> Result<Loaded, Failure> {
    Policies::read(paths, built, console)?.load(console)
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
    let bytes = files::bytes(file, Kind::Program).map_err(|why| files::unread(file, &why))?;
    Program::load(&bytes).map_err(|refused| {
        let code = Code::BadProgram.slug();
        Failure::Input(usage::cannot_be_run(&name, code, refused.message()))
    })
}

/// The policy of that name, `package.policy` or the bare name of one.
pub(crate) fn policy_named(program: &Program, name: &str) -> Result<PolicyId, Failure> {
    program.policy(name).ok_or_else(|| {
        let known: Vec<String> = program.policies().ids().map(|id| program.policy_name(id)).collect();
        let bare = known.iter().filter(|known| known.ends_with(&format!(".{name}")));
        let bare: Vec<&str> = bare.map(String::as_str).collect();
        let offer = match nearest(name, known.iter().map(String::as_str)) {
            _ if !bare.is_empty() => usage::say_which(&bare.join(", ")),
            Some(near) => usage::did_you_mean(near),
            None => usage::the_policies_are(&known.join(", ")),
        };
        Failure::Input(usage::no_single_policy(name, offer))
    })
}

/// What accounts are judged by.
#[derive(Debug, clap::Args)]
pub(crate) struct JudgedBy {
    #[arg(long, value_name = "PATH", num_args = 1.., help = text(help::paths_or_program()))]
    policies: Vec<PathBuf>,

    #[arg(long, value_name = "FILE", conflicts_with = "policies", help = text(help::program()))]
    program: Option<PathBuf>,

    #[arg(long, value_name = "HASH", help = text(help::expect_program()))]
    expect_program: Option<ProgramHash>,
}

impl JudgedBy {
    /// Reads them, to be compiled when it is known which of them are needed.
    pub(crate) fn read(&self, console: &Console) -> Result<Policies, Failure> {
        Policies::read(&self.policies, self.program.as_deref(), console)
    }

    /// Compiles them, or reads the built program.
    pub(crate) fn load(&self, console: &Console) -> Result<Loaded, Failure> {
        self.read(console)?.load(console)
    }

    /// The files that are named, which nothing may be written over.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.policies.iter().filter(|path| path.is_file()).chain(&self.program)
    }

    /// Refuses a policy that does not mean what was expected, if something was.
    pub(crate) fn check(&self, program: &Program, policy: PolicyId) -> Result<(), Failure> {
        let Some(expected) = self.expect_program else { return Ok(()) };
        let found = program.hash(policy);
        if found == expected {
            return Ok(());
        }
        Err(Failure::Input(usage::not_expected_program(
            &program.policy_name(policy),
            &found.to_string(),
            &expected.to_string(),
        )))
    }
}
