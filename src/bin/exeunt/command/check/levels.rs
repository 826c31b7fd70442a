//! The levels of warnings: from `exeunt.toml`, then from the command line.

use std::path::PathBuf;

use exeunt::analysis::{self, Analysis, Level, Levels, NoLevel};
use exeunt::diagnostic::Diagnostic;
use exeunt::source::{FileId, Sources};

use crate::files::{self, Kind};
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::Failure;

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

/// The levels, and what was wrong with the settings.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) levels: Levels,
    /// The text of the settings with its name, and what was found in it.
    read: Option<(String, String, Vec<Diagnostic>)>,
}

impl Settings {
    /// Whether there are settings that have to be shown.
    pub(super) fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Adds what is wrong with the settings to what is found in the policies.
    pub(super) fn add_to(&self, analysis: &mut Analysis) {
        let Some((name, text, found)) = &self.read else { return };
        let file = analysis.sources.add(name.clone(), text.clone());
        let moved = found.iter().cloned().map(|mut one| {
            one.primary.span.file = file;
            one
        });
        analysis.diagnostics.extend(moved);
    }
}

/// Reads the settings and the levels of the command line.
pub(super) fn read(args: &Args) -> Result<Settings, Failure> {
    let mut settings = Settings { levels: Levels::default(), read: None };
    if let Some(file) = args.config.clone().or_else(files::settings) {
        let (name, text) = (files::shown(&file), files::read_text(&file, Kind::Settings)?);
        let mut sources = Sources::new();
        let id: FileId = sources.add(name.clone(), text.clone());
        let (levels, found) = analysis::settings(&sources, id);
        settings.levels = levels;
        settings.read = (!found.is_empty()).then_some((name, text, found));
    }
    for (names, level) in [(&args.allow, Level::Allow), (&args.warn, Level::Warn), (&args.deny, Level::Deny)]
    {
        for name in names {
            settings.levels.set(name, level).map_err(|wrong| refused(name, wrong))?;
        }
    }
    Ok(settings)
}

fn refused(name: &str, wrong: NoLevel) -> Failure {
    Failure::Input(match wrong {
        NoLevel::Unknown => usage::no_warning(name),
        NoLevel::Error(_) => usage::error_has_no_level(name),
    })
}
