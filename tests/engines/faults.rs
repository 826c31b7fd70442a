//! Sweeps that are killed, that run out of room, or that run side by side; and sources that are not what they were.

use std::path::Path;
use std::process::{Child, Command, Output};

use exeunt::sql::Dialect;
use exeunt_testkit::Dice;
use serde_json::Value as Json;

use crate::sweeps::{ACCOUNTS, Place, client, command};

/// Batches of an undisturbed sweep.
const SMALL: &str = "10";
/// How often something is looked at before it is given up: on a disk, and by a client.
const LOOKS: u32 = 10_000_000;
const QUESTIONS: u32 = 3_000;

/// Looks at something until it is so.
fn until(what: &str, tries: u32, mut is_so: impl FnMut() -> bool) {
    for _ in 0..tries {
        if is_so() {
            return;
        }
        std::thread::yield_now();
    }
    panic!("it never came to this: {what}");
}

/// What a sweep writes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Lines,
    Parquet,
    Table,
}

impl Form {
    const ALL: [Self; 3] = [Self::Lines, Self::Parquet, Self::Table];

    fn to(self, place: &Place, name: &str) -> String {
        match (self, place.dialect) {
            (Self::Lines, _) => place.file(&format!("{name}.ndjson")),
            (Self::Parquet, _) => place.file(&format!("{name}.parquet")),
            (Self::Table, Dialect::Postgres) => place.source.clone(),
            (Self::Table, _) => format!("duckdb:{}", place.file(&format!("{name}.duckdb"))),
        }
    }

    /// Every verdict, as it is stored.
    fn verdicts(self, place: &Place, to: &str, name: &str) -> String {
        let columns = "SELECT id, status, failed, unknown, outcome, eligible_after";
        match self {
            Self::Lines => std::fs::read_to_string(to).expect("a file"),
            Self::Parquet => client(Dialect::DuckDb, ":memory:", &format!("{columns} FROM '{to}'")),
            Self::Table => client(place.dialect, to, &format!("{columns} FROM {name} ORDER BY id")),
        }
    }

    /// How much of the sweep is on the disk, as far as one sees it from outside.
    fn size(self, place: &Place, to: &str, name: &str) -> u64 {
        let length = |file: &str| std::fs::metadata(file).map_or(0, |found| found.len());
        match (self, place.dialect) {
            (Self::Lines, _) => length(to),
            (Self::Parquet, _) => length(&format!("{to}.ndjson")) + length(to),
            (Self::Table, Dialect::Postgres) => {
                let there = format!(
                    "SELECT count(*) FROM pg_class WHERE relname = '{name}' AND relnamespace = current_schema()::regnamespace"
                );
                if client(place.dialect, to, &there) == "0" {
                    return 0;
                }
                client(place.dialect, to, &format!("SELECT count(*) FROM {name}")).parse().expect("a count")
            }
            (Self::Table, _) => {
                let file = to.trim_start_matches("duckdb:");
                length(file) + length(&format!("{file}.wal"))
            }
        }
    }
}

fn arguments<'a>(place: &'a Place, to: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [place.arguments(to, SMALL).as_slice(), more].concat()
}

fn started(place: &Place, to: &str, more: &[&str]) -> Child {
    command(&arguments(place, to, more)).spawn().expect("the program starts")
}

fn ran(place: &Place, to: &str, more: &[&str]) -> Output {
    command(&arguments(place, to, more)).output().expect("the program runs")
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Goes on with a sweep once the clients of the one that was killed are gone.
fn resumed(place: &Place, to: &str, name: &str) -> Output {
    let mut last = None;
    until("the killed sweep's clients end", QUESTIONS, || {
        let output = ran(place, to, &["--resume", "--table", name]);
        let is_held = ["another sweep is writing", "Conflicting lock", "could not obtain lock"];
        let is_held = is_held.iter().any(|held| stderr_of(&output).contains(held));
        last = Some(output);
        !is_held
    });
    last.expect("an output")
}

/// Goes on with a sweep, or begins it where it was killed before it wrote anything.
fn continued(place: &Place, to: &str, name: &str) -> Output {
    let output = resumed(place, to, name);
    let nothing = ["does not exist", ".manifest.json`: No such file"];
    match nothing.iter().any(|nothing| stderr_of(&output).contains(nothing)) {
        true => ran(place, to, &["--table", name]),
        false => output,
    }
}

/// Whether there is something of a sweep.
fn is_begun(form: Form, place: &Place, to: &str, name: &str) -> bool {
    match form {
        Form::Lines | Form::Parquet => Path::new(&format!("{to}.manifest.json")).exists(),
        Form::Table => form.size(place, to, name) > 0,
    }
}

/// Killed again and again at moments of chance and taken up, a sweep gives what an undisturbed one gives.
fn killed(dialect: Dialect) {
    let place = Place::new(dialect, "killed");
    let seed = crate::count("EXEUNT_SEED", 1);
    for form in Form::ALL {
        let whole = form.to(&place, "whole");
        assert!(ran(&place, &whole, &["--table", "whole"]).status.success());
        let wanted = form.verdicts(&place, &whole, "whole");
        let size = form.size(&place, &whole, "whole");
        let mut all_kills = 0;
        for round in 0..crate::count("EXEUNT_KILLS", 3) {
            let mut dice = Dice::new(seed ^ (round << 8) ^ (form as u64));
            let name = format!("killed{round}");
            let to = form.to(&place, &name);
            let mut kills = 0;
            // Two kills a round, and then to the end.
            for _ in 0..2 {
                let resume: &[&str] = if is_begun(form, &place, &to, &name) { &["--resume"] } else { &[] };
                let mut child = started(&place, &to, &[resume, &["--table", &name]].concat());
                let wanted = dice.below(size as usize + 1) as u64;
                until("a part is written, or all of it", LOOKS, || {
                    form.size(&place, &to, &name) >= wanted || child.try_wait().expect("a process").is_some()
                });
                kills += u32::from(child.try_wait().expect("a process").is_none());
                child.kill().expect("a process that can be killed");
                child.wait().expect("a process that ended");
            }
            all_kills += kills;
            let output = continued(&place, &to, &name);
            let about = format!("{form:?} {name}, killed {kills} times: {}", stderr_of(&output));
            assert_eq!(output.status.code(), Some(0), "{about}");
            assert_eq!(form.verdicts(&place, &to, &name), wanted, "{about}");
        }
        assert!(all_kills > 0, "{form:?}: every sweep ended before it was killed");
    }
}

/// A disk that is full after so many blocks of 1,024 bytes; what is written on it then fails as any other write.
fn with_room_for(blocks: u64, arguments: &[&str]) -> Output {
    let command = command(arguments);
    let program = command.get_program().to_owned();
    let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut limited = Command::new("bash");
    limited.args(["-c", &limit, "bash"]).arg(program).args(command.get_args());
    for (name, value) in command.get_envs() {
        limited.env(name, value.unwrap_or_default());
    }
    limited.output().expect("bash runs")
}

/// A sweep that ran out of room says so and is taken up where there is some.
fn out_of_room(dialect: Dialect) {
    let place = Place::new(dialect, "room");
    for form in Form::ALL {
        if (form, dialect) == (Form::Table, Dialect::Postgres) {
            // The server's disk is not this process's.
            continue;
        }
        let whole = form.to(&place, "whole");
        assert!(ran(&place, &whole, &["--table", "whole"]).status.success());
        let wanted = form.verdicts(&place, &whole, "whole");
        let mut failed = 0;
        for blocks in [0, 1, 2, 4, 9, 13, 17] {
            let name = format!("room{blocks}");
            let to = form.to(&place, &name);
            let limited = with_room_for(blocks, &arguments(&place, &to, &["--table", &name]));
            let about = format!("{form:?} {blocks}: {}", stderr_of(&limited));
            assert!(matches!(limited.status.code(), Some(0 | 2)), "{about}");
            failed += u32::from(limited.status.code() == Some(2));
            if !limited.status.success() {
                let output = continued(&place, &to, &name);
                // A file of DuckDB that was cut off as it was made is not a database: it is removed by hand.
                if form == Form::Table && !output.status.success() {
                    std::fs::remove_file(to.trim_start_matches("duckdb:")).expect("a file");
                    assert!(ran(&place, &to, &["--table", &name]).status.success(), "{about}");
                } else {
                    assert_eq!(output.status.code(), Some(0), "{about}\n{}", stderr_of(&output));
                }
            }
            assert_eq!(form.verdicts(&place, &to, &name), wanted, "{about}");
        }
        assert!(failed > 1, "{form:?}: the room was never too small");
    }
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_that_are_killed_lose_nothing() {
    killed(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_that_are_killed_lose_nothing() {
    killed(Dialect::Postgres);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_without_room_lose_nothing() {
    out_of_room(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_without_room_lose_nothing() {
    out_of_room(Dialect::Postgres);
}

/// A sweep that waits at a gate of the test's, with its output held; and what opens the gate.
struct Gate {
    keeper: Child,
    place: Place,
}

impl Gate {
    const LOCK: u32 = 4711;

    fn shut(name: &str) -> Self {
        let place = Place::new(Dialect::Postgres, name);
        place.run(&format!(
            "ALTER TABLE account RENAME TO accounts;
             CREATE FUNCTION gated(amount numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
               SELECT pg_advisory_xact_lock_shared({}); SELECT amount $$;",
            Self::LOCK
        ));
        place.view("CASE WHEN id > '00100' THEN gated(balance) ELSE balance END");
        let mut keeper = Command::new("psql")
            .args(["-qtAX", &place.source])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("psql runs");
        let lock = format!("SELECT pg_advisory_lock({});\n", Self::LOCK);
        let input = keeper.stdin.as_mut().expect("standard input");
        std::io::Write::write_all(input, lock.as_bytes()).expect("psql reads");
        let gate = Self { keeper, place };
        gate.wait(true, 1);
        gate
    }

    /// Waits until so many sessions hold the lock, or wait for it.
    fn wait(&self, granted: bool, sessions: u64) {
        let query = format!(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {} AND granted = {granted}",
            Self::LOCK
        );
        let sessions = sessions.to_string();
        until("sessions are at the gate", QUESTIONS, || self.place.run(&query) == sessions);
    }

    fn open(&mut self) {
        self.keeper.kill().expect("psql ends");
        self.keeper.wait().expect("psql ended");
    }
}

/// Two at once: the second is refused while the first is under way, and the first ends as if it had been alone.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_continue_one_at_a_time() {
    let mut gate = Gate::shut("together");
    let duckdb = format!("duckdb:{}", gate.place.file("together.duckdb"));
    let forms = [
        (Form::Lines, Form::Lines.to(&gate.place, "together")),
        (Form::Parquet, Form::Parquet.to(&gate.place, "together")),
        (Form::Table, gate.place.source.clone()),
        (Form::Table, duckdb.clone()),
    ];
    let firsts: Vec<Child> = forms.iter().map(|(_, to)| started(&gate.place, to, &[])).collect();
    gate.wait(false, forms.len() as u64);
    for (form, to) in &forms {
        for (more, whys) in [
            (&["--resume"][..], ["another sweep is writing", "Conflicting lock"]),
            (&[], ["already", "Conflicting lock"]),
        ] {
            let second = ran(&gate.place, to, more);
            assert_eq!(second.status.code(), Some(2), "{form:?} {more:?}: {}", stderr_of(&second));
            assert!(
                whys.iter().any(|why| stderr_of(&second).contains(why)),
                "{form:?} {more:?}: {}",
                stderr_of(&second)
            );
        }
    }
    gate.open();
    for (child, (form, _)) in firsts.into_iter().zip(&forms) {
        let first = child.wait_with_output().expect("a sweep that ends");
        assert_eq!(first.status.code(), Some(0), "{form:?}: {}", stderr_of(&first));
    }
    let place = &gate.place;
    let whole = place.file("whole.ndjson");
    assert!(ran(place, &whole, &[]).status.success());
    assert_eq!(Form::Lines.verdicts(place, &forms[0].1, ""), Form::Lines.verdicts(place, &whole, ""));
    assert_eq!(
        client(Dialect::Postgres, &place.source, "SELECT count(*), count(DISTINCT id) FROM verdicts"),
        "250|250"
    );
    assert_eq!(
        client(Dialect::DuckDb, &duckdb, "SELECT count(*), count(DISTINCT id) FROM verdicts"),
        "250|250"
    );
}

/// Two that are started at once, as two operators may: one goes on, and the other is refused or finds it complete.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_that_race_write_each_verdict_once() {
    let place = Place::new(Dialect::Postgres, "race");
    for form in Form::ALL {
        let whole = form.to(&place, "whole");
        assert!(ran(&place, &whole, &["--table", "whole"]).status.success());
        for round in 0..3 {
            let name = format!("race{round}");
            let to = form.to(&place, &name);
            let mut first = started(&place, &to, &["--table", &name]);
            until("a part is written", LOOKS, || {
                form.size(&place, &to, &name) > 20 || first.try_wait().expect("a process").is_some()
            });
            first.kill().expect("a process that can be killed");
            first.wait().expect("a process that ended");
            let racers: Vec<Child> =
                (0..3).map(|_| started(&place, &to, &["--resume", "--table", &name])).collect();
            for racer in racers {
                let output = racer.wait_with_output().expect("a sweep that ends");
                let is_refused = output.status.code() == Some(2)
                    && ["another sweep", "could not obtain lock"]
                        .iter()
                        .any(|why| stderr_of(&output).contains(why));
                assert!(is_refused || output.status.success(), "{form:?}: {}", stderr_of(&output));
            }
            assert_eq!(resumed(&place, &to, &name).status.code(), Some(0));
            assert_eq!(form.verdicts(&place, &to, &name), form.verdicts(&place, &whole, "whole"), "{form:?}");
        }
    }
}

/// The manifest is compared in the transaction of each batch, whatever locks are worth.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_stop_where_another_has_written() {
    let mut gate = Gate::shut("overtaken");
    let to = gate.place.source.clone();
    let first = started(&gate.place, &to, &[]);
    gate.wait(false, 1);
    gate.place.run("UPDATE verdicts_manifest SET manifest = jsonb_set(manifest, '{batches}', '1000')");
    let before = gate.place.run("SELECT count(*) FROM verdicts");
    gate.open();
    let first = first.wait_with_output().expect("a sweep that ends");
    assert_eq!(first.status.code(), Some(2));
    assert!(stderr_of(&first).contains("another sweep has written here"), "{}", stderr_of(&first));
    assert_eq!(gate.place.run("SELECT count(*) FROM verdicts"), before, "nothing of the batch");
}

/// A sweep of three batches into each form, stopped before the third by an account that the engine cannot read.
fn stopped(place: &Place, form: Form, name: &str) -> String {
    let to = form.to(place, name);
    place.view("CASE WHEN id = '00241' THEN CAST('no amount ' || id AS decimal(28, 2)) ELSE balance END");
    let output = place.sweep(&to, &["--table", name]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr_of(&output));
    place.view("balance");
    to
}

fn refused(place: &Place, to: &str, name: &str, why: &str) {
    let output = place.sweep(to, &["--resume", "--table", name]);
    assert_eq!(output.status.code(), Some(2), "{why}: {}", stderr_of(&output));
    assert!(stderr_of(&output).contains(why), "{why}: {}", stderr_of(&output));
}

/// Accounts that were judged and are others now; verdicts that are not as they were written.
fn changed(dialect: Dialect) {
    let place = Place::new(dialect, "changed");
    place.run("ALTER TABLE account RENAME TO accounts");
    let rest = "opened, last_login, reverified, reverified_known, balance, yuebao, products_known, transactions_known, \
                request_consequences_accepted";
    let copy =
        format!("INSERT INTO accounts (id, {rest}) SELECT '00000', {rest} FROM accounts WHERE id = '00001'");
    for form in Form::ALL {
        let name = format!("changed_{}", form as u8);
        let to = stopped(&place, form, &name);
        place.run(&copy);
        refused(&place, &to, &name, "the accounts up to the key `00200` are not those that were judged");
        place.run("DELETE FROM accounts WHERE id = '00007'");
        refused(&place, &to, &name, "the accounts up to the key `00200` are not those that were judged");
        place.run("UPDATE accounts SET id = '00007' WHERE id = '00000'");
        let output = place.sweep(&to, &["--resume", "--table", &name]);
        assert!(output.status.success(), "{}", stderr_of(&output));
        assert!(
            stderr_of(&output).contains("were judged in an earlier state of the data"),
            "{}",
            stderr_of(&output)
        );
        // Complete, as it is; and with an account more.
        let output = place.sweep(&to, &["--resume", "--table", &name]);
        assert!(output.status.success(), "{}", stderr_of(&output));
        place.run("UPDATE accounts SET id = '99999' WHERE id = '00250'");
        refused(&place, &to, &name, "the accounts up to the key `00250` are not those that were judged");
        place.run("UPDATE accounts SET id = '00250' WHERE id = '99999'");
    }

    let table = Form::Table;
    for change in [
        "UPDATE {} SET status = 'eligible' WHERE id = '00010'",
        "DELETE FROM {} WHERE id = '00003'",
        "UPDATE {} SET id = '99999' WHERE id = '00003'",
    ] {
        let name = "tampered";
        let to = stopped(&place, table, name);
        client(dialect, &to, &change.replace("{}", name));
        refused(&place, &to, name, "the table `tampered` has changed since this sweep wrote it");
        client(dialect, &to, "DROP TABLE tampered; DROP TABLE tampered_manifest");
    }
    let parquet = Form::Parquet.to(&place, "tampered");
    place.swept(&parquet, &[]);
    std::fs::write(&parquet, "other").expect("a file");
    refused(&place, &parquet, "verdicts", "has changed since this sweep wrote it");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_notice_what_has_changed() {
    changed(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_notice_what_has_changed() {
    changed(Dialect::Postgres);
}

/// Another database, user, table or setting shows other rows.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_resume_in_the_same_place_only() {
    let place = Place::new(Dialect::Postgres, "elsewhere");
    place.run(
        "ALTER TABLE account RENAME TO accounts; DROP ROLE IF EXISTS sweeper; CREATE ROLE sweeper LOGIN SUPERUSER;
         DROP SCHEMA IF EXISTS sweep_elsewhere2 CASCADE; CREATE SCHEMA sweep_elsewhere2",
    );
    let to = stopped(&place, Form::Lines, "elsewhere");
    let source = place.source.clone();
    let copy = "CREATE TABLE sweep_elsewhere2.account AS SELECT * FROM sweep_elsewhere.account";
    place.run(copy);
    for table in ["account_products", "account_transactions"] {
        place.run(&format!("CREATE TABLE sweep_elsewhere2.{table} AS SELECT * FROM sweep_elsewhere.{table}"));
    }
    for (from, into) in [
        ("search_path%3Dsweep_elsewhere", "search_path%3Dsweep_elsewhere2"),
        ("postgres://exeunt@", "postgres://sweeper@"),
        ("search_path%3Dsweep_elsewhere", "search_path%3Dsweep_elsewhere%20-crow_security%3Doff"),
        ("search_path%3Dsweep_elsewhere", "search_path%3Dsweep_elsewhere%20-capp.tenant%3D5"),
        ("search_path%3Dsweep_elsewhere", "search_path%3Dsweep_elsewhere%20-crole%3Dsweeper"),
    ] {
        let other = source.replace(from, into);
        assert_ne!(other, source);
        let there = Place { dialect: place.dialect, folder: place.folder.clone(), source: other };
        refused(&there, &to, "verdicts", "another sweep was begun here, with another source");
    }
    let output = place.sweep(&to, &["--resume"]);
    assert!(output.status.success(), "{}", stderr_of(&output));
    place.run("DROP SCHEMA sweep_elsewhere2 CASCADE; DROP ROLE sweeper");
}

/// Psql is read to the end of what it says, however much that is.
#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_do_not_wait_for_notices() {
    let place = Place::new(Dialect::Postgres, "notices");
    place.run(
        "ALTER TABLE account RENAME TO accounts;
         CREATE FUNCTION told(amount numeric) RETURNS numeric LANGUAGE plpgsql AS $$
           BEGIN SET client_min_messages = notice; RAISE WARNING '%', repeat('x', 2000); RETURN amount; END $$;",
    );
    place.view("told(balance)");
    place.swept(&place.file("notices.ndjson"), &[]);
}

/// Modules of the current folder are not run, whoever put them there.
#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_run_no_code_of_the_current_folder() {
    let place = Place::new(Dialect::DuckDb, "hostile");
    let pwned = place.file("pwned");
    for module in ["json", "duckdb", "site", "sitecustomize", "usercustomize", "pytz"] {
        std::fs::write(place.file(&format!("{module}.py")), format!("open({pwned:?}, 'w').write('x')"))
            .expect("a file");
    }
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/alipay").display().to_string();
    for form in Form::ALL {
        let to = form.to(&place, "hostile");
        let arguments: Vec<String> = place
            .arguments(&to, SMALL)
            .iter()
            .map(|word| if *word == "policies/alipay" { policies.clone() } else { (*word).to_owned() })
            .collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = command(&arguments)
            .current_dir(&place.folder)
            .env("PYTHONPATH", &place.folder)
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", stderr_of(&output));
        assert!(!Path::new(&pwned).exists(), "{form:?}");
    }
}

/// The ids of a sweep, and what it says.
fn ids(place: &Place, name: &str) -> Result<Vec<String>, String> {
    let to = place.file(&format!("{name}.ndjson"));
    let output = place.sweep_of(
        &to,
        &["keyed.close", "--mapping", &place.file("map.toml")],
        &place.file("keyed.policy"),
    );
    if !output.status.success() {
        return Err(stderr_of(&output));
    }
    let text = std::fs::read_to_string(&to).expect("a file");
    let id = |line: &str| {
        serde_json::from_str::<Json>(line).expect("JSON")["id"].as_str().expect("a text").to_owned()
    };
    Ok(text.lines().map(id).collect())
}

/// Keys of each type come out exactly, or are refused with the name of the type.
fn keys(dialect: Dialect) {
    let place = Place::new(dialect, "keys");
    let policy = "package keyed\nlanguages en\nzone UTC\naccount { a: bool  bal: money CNY  seen: time? }\n\
                  policy close on request { require x: a en \"x\" fix \"y\"  require z: bal is 0 CNY en \"z\" fix \"y\"\n\
                  require s: seen is absent or seen more than 3d ago en \"s\" fix \"y\" }\n";
    std::fs::write(place.file("keyed.policy"), policy).expect("a file");
    let mapping = "[account]\ntable = \"users\"\nkey = \"uid\"\n[account.columns]\na = \"a\"\n\
                   bal = { column = \"bal\", minor_units = true }\nseen = \"seen\"\n";
    std::fs::write(place.file("map.toml"), mapping).expect("a file");
    let table = |uid: &str, bal: &str, seen: &str, keys: &[&str]| {
        let rows: Vec<String> = keys.iter().map(|key| format!("({key}, TRUE, 0, NULL)")).collect();
        place.run(&format!(
            "DROP TABLE IF EXISTS users; CREATE TABLE users (uid {uid}, a boolean, bal {bal}, seen {seen}); INSERT INTO users VALUES {}",
            rows.join(", ")
        ));
    };
    let is_postgres = dialect == Dialect::Postgres;
    let mut exact: Vec<(&str, Vec<&str>)> = vec![
        ("bigint", vec!["-9223372036854775808", "9", "10", "9223372036854775807"]),
        (
            "decimal(38, 0)",
            vec![
                "9007199254740993",
                "18446744073709551616",
                "18446744073709551617",
                "18446744073709551618",
                "99999999999999999999999999999999999999",
            ],
        ),
        ("decimal(38, 2)", vec!["0.10", "18446744073709551616.01", "18446744073709551616.02"]),
        ("varchar", vec!["'a'", "'a\nb'", "'it''s \\ \"q\"'", "'é'"]),
        ("uuid", vec!["'00000000-0000-0000-0000-000000000001'", "'f0000000-0000-0000-0000-000000000002'"]),
        ("date", vec!["'1999-12-31'", "'2024-02-29'"]),
        ("timestamp", vec!["'2024-01-01 00:00:00.000001'", "'2024-01-01 00:00:00.000002'"]),
    ];
    match is_postgres {
        true => {
            exact.push(("numeric", vec!["1", "100000000000000000000000000000000000000000000000000000001"]))
        }
        false => {
            exact.push(("hugeint", vec!["18446744073709551616", "170141183460469231731687303715884105727"]))
        }
    }
    for (at, (ty, keys)) in exact.iter().enumerate() {
        table(ty, "bigint", "timestamptz", keys);
        let wanted: Vec<String> = keys
            .iter()
            .map(|key| match key.strip_prefix('\'') {
                Some(text) => text.trim_end_matches('\'').replace("''", "'"),
                None => (*key).to_owned(),
            })
            .collect();
        assert_eq!(ids(&place, &format!("exact{at}")), Ok(wanted), "{ty}");
    }

    let refused = |name: &str, why: &str| {
        let error = ids(&place, name).expect_err("it is refused");
        assert!(error.contains(why), "{why}: {error}");
        assert!(
            !Path::new(&place.file(&format!("{name}.ndjson"))).exists() || name.starts_with("twice"),
            "nothing is begun"
        );
    };
    for (at, ty) in
        if is_postgres { ["double precision", "real", "jsonb"] } else { ["DOUBLE", "TIMESTAMP_NS", "BLOB"] }
            .iter()
            .enumerate()
    {
        table(ty, "bigint", "timestamptz", &["NULL"]);
        refused(&format!("key{at}"), &format!("the key `uid` is of the type {ty}"));
    }
    table("bigint", "bigint", "timestamptz", &["1", "NULL", "NULL"]);
    refused("null", "2 accounts have no key: `uid` is NULL");
    for (at, keys) in
        [vec!["1", "2", "2", "3"], vec!["1", "1"], vec!["2", "2", "2", "2", "2"]].iter().enumerate()
    {
        table("bigint", "bigint", "timestamptz", keys);
        refused(&format!("twice{at}"), "keys must be unique");
    }
    let double = if is_postgres { "double precision" } else { "DOUBLE" };
    table("bigint", double, "timestamptz", &["1"]);
    refused(
        "double",
        &format!("`account.bal` is read from a column of the type {double}: an exact number is needed"),
    );
    table("bigint", "bigint", "timestamp", &["1"]);
    refused("clock", "an instant with its time zone is needed");
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_sweeps_give_every_key_exactly() {
    keys(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_sweeps_give_every_key_exactly() {
    keys(Dialect::Postgres);
}

/// Keys are counted by the engine, so that the statement about one batch holds for all.
#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_manifests_count_every_account() {
    let place = Place::new(Dialect::DuckDb, "counted");
    let to = place.file("counted.ndjson");
    assert!(ran(&place, &to, &[]).status.success());
    let manifest: Json =
        serde_json::from_str(&std::fs::read_to_string(format!("{to}.manifest.json")).expect("a manifest"))
            .expect("JSON");
    assert_eq!((&manifest["accounts"], &manifest["batches"]), (&ACCOUNTS.into(), &25.into()));
    let lines = std::fs::read(&to).expect("a file");
    assert_eq!(manifest["output"]["lines"]["blake3"], blake3::hash(&lines).to_hex().as_str());
    let snapshot = &manifest["snapshots"][0];
    assert!(
        snapshot["after"].is_null() && snapshot["snapshot"].as_str().is_some_and(|name| name.len() == 64),
        "{manifest}"
    );
}
