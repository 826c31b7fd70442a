//! The language server over its real protocol: a process, with messages on its standard input and output.
#![expect(clippy::unwrap_used, reason = "a test ends where its editor cannot go on")]

use std::path::{Path, PathBuf};

use exeunt::diagnostic::Language;
use exeunt_testkit::client::{Client, position};
use exeunt_testkit::files::repository;
use exeunt_testkit::{exeunt, scratch};
use serde_json::{Value, json};

const SHOP: &str = "\
package shop
languages zh, en
zone Asia/Shanghai

use bank

/// One account of the shop.
account {
  status: one of normal, limited
  deposit: money CNY
  trades: many trade
  wallet: bank.account?
}

/// One order.
record trade {
  state: one of paid, shipped, completed
  placed: time
  /// Still under way.
  open = state is one of paid, shipped
  dated by placed
}

policy close on request {
  require in_use: status is normal
    zh \"账户状态为 {status}\" en \"The account is {status}\" final
  require no_open_trade: no open trade
    zh \"您有 {count} 笔交易\" fix \"请等待\" en \"You have {count} trades\" fix \"Wait\"
  require settled: no trade within 15d
    zh \"未满 15 天\" en \"Less than 15 days; wait until {clears}\"
  require no_deposit: deposit is 0 CNY
    zh \"保证金 {deposit}\" fix \"退还\" en \"A deposit of {deposit}\" fix \"Have it returned\"
  require bank_too: wallet is absent or wallet satisfies bank.close
    zh \"钱包\" en \"The wallet must be closable\"
}

test \"an open trade\" for close at 2026-06-01T12:00+08:00 {
  account { status: normal deposit: 0 CNY trades: [{ state: paid placed: 90d ago }] }
  expect blocked by no_open_trade
}

test \"a wrong hope\" for close at 2026-06-01T12:00+08:00 {
  account { status: normal deposit: 1 CNY trades: [] }
  expect eligible
}
";

const BANK: &str = "\
package bank
languages en
zone Asia/Shanghai

account { balance: money CNY }

policy close on request {
  require empty: balance is 0 CNY
    en \"{balance} is left\" fix \"Withdraw it\"
}
";

/// An editor with a folder of its own.
struct Editor {
    client: Client,
    folder: PathBuf,
}

impl Editor {
    fn open(name: &str) -> Self {
        let folder = scratch!("lsp/{name}");
        std::fs::write(folder.join("shop.policy"), SHOP).unwrap();
        std::fs::write(folder.join("bank.policy"), BANK).unwrap();
        let client = Client::start(env!("CARGO_BIN_EXE_exeunt")).unwrap();
        let mut editor = Self { client, folder };
        let root = editor.uri("");
        let params = json!({
            "capabilities": {}, "processId": null,
            "workspaceFolders": [{ "uri": root.trim_end_matches('/'), "name": "policies" }],
        });
        let greeting = editor.request("initialize", params);
        assert_eq!(greeting["serverInfo"]["name"], "exeunt");
        assert_eq!(greeting["capabilities"]["positionEncoding"], "utf-16");
        editor.notify("initialized", json!({}));
        let shop = editor.uri("shop.policy");
        let document = json!({ "uri": shop, "languageId": "exeunt", "version": 1, "text": SHOP });
        editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
        editor
    }

    fn uri(&self, file: &str) -> String {
        format!("file://{}", self.folder.canonicalize().unwrap().join(file).display())
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.client.notify(method, &params).unwrap();
    }

    fn answer(&mut self, method: &str, params: Value) -> Value {
        self.client.answer(method, &params).unwrap()
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// A request about the place just after `before` in the shop's text.
    fn at(&mut self, method: &str, before: &str) -> Value {
        let params = self.place(before);
        self.request(method, params)
    }

    fn place(&self, before: &str) -> Value {
        let offset =
            SHOP.find(before).unwrap_or_else(|| panic!("`{before}` is not in the text")) + before.len();
        json!({ "textDocument": { "uri": self.uri("shop.policy") }, "position": position(SHOP, offset) })
    }

    /// The next diagnostics that are published for a file.
    fn published_for(&mut self, file: &str) -> Vec<Value> {
        let uri = self.uri(file);
        loop {
            let message = self.client.hear().unwrap();
            if message["params"]["uri"] == uri.as_str() {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// Tells that a file was created (1), changed (2) or deleted (3) on disk.
    fn changed_on_disk(&mut self, file: &str, how: u8) {
        let changes = json!([{ "uri": self.uri(file), "type": how }]);
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Puts a text in the place of the shop's, and gives its URI.
    fn rewrite(&mut self, text: &str) -> String {
        let end = position(SHOP, SHOP.len());
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
        let uri = self.uri("shop.policy");
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "range": range, "text": text }] }),
        );
        uri
    }

    /// Puts the shop's text back in the place of this one.
    fn rewrite_back(&mut self, text: &str) {
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": position(text, text.len()) });
        let change = json!([{ "range": range, "text": SHOP }]);
        let document = json!({ "uri": self.uri("shop.policy"), "version": 3 });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
    }

    /// Replaces the first `old` of the shop's text, and gives the diagnostics that then come for it.
    fn edit(&mut self, old: &str, new: &str) -> Vec<Value> {
        let offset = SHOP.find(old).unwrap();
        let range = json!({ "start": position(SHOP, offset), "end": position(SHOP, offset + old.len()) });
        let uri = self.uri("shop.policy");
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": 2 },
                "contentChanges": [{ "range": range, "text": new }],
            }),
        );
        loop {
            let message = self.client.hear().unwrap();
            let params = &message["params"];
            if params["uri"] == uri.as_str() && params["version"] == 2 {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }
}

fn labels(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_mistake_is_published_with_its_edit_and_goes_away_with_it() {
    let mut editor = Editor::open("diagnostics");
    let found = editor.edit("no_deposit: deposit is", "no_deposit: depositt is");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "E0201");
    assert_eq!(found[0]["source"], "exeunt");
    let range = found[0]["range"].clone();
    let params = json!({
        "textDocument": { "uri": editor.uri("shop.policy") },
        "range": range, "context": { "diagnostics": found },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let edits = &actions[0]["edit"]["changes"][editor.uri("shop.policy")];
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(edits[0]["newText"], "deposit");
    assert_eq!(edits[0]["range"], range);
}

#[test]
fn facts_of_a_file_are_read_and_their_mistakes_published_there() {
    let facts = "account { status: normal deposit: 1 CNY trades: [] }";
    let mut editor = Editor::open("facts_missing");
    let found = editor.edit(facts, "account from \"accounts/1.json\"");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "E0208");

    let mut editor = Editor::open("facts_wrong");
    std::fs::create_dir_all(editor.folder.join("accounts")).unwrap();
    std::fs::write(editor.folder.join("accounts/1.json"), r#"{ "account": { "status": 1 } }"#).unwrap();
    assert_eq!(editor.edit(facts, "account from \"accounts/1.json\""), Vec::<Value>::new());
    let of_facts = editor.published_for("accounts/1.json");
    assert_eq!(of_facts[0]["code"], "E0501", "{of_facts:?}");
    assert_eq!(of_facts[0]["range"]["start"], json!({ "line": 0, "character": 25 }));
    assert!(editor.at("textDocument/hover", "no_deposit: dep").is_object(), "what the server knows stays");
}

#[test]
fn facts_that_change_on_disk_are_read_again() {
    let mut editor = Editor::open("facts_changed");
    let facts = editor.folder.join("accounts/1.json");
    std::fs::create_dir_all(facts.parent().unwrap()).unwrap();
    std::fs::write(&facts, r#"{ "account": { "status": "norml" } }"#).unwrap();
    let given = "account { status: normal deposit: 1 CNY trades: [] }";
    assert_eq!(editor.edit(given, "account from \"accounts/1.json\""), Vec::<Value>::new());
    assert_eq!(editor.published_for("accounts/1.json").len(), 1);
    let account = r#"{ "account": { "status": "normal", "deposit": "0 CNY", "trades": [] } }"#;
    std::fs::write(&facts, account).unwrap();
    editor.changed_on_disk("accounts/1.json", 2);
    assert_eq!(editor.published_for("accounts/1.json"), Vec::<Value>::new());
    let params = json!({ "textDocument": { "uri": editor.uri("shop.policy") } });
    let lenses = editor.request("textDocument/codeLens", params);
    assert_eq!(lenses[2]["command"]["title"], "✓ eligible", "the test uses the facts as they are now");
}

#[test]
fn a_calendar_that_changes_on_disk_is_read_again() {
    let mut editor = Editor::open("calendar_changed");
    let calendar = editor.folder.join("holidays.toml");
    std::fs::write(&calendar, "rest = [\"sunday\"]\ncovers = { from = 2000-01-01, too = 2999-12-31 }\n")
        .unwrap();
    let declared = "calendar days from \"holidays.toml\"\n\naccount {";
    assert_eq!(editor.edit("account {", declared), Vec::<Value>::new());
    let wrong = editor.published_for("holidays.toml");
    assert_eq!(wrong[0]["code"], "E0746", "{wrong:?}");
    assert_eq!(wrong[0]["range"]["start"], json!({ "line": 1, "character": 30 }));
    std::fs::write(&calendar, "rest = [\"sunday\"]\ncovers = { from = 2000-01-01, to = 2999-12-31 }\n")
        .unwrap();
    editor.changed_on_disk("holidays.toml", 2);
    assert_eq!(editor.published_for("holidays.toml"), Vec::<Value>::new());
    let line = SHOP[..SHOP.find("account {").unwrap()].matches('\n').count();
    let params = json!({
        "textDocument": { "uri": editor.uri("shop.policy") }, "position": { "line": line, "character": 10 },
    });
    let hover = editor.request("textDocument/hover", params);
    let shown = hover["contents"]["value"].as_str().unwrap();
    let parts =
        ["calendar days from \"holidays.toml\"", "from 2000-01-01 to 2999-12-31; the next working day after"];
    assert!(parts.iter().all(|part| shown.contains(part)), "{shown}");
}

#[test]
fn diagnostics_of_a_deleted_file_are_withdrawn() {
    let mut editor = Editor::open("deleted");
    std::fs::write(editor.folder.join("more.policy"), "package more\npolicy {\n").unwrap();
    editor.changed_on_disk("more.policy", 1);
    assert!(!editor.published_for("more.policy").is_empty());
    std::fs::remove_file(editor.folder.join("more.policy")).unwrap();
    editor.changed_on_disk("more.policy", 3);
    assert_eq!(editor.published_for("more.policy"), Vec::<Value>::new());
}

#[test]
fn hover_shows_declaration_documentation_and_the_dates_of_a_window() {
    let mut editor = Editor::open("hover");
    let shown = editor.at("textDocument/hover", "no_open_trade: no op");
    let markdown = shown["contents"]["value"].as_str().unwrap();
    assert!(markdown.contains("open = state is one of paid, shipped"), "{markdown}");
    assert!(markdown.contains("Still under way."), "{markdown}");
    let shown = editor.at("textDocument/hover", "no trade within 1");
    let markdown = shown["contents"]["value"].as_str().unwrap();
    assert!(markdown.contains("now: on or after 2") && markdown.contains("Asia/Shanghai"), "{markdown}");
    let shown = editor.at("textDocument/hover", "zh \"保证金 {dep");
    assert!(shown["contents"]["value"].as_str().unwrap().contains("deposit: money CNY"), "{shown}");
}

#[test]
fn hover_of_a_window_of_a_date_shows_the_day_of_its_boundary() {
    let text = "package demo\nlanguages en\nzone Pacific/Apia\naccount { d: date }
policy close on sweep { require r: d more than 2d1h ago  en \"x\"   require s: d within 2d1h  en \"y\" fix \"z\" }\n";
    let mut sources = exeunt::source::Sources::new();
    let file = sources.add("demo.policy", text);
    let analysis = exeunt::analysis::analyse(sources);
    let meaning = |window: &str, now: &str| {
        let offset = text.find(window).expect("a window") as u32 + 1;
        let now = exeunt::ir::Timestamp::parse(now).expect("an instant");
        exeunt::ide::hover(&analysis, file, offset, now).expect("a meaning").markdown(Language::English)
    };
    // The window of 30 December, which Apia skipped, ends on 2 January at 00:59:59.999999.
    let last = meaning("more than 2d1h ago", "2012-01-02T00:59:59.999999+14:00");
    assert!(last.contains("now: before 2011-12-30") || last.contains("now: before 2011-12-29"), "{last}");
    let over = meaning("more than 2d1h ago", "2012-01-02T01:00:00+14:00");
    assert!(over.contains("now: before 2011-12-31"), "{over}");
    let within = meaning("within 2d1h", "2012-01-02T01:00:00+14:00");
    assert!(within.contains("now: on or after 2011-12-31"), "{within}");
}

#[test]
fn definition_leads_to_the_declaring_name_across_packages() {
    let mut editor = Editor::open("definition");
    let found = editor.at("textDocument/definition", "wallet satisfies bank.cl");
    assert_eq!(found["uri"], editor.uri("bank.policy").as_str());
    let offset = BANK.find("close").unwrap();
    assert_eq!(found["range"]["start"], position(BANK, offset));
    let found = editor.at("textDocument/definition", "expect blocked by no_open");
    assert_eq!(found["range"]["start"], position(SHOP, SHOP.find("no_open_trade").unwrap()));
}

/// A text with edits made, which are in its order.
fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let (line, column) = (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
        let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        let mut units = text[start..].char_indices().scan(0, |units, (at, c)| {
            let here = (*units, at);
            *units += c.len_utf16();
            Some(here)
        });
        units.find(|&(units, _)| units as u64 == column).map_or(text.len(), |(_, at)| start + at)
    };
    let mut edited = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        edited.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    edited
}

#[test]
fn rename_reaches_conditions_messages_and_tests() {
    let mut editor = Editor::open("rename");
    let mut params = editor.place("  depos");
    params["newName"] = json!("held");
    let edit = editor.request("textDocument/rename", params.clone());
    let edits = edit["changes"][editor.uri("shop.policy")].as_array().unwrap().clone();
    assert_eq!(
        edited(SHOP, &edits),
        SHOP.replace("no_deposit", "@")
            .replace("deposit", "held")
            .replace(" a held", " a deposit")
            .replace("A held", "A deposit")
            .replace('@', "no_deposit")
    );
    params["newName"] = json!("not a name");
    assert!(editor.answer("textDocument/rename", params)["error"]["message"].is_string());
}

#[test]
fn completion_depends_on_the_position() {
    let mut editor = Editor::open("completion");
    let offered = labels(&editor.at("textDocument/completion", "no_open_trade: no "));
    assert!(offered.contains(&"open".to_owned()) && offered.contains(&"trades".to_owned()), "{offered:?}");
    assert!(offered.contains(&"shipped".to_owned()), "{offered:?}");
    let offered = labels(&editor.at("textDocument/completion", "in_use: status is "));
    assert_eq!(&offered[..2], ["normal", "limited"]);
    let offered = labels(&editor.at("textDocument/completion", "no trade within 15"));
    assert!(offered.contains(&"15mo".to_owned()), "{offered:?}");
    let offered = labels(&editor.at("textDocument/completion", "wallet satisfies "));
    assert!(offered.contains(&"bank".to_owned()), "{offered:?}");
    let offered = labels(&editor.at("textDocument/completion", "expect blocked by "));
    assert!(offered.contains(&"settled".to_owned()), "{offered:?}");
    editor.edit("    zh \"钱包\" en \"The wallet must be closable\"", "    zh \"钱包\" ");
    let params = editor.place("wallet satisfies bank.close\n    zh \"钱包\" ");
    let offered = labels(&editor.request("textDocument/completion", params));
    assert_eq!(offered[0], "en \"\"");
}

#[test]
fn completion_offers_ways_and_what_they_hold() {
    let mut editor = Editor::open("ways");
    let head = "require no_deposit: ";
    // What is offered behind these words, which are written behind the head.
    let offered = |editor: &mut Editor, behind: &str| {
        let mut params = editor.place(head);
        let character = params["position"]["character"].as_u64().unwrap() + behind.len() as u64;
        params["position"]["character"] = json!(character);
        labels(&editor.request("textDocument/completion", params))
    };
    let has = |offered: &[String], word: &str| offered.iter().any(|it| it == word);
    assert!(has(&offered(&mut editor, ""), "any of {"));
    let ways = "any of { paid: { require none: deposit is 0 CNY zh \"-\" en \"-\" ";
    editor.edit("deposit is 0 CNY", ways);
    assert!(offered(&mut editor, "any of { ").is_empty());
    let inner = offered(&mut editor, "any of { paid: { ");
    assert!(has(&inner, "require") && has(&inner, "when") && !has(&inner, "grace"), "{inner:?}");
    assert!(!has(&offered(&mut editor, "any of { paid: { require none: "), "any of {"));
}

#[test]
fn completion_offers_the_values_of_a_key_of_a_case() {
    let text = "package demo\nlanguages en\naccount { plan: one of free, pro   level: int?   used: time }\n";
    let offered = |typed: &str| -> Vec<String> {
        let text = format!("{text}let keep: length = case {typed}");
        let mut sources = exeunt::source::Sources::new();
        let file = sources.add("demo.policy", &text);
        let analysis = exeunt::analysis::analyse(sources);
        let offered = exeunt::ide::complete(&analysis, file, text.len() as u32);
        offered.into_iter().map(|item| item.label).collect()
    };
    assert_eq!(offered("plan { "), ["free", "pro", "_"]);
    assert_eq!(offered("plan, level { free or pro, "), ["below", "from", "absent", "_"]);
    assert_eq!(offered("plan { free: 3d  "), ["+", "-", "law", "free", "pro", "_"]);
    assert_eq!(offered("now { until 2025-12-31: 3d  "), ["+", "-", "law", "below", "from", "until", "_"]);
    assert_eq!(offered("plan { free "), ["or"], "values of an enumeration have no order");
    assert_eq!(offered("level { 3 "), ["or", "to"]);
    assert_eq!(offered("level { 3 to 5 "), ["or"]);
    let keys = offered("");
    assert!(["now", "plan", "level"].iter().all(|key| keys.contains(&(*key).to_owned())), "{keys:?}");
    assert!(!keys.contains(&"free".to_owned()), "{keys:?}");
}

#[test]
fn hover_of_a_table_says_which_rows_are_in_force() {
    let text = "package demo\nlanguages en\nzone Europe/Berlin\naccount { plan: one of free, pro   n: int }
let cap = case now { until 2024-12-31: 10   from 2025-01-01: 8 }
let few = case plan { free: 1   pro: 2 }
policy close on sweep { require r: n < cap + few  en \"x\" fix \"y\" }\n";
    let mut sources = exeunt::source::Sources::new();
    let file = sources.add("demo.policy", text);
    let analysis = exeunt::analysis::analyse(sources);
    let meaning = |at: &str, now: &str| {
        let offset = text.find(at).expect("it is there") as u32 + 1;
        let now = exeunt::ir::Timestamp::parse(now).expect("an instant");
        exeunt::ide::hover(&analysis, file, offset, now).expect("a meaning").markdown(Language::English)
    };
    let old = meaning("case now", "2024-12-31T23:59:59.999999+01:00");
    assert!(old.contains("from 2025-01-01: 8 }") && old.contains("now: `until 2024-12-31: 10`"), "{old}");
    assert!(meaning("until 2024", "2025-01-01T00:00+01:00").contains("now: `from 2025-01-01: 8`"));
    assert!(
        meaning("case plan", "2025-01-01T00:00Z").contains("2 rows, of which the first that matches counts")
    );
}

#[test]
fn completion_offers_the_lengths_where_one_follows() {
    let mut editor = Editor::open("lengths");
    editor.edit("  deposit: money CNY\n", "  keep: length\n");
    let offered = labels(&editor.at("textDocument/completion", "no trade within "));
    assert_eq!(offered[0], "keep");
    assert!(!offered.contains(&"status".to_owned()), "{offered:?}");
}

#[test]
fn completion_after_expect_offers_every_form() {
    let mut editor = Editor::open("expect");
    let offered = labels(&editor.at("textDocument/completion", "  expect "));
    let forms =
        ["eligible after", "never", "warn", "no warn", "final", "message", "unknown", "outcome", "blocked"];
    for form in forms {
        assert!(offered.contains(&form.to_owned()), "{form} is not among {offered:?}");
    }
}

#[test]
fn hover_describes_a_keyword() {
    let mut editor = Editor::open("keywords");
    let shown = editor.at("textDocument/hover", "  require settled: n");
    let markdown = shown["contents"]["value"].as_str().unwrap();
    assert!(markdown.contains("not one element"), "{markdown}");
    let shown = editor.at("textDocument/hover", "  req");
    assert!(shown["contents"]["value"].as_str().unwrap().contains("a requirement"), "{shown}");
}

#[test]
fn dates_are_completed_and_hinted_as_times_are() {
    let mut editor = Editor::open("dates");
    editor.edit("  placed: time\n", "  placed: date\n");
    let offered = labels(&editor.at("textDocument/completion", "settled: no trade "));
    assert!(offered.contains(&"placed".to_owned()), "{offered:?}");
    let range = json!({ "start": position(SHOP, 0), "end": position(SHOP, SHOP.len()) });
    let params = json!({ "textDocument": { "uri": editor.uri("shop.policy") }, "range": range });
    assert_eq!(labels(&editor.request("textDocument/inlayHint", params)), ["placed"]);
}

#[test]
fn outcomes_are_completed_found_described_and_renamed() {
    let mut editor = Editor::open("outcomes");
    let text = SHOP
        .replace("use bank\n", "use bank\n\noutcomes {\n  close\n  /// Nothing can be bought.\n  freeze\n}\n")
        .replace("    zh \"保证金", "    otherwise freeze\n    zh \"保证金")
        .replace("  expect blocked", "  expect outcome close\n  expect blocked");
    let uri = editor.rewrite(&text);
    let mut at = |method: &str, before: &str| {
        let offset = text.find(before).unwrap() + before.len();
        editor.request(
            method,
            json!({ "textDocument": { "uri": uri }, "position": position(&text, offset), "newName": "hold" }),
        )
    };
    assert_eq!(labels(&at("textDocument/completion", "otherwise ")), ["close", "freeze"]);
    assert_eq!(labels(&at("textDocument/completion", "expect outcome ")), ["close", "freeze"]);
    let declared = text[..text.find("  freeze").unwrap()].lines().count();
    let place = at("textDocument/definition", "otherwise ");
    assert_eq!(place["range"]["start"]["line"], declared, "{place}");
    let hover = at("textDocument/hover", "otherwise ");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Nothing can be bought."), "{hover}");
    let edits = at("textDocument/rename", "otherwise ");
    assert_eq!(edits["changes"][uri.as_str()].as_array().unwrap().len(), 2, "{edits}");
}

/// Two policies that follow each other.
const STAGES: &str = "package shop
languages en
zone UTC

outcomes { suspend  erase leaves }

account { last_used: time  seen_on: date  suspended_at: time?  erased_at: time?  left by erased_at }

policy suspend on sweep {
  when last_used at least 12mo ago and seen_on before now
  otherwise nothing is asked
  outcome suspend sets suspended_at
}
policy delete on sweep {
  when suspended_at after last_used
  otherwise nothing is asked
  outcome erase sets erased_at
  data { erase account }
}

/// Nobody uses it.
lifecycle dormancy: suspend then delete restarted by last_used
";

#[test]
fn stages_of_lifecycles_are_completed_found_described_and_renamed() {
    let mut editor = Editor::open("stages");
    let uri = editor.rewrite(STAGES);
    let mut at = |method: &str, before: &str| {
        let offset = STAGES.find(before).unwrap() + before.len();
        editor.request(
            method,
            json!({ "textDocument": { "uri": uri }, "position": position(STAGES, offset), "newName": "pause" }),
        )
    };
    assert_eq!(labels(&at("textDocument/completion", "dormancy: ")), ["suspend", "delete"]);
    assert_eq!(labels(&at("textDocument/completion", "suspend then ")), ["suspend", "delete"]);
    assert_eq!(labels(&at("textDocument/completion", "then delete ")), ["then", "restarted by"]);
    let times = labels(&at("textDocument/completion", "restarted by "));
    assert_eq!(times, ["last_used", "suspended_at", "erased_at"]);
    let line_of = |text: &str| STAGES[..STAGES.find(text).unwrap()].lines().count();
    let place = at("textDocument/definition", "suspend then ");
    assert_eq!(place["range"]["start"]["line"], line_of("policy delete"), "{place}");
    let place = at("textDocument/definition", "restarted by ");
    assert_eq!(place["range"]["start"]["line"], line_of("account {"), "{place}");
    let hover = at("textDocument/hover", "lifecycle d");
    let described = hover["contents"]["value"].as_str().unwrap();
    assert!(described.contains("suspend then delete restarted by last_used"), "{hover}");
    assert!(described.contains("Nobody uses it."), "{hover}");
    let edits = at("textDocument/rename", "suspend then ");
    assert_eq!(edits["changes"][uri.as_str()].as_array().unwrap().len(), 2, "{edits}");
    let document = json!({ "textDocument": { "uri": uri } });
    let symbols = editor.request("textDocument/documentSymbol", document);
    let last = symbols.as_array().unwrap().last().unwrap();
    assert_eq!(last["name"], "dormancy");
}

#[test]
fn a_late_when_offers_edits_of_which_none_is_preferred() {
    let mut editor = Editor::open("when");
    let found = editor.edit("final\n", "final\n  when status is normal\n");
    assert_eq!(found[0]["code"], "E0411");
    let params = json!({
        "textDocument": { "uri": editor.uri("shop.policy") },
        "range": found[0]["range"], "context": { "diagnostics": [] },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    let group = "put the clause before it into a group";
    assert_eq!(titles, ["put it first in the policy", "write `require in_use: if … then …`", group]);
    assert!(actions.as_array().unwrap().iter().all(|it| it["isPreferred"] == false), "{actions}");
}

#[test]
fn symbols_hints_and_lenses() {
    let mut editor = Editor::open("symbols");
    let document = json!({ "textDocument": { "uri": editor.uri("shop.policy") } });
    let symbols = editor.request("textDocument/documentSymbol", document.clone());
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["shop", "bank", "account", "trade", "close", "an open trade", "a wrong hope"]);
    assert_eq!(symbols[4]["children"][1]["name"], "no_open_trade");
    let found = editor.request("workspace/symbol", json!({ "query": "BALANCE" }));
    assert_eq!(found[0]["location"]["uri"], editor.uri("bank.policy").as_str());
    let mut params = document.clone();
    params["range"] = json!({ "start": position(SHOP, 0), "end": position(SHOP, SHOP.len()) });
    let hints = editor.request("textDocument/inlayHint", params);
    assert_eq!(labels(&hints), ["placed"]);
    let lenses = editor.request("textDocument/codeLens", document);
    let titles: Vec<&str> =
        lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["✓ blocked", "why", "✗ expected eligible; it is blocked by no_deposit", "why"]);
    // The editor of these tests shows no documents: the explanation is the result alone.
    let why = &lenses[3]["command"];
    let params = json!({ "command": why["command"], "arguments": why["arguments"] });
    let explained = editor.request("workspace/executeCommand", params);
    let explained = explained.as_str().unwrap();
    for part in
        ["a wrong hope\n", "shop.close  2026-06-01", "✗ require no_deposit", "deposit is 0 CNY", "1.00 CNY"]
    {
        assert!(explained.contains(part), "`{part}` is missing in\n{explained}");
    }
    for wrong in [json!([]), json!(["file:///nowhere", "t"]), json!([1, 2])] {
        let params = json!({ "command": "exeunt.why", "arguments": wrong });
        assert!(editor.answer("workspace/executeCommand", params)["error"]["message"].is_string());
    }
}

#[test]
fn an_editor_that_can_shows_why() {
    let folder = scratch!("lsp/why");
    std::fs::write(folder.join("shop.policy"), SHOP).unwrap();
    std::fs::write(folder.join("bank.policy"), BANK).unwrap();
    let mut client = Client::start(env!("CARGO_BIN_EXE_exeunt")).unwrap();
    let uri = |file: &str| format!("file://{}", folder.canonicalize().unwrap().join(file).display());
    let params = json!({
        "capabilities": { "window": { "showDocument": { "support": true } } }, "processId": null,
        "workspaceFolders": [{ "uri": uri("").trim_end_matches('/'), "name": "policies" }],
    });
    client.answer("initialize", &params).unwrap();
    client.notify("initialized", &json!({})).unwrap();
    let params = json!({ "command": "exeunt.why", "arguments": [uri("shop.policy"), "an open trade"] });
    let explained = client.answer("workspace/executeCommand", &params).unwrap()["result"].clone();
    let asked = loop {
        let message = client.hear().unwrap();
        if message["method"] == "window/showDocument" {
            break message;
        }
    };
    let file = asked["params"]["uri"].as_str().unwrap().strip_prefix("file://").unwrap().to_owned();
    assert_eq!(std::fs::read_to_string(file).unwrap(), explained.as_str().unwrap());
}

#[test]
fn a_document_is_formatted_as_the_command_line_does() {
    let mut editor = Editor::open("format");
    let params = json!({
        "textDocument": { "uri": editor.uri("shop.policy") },
        "options": { "tabSize": 2, "insertSpaces": true },
    });
    let edits = editor.request("textDocument/formatting", params.clone());
    let edits = edits.as_array().unwrap();
    let formatted = exeunt::syntax::format(exeunt::source::FileId(0), SHOP).unwrap();
    assert_eq!(edited(SHOP, edits), formatted);
    // The lines that stay are in no edit, so that a cursor on them stays where it is.
    let stays = "  require no_open_trade: no open trade\n";
    assert!(formatted.contains(stays) && SHOP.contains(stays));
    assert!(edits.iter().all(|edit| !edit["newText"].as_str().unwrap().contains(stays)), "{edits:?}");
    editor.rewrite(&formatted);
    assert_eq!(editor.request("textDocument/formatting", params), json!([]));
}

#[test]
fn a_range_is_formatted_alone() {
    let mut editor = Editor::open("format_range");
    let text = SHOP
        .replace("  status: one of", "      status: one of")
        .replace("  placed: time", "      placed: time");
    let uri = editor.rewrite(&text);
    let line = |part: &str| position(&text, text.find(part).unwrap())["line"].clone();
    let first = line("      status: one of");
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": { "line": first, "character": 3 }, "end": { "line": first, "character": 3 } },
        "options": { "tabSize": 2, "insertSpaces": true },
    });
    let edits = editor.request("textDocument/rangeFormatting", params);
    let edited = edited(&text, edits.as_array().unwrap());
    assert!(edited.contains("\n  status:  one of") && edited.contains("\n      placed: time"), "{edited}");
}

#[test]
fn the_same_name_is_highlighted_in_its_text() {
    let mut editor = Editor::open("highlights");
    let found = editor.at("textDocument/documentHighlight", "  depos");
    let lines: Vec<u64> =
        found.as_array().unwrap().iter().map(|it| it["range"]["start"]["line"].as_u64().unwrap()).collect();
    let expected: Vec<u64> = (0..)
        .zip(SHOP.lines())
        .filter(|(_, line)| {
            line.contains("deposit:") && !line.contains("no_deposit") || line.contains("{deposit}")
        })
        .map(|(at, _)| at)
        .collect();
    assert!(expected.iter().all(|line| lines.contains(line)), "{lines:?}, {expected:?}");
    assert!(!found.as_array().unwrap().iter().any(|it| it["range"]["start"] == it["range"]["end"]));
}

#[test]
fn blocks_and_comments_fold() {
    let mut editor = Editor::open("folding");
    let uri = editor.rewrite(&SHOP.replace("/// One order.\n", "/// One order.\n/// It has a state.\n"));
    let found = editor.request("textDocument/foldingRange", json!({ "textDocument": { "uri": uri } }));
    let first = SHOP.lines().position(|line| line.starts_with("account {")).unwrap();
    let found = found.as_array().unwrap();
    let account = found.iter().find(|it| it["startLine"] == first).unwrap();
    assert_eq!((&account["endLine"], &account["kind"]), (&json!(first + 4), &Value::Null));
    let comments: Vec<_> = found.iter().filter(|it| it["kind"] == "comment").collect();
    assert_eq!(comments.len(), 1, "one line is none: {found:?}");
    assert_eq!(comments[0]["endLine"].as_u64(), comments[0]["startLine"].as_u64().map(|line| line + 1));
    assert_eq!(found.len(), 6, "account, record, its comment, policy and two tests: {found:?}");
}

#[test]
fn names_have_the_colours_of_what_they_mean() {
    let mut editor = Editor::open("tokens");
    let uri = editor.uri("shop.policy");
    let found = editor.request("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let numbers: Vec<u64> = found["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let lines: Vec<Vec<char>> = SHOP.lines().map(|line| line.chars().collect()).collect();
    let (mut line, mut column) = (0, 0);
    let mut names = Vec::new();
    for token in numbers.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let name: String = lines[line as usize][column as usize..][..token[2] as usize].iter().collect();
        names.push((name, token[3], token[4] == 1));
    }
    let is = |name: &str, kind: u64, is_declaration: bool| {
        names.contains(&(name.to_owned(), kind, is_declaration))
    };
    for (name, kind, is_declaration) in [
        ("shop", 0, true),
        ("trade", 1, true),
        ("trade", 1, false),
        ("deposit", 2, true),
        ("deposit", 2, false),
        ("completed", 3, true),
        ("close", 4, true),
        ("no_open_trade", 6, true),
        ("no_open_trade", 6, false),
    ] {
        assert!(is(name, kind, is_declaration), "{name} {kind} {is_declaration} is not in {names:?}");
    }
}

#[test]
fn a_dot_is_followed_by_the_fields_of_what_is_before_it() {
    let mut editor = Editor::open("behind_dot");
    let mut behind = |path: &str| {
        let text = SHOP.replace("deposit is 0 CNY", &format!("{path} is 0 CNY"));
        let offset = text.find(&format!("{path} is 0 CNY")).unwrap() + path.len();
        let uri = editor.rewrite(&text);
        let params = json!({ "textDocument": { "uri": uri }, "position": position(&text, offset) });
        let offered = labels(&editor.request("textDocument/completion", params));
        editor.rewrite_back(&text);
        offered
    };
    assert_eq!(behind("account."), ["status", "deposit", "trades", "wallet"]);
    assert_eq!(behind("account.dep"), ["status", "deposit", "trades", "wallet"]);
    assert_eq!(behind("account.wallet."), ["balance"]);
    assert_eq!(behind("wallet."), ["balance"]);
    assert_eq!(behind("bank."), ["account", "close"]);
    assert_eq!(behind("bank.account."), ["balance"]);
    assert_eq!(behind("deposit."), Vec::<String>::new());
    assert_eq!(behind("nothing."), Vec::<String>::new());
}

#[test]
fn fields_are_offered_where_they_need_no_path() {
    let mut editor = Editor::open("in_scope");
    let mut at = |condition: &str| {
        let text = SHOP.replace("no trade within 15d", &format!("{condition}|")).replace('|', "");
        let offset = text.find(condition).unwrap() + condition.len();
        let uri = editor.rewrite(&text);
        let params = json!({ "textDocument": { "uri": uri }, "position": position(&text, offset) });
        let offered = labels(&editor.request("textDocument/completion", params));
        editor.rewrite_back(&text);
        offered
    };
    let selecting = at("no trade where ");
    assert!(
        ["placed", "state", "open", "deposit"].iter().all(|name| selecting.contains(&(*name).to_owned()))
    );
    assert!(selecting.iter().position(|it| it == "placed") < selecting.iter().position(|it| it == "deposit"));
    let plain = at("not ");
    assert!(plain.contains(&"deposit".to_owned()) && !plain.contains(&"placed".to_owned()), "{plain:?}");
}

#[test]
fn rename_refuses_a_name_that_is_taken() {
    let mut editor = Editor::open("taken");
    let mut rename = |before: &str, name: &str| {
        let mut params = editor.place(before);
        params["newName"] = json!(name);
        editor.answer("textDocument/rename", params)["error"]["message"].as_str().map(str::to_owned)
    };
    let taken = rename("  depos", "wallet").unwrap();
    assert!(taken.contains("`wallet` is taken: field of `account`"), "{taken}");
    assert!(rename("require no_open", "settled").is_some());
    assert!(rename("one of nor", "limited").is_some());
    assert_eq!(rename("  depos", "placed"), None, "a field of another record");
    assert_eq!(rename("require no_open", "close"), None);
}

#[test]
fn references_are_found_with_and_without_the_declaration() {
    let mut editor = Editor::open("references");
    let mut params = editor.place("no_open_tra");
    params["context"] = json!({ "includeDeclaration": false });
    assert_eq!(editor.request("textDocument/references", params.clone()).as_array().unwrap().len(), 1);
    params["context"] = json!({ "includeDeclaration": true });
    assert_eq!(editor.request("textDocument/references", params).as_array().unwrap().len(), 2);
}

#[test]
fn an_editor_that_can_watch_files_is_asked_to_watch() {
    let mut client = Client::start(env!("CARGO_BIN_EXE_exeunt")).unwrap();
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    client.answer("initialize", &json!({ "capabilities": watching, "processId": null })).unwrap();
    client.notify("initialized", &json!({})).unwrap();
    let registered = client.hear().unwrap();
    assert_eq!(registered["method"], "client/registerCapability");
    let registration = &registered["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let globs = registration["registerOptions"]["watchers"].as_array().unwrap().iter();
    let globs: Vec<&str> = globs.map(|watcher| watcher["globPattern"].as_str().unwrap()).collect();
    assert_eq!(globs, ["**/*.policy", "**/*.json", "**/*.toml"]);
    client
        .send(format!(r#"{{"jsonrpc":"2.0","id":{},"result":null}}"#, registered["id"]).as_bytes())
        .unwrap();
    let answer = client.answer("shutdown", &Value::Null).unwrap();
    assert!(answer.get("error").is_none(), "the reply is taken in: {answer}");
}

#[test]
fn unsupported_requests_are_refused_and_the_server_exits_on_shutdown() {
    let mut editor = Editor::open("end");
    let refused = editor.answer("textDocument/moniker", json!({}));
    assert_eq!(refused["error"]["code"], -32601);
    let wrong = editor.answer("textDocument/hover", json!({ "textDocument": 1 }));
    assert_eq!(wrong["error"]["code"], -32602);
    editor.request("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    assert!(editor.client.wait().unwrap().success());
    assert!(Path::new(&editor.folder).exists());
}

/// L10 of the security review: the server aborted, or panicked.
#[test]
fn a_frame_of_an_absurd_length_ends_the_server_with_a_message() {
    for length in
        ["1000000000000", "100000000000000", "18446744073709551615", "99999999999999999999999", "-1"]
    {
        let input = format!("Content-Length: {length}\r\n\r\n{{}}");
        let run = exeunt!(repository("")).run_on("lsp", input);
        run.fails(2).err_is("error: the language server cannot go on: a message [..]\n");
    }
}
