//! The project that a command works on: the nearest `exeunt.toml` above the paths that are named, or above the current
//! folder.

use std::path::{Path, PathBuf};

use exeunt::analysis::{self, Entry, Levels, Settings};
use exeunt::diagnostic::Diagnostic;
use exeunt::source::{Source, Sources};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::console::Console;
use crate::files::{self, Exclusion, Found, Kind, shown};
use crate::messages::usage;
use crate::outcome::Failure;
use crate::portable::{absolute, from_here};

/// A project: where its policies are, and its settings.
#[derive(Debug)]
pub(crate) struct Project {
    paths: Vec<PathBuf>,
    /// Whether a policy on standard input belongs to it.
    reads_input: bool,
    /// Whether the paths are those of the project, and not named.
    is_whole: bool,
    exclusion: Exclusion,
    settings: Settings,
    levels_in: Vec<(Gitignore, Levels)>,
    folder: PathBuf,
    /// The text of the settings, where there are any.
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Project {
    /// The project of these paths. Errors in its settings are reported and end the command.
    pub(crate) fn of(paths: &[PathBuf], console: &Console) -> Result<Self, Failure> {
        Self::read(paths, None)?.sound(console)
    }

    /// The project of a folder. Errors in its settings are reported and end the command.
    pub(crate) fn in_folder(folder: &Path, console: &Console) -> Result<Self, Failure> {
        Self::new(&[], folder, None)?.sound(console)
    }

    fn sound(self, console: &Console) -> Result<Self, Failure> {
        self.check_settings(console)?;
        Ok(self)
    }

    /// Reports what is wrong with the settings, if anything is, which ends the command.
    pub(crate) fn check_settings(&self, console: &Console) -> Result<(), Failure> {
        if self.found.is_empty() {
            return Ok(());
        }
        console.errors(&self.sources, &self.found)?;
        Err(Failure::Refused)
    }

    /// The project of these paths, or that of the settings in `config`, with what is wrong in the settings.
    pub(crate) fn read(paths: &[PathBuf], config: Option<&Path>) -> Result<Self, Failure> {
        Self::new(paths, &common_folder(paths), config)
    }

    fn new(paths: &[PathBuf], from: &Path, config: Option<&Path>) -> Result<Self, Failure> {
        let file = config.map(Path::to_path_buf).or_else(|| settings_file(from));
        let mut sources = Sources::new();
        let (settings, found) = match &file {
            Some(file) => read_settings(file, &mut sources)?,
            None => <(Settings, Vec<Diagnostic>)>::default(),
        };
        // Without settings, the folder from which the project was looked for.
        let folder =
            file.as_deref().and_then(Path::parent).map_or_else(|| from_here(from), Path::to_path_buf);
        let mut project = Self {
            paths: paths.iter().filter(|path| !files::is_standard_input(path)).cloned().collect(),
            reads_input: paths.iter().any(|path| files::is_standard_input(path)),
            is_whole: paths.is_empty(),
            exclusion: Exclusion::nothing(),
            settings,
            levels_in: Vec::new(),
            folder,
            sources,
            found,
        };
        project.resolve();
        Ok(project)
    }

    /// Finds what the settings name.
    fn resolve(&mut self) {
        let mut wrong = Vec::new();
        let mut pattern = |of: &[Entry]| {
            let mut patterns = GitignoreBuilder::new("");
            for entry in of {
                if let Err(error) = patterns.add_line(None, &entry.text) {
                    let message = usage::not_a_pattern(&entry.text, &error.to_string());
                    wrong.push(entry.refused(message, usage::not_a_pattern_label()));
                }
            }
            patterns.build().unwrap_or_else(|_| Gitignore::empty())
        };
        self.exclusion = Exclusion::new(&self.folder, pattern(&self.settings.exclude));
        let levels_in = self.settings.levels_in.iter();
        self.levels_in =
            levels_in.map(|(entry, levels)| (pattern(std::slice::from_ref(entry)), levels.clone())).collect();
        if self.is_whole {
            for entry in &self.settings.policies {
                let path = self.folder.join(&entry.text);
                if path.symlink_metadata().is_err() {
                    let message = usage::no_such_path_of_project(&shown(&path));
                    wrong.push(entry.refused(message, usage::nothing_there()));
                }
                self.paths.push(path);
            }
        }
        if self.is_whole && self.paths.is_empty() {
            let here = self.folder.as_os_str().is_empty();
            self.paths.push(if here { PathBuf::from(".") } else { self.folder.clone() });
        }
        self.found.extend(wrong);
    }

    /// Where the policies are: the paths that were named, or those of the project.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Whether a policy on standard input belongs to it, as `-` says.
    pub(crate) fn reads_input(&self) -> bool {
        self.reads_input
    }

    /// The folder of its settings, or the one that its paths are in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The text of the settings with what is wrong in it, if anything is.
    pub(crate) fn wrong(&self) -> Option<(&Source, &[Diagnostic])> {
        let (_, source) = self.sources.iter().next()?;
        (!self.found.is_empty()).then_some((source, self.found.as_slice()))
    }

    /// The levels of warnings in a file.
    pub(crate) fn levels_in(&self, file: &str) -> Levels {
        let (file, folder) = (absolute(Path::new(file)), absolute(&self.folder));
        let within = file.strip_prefix(&folder).ok();
        let is_meant = |patterns: &Gitignore| {
            within.is_some_and(|file| patterns.matched_path_or_any_parents(file, false).is_ignore())
        };
        let narrower = self.levels_in.iter().filter(|(patterns, _)| is_meant(patterns));
        narrower.fold(self.settings.levels.clone(), |levels, (_, narrower)| levels.narrowed_by(narrower))
    }

    /// The files with policies.
    pub(crate) fn policies(&self) -> Result<Found, Failure> {
        files::policies(&self.paths, &self.exclusion).map(|found| self.named_from_here(found))
    }

    /// Files that nobody named are named as one would name them from the current folder.
    fn named_from_here(&self, mut found: Found) -> Found {
        if self.is_whole {
            found.files.iter_mut().for_each(|file| *file = from_here(file));
        }
        found
    }

    /// The files with fixtures.
    pub(crate) fn fixtures(&self) -> Result<Found, Failure> {
        files::fixtures(&self.paths, &self.exclusion).map(|found| self.named_from_here(found))
    }

    /// The files of that name.
    pub(crate) fn named(&self, name: &str) -> Result<Vec<PathBuf>, Failure> {
        files::named(&self.paths, &self.exclusion, name)
    }

    /// Every file whose change may change the results of tests.
    pub(crate) fn watched(&self) -> Vec<PathBuf> {
        files::watched(&self.paths, &self.exclusion)
    }

    /// The policies below a folder that an editor has open.
    #[cfg(feature = "lsp")]
    pub(crate) fn policies_below(folder: &Path) -> Vec<PathBuf> {
        let folders = [folder.to_path_buf()];
        let exclusion = Self::read(&folders, None).map_or_else(|_| Exclusion::nothing(), |it| it.exclusion);
        files::policies_below(folder, &exclusion)
    }
}

/// The settings above the current folder, for what is decided before a command runs; none if they cannot be read, which the
/// command will say.
pub(crate) fn settings_here() -> Settings {
    let Some(file) = settings_file(Path::new(".")) else { return Settings::default() };
    read_settings(&file, &mut Sources::new()).map(|(settings, _)| settings).unwrap_or_default()
}

/// The settings above a folder, as one would name them from the current folder.
fn settings_file(from: &Path) -> Option<PathBuf> {
    files::settings_above(from).map(|file| from_here(&file))
}

/// Reads settings, with what is wrong in them.
fn read_settings(file: &Path, sources: &mut Sources) -> Result<(Settings, Vec<Diagnostic>), Failure> {
    let text = files::read_text(file, Kind::Settings)?;
    let id = sources.add(shown(file), text);
    Ok(analysis::settings(sources, id))
}

/// The folder that holds all paths; the current one if there are none.
fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let folder = |path: &PathBuf| {
        let path = absolute(path);
        let is_folder = path.is_dir();
        if is_folder { path } else { path.parent().map_or_else(|| path.clone(), Path::to_path_buf) }
    };
    let mut folders = paths.iter().map(folder);
    let mut common = folders.next().unwrap_or_else(|| absolute(Path::new(".")));
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}
