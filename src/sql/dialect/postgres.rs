//! PostgreSQL.

use super::form::Form;
use super::text::{quoted, spliced};
use super::writer::{Calendar, Writer};
use super::zoned::Zoned;
use crate::sql::tree::{Given, Gives, Type, Unnested};

pub(super) struct Postgres;

impl Writer for Postgres {
    fn identifier(&self, name: &str) -> String {
        quoted(name, '"')
    }

    /// A backslash means itself in the plain form only where the server is set so.
    fn text(&self, text: &str) -> String {
        spliced(text, |part| match part.contains('\\') {
            true => format!("E{}", quoted(&part.replace('\\', "\\\\"), '\'')),
            false => quoted(part, '\''),
        })
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::Int => "bigint".to_owned(),
            Type::Wide => "numeric".to_owned(),
            Type::Decimal(scale) => format!("numeric(28, {scale})"),
            Type::Text => "text".to_owned(),
            Type::Time => "timestamptz".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Set(member) => format!("{}[]", self.ty(member)),
        }
    }

    fn time(&self, utc: &str) -> String {
        format!("TIMESTAMPTZ '{utc}+00'")
    }

    fn now(&self) -> &'static str {
        "CAST($1 AS timestamptz)"
    }

    fn inlined(&self) -> &'static str {
        " NOT MATERIALIZED"
    }

    fn kept(&self) -> &'static str {
        " MATERIALIZED"
    }

    fn calendar(&self) -> &'static dyn Calendar {
        &Zoned { added }
    }

    /// `ANY` has Kleene's three values, and is false of an empty array.
    /// The collation of a column may be one that cannot be searched.
    fn starts_with(&self, text: &str, prefix: &str) -> String {
        format!("starts_with({text} COLLATE \"C\", {prefix})")
    }

    fn members(&self, set: &str, known: bool) -> String {
        let members = format!("FROM unnest({set}) AS members (member)");
        match known {
            true => format!("(SELECT count(DISTINCT member) {members})"),
            false => format!("(SELECT count(*) {members} WHERE member IS NULL)"),
        }
    }

    fn contains(&self, set: &str, member: &str) -> String {
        format!("({member} = ANY ({set}))")
    }

    fn json_texts(&self, texts: &str) -> String {
        format!("CAST(array_to_json(ARRAY[{texts}]) AS TEXT)")
    }

    fn checked(&self, set: &str, words: &str) -> String {
        let member = format!("CASE WHEN member IN ({words}) THEN member END");
        format!(
            "CASE WHEN {set} IS NOT NULL THEN ARRAY(SELECT {member} FROM unnest({set}) AS members (member)) END"
        )
    }

    fn unnested(&self, of: &Unnested, alias: &str) -> String {
        let (alias, of_column) = (self.identifier(alias), self.path(&of.of, &of.column, of.json));
        let elements = match of.json {
            true => {
                let array = format!("CASE WHEN jsonb_typeof({of_column}) = 'array' THEN {of_column} END");
                format!("jsonb_array_elements({array})")
            }
            false => format!("unnest({of_column})"),
        };
        format!("LATERAL {elements} WITH ORDINALITY AS {alias} (\"element\", \"position\")")
    }

    fn given(&self, given: &Given) -> String {
        let value = self.path(&given.of, &given.path, given.json);
        match (&given.gives, given.json) {
            (Gives::Ordinal, _) => format!("{}.\"position\"", self.identifier(&given.of)),
            (Gives::IsRecord, true) => format!(
                "CASE COALESCE(jsonb_typeof({value}), 'null') WHEN 'object' THEN TRUE WHEN 'null' THEN FALSE END"
            ),
            (Gives::IsArray, true) => format!("(jsonb_typeof({value}) = 'array')"),
            (Gives::IsRecordOrNull, true) => {
                format!("CASE jsonb_typeof({value}) WHEN 'object' THEN TRUE WHEN 'null' THEN FALSE END")
            }
            (Gives::IsArrayOrNull, true) => {
                format!("CASE jsonb_typeof({value}) WHEN 'array' THEN TRUE WHEN 'null' THEN FALSE END")
            }
            (Gives::IsThere, true) => format!("(jsonb_typeof({value}) IS NOT NULL)"),
            (Gives::IsRecord | Gives::IsArray | Gives::IsThere, false) => format!("({value} IS NOT NULL)"),
            (Gives::IsRecordOrNull | Gives::IsArrayOrNull, false) => {
                format!("CASE WHEN {value} IS NOT NULL THEN TRUE END")
            }
            (Gives::Value(_), false) => value,
            (Gives::Value(Type::Set(member)), true) => {
                let member = self.json_scalar("member", Form { ty: member, minor_units: given.minor_units });
                let members = format!("jsonb_array_elements_text({value}) AS members (member)");
                format!(
                    "CASE WHEN jsonb_typeof({value}) = 'array' THEN ARRAY(SELECT {member} FROM {members}) END"
                )
            }
            (Gives::Value(ty), true) => {
                let form = Form { ty, minor_units: given.minor_units };
                self.json_scalar(&format!("({value} #>> '{{}}')"), form)
            }
        }
    }
}

fn added(time: &str, interval: &str) -> String {
    format!("({time} + {interval})")
}

impl Postgres {
    fn json_scalar(&self, text: &str, form: Form<'_>) -> String {
        let Some(pattern) = form.pattern() else { return text.to_owned() };
        let pattern = self.text(&format!("^({pattern})$"));
        let refused = format!("concat({}, {text})", self.text(form.refusal()));
        let ty = self.ty(form.ty);
        format!("CASE WHEN {text} !~ {pattern} THEN CAST({refused} AS {ty}) ELSE CAST({text} AS {ty}) END")
    }

    fn json_path(&self, value: &str, keys: &[String]) -> String {
        keys.iter().fold(value.to_owned(), |value, key| format!("({value} -> {})", self.text(key)))
    }

    fn path(&self, of: &str, column: &[String], json: bool) -> String {
        let (first, rest) =
            column.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let value = format!("{}.{}", self.identifier(of), self.identifier(first));
        if json {
            return self.json_path(&format!("CAST({value} AS jsonb)"), rest);
        }
        rest.iter().fold(value, |value, field| format!("({value}).{}", self.identifier(field)))
    }
}
