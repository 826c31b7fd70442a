//! Facts of services: given once a run, the same for all accounts, and in every way to judge.

use std::path::{Path, PathBuf};

use exeunt::decide::CompiledPolicy;
use exeunt::diagnostic::Code;
use exeunt::eval::evaluate;
use exeunt::facts::{read, read_services};
use exeunt::ir::{Program, Status, Timestamp};
use exeunt::source::FileId;
use exeunt::sql::{Dialect, Emit, Options, to_sql};
use exeunt::{Compiler, FactsError};
use exeunt_testkit::files::{self, repository};
use exeunt_testkit::{Run, compiled, exeunt, scratch};

const SHOP: &str = "
package shop languages en zone UTC
account { sold: int }
service { most: int  ends: time? }
policy leave on sweep {
  require few: sold <= service.most  en \"{service.most}\" fix \"-\"
  require open: service.ends is absent or service.ends after now  en \"-\" fix \"-\"
}
";
const BANK: &str = "
package bank languages en zone UTC
use shop
account { shop: shop.account  made: time  kind: one of a, b }
service { keep: length  only: one of a, b }
policy leave on request {
  require shop: shop satisfies shop.leave  en \"-\" fix \"-\"
  require waited: made more than service.keep ago  en \"until {clears}\"
  require alike: kind is service.only  en \"-\" fix \"-\"
}
";
const ACCOUNT: &str =
    r#"{"id": "u", "account": {"shop": {"sold": 3}, "made": "2026-01-01T00:00Z", "kind": "a"}}"#;

fn program() -> Program {
    compiled([("shop.policy", SHOP), ("bank.policy", BANK)])
}

fn told(program: &Program, services: &str) -> Program {
    let (services, found) = read_services(program, FileId(1), services);
    program.clone().with_services(services.unwrap_or_else(|| panic!("{found:?}")))
}

fn now() -> Timestamp {
    Timestamp::parse("2026-06-01T00:00Z").expect("an instant")
}

/// The verdict on an account with the given facts of services.
const KNOWN: [(&str, Status); 8] = [
    ("{}", Status::Undetermined),
    (r#"{"shop": {"most": 3}, "bank": {"keep": "30d", "only": "a"}}"#, Status::Eligible),
    (r#"{"shop": {"most": 2}, "bank": {"keep": "30d", "only": "a"}}"#, Status::Blocked),
    (r#"{"shop": {"most": 3}, "bank": {"keep": "1y", "only": "a"}}"#, Status::Blocked),
    (r#"{"shop": {"most": 3}, "bank": {"keep": "30d", "only": "b"}}"#, Status::Blocked),
    (r#"{"shop": {"most": 3}, "bank": {"keep": "30d"}}"#, Status::Undetermined),
    (
        r#"{"shop": {"most": 3, "ends": "2026-06-01T00:00Z"}, "bank": {"keep": "30d", "only": "a"}}"#,
        Status::Blocked,
    ),
    (
        r#"{"shop": {"most": 3, "ends": "2026-06-01T00:01Z"}, "bank": {"keep": "30d", "only": "a"}}"#,
        Status::Eligible,
    ),
];

#[test]
fn an_account_is_judged_by_what_is_known_of_the_services() {
    let program = program();
    let policy = program.policy("bank.leave").expect("it is declared");
    for (services, status) in KNOWN {
        let program = told(&program, services);
        let facts = read(&program, Some(policy), FileId(0), ACCOUNT).envelope.expect("facts").facts;
        assert_eq!(evaluate(&program, policy, &facts, now()).status, status, "{services}");
        let compiled = CompiledPolicy::compile(&program, policy).expect("it is small");
        let (mut batch, mut statuses) = (compiled.batch(), Vec::new());
        batch.push(&facts).expect("they are held");
        compiled.at(now()).statuses(&batch, &mut statuses);
        assert_eq!(statuses, [status], "{services}");
    }
}

#[test]
fn what_is_missing_of_another_service_is_named_with_its_package() {
    let program = told(&program(), r#"{"bank": {"only": "a"}}"#);
    let policy = program.policy("bank.leave").expect("it is declared");
    let facts = read(&program, Some(policy), FileId(0), ACCOUNT).envelope.expect("facts").facts;
    let missing = evaluate(&program, policy, &facts, now()).missing;
    let paths: Vec<&str> = missing.iter().map(|missing| missing.path.as_str()).collect();
    // An optional fact that is left out of what is given is absent; of the shop nothing is given.
    assert_eq!(paths, ["shop.service.most", "shop.service.ends", "service.keep"]);
}

#[test]
fn facts_that_no_service_declares_are_refused() {
    let program = program();
    let codes = |text: &str| {
        let (services, found) = read_services(&program, FileId(0), text);
        assert!(services.is_none() && !found.is_empty(), "{text}");
        found.iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(r#"{"sohp": {"most": 3}}"#), [Code::UnknownKey]);
    assert_eq!(codes(r#"{"shop": {"mots": 3}}"#), [Code::UnknownKey]);
    assert_eq!(codes(r#"{"shop": {"most": "3"}}"#), [Code::FactType]);
    assert_eq!(codes(r#"{"shop": {}, "shop": {}}"#), [Code::DuplicateKey]);
    assert_eq!(codes("[]"), [Code::FactType]);
}

#[test]
fn queries_hold_the_facts_as_literals() {
    let program = told(&program(), r#"{"shop": {"most": 7654321}, "bank": {"keep": "30d", "only": "b"}}"#);
    let policy = program.policy("bank.leave").expect("it is declared");
    for dialect in Dialect::ALL {
        let options =
            Options { dialect, now: Some(now()), emit: Emit::Query, mapping: None, texts: None, keys: None };
        let written = to_sql(&program, policy, &options);
        let query = written.text.unwrap_or_else(|| panic!("{:?}", written.diagnostics));
        assert!(query.contains("7654321") && query.contains("2026-05-02"), "{query}");
    }
}

#[test]
fn policies_that_are_embedded_are_told_once() -> Result<(), FactsError> {
    let policies = Compiler::new().source("shop.policy", SHOP).compile().expect("it compiles");
    let account = policies
        .policy("shop.leave")
        .expect("it is declared")
        .account_from_json(r#"{"account": {"sold": 3}}"#)?;
    for (services, status) in [("{}", Status::Undetermined), (r#"{"shop": {"most": 3}}"#, Status::Eligible)] {
        let leave = policies.with_services(services)?.policy("shop.leave").expect("it is declared");
        assert_eq!(leave.evaluate(&account, now()).expect("its facts").status, status);
        assert_eq!(
            leave.decider().statuses(std::slice::from_ref(&account), now()).expect("its facts"),
            [status]
        );
    }
    assert!(policies.with_services(r#"{"shop": {"most": 1.5}}"#).is_err());
    Ok(())
}

#[test]
fn the_schema_describes_the_file() {
    let folder = folder("schema");
    let schema = run(&folder, "schema bank.leave --policies . --service").code(0);
    let schema: serde_json::Value = serde_json::from_str(&schema.out).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let fits = |text: &str| validator.is_valid(&serde_json::from_str(text).expect("JSON"));
    assert!(fits(r#"{"shop": {"most": 3, "ends": null}, "bank": {"keep": "30d", "only": "a"}}"#));
    assert!(!fits(r#"{"shop": {"most": "3"}}"#) && !fits(r#"{"sohp": {}}"#));
}

/// A folder with the policies, two accounts, and facts of the services.
fn folder(name: &str) -> PathBuf {
    let folder = scratch!("services/{name}");
    files::write(folder.join("shop.policy"), SHOP);
    files::write(folder.join("bank.policy"), BANK);
    files::write(folder.join("account.json"), ACCOUNT);
    files::write(
        folder.join("facts/1.ndjson"),
        format!("{ACCOUNT}\n{}\n", ACCOUNT.replace("\"sold\": 3", "\"sold\": 4").replace("\"u\"", "\"v\"")),
    );
    files::write(
        folder.join("service.json"),
        r#"{"shop": {"most": 3}, "bank": {"keep": "30d", "only": "a"}}"#,
    );
    files::write(folder.join("other.json"), r#"{"shop": {"most": 4}, "bank": {"keep": "30d", "only": "a"}}"#);
    files::write(folder.join("wrong.json"), r#"{"shop": {"most": "3"}}"#);
    folder
}

fn run(folder: &Path, words: &str) -> Run {
    exeunt!(folder).run(words)
}

const AT: &str = "--now 2026-06-01T00:00Z";

#[test]
fn the_program_reads_them_from_a_file() {
    let folder = folder("eval");
    let eval = format!("eval bank.leave --policies . {AT} --format json --facts");
    let status = |words: &str, status: &str| {
        let run = run(&folder, words).code(0);
        assert!(run.out.contains(&format!("\"status\":\"{status}\"")), "{run}");
    };
    status(&format!("{eval} account.json"), "undetermined");
    status(&format!("{eval} account.json --service service.json"), "eligible");
    let many = run(&folder, &format!("{eval} facts/1.ndjson --service service.json")).code(0);
    let said =
        ["eligible", "blocked"].map(|status| many.out.matches(&format!("\"status\":\"{status}\"")).count());
    assert_eq!(said, [1, 1], "{many}");
    let wrong = run(&folder, &format!("{eval} account.json --service wrong.json")).code(2);
    assert!(wrong.out.contains("shop.most"), "{wrong}");
    let query = format!("sql bank.leave --policies . --dialect duckdb {AT} --service service.json");
    assert!(run(&folder, &query).code(0).out.contains("2026-05-02"));
}

#[test]
fn a_sweep_is_not_taken_up_with_other_facts_of_the_services() {
    let folder = folder("sweep");
    let sweep = format!("sweep bank.leave --policies . {AT} --source facts --to out.ndjson");
    run(&folder, &format!("{sweep} --service service.json"))
        .code(0)
        .out_is("2 accounts: 1 blocked, 1 eligible\n");
    let other = run(&folder, &format!("{sweep} --resume --service other.json")).code(2);
    assert!(other.err.contains("facts of the services"), "{other}");
}

/// The examples of the repository declare no service: nothing can be said of one.
#[test]
fn what_no_policy_declares_is_refused() {
    let folder = folder("none");
    let service = folder.join("service.json");
    let mut command =
        exeunt!(repository("")).command("sql x.delete --policies policies/x --dialect duckdb --service");
    command.arg(service);
    let refused = Run::of(&mut command, b"").code(2);
    assert!(refused.err.contains("`shop`"), "{refused}");
}

#[test]
fn a_fact_of_a_service_can_be_assumed() {
    let folder = folder("assume");
    let eval = |more: &str| {
        let words = [
            "eval",
            "bank.leave",
            "--policies",
            ".",
            "--now",
            "2026-06-01T00:00Z",
            "--facts",
            "account.json",
        ];
        let mut command = exeunt!(&folder).command("");
        command.args(words).args(["--format", "json", "--service", "service.json"]);
        command.args(more.split(';').flat_map(|one| ["--assume", one]));
        Run::of(&mut command, b"")
    };
    let lines = |more: &str| eval(more).code(0).json_lines();
    let status = |more: &str| lines(more).last().map(|last| last["after"]["status"].clone());
    for (more, expected) in [
        ("service.keep = 1y", "blocked"),
        ("service.only = b", "blocked"),
        ("service.only = unknown", "undetermined"),
        ("shop.service.most = 2", "blocked"),
        ("shop.service.ends = \"2026-06-01T00:00Z\"", "blocked"),
        ("service.only = b; account.kind = b", "eligible"),
    ] {
        assert_eq!(status(more), Some(expected.into()), "{more}: {:?}", lines(more));
    }
    for (more, why) in [
        ("service.kep = 1y", "did you mean `keep`?"),
        ("sohp.service.most = 2", "paths start at `account`, `service`"),
        ("shop.service.most = 2.5", "E0"),
    ] {
        let run = eval(more).code(2);
        assert!(format!("{}{}", run.out, run.err).contains(why), "{more}: {run}");
    }
}

#[test]
fn fixtures_say_what_is_known_of_the_service() {
    let folder = folder("fixtures");
    let fixture = |name: &str, service: &str, status: &str| {
        let text = format!(
            r#"{{"id": "{name}", "policy": "shop.leave", "now": "2026-06-01T00:00:00Z", "account": {{"sold": 3}}, {service}"expect": {{"status": "{status}"}}}}"#
        );
        text + "\n"
    };
    let lines = [
        fixture("none", "", "undetermined"),
        fixture("few", r#""service": {"most": 3}, "#, "eligible"),
        fixture("many", r#""service": {"most": 2, "ends": null}, "#, "blocked"),
    ];
    files::write(folder.join("fixtures/lines.ndjson"), lines.concat());
    files::write(folder.join("fixtures/one.json"), fixture("one", r#""service": {"most": 3}, "#, "eligible"));
    let run_all = run(&folder, "test .").code(0);
    assert!(run_all.out.contains('4'), "{run_all}");
    // What is judged has it from elsewhere.
    let line = fixture("few", r#""service": {"most": 3}, "#, "eligible");
    files::write(folder.join("account.json"), &line);
    files::write(folder.join("facts/1.ndjson"), &line);
    for (facts, why) in [("account.json", "--service FILE"), ("facts/1.ndjson", "nothing declares `service`")]
    {
        let refused = run(&folder, &format!("eval shop.leave --policies . {AT} --facts {facts}"));
        assert_ne!(refused.code, Some(0), "{refused}");
        assert!(format!("{}{}", refused.out, refused.err).contains(why), "{refused}");
    }
    files::write(folder.join("fixtures/one.json"), fixture("one", r#""service": {"mots": 3}, "#, "eligible"));
    run(&folder, "test .").code(2).err_has(["E0508", "service.mots"]);
}

#[test]
fn versions_are_compared_on_the_facts_of_their_services() {
    let folder = folder("diff");
    files::write(folder.join("new/shop.policy"), SHOP.replace("most: int ", "most: int least: int "));
    files::write(folder.join("new/bank.policy"), BANK.replace("kind is service.only", "kind is a"));
    for file in ["shop.policy", "bank.policy"] {
        let text = files::read(folder.join(file));
        files::write(folder.join("old").join(file), text);
    }
    let diff = "diff old new --population facts/1.ndjson --policy bank.leave --format json";
    let changed = |service: &str| {
        files::write(folder.join("said.json"), service);
        let json = run(&folder, &format!("{diff} --service said.json")).code(0).json();
        json["affected"].as_array().map(|all| all.iter().map(|it| it["to"].clone()).collect::<Vec<_>>())
    };
    let said = r#"{"shop": {"most": 3, "least": 1}, "bank": {"keep": "30d", "only": "b"}}"#;
    assert_eq!(changed(said), Some(vec!["eligible".into()]), "of two accounts, one has sold too much");
    assert_eq!(changed(&said.replace("\"b\"", "\"a\"")), Some(Vec::new()));
    // What neither version declares is a mistake.
    files::write(folder.join("said.json"), said.replace("least", "leats"));
    let wrong = run(&folder, &format!("{diff} --service said.json")).code(2);
    assert!(wrong.out.contains("shop.leats") && wrong.out.contains("E0508"), "{wrong}");
}
