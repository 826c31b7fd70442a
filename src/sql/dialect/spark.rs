//! Spark. Its wall-clock arithmetic is that of `java.time`, which reads gaps and folds as we do; it is reckoned in
//! `TIMESTAMP_NTZ`, so that the zone of the session does not matter.

use super::form::Form;
use super::text::{micros_words, quoted};
use super::writer::{Calendar, Misread, VARIABLE, Writer};
use crate::diagnostic::messages::sql;
use crate::ir::{Duration, Edge, Period, Zone};
use crate::source::is_harmful;
use crate::sql::tree::{Given, Gives, Type, Unnested};

pub(super) struct Spark;

/// The digits that a sum of two leaves room for.
const ADDED_DIGITS: u32 = 37;

impl Writer for Spark {
    fn identifier(&self, name: &str) -> String {
        quoted(name, '`')
    }

    /// Quotes, backslashes and variables depend on the settings of the session, and harmful characters must not be in a
    /// query, so texts with any of them are written as bytes.
    fn text(&self, text: &str) -> String {
        let is_plain = |sign: char| sign != '\'' && sign != '\\' && !is_harmful(sign);
        if text.chars().all(is_plain) && !text.contains(VARIABLE) && !text.contains("##") {
            return quoted(text, '\'');
        }
        let bytes: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
        format!("CAST(X'{bytes}' AS STRING)")
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "BOOLEAN".to_owned(),
            Type::Int => "BIGINT".to_owned(),
            Type::Wide => "DECIMAL(28, 0)".to_owned(),
            Type::Decimal(scale) => format!("DECIMAL(28, {scale})"),
            Type::Text => "STRING".to_owned(),
            Type::Time => "TIMESTAMP_LTZ".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Set(member) => format!("ARRAY<{}>", self.ty(member)),
        }
    }

    fn time(&self, utc: &str) -> String {
        format!("CAST('{utc}+00:00' AS TIMESTAMP_LTZ)")
    }

    fn now(&self) -> &'static str {
        "CAST(:now AS TIMESTAMP_LTZ)"
    }

    fn inlined(&self) -> &'static str {
        ""
    }

    /// It has no word for that.
    fn kept(&self) -> &'static str {
        ""
    }

    fn calendar(&self) -> &'static dyn Calendar {
        &Spark
    }

    fn starts_with(&self, text: &str, prefix: &str) -> String {
        format!("startswith({text}, {prefix})")
    }

    fn members(&self, set: &str, known: bool) -> String {
        match known {
            true => format!("size(array_distinct(filter({set}, member -> member IS NOT NULL)))"),
            false => format!("size(filter({set}, member -> member IS NULL))"),
        }
    }

    fn contains(&self, set: &str, member: &str) -> String {
        format!("CASE WHEN size({set}) = 0 THEN FALSE ELSE array_contains({set}, {member}) END")
    }

    fn json_texts(&self, texts: &str) -> String {
        format!("to_json(array({texts}))")
    }

    fn checked(&self, set: &str, words: &str) -> String {
        format!("transform({set}, member -> CASE WHEN member IN ({words}) THEN member END)")
    }

    /// Spark gives up digits after the point where a product might need more before it.
    fn product(&self, ty: &Type, left: &str, right: &str) -> String {
        match ty {
            Type::Decimal(_) => format!("{left} * CAST({right} AS DECIMAL(9, 0))"),
            Type::Bool | Type::Int | Type::Wide | Type::Text | Type::Time | Type::Date | Type::Set(_) => {
                format!("{left} * {right}")
            }
        }
    }

    /// Spark gives up digits after the point where a sum might need more before it.
    fn sum(&self, operator: &str, ty: &Type, left: &str, right: &str) -> String {
        let scale = match ty {
            Type::Decimal(scale) => *scale,
            Type::Wide => 0,
            Type::Bool | Type::Int | Type::Text | Type::Time | Type::Date | Type::Set(_) => {
                return format!("{left} {operator} {right}");
            }
        };
        let wide = |value: &str| format!("CAST({value} AS DECIMAL({ADDED_DIGITS}, {scale}))");
        format!("{} {operator} {}", wide(left), wide(right))
    }

    /// Its paths have no way to write a quote, take `?` and `]` for their own, `*` for every key, and skip spaces before
    /// a key.
    fn names_key(&self, key: &str) -> bool {
        key != "*" && !key.contains(['\'', '?', ']']) && !key.starts_with(char::is_whitespace)
    }

    /// A name has no other way to be written.
    fn misread(&self, query: &str) -> Option<Misread> {
        query.contains(VARIABLE).then_some(Misread {
            message: sql::name_holds_variable(),
            note: sql::spark_replaces(),
            help: sql::rename_or_view(),
        })
    }

    fn unnested(&self, of: &Unnested, alias: &str) -> String {
        let column = match of.json {
            true => format!("from_json({}, 'ARRAY<STRING>')", json_text(self, &of.of, &of.column)),
            false => path(self, &of.of, &of.column),
        };
        let rows = format!("posexplode({column})");
        format!("LATERAL {rows} AS {} (`position`, `element`)", self.identifier(alias))
    }

    fn reads_json_fractions(&self) -> bool {
        false
    }

    fn given(&self, given: &Given) -> String {
        let value = match given.json {
            true => json_text(self, &given.of, &given.path),
            false => path(self, &given.of, &given.path),
        };
        match (&given.gives, given.json) {
            (Gives::Ordinal, _) => format!("{}.`position`", self.identifier(&given.of)),
            (Gives::IsRecord, true) => {
                format!("CASE WHEN {value} IS NULL THEN FALSE WHEN startswith({value}, '{{') THEN TRUE END")
            }
            (Gives::IsArray, true) => format!("startswith({value}, '[')"),
            // It does not tell null from what is missing, so that neither says that something is absent.
            (Gives::IsRecordOrNull, true) => format!("CASE WHEN startswith({value}, '{{') THEN TRUE END"),
            (Gives::IsArrayOrNull, true) => format!("CASE WHEN startswith({value}, '[') THEN TRUE END"),
            (Gives::IsThere, true) => format!("({value} IS NOT NULL)"),
            (Gives::IsRecord | Gives::IsArray | Gives::IsThere, false) => format!("({value} IS NOT NULL)"),
            (Gives::IsRecordOrNull | Gives::IsArrayOrNull, false) => {
                format!("CASE WHEN {value} IS NOT NULL THEN TRUE END")
            }
            (Gives::Value(_), false) => value,
            (Gives::Value(Type::Set(member)), true) => {
                let form = Form { ty: member, minor_units: given.minor_units };
                let members = format!("from_json({value}, 'ARRAY<STRING>')");
                format!("transform({members}, member -> {})", self.json_scalar("member", form))
            }
            (Gives::Value(ty), true) => self.json_scalar(&value, Form { ty, minor_units: given.minor_units }),
        }
    }
}

impl Spark {
    fn json_scalar(&self, text: &str, form: Form<'_>) -> String {
        let Some(pattern) = form.pattern() else { return text.to_owned() };
        let pattern = self.text(&format!("^({pattern})\\z"));
        let value = format!("CAST({text} AS {})", self.ty(form.ty));
        let refused = format!("raise_error(concat({}, {text}))", self.text(form.refusal()));
        // Without ANSI mode a cast that fails is NULL, which would read as absent.
        format!(
            "CASE WHEN {text} IS NULL THEN NULL WHEN {text} RLIKE {pattern} AND {value} IS NOT NULL THEN {value} \
             ELSE {refused} END"
        )
    }
}

impl Calendar for Spark {
    fn shift(&self, time: &str, by: &Duration) -> String {
        if by.months == 0 && by.days == 0 && !by.full_days {
            return plus(time, by.micros);
        }
        let mut local = local(time, by.zone);
        if by.full_days {
            local = format!("CAST(CAST({local} AS DATE) AS TIMESTAMP_NTZ)");
        }
        if by.months != 0 {
            local = format!("({local} + INTERVAL '{}' MONTH)", by.months);
        }
        let days = by.days + i32::from(by.full_days);
        if days != 0 {
            local = format!("({local} + INTERVAL '{days}' DAY)");
        }
        plus(&instant(&local, by.zone), by.micros - i64::from(by.full_days))
    }

    fn shift_day(&self, date: &str, by: &Duration) -> String {
        let moved =
            if by.months == 0 { date.to_owned() } else { format!("add_months({date}, {})", by.months) };
        format!("date_add({moved}, {})", by.days)
    }

    fn day(&self, date: &str, edge: Edge, zone: Zone) -> String {
        match edge {
            Edge::Start => instant(&format!("CAST({date} AS TIMESTAMP_NTZ)"), zone),
            Edge::End => plus(&instant(&format!("CAST(date_add({date}, 1) AS TIMESTAMP_NTZ)"), zone), -1),
        }
    }

    fn date_of(&self, time: &str, zone: Zone) -> String {
        format!("CAST({} AS DATE)", local(time, zone))
    }

    fn period_edge(&self, date: &str, edge: Edge, period: Period) -> String {
        let first = format!("trunc({date}, '{}')", period.name().to_uppercase());
        match edge {
            Edge::Start => first,
            Edge::End => format!("date_add(add_months({first}, {}), -1)", period.months()),
        }
    }

    fn in_year(&self, date: &str, years: i32, months: i32, days: i32) -> String {
        format!("date_add(add_months(trunc({date}, 'YEAR'), {}), {days})", 12 * years + months)
    }
}

fn local(time: &str, zone: Zone) -> String {
    let zone = quoted(zone.name(), '\'');
    // The session's zone is undone, whatever it is.
    format!("convert_timezone(current_timezone(), {zone}, CAST({time} AS TIMESTAMP_NTZ))")
}

fn instant(local: &str, zone: Zone) -> String {
    let zone = quoted(zone.name(), '\'');
    format!(
        "to_timestamp_ltz(concat(date_format(convert_timezone({zone}, 'UTC', {local}), 'yyyy-MM-dd HH:mm:ss.SSSSSS'), '+00:00'))"
    )
}

fn plus(time: &str, micros: i64) -> String {
    if micros == 0 {
        return time.to_owned();
    }
    let (count, unit) = micros_words(micros);
    format!("timestampadd({}, {count}, {time})", unit.to_uppercase())
}

fn path(writer: &Spark, of: &str, path: &[String]) -> String {
    let parts: Vec<String> = std::iter::once(of)
        .chain(path.iter().map(String::as_str))
        .map(|part| writer.identifier(part))
        .collect();
    parts.join(".")
}

/// The text of a JSON value; NULL where it is null or missing.
fn json_text(writer: &Spark, of: &str, path: &[String]) -> String {
    let (first, rest) = path.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let column = format!("{}.{}", writer.identifier(of), writer.identifier(first));
    let keys: String = rest.iter().map(|key| format!("['{key}']")).collect();
    format!("get_json_object({column}, {})", writer.text(&format!("${keys}")))
}
