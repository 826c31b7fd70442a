//! Plans beside the verdicts of `exeunt sweep` over databases, and plans that are judged again there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use exeunt::facts;
use exeunt::ir::{PolicyId, Program};
use exeunt::source::FileId;
use exeunt::sql::{Dialect, tabulate};
use exeunt_testkit::{files, policies, scratch};
use serde_json::{Value as Json, json};

use crate::sweeps::{client, command, fresh_source};

const POLICY: &str = r#"package demo
languages en
zone Asia/Shanghai
account { n: int   posts: many post   orders: many order }
record post { written: time }
record order { closed: time?   amount: money EUR   items: many item }
record item { kind: one of gift, ware }
policy close on request {
  require positive: n > 0  en "x" fix "x"
  data {
    erase posts
    forfeit orders where amount is 0 EUR
    retain orders for 3y after closed only for "tax" law "Tax"
    forfeit orders.items where kind is gift
    erase orders.items
    erase account
  }
}
"#;
const NOW: &str = "2026-06-01T12:00:00+00:00";
const ACCOUNTS: usize = 60;

/// Every account is another: how many orders there are, and what is known of them.
fn account(at: usize) -> String {
    let item = |kind: usize| match kind % 3 {
        0 => json!({}),
        1 => json!({ "kind": "gift" }),
        _ => json!({ "kind": "ware" }),
    };
    let order = |number: usize| {
        let closed = match number % 4 {
            0 => Json::Null,
            year => json!(format!("202{}-03-01T16:00:00.000001Z", year + 1)),
        };
        let items: Vec<Json> = (0..(at + number) % 3).map(|it| item(it + number)).collect();
        let amount = if number % 3 == 1 { json!("0 EUR") } else { json!("12.50 EUR") };
        match (at + number) % 11 {
            0 => json!({ "closed": closed, "amount": amount }),
            1 => json!({ "closed": closed, "items": items }),
            _ => json!({ "closed": closed, "amount": amount, "items": items }),
        }
    };
    let orders: Vec<Json> = (0..at % 6).map(|number| order(number + at)).collect();
    let mut account = json!({ "n": i32::from(!at.is_multiple_of(7)), "posts": [], "orders": orders });
    if at % 13 == 5 {
        account.as_object_mut().expect("an object").remove("orders");
    }
    json!({ "id": format!("{at:03}"), "account": account }).to_string()
}

/// The accounts in a database and in a folder.
struct Place {
    dialect: Dialect,
    folder: std::path::PathBuf,
    source: String,
}

impl Place {
    fn new(dialect: Dialect, name: &str) -> Self {
        let folder = scratch!("sweep_plans_{}_{name}", dialect.name()).to_path_buf();
        files::write(folder.join("demo.policy"), POLICY);
        let source = fresh_source(dialect, &format!("plans_{name}"), &folder);
        let place = Self { dialect, folder, source };
        let engine = if dialect == Dialect::Postgres { "postgres" } else { "duckdb" };
        let policy = place.file("demo.policy");
        let tables = ["sql", "demo.close", "--policies", &policy, "--emit", "ddl", "--dialect", engine];
        let tables = command(&tables).output().expect("the program runs");
        assert!(tables.status.success(), "{tables:?}");
        let program = policies::program(POLICY);
        let accounts: Vec<String> = (0..ACCOUNTS).map(account).collect();
        files::write(place.folder.join("facts/1.ndjson"), accounts.join("\n") + "\n");
        let rows: String = accounts.iter().map(|account| inserted(&program, account)).collect();
        place.run(&format!("{}{rows}", String::from_utf8_lossy(&tables.stdout)));
        place
    }

    fn run(&self, statements: &str) -> String {
        client(self.dialect, &self.source, statements)
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn sweep(&self, words: &[&str]) -> Output {
        let policy = self.file("demo.policy");
        let sweep = ["sweep", "demo.close", "--policies", &policy, "--now", NOW];
        command(&[&sweep, words].concat()).output().expect("the program runs")
    }

    fn swept(&self, words: &[&str]) -> String {
        let output = self.sweep(words);
        assert!(output.status.success(), "{words:?} {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A database of the engine that can be written to.
    fn target(&self, name: &str) -> String {
        match self.dialect {
            Dialect::Postgres => self.source.clone(),
            Dialect::DuckDb | Dialect::Spark => format!("duckdb:{}", self.file(name)),
        }
    }

    fn lines(&self, name: &str) -> Vec<Json> {
        lines_of(&self.folder.join(name))
    }
}

fn lines_of(file: &Path) -> Vec<Json> {
    files::read(file).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Statements that put an account into the tables of the default layout.
fn inserted(program: &Program, account: &str) -> String {
    let read = facts::read(program, Some(PolicyId::FIRST), FileId(0), account);
    let envelope = read.envelope.expect("it can be read");
    let id = envelope.id.expect("it has one").to_string();
    let rows = tabulate(program, PolicyId::FIRST, &id, &envelope.facts);
    let literal = |value: &Json| match value {
        Json::String(text) => format!("'{}'", text.replace('\'', "''")),
        other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_)) => {
            other.to_string()
        }
    };
    let statement = rows.iter().map(|row| {
        let names: Vec<String> = row.columns.keys().map(|name| format!("\"{name}\"")).collect();
        let values: Vec<String> = row.columns.values().map(literal).collect();
        format!("INSERT INTO \"{}\" ({}) VALUES ({});\n", row.table, names.join(", "), values.join(", "))
    });
    statement.collect()
}

/// The rows of a plan by account, without what is missing, which a query names without places.
fn by_account(rows: &[Json]) -> BTreeMap<String, Vec<Json>> {
    let mut accounts: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for row in rows {
        let mut row = row.clone();
        let missing = row["missing"].take();
        assert_eq!(row["disposal"] == "undetermined", missing != json!([]), "{row}");
        accounts.entry(row["id"].as_str().expect("an id").to_owned()).or_default().push(row);
    }
    accounts
}

fn plans_of_a_database_are_those_of_its_facts(dialect: Dialect) {
    let place = Place::new(dialect, "same");
    let (facts, source) = (place.file("facts"), place.source.clone());
    let [of_facts, of_tables] = ["facts", "tables"]
        .map(|name| (place.file(&format!("{name}.ndjson")), place.file(&format!("{name}_plan.ndjson"))));
    let said = place.swept(&["--source", &facts, "--to", &of_facts.0, "--plan", &of_facts.1]);
    let words = ["--source", &source, "--batch", "25", "--to", &of_tables.0, "--plan", &of_tables.1];
    assert_eq!(place.swept(&words), said);
    assert_eq!(place.lines("facts.ndjson"), place.lines("tables.ndjson"));
    let rows = place.lines("tables_plan.ndjson");
    let expected = by_account(&place.lines("facts_plan.ndjson"));
    let found = by_account(&rows);
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (id, rows) in &expected {
        let last = &found[id].iter().rev().take(2).map(|row| &row["collection"]).collect::<Vec<_>>();
        assert!(last.contains(&&json!("account")), "the account is last, or its id: {last:?}");
        let mut sorted = [rows.clone(), found[id].clone()];
        sorted.iter_mut().for_each(|rows| rows.sort_by_key(Json::to_string));
        assert_eq!(sorted[0], sorted[1], "account {id}");
    }
    let disposals = ["erase", "retain", "forfeit", "undetermined"];
    let count = |word: &str| rows.iter().filter(|row| row["disposal"] == word).count();
    assert!(disposals.iter().all(|word| count(word) > 3), "{:?}", disposals.map(count));

    // The same as a table and as Parquet.
    let to = place.target("tables.duckdb");
    place.swept(&["--source", &source, "--batch", "25", "--to", &to, "--plan", &to]);
    let counted = "SELECT count(*), count(DISTINCT id), count(until), count(\"key\") FROM verdicts_plan";
    let counts = |rows: &[Json]| {
        let some = |name: &str| rows.iter().filter(|row| !row[name].is_null()).count();
        format!("{}|{}|{}|{}", rows.len(), by_account(rows).len(), some("until"), some("key"))
    };
    assert_eq!(client(dialect, &to, counted), counts(&rows));
    let again = place.sweep(&["--source", &source, "--to", &to, "--plan", &to]);
    assert_eq!(again.status.code(), Some(2), "what is there is not written over: {again:?}");
    place.swept(&["--source", &source, "--batch", "25", "--to", &to, "--plan", &to, "--resume"]);
    let parquet = [place.file("tables.parquet"), place.file("plan.parquet")];
    place.swept(&["--source", &source, "--to", &parquet[0], "--plan", &parquet[1]]);
    let read = counted.replace("verdicts_plan", &format!("'{}'", parquet[1]));
    assert_eq!(client(Dialect::DuckDb, ":memory:", &read), counts(&rows));

    confirms(&place, &to, &parquet[1]);
}

/// Judges the plan again, from each form in which it was written.
fn confirms(place: &Place, table: &str, parquet: &str) {
    let plan = place.file("tables_plan.ndjson");
    let rows = place.lines("tables_plan.ndjson");
    let confirmed = |name: &str, source: &str, from: &[&str]| -> [Vec<Json>; 2] {
        let [yes, no] = ["yes", "no"].map(|it| place.file(&format!("{name}_{it}.ndjson")));
        let words = ["--source", source, "--batch", "7", "--to", &yes, "--refused", &no, "--confirm"];
        place.swept(&[&words, from].concat());
        [yes, no].map(|file| lines_of(Path::new(&file)))
    };
    // The keys of elements are those of their tables: every row holds.
    let source = place.source.clone();
    for (name, from) in [("lines", [plan.as_str()].as_slice()), ("table", &[table]), ("parquet", &[parquet])]
    {
        let [yes, no] = confirmed(name, &source, from);
        assert!(by_account(&yes) == by_account(&rows), "{name}: another plan, or in another order");
        assert!(no.is_empty(), "{name}: {no:?}");
    }
    // One account is gone, one is blocked, an order of another is closed later, and one has an order that is new.
    let whole = |id: &str| rows.iter().filter(|row| row["id"] == id).count();
    let (gone, blocked, later, grown) = ("004", "008", "010", "011");
    assert!([gone, blocked, later, grown].iter().all(|id| whole(id) > 2), "they are eligible");
    place.run(&format!(
        "DELETE FROM account WHERE id = '{gone}'; UPDATE account SET n = 0 WHERE id = '{blocked}';
         UPDATE account_orders SET closed = '2026-05-01 00:00:00+00', closed_known = TRUE, amount = 1 WHERE account_id = '{later}';
         INSERT INTO account_orders (account_id, position, closed, closed_known, amount, items_known)
           VALUES ('{grown}', 99, '2026-05-01 00:00:00+00', TRUE, 1, TRUE);"
    ));
    let to = place.target("confirmed.duckdb");
    let words = ["--source", &source, "--to", &to, "--refused", &to, "--confirm", table];
    place.swept(&words);
    let [yes, no] = confirmed("changed", &source, &[&plan]);
    assert_eq!(yes.len() + no.len(), rows.len());
    for (name, rows) in [("confirmed", &yes), ("confirmed_refused", &no)] {
        let count = client(place.dialect, &to, &format!("SELECT count(*) FROM {name}"));
        assert_eq!(count, rows.len().to_string());
    }
    let of = |id: &str| no.iter().filter(|row| row["id"] == id).collect::<Vec<_>>();
    assert!(of(gone).len() == whole(gone) && of(gone).iter().all(|row| row["why"] == "no_account"));
    assert!(
        of(blocked).len() == whole(blocked) && of(blocked).iter().all(|row| row["why"] == "not_eligible")
    );
    let whys = |id: &str| {
        of(id).iter().map(|row| (row["collection"].clone(), row["why"].clone())).collect::<Vec<_>>()
    };
    assert!(!whys(later).is_empty());
    assert!(
        whys(later)
            .iter()
            .all(|(_, why)| ["other_end", "other_disposal"].contains(&why.as_str().expect("a word")))
    );
    assert!(whys(grown).contains(&(json!("account"), json!("items_not_named"))), "{:?}", whys(grown));
    let others = no.iter().filter(|row| ![gone, blocked, later, grown].iter().any(|id| row["id"] == **id));
    assert_eq!(others.count(), 0);
}

/// One account, in the third batch, is such that the engine gives up.
fn sweeps_with_plans_resume_where_they_stopped(dialect: Dialect) {
    let place = Place::new(dialect, "stopped");
    place.run("ALTER TABLE account_orders RENAME TO orders");
    let view = |amount: &str| {
        place.run(&format!(
            "CREATE OR REPLACE VIEW account_orders AS SELECT account_id, position, closed, closed_known, {amount} AS amount, items_known FROM orders"
        ));
    };
    let broken = "CASE WHEN account_id = '059' THEN CAST('no amount ' || account_id AS decimal(28, 2)) ELSE amount END";
    let source = place.source.clone();
    let to_a_table = place.target("plans.duckdb");
    let files = [place.file("out.ndjson"), place.file("plan.ndjson")];
    let parquet = [place.file("out.parquet"), place.file("plan.parquet")];
    let targets = [[files[0].as_str(), &files[1]], [&parquet[0], &parquet[1]], [&to_a_table, &to_a_table]];
    for [to, plan] in targets {
        view(broken);
        let words = ["--source", &source, "--batch", "25", "--to", to, "--plan", plan];
        let stopped = place.sweep(&words);
        assert_eq!(stopped.status.code(), Some(2), "{stopped:?}");
        assert!(String::from_utf8_lossy(&stopped.stderr).contains("no amount 059"), "{stopped:?}");
        view("amount");
        let without = place.sweep(&["--source", &source, "--batch", "25", "--to", to, "--resume"]);
        assert_eq!(without.status.code(), Some(2), "another second target is another sweep");
        place.swept(&[words.as_slice(), &["--resume"]].concat());
    }
    let whole = [place.file("whole.ndjson"), place.file("whole_plan.ndjson")];
    place.swept(&["--source", &source, "--batch", "25", "--to", &whole[0], "--plan", &whole[1]]);
    assert_eq!(place.lines("out.ndjson"), place.lines("whole.ndjson"), "as if it had not stopped");
    let rows = place.lines("whole_plan.ndjson");
    assert_eq!(place.lines("plan.ndjson"), rows);
    let count = format!("SELECT count(*) FROM '{}'", parquet[1]);
    assert_eq!(client(Dialect::DuckDb, ":memory:", &count), rows.len().to_string());
    assert_eq!(client(dialect, &to_a_table, "SELECT count(*) FROM verdicts_plan"), rows.len().to_string());

    // A row of the plan that somebody changed is noticed.
    let one = "id = '059' AND collection = 'account'";
    client(dialect, &to_a_table, &format!("UPDATE verdicts_plan SET disposal = 'retain' WHERE {one}"));
    let words =
        ["--source", &source, "--batch", "25", "--to", &to_a_table, "--plan", &to_a_table, "--resume"];
    let changed = place.sweep(&words);
    assert!(String::from_utf8_lossy(&changed.stderr).contains("`verdicts_plan` has changed"), "{changed:?}");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_write_the_plans_of_the_facts() {
    plans_of_a_database_are_those_of_its_facts(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_write_the_plans_of_the_facts() {
    plans_of_a_database_are_those_of_its_facts(Dialect::Postgres);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_with_plans_resume_where_they_stopped() {
    sweeps_with_plans_resume_where_they_stopped(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_with_plans_resume_where_they_stopped() {
    sweeps_with_plans_resume_where_they_stopped(Dialect::Postgres);
}
