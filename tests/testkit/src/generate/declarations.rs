//! Packages and what they declare: records, derived fields, conditions.

use std::fmt::Write as _;

use super::scope::{Access, Scope};
use super::words;
use super::world::{Derived, Field, Kind, Named, Package, Record, Ty};
use super::{Generated, Generator};

impl Generator {
    /// The files of another whole package, which may use those before it.
    pub(super) fn package(&mut self) -> Vec<Generated> {
        let at = self.world.packages.len();
        let name = if at == 1 { "包".to_owned() } else { format!("p{at}") };
        let zone = *self.dice.pick(words::ZONES);
        let languages = self.some_of(words::LANGUAGES, 1, 2);
        let currencies = self.some_of(words::CURRENCIES, 1, 2);
        let uses: Vec<usize> = (0..at).filter(|_| self.dice.chance(70)).collect();
        self.world.packages.push(Package {
            name: name.clone(),
            languages: languages.clone(),
            currencies,
            uses: uses.clone(),
            account: 0,
            request: None,
            service: None,
            has_calendar: false,
            conditions: Vec::new(),
            lets: Vec::new(),
            policies: Vec::new(),
        });
        let calendar = self.calendar(at);
        let first = self.world.records.len();
        self.declare_records(at);
        for record in first..self.world.records.len() {
            self.derive(record);
        }
        let mut text = format!("package {name}\nlanguages {}\n", languages.join(", "));
        if self.dice.chance(90) {
            let _ = writeln!(text, "zone {zone}");
        }
        for &used in &uses {
            let _ = writeln!(text, "use {}", self.world.packages[used].name);
        }
        text.push_str(&self.outcomes(at));
        text.push_str(&calendar);
        for record in (first..self.world.records.len()).rev() {
            text.push_str(&self.record_text(record));
        }
        text.push_str(&self.words(at, first));
        text.push_str(&self.lets(at));
        text.push_str(&self.conditions(at));
        text.push_str(&self.policies(at));
        let tests = self.tests(at);
        if self.dice.chance(50) {
            let uses = uses.iter().map(|&used| format!("use {}\n", self.world.packages[used].name));
            let tests = format!("package {name}\n{}{tests}", uses.collect::<String>());
            return vec![file(format!("p{at}_tests"), tests), file(format!("p{at}"), text)];
        }
        text.push_str(&tests);
        vec![file(format!("p{at}"), text)]
    }

    /// A calendar of working days, which facts may lie within or beyond.
    fn calendar(&mut self, package: usize) -> String {
        if self.dice.chance(40) {
            return String::new();
        }
        self.world.packages[package].has_calendar = true;
        let rest = *self.dice.pick(&["rest saturday, sunday", "rest friday", ""]);
        let from = *self.dice.pick(&["2016-06-01", "2018-01-01"]);
        let to = *self.dice.pick(&["2019-12-31", "2021-12-31"]);
        let holiday =
            *self.dice.pick(&["holiday 2018-12-24 to 2019-01-01 \"new year\"", "holiday 2019-04-01", ""]);
        let working = *self.dice.pick(&["working 2018-02-03", "working 2019-08-31 to 2019-09-01", ""]);
        format!("\ncalendar work {{ {rest} covers {from} to {to}\n {holiday} {working} }}\n")
    }

    /// The outcomes that any policy may name, in one of the layouts of a block.
    fn outcomes(&mut self, package: usize) -> String {
        let separator =
            *self.dice.pick(&["  ", ", ", "\n  ", "\n  /// It can be undone.\n  ", " // Not the last.\n  "]);
        let around = *self.dice.pick(&[" ", "\n"]);
        let leaving = words::LEAVING.iter().map(|name| format!("{name} leaves"));
        let mut declared: Vec<String> =
            leaving.chain(words::STAYING.iter().map(ToString::to_string)).collect();
        for outcome in &mut declared {
            if self.dice.chance(20) {
                outcome.push_str(&self.said(package, "an outcome"));
            }
        }
        format!("\noutcomes {{{around}{}{around}}}\n", declared.join(separator))
    }

    /// What people are shown instead of a name, in each language of a package.
    pub(super) fn said(&self, package: usize, name: &str) -> String {
        let languages = self.world.packages[package].languages.iter();
        languages.map(|language| format!(" {language} \"{name} in {language}\"")).collect()
    }

    /// The words of some fields of the records of a package.
    fn words(&mut self, package: usize, first: usize) -> String {
        if self.dice.chance(60) {
            return String::new();
        }
        let mut text = String::from("\nwords {\n");
        for record in first..self.world.records.len() {
            let shape = &self.world.records[record];
            let (name, fields) = (shape.name.clone(), shape.fields.len());
            // The word means the service where there is one.
            if name == "service" && self.world.packages[package].service.is_some_and(|it| it != record) {
                continue;
            }
            for field in 0..fields {
                if self.dice.chance(40) {
                    let field = self.world.records[record].fields[field].name.clone();
                    let _ = writeln!(text, "  {name}.{field}{}", self.said(package, &field));
                }
            }
        }
        text.push_str("}\n");
        text
    }

    /// Between `least` and `most` of `options`, each once.
    pub(super) fn some_of<T: Clone>(&mut self, options: &[T], least: usize, most: usize) -> Vec<T> {
        let mut left = options.to_vec();
        let count = least + self.dice.below(most - least + 1);
        let mut chosen = Vec::new();
        while chosen.len() < count && !left.is_empty() {
            let at = self.dice.below(left.len());
            chosen.push(left.swap_remove(at));
        }
        chosen
    }

    fn declare_records(&mut self, package: usize) {
        let names = self.some_of(words::RECORDS, 1, 4);
        let mut collections = words::COLLECTIONS.to_vec();
        let mut plain = Vec::new();
        for name in names {
            let most = 5;
            let mut fields = self.scalars(package, 1, most);
            if self.dice.chance(25)
                && let Some(&inner) = plain.last()
            {
                self.hold(&mut fields, Ty::Record(inner));
            }
            if self.dice.chance(25)
                && let Some(inner) = self.dice.pick_from(plain.clone())
            {
                self.collect(&mut fields, &mut collections, inner);
            }
            plain.push(self.declare(package, name, Kind::Plain, fields));
        }
        if self.dice.chance(80) {
            let mut fields = self.scalars(package, 1, 4);
            if self.dice.chance(20)
                && let Some(inner) = self.dice.pick_from(plain.clone())
            {
                self.collect(&mut fields, &mut collections, inner);
            }
            let request = self.declare(package, "request", Kind::Request, fields);
            self.world.packages[package].request = Some(request);
        }
        if self.dice.chance(40) {
            let fields = self.scalars(package, 1, 4);
            let service = self.declare(package, "service", Kind::Service, fields);
            self.world.packages[package].service = Some(service);
        }
        let fields = self.account_fields(package, &plain, &mut collections);
        let account = self.declare(package, "account", Kind::Account, fields);
        self.world.packages[package].account = account;
        for record in plain {
            if self.may_have_key(record, account) && self.dice.chance(50) {
                let fields = &self.world.records[record].fields;
                let are_keys =
                    |at: &usize| !fields[*at].optional && matches!(fields[*at].ty, Ty::Text | Ty::Int);
                let keys: Vec<usize> = (0..fields.len()).filter(are_keys).collect();
                self.world.records[record].key = self.dice.pick_from(keys);
            }
        }
    }

    /// Whether every collection of a record has lines in a data block: all are the account's own, or there is one.
    fn may_have_key(&self, record: usize, account: usize) -> bool {
        let holding = |wanted: usize, only_many: bool| {
            let mut holders = Vec::new();
            for (at, shape) in self.world.records.iter().enumerate() {
                let holds = shape.fields.iter().filter(|field| match field.ty {
                    Ty::Many(of) => of == wanted,
                    Ty::Record(of) => of == wanted && !only_many,
                    _ => false,
                });
                holders.extend(holds.map(|_| at));
            }
            holders
        };
        match holding(record, true).as_slice() {
            [one] if *one != account => holding(*one, false).len() == 1,
            holders => holders.iter().all(|holder| *holder == account),
        }
    }

    fn account_fields(
        &mut self,
        package: usize,
        plain: &[usize],
        collections: &mut Vec<&'static str>,
    ) -> Vec<Field> {
        let mut fields = self.scalars(package, 2, 6);
        for &record in plain {
            if self.dice.chance(75) {
                self.collect(&mut fields, collections, record);
            }
            if self.dice.chance(15) {
                self.collect(&mut fields, collections, record);
            }
        }
        if let Some(record) = self.dice.pick_from(plain.to_vec())
            && self.dice.chance(40)
        {
            self.hold(&mut fields, Ty::Record(record));
        }
        for used in self.world.packages[package].uses.clone() {
            let account = self.world.packages[used].account;
            self.hold(&mut fields, Ty::Record(account));
            if self.dice.chance(40) {
                self.collect(&mut fields, collections, account);
            }
        }
        // What the policies of a lifecycle set, and what restarts it.
        if self.dice.chance(40) {
            fields.push(Field {
                name: words::RESTART.to_owned(),
                ty: Ty::Time,
                optional: self.dice.chance(40),
            });
            let time = |name: &&str| Field { name: (*name).to_owned(), ty: Ty::Time, optional: true };
            fields.extend(words::STAGES.iter().map(time));
        }
        fields
    }

    fn declare(&mut self, package: usize, name: &str, kind: Kind, fields: Vec<Field>) -> usize {
        let times: Vec<usize> = (0..fields.len()).filter(|&at| fields[at].ty.is_moment()).collect();
        let dated_by = self.dice.pick_from(times).filter(|_| kind == Kind::Plain && self.dice.chance(60));
        let left: Vec<usize> =
            (0..fields.len()).filter(|&at| fields[at].ty.is_moment() && fields[at].optional).collect();
        let may_leave = kind == Kind::Account && !left.is_empty() && self.dice.chance(40);
        let left_by = if may_leave { self.some_of(&left, 1, 2) } else { Vec::new() };
        let name = name.to_owned();
        let derives = self.some_of(words::DERIVED, 0, if kind == Kind::Request { 0 } else { 2 });
        let derived = Vec::new();
        self.world.records.push(Record {
            package,
            name,
            kind,
            fields,
            derived,
            derives,
            dated_by,
            left_by,
            key: None,
        });
        self.world.records.len() - 1
    }

    fn scalars(&mut self, package: usize, least: usize, most: usize) -> Vec<Field> {
        let mut fields = Vec::new();
        for name in self.some_of(words::FIELDS, least, most) {
            let ty = self.scalar(package);
            fields.push(Field { name: name.to_owned(), ty, optional: self.dice.chance(30) });
        }
        fields
    }

    fn scalar(&mut self, package: usize) -> Ty {
        let (currency, _) = *self.dice.pick(&self.world.packages[package].currencies);
        match self.dice.below(15) {
            0 | 1 => Ty::Bool,
            2 => Ty::Int,
            3 => Ty::Decimal,
            4 => Ty::Text,
            5 | 6 => Ty::Money(currency),
            7..=9 => Ty::Time,
            10 => Ty::Date,
            14 => Ty::Length,
            11 => {
                let of = self.dice.pick(&[Ty::Text, Ty::Int]).clone();
                Ty::Set(Box::new(of))
            }
            _ => Ty::OneOf(self.some_of(words::VALUES, 2, 4)),
        }
    }

    fn hold(&mut self, fields: &mut Vec<Field>, ty: Ty) {
        let free: Vec<&str> = words::FIELDS
            .iter()
            .copied()
            .filter(|name| fields.iter().all(|field| field.name != *name))
            .collect();
        if let Some(name) = self.dice.pick_from(free) {
            fields.push(Field { name: name.to_owned(), ty, optional: self.dice.chance(50) });
        }
    }

    fn collect(&mut self, fields: &mut Vec<Field>, collections: &mut Vec<&'static str>, record: usize) {
        if let Some(name) = collections.pop() {
            fields.push(Field { name: name.to_owned(), ty: Ty::Many(record), optional: false });
        }
    }

    /// Draws what a record derives; each is drawn over what is there already, so no circle arises.
    fn derive(&mut self, record: usize) {
        let shape = &self.world.records[record];
        let (package, kind, names) = (shape.package, shape.kind, shape.derives.clone());
        let elements = if matches!(kind, Kind::Plain | Kind::Service) { vec![record] } else { Vec::new() };
        let scope = Scope { package, request: false, elements, present: Vec::new() };
        for name in names {
            let derived = if self.dice.chance(60) {
                let condition = self.condition(&scope, 2);
                // A bare name would be read as a value, whatever it names.
                let text = match condition.text.contains(' ') {
                    true => condition.text,
                    false => format!("not {}", condition.text),
                };
                Derived { name: name.to_owned(), ty: None, optional: false, timed: condition.timed, text }
            } else {
                let Some(derived) = self.derived_value(&scope, name) else { continue };
                derived
            };
            self.note(&derived.name, &derived.text);
            self.world.records[record].derived.push(derived);
        }
    }

    fn derived_value(&mut self, scope: &Scope, name: &str) -> Option<Derived> {
        if self.dice.chance(30) {
            let (value, ty) = self.extreme(scope, 1)?;
            let name = name.to_owned();
            return Some(Derived {
                name,
                ty: Some(ty),
                optional: true,
                timed: value.timed,
                text: value.text,
            });
        }
        let (currency, _) = *self.dice.pick(&self.world.packages[scope.package].currencies);
        if self.dice.chance(15) {
            return self.derived_alias(scope, name);
        }
        let types = [Ty::Int, Ty::Decimal, Ty::Money(currency), Ty::Time, Ty::Date, Ty::Length, Ty::Text];
        let ty = self.dice.pick(&types).clone();
        self.rows_left = super::case::MOST_OF_NAMED;
        let value = self.value(scope, &ty, 2)?;
        // A date or a whole number stands for a time or a decimal only where one is expected.
        let is_plain_literal = value.text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '"');
        if is_plain_literal && matches!(ty, Ty::Time | Ty::Decimal) {
            return None;
        }
        let name = name.to_owned();
        Some(Derived { name, ty: Some(ty), optional: false, timed: value.timed, text: value.text })
    }

    /// Another name for a value.
    fn derived_alias(&mut self, scope: &Scope, name: &str) -> Option<Derived> {
        let is_value = |access: &Access| match &access.ty {
            None | Some(Ty::Bool | Ty::Many(_) | Ty::Record(_)) => false,
            Some(_) => !access.optional,
        };
        let known = scope.reach(&self.world).into_iter().filter(is_value).collect();
        let access: Access = self.dice.pick_from(known)?;
        let (name, ty, text) = (name.to_owned(), access.ty, access.text);
        Some(Derived { name, ty, optional: false, timed: access.timed, text })
    }

    fn record_text(&mut self, record: usize) -> String {
        let shape = &self.world.records[record];
        let head = match shape.kind {
            Kind::Account => "account".to_owned(),
            Kind::Request => "request".to_owned(),
            Kind::Service => "service".to_owned(),
            Kind::Plain => format!("record {}", shape.name),
        };
        let mut members = Vec::new();
        for (at, field) in shape.fields.iter().enumerate() {
            let optional = if field.optional { "?" } else { "" };
            let key = if shape.key == Some(at) { " key" } else { "" };
            let ty = self.type_text(shape.package, &field.ty);
            members.push(format!("{}: {ty}{optional}{key}", field.name));
        }
        for derived in &shape.derived {
            members.push(format!("{} = {}", derived.name, derived.text));
        }
        if let Some(at) = shape.dated_by {
            members.push(format!("dated by {}", shape.fields[at].name));
        }
        if !shape.left_by.is_empty() {
            let times: Vec<&str> = shape.left_by.iter().map(|&at| shape.fields[at].name.as_str()).collect();
            members.push(format!("left by {}", times.join(", ")));
        }
        let mut text = String::from("\n");
        if self.dice.chance(40) {
            text.push_str("/// What is known of it.\n");
        }
        let _ = writeln!(text, "{head} {{");
        for (at, member) in members.into_iter().enumerate() {
            if self.dice.chance(15) && !["dated by", "left by"].iter().any(|it| member.starts_with(it)) {
                text.push_str("  /// One of its facts.\n");
            }
            let key = match member.contains(" = ") || !member.contains(": ") || !self.dice.chance(10) {
                true => String::new(),
                false => format!(" as \"key-{at}\""),
            };
            let comment = if self.dice.chance(10) { "  // as the service tells it" } else { "" };
            let _ = writeln!(text, "  {member}{key}{comment}");
        }
        text.push_str("}\n");
        text
    }

    pub(super) fn type_text(&self, package: usize, ty: &Ty) -> String {
        match ty {
            Ty::Bool => "bool".to_owned(),
            Ty::Int => "int".to_owned(),
            Ty::Decimal => "decimal".to_owned(),
            Ty::Text => "text".to_owned(),
            Ty::Money(currency) => format!("money {currency}"),
            Ty::Time => "time".to_owned(),
            Ty::Date => "date".to_owned(),
            Ty::Length => "length".to_owned(),
            Ty::OneOf(values) => {
                // Some have words, always the same ones.
                let worded = |value: &&str| match value.len() % 3 {
                    0 => format!("{value}{}", self.said(package, value)),
                    _ => (*value).to_owned(),
                };
                format!("one of {}", values.iter().map(worded).collect::<Vec<_>>().join(", "))
            }
            Ty::Set(of) => format!("many {}", self.type_text(package, of)),
            Ty::Many(record) => format!("many {}", self.type_text(package, &Ty::Record(*record))),
            Ty::Record(record) => {
                let shape = &self.world.records[*record];
                match shape.package == package {
                    true => shape.name.clone(),
                    false => format!("{}.{}", self.world.packages[shape.package].name, shape.name),
                }
            }
        }
    }

    fn conditions(&mut self, package: usize) -> String {
        let mut text = String::new();
        for name in self.some_of(words::CONDITIONS, 0, 2) {
            let has_request = self.world.packages[package].request.is_some();
            let reads_request = has_request && self.dice.chance(30);
            let scope = Scope { package, request: reads_request, elements: Vec::new(), present: Vec::new() };
            let condition = self.condition(&scope, 2);
            let _ = writeln!(text, "\ncondition {name} = {}", condition.text);
            let named = Named { name: name.to_owned(), timed: condition.timed, reads_request };
            self.world.packages[package].conditions.push(named);
        }
        text
    }
}

fn file(name: String, text: String) -> Generated {
    Generated { name: format!("{name}.policy"), text }
}
