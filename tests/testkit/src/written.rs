//! Facts as a line of JSON, the members of each object in a random order.

use exeunt::facts::Facts;
use exeunt::ir::{
    Length, LengthKind, PolicyId, Program, RecordId, Timestamp, Type, Unit, Value, Zone, calendar,
};

use crate::Dice;

/// A line that holds the facts for a policy. What is unknown is left out.
pub fn line(program: &Program, policy: PolicyId, facts: &Facts, dice: &mut Dice) -> String {
    let package = &program.packages()[program.policies()[policy].package];
    let mut writer = Writer { program, dice };
    let mut members = vec![format!("\"account\":{}", writer.record(package.account, &facts.account))];
    if let (Some(record), Some(request)) = (package.request, &facts.request) {
        members.push(format!("\"request\":{}", writer.record(record, request)));
    }
    writer.object(members) + "\n"
}

struct Writer<'a> {
    program: &'a Program,
    dice: &'a mut Dice,
}

impl Writer<'_> {
    fn object(&mut self, mut members: Vec<String>) -> String {
        let mut shuffled = Vec::with_capacity(members.len());
        while !members.is_empty() {
            shuffled.push(members.swap_remove(self.dice.below(members.len())));
        }
        format!("{{{}}}", shuffled.join(","))
    }

    fn record(&mut self, record: RecordId, value: &Value) -> String {
        let Value::Record(values) = value else { return "{}".to_owned() };
        let program = self.program;
        let fields = program.records()[record].fields.iter().zip(values);
        let members = fields.filter(|(_, value)| **value != Value::Unknown).map(|(field, value)| {
            format!("{}:{}", serde_json::Value::from(field.key.as_str()), self.value(&field.ty, value))
        });
        let members = members.collect();
        self.object(members)
    }

    fn value(&mut self, ty: &Type, value: &Value) -> String {
        match (ty, value) {
            (_, Value::Absent) => "null".to_owned(),
            (Type::Record(record), _) => self.record(*record, value),
            (Type::Many(record), Value::Many(elements)) => {
                let elements: Vec<String> = elements.iter().map(|it| self.record(*record, it)).collect();
                format!("[{}]", elements.join(","))
            }
            (Type::Set(member), Value::Set(members)) => {
                let known = members.iter().filter(|it| **it != Value::Unknown);
                let members: Vec<String> = known.map(|it| self.value(member, it)).collect();
                format!("[{}]", members.join(","))
            }
            (Type::OneOf(values), Value::Choice(index)) => {
                serde_json::Value::from(values[*index as usize].as_str()).to_string()
            }
            (Type::Number(unit), Value::Number(units)) => {
                let digits = number(*units, unit.scale());
                match unit {
                    Unit::Int => digits,
                    Unit::Decimal => format!("\"{digits}\""),
                    Unit::Money(currency) => format!("\"{digits} {currency}\""),
                }
            }
            (_, Value::Bool(value)) => value.to_string(),
            (_, Value::Text(text)) => serde_json::Value::from(text.as_str()).to_string(),
            (_, Value::Time(micros)) => {
                format!("\"{}\"", calendar::rfc3339(Timestamp::from_micros(*micros), Zone::utc()))
            }
            (_, Value::Length(length)) => match self.dice.chance(50) {
                true => format!("\"{length}\""),
                false => format!("\"{}\"", iso(*length)),
            },
            (_, Value::Date(days)) => format!("\"{}\"", calendar::date(*days)),
            _ => unreachable!("a value of another type than its field"),
        }
    }
}

/// A length as ISO 8601 writes it, which has no full days.
fn iso(length: Length) -> String {
    let Length { months, days, micros, kind } = length;
    match kind {
        // Facts hold no working days; what is written out is refused.
        LengthKind::FullDays | LengthKind::WorkingDays(_) => length.to_string(),
        LengthKind::Elapsed if micros == 0 => format!("P{months}M{days}D"),
        LengthKind::Elapsed => {
            let seconds = micros / 1_000_000;
            format!("P{}Y{}M{days}DT{}H{}S", months / 12, months % 12, seconds / 3600, seconds % 3600)
        }
    }
}

/// A number of 10⁻ˢᶜᵃˡᵉ units, all its decimals written.
fn number(units: i128, scale: u32) -> String {
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale as usize + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale as usize);
    let sign = if units < 0 { "-" } else { "" };
    let point = if scale == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}
