//! `--service FILE`: what is known of the services, given once a run.

use std::path::PathBuf;

use exeunt::facts::read_services;
use exeunt::source::Sources;

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
        Ok(Loaded { program: loaded.program.with_services(services), sources: loaded.sources })
    }
}
