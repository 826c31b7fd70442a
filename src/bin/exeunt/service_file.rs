//! `--service FILE`: what is known of the services, given once a run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use exeunt::diagnostic::{Code, Diagnostic, Severity};
use exeunt::facts::{Options, read_services, read_services_with};
use exeunt::source::{Sources, Span};

use crate::console::Console;
use crate::files::{self, Kind};
use crate::help::text;
use crate::messages::help;
use crate::outcome::Failure;
use crate::policies::Loaded;

/// The file, if there is one.
#[derive(Debug, clap::Args)]
pub(crate) struct ServiceFile {
    #[arg(long = "service", value_name = "FILE", help = text(help::service()))]
    file: Option<PathBuf>,
}

impl ServiceFile {
    /// Whether there is one.
    pub(crate) fn is_given(&self) -> bool {
        self.file.is_some()
    }

    /// The policies, with what the file says of the services that they declare. Errors are reported with their places.
    pub(crate) fn told(&self, loaded: Loaded, console: &Console) -> Result<Loaded, Failure> {
        let Some(file) = &self.file else { return Ok(loaded) };
        let (text, mut sources) = (files::read_text(file, Kind::Service)?, Sources::new());
        let id = sources.add(files::shown(file), text.clone());
        let (services, found) = read_services(&loaded.program, id, &text);
        let Some(services) = services else {
            console.errors(&sources, &found)?;
            return Err(Failure::Facts);
        };
        console.report(&console.drawn(&sources, &found));
        Ok(loaded.with_services(services))
    }

    /// Two versions of policies, with what the file says of the services that each declares. What only one of them declares
    /// says nothing to the other; what neither declares is an error.
    pub(crate) fn told_versions(
        &self,
        [old, new]: [Loaded; 2],
        console: &Console,
    ) -> Result<[Loaded; 2], Failure> {
        let Some(file) = &self.file else { return Ok([old, new]) };
        let (text, mut sources) = (files::read_text(file, Kind::Service)?, Sources::new());
        let id = sources.add(files::shown(file), text.clone());
        let read = |loaded: &Loaded| {
            let options = Options::default().allowing_unknown_keys();
            read_services_with(options, &loaded.program, id, &text)
        };
        let ((of_old, found), (of_new, other)) = (read(&old), read(&new));
        let ignored = |found: &[Diagnostic]| -> BTreeSet<Span> {
            let ignored = found.iter().filter(|it| it.code == Code::IgnoredKey);
            ignored.map(|it| it.primary.span).collect()
        };
        let by_both: BTreeSet<Span> = ignored(&found).intersection(&ignored(&other)).copied().collect();
        let strictly = read_services(&new.program, id, &text).1;
        let mut errors: Vec<Diagnostic> =
            strictly.into_iter().filter(|it| by_both.contains(&it.primary.span)).collect();
        // Most errors are the same for both versions.
        for error in found.into_iter().chain(other).filter(|it| it.severity() == Severity::Error) {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        let (Some(of_old), Some(of_new), true) = (of_old, of_new, errors.is_empty()) else {
            console.errors(&sources, &errors)?;
            return Err(Failure::Facts);
        };
        Ok([old.with_services(of_old), new.with_services(of_new)])
    }
}
