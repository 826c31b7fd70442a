//! Facts in tables of another shape, led to the layout by a mapping. The verdicts are written by hand.

use exeunt::ir::PolicyId;
use exeunt::source::FileId;
use exeunt::sql::{Dialect, Emit, Mapping, Options, to_sql};
use exeunt_testkit::compiled;
use serde_json::json;

use crate::engine::{Engine, Job, Query};

const POLICY: &str = r#"
package shop
languages en
account { status: one of normal, limited  balance: money CNY  home: address?  trades: many trade  listings: many listing }
request { agreed: bool }
record address { city: text }
record trade { state: one of open, done  placed: time }
record listing { published: time?  tags: many text }
policy close on request {
  require good: status is normal and balance is 0 CNY en "No" fix "Wait"
  require at_home: home is absent or home.city is "x" en "No" fix "Wait"
  require idle: no open trade en "No" fix "Wait"
  require quiet: no listing published after 2020-01-01T00:00Z and no listing where "kept" in tags en "No" fix "Wait"
  require agreed: request.agreed en "No" fix "Wait"
}
"#;

const MAPPING: &str = r#"
[account]
table = "users"
key = "uid"

[account.columns]
status = { column = "st", codes = { normal = 1, limited = [2, 3] } }
balance = { column = "cents", minor_units = true }
home = { json = ["profile", "home"] }
"home.city" = { json = ["profile", "home", "city"] }
"request.agreed" = { json = ["profile", "agreed"] }

[collections."account.trades"]
table = "orders"
owner = "user_id"
known = "orders_loaded"

[collections."account.trades".columns]
state = { column = "code", codes = { open = "O", done = "D" } }
placed = "placed_at"

[collections."account.listings"]
json = "listings"

[collections."account.listings".columns]
published = "published"
tags = "tags"
"#;

const DUCKDB: &str = "CREATE TABLE users (uid BIGINT, st INTEGER, cents BIGINT, profile JSON, orders_loaded BOOLEAN, listings JSON);
CREATE TABLE orders (user_id BIGINT, code VARCHAR, placed_at TIMESTAMPTZ);";
const POSTGRES: &str = "CREATE TABLE users (uid bigint, st integer, cents bigint, profile jsonb, orders_loaded boolean, listings jsonb);
CREATE TABLE orders (user_id bigint, code text, placed_at timestamptz);";
const SPARK: &str = "CREATE TABLE `users` (
`uid` BIGINT, `st` INT, `cents` BIGINT, `profile` STRING, `orders_loaded` BOOLEAN, `listings` STRING) USING PARQUET;
CREATE TABLE `orders` (
`user_id` BIGINT, `code` STRING, `placed_at` TIMESTAMP_LTZ) USING PARQUET;";

/// A user, and what comes of it: the status, what failed, what is unknown.
type User = (serde_json::Value, [&'static str; 3]);

fn users(as_text: bool) -> Vec<User> {
    let inner = |value: serde_json::Value| if as_text { json!(value.to_string()) } else { value };
    let user = |uid: u32,
                st: u32,
                cents: i64,
                profile: serde_json::Value,
                loaded: Option<bool>,
                listings: serde_json::Value| {
        json!({"uid": uid, "st": st, "cents": cents, "profile": inner(profile), "orders_loaded": loaded, "listings": inner(listings)})
    };
    let agreed = || json!({"agreed": true});
    vec![
        (user(1, 1, 0, agreed(), Some(true), json!([])), ["eligible", "", ""]),
        (user(2, 3, 0, agreed(), Some(true), json!([])), ["blocked", "good", ""]),
        (user(3, 9, 0, agreed(), Some(true), json!([])), ["undetermined", "", "good"]),
        (user(4, 1, 1, agreed(), Some(true), json!([])), ["blocked", "good", ""]),
        (
            user(5, 1, 0, json!({"agreed": true, "home": {"city": "x"}}), Some(true), json!([])),
            ["eligible", "", ""],
        ),
        (
            user(6, 1, 0, json!({"agreed": true, "home": {"city": "y"}}), Some(true), json!([])),
            ["blocked", "at_home", ""],
        ),
        (user(7, 1, 0, json!({"agreed": true, "home": null}), Some(true), json!([])), ["eligible", "", ""]),
        (
            user(8, 1, 0, json!({"agreed": true, "home": {}}), Some(true), json!([])),
            ["undetermined", "", "at_home"],
        ),
        (user(9, 1, 0, json!({}), Some(true), json!([])), ["undetermined", "", "agreed"]),
        (user(10, 1, 0, agreed(), Some(true), json!([])), ["blocked", "idle", ""]),
        (user(11, 1, 0, agreed(), Some(true), json!([])), ["undetermined", "", "idle"]),
        (user(12, 1, 0, agreed(), Some(true), json!([])), ["eligible", "", ""]),
        (user(13, 1, 0, agreed(), None, json!([])), ["undetermined", "", "idle"]),
        (user(14, 1, 0, agreed(), Some(true), json!(null)), ["undetermined", "", "quiet"]),
        (
            user(
                15,
                1,
                0,
                agreed(),
                Some(true),
                json!([{"published": "2020-01-01T00:00:00Z", "tags": []}, {"tags": ["a"]}]),
            ),
            ["eligible", "", ""],
        ),
        (
            user(
                16,
                1,
                0,
                agreed(),
                Some(true),
                json!([{"published": "2020-01-01T00:00:00.000001Z", "tags": []}]),
            ),
            ["blocked", "quiet", ""],
        ),
        (user(17, 1, 0, agreed(), Some(true), json!([null])), ["undetermined", "", "quiet"]),
        (user(18, 1, 0, agreed(), Some(true), json!([{"tags": ["a", "kept"]}])), ["blocked", "quiet", ""]),
        (user(19, 1, 0, agreed(), Some(true), json!([{"published": null}])), ["undetermined", "", "quiet"]),
    ]
}

fn mapped_tables(dialect: Dialect) {
    let program = compiled([("shop.policy", POLICY)]);
    let mapping = Mapping::read(FileId(1), MAPPING).expect("the mapping is sound");
    let options =
        Options { dialect, now: None, emit: Emit::Query, mapping: Some(&mapping), keys: None, texts: None };
    let written = to_sql(&program, PolicyId::FIRST, &options);
    let text = written.text.unwrap_or_else(|| panic!("{:?}", written.diagnostics));
    let users = users(dialect == Dialect::Spark);
    let order =
        |user: u32, code: &str| json!({"user_id": user, "code": code, "placed_at": "2019-01-01 00:00:00+00"});
    let rows = json!({
        "users": users.iter().map(|(user, _)| user).collect::<Vec<_>>(),
        "orders": [order(10, "O"), order(10, "D"), order(11, "?"), order(12, "D"), order(13, "D")],
    });
    let tables = match dialect {
        Dialect::DuckDb => DUCKDB,
        Dialect::Postgres => POSTGRES,
        Dialect::Spark => SPARK,
    };
    let query = Query { text: text.clone(), now: None, carries: false, has_deadlines: false };
    let job = Job { tables: tables.to_owned(), rows, queries: vec![query] };
    let mut results = Engine::start(dialect).run(&job).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut given: Vec<(u32, [String; 3])> = results
        .swap_remove(0)
        .into_iter()
        .map(|row| {
            let text = |at: usize| row[at].clone().unwrap_or_default();
            (text(0).parse().expect("a number"), [text(1), text(2), text(3)])
        })
        .collect();
    given.sort();
    let expected: Vec<(u32, [String; 3])> =
        (1..).zip(users.iter().map(|(_, verdict)| verdict.map(str::to_owned))).collect();
    assert_eq!(given, expected, "{text}");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_reads_mapped_tables() {
    mapped_tables(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_reads_mapped_tables() {
    mapped_tables(Dialect::Postgres);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_reads_mapped_tables() {
    mapped_tables(Dialect::Spark);
}
