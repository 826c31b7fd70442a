//! The levels of warnings: from `exeunt.toml`, then from the command line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use exeunt::analysis::{Analysis, Level, Levels, NoLevel};
use exeunt::source::FileId;

use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::Failure;
use crate::project::Project;

/// Levels on the command line; of several for one warning the strictest holds.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Args {
    #[arg(long, value_name = "CODE", help = text(help::allow()))]
    allow: Vec<String>,

    #[arg(long, value_name = "CODE", help = text(help::warn()))]
    warn: Vec<String>,

    #[arg(long, value_name = "CODE", help = text(help::deny()))]
    deny: Vec<String>,

    #[arg(long, value_name = "FILE", help = text(help::config()))]
    config: Option<PathBuf>,
}

impl Args {
    /// The settings that are named.
    pub(super) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }
}

/// The levels of the settings, with those of the command line on top.
#[derive(Debug)]
pub(super) struct Applied<'a> {
    project: &'a Project,
    asked: Vec<(&'a str, Level)>,
}

/// Reads the levels of the command line.
pub(super) fn read<'a>(args: &'a Args, project: &'a Project) -> Result<Applied<'a>, Failure> {
    let mut asked = Vec::new();
    for (names, level) in [(&args.allow, Level::Allow), (&args.warn, Level::Warn), (&args.deny, Level::Deny)]
    {
        for name in names {
            Levels::default().set(name, level).map_err(|wrong| refused(name, wrong))?;
            asked.push((name.as_str(), level));
        }
    }
    Ok(Applied { project, asked })
}

impl Applied<'_> {
    /// Takes out the warnings that are allowed in their files, and makes errors of those that are denied.
    pub(super) fn apply(&self, analysis: &mut Analysis) {
        let mut of_files: HashMap<FileId, Levels> = HashMap::new();
        let sources = &analysis.sources;
        analysis.diagnostics.retain_mut(|found| {
            let file = found.primary.span.file;
            let levels = of_files.entry(file).or_insert_with(|| {
                self.levels_in(sources.get(file).map_or("", |source| source.name.as_str()))
            });
            levels.keep(found)
        });
    }

    fn levels_in(&self, file: &str) -> Levels {
        let mut levels = self.project.levels_in(file);
        for (name, level) in &self.asked {
            // They were set once when the command line was read.
            let _ = levels.set(name, *level);
        }
        levels
    }
}

fn refused(name: &str, wrong: NoLevel) -> Failure {
    Failure::Input(match wrong {
        NoLevel::Unknown => usage::no_warning(name),
        NoLevel::Error(_) => usage::error_has_no_level(name),
    })
}
