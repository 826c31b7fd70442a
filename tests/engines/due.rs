//! What is due of what is left of accounts: every engine against `exeunt due`, on shipped policies and on random ones. What is
//! carried is read from JSON, what is kept and what is asked again from tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use exeunt::eval::{DueItem, due};
use exeunt::facts::{Facts, Options as Reading, Rest, read_rest};
use exeunt::ir::{Id, PolicyId, Program, RecordId, Structure, Timestamp, Type, Unit, Value};
use exeunt::source::{FileId, Sources};
use exeunt::sql::{Dialect, Emit, Mapping, Options, Written, tabulate, to_sql};
use exeunt_testkit::files::blocks_of;
use exeunt_testkit::{Dice, shipped, sound};
use serde_json::{Map, Value as Json, json};

use crate::count;
use crate::differential::{population, random, report};
use crate::engine::{Engine, Job, Query, Row};
use crate::jobs::{Compared, PLAN, Population, civil, planned_item, shown};

/// The columns that are compared; what is missing is the last.
fn columns() -> Vec<&'static str> {
    let (missing, plan) = PLAN.split_last().expect("a plan has columns");
    plan.iter().copied().chain(["due", "next_due", missing]).collect()
}

/// How what a field of the account holds comes to be known of an account that has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// It is given in columns and tables: what is kept, and what is asked again.
    Given,
    /// It is carried.
    Carried,
}

/// What is left of the accounts of a population.
struct Rests<'p, 'a> {
    drawn: &'p Population<'a>,
    /// How each field of the account is known.
    kept: Vec<Kept>,
    mapping: String,
    /// What the evaluator reads.
    read: Vec<Rest>,
    /// Rows for each table.
    rows: Json,
}

const TABLE: &str = "account";

impl<'p, 'a> Rests<'p, 'a> {
    fn of(drawn: &'p Population<'a>, dice: &mut Dice) -> Self {
        let (program, policy) = (drawn.program, &drawn.program.policies()[drawn.policy]);
        let package = &program.packages()[policy.package];
        let asked = program.asked_by_holds(drawn.policy);
        let fields = &program.records()[package.account].fields;
        let kept = fields.iter().map(|field| {
            let is_collection = matches!(field.ty.structure(), Structure::Many(_));
            let is_given = is_asked(&asked, &format!("account.{}", field.name))
                || holds_many(program, &field.ty) && !(is_collection && dice.chance(25));
            if is_given { Kept::Given } else { Kept::Carried }
        });
        let kept: Vec<Kept> = kept.collect();
        let mapping = mapping(program, package.account, &kept);
        let mut rests = Self { drawn, kept, mapping, read: Vec::new(), rows: Json::Null };
        let mut tables: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for (at, facts) in drawn.accounts.iter().enumerate() {
            let id = format!("{at:06}");
            let left = dice.pick(&drawn.instants).to_owned();
            let (given, carried) = rests.split(facts, &asked, &program.times_of_leaving(drawn.policy), dice);
            let as_json = |facts: &Facts, is_read_by_sql| {
                let account = record(program, package.account, &facts.account, is_read_by_sql);
                let request = package.request.zip(facts.request.as_ref());
                let request = request.map(|(shape, value)| record(program, shape, value, is_read_by_sql));
                let mut members = Map::from_iter([("account".to_owned(), account)]);
                members.extend(request.map(|request| ("request".to_owned(), request)));
                Json::Object(members)
            };
            let policy_name = program.policy_name(drawn.policy);
            let line = json!({
                "id": id,
                "left": left.to_string(),
                "policy": policy_name,
                "carried": as_json(&carried, false),
                "account": as_json(&given, false)["account"],
            });
            let read = read_rest(Reading::default(), program, FileId(0), &line.to_string());
            let wrong: Vec<String> = read.diagnostics.iter().map(|it| it.message.to_string()).collect();
            rests.read.push(read.rest.unwrap_or_else(|| panic!("{line}: {wrong:?}")));
            for mut row in tabulate(program, drawn.policy, &id, &given) {
                if row.table == TABLE {
                    row.columns.insert("rest left".to_owned(), json!(shown(left)));
                    row.columns.insert("rest policy".to_owned(), json!(policy_name));
                    row.columns.insert("rest carried".to_owned(), json!(as_json(&carried, true).to_string()));
                }
                tables.entry(row.table).or_default().push(Json::Object(row.columns));
            }
        }
        rests.rows = json!(tables);
        rests
    }

    /// What is given of an account and what is carried; the rest is not known any more.
    fn split(
        &self,
        facts: &Facts,
        asked: &BTreeSet<String>,
        times: &[u32],
        dice: &mut Dice,
    ) -> (Facts, Facts) {
        let policy = &self.drawn.program.policies()[self.drawn.policy];
        let package = &self.drawn.program.packages()[policy.package];
        let (mut given, mut carried) = (facts.clone(), facts.clone());
        if let (Value::Record(given), Value::Record(carried)) = (&mut given.account, &mut carried.account) {
            for (at, kept) in self.kept.iter().enumerate() {
                let is_forgotten = dice.chance(if times.contains(&(at as u32)) { 80 } else { 12 });
                if is_forgotten || *kept == Kept::Carried {
                    given[at] = Value::Unknown;
                }
                if is_forgotten || *kept == Kept::Given {
                    carried[at] = Value::Unknown;
                }
            }
        }
        given.request = None;
        if let (Some(shape), Some(Value::Record(values))) = (package.request, &mut carried.request) {
            for (field, value) in self.drawn.program.records()[shape].fields.iter().zip(values) {
                if is_asked(asked, &format!("request.{}", field.name)) || dice.chance(12) {
                    *value = Value::Unknown;
                }
            }
        }
        (given, carried)
    }

    /// What is written for an engine.
    fn written(&self, dialect: Dialect, now: Option<Timestamp>, emit: Emit) -> Written {
        let mapping = Mapping::read(FileId(1), &self.mapping);
        let mapping = mapping.unwrap_or_else(|found| panic!("{found:?}\n{}", self.mapping));
        let mapping = (emit == Emit::Due).then_some(&mapping);
        let options = Options { dialect, now, emit, mapping, keys: None, texts: Some(self.drawn.texts) };
        to_sql(self.drawn.program, self.drawn.policy, &options)
    }

    /// What comes of it if the translation refuses it.
    fn refused(&self, dialect: Dialect) -> Option<Compared> {
        let written = self.written(dialect, None, Emit::Due);
        written.text.is_none().then(|| Compared::refused(&written.diagnostics))
    }

    /// Asks the engine and the evaluator at each instant.
    fn compare(&self, engine: &mut Engine) -> Compared {
        let Population { program, policy, .. } = *self.drawn;
        let name = program.policy_name(policy);
        let bound = self.written(engine.dialect, None, Emit::Due);
        let Some(bound) = bound.text else {
            return Compared::refused(&bound.diagnostics);
        };
        let tables = self.written(engine.dialect, None, Emit::Tables);
        let mut tables = tables.text.expect("tables are always written");
        for (column, ty) in [("left", "TIMESTAMPTZ"), ("policy", "TEXT"), ("carried", "TEXT")] {
            let _ = writeln!(tables, "ALTER TABLE {TABLE} ADD COLUMN \"rest {column}\" {ty};");
        }
        let query = |text, now| Query { text, now, columns: columns() };
        let mut asked = Vec::new();
        for (at, &now) in self.drawn.instants.iter().enumerate() {
            asked.push((now, query(bound.clone(), Some(shown(now)))));
            if at == 0 {
                let written = self.written(engine.dialect, Some(now), Emit::Due).text;
                asked.push((now, query(written.expect("it was written with the instant bound"), None)));
            }
        }
        let (instants, queries): (Vec<Timestamp>, Vec<Query>) = asked.into_iter().unzip();
        let job = Job { tables, rows: self.rows.clone(), queries };
        let results = match engine.run(&job) {
            Ok(results) => results,
            Err(error) => {
                let differences = vec![format!("{name}: {error}\n{}\n{bound}", self.mapping)];
                return Compared { differences, ..Compared::default() };
            }
        };
        let mut compared = Compared::default();
        for ((now, rows), query) in instants.into_iter().zip(results).zip(&job.queries) {
            let mut by_account: BTreeMap<String, Vec<Row>> = BTreeMap::new();
            for row in rows {
                let id = row[0].clone().expect("every row has an id");
                by_account.entry(id).or_default().push(row[1..].to_vec());
            }
            for rest in &self.read {
                let found = by_account.remove(&rest.id.to_string()).unwrap_or_default();
                let expected = due(program, rest, now).items.iter().map(due_item).collect();
                if let Err([expected, found]) = compared.agree(expected, found) {
                    compared.differences.push(format!(
                        "{name} at {} of {:?}, left {}\n  due:   {expected:#?}\n  query: {found:#?}\n{:?}\n{}\n{}",
                        shown(now),
                        rest.id,
                        rest.left,
                        (&rest.facts.account, &rest.facts.request),
                        self.mapping,
                        query.text,
                    ));
                }
            }
            assert!(by_account.is_empty(), "every item is of a rest");
        }
        compared
    }
}

/// An item as a row of the query, without the id.
fn due_item(it: &DueItem) -> Row {
    let mut row = planned_item(&it.item);
    let missing = row.pop().expect("the last column");
    let is_due = if it.is_due { "True" } else { "False" };
    let next = it.item.until.map(|until| civil(Timestamp::from_micros(until.as_micros() + 1)));
    row.extend([Some(is_due.to_owned()), next, missing]);
    row
}

/// Whether a hold reads a fact, or something within it.
fn is_asked(asked: &BTreeSet<String>, path: &str) -> bool {
    let within = |one: &str, other: &str| {
        one.strip_prefix(other).is_some_and(|it| it.is_empty() || it.starts_with('.'))
    };
    asked.iter().any(|asked| within(asked, path) || within(path, asked))
}

/// Whether a value may hold a collection.
fn holds_many(program: &Program, ty: &Type) -> bool {
    match ty.structure() {
        Structure::Many(_) => true,
        Structure::Record(record) => {
            program.records()[record].fields.iter().any(|field| holds_many(program, &field.ty))
        }
        Structure::Single | Structure::Set(_) => false,
    }
}

/// The mapping to the default layout, with what is carried beside it.
fn mapping(program: &Program, account: RecordId, kept: &[Kept]) -> String {
    let mut mapped = Mapped { program, columns: String::new(), sections: String::new() };
    for (field, _) in program.records()[account].fields.iter().zip(kept).filter(|(_, it)| **it == Kept::Given)
    {
        let around = Around { path: "account", table: TABLE, keys: &["account_id".to_owned()] };
        mapped.field(field, "", "", &around);
    }
    let Mapped { columns, sections, .. } = mapped;
    format!(
        "[rests]\ntable = \"{TABLE}\"\nkey = \"id\"\nleft = \"rest left\"\npolicy = \"rest policy\"\n\
         carried = \"rest carried\"\n\n[rests.columns]\n{columns}\n{sections}"
    )
}

struct Mapped<'p> {
    program: &'p Program,
    /// Of the record at hand.
    columns: String,
    /// Of collections.
    sections: String,
}

/// The row that a field is in.
struct Around<'s> {
    path: &'s str,
    table: &'s str,
    /// The columns in which its collections have its key.
    keys: &'s [String],
}

impl Mapped<'_> {
    fn field(&mut self, field: &exeunt::ir::Field, path: &str, prefix: &str, around: &Around<'_>) {
        let (name, column) = (format!("{path}{}", field.name), format!("{prefix}{}", field.name));
        let known = if field.optional { format!(", known = \"{column}_known\"") } else { String::new() };
        let _ = match field.ty.structure() {
            Structure::Single | Structure::Set(_) => {
                writeln!(self.columns, "\"{name}\" = {{ column = \"{column}\"{known} }}")
            }
            Structure::Record(record) => {
                let _ = writeln!(self.columns, "\"{name}\" = {{ present = \"{column}_present\" }}");
                for inner in &self.program.records()[record].fields {
                    self.field(inner, &format!("{name}."), &format!("{column}_"), around);
                }
                Ok(())
            }
            Structure::Many(record) => {
                let state = if field.optional { "present" } else { "known" };
                let (path, table) = (format!("{}.{name}", around.path), format!("{}_{column}", around.table));
                let mut keys = around.keys.to_vec();
                let outer = std::mem::take(&mut self.columns);
                let owner = keys.iter().map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
                keys.push(format!("{table}_position"));
                let inner = Around { path: &path, table: &table, keys: &keys };
                for field in &self.program.records()[record].fields {
                    self.field(field, "", "", &inner);
                }
                let columns = std::mem::replace(&mut self.columns, outer);
                writeln!(
                    self.sections,
                    "[collections.\"{path}\"]\ntable = \"{table}\"\nowner = [{owner}]\nkey = \"position\"\n\
                     known = \"{column}_{state}\"\n\n[collections.\"{path}\".columns]\n{columns}"
                )
            }
        };
    }
}

/// A record as JSON: what is unknown is left out, and what is absent is null. In SQL amounts have no currency.
fn record(program: &Program, shape: RecordId, value: &Value, is_read_by_sql: bool) -> Json {
    let Value::Record(values) = value else { return json!({}) };
    let fields = program.records()[shape].fields.iter().zip(values);
    let members = fields.filter(|(_, value)| **value != Value::Unknown);
    Json::Object(
        members
            .map(|(field, it)| (field.key.clone(), value_of(program, &field.ty, it, is_read_by_sql)))
            .collect(),
    )
}

fn value_of(program: &Program, ty: &Type, value: &Value, is_read_by_sql: bool) -> Json {
    let inner = |ty: &Type, value: &Value| value_of(program, ty, value, is_read_by_sql);
    match (ty, value) {
        (Type::Record(shape), Value::Record(_)) => record(program, *shape, value, is_read_by_sql),
        (Type::Many(shape), Value::Many(elements)) => {
            elements.iter().map(|it| inner(&Type::Record(*shape), it)).collect()
        }
        (Type::Set(member), Value::Set(members)) => members.iter().map(|it| inner(member, it)).collect(),
        (Type::OneOf(words), Value::Choice(at)) => json!(words[*at as usize]),
        (Type::Number(Unit::Int), Value::Number(units)) => json!(*units as i64),
        (Type::Number(unit), Value::Number(units)) => {
            let ten = 10_u128.pow(unit.scale());
            let (sign, units) = (if *units < 0 { "-" } else { "" }, units.unsigned_abs());
            let decimals = match unit.scale() {
                0 => String::new(),
                scale => format!(".{:0>width$}", units % ten, width = scale as usize),
            };
            let currency = match unit {
                Unit::Money(currency) if !is_read_by_sql => format!(" {currency}"),
                Unit::Money(_) | Unit::Int | Unit::Decimal => String::new(),
            };
            json!(format!("{sign}{}{decimals}{currency}", units / ten))
        }
        (_, Value::Bool(value)) => json!(value),
        (_, Value::Text(text)) => json!(text),
        (_, Value::Time(micros)) => json!(Timestamp::from_micros(*micros).to_string()),
        (_, Value::Length(length)) => json!(length.to_string()),
        (_, Value::Date(days)) => json!(exeunt::ir::calendar::date(*days).to_string()),
        (_, Value::Absent | Value::Unknown) => Json::Null,
        (_, _) => panic!("{value:?} is no {ty:?}"),
    }
}

/// What is left by all shipped policies, and by `EXEUNT_POLICIES` random ones.
fn rests(dialect: Dialect, accounts: u64, policies: u64) {
    let mut engine = Engine::start(dialect);
    let leaves = |program: &Program, policy: PolicyId| {
        let policy = &program.policies()[policy];
        policy.leaves && !policy.data.is_empty()
    };
    let instants = count("EXEUNT_INSTANTS", 4) as usize;
    let (mut all, mut left_by) = (Compared::default(), 0);
    let analysis = shipped();
    let program = analysis.program.expect("`shipped` has no errors");
    for policy in program.policies().ids().filter(|id| leaves(&program, *id)) {
        let accounts = count("EXEUNT_ACCOUNTS", accounts);
        let seed = policy.index() as u64 + 1;
        let drawn = population(&program, &analysis.sources, policy, accounts, instants, seed);
        left_by += 1;
        all.add(Rests::of(&drawn, &mut Dice::new(seed)).compare(&mut engine));
    }
    report(dialect, &format!("what {left_by} shipped policies left"), &all);
    assert_eq!(all.refused, 0, "every shipped policy that accounts leave by is written");
    assert_each_disposal(&all);

    let compare = |program: &Program, sources: &Sources, policy: PolicyId, seed: u64| {
        if !leaves(program, policy) {
            return Compared::default();
        }
        let empty = Population::empty(program, sources, policy);
        if let Some(refused) = Rests::of(&empty, &mut Dice::new(seed)).refused(dialect) {
            return refused;
        }
        let drawn = population(program, sources, policy, 24, 3, seed);
        Rests::of(&drawn, &mut Dice::new(seed)).compare(&mut engine)
    };
    let (all, judged) = random(dialect, "left by random", policies, compare);
    report(dialect, &format!("what {judged} random policies left"), &all);
}

/// The example of the manual: its tables, and what it says that the query gives.
fn manual(dialect: Dialect) {
    let (_, section) = MANUAL.split_once("\n## What is due\n").expect("it has the section");
    let (section, _) = section.split_once("\n## ").expect("it has a next one");
    let block = |language: &str| blocks_of(section, language)[0];
    let analysis = sound([("shop.policy", block("policy"))]);
    let program = analysis.program.expect("`sound` has no errors");
    let mapping = Mapping::read(FileId(1), block("toml")).expect("the mapping is sound");
    let now = Some(Timestamp::parse("2026-06-01T12:00Z").expect("an instant"));
    let options = Options { dialect, now, emit: Emit::Due, mapping: Some(&mapping), keys: None, texts: None };
    let text = to_sql(&program, PolicyId::FIRST, &options).text.expect("it is written");
    let columns =
        vec!["id", "collection", "key", "due", "disposal", "until", "due_since", "held_by", "missing"];
    let query = Query { text, now: None, columns };
    let job = Job { tables: block("sql").to_owned(), rows: json!({}), queries: vec![query] };
    let mut found = Engine::start(dialect).run(&job).expect("it runs").remove(0);
    let lines = section.lines().filter_map(|line| line.strip_prefix("| 1"));
    let mut expected: Vec<Vec<String>> = lines
        .map(|line| {
            format!("1{}", line.trim_end_matches('|')).split('|').map(|it| it.trim().to_owned()).collect()
        })
        .collect();
    found.sort();
    expected.sort();
    let shown: Vec<Vec<String>> = found
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|it| it.unwrap_or_default().replace("True", "true").replace("False", "false"))
                .collect()
        })
        .collect();
    assert_eq!(shown, expected);
}

const MANUAL: &str = include_str!("../../docs/sql.md");

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_gives_what_the_manual_says_is_due() {
    manual(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_gives_what_the_manual_says_is_due() {
    manual(Dialect::Postgres);
}

/// Each happens often enough to say that it is compared.
fn assert_each_disposal(all: &Compared) {
    for disposal in ["erase", "retain", "held", "undetermined"] {
        let items = all.disposals.get(disposal).copied().unwrap_or_default();
        assert!(items >= all.verdicts / 200, "too few items of {}: {disposal}", all.verdicts);
    }
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_says_what_is_due_as_the_evaluator_does() {
    rests(Dialect::DuckDb, 200, 60);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_says_what_is_due_as_the_evaluator_does() {
    rests(Dialect::Postgres, 200, 60);
}
