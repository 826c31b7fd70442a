//! `exeunt sweep`: judges every account of a database or folder, and shows later what was decided. It decides; it
//! deletes nothing.

mod address;
mod args;
mod client;
mod confirm;
mod database;
mod digest;
mod engine;
mod folder;
mod form;
mod manifest;
mod output;
mod place;
mod plan;
mod run;
mod verdict;

use std::path::Path;

use exeunt::ir::PolicyId;

use crate::console::Console;
use crate::files::{self, Kind};
use crate::messages::sweeping;
use crate::outcome::{Ended, Failure};
use crate::policies::{self, Loaded};
pub(crate) use args::Args;
use confirm::GivenPlan;
use engine::Engine;
use manifest::Terms;
use place::{Place, place};
use run::Sweep;

/// Judges batch by batch; the manifest counts a batch once it is written.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = args.judged_by.load(console)?;
    let loaded = args.service.told(loaded, console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    args.judged_by.check(&loaded.program, policy)?;
    let source = place(&args.source)?;
    let targets = args.targets();
    let others = targets.places().chain(args.confirm.as_deref());
    let others = others.map(place).collect::<Result<Vec<_>, _>>()?;
    if others.iter().chain([&source]).any(Place::has_password) {
        console.warning(sweeping::password_in_address());
    }
    if args.reads_plans() && loaded.program.policies()[policy].data.is_empty() {
        return Err(Failure::Input(sweeping::no_plan(&loaded.program.policy_name(policy))));
    }
    let plan = args.confirm.as_deref().map(|plan| GivenPlan::read(plan, &args.plan_table)).transpose()?;
    let asked = Asked { args, loaded: &loaded, policy, plan: plan.as_ref() };
    match source {
        Place::Path(folder) => of_folder(&asked, Path::new(folder), console),
        Place::Postgres(address) => of_database(&asked, console, || Engine::postgres(&address)),
        Place::DuckDb(file) => of_database(&asked, console, || Engine::duckdb(file)),
    }
}

/// What is to be done.
struct Asked<'a> {
    args: &'a Args,
    loaded: &'a Loaded,
    policy: PolicyId,
    /// The plan that is judged again.
    plan: Option<&'a GivenPlan>,
}

impl Asked<'_> {
    fn terms(&self, names: (String, String), mapping: Option<&str>) -> Result<Terms, Failure> {
        let (now, allow_unknown_keys) = (self.args.now, self.args.reading.allows_unknown_keys());
        let program = &self.loaded.program;
        let terms = Terms::new(program, self.policy, now, allow_unknown_keys, names, mapping)?;
        Ok(terms.confirming(self.plan.map(GivenPlan::confirms)))
    }
}

fn of_folder(asked: &Asked<'_>, folder: &Path, console: &Console) -> Ended {
    let &Asked { args, loaded, policy, plan } = asked;
    let mut population = folder::Population::found(&loaded.program, policy, args, plan, folder, console)?;
    let terms = asked.terms((population.source(), folder::version()), None)?;
    let mut sweep =
        Sweep::start(args, terms, folder::judged_nothing(), &mut |id| population.note(id), console)?;
    population.sweep(args.batch(), &mut sweep, console)?;
    sweep.end(console)
}

fn of_database(
    asked: &Asked<'_>,
    console: &Console,
    start: impl FnOnce() -> Result<Engine, Failure>,
) -> Ended {
    let &Asked { args, loaded, policy, plan } = asked;
    let mapping = super::sql::mapping_of(args.mapping.as_deref(), &loaded.sources, console)?;
    let mut engine = start()?;
    let mapping = mapping.as_ref();
    let population = database::Population::checked(&loaded.program, policy, args, mapping, &mut engine)?;
    let text = args.mapping.as_deref().map(|file| files::read_text(file, Kind::Mapping)).transpose()?;
    let names = (engine.source(population.accounts())?, engine.version()?);
    let terms = asked.terms(names, text.as_deref())?;
    let mut sweep = Sweep::start(args, terms, population.judged_nothing(), &mut |_| Ok(()), console)?;
    if args.resume {
        population.take_up(&mut engine, plan, &mut sweep, console)?;
    }
    if !sweep.manifest.complete {
        match plan {
            Some(plan) => population.confirm(plan, args.batch(), &mut engine, &mut sweep, console)?,
            None => population.sweep(args.batch(), &mut engine, &mut sweep, console)?,
        }
    }
    sweep.end(console)
}
