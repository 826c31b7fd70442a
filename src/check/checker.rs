//! The checker's state, and the order of its work.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::check::build::Built;
use crate::check::declare::packages::collect;
use crate::check::flow::narrowing;
use crate::check::flow::summarize::Summaries;
use crate::check::reports::of_wrong_type;
use crate::check::state::{
    Cache, Checked, DefinitionKey, DefinitionSummary, EndedPhrase, ItemResult, Links, Meaning, NamedPart,
    Package, Parsing, PartNames, PartialProgram, PreviousRun, Progress, Refinement, Restart, Scope, Shape,
    Summary,
};
use crate::check::suggest::nearest::MOST_LOOKED_AT;
use crate::diagnostic::messages::{analysis, check_names, common, syntax};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, Reported};
use crate::ir::{self, IndexVec};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast;

/// How deep the walk may stand in expressions and in definitions met on the way.
const MOST_NESTED: usize = 256;

#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) packages: IndexVec<ir::PackageId, Package<'a>>,
    /// Index of each package, by name.
    pub(super) package_ids: HashMap<&'a str, ir::PackageId>,
    pub(super) shapes: IndexVec<ir::RecordId, Shape<'a>>,
    pub(super) shape_ids: HashMap<(ir::PackageId, &'a str), ir::RecordId>,
    pub(super) definitions: HashMap<DefinitionKey<'a>, Progress<(ir::DefinitionId, Meaning)>>,
    /// What is known of each lowered definition, by its id.
    pub(super) definition_summaries: IndexVec<ir::DefinitionId, DefinitionSummary>,
    /// The calendars of the packages, by name.
    pub(super) calendars: HashMap<(ir::PackageId, &'a str), Progress<ir::WorkCalendar>>,
    pub(super) policies: HashMap<(ir::PackageId, &'a str), Progress<ir::PolicyId>>,
    /// What is known of each lowered policy, by its id.
    pub(super) policy_summaries: IndexVec<ir::PolicyId, Summary>,
    pub(super) program: ir::Program,
    /// The result so far of the item that is being checked.
    pub(super) current: ItemResult,
    /// The phrases before what is being checked, within the same condition, that have ended.
    pub(super) ended_phrases: Vec<EndedPhrase<'a>>,
    /// The results of a previous run.
    pub(super) previous: PreviousRun,
    /// The items that are reused from the previous run, by their declarations.
    pub(super) reused: HashSet<Span>,
    /// The results of the items, for the next run.
    pub(super) cache: Cache,
    /// The items of the program that are known to be sound.
    pub(super) proven: ir::Proven,
    /// What names refer to, in the items that are done.
    pub(super) links: Links,
    /// The declarations that something refers to.
    pub(super) used: HashSet<Span>,
    /// Each enumeration's number, and the names of its values; `None` where several enumerations have the same.
    pub(super) enumerations: HashMap<ir::Choices, (ir::EnumerationId, Option<Vec<Span>>)>,
    /// Fields whose type could not be read or is wrong: their uses are passed over.
    pub(super) untyped: HashMap<(ir::RecordId, u32), Reported>,
    /// The trees of the texts.
    pub(super) files: &'a [ast::File],
    /// The records that have such fields.
    pub(super) uncertain: HashMap<ir::RecordId, Reported>,
    /// The packages whose accounts leave by something that is not a time of theirs.
    pub(super) wrongly_left: HashMap<ir::PackageId, Reported>,
    /// The records that are dated by something that is not a time of theirs.
    pub(super) wrongly_dated: HashMap<ir::RecordId, Reported>,
    /// The texts, for the facts that tests name.
    pub(super) sources: &'a Sources,
    /// What was read of files of facts, so that each is read and reported once.
    pub(super) facts_read: HashMap<(FileId, ir::RecordId), Built<ir::Value>>,
    /// The names that expectations of each policy may have.
    pub(super) part_names: HashMap<(ir::PolicyId, NamedPart), Rc<PartNames<'a>>>,
    /// The policies of which a part of the plan was lost, by an error that is reported: what is expected of it is not judged.
    pub(super) lost_plans: HashSet<(ir::PackageId, &'a str)>,
    /// The policies of which the `when` is wrong, which is reported.
    pub(super) lost_whens: HashSet<(ir::PackageId, &'a str)>,
    /// The policies that are stages of lifecycles, with what sets them back.
    pub(super) restarts: HashMap<(ir::PackageId, &'a str), Restart>,
    /// The lifecycles without errors so far, with the fields that restart them.
    pub(super) lifecycles: Vec<(ir::PackageId, &'a ast::Lifecycle, u32)>,
    /// Whether the files were parsed without errors and no error was found so far.
    is_sound: bool,
    /// How many known names may still be looked at for suggestions.
    pub(super) suggestions: Cell<usize>,
    /// How deep the walk stands.
    pub(super) depth: usize,
    /// Proof that an item was reported as too deep, which is done once.
    too_deep: Option<Reported>,
    /// What was found in the items that are done.
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        files: &'a [ast::File],
        sources: &'a Sources,
        parsing: Parsing,
        previous: PreviousRun,
    ) -> Self {
        let mut diagnostics = Diagnostics::default();
        let packages: IndexVec<ir::PackageId, _> = collect(files, &mut diagnostics).into();
        let package_ids = packages.iter_enumerated().map(|(id, package)| (package.name, id)).collect();
        let mut cache = Cache::new(files, sources);
        cache.reserve(previous.len());
        let program = ir::Program {
            files: sources.iter().take(files.len()).map(|(_, source)| source.name.clone()).collect(),
            packages: IndexVec::new(),
            records: IndexVec::new(),
            enumerations: IndexVec::new(),
            definitions: IndexVec::new(),
            policies: IndexVec::new(),
            lifecycles: IndexVec::new(),
            tests: Vec::new(),
            hashes: ir::Hashes::default(),
            services: ir::Services::default(),
        };
        Self {
            packages,
            package_ids,
            shapes: IndexVec::new(),
            shape_ids: HashMap::new(),
            definitions: HashMap::new(),
            definition_summaries: IndexVec::new(),
            calendars: HashMap::new(),
            policies: HashMap::new(),
            policy_summaries: IndexVec::new(),
            program,
            current: ItemResult::default(),
            ended_phrases: Vec::new(),
            reused: HashSet::with_capacity(previous.len()),
            cache,
            proven: ir::Proven::default(),
            previous,
            links: Links::default(),
            used: HashSet::new(),
            enumerations: HashMap::new(),
            untyped: HashMap::new(),
            files,
            uncertain: HashMap::new(),
            wrongly_dated: HashMap::new(),
            wrongly_left: HashMap::new(),
            sources,
            facts_read: HashMap::new(),
            part_names: HashMap::new(),
            lost_plans: HashSet::new(),
            lost_whens: HashSet::new(),
            restarts: HashMap::new(),
            lifecycles: Vec::new(),
            is_sound: parsing == Parsing::Complete && !diagnostics.has_errors(),
            suggestions: Cell::new(MOST_LOOKED_AT),
            depth: 0,
            too_deep: None,
            diagnostics,
        }
    }

    pub(super) fn run(&mut self) {
        self.check_names();
        self.link_uses();
        self.declare_shapes();
        self.declare_packages();
        self.check_shapes();
        self.declare_words();
        self.check_outcomes();
        self.check_calendars();
        self.check_left_by();
        self.declare_lifecycles();
        self.check_titles();
        for package in self.packages.ids() {
            self.check_definitions(package);
            for item in self.packages[package].items.clone() {
                if let ast::Item::Policy(policy) = item {
                    // An error was reported; what follows is checked all the same.
                    let _ = self.policy(package, &policy.name.text);
                }
            }
        }
        self.check_lifecycles();
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                if let ast::Item::Test(test) = item {
                    let _ = self.check_item(test.title.span, |checker| checker.lower_test(package, test));
                }
            }
            self.check_idle_fixtures(package);
        }
    }

    pub(super) fn finish(mut self) -> Checked {
        if self.is_sound
            && let Some(incomplete) = self.first_incomplete()
        {
            self.lost(incomplete, syntax::part_of_text());
        }
        let rest = std::mem::take(&mut self.current);
        self.take_in(&rest);
        let calendars = self.sound_calendars();
        let Self { program, links, diagnostics, cache, proven, is_sound, .. } = self;
        let program = if is_sound { Ok(program) } else { Err(PartialProgram(program)) };
        Checked { program, calendars, links, diagnostics, cache, proven }
    }

    /// Whether the files were parsed without errors and no error was found so far: only then can warnings be reported that
    /// are about the whole.
    pub(super) fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Whether anything refers to the declaration at a place.
    pub(super) fn is_used(&self, declared: Span) -> bool {
        self.used.contains(&declared)
    }

    /// The error of a record one of whose fields has no type. What else the record lacks is then not reported.
    pub(super) fn uncertainty(&self, record: ir::RecordId) -> Option<Reported> {
        self.uncertain.get(&record).copied()
    }

    /// Reports an error.
    pub(super) fn report(&mut self, error: Diagnostic) -> Reported {
        self.is_sound = false;
        self.current.found.report(error)
    }

    /// Reports a warning, even beside errors.
    pub(super) fn report_warning(&mut self, warning: Diagnostic) {
        self.current.found.push(warning);
    }

    /// Reports a part of the tree that has a form which no rule expects.
    pub(super) fn lost(&mut self, span: Span, what: Message) -> Reported {
        self.report(
            Diagnostic::new(Code::BadProgram, span, syntax::compiler_lost(what))
                .label(analysis::read_then_forgotten())
                .note(analysis::must_not_run())
                .help(analysis::report_bug()),
        )
    }

    /// Records that a part of the current item is wrong and was left out of the program.
    pub(super) fn poison(&mut self, reported: Reported) {
        self.current.poisoned.push(reported);
    }

    /// Reports a value of another type than its place takes.
    pub(super) fn wrong_type(&mut self, span: Span, expected: Message, found: Message) -> Reported {
        self.report(of_wrong_type(span, expected, found))
    }

    /// Runs `walk` one level further in, unless that is too deep for any evaluation.
    pub(super) fn within<T>(&mut self, span: Span, walk: impl FnOnce(&mut Self) -> Built<T>) -> Built<T> {
        self.within_levels(1, span, walk)
    }

    /// The same for a walk that takes as much of the stack as so many levels of an expression.
    pub(super) fn within_levels<T>(
        &mut self,
        levels: usize,
        span: Span,
        walk: impl FnOnce(&mut Self) -> Built<T>,
    ) -> Built<T> {
        if self.depth + levels > MOST_NESTED {
            return Err(self.report_too_deep(span));
        }
        self.depth += levels;
        let found = walk(self);
        self.depth -= levels;
        found
    }

    /// Reports, once, that conditions are nested too deep. The rest of the chain is not checked, and its other links
    /// would be reported again.
    pub(super) fn report_too_deep(&mut self, span: Span) -> Reported {
        let reported = self.too_deep.unwrap_or_else(|| self.report(too_deep(span)));
        self.too_deep = Some(reported);
        reported
    }

    /// What is present wherever `condition` has the truth `sense`.
    pub(super) fn refinements_if(&self, condition: &ir::Condition, sense: bool) -> Vec<Refinement> {
        narrowing::refinements_if(condition, sense, &self.definition_summaries)
    }

    /// The summaries of what is lowered so far.
    pub(super) fn summaries(&self) -> Summaries<'_> {
        Summaries { definitions: &self.definition_summaries, policies: &self.policy_summaries }
    }

    pub(super) fn account_of(&self, package: ir::PackageId) -> Option<ir::RecordId> {
        self.packages[package].account_shape
    }

    pub(super) fn request_of(&self, package: ir::PackageId) -> Option<ir::RecordId> {
        self.packages[package].request_shape
    }

    pub(super) fn service_of(&self, package: ir::PackageId) -> Option<ir::RecordId> {
        self.packages[package].service_shape
    }

    /// The scope of what stands in a package, outside of its phrases; `request` is the shape of the request, if it may be read.
    pub(super) fn scope_of(&self, package: ir::PackageId, request: Option<ir::RecordId>) -> Scope {
        Scope::new(package, self.account_of(package), request, self.service_of(package))
    }

    pub(super) fn zone_of(&self, package: ir::PackageId) -> ir::Zone {
        self.program.packages[package].zone
    }

    fn declare_packages(&mut self) {
        for at in self.packages.ids() {
            let zone = self.checked_zone(at);
            let account = self.account_of(at).unwrap_or_else(|| self.nothing_of_account());
            let package = &self.packages[at];
            let languages = package.languages.iter().map(|language| language.text.clone()).collect();
            let (name, request, service) =
                (package.name.to_owned(), package.request_shape, package.service_shape);
            let outcomes = Vec::new();
            let package = ir::Package { name, languages, zone, outcomes, account, request, service };
            self.program.packages.push(package);
        }
    }

    /// The shape of the account in a package that declares nothing of it.
    fn nothing_of_account(&mut self) -> ir::RecordId {
        self.program.records.push(ir::Record { name: "account".to_owned(), fields: Vec::new(), key: None })
    }

    fn checked_zone(&mut self, package: ir::PackageId) -> ir::Zone {
        let Some(zone) = self.packages[package].zone else { return ir::Zone::utc() };
        if let Some(found) = ir::Zone::named(&zone.text) {
            return found;
        }
        let near = crate::diagnostic::nearest(&zone.text, ir::Zone::names());
        let unknown = Diagnostic::new(Code::UnknownName, zone.span, check_names::no_time_zone(&zone.text))
            .label(check_names::not_in_iana());
        self.report(match near {
            Some(near) => unknown.help(common::did_you_mean(near)).offer(zone.span, near),
            None => unknown.help(check_names::zone_example()),
        });
        ir::Zone::utc()
    }
}

/// Something that stands on too many others.
fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, check_names::too_many_nested())
        .label(check_names::too_much_written_out())
        .help(check_names::nest_less())
}
