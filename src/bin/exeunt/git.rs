//! The policies of a commit, through the program `git`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use exeunt::diagnostic::Message;
use exeunt::ir::Program;
use exeunt::source::Sources;

use crate::console::Console;
use crate::files::{self, Kind, shown};
use crate::messages::{Reason, judging, usage};
use crate::outcome::Failure;
use crate::policies::{self, Loaded};
use crate::portable::absolute;
use crate::project::Project;

/// What a program may be made from: policies, settings, and the facts and calendars that policies name.
const EXTENSIONS: [&str; 3] = ["policy", "toml", "json"];

/// The program of a commit: of the same paths as now, or else of the project that the settings of the commit describe. The
/// names of its files begin with the commit, as git writes them.
pub(crate) fn version(
    reference: &str,
    paths: &[PathBuf],
    project: &Project,
    console: &Console,
) -> Result<Loaded, Failure> {
    let folder = absolute(project.folder());
    let repository = Repository::of(&folder)?;
    let tree = repository.tree(reference)?;
    let copy = tempfile::tempdir().map_err(|error| unusable(error.reason()))?;
    // A link of the system may lead to the folder of temporary files.
    let root = copy.path().canonicalize().map_err(|error| unusable(error.reason()))?;
    repository.write_out(&tree, &root)?;
    let copied = |path: &Path| -> Result<PathBuf, Failure> {
        let within = absolute(path);
        let within = within.canonicalize().unwrap_or(within);
        let within = within.strip_prefix(&repository.root);
        within.map(|within| root.join(within)).map_err(|_| outside(path))
    };
    let sources = if paths.is_empty() {
        policies::read_to_compile(&Project::in_folder(&copied(&folder)?, console)?, console)?
    } else {
        let paths = paths.iter().map(|path| copied(path)).collect::<Result<Vec<_>, _>>()?;
        if let Some(missing) = paths.iter().find(|path| path.symlink_metadata().is_err()) {
            let missing = missing.strip_prefix(&root).unwrap_or(missing);
            return Err(Failure::Input(judging::not_in_commit(reference, &shown(missing))));
        }
        policies::read_to_compile(&Project::of(&paths, console)?, console)?
    };
    let loaded = policies::Policies::Texts(sources).load(console)?;
    Ok(named(loaded, &root, reference))
}

/// The same program; each file is named as in the commit.
fn named(loaded: Loaded, root: &Path, reference: &str) -> Loaded {
    let name = |name: &str| {
        let path = absolute(Path::new(name));
        let within = path.strip_prefix(root).unwrap_or(&path);
        format!("{reference}:{}", within.display())
    };
    let mut sources = Sources::new();
    for (_, source) in loaded.sources.iter() {
        sources.add(name(&source.name), source.text.clone());
    }
    let names: Vec<String> = loaded.program.files().iter().map(|file| name(file)).collect();
    let program: Program = loaded.program.with_file_names(names);
    Loaded { program, sources }
}

/// A repository.
struct Repository {
    /// Its folder, without links.
    root: PathBuf,
}

impl Repository {
    fn of(folder: &Path) -> Result<Self, Failure> {
        let found = git(folder, &["rev-parse", "--show-toplevel"])?;
        let root = String::from_utf8_lossy(&found.stdout).trim_end_matches(['\r', '\n']).to_owned();
        let root = PathBuf::from(root);
        Ok(Self { root: root.canonicalize().unwrap_or(root) })
    }

    /// The name of the tree of a commit.
    fn tree(&self, reference: &str) -> Result<String, Failure> {
        let wanted = format!("{reference}^{{tree}}");
        // Git says of a name that it does not know that a single revision is needed.
        let found = git(&self.root, &["rev-parse", "--verify", "--end-of-options", &wanted])
            .map_err(|_| unusable(judging::no_such_commit(reference)))?;
        Ok(String::from_utf8_lossy(&found.stdout).trim().to_owned())
    }

    /// Writes the files of a tree that a program may be made from.
    fn write_out(&self, tree: &str, to: &Path) -> Result<(), Failure> {
        let listed = git(&self.root, &["ls-tree", "-r", "-z", "--full-tree", tree])?;
        let mut contents = Contents::new(&self.root)?;
        for line in listed.stdout.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            let line = String::from_utf8_lossy(line);
            let Some((about, path)) = line.split_once('\t') else { continue };
            let [mode, "blob", name] = about.split(' ').collect::<Vec<_>>()[..] else { continue };
            let is_wanted = Path::new(path)
                .extension()
                .is_some_and(|own| EXTENSIONS.iter().any(|extension| own.eq_ignore_ascii_case(extension)));
            // A symbolic link of the commit is not followed.
            if !is_wanted || mode == "120000" {
                continue;
            }
            let Some(bytes) = contents.of(name)? else { continue };
            let file = to.join(path);
            // Git refuses names that lead out of a repository; what it does not refuse is refused here.
            if !absolute(&file).starts_with(to) {
                return Err(outside(Path::new(path)));
            }
            let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
            made.and_then(|()| std::fs::write(&file, bytes)).map_err(|error| unusable(error.reason()))?;
        }
        contents.end();
        Ok(())
    }
}

/// `git cat-file --batch`, which gives the content of one object after the other.
struct Contents {
    child: Child,
    asked: ChildStdin,
    given: BufReader<ChildStdout>,
}

impl Contents {
    fn new(folder: &Path) -> Result<Self, Failure> {
        let mut command = command(folder, &["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(asked), Some(given)) => Ok(Self { child, asked, given: BufReader::new(given) }),
            _ => Err(unusable(judging::git_ended())),
        }
    }

    /// The bytes of an object; none of one that is larger than what is read of a policy.
    fn of(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let mut read = || -> std::io::Result<Option<Vec<u8>>> {
            writeln!(self.asked, "{name}")?;
            self.asked.flush()?;
            let mut head = String::new();
            self.given.read_line(&mut head)?;
            let size = head.trim().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
            let size = size.ok_or(std::io::ErrorKind::UnexpectedEof)?;
            let is_small = size <= Kind::Policy.most_bytes();
            let mut bytes = Vec::new();
            let mut rest = (&mut self.given).take(size);
            if is_small {
                rest.read_to_end(&mut bytes)?;
            } else {
                std::io::copy(&mut rest, &mut std::io::sink())?;
            }
            // A line break follows.
            self.given.read_exact(&mut [0])?;
            Ok(is_small.then_some(bytes))
        };
        read().map_err(|error| unusable(error.reason()))
    }

    fn end(self) {
        let Self { mut child, asked, .. } = self;
        drop(asked);
        let _ = child.wait();
    }
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words).stdin(Stdio::null());
    // What it says is shown where the languages of its messages are not known.
    command.env("LC_ALL", "C");
    command
}

/// Runs git; what it says of a failure is the reason.
fn git(folder: &Path, words: &[&str]) -> Result<Output, Failure> {
    let ended = command(folder, words).output().map_err(|error| not_started(&error))?;
    if ended.status.success() {
        return Ok(ended);
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let said = said.trim_start_matches("fatal: ");
    Err(unusable(if said.is_empty() { judging::git_ended() } else { Message::verbatim(said) }))
}

fn not_started(error: &std::io::Error) -> Failure {
    Failure::Input(usage::cannot_start("git", error.reason()))
}

fn unusable(why: Message) -> Failure {
    Failure::Input(judging::no_version(why))
}

fn outside(path: &Path) -> Failure {
    Failure::Input(judging::outside_repository(&files::shown(path)))
}
