//! A shop with its images in a folder of its own, and the program that works on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use exeunt::Timestamp;
use exeunt::verdict::ElementKey;
use exeunt_worker::{SCHEMA, facts, open, policy};
use rusqlite::{Connection, params};
use serde_json::{Value as Json, json};

/// The instant of plans and acts.
pub(crate) const NOW: &str = "2026-06-01T12:00:00+00:00";

/// Each record that goes leaves a line, in the transaction in which it goes.
const AUDIT: &str = "
    CREATE TABLE audit (number INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL);
    CREATE TRIGGER a AFTER DELETE ON post BEGIN INSERT INTO audit (what) VALUES ('post ' || old.account || ' ' || old.id); END;
    CREATE TRIGGER b AFTER DELETE ON image BEGIN INSERT INTO audit (what) VALUES ('image ' || old.account || ' ' || old.id); END;
    CREATE TRIGGER c AFTER DELETE ON invoice BEGIN INSERT INTO audit (what) VALUES ('invoice ' || old.account || ' ' || old.number); END;
    CREATE TRIGGER d AFTER DELETE ON dispute BEGIN INSERT INTO audit (what) VALUES ('dispute ' || old.account); END;
    CREATE TRIGGER s AFTER DELETE ON share BEGIN INSERT INTO audit (what) VALUES ('share ' || old.account || ' ' || old.id); END;
    CREATE TRIGGER e AFTER DELETE ON account BEGIN INSERT INTO audit (what) VALUES ('account ' || old.id); END;
    CREATE TRIGGER f AFTER UPDATE OF erased_at ON account BEGIN INSERT INTO audit (what) VALUES ('account ' || old.id); END;";

pub(crate) struct Shop {
    folder: PathBuf,
    pub(crate) db: Connection,
}

/// A row of the plan that is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) account: String,
    pub(crate) collection: String,
    pub(crate) key: Option<String>,
    /// Whether somebody is told.
    pub(crate) tells: bool,
}

impl Shop {
    pub(crate) fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        for store in ["images", "notices"] {
            fs::create_dir_all(folder.join(store)).expect("a folder");
        }
        fs::write(folder.join("shop.db"), "").expect("a file");
        let db = open(&folder.join("shop.db")).expect("a database");
        db.execute_batch(SCHEMA).expect("tables");
        db.execute_batch(AUDIT).expect("triggers");
        Self { folder, db }
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    pub(crate) fn run(&self, statements: &str) {
        self.db.execute_batch(statements).unwrap_or_else(|error| panic!("{error}: {statements}"));
    }

    /// A customer who may leave.
    pub(crate) fn customer(&self, id: &str) {
        let add = "INSERT INTO account (id, name, email, owed_cents, disputes_loaded) VALUES (?1, 'N', 'n@example.com', 0, 1)";
        self.db.execute(add, [id]).expect("an account");
    }

    pub(crate) fn image(&self, account: &str, id: i64, uploaded: Option<&str>) {
        let blob = format!("{id}.jpg");
        fs::write(self.folder.join("images").join(&blob), "pixels").expect("an image");
        let add = "INSERT INTO image (account, id, uploaded, blob) VALUES (?1, ?2, ?3, ?4)";
        self.db.execute(add, params![account, id, uploaded, blob]).expect("an image");
    }

    /// Somebody who has got data of a customer.
    pub(crate) fn share(&self, account: &str, id: i64, revoked: Option<bool>) {
        let add = "INSERT INTO share (account, id, recipient, revoked) VALUES (?1, ?2, 'r' || ?2, ?3)";
        self.db.execute(add, params![account, id, revoked]).expect("a share");
    }

    /// What was sent, by the number of the row.
    pub(crate) fn notices(&self) -> BTreeMap<i64, Json> {
        let notices = fs::read_dir(self.folder.join("notices")).expect("a folder");
        let names = notices.map(|it| it.expect("a notice").file_name().to_string_lossy().into_owned());
        // What the worker had not finished writing has not been sent.
        let sent = names.filter(|name| !name.starts_with('.'));
        let read = |name: String| {
            let number = name.strip_suffix(".json").and_then(|name| name.rsplit('-').next()?.parse().ok());
            let text = self.read(&format!("notices/{name}"));
            (number.expect("a number"), serde_json::from_str(&text).expect("a whole notice"))
        };
        sent.map(read).collect()
    }

    pub(crate) fn has_image(&self, id: &str) -> bool {
        self.folder.join("images").join(format!("{id}.jpg")).exists()
    }

    /// The names of the images in the store.
    pub(crate) fn images(&self) -> BTreeSet<String> {
        let images = fs::read_dir(self.folder.join("images")).expect("a folder");
        images.map(|image| image.expect("an image").file_name().to_string_lossy().into_owned()).collect()
    }

    /// Plans at the instant and takes the plan in: by the program itself, where `EXEUNT` names it, which then plans the same.
    pub(crate) fn plan(&self) {
        let rows = self.planned();
        let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
        fs::write(self.folder.join("plan.ndjson"), &text).expect("a plan");
        let program = policy().expect("it compiles").provenance().program_hash.to_string();
        let manifest = json!({
            "policy": "shop.leave", "program_hash": program, "now": NOW, "complete": true,
            "beside": { "holds": "plan", "output": { "lines": { "blake3": blake3::hash(text.as_bytes()).to_hex().as_str() } } },
        });
        self.write("verdicts.ndjson.manifest.json", &manifest.to_string());
        if let Ok(exeunt) = std::env::var("EXEUNT") {
            self.swept(&exeunt, &rows);
        }
        let loaded =
            self.worker(&["load", &self.file("shop.db"), &self.file("plan.ndjson"), &self.manifest()]);
        assert!(loaded.status.success(), "{loaded:?}");
    }

    /// Has the program plan, and compares the rows.
    fn swept(&self, exeunt: &str, expected: &[Json]) {
        fs::create_dir_all(self.folder.join("facts")).expect("a folder");
        let mut lines = Vec::new();
        facts(&self.db, &mut lines).expect("facts");
        fs::write(self.folder.join("facts/accounts.ndjson"), lines).expect("facts");
        for name in ["plan.ndjson", "verdicts.ndjson.manifest.json"] {
            fs::remove_file(self.folder.join(name)).expect("a file");
        }
        let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/shop.policy");
        let words = ["sweep", "shop.leave", "--policies", shop, "--source", "facts", "--now", NOW];
        let to = ["--to", "verdicts.ndjson", "--plan", "plan.ndjson"];
        let swept = Command::new(exeunt)
            .current_dir(&self.folder)
            .args(words)
            .args(to)
            .output()
            .expect("the program");
        assert!(swept.status.success(), "{swept:?}");
        let text = fs::read_to_string(self.folder.join("plan.ndjson")).expect("a plan");
        let rows: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let of = |row: &Json| {
            ["id", "collection", "path_keys", "key", "disposal", "clause"].map(|name| row[name].clone())
        };
        assert_eq!(rows.iter().map(of).collect::<Vec<_>>(), expected.iter().map(of).collect::<Vec<_>>());
    }

    /// The rows that the sweep writes.
    fn planned(&self) -> Vec<Json> {
        let policy = policy().expect("it compiles");
        let mut lines = Vec::new();
        facts(&self.db, &mut lines).expect("facts");
        let mut rows = Vec::new();
        for line in String::from_utf8(lines).expect("UTF-8").lines() {
            let account = policy.account_from_json(line).expect("facts");
            let verdict =
                policy.evaluate(&account, Timestamp::parse(NOW).expect("an instant")).expect("a verdict");
            let id = &serde_json::from_str::<Json>(line).expect("JSON")["id"];
            for item in verdict.plan.iter().flat_map(|plan| &plan.items) {
                let around: Vec<_> = item.around.iter().map(ElementKey::text).collect();
                let key = item.key.as_ref().and_then(ElementKey::text);
                rows.push(json!({
                    "id": id, "collection": item.collection, "path_keys": around, "key": key, "disposal": item.disposal.word(),
                    "clause": item.clauses,
                }));
            }
        }
        rows
    }

    pub(crate) fn manifest(&self) -> String {
        self.file("verdicts.ndjson.manifest.json")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("a file")
    }

    pub(crate) fn worker(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_worker")).args(words).output().expect("the worker")
    }

    /// The worker at its work.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_worker"));
        command
            .args(["run", &self.file("shop.db"), &self.file("images"), &self.file("notices"), "--now", NOW])
            .stdout(Stdio::piped());
        command
    }

    /// Lets the worker come to its end.
    pub(crate) fn carry_out(&self) -> String {
        let run = self.command().output().expect("the worker");
        assert!([Some(0), Some(1)].contains(&run.status.code()), "{run:?}");
        String::from_utf8(run.stdout).expect("UTF-8")
    }

    /// The numbers of the rows in a table of the worker.
    pub(crate) fn numbers(&self, query: &str) -> BTreeSet<i64> {
        let mut rows = self.db.prepare(query).expect("a query");
        rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a number")).collect()
    }

    pub(crate) fn texts(&self, query: &str) -> Vec<String> {
        let mut rows = self.db.prepare(query).expect("a query");
        rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a text")).collect()
    }

    pub(crate) fn receipts(&self) -> BTreeSet<i64> {
        self.numbers("SELECT row FROM receipt")
    }

    pub(crate) fn refusals(&self) -> BTreeSet<i64> {
        self.numbers("SELECT row FROM refusal")
    }

    /// What is to be erased, and who is to be told.
    pub(crate) fn to_do(&self) -> Vec<Row> {
        let query = "SELECT row, account, collection, key, tells FROM plan_row
                      WHERE disposal IN ('erase', 'inform') ORDER BY row";
        let mut rows = self.db.prepare(query).expect("a query");
        let rows = rows.query_map([], |row| {
            Ok(Row {
                number: row.get(0)?,
                account: row.get(1)?,
                collection: row.get(2)?,
                key: row.get(3)?,
                tells: row.get(4)?,
            })
        });
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    }
}
