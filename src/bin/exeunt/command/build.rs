//! `exeunt build`: policies into one file that runs without them.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use exeunt::flat::lower_with_deadlines;
use exeunt::ir::Program;
use exeunt::source::Sources;

use crate::console::Console;
use crate::files;
use crate::help::text;
use crate::messages::{help, usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Policies};
use crate::policy_paths::PolicyPaths;
use crate::portable;

/// What to build.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    policies: PolicyPaths,

    #[arg(short, long, alias = "output-file", value_name = "FILE", required_if_eq("emit", "binary"), help = text(help::output()))]
    output: Option<PathBuf>,

    #[arg(long, value_enum, default_value_t, help = text(help::format()))]
    emit: Emit,

    #[arg(long, help = text(help::with_tests()))]
    with_tests: bool,

    #[arg(long, help = text(help::print_hash()))]
    print_hash: bool,
}

/// The forms of a built program.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Emit {
    #[default]
    #[value(help = text(help::versioned_json()))]
    Json,
    #[value(help = text(help::binary()))]
    Binary,
    #[value(help = text(help::ir_text()))]
    IrText,
    #[value(help = text(help::flat_text()))]
    FlatText,
}

/// Compiles the policies and writes the program. What is there stays as it is unless everything is well.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let file = args.output.as_deref().filter(|file| *file != Path::new("-"));
    if args.print_hash && args.output.is_some() && file.is_none() {
        let message = usage::both_to_output();
        return Err(Failure::Input(message));
    }
    let Built { program, texts } = program(args, console)?;
    match file {
        Some(file) => write(file, &written(args.emit, &program)?, &texts)?,
        None if args.print_hash => {}
        None => print(args.emit, &written(args.emit, &program)?, console)?,
    }
    if args.print_hash {
        console.result(&hashes(&program))?;
    }
    Ok(Outcome::Fine)
}

/// A program, and the texts that it was made from.
struct Built {
    program: Program,
    texts: Sources,
}

/// The program as it is built.
fn program(args: &Args, console: &Console) -> Result<Built, Failure> {
    match Policies::read(&args.policies.all(), None, console)? {
        Policies::Built(program) => {
            let program = if args.with_tests { *program } else { program.without_tests() };
            Ok(Built { program: program.canonical(), texts: Sources::new() })
        }
        Policies::Texts(sources) => {
            let analysis = policies::sound(sources, console)?;
            let program = portable::program(&analysis, args.with_tests).ok_or(Failure::Policies)?;
            Ok(Built { program, texts: analysis.sources })
        }
    }
}

fn written(emit: Emit, program: &Program) -> Result<Vec<u8>, Failure> {
    let written = match emit {
        Emit::Json => program.to_json().map(|text| (text + "\n").into_bytes()),
        Emit::Binary => program.to_bytes(),
        Emit::IrText => program.to_text().map(String::into_bytes),
        Emit::FlatText => return flat_text(program).map(String::into_bytes),
    };
    written.map_err(|error| Failure::Input(usage::cannot_write(usage::the_program(), why(&error))))
}

/// Each policy as back ends compile it.
fn flat_text(program: &Program) -> Result<String, Failure> {
    let text = |policy| {
        let flat = lower_with_deadlines(program, policy).map_err(|_| {
            let name = program.policy_name(policy);
            Failure::Input(usage::no_flat_form(&name))
        });
        flat.map(|flat| flat.to_text(program))
    };
    let texts: Result<Vec<String>, Failure> = program.policies().ids().map(text).collect();
    Ok(texts?.join("\n"))
}

/// A line for each policy: its hash, and its name.
fn hashes(program: &Program) -> String {
    let named = |policy| (program.policy_name(policy), program.hash(policy));
    let mut policies: Vec<_> = program.policies().ids().map(named).collect();
    policies.sort_by(|(one, _), (other, _)| one.cmp(other));
    policies.into_iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect()
}

/// Writes the program to standard output.
fn print(form: Emit, bytes: &[u8], console: &Console) -> Result<(), Failure> {
    match form {
        Emit::Json => console.json(&String::from_utf8_lossy(bytes)),
        Emit::Binary => console.data(bytes),
        Emit::IrText | Emit::FlatText => console.result(&String::from_utf8_lossy(bytes)),
    }
}

/// Writes the program, but not over a text that it was made from.
fn write(file: &Path, bytes: &[u8], sources: &Sources) -> Result<(), Failure> {
    files::write(file, bytes, sources.iter().map(|(_, source)| &source.name))
}
