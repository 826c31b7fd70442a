//! How long an editor waits after an edit: a package of 1,000 policies, one file each and all in one file, edited over
//! the real protocol: `cargo bench --bench editor [-- ROUNDS]`, by default 100.
//!
//! A round types one character (into a message, into a name, or such that the text no longer parses) and asks at once;
//! what is counted is the time from the edit to the answer. The next round takes the character back.

#[path = "shared/package.rs"]
mod package;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use exeunt_testkit::client::{Client, position};
use serde_json::{Value, json};

const POLICIES: usize = 1000;
/// The policy that is edited, in the middle of them.
const EDITED: usize = POLICIES / 2;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What is typed, and before what.
const EDITS: [(&str, &str, &str); 3] = [
    ("a message", " is left", "x"),
    ("a name", "alm_500\n    zh", "x"),
    ("a broken text", "balance <= ", "("),
];

fn main() -> Outcome<()> {
    let rounds = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(100);
    println!("{:<8} {:<14} {:<12} {:>9} {:>9}", "files", "typed into", "answer", "median ms", "p95 ms");
    for in_a_file in [1, POLICIES] {
        let mut editor = Editor::open(in_a_file)?;
        for (name, before, typed) in EDITS {
            for answer in ["diagnostics", "hover", "completion", "codeLens"] {
                let times = editor.times(rounds, before, typed, answer)?;
                let (median, p95) = (at(&times, 0.5), at(&times, 0.95));
                println!("{:<8} {name:<14} {answer:<12} {median:>9.1} {p95:>9.1}", POLICIES / in_a_file);
            }
        }
    }
    Ok(())
}

/// The time below which the share of the sorted times lies, in milliseconds.
fn at(times: &[Duration], share: f64) -> f64 {
    let rank = (times.len() as f64 * share).ceil() as usize;
    times[rank.clamp(1, times.len()) - 1].as_secs_f64() * 1e3
}

/// An editor that has the file of the edited policy open.
struct Editor {
    client: Client,
    uri: String,
    text: String,
    version: i64,
}

impl Editor {
    fn open(in_a_file: usize) -> Outcome<Self> {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("editor_{in_a_file}"));
        let (file, text) = write(&folder, in_a_file)?;
        let uri = format!("file://{}", file.canonicalize()?.display());
        let mut client = Client::start(env!("CARGO_BIN_EXE_exeunt"))?;
        let root = format!("file://{}", folder.canonicalize()?.display());
        let params = json!({
            "capabilities": {}, "processId": null, "workspaceFolders": [{ "uri": root, "name": "policies" }],
        });
        client.answer("initialize", &params)?;
        client.notify("initialized", &json!({}))?;
        let document = json!({ "uri": uri, "languageId": "exeunt", "version": 0, "text": text });
        client.notify("textDocument/didOpen", &json!({ "textDocument": document }))?;
        Ok(Self { client, uri, text, version: 0 })
    }

    fn times(&mut self, rounds: usize, before: &str, typed: &str, answer: &str) -> Outcome<Vec<Duration>> {
        let start = self.text.find(&format!("close_{EDITED} on")).ok_or("the policy is there")?;
        let offset = start + self.text[start..].find(before).ok_or("the place is there")?;
        let mut times = Vec::with_capacity(rounds);
        for round in 0..rounds {
            let is_typed = round % 2 == 0;
            let end = if is_typed { offset } else { offset + typed.len() };
            let range = json!({ "start": position(&self.text, offset), "end": position(&self.text, end) });
            self.text.replace_range(offset..end, if is_typed { typed } else { "" });
            let change = json!({ "range": range, "text": if is_typed { typed } else { "" } });
            let place = position(&self.text, offset);
            times.push(self.edited(change, place, answer)?);
        }
        times.sort();
        Ok(times)
    }

    /// The time from an edit to its answer.
    fn edited(&mut self, change: Value, place: Value, answer: &str) -> Outcome<Duration> {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let start = Instant::now();
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.client.notify("textDocument/didChange", &params)?;
        if answer != "diagnostics" {
            let params = json!({ "textDocument": { "uri": self.uri }, "position": place });
            let answered = self.client.answer(&format!("textDocument/{answer}"), &params)?;
            assert!(answered.get("error").is_none(), "{answered}");
        }
        let elapsed = start.elapsed();
        // The diagnostics of this version, so that the next round finds the server at rest.
        loop {
            let message = self.client.hear()?;
            let params = &message["params"];
            if params["uri"] == self.uri.as_str() && params["version"] == self.version {
                break;
            }
        }
        Ok(if answer == "diagnostics" { start.elapsed() } else { elapsed })
    }
}

/// Writes the package; the file of the edited policy, and its text.
fn write(folder: &Path, in_a_file: usize) -> Outcome<(PathBuf, String)> {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let mut edited = None;
    for (_, source) in package::package(POLICIES, in_a_file).iter() {
        let file = folder.join(&source.name);
        std::fs::write(&file, &source.text)?;
        if source.text.contains(&format!("policy close_{EDITED} on")) {
            edited = Some((file, source.text.clone()));
        }
    }
    Ok(edited.ok_or("some file holds the edited policy")?)
}
