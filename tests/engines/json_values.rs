//! Values within JSON columns are read exactly, or the query fails: an engine's own cast would round `0.001` to an amount of
//! zero, and read a time without its zone by the zone of the session.

use exeunt::analysis::analyse;
use exeunt::source::{FileId, Sources};
use exeunt::sql::{Dialect, Emit, Mapping, Options, to_sql};
use serde_json::json;

use crate::engine::{Engine, Job, Query};

/// JSON values of one type: those that are read so that a condition holds, and those that are refused.
struct Values {
    ty: &'static str,
    condition: &'static str,
    minor_units: bool,
    read: &'static [&'static str],
    refused: &'static [&'static str],
}

const VALUES: &[Values] = &[
    Values {
        ty: "money CNY",
        condition: "fact is 0 CNY",
        minor_units: false,
        read: &["0", "\"0\"", "\"0.00\"", "\"0.000\"", "\"-0.0\""],
        refused: &[
            "0.001",
            "\"0.001\"",
            "-0.004",
            "1e-3",
            "\"1e-3\"",
            "\"0 CNY\"",
            "\"\"",
            "\" 0\"",
            "\"NaN\"",
            "true",
            "0.00000000000000000001",
            "\"0\\n\"",
        ],
    },
    Values {
        ty: "money CNY",
        condition: "fact is 12.50 CNY",
        minor_units: true,
        read: &["1250", "\"1250\""],
        refused: &["1250.4", "\"1250.4\"", "12504e-1", "\"12.50\"", "\"\"", "\"nothing\""],
    },
    Values {
        ty: "decimal",
        condition: "fact is 100000000000",
        minor_units: false,
        read: &["100000000000", "\"100000000000.000000000\"", "\"100000000000\""],
        refused: &["100000000000.0000000001", "\"100000000000.0000000001\"", "\"1e11\"", "\"0x174876E800\""],
    },
    Values {
        ty: "int",
        condition: "fact is 3",
        minor_units: false,
        read: &["3", "\"3\"", "\"03\""],
        refused: &[
            "3.2",
            "2.6",
            "\"3.0\"",
            "31e-1",
            "\"three\"",
            "9999999999999999999999",
            "false",
            "[3]",
            "{}",
        ],
    },
    Values {
        ty: "bool",
        condition: "fact",
        minor_units: false,
        read: &["true"],
        refused: &["1", "\"yes\"", "\"t\"", "\"TRUE\"", "\"on\"", "0", "\"\""],
    },
    Values {
        ty: "date",
        condition: "fact is 2026-06-01",
        minor_units: false,
        read: &["\"2026-06-01\""],
        refused: &[
            "\"2026-6-1\"",
            "\"20260601\"",
            "\"today\"",
            "\"infinity\"",
            "\"epoch\"",
            "\"2026-06-01T00:00:00Z\"",
            "\"2026-02-29\"",
            "\"0000-06-01\"",
            "20260601",
        ],
    },
    Values {
        ty: "time",
        condition: "fact is 2026-06-01T04:00Z",
        minor_units: false,
        read: &[
            "\"2026-06-01T04:00:00Z\"",
            "\"2026-06-01T12:00:00+08:00\"",
            "\"2026-06-01T04:00:00.000000000Z\"",
        ],
        refused: &[
            "\"2026-06-01T04:00:00\"",
            "\"2026-06-01 04:00:00\"",
            "\"2026-06-01\"",
            "\"now\"",
            "\"-infinity\"",
            "\"2026-06-01T04:00:00.0000001Z\"",
            "\"2026-06-01T24:00:00Z\"",
            "\"2026-06-01T04:00:00 Asia/Shanghai\"",
            "1780286400",
        ],
    },
];

/// A policy with one fact, mapped to a key of a JSON column, in a dialect.
fn query(dialect: Dialect, values: &Values) -> Result<String, String> {
    let policy = format!(
        "package shop\nlanguages en\naccount {{ fact: {}? }}\n\
         policy close on request {{ require same: fact is present and {} en \"-\" fix \"-\" }}\n",
        values.ty, values.condition
    );
    let mut sources = Sources::new();
    sources.add("shop.policy", &policy);
    let program = analyse(sources).program.unwrap_or_else(|| panic!("{policy}"));
    let minor_units = if values.minor_units { ", minor_units = true" } else { "" };
    let mapping = format!(
        "[account]\ntable = \"users\"\nkey = \"uid\"\n[account.columns]\nfact = {{ json = [\"data\", \"fact\"]{minor_units} }}\n"
    );
    let mapping = Mapping::read(FileId(1), &mapping).expect("the mapping is sound");
    let options =
        Options { dialect, now: None, emit: Emit::Query, mapping: Some(&mapping), keys: None, texts: None };
    let written = to_sql(&program, exeunt::ir::PolicyId::FIRST, &options);
    written.text.ok_or_else(|| written.diagnostics[0].message.to_string())
}

fn json_values(dialect: Dialect) {
    let tables = match dialect {
        Dialect::DuckDb => "CREATE TABLE users (uid BIGINT, data VARCHAR);",
        Dialect::Postgres => "CREATE TABLE users (uid bigint, data text);",
        Dialect::Spark => "CREATE TABLE `users` (\n`uid` BIGINT, `data` STRING) USING PARQUET;",
    };
    let mut engine = Engine::start(dialect);
    let mut run = |text: &str, values: &[&str]| {
        let rows = values
            .iter()
            .enumerate()
            .map(|(uid, value)| json!({"uid": uid, "data": format!("{{\"fact\": {value}}}")}));
        let queries = vec![Query { text: text.to_owned(), now: None, carries: false, has_deadlines: false }];
        let job =
            Job { tables: tables.to_owned(), rows: json!({"users": rows.collect::<Vec<_>>()}), queries };
        engine.run(&job).map(|mut results| {
            let rows = results.swap_remove(0).into_iter();
            let mut statuses: Vec<_> = rows.map(|row| (row[0].clone(), row[1].clone())).collect();
            statuses.sort();
            statuses.into_iter().map(|(_, status)| status.unwrap_or_default()).collect::<Vec<_>>()
        })
    };
    for values in VALUES {
        let rounds =
            dialect == Dialect::Spark && !values.minor_units && ["money CNY", "decimal"].contains(&values.ty);
        let text = match query(dialect, values) {
            Err(error) if rounds => {
                assert!(error.contains("cannot be read exactly"), "{error}");
                continue;
            }
            other => other.unwrap_or_else(|error| panic!("{error}")),
        };
        assert!(!rounds, "{text}");
        // Null is absent, which shows that the comparison takes place.
        let read: Vec<&str> = values.read.iter().copied().chain(["null"]).collect();
        let expected = read.iter().map(|value| if *value == "null" { "blocked" } else { "eligible" });
        assert_eq!(run(&text, &read), Ok(expected.map(str::to_owned).collect()), "{}\n{text}", values.ty);
        // A query takes Spark seconds.
        let most = if dialect == Dialect::Spark { 3 } else { values.refused.len() };
        for value in values.refused.iter().take(most) {
            let result = run(&text, &[value]);
            assert!(result.is_err(), "{}: {value} was read: {result:?}\n{text}", values.ty);
        }
    }
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_reads_json_exactly_or_fails() {
    json_values(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_reads_json_exactly_or_fails() {
    json_values(Dialect::Postgres);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_reads_json_exactly_or_fails() {
    json_values(Dialect::Spark);
}
