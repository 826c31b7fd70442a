//! Places in facts, by the words that verdicts use: `account.trades[3].completed`.

use exeunt::facts::Facts;
use exeunt::ir::{PolicyId, Program, RecordId, Type, Value};

/// The facts with those unknown ones taken from `whole` whose path, or one above it, is `asked` for.
pub(crate) fn fill_only(
    program: &Program,
    policy: PolicyId,
    facts: &Facts,
    whole: &Facts,
    asked: &[&str],
) -> Facts {
    taken(program, policy, facts, whole, &|path| asked.iter().any(|asked| is_below(path, asked)))
}

/// The facts with all unknown ones taken from `whole` but those at and below `kept`.
pub(crate) fn fill_but(
    program: &Program,
    policy: PolicyId,
    facts: &Facts,
    whole: &Facts,
    kept: &str,
) -> Facts {
    taken(program, policy, facts, whole, &|path| !is_below(path, kept))
}

fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn taken(
    program: &Program,
    policy: PolicyId,
    facts: &Facts,
    whole: &Facts,
    wanted: &dyn Fn(&str) -> bool,
) -> Facts {
    let package = &program.packages()[program.policies()[policy].package];
    let walk = Walk { program, wanted };
    let account = walk.record("account", package.account, &facts.account, &whole.account);
    let request = package.request.zip(facts.request.as_ref().zip(whole.request.as_ref()));
    let request = request.map(|(record, (known, full))| walk.record("request", record, known, full));
    let (known, full) = (program.services(), program.services());
    let known = facts.services.as_ref().unwrap_or(known);
    let full = whole.services.as_ref().unwrap_or(full);
    let own = program.policies()[policy].package;
    let services = program.packages().iter_enumerated().filter_map(|(id, package)| {
        let unknown = Value::Record(vec![Value::Unknown; program.records()[package.service?].fields.len()]);
        let path = if id == own { "service".to_owned() } else { format!("{}.service", package.name) };
        let (known, full) = (known.get(id).unwrap_or(&unknown), full.get(id).unwrap_or(&unknown));
        Some((id, walk.record(&path, package.service?, known, full)))
    });
    let services = Some(services.collect());
    Facts { account, request, services }
}

struct Walk<'a> {
    program: &'a Program,
    wanted: &'a dyn Fn(&str) -> bool,
}

impl Walk<'_> {
    fn record(&self, path: &str, record: RecordId, known: &Value, full: &Value) -> Value {
        let (Value::Record(known), Value::Record(full)) = (known, full) else {
            return if *known == Value::Unknown && (self.wanted)(path) {
                full.clone()
            } else {
                known.clone()
            };
        };
        let fields = self.program.records()[record].fields.iter();
        let parts = fields.zip(known.iter().zip(full)).map(|(field, (known, full))| {
            self.value(&format!("{path}.{}", field.name), &field.ty, known, full)
        });
        Value::Record(parts.collect())
    }

    fn value(&self, path: &str, ty: &Type, known: &Value, full: &Value) -> Value {
        match (ty, known, full) {
            (_, Value::Unknown, _) => {
                if (self.wanted)(path) {
                    full.clone()
                } else {
                    Value::Unknown
                }
            }
            (Type::Record(record), ..) => self.record(path, *record, known, full),
            (Type::Many(record), Value::Many(known), Value::Many(full)) => {
                let parts = known.iter().zip(full).enumerate();
                let parts = parts
                    .map(|(at, (known, full))| self.record(&format!("{path}[{at}]"), *record, known, full));
                Value::Many(parts.collect())
            }
            // Members of a set have no paths of their own.
            (Type::Set(_), ..) if (self.wanted)(path) => full.clone(),
            _ => known.clone(),
        }
    }
}

/// Takes elements out of collections.
pub(crate) fn remove_elements(program: &Program, policy: PolicyId, facts: &Facts, paths: &[&str]) -> Facts {
    let package = &program.packages()[program.policies()[policy].package];
    let cut = |path: &str, record, value: &Value| removed(program, path, record, value, paths);
    let account = cut("account", package.account, &facts.account);
    let request =
        package.request.zip(facts.request.as_ref()).map(|(record, value)| cut("request", record, value));
    Facts { account, request, services: facts.services.clone() }
}

fn removed(program: &Program, path: &str, record: RecordId, value: &Value, paths: &[&str]) -> Value {
    let Value::Record(values) = value else { return value.clone() };
    let fields = program.records()[record].fields.iter();
    let parts = fields.zip(values).map(|(field, value)| {
        let path = format!("{path}.{}", field.name);
        match (&field.ty, value) {
            (Type::Record(record), value) => removed(program, &path, *record, value, paths),
            (Type::Many(record), Value::Many(elements)) => {
                let kept =
                    elements.iter().enumerate().map(|(at, element)| (format!("{path}[{at}]"), element));
                let kept = kept.filter(|(path, _)| !paths.contains(&path.as_str()));
                Value::Many(
                    kept.map(|(path, element)| removed(program, &path, *record, element, paths)).collect(),
                )
            }
            (_, value) => value.clone(),
        }
    });
    Value::Record(parts.collect())
}
