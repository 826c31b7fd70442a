//! `exeunt diff`: what changed in meaning between two versions of policies, and for whom.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use exeunt::compare::{Difference, Direction, ItemMoved, ItemState, Moved, compare, moved};
use exeunt::facts::{Envelope, Read, read_lines, read_with};
use exeunt::ir::Timestamp;
use exeunt::render::escaped;
use exeunt::source::Sources;
use serde::Serialize;

use crate::clock;
use crate::console::Console;
use crate::facts_file::{self, Reading};
use crate::git;
use crate::help::text;
use crate::messages::{help, judging, usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::output_file::OutputFile;
use crate::policies::{self, Loaded};
use crate::project::Project;
use crate::service_file::ServiceFile;

/// Which versions to compare, and on whom.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "OLD NEW", required_unless_present = "against", help = text(help::versions()))]
    paths: Vec<PathBuf>,

    #[arg(long, value_name = "REF", help = text(help::against()))]
    against: Option<String>,

    #[arg(long, value_name = "FILE", help = text(help::population()))]
    population: Vec<PathBuf>,

    #[arg(long, value_name = "POLICY", requires = "population", help = text(help::default_policy()))]
    policy: Option<String>,

    #[command(flatten)]
    service: ServiceFile,

    #[command(flatten)]
    reading: Reading,

    #[arg(long, value_enum, value_name = "CHANGE", value_delimiter = ',', help = text(help::forbid()))]
    forbid: Vec<Forbidden>,

    #[arg(long, value_enum, default_value_t, help = text(help::format()))]
    format: Format,

    #[command(flatten)]
    output: OutputFile,
}

/// What a new version must not do.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Forbidden {
    #[value(help = text(help::loosening()))]
    Loosening,
    #[value(help = text(help::erasing_more()))]
    ErasesMore,
    #[value(help = text(help::erasing_less()))]
    ErasesLess,
    #[value(help = text(help::keeping_longer()))]
    KeepsLonger,
    #[value(help = text(help::keeping_shorter()))]
    KeepsShorter,
    #[value(help = text(help::holding_more()))]
    HoldsMore,
    #[value(help = text(help::holding_less()))]
    HoldsLess,
    #[value(help = text(help::informing_more()))]
    InformsMore,
    #[value(help = text(help::informing_less()))]
    InformsLess,
}

impl Forbidden {
    /// Whether a difference is such a change, or not shown to be none.
    fn is_met_by(self, difference: &Difference) -> bool {
        let direction = match self {
            Self::Loosening => return difference.effect.may_loosen(),
            Self::ErasesMore => Direction::ErasesMore,
            Self::ErasesLess => Direction::ErasesLess,
            Self::KeepsLonger => Direction::KeepsLonger,
            Self::KeepsShorter => Direction::KeepsShorter,
            Self::HoldsMore => Direction::HoldsMore,
            Self::HoldsLess => Direction::HoldsLess,
            Self::InformsMore => Direction::InformsMore,
            Self::InformsLess => Direction::InformsLess,
        };
        difference.directions.contains(&direction)
    }
}

/// The forms of the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    #[value(help = text(help::for_people()))]
    Human,
    #[value(help = text(help::one_json_object()))]
    Json,
    #[value(help = text(help::markdown()))]
    Markdown,
}

/// An account that the versions judge differently.
#[derive(Debug, Serialize)]
struct Affected {
    policy: String,
    account: String,
    #[serde(flatten)]
    moved: Moved,
}

#[derive(Debug, Serialize)]
struct Answer {
    differences: Vec<Difference>,
    judged: usize,
    affected: Vec<Affected>,
}

/// Compares; a change that is forbidden is a finding.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let console = &console.with_errors_as_json(args.format == Format::Json);
    args.output.collect(&args.paths, console, |console| compare_versions(args, console))
}

fn compare_versions(args: &Args, console: &Console) -> Ended {
    let [old, new] = args.service.told_versions(args.versions(console)?, console)?;
    let mut differences =
        compare(&old.program, &new.program).map_err(|refused| Failure::Input(refused.message()))?;
    differences.iter_mut().for_each(|it| it.read_in(&old.sources, &new.sources));
    let mut population = Population { old: &old, new: &new, args, judged: 0, affected: Vec::new() };
    for file in &args.population {
        population.file(file, console)?;
    }
    let Population { judged, affected, .. } = population;
    let answer = Answer { differences, judged, affected };
    show(args.format, &answer, console)?;
    let is_forbidden = |difference: &Difference| args.forbid.iter().any(|it| it.is_met_by(difference));
    Ok(Outcome::of(answer.differences.iter().any(is_forbidden)))
}

impl Args {
    /// The old version and the new one: two that are named, or that of a commit and the files as they are.
    fn versions(&self, console: &Console) -> Result<[Loaded; 2], Failure> {
        match (&self.against, self.paths.as_slice()) {
            (None, [old, new]) => {
                let load = |path| policies::load(std::slice::from_ref(path), None, console);
                Ok([load(old)?, load(new)?])
            }
            (None, _) => Err(Failure::Input(judging::two_versions())),
            (Some(reference), paths) => {
                let project = Project::of(paths, console)?;
                let old = git::version(reference, paths, &project, console)?;
                Ok([old, policies::load(paths, None, console)?])
            }
        }
    }
}

fn show(format: Format, answer: &Answer, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => {
            let text = serde_json::to_string_pretty(answer)
                .map_err(|error| Failure::Input(usage::cannot_write(usage::the_answer(), why(&error))))?;
            console.json(&(text + "\n"))
        }
        Format::Human => {
            let differences = exeunt::render::differences(&answer.differences, console.language());
            console.result(&(differences + &nothing_changed(answer, console) + &population(answer, console)))
        }
        Format::Markdown => {
            let differences = exeunt::render::differences_markdown(&answer.differences, console.language());
            let population = population(answer, console);
            let population = if population.is_empty() {
                population
            } else {
                format!("\n```text\n{}```\n", population.trim_start())
            };
            console.result(&(differences + &nothing_changed(answer, console) + &population))
        }
    }
}

fn nothing_changed(answer: &Answer, console: &Console) -> String {
    if !answer.differences.is_empty() {
        return String::new();
    }
    format!("{}\n", console.text(judging::nothing_changed()))
}

/// The accounts that are judged otherwise.
fn population(answer: &Answer, console: &Console) -> String {
    let mut text = String::new();
    if answer.judged > 0 {
        let counts = judging::accounts_change(answer.affected.len(), answer.judged);
        text.push_str(&format!("\n{}\n", console.text(counts)));
    }
    for Affected { policy, account, moved } in &answer.affected {
        let no_longer = moved.no_longer.iter().map(|name| judging::no_longer(name));
        let why = no_longer.chain(moved.newly.iter().map(|name| judging::newly(name))).reduce(usage::and);
        let why = why.map(|why| console.text(why)).unwrap_or_default();
        let (from, to) = (console.text(moved.from.title()), console.text(moved.to.title()));
        let account = escaped(account);
        let line = match moved.from == moved.to {
            true => format!("  {account}  {policy}  {from}"),
            false => format!("  {account}  {policy}  {from} → {to}  {why}"),
        };
        text.push_str(&format!("{line}\n"));
        for ItemMoved { path, before, after } in moved.items.iter().take(MOST_ITEMS) {
            let state = |state: &Option<ItemState>| state.map_or_else(|| "·".to_owned(), item_state);
            let (path, before, after) = (escaped(path), state(before), state(after));
            text.push_str(&format!("    {path}  {before} → {after}\n"));
        }
        if let Some(more) = moved.items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
            text.push_str(&format!("    {}\n", console.text(judging::further_items(more))));
        }
    }
    text
}

/// How many items are shown of an account.
const MOST_ITEMS: usize = 5;

/// What becomes of an item, in the words of the verdict's JSON.
fn item_state(state: ItemState) -> String {
    let instants = [("until", state.until), ("since", state.due_since), ("copies gone by", state.gone_by)];
    let instants = instants.into_iter().filter_map(|(word, at)| Some(format!(" {word} {}", at?)));
    let after_leaving = state.after_leaving.map(|it| format!(" for {it}"));
    std::iter::once(state.disposal.word().to_owned()).chain(instants).chain(after_leaving).collect()
}

struct Population<'a> {
    old: &'a Loaded,
    new: &'a Loaded,
    args: &'a Args,
    judged: usize,
    affected: Vec<Affected>,
}

impl Population<'_> {
    fn file(&mut self, path: &Path, console: &Console) -> Result<(), Failure> {
        let text = facts_file::read_text(path, u32::MAX)?;
        let name = facts_file::shown(path);
        let is_one = facts_file::is_json(path);
        let mut texts = Sources::new();
        let file = texts.add(name.clone(), text.clone());
        let each = |loaded: &Loaded| -> Vec<(usize, Read)> {
            let (program, options) = (&loaded.program, self.args.reading.options());
            let policy = self.args.policy.as_deref().and_then(|name| program.policy(name));
            if is_one {
                vec![(1, read_with(options, program, policy, file, &text))]
            } else {
                read_lines(options, program, policy, file, &text).collect()
            }
        };
        let (before, after) = (each(self.old), each(self.new));
        for ((line, before), (_, after)) in before.into_iter().zip(after) {
            let (Some(was), Some(is)) = (before.envelope, after.envelope) else {
                let mut found = before.diagnostics;
                // Most errors are the same for both versions.
                let new = after.diagnostics.into_iter().filter(|it| !found.contains(it)).collect::<Vec<_>>();
                found.extend(new);
                console.errors(&texts, &found)?;
                facts_file::report_left_out((before.left_out + after.left_out) as u64, console);
                return Err(Failure::Facts);
            };
            self.account(&format!("{name}:{line}"), &was, &is);
        }
        Ok(())
    }

    /// Judges one account, which goes by its id or else by its place.
    fn account(&mut self, place: &str, was: &Envelope, is: &Envelope) {
        let now = was.now.or_else(clock::now).unwrap_or(Timestamp::from_micros(0));
        self.judged += 1;
        let old = (&self.old.program, was.policy, &was.facts);
        let new = (&self.new.program, is.policy, &is.facts);
        if let Some(moved) = moved(old, new, now) {
            let account = was.id.as_ref().map_or_else(|| place.to_owned(), ToString::to_string);
            self.affected.push(Affected { policy: self.new.program.policy_name(is.policy), account, moved });
        }
    }
}
