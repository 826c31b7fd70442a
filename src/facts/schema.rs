//! JSON Schema (2020-12) of the facts that a policy is judged on. What it accepts, [`super::read`] accepts; it is the
//! stricter of the two, for what is fine by itself may still be a mistake: every field that is not optional must be
//! there, no others may, and amounts are texts.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::ir::{
    Currency, DECIMAL_SCALE, DeadlineState, DecidingClause, ExpectedDisposal, Field, MOST, OutcomeValue,
    PolicyId, Program, RecordId, Status, Type, Unit,
};

/// How much of the facts a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every field that is declared.
    Whole,
    /// What the policy reads: in its conditions, its messages and its plan for the data.
    Read,
}

/// The schema of the envelope of facts for a policy.
#[must_use]
pub fn schema(program: &Program, policy: PolicyId, extent: Extent) -> Json {
    let read = (extent == Extent::Read).then(|| program.reads(policy));
    let mut writer = Writer { program, read, reached: BTreeSet::new() };
    let name = program.policy_name(policy);
    let package = &program.packages[program.policies[policy].package];
    let mut properties = Map::new();
    properties.insert("policy".to_owned(), json!({ "const": name }));
    properties.insert("now".to_owned(), json!({ "$ref": "#/$defs/:time" }));
    properties.insert("id".to_owned(), json!({ "type": ["string", "integer"] }));
    properties.insert("account".to_owned(), writer.reference(package.account));
    if let Some(request) = package.request {
        properties.insert("request".to_owned(), writer.reference(request));
    }
    properties.insert("expect".to_owned(), expectations(program, policy));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Facts for {name}"),
        "type": "object",
        "properties": properties,
        "required": ["account"],
        "additionalProperties": false,
        "$defs": writer.definitions(),
    })
}

/// The schema of what is known of services, an object a package, as [`super::read_services`] takes it.
#[must_use]
pub fn services_schema(program: &Program) -> Json {
    let mut writer = Writer { program, read: None, reached: BTreeSet::new() };
    let mut properties = Map::new();
    for package in &program.packages {
        if let Some(service) = package.service {
            properties.insert(package.name.clone(), writer.reference(service));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of services",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": writer.definitions(),
    })
}

struct Writer<'p> {
    program: &'p Program,
    /// The fields that are described; all of them if `None`.
    read: Option<BTreeSet<(RecordId, u32)>>,
    /// The records that are referred to.
    reached: BTreeSet<RecordId>,
}

impl<'p> Writer<'p> {
    fn reference(&mut self, record: RecordId) -> Json {
        self.reached.insert(record);
        json!({ "$ref": format!("#/$defs/{}", self.name(record)) })
    }

    /// A record's name, with its number where another record has the same. No name contains the `:` of the others.
    fn name(&self, record: RecordId) -> String {
        let name = &self.program.records[record].name;
        let is_alone = self.program.records.iter().filter(|other| other.name == *name).count() == 1;
        if is_alone { name.clone() } else { format!("{name}-{record}") }
    }

    /// The records that are reached, and those that they reach in turn.
    fn definitions(mut self) -> Map<String, Json> {
        let mut definitions = Map::new();
        definitions.insert(":time".to_owned(), time());
        definitions.insert(":date".to_owned(), date());
        let mut written = BTreeSet::new();
        while let Some(&record) = self.reached.difference(&written).next() {
            written.insert(record);
            let schema = self.record(record);
            definitions.insert(self.name(record), schema);
        }
        definitions
    }

    fn record(&mut self, id: RecordId) -> Json {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let program = self.program;
        for (index, field) in program.records[id].fields.iter().enumerate() {
            if self.read.as_ref().is_some_and(|read| !read.contains(&(id, index as u32))) {
                continue;
            }
            properties.insert(field.key.clone(), self.field(field));
            if !field.optional {
                required.push(field.key.clone());
            }
        }
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    fn field(&mut self, field: &'p Field) -> Json {
        let schema = self.ty(&field.ty);
        if field.optional { json!({ "anyOf": [schema, { "type": "null" }] }) } else { schema }
    }

    fn ty(&mut self, ty: &'p Type) -> Json {
        match ty {
            Type::Bool => json!({ "type": "boolean" }),
            Type::Number(Unit::Int) => {
                json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX })
            }
            Type::Number(Unit::Decimal) => decimal(),
            Type::Number(Unit::Money(currency)) => money(*currency),
            Type::Text => json!({ "type": "string" }),
            Type::Time => json!({ "$ref": "#/$defs/:time" }),
            Type::Date => json!({ "$ref": "#/$defs/:date" }),
            Type::Length => length(),
            Type::OneOf(values) => json!({ "enum": values[..] }),
            Type::Set(member) => json!({ "type": "array", "items": self.ty(member) }),
            Type::Many(record) => json!({ "type": "array", "items": self.reference(*record) }),
            Type::Record(record) => self.reference(*record),
        }
    }
}

/// Digits that fit [`MOST`] with that many decimals.
fn digits(scale: u32) -> String {
    let whole = MOST.ilog10() + 1 - scale;
    let fraction = if scale == 0 { String::new() } else { format!(r"(\.[0-9]{{1,{scale}}})?") };
    format!("-?[0-9]{{1,{whole}}}{fraction}")
}

/// A text, or a whole number: a fraction that has passed through a floating-point number is perhaps another one.
fn decimal() -> Json {
    let most = 1_i64 << 53;
    json!({
        "anyOf": [
            { "type": "string", "pattern": format!("^{}$", digits(DECIMAL_SCALE)) },
            { "type": "integer", "minimum": -most, "maximum": most },
        ]
    })
}

fn money(currency: Currency) -> Json {
    let (digits, code) = (digits(currency.minor_digits()), currency.code());
    json!({
        "anyOf": [
            { "type": "string", "pattern": format!("^{digits} {code}$") },
            {
                "type": "object",
                "properties": {
                    "amount": { "type": "string", "pattern": format!("^{digits}$") },
                    "currency": { "const": code },
                },
                "required": ["amount", "currency"],
                "additionalProperties": false,
            },
        ]
    })
}

/// The days of the years 0002 to 9998: a year's distance from the ends of the calendar, so that no offset crosses them.
fn day() -> String {
    let year = "(000[2-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])";
    let leap_year = "(([0-9]{2}(0[48]|[2468][048]|[13579][26]))|((0[48]|[2468][048]|[13579][26])00))";
    let month_and_day = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
                         |02-(0[1-9]|1[0-9]|2[0-8]))";
    format!("({year}-{month_and_day}|{leap_year}-02-29)")
}

fn date() -> Json {
    json!({ "type": "string", "format": "date", "pattern": format!("^{}$", day()) })
}

/// In the language's own form or that of ISO 8601. Numbers of at most six digits stay below what can be held, however many
/// units follow each other.
fn length() -> Json {
    let number = "[0-9]{1,6}";
    let own = format!("({number}(y|mo|w|d|h|min|s)){{1,7}}|{number} full days?");
    // Each unit may be the first; those behind it may follow.
    let of = |units: &str| {
        let firsts = units.char_indices().map(|(at, first)| {
            let others = units[at + 1..].chars().map(|unit| format!("({number}{unit})?"));
            format!("{number}{first}{}", others.collect::<String>())
        });
        firsts.collect::<Vec<_>>().join("|")
    };
    let (days, clock) = (of("YMWD"), of("HMS"));
    let iso = format!("P(({days})(T({clock}))?|T({clock}))");
    json!({ "type": "string", "pattern": format!("^({own}|{iso})$") })
}

/// RFC 3339 to the microsecond.
fn time() -> Json {
    let clock = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?";
    let offset = "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
    json!({ "type": "string", "format": "date-time", "pattern": format!("^{}T{clock}{offset}$", day()) })
}

/// What a fixture may expect.
fn expectations(program: &Program, policy: PolicyId) -> Json {
    let policy = &program.policies[policy];
    let requirements: Vec<&str> = policy.requirements.iter().map(|it| it.name.as_str()).collect();
    let clauses = DecidingClause::ALL.into_iter().filter(|clause| clause.is_of(policy));
    let mut deciding: Vec<&str> = requirements.clone();
    // Values of an `enum` are unique.
    let is_free = |word: &&str| policy.requirements.iter().all(|it| it.name != **word);
    deciding.extend(clauses.map(|clause| clause.word()).filter(is_free));
    let warnings: Vec<&str> = policy.warnings.iter().map(|it| it.name.as_str()).collect();
    let languages = &program.packages[policy.package].languages;
    let said = languages.iter().map(|language| (language.clone(), some(json!({ "type": "string" }))));
    let mut schema = json!({
        "type": "object",
        "properties": {
            "status": { "enum": Status::ALL.map(Status::word) },
            "by": some(json!({ "enum": deciding })),
            "eligible_after": { "$ref": "#/$defs/:time" },
            "eligible_from": { "$ref": "#/$defs/:time" },
            "never": { "const": true },
            "final": some(json!({ "enum": requirements })),
            "warn": some(json!({ "enum": warnings })),
            "no_warn": some(json!({ "enum": warnings })),
            "message": { "type": "object", "properties": said.collect::<Map<_, _>>(), "additionalProperties": false },
            "unknown": some(json!({ "type": "string" })),
            "outcome": { "type": "string" },
            "no_plan": { "const": true },
        },
        "dependentRequired": { "by": ["status"] },
        "additionalProperties": false,
    });
    let state = json!({ "enum": DeadlineState::ALL.map(DeadlineState::json_name) });
    let due = json!({ "$ref": "#/$defs/:time" });
    let stands = json!({
        "type": "object",
        "properties": { "state": state, "due": due },
        "minProperties": 1,
        "additionalProperties": false,
    });
    let stands = json!({ "anyOf": [state, stands] });
    let deadlines = policy.deadlines.iter().map(|it| (it.name.clone(), stands.clone()));
    let deadlines = deadlines.collect::<Map<_, _>>();
    if !deadlines.is_empty() {
        schema["properties"]["deadlines"] =
            json!({ "type": "object", "properties": deadlines, "additionalProperties": false });
    }
    if !policy.data.is_empty() {
        for key in ["plan", "would_be"] {
            schema["properties"][key] =
                json!({ "type": "object", "additionalProperties": expected_disposal() });
        }
    }
    if let Some(value) = &policy.outcome_value {
        schema["properties"]["outcome_value"] = match value {
            OutcomeValue::For(_) => length(),
            OutcomeValue::Of(_, currency) => money(*currency),
        };
    }
    schema
}

/// What a fixture may expect to be done with an item of the plan.
fn expected_disposal() -> Json {
    let time = || json!({ "$ref": "#/$defs/:time" });
    let of = |is: &str, key: &str, value: Json| {
        let mut properties = Map::from_iter([("is".to_owned(), json!({ "const": is }))]);
        properties.insert(key.to_owned(), value);
        json!({ "type": "object", "properties": properties, "required": ["is"], "additionalProperties": false })
    };
    // By what something is held is always said, and by when copies are gone.
    let alone = ExpectedDisposal::ALL
        .into_iter()
        .filter(|it| !matches!(it, ExpectedDisposal::Held(_) | ExpectedDisposal::CopiesGone(_)));
    let words: Vec<&str> = alone.map(|disposal| disposal.word()).collect();
    let words = json!({ "enum": words });
    let by = |is: &str, by: Json| {
        json!({
            "type": "object",
            "properties": { "is": { "const": is }, "by": by },
            "required": ["is", "by"],
            "additionalProperties": false,
        })
    };
    let alone = json!({
        "type": "object",
        "properties": { "is": words },
        "required": ["is"],
        "additionalProperties": false,
    });
    json!({ "anyOf": [
        words,
        alone,
        of("kept", "until", json!({ "anyOf": [time(), { "type": "null" }] })),
        of("kept", "for", json!({ "type": "string", "pattern": " after leaving$" })),
        of("erased", "due_since", time()),
        by("held", json!({ "type": "string" })),
        by("copies gone", time()),
        json!({
            "type": "object",
            "properties": {
                "is": { "const": "anonymised" },
                "remove": { "type": "array", "items": { "type": "string" } },
                "replace": { "type": "object", "additionalProperties": { "type": "string" } },
            },
            "required": ["is"],
            "additionalProperties": false,
        }),
    ] })
}

/// One, or an array of them.
fn some(one: Json) -> Json {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}
