//! `exeunt build`: policies into one file that runs without them.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use exeunt::source::{Source, Sources};

use crate::console::Console;
use crate::files;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies;

/// What to build.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Policy files, and folders of them; the current folder if there is none.
    paths: Vec<PathBuf>,

    /// The file to write; `-` for standard output, which is where text goes if no file is named.
    #[arg(short, long, value_name = "FILE", required_if_eq("emit", "binary"))]
    output: Option<PathBuf>,

    /// The form to write.
    #[arg(long, value_enum, default_value_t)]
    emit: Emit,
}

/// The forms of a built program.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Emit {
    /// Versioned JSON.
    #[default]
    Json,
    /// The compact binary form.
    Binary,
    /// What the policies came to, as text for people; it cannot be run.
    IrText,
}

/// Compiles the policies and writes the program. What is there stays as it is unless everything is well.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let analysis = policies::compile(&args.paths, console)?;
    let program = analysis.program.as_ref().ok_or(Failure::Policies)?;
    let failed = |error| Failure::Input(format!("cannot write the program: {error}"));
    let bytes = match args.emit {
        Emit::Json => (program.to_json().map_err(failed)? + "\n").into_bytes(),
        Emit::Binary => program.to_bytes().map_err(failed)?,
        Emit::IrText => program.to_text().map_err(failed)?.into_bytes(),
    };
    match args.output.as_deref() {
        Some(file) if file != Path::new("-") => write(file, &bytes, &analysis.sources)?,
        Some(_) | None => print(args.emit, &bytes, console)?,
    }
    Ok(Outcome::Fine)
}

/// Writes the program to standard output.
fn print(form: Emit, bytes: &[u8], console: &Console) -> Result<(), Failure> {
    match form {
        Emit::Json => console.json(&String::from_utf8_lossy(bytes)),
        Emit::Binary => console.data(bytes),
        Emit::IrText => console.result(&String::from_utf8_lossy(bytes)),
    }
}

/// Writes the program, but not over a text that it was made from.
fn write(file: &Path, bytes: &[u8], sources: &Sources) -> Result<(), Failure> {
    let real = file.canonicalize().ok();
    let is_source = |source: &Source| real.is_some() && Path::new(&source.name).canonicalize().ok() == real;
    if sources.iter().any(|(_, source)| is_source(source)) {
        let file = files::shown(file);
        return Err(Failure::Input(format!("cannot write `{file}`: the program is made from it")));
    }
    files::write(file, bytes)
}
