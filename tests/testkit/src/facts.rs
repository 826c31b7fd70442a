//! Random facts for a policy of any program, with an instant to judge them at.
//!
//! This is the one source of random facts. Values lie near what the program compares them with, and instants within a
//! microsecond of its windows' boundaries, at ends of months and at changes of offset: where mistakes show.

use exeunt::facts::Facts;
use exeunt::ir::{
    Constant, PolicyId, Program, RecordId, Services, Timestamp, Type, Unit, Value, Zone, calendar,
};

use crate::Dice;
use crate::instants::Instants;

/// How deep records are filled in; below that they are absent or empty.
const MOST_NESTED: usize = 4;

/// The least size of a large collection, which is rare. It has more elements than are decided in one step (64).
const MANY: usize = 65;

/// Facts and the instant that they are judged at.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The account and the request.
    pub facts: Facts,
    /// Microseconds since 1970-01-01T00:00Z.
    pub now: Timestamp,
}

/// How much of the facts is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Every fact is there.
    Whole,
    /// Some are unknown: this many in a hundred.
    Partly(u32),
}

/// What random facts for one program are drawn from.
#[derive(Debug)]
pub struct FactSource<'a> {
    program: &'a Program,
    instants: Instants,
    numbers: Vec<i128>,
    texts: Vec<String>,
    days: Vec<i32>,
}

impl<'a> FactSource<'a> {
    /// Facts that a program's own constants and durations suggest.
    #[must_use]
    pub fn new(program: &'a Program) -> Self {
        let written = serde_json::to_value(program).unwrap_or_default();
        let mut source = Self {
            program,
            instants: Instants::new(),
            numbers: vec![0, 1, 2, 3, -1, 500, 12_000],
            texts: vec![String::new(), "x".to_owned(), "网".to_owned()],
            days: Vec::new(),
        };
        source.collect(&written);
        source
    }

    /// The program that the facts are for.
    #[must_use]
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// Takes in every constant and duration below.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
    fn collect(&mut self, written: &serde_json::Value) {
        match written {
            serde_json::Value::Array(parts) => parts.iter().for_each(|part| self.collect(part)),
            serde_json::Value::Object(fields) => {
                self.collect_value(written);
                self.instants.collect(written);
                fields.values().for_each(|value| self.collect(value));
            }
            _ => {}
        }
    }

    /// Takes in a constant of a condition, or a value of the facts of a test.
    fn collect_value(&mut self, written: &serde_json::Value) {
        let constant = serde_json::from_value::<Constant>(written.clone());
        let value = constant.map(|constant| constant.value());
        let Ok(value) = value.or_else(|_| serde_json::from_value(written.clone())) else { return };
        match value {
            Value::Number(number) => self.numbers.push(number),
            Value::Date(day) => self.days.push(day),
            Value::Text(text) => self.texts.push(text),
            Value::Unknown
            | Value::Absent
            | Value::Bool(_)
            | Value::Time(_)
            | Value::Length(_)
            | Value::Choice(_)
            | Value::Set(_)
            | Value::Many(_)
            | Value::Record(_) => {}
        }
    }

    /// Facts for a policy, and an instant near one of their boundaries.
    pub fn draw(&self, policy: PolicyId, known: Known, dice: &mut Dice) -> Case {
        let zone = self.program.packages()[self.program.policies()[policy].package].zone;
        let base = self.instants.base(zone, dice);
        let (facts, events) = self.around(policy, known, base, dice);
        Case { facts, now: Timestamp::from_micros(self.instants.now(base, &events, dice)) }
    }

    /// Facts for a policy that is judged at a given instant: `now` lies at boundaries of windows over their times.
    pub fn draw_at(&self, policy: PolicyId, known: Known, now: Timestamp, dice: &mut Dice) -> Facts {
        self.around(policy, known, now.as_micros(), dice).0
    }

    /// Facts whose times lie around an instant, and these times.
    fn around(&self, policy: PolicyId, known: Known, base: i64, dice: &mut Dice) -> (Facts, Vec<i64>) {
        let package = &self.program.packages()[self.program.policies()[policy].package];
        let mut drawing = Drawing { source: self, zone: package.zone, base, known, events: Vec::new() };
        let account = drawing.record(package.account, 0, dice);
        let request = package.request.map(|record| drawing.record(record, 0, dice));
        (Facts { account, request, services: None }, drawing.events)
    }

    /// What is known of the services that the program declares.
    pub fn services(&self, known: Known, dice: &mut Dice) -> Services {
        let mut services = Vec::new();
        for (id, package) in self.program.packages().iter_enumerated() {
            let Some(service) = package.service else { continue };
            let base = self.instants.base(package.zone, dice);
            let mut drawing = Drawing { source: self, zone: package.zone, base, known, events: Vec::new() };
            services.push((id, drawing.record(service, 0, dice)));
        }
        services.into_iter().collect()
    }
}

impl FactSource<'_> {
    /// An instant not before that of a case, near a boundary of its facts.
    pub fn later(&self, case: &Case, dice: &mut Dice) -> Timestamp {
        let mut events = Vec::new();
        collect_times(&case.facts.account, &mut events);
        case.facts.request.iter().for_each(|request| collect_times(request, &mut events));
        Timestamp::from_micros(self.instants.now(case.now.as_micros(), &events, dice)).max(case.now)
    }

    /// The same facts with unknown ones filled in: each in `percent` of a hundred cases.
    pub fn filled(&self, policy: PolicyId, case: &Case, percent: u32, dice: &mut Dice) -> Facts {
        let package = &self.program.packages()[self.program.policies()[policy].package];
        let (zone, base) = (package.zone, case.now.as_micros());
        let mut drawing = Drawing { source: self, zone, base, known: Known::Whole, events: vec![base] };
        let facts = &case.facts;
        let account = drawing.fill(&facts.account, &Type::Record(package.account), false, percent, dice);
        let request = package.request.zip(facts.request.as_ref());
        let request =
            request.map(|(record, value)| drawing.fill(value, &Type::Record(record), false, percent, dice));
        let known = facts.services.as_ref().unwrap_or(self.program.services());
        let services = self.program.packages().iter_enumerated().filter_map(|(id, package)| {
            let (shape, value) = (Type::Record(package.service?), known.get(id).unwrap_or(&Value::Unknown));
            Some((id, drawing.fill(value, &shape, false, percent, dice)))
        });
        let services = Some(services.collect());
        Facts { account, request, services }
    }
}

fn collect_times(value: &Value, times: &mut Vec<i64>) {
    match value {
        Value::Time(time) => times.push(*time),
        Value::Record(parts) | Value::Many(parts) | Value::Set(parts) => {
            parts.iter().for_each(|part| collect_times(part, times));
        }
        Value::Unknown
        | Value::Absent
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Length(_)
        | Value::Choice(_) => {}
    }
}

/// One drawing of facts.
struct Drawing<'s, 'a> {
    source: &'s FactSource<'a>,
    zone: Zone,
    /// The instant that events lie around.
    base: i64,
    known: Known,
    /// Every time drawn so far.
    events: Vec<i64>,
}

impl Drawing<'_, '_> {
    fn record(&mut self, record: RecordId, depth: usize, dice: &mut Dice) -> Value {
        let fields = &self.source.program.records()[record].fields;
        let values = fields.iter().map(|field| {
            if self.is_missing(dice) || self.is_blank(&field.ty, dice) {
                return Value::Unknown;
            }
            if field.optional && (dice.chance(35) || depth >= MOST_NESTED) {
                return Value::Absent;
            }
            self.value(&field.ty, depth, dice)
        });
        Value::Record(values.collect())
    }

    /// Gives elements with a key that is known one of their own.
    fn tell_apart(&self, record: RecordId, elements: &mut [Value]) {
        let Some(at) = self.source.program.records()[record].key else { return };
        for (number, element) in elements.iter_mut().enumerate() {
            let Value::Record(values) = element else { continue };
            match values.get_mut(at as usize) {
                Some(Value::Number(key)) => *key = number as i128,
                Some(Value::Text(key)) => *key = format!("k{number}"),
                _ => {}
            }
        }
    }

    fn is_missing(&self, dice: &mut Dice) -> bool {
        match self.known {
            Known::Whole => false,
            Known::Partly(percent) => dice.chance(percent),
        }
    }

    /// Whether a nested record is unknown as a whole: an account that another one asks something of, perhaps.
    fn is_blank(&self, ty: &Type, dice: &mut Dice) -> bool {
        matches!((ty, self.known), (Type::Record(_), Known::Partly(_))) && dice.chance(10)
    }

    fn value(&mut self, ty: &Type, depth: usize, dice: &mut Dice) -> Value {
        match ty {
            Type::Bool => Value::Bool(dice.chance(50)),
            Type::Number(Unit::Int) => {
                Value::Number(self.number(dice).clamp(i64::MIN.into(), i64::MAX.into()))
            }
            Type::Number(Unit::Decimal | Unit::Money(_)) => Value::Number(self.number(dice)),
            Type::Text => Value::Text(dice.pick(&self.source.texts).clone()),
            Type::Time => {
                let time = self.source.instants.event(self.base, self.zone, &self.events, dice);
                self.events.push(time);
                Value::Time(time)
            }
            Type::Date => Value::Date(self.day(dice)),
            Type::Length => Value::Length(self.source.instants.length(dice)),
            Type::OneOf(values) => Value::Choice(dice.below(values.len()) as u32),
            Type::Set(of) => {
                let count = dice.below(4);
                let members = (0..count).map(|_| self.member(of, depth, dice));
                Value::Set(members.collect())
            }
            Type::Many(record) => {
                let count = match depth {
                    0 if dice.chance(3) => MANY + dice.below(MANY),
                    0..MOST_NESTED => {
                        let most = *dice.pick(&[2, 3, 4, 6]);
                        dice.below(most)
                    }
                    _ => 0,
                };
                let elements = (0..count).map(|_| self.element(*record, depth + 1, dice));
                let mut elements: Vec<Value> = elements.collect();
                if dice.chance(70) {
                    self.tell_apart(*record, &mut elements);
                }
                Value::Many(elements)
            }
            Type::Record(record) => self.record(*record, depth + 1, dice),
        }
    }

    fn member(&mut self, of: &Type, depth: usize, dice: &mut Dice) -> Value {
        if self.is_missing(dice) { Value::Unknown } else { self.value(of, depth, dice) }
    }

    fn element(&mut self, record: RecordId, depth: usize, dice: &mut Dice) -> Value {
        let is_blank = matches!(self.known, Known::Partly(_)) && dice.chance(5);
        if is_blank { Value::Unknown } else { self.record(record, depth, dice) }
    }

    /// A value in which unknown parts are drawn.
    fn fill(&mut self, value: &Value, ty: &Type, optional: bool, percent: u32, dice: &mut Dice) -> Value {
        match (value, ty) {
            (Value::Unknown, _) if !dice.chance(percent) => Value::Unknown,
            (Value::Unknown, _) if optional && dice.chance(40) => Value::Absent,
            (Value::Unknown, _) => self.value(ty, 1, dice),
            (Value::Record(values), Type::Record(record)) => {
                let fields = &self.source.program.records()[*record].fields;
                let filled = values.iter().zip(fields);
                let filled =
                    filled.map(|(part, field)| self.fill(part, &field.ty, field.optional, percent, dice));
                Value::Record(filled.collect())
            }
            (Value::Many(elements), Type::Many(record)) => {
                let ty = Type::Record(*record);
                Value::Many(elements.iter().map(|part| self.fill(part, &ty, false, percent, dice)).collect())
            }
            (Value::Set(members), Type::Set(of)) => {
                Value::Set(members.iter().map(|part| self.fill(part, of, false, percent, dice)).collect())
            }
            (known, _) => known.clone(),
        }
    }

    fn number(&self, dice: &mut Dice) -> i128 {
        *dice.pick(&self.source.numbers) + i128::from(*dice.pick(&[0, 0, 0, 1, -1]))
    }

    fn day(&self, dice: &mut Dice) -> i32 {
        let of_base = (self.base / 86_400_000_000) as i32;
        let near = *dice.pick(&[-400, -31, -1, 0, 0, 1, 30]);
        let day = match dice.pick_from(self.source.days.clone()) {
            Some(day) if dice.chance(60) => day + *dice.pick(&[-1, 0, 0, 1]),
            _ => of_base + near,
        };
        day.clamp(calendar::FIRST_DAY, calendar::LAST_DAY)
    }
}
