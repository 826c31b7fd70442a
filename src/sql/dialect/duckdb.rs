//! DuckDB.

use super::form::Form;
use super::text::{quoted, spliced};
use super::writer::{Calendar, Writer};
use super::zoned::Zoned;
use crate::sql::tree::{Given, Gives, Type, Unnested};

pub(super) struct DuckDb;

impl Writer for DuckDb {
    fn identifier(&self, name: &str) -> String {
        quoted(name, '"')
    }

    fn text(&self, text: &str) -> String {
        spliced(text, |part| quoted(part, '\''))
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "BOOLEAN".to_owned(),
            Type::Int => "BIGINT".to_owned(),
            Type::Wide => "DECIMAL(38, 0)".to_owned(),
            Type::Decimal(scale) => format!("DECIMAL(28, {scale})"),
            Type::Text => "VARCHAR".to_owned(),
            Type::Time => "TIMESTAMPTZ".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Set(member) => format!("{}[]", self.ty(member)),
        }
    }

    fn time(&self, utc: &str) -> String {
        format!("TIMESTAMPTZ '{utc}+00'")
    }

    fn now(&self) -> &'static str {
        "CAST($now AS TIMESTAMPTZ)"
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

    fn members(&self, set: &str, known: bool) -> String {
        if known { format!("list_unique({set})") } else { format!("(len({set}) - list_count({set}))") }
    }

    fn contains(&self, set: &str, member: &str) -> String {
        format!(
            "CASE WHEN len({set}) = 0 THEN FALSE WHEN list_contains({set}, {member}) THEN TRUE \
             WHEN {member} IS NOT NULL AND list_count({set}) = len({set}) THEN FALSE END"
        )
    }

    fn json_texts(&self, texts: &str) -> String {
        format!("CAST(to_json([{texts}]) AS VARCHAR)")
    }

    fn checked(&self, set: &str, words: &str) -> String {
        format!("[CASE WHEN member IN ({words}) THEN member END FOR member IN {set}]")
    }

    fn unnested(&self, of: &Unnested, alias: &str) -> String {
        let column = path(self, &of.of, &of.column, of.json);
        let elements = match of.json {
            true => format!("CAST(CASE WHEN json_type({column}) = 'ARRAY' THEN {column} END AS JSON[])"),
            false => column,
        };
        let rows = format!(
            "unnest({elements}) AS \"element\", unnest(range(1, len({elements}) + 1)) AS \"position\""
        );
        format!("LATERAL (SELECT {rows}) AS {}", self.identifier(alias))
    }

    fn given(&self, given: &Given) -> String {
        let value = path(self, &given.of, &given.path, given.json);
        match (&given.gives, given.json) {
            (Gives::Ordinal, _) => format!("{}.\"position\"", self.identifier(&given.of)),
            (Gives::IsRecord, true) => {
                format!(
                    "CASE COALESCE(json_type({value}), 'NULL') WHEN 'OBJECT' THEN TRUE WHEN 'NULL' THEN FALSE END"
                )
            }
            (Gives::IsArray, true) => format!("(json_type({value}) = 'ARRAY')"),
            (Gives::IsRecordOrNull, true) => {
                format!("CASE json_type({value}) WHEN 'OBJECT' THEN TRUE WHEN 'NULL' THEN FALSE END")
            }
            (Gives::IsArrayOrNull, true) => {
                format!("CASE json_type({value}) WHEN 'ARRAY' THEN TRUE WHEN 'NULL' THEN FALSE END")
            }
            (Gives::IsThere, true) => format!("(json_type({value}) IS NOT NULL)"),
            (Gives::IsRecord | Gives::IsArray | Gives::IsThere, false) => format!("({value} IS NOT NULL)"),
            (Gives::IsRecordOrNull | Gives::IsArrayOrNull, false) => {
                format!("CASE WHEN {value} IS NOT NULL THEN TRUE END")
            }
            (Gives::Value(_), false) => value,
            (Gives::Value(Type::Set(member)), true) => {
                let form = Form { ty: member, minor_units: given.minor_units };
                format!("[{} FOR member IN CAST({value} AS JSON[])]", self.json_scalar("member", form))
            }
            (Gives::Value(ty), true) => self.json_scalar(&value, Form { ty, minor_units: given.minor_units }),
        }
    }
}

impl DuckDb {
    fn json_scalar(&self, value: &str, form: Form<'_>) -> String {
        let text = format!("CASE WHEN json_type({value}) <> 'NULL' THEN {value} ->> '$' END");
        let Some(pattern) = form.pattern() else { return text };
        let mut is_read = format!("regexp_full_match({text}, {})", self.text(&pattern));
        if form.may_have_a_fraction() {
            // The engine has read such a number as a binary fraction, and its text is that of the fraction.
            is_read = format!("json_type({value}) <> 'DOUBLE' AND {is_read}");
        }
        let refused = format!("concat({}, {text})", self.text(form.refusal()));
        let ty = self.ty(form.ty);
        format!("CASE WHEN NOT ({is_read}) THEN CAST({refused} AS {ty}) ELSE CAST({text} AS {ty}) END")
    }
}

/// The engine's own sum of an instant and an interval goes by a calendar, which takes ten times as long.
fn added(time: &str, interval: &str) -> String {
    format!("make_timestamptz(epoch_us({time}) + epoch_us({interval}))")
}

fn path(writer: &DuckDb, of: &str, path: &[String], json: bool) -> String {
    let (first, rest) = path.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let column = format!("{}.{}", writer.identifier(of), writer.identifier(first));
    if json {
        let value = format!("CAST({column} AS JSON)");
        return rest.iter().fold(value, |value, key| {
            // A JSON pointer: `~` and `/` are its own.
            let key = key.replace('~', "~0").replace('/', "~1");
            format!("({value} -> {})", writer.text(&format!("/{key}")))
        });
    }
    rest.iter().fold(column, |value, field| format!("struct_extract({value}, {})", writer.text(field)))
}
