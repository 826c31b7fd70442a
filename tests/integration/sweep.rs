//! Sweeps over folders; those over databases are tried in `tests/engines`.

use std::path::{Path, PathBuf};
use std::process::Output;

use exeunt_testkit::program;
use serde_json::Value as Json;

const GONE: &str = r#"{"id": "gone", "account": {"opened": "2010-01-01T00:00Z", "last_login": "2018-01-01T00:00Z", "balance": "0 CNY", "yuebao": "0 CNY", "products": [], "transactions": []}}"#;
const RICH: &str = r#"{"id": "rich", "account": {"opened": "2010-01-01T00:00Z", "last_login": "2018-01-01T00:00Z", "balance": "1 CNY", "yuebao": "0 CNY", "products": [], "transactions": []}}"#;
const DARK: &str = r#"{"account": {}}"#;

/// A folder with two files of facts.
fn folder(name: &str, second: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("facts")).expect("a folder");
    std::fs::write(folder.join("facts/1.ndjson"), format!("{GONE}\n{RICH}\n")).expect("a file");
    std::fs::write(folder.join("facts/2.ndjson"), second).expect("a file");
    folder
}

fn sweep(folder: &Path, more: &[&str]) -> Output {
    program::command(env!("CARGO_BIN_EXE_exeunt"))
        .args([
            "sweep",
            "alipay.dormant",
            "--policies",
            "policies",
            "--now",
            "2019-04-01T12:00:00+08:00",
            "--source",
        ])
        .arg(folder.join("facts"))
        .arg("--to")
        .arg(folder.join("out.ndjson"))
        .args(more)
        .output()
        .expect("the program runs")
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("a text")
}

fn manifest(folder: &Path) -> Json {
    serde_json::from_str(&text(folder, "out.ndjson.manifest.json")).expect("a manifest")
}

#[test]
fn a_sweep_gives_a_verdict_a_line_and_counts_that_add_up() {
    let folder = folder("sweep_whole", &format!("{DARK}\n"));
    let output = sweep(&folder, &[]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "3 accounts: 1 blocked, 1 eligible, 1 undetermined\n"
    );
    let verdicts: Vec<Json> =
        text(&folder, "out.ndjson").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let said: Vec<[&str; 2]> = verdicts
        .iter()
        .map(|verdict| ["id", "status"].map(|key| verdict[key].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(said, [["gone", "eligible"], ["rich", "blocked"], ["2.ndjson:1", "undetermined"]]);
    assert_eq!(verdicts[1]["failed"], serde_json::json!(["no_balance_left"]));
    let manifest = manifest(&folder);
    assert_eq!(
        (&manifest["accounts"], &manifest["expected"], &manifest["complete"]),
        (&3.into(), &3.into(), &true.into())
    );
}

#[test]
fn a_sweep_that_stopped_is_taken_up_where_its_manifest_says() {
    let folder = folder("sweep_resumed", "{\"account\": 3}\n");
    let stopped = sweep(&folder, &[]);
    assert_eq!(stopped.status.code(), Some(2), "{stopped:?}");
    assert_eq!(manifest(&folder)["accounts"], 2);
    // What was written after the manifest is written again.
    let mut lines = text(&folder, "out.ndjson");
    lines.push_str("{\"half\": ");
    std::fs::write(folder.join("out.ndjson"), lines).expect("a file");
    std::fs::write(folder.join("facts/2.ndjson"), format!("{DARK}\n")).expect("a file");
    assert_eq!(sweep(&folder, &[]).status.code(), Some(2), "what is there is not written over");
    let resumed = sweep(&folder, &["--resume"]);
    assert!(resumed.status.success(), "{resumed:?}");
    assert_eq!(text(&folder, "out.ndjson").lines().count(), 3);
    assert_eq!(manifest(&folder)["complete"], true);
    let other = sweep(&folder, &["--resume", "--now", "2020-01-01T00:00Z"]);
    assert_eq!(other.status.code(), Some(2), "another instant, given twice or not, is another sweep");
}
