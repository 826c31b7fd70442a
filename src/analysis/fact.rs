//! A single value in the language's own literals, read by the phases that read those of fixtures: a small source is
//! written around it, so that there is no second reading of literals.

use super::analyse;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ir::{Program, Timestamp, Type, Value, Zone, calendar};
use crate::source::{FileId, Sources, Span};

/// Where a value is to be put.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// Its type.
    pub ty: &'a Type,
    /// Whether it may be absent.
    pub optional: bool,
    /// The zone of its dates.
    pub zone: Zone,
    /// What `3d ago` counts from.
    pub now: Timestamp,
}

/// Reads `text`, which begins at byte `start` of `file`, as a value for `slot`: `0 CNY`, `absent`, `3d ago`,
/// `[{ state: paid }]`.
///
/// # Errors
/// Everything that is wrong with it, at its places in `file`.
pub fn fact(
    program: &Program,
    slot: Slot<'_>,
    file: FileId,
    start: u32,
    text: &str,
) -> Result<Value, Vec<Diagnostic>> {
    let (before, after) = around(program, slot);
    let mut sources = Sources::new();
    sources.add("value", format!("{before}{text}{after}"));
    let analysis = analyse(sources);
    let errors = analysis.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error);
    let place = Inset { file, before: before.len() as u32, start, length: text.len() as u32 };
    let errors: Vec<Diagnostic> = errors.map(|error| place.moved(error)).collect();
    let test = analysis.program.and_then(|mut program| program.tests.pop());
    match test.map(|test| test.account) {
        Some(Value::Record(mut values)) if errors.is_empty() => values.pop().ok_or(errors),
        _ => Err(errors),
    }
}

/// A source in which only the value is missing: what stands before it, and what after. Records are numbered: those of
/// several packages may have one name.
fn around(program: &Program, slot: Slot<'_>) -> (String, String) {
    let records = program.records.iter().enumerate().map(|(id, record)| {
        let fields = record.fields.iter().map(|field| declaration(&field.name, &field.ty, field.optional));
        format!("record r{id} {{ {} }}\n", fields.collect::<String>())
    });
    let before = format!(
        "package value\nlanguages en\nzone {}\naccount {{ {} }}\n{}policy judge on sweep {{ when now since 2000-01-01 }}\n\
         test \"value\" for judge at {} {{ account {{ value: ",
        slot.zone,
        declaration("value", slot.ty, slot.optional),
        records.collect::<String>(),
        calendar::rfc3339(slot.now, slot.zone),
    );
    (before, "\n} }\n".to_owned())
}

fn declaration(name: &str, ty: &Type, optional: bool) -> String {
    format!("{name}: {}{}\n", ty.written(&|id| format!("r{id}")), if optional { "?" } else { "" })
}

/// Where the value stands in the small source, and where it really stands.
struct Inset {
    file: FileId,
    before: u32,
    start: u32,
    length: u32,
}

impl Inset {
    /// The same diagnostic where the value really stands. What it says of the rest of the small source concerns nobody.
    fn moved(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.primary.span = self.span(diagnostic.primary.span);
        diagnostic.secondary.retain(|label| self.holds(label.span));
        for label in &mut diagnostic.secondary {
            label.span = self.span(label.span);
        }
        let alternatives = diagnostic.alternatives.iter_mut().map(|alternative| &mut alternative.fix);
        for fix in diagnostic.fix.iter_mut().chain(alternatives) {
            fix.span = self.span(fix.span);
        }
        diagnostic
    }

    fn holds(&self, span: Span) -> bool {
        span.start >= self.before && span.end <= self.before + self.length
    }

    fn span(&self, span: Span) -> Span {
        let at = |offset: u32| self.start + offset.saturating_sub(self.before).min(self.length);
        Span::new(self.file, at(span.start), at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "package p languages en zone Asia/Shanghai
        account { balance: money CNY? trades: many trade kind: one of a, b }
        record trade { state: one of paid, done placed: time }
        policy close on request { require none: no trade en \"a\" fix \"b\" }";

    fn read(field: usize, text: &str) -> Result<Value, Vec<String>> {
        let mut sources = Sources::new();
        sources.add("p.policy", POLICY);
        let program = analyse(sources).program.unwrap();
        let package = program.packages.first().unwrap();
        let field = &program.records[package.account].fields[field];
        let slot =
            Slot { ty: &field.ty, optional: field.optional, zone: package.zone, now: Timestamp::UNIX_EPOCH };
        fact(&program, slot, FileId(7), 100, text).map_err(|errors| {
            errors
                .into_iter()
                .map(|it| {
                    let span = it.primary.span;
                    format!("{} {}..{} {}", it.code.slug(), span.start, span.end, span.file.0)
                })
                .collect()
        })
    }

    #[test]
    fn literals_are_those_of_fixtures() {
        assert_eq!(read(0, "0.05 CNY"), Ok(Value::Number(5)));
        assert_eq!(read(0, "absent"), Ok(Value::Absent));
        assert_eq!(read(0, "unknown"), Ok(Value::Unknown));
        assert_eq!(read(2, "b"), Ok(Value::Choice(1)));
        let trade = Value::Record(vec![Value::Choice(0), Value::Time(-86_400_000_000)]);
        assert_eq!(read(1, "[{ state: paid placed: 1d ago }]"), Ok(Value::Many(vec![trade])));
    }

    #[test]
    fn errors_stand_where_the_value_stands() {
        assert_eq!(read(0, "5 USD"), Err(vec!["E0302 100..105 7".to_owned()]));
        assert_eq!(read(2, "c"), Err(vec!["E0303 100..101 7".to_owned()]));
        assert_eq!(read(1, "[{ state: padi }]"), Err(vec!["E0303 110..114 7".to_owned()]));
        assert_eq!(read(1, "absent"), Err(vec!["E0301 100..106 7".to_owned()]));
        assert!(read(0, "}").is_err() && read(0, "").is_err() && read(0, "0 CNY } }").is_err());
    }
}
