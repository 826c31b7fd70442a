//! `exeunt sweep` over databases: into each form of output, stopped and taken up, and refused.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use exeunt::sql::Dialect;
use exeunt_testkit::{program, scratch};
use serde_json::{Value as Json, json};

pub(crate) const ACCOUNTS: u64 = 250;
/// Small, so that a sweep has several of them.
const BATCH: &str = "100";

/// A source of accounts, and where databases of the engine can be made.
pub(crate) struct Place {
    pub(crate) dialect: Dialect,
    pub(crate) folder: PathBuf,
    pub(crate) source: String,
}

pub(crate) fn needed(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run these tests with tests/engines/run"))
}

impl Place {
    /// Accounts of Alipay in tables of the default layout: every tenth is rich, every twenty-fifth unknown.
    pub(crate) fn new(dialect: Dialect, name: &str) -> Self {
        let folder = scratch!("sweep_{}_{name}", dialect.name());
        let source = fresh_source(dialect, &format!("sweep_{name}"), &folder);
        let place = Self { dialect, folder, source };
        let tables = exeunt(&[
            "sql",
            "alipay.dormant",
            "--policies",
            "policies/alipay",
            "--emit",
            "ddl",
            "--dialect",
            place.engine(),
        ]);
        assert!(tables.status.success(), "{tables:?}");
        place.run(&format!(
            "{}
             INSERT INTO account (id, opened, last_login, balance, yuebao, products_known, transactions_known)
             SELECT right('00000' || CAST(one AS varchar), 5), TIMESTAMPTZ '2010-01-01 00:00:00+00', TIMESTAMPTZ '2018-01-01 00:00:00+00',
               CASE WHEN one % 25 = 0 THEN NULL WHEN one % 10 = 0 THEN 1 ELSE 0 END, 0, TRUE, TRUE
             FROM generate_series(1, {ACCOUNTS}) AS numbers (one);",
            String::from_utf8_lossy(&tables.stdout),
        ));
        place
    }

    fn engine(&self) -> &'static str {
        if self.dialect == Dialect::Postgres { "postgres" } else { "duckdb" }
    }

    pub(crate) fn run(&self, statements: &str) -> String {
        client(self.dialect, &self.source, statements)
    }

    /// The accounts by way of a view, in which a balance is `balance`.
    pub(crate) fn view(&self, balance: &str) {
        self.run(&format!(
            "CREATE OR REPLACE VIEW account AS SELECT id, opened, last_login, reverified, reverified_known, {balance} AS balance,
               yuebao, products_known, transactions_known, request_consequences_accepted FROM accounts"
        ));
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// A sweep of the accounts into `to`.
    pub(crate) fn arguments<'a>(&'a self, to: &'a str, batch: &'a str) -> Vec<&'a str> {
        let policy = [
            "sweep",
            "alipay.dormant",
            "--policies",
            "policies/alipay",
            "--now",
            "2019-04-01T12:00:00+08:00",
        ];
        [policy.as_slice(), &["--source", &self.source, "--batch", batch, "--to", to]].concat()
    }

    pub(crate) fn sweep(&self, to: &str, more: &[&str]) -> Output {
        let mut arguments = self.arguments(to, BATCH);
        arguments.extend(more);
        exeunt(&arguments)
    }

    /// A sweep by a policy of another file, two accounts at a time.
    pub(crate) fn sweep_of(&self, to: &str, policy: &[&str], file: &str) -> Output {
        let mut arguments = vec!["sweep"];
        arguments.extend(policy);
        arguments.extend(["--policies", file, "--now", "2019-04-01T12:00:00+08:00"]);
        arguments.extend(["--source", &self.source, "--batch", "2", "--to", to]);
        exeunt(&arguments)
    }

    pub(crate) fn swept(&self, to: &str, more: &[&str]) {
        let output = self.sweep(to, more);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "250 accounts: 20 blocked, 220 eligible, 10 undetermined\n"
        );
    }
}

/// An empty place for accounts: a schema of PostgreSQL, or a file of DuckDB in the folder.
pub(crate) fn fresh_source(dialect: Dialect, schema: &str, folder: &Path) -> String {
    match dialect {
        Dialect::Postgres => {
            let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
            client(dialect, &address("postgres", "public"), &fresh);
            address("postgres", schema)
        }
        Dialect::DuckDb | Dialect::Spark => format!("duckdb:{}", folder.join("accounts.duckdb").display()),
    }
}

/// Where the server of the tests is, as `EXEUNT_POSTGRES` says it in words and libpq reads it in an address.
pub(crate) fn address(database: &str, schema: &str) -> String {
    let words = needed("EXEUNT_POSTGRES");
    let word = |name: &str| {
        let mut pairs = words.split(' ').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.replace('/', "%2F")).unwrap_or_default()
    };
    format!("postgres://{}@/{database}?host={}&options=-csearch_path%3D{schema}", word("user"), word("host"))
}

/// Runs statements; the last one's rows, as texts with `|` between the columns.
pub(crate) fn client(dialect: Dialect, place: &str, statements: &str) -> String {
    const DUCKDB: &str = "import sys, duckdb\n\
        for row in duckdb.connect(sys.argv[1]).execute(sys.argv[2]).fetchall(): print(*row, sep='|')";
    let output = match dialect {
        Dialect::Postgres => {
            Command::new("psql").args(["-qtAX", "-v", "ON_ERROR_STOP=1", place, "-c", statements]).output()
        }
        Dialect::DuckDb | Dialect::Spark => Command::new(needed("EXEUNT_PYTHON"))
            .args(["-c", DUCKDB, place.trim_start_matches("duckdb:"), statements])
            .output(),
    };
    let output = output.expect("the client runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Runs the program; its clients are those of the engines' folder.
fn exeunt(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program runs")
}

/// The program, not yet started.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let python = PathBuf::from(needed("EXEUNT_PYTHON"));
    let path = std::env::var("PATH").unwrap_or_default();
    let bin = python.parent().unwrap_or(Path::new(".")).display();
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.args(arguments).env("PATH", format!("{bin}:{path}"));
    command
}

/// A manifest in which every account has one verdict of `engine`.
fn assert_adds_up(manifest: &str, dialect: Dialect) {
    let manifest: Json = serde_json::from_str(manifest).expect("a manifest");
    let counted: u64 =
        manifest["counts"].as_object().expect("counts").values().filter_map(Json::as_u64).sum();
    assert_eq!([&manifest["expected"], &manifest["accounts"]], [ACCOUNTS, ACCOUNTS], "{manifest}");
    assert_eq!((counted, &manifest["complete"]), (ACCOUNTS, &true.into()), "{manifest}");
    assert_eq!(manifest["batches"], 3, "{manifest}");
    let engine = manifest["engine"].as_str().expect("an engine");
    assert!(engine.starts_with(dialect.name()) && engine.ends_with(|sign: char| sign != ' '), "{engine}");
    assert_eq!(manifest["program_hash"].as_str().map(str::len), Some(64), "{manifest}");
}

fn lines_of(file: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(file).expect("a file");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn sweeps_into_every_form(dialect: Dialect) {
    let place = Place::new(dialect, "forms");
    let lines = place.file("verdicts.ndjson");
    place.swept(&lines, &[]);
    assert_adds_up(&std::fs::read_to_string(format!("{lines}.manifest.json")).expect("a manifest"), dialect);
    let verdicts = lines_of(&lines);
    assert_eq!(verdicts.len() as u64, ACCOUNTS);
    let rich = json!({
        "id": "00010", "status": "blocked", "failed": ["no_balance_left"], "unknown": [], "outcome": "assist",
        "eligible_after": null,
    });
    assert_eq!(verdicts[9], rich);

    let parquet = place.file("verdicts.parquet");
    place.swept(&parquet, &[]);
    assert_adds_up(
        &std::fs::read_to_string(format!("{parquet}.manifest.json")).expect("a manifest"),
        dialect,
    );
    let as_lines = format!("SELECT to_json(id) FROM '{parquet}'");
    let read = client(Dialect::DuckDb, ":memory:", &as_lines);
    let ids: Vec<String> = verdicts.iter().map(|verdict| verdict["id"].to_string()).collect();
    assert_eq!(read, ids.join("\n"), "the same verdicts in the same order");

    let to = match dialect {
        Dialect::Postgres => place.source.clone(),
        Dialect::DuckDb | Dialect::Spark => format!("duckdb:{}", place.file("verdicts.duckdb")),
    };
    place.swept(&to, &["--table", "judged"]);
    let count = "SELECT count(*), count(DISTINCT id), sum(CASE WHEN failed = ARRAY['no_balance_left'] THEN 1 ELSE 0 END) FROM judged";
    assert_eq!(client(dialect, &to, count), "250|250|20");
    assert_adds_up(&client(dialect, &to, "SELECT manifest FROM judged_manifest"), dialect);
    let again = place.sweep(&to, &["--table", "judged"]);
    assert_eq!(again.status.code(), Some(2), "what is there is not written over: {again:?}");
}

/// One account, in the third batch, is such that the engine gives up.
fn resumes_where_it_stopped(dialect: Dialect) {
    let place = Place::new(dialect, "stopped");
    place.run("ALTER TABLE account RENAME TO accounts");
    let to_a_table = match dialect {
        Dialect::Postgres => place.source.clone(),
        Dialect::DuckDb | Dialect::Spark => format!("duckdb:{}", place.file("verdicts.duckdb")),
    };
    let (lines, parquet) = (place.file("verdicts.ndjson"), place.file("verdicts.parquet"));
    let broken = "CASE WHEN id = '00241' THEN CAST('no amount ' || id AS decimal(28, 2)) ELSE balance END";
    for to in [&lines, &parquet, &to_a_table] {
        place.view(broken);
        let stopped = place.sweep(to, &[]);
        assert_eq!(stopped.status.code(), Some(2), "{stopped:?}");
        assert!(String::from_utf8_lossy(&stopped.stderr).contains("no amount 00241"), "{stopped:?}");
        place.view("balance");
        let other = place.sweep(to, &["--resume", "--now", "2020-01-01T00:00Z"]);
        assert_eq!(other.status.code(), Some(2), "another instant, given twice or not, is another sweep");
        place.swept(to, &["--resume"]);
    }
    let whole = place.file("whole.ndjson");
    place.swept(&whole, &[]);
    assert_eq!(lines_of(&lines), lines_of(&whole), "as if it had not stopped");
    let manifest = std::fs::read_to_string(format!("{lines}.manifest.json")).expect("a manifest");
    assert_adds_up(&manifest, dialect);
    assert_eq!(
        client(Dialect::DuckDb, ":memory:", &format!("SELECT count(*), count(DISTINCT id) FROM '{parquet}'")),
        "250|250"
    );
    assert_eq!(client(dialect, &to_a_table, "SELECT count(*), count(DISTINCT id) FROM verdicts"), "250|250");
    assert_adds_up(&client(dialect, &to_a_table, "SELECT manifest FROM verdicts_manifest"), dialect);
}

fn refuses(dialect: Dialect) {
    let place = Place::new(dialect, "refused");
    let refused = |source: &str, to: &str, more: &[&str], why: &str| {
        let there = Place { dialect, folder: place.folder.clone(), source: source.to_owned() };
        let output = there.sweep(to, more);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(why), "{stderr}");
    };
    let to = place.file("refused.ndjson");
    refused("mysql://localhost/shop", &to, &[], "`mysql://` leads nowhere that exeunt knows");
    refused("duckdb:", &to, &[], "`duckdb:` must be followed by a file");
    refused("no/such/folder", &to, &[], "cannot read `no/such/folder`");
    let missing = match dialect {
        Dialect::Postgres => address("no_such_database", "public"),
        Dialect::DuckDb | Dialect::Spark => format!("duckdb:{}", place.file("missing.duckdb")),
    };
    refused(&missing, &to, &[], &format!("{} reports: ", dialect.name()));
    refused(&place.source, &place.file("verdicts.csv"), &[], "`.ndjson` or `.parquet`");
    refused(
        &place.source,
        &place.source,
        &["--table", "x\"; DROP TABLE account"],
        "cannot be the name of the table",
    );
    refused(&place.source, &to, &["--resume"], "refused.ndjson.manifest.json");
    assert!(!Path::new(&to).exists(), "nothing is begun that cannot be done");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_into_every_form() {
    sweeps_into_every_form(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_into_every_form() {
    sweeps_into_every_form(Dialect::Postgres);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_resume_where_they_stopped() {
    resumes_where_it_stopped(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_resume_where_they_stopped() {
    resumes_where_it_stopped(Dialect::Postgres);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_refuse_what_cannot_be_done() {
    refuses(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_refuse_what_cannot_be_done() {
    refuses(Dialect::Postgres);
}

/// What reads is refused a write, whoever asks for it.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_write_nothing_to_their_source() {
    let place = Place::new(Dialect::Postgres, "written");
    place.run(
        "ALTER TABLE account RENAME TO accounts;
         CREATE FUNCTION noted(amount numeric) RETURNS numeric LANGUAGE sql VOLATILE AS $$
           INSERT INTO account_products VALUES ('x', 1, 'noted'); SELECT amount $$;",
    );
    place.view("noted(balance)");
    let output = place.sweep(&place.file("verdicts.ndjson"), &[]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("cannot execute INSERT in a read-only transaction"), "{stderr}");
}
