//! A program in the one order that its meaning decides: what policies depend on and nothing else, numbered as a walk from
//! the policies meets it. Which files were read, in which order and from which folder leaves no trace.

use std::collections::BTreeSet;

use super::references::{Reference, References};
use super::{
    Choices, Definition, DefinitionId, EnumerationId, Hashes, Id, IndexVec, Lifecycle, Origin, Package,
    PackageId, Policy, PolicyId, Program, Record, RecordId, Services,
};

impl Program {
    /// The same program in canonical order: policies by their names, each after all that it depends on, and of the rest
    /// only what they depend on. Lifecycles are by their names. [`Program::files`] are those that something is from, by their
    /// names; tests are in the order in which they are written.
    ///
    /// The program has to be sound.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let mut policies: Vec<PolicyId> = self.policies.ids().collect();
        policies.sort_by_cached_key(|&policy| self.policy_name(policy));
        let mut walk = Walk::new(self);
        policies.into_iter().for_each(|policy| {
            walk.policy(policy);
        });
        let mut program = walk.finish();
        let services = self.services.iter();
        program.services = services
            .filter_map(|(package, facts)| Some((walk.packages.new[package]?, facts.clone())))
            .collect();
        let mut lifecycles: Vec<Lifecycle> = self.lifecycles.to_vec();
        lifecycles.sort_by_cached_key(|it| (self.packages[it.package].name.clone(), it.name.clone()));
        for lifecycle in &mut lifecycles {
            lifecycle.for_each_reference(&mut |reference| walk.renumber(reference));
        }
        program.lifecycles = lifecycles.into();
        program.tests.clone_from(&self.tests);
        for test in &mut program.tests {
            test.for_each_reference(&mut |reference| walk.renumber(reference));
        }
        program.files.clone_from(&self.files);
        program.sort_files();
        program.tests.sort_by_key(|test| (test.origin.file, test.origin.start));
        program
    }

    /// What a policy means: itself and all that it depends on, without places in the text, without lifecycles, of which its
    /// preconditions tell, and without tests.
    pub(super) fn meaning_of(&self, policy: PolicyId) -> Self {
        let mut walk = Walk::new(self);
        walk.policy(policy);
        let mut meaning = walk.finish();
        meaning.for_each_origin(&mut |origin| *origin = Origin { file: 0, start: 0, end: 0 });
        meaning
    }

    /// Puts the files in the order of their names and leaves out those that nothing is from.
    fn sort_files(&mut self) {
        let mut used = BTreeSet::new();
        self.for_each_origin(&mut |origin| {
            used.insert(origin.file);
        });
        let mut order: Vec<u32> =
            used.into_iter().filter(|&file| (file as usize) < self.files.len()).collect();
        order.sort_by_key(|&file| &self.files[file as usize]);
        let mut places = vec![0; self.files.len()];
        (0..).zip(&order).for_each(|(place, &file)| places[file as usize] = place);
        self.files = order.iter().map(|&file| self.files[file as usize].clone()).collect();
        self.for_each_origin(&mut |origin| {
            origin.file = places.get(origin.file as usize).copied().unwrap_or(origin.file);
        });
    }

    fn for_each_origin(&mut self, visit: &mut dyn FnMut(&mut Origin)) {
        let Self {
            files: _,
            packages: _,
            records: _,
            enumerations: _,
            definitions,
            policies,
            lifecycles: _,
            tests,
            hashes: _,
            services: _,
        } = self;
        definitions.iter_mut().for_each(|definition| definition.for_each_origin(visit));
        policies.iter_mut().for_each(|policy| policy.for_each_origin(visit));
        tests.iter_mut().for_each(|test| test.for_each_origin(visit));
    }
}

/// Collects what policies depend on. Each part is numbered when the walk has been through all that it depends on.
struct Walk<'p> {
    program: &'p Program,
    packages: Numbers<PackageId, Package>,
    records: Numbers<RecordId, Record>,
    enumerations: Numbers<EnumerationId, Choices>,
    definitions: Numbers<DefinitionId, Definition>,
    policies: Numbers<PolicyId, Policy>,
}

/// The parts of a kind that were met so far, and their new numbers by their old ones.
struct Numbers<I, T> {
    new: IndexVec<I, Option<I>>,
    parts: IndexVec<I, T>,
}

impl<I: Id, T: Clone + References> Numbers<I, T> {
    fn of(parts: &IndexVec<I, T>) -> Self {
        Self { new: parts.iter().map(|_| None).collect(), parts: IndexVec::new() }
    }

    fn push(&mut self, old: I, part: T) {
        self.new[old] = Some(self.parts.push(part));
    }

    /// Puts the new number in the place of an old one.
    fn renumber(&self, number: &mut I) {
        *number = self.new.get(*number).copied().flatten().unwrap_or(*number);
    }
}

impl<'p> Walk<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            packages: Numbers::of(&program.packages),
            records: Numbers::of(&program.records),
            enumerations: Numbers::of(&program.enumerations),
            definitions: Numbers::of(&program.definitions),
            policies: Numbers::of(&program.policies),
        }
    }

    fn policy(&mut self, id: PolicyId) {
        if self.policies.new[id].is_none() {
            let policy = self.part(&self.program.policies[id]);
            self.policies.push(id, policy);
        }
    }

    fn definition(&mut self, id: DefinitionId) {
        if self.definitions.new[id].is_none() {
            let definition = self.part(&self.program.definitions[id]);
            self.definitions.push(id, definition);
        }
    }

    fn package(&mut self, id: PackageId) {
        if self.packages.new[id].is_none() {
            let package = self.part(&self.program.packages[id]);
            self.packages.push(id, package);
        }
    }

    fn record(&mut self, id: RecordId) {
        if self.records.new[id].is_none() {
            let record = self.part(&self.program.records[id]);
            self.records.push(id, record);
        }
    }

    fn enumeration(&mut self, id: EnumerationId) {
        if self.enumerations.new[id].is_none() {
            self.enumerations.push(id, self.program.enumerations[id].clone());
        }
    }

    /// A copy of a part, once the walk has been through all that it refers to.
    fn part<T: Clone + References>(&mut self, part: &T) -> T {
        let mut part = part.clone();
        part.for_each_reference(&mut |mut reference| {
            match &mut reference {
                Reference::Origin(_) => {}
                Reference::Package(id) => self.package(**id),
                Reference::Record(id) => self.record(**id),
                Reference::Enumeration(id) => self.enumeration(**id),
                Reference::Definition(id) => self.definition(**id),
                Reference::Policy(id) => self.policy(**id),
            }
            self.renumber(reference);
        });
        part
    }

    fn renumber(&self, reference: Reference<'_>) {
        match reference {
            Reference::Origin(_) => {}
            Reference::Package(id) => self.packages.renumber(id),
            Reference::Record(id) => self.records.renumber(id),
            Reference::Enumeration(id) => self.enumerations.renumber(id),
            Reference::Definition(id) => self.definitions.renumber(id),
            Reference::Policy(id) => self.policies.renumber(id),
        }
    }

    /// The program of what was met.
    fn finish(&mut self) -> Program {
        Program {
            files: Vec::new(),
            packages: std::mem::take(&mut self.packages.parts),
            records: std::mem::take(&mut self.records.parts),
            enumerations: std::mem::take(&mut self.enumerations.parts),
            definitions: std::mem::take(&mut self.definitions.parts),
            policies: std::mem::take(&mut self.policies.parts),
            lifecycles: IndexVec::new(),
            tests: Vec::new(),
            hashes: Hashes::default(),
            services: Services::default(),
        }
    }
}
