//! Files as the program meets them: what it reads, what it refuses to read, and that what it writes is whole or not there.

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use exeunt_testkit::files::write;
use exeunt_testkit::{Run, exeunt, program, scratch};

const EXEUNT: &str = env!("CARGO_BIN_EXE_exeunt");

/// A policy that compiles and is not in the style.
const POLICY: &str = "package demo
languages en
zone UTC
account { balance: money CNY }
policy close on request {
    require empty: balance is 0 CNY
    en \"{balance} is left\" fix \"Withdraw it\"
}
test \"nothing is left\" for close at 2026-06-01 {
    account { balance: 0 CNY }
    expect eligible
}
";

/// A policy with an edit that is certain.
const MISSPELT: &str = "package other
languages en
account { balance: money CNY }
policy close on request {
  require empty: balance == 0 CNY
    en \"{balance} is left\" fix \"Withdraw it\"
}
";

/// What no run may show.
const SECRET: &str = "hunter2hunter2";

fn exeunt(folder: &Path, words: &[&str]) -> Run {
    exeunt!(folder).run(words)
}

/// Makes a pipe that nobody writes to: reading it never ends.
fn pipe(file: &Path) {
    let made = Command::new("mkfifo").arg(file).status().expect("mkfifo");
    assert!(made.success(), "a pipe");
}

/// Everything below a folder, links not followed: files with their texts.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let about = path.symlink_metadata().expect("metadata");
        if about.is_dir() {
            found.extend(contents(&path));
        }
        let text = about.is_file().then(|| std::fs::read(&path).expect("a file"));
        found.insert(path, text);
    }
    found
}

/// F4 of the security review, 4 of the newcomer's: a policy was cut off in the middle.
#[test]
fn a_full_disk_leaves_every_file_as_it_was() {
    for (name, words) in [
        ("fmt", "fmt long"),
        ("fix", "check --fix long"),
        ("build", "build --with-tests long/demo.policy -o built.json"),
        ("rebuild", "build --with-tests long/demo.policy -o old.json"),
        ("binary", "build --with-tests long/demo.policy --emit binary -o built.exb"),
        ("lcov", "test long/demo.policy --lcov lcov.info"),
        ("doc", "doc long/demo.policy --out long"),
        ("man", "man long"),
        ("new", "new shop"),
    ] {
        let folder = scratch!("files/full_{name}");
        let long: String = (0..200).map(|at| format!("// line {at} of a long comment\n")).collect();
        let many: String = (0..60)
            .map(|at| format!("test \"{at}\" for close at 2026-06-01 {{\n account {{ balance: 0 CNY }}\n expect eligible\n}}\n"))
            .collect();
        write(folder.join("long/demo.policy"), format!("{POLICY}{many}{long}"));
        write(folder.join("long/other.policy"), format!("{MISSPELT}{long}"));
        write(folder.join("old.json"), "what was there");
        if words.contains("fmt") {
            write(folder.join("long/short.policy"), "package short\nlanguages en\nzone   UTC\n");
        }
        let before = contents(&folder);
        // No file may grow beyond so many blocks; where that is tried, writing fails as it does on a full disk.
        let most = u8::from(name != "lcov");
        let script = format!("trap '' XFSZ; ulimit -f {most}; exec \"$0\" {words}");
        let mut command = program::command("sh");
        command.args(["-c", &script, EXEUNT]).current_dir(&folder);
        let Run { code, out, err: said, .. } = Run::of(&mut command, b"");
        assert_eq!(code, Some(2), "{words}: {out}{said}");
        assert!(said.contains("os error 27"), "{words}: {said}");
        assert!(!said.contains("reformatted") && !out.contains(".html"), "{words}: {out}{said}");
        assert!(contents(&folder) == before, "{words}: {:?}", contents(&folder).keys());
        // With room for it, the same command does something.
        let Run { err: said, .. } = exeunt(&folder, &words.split(' ').collect::<Vec<_>>());
        assert!(!said.contains("os error"), "{words}: {said}");
        assert!(contents(&folder) != before, "{words} writes nothing");
    }
}

/// F3 and L5 of the security review, 1 of the newcomer's: devices, pipes and links were replaced.
#[test]
fn results_never_take_the_place_of_anything_but_a_regular_file() {
    let root = scratch!("files/places");
    let folder = root.join("in");
    write(folder.join("p.policy"), POLICY);
    write(folder.join("source"), POLICY);
    write(root.join("outside.json"), "outside");
    pipe(&folder.join("pipe"));
    std::fs::create_dir(folder.join("folder")).expect("a folder");
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket"));
    symlink("/dev/null", folder.join("device.json")).expect("a link");
    symlink("pipe", folder.join("to_pipe.json")).expect("a link");
    symlink("../outside.json", folder.join("out.json")).expect("a link");
    symlink("nowhere.json", folder.join("dangling.json")).expect("a link");
    symlink("p.policy", folder.join("to_policy.json")).expect("a link");
    let before = contents(&root);
    for (place, says) in [
        ("pipe", "not a regular file"),
        ("folder", "not a regular file"),
        ("socket", "not a regular file"),
        ("folder/", "not a regular file"),
        ("nowhere/", "names a folder"),
        ("device.json", "leads out of its folder"),
        ("to_pipe.json", "not a regular file"),
        ("out.json", "leads out of its folder"),
        ("dangling.json", "No such file"),
        ("to_policy.json", "it is an input"),
        ("p.policy", "it is an input"),
        ("new.policy", "`.policy` is for policies"),
        ("source", "it is an input"),
        ("nowhere/built.json", "No such file"),
    ] {
        let from = if place == "source" { "source" } else { "p.policy" };
        let Run { err: said, .. } = exeunt(&folder, &["build", from, "-o", place]).fails(2);
        assert!(said.starts_with("error: cannot write") && said.contains(says), "{place}: {said}");
        assert!(contents(&root) == before, "{place}: {:?}", contents(&root).keys());
    }
    for words in [
        ["test", "p.policy", "--lcov", "out.json"],
        ["test", "p.policy", "--lcov", "pipe"],
        ["test", "p.policy", "--lcov", "-"],
    ] {
        exeunt(&folder, &words).code(2);
        assert!(contents(&root) == before, "{words:?}");
    }
}

/// L5 of the security review, of every command that writes a file it is told the name of.
#[test]
fn no_result_is_written_over_an_input() {
    let folder = scratch!("files/inputs");
    let named = format!(
        "{POLICY}\ntest \"named\" for close at 2026-06-01 {{ account from \"named.json\" expect eligible }}\n"
    );
    write(folder.join("p.policy"), &named);
    write(folder.join("named.json"), r#"{"account": {"balance": "0 CNY"}}"#);
    write(
        folder.join("fixtures/close.json"),
        r#"{"policy": "demo.close", "now": "2026-06-01T00:00Z", "account": {"balance": "0 CNY"}, "expect": {"status": "eligible"}}"#,
    );
    write(folder.join("facts.ndjson"), "{\"account\": {\"balance\": \"0 CNY\"}}\n");
    symlink("facts.ndjson", folder.join("to_facts.json")).expect("a link");
    exeunt(&folder, &["build", "p.policy", "--with-tests", "-o", "program.json"]).code(0);
    let before = contents(&folder);
    let eval = ["eval", "demo.close", "--now", "2026-06-01T00:00Z", "--facts", "facts.ndjson"];
    let eval = |words: [&'static str; 4]| [&eval[..], &words].concat();
    for words in [
        vec!["build", ".", "-o", "p.policy"],
        vec!["build", ".", "-o", "named.json"],
        vec!["test", ".", "--lcov", "p.policy"],
        vec!["test", ".", "--lcov", "named.json"],
        vec!["test", ".", "--lcov", "fixtures/close.json"],
        vec!["test", "--program", "program.json", "--lcov", "program.json"],
        eval(["--policies", ".", "--manifest", "p.policy"]),
        eval(["--policies", ".", "--manifest", "facts.ndjson"]),
        eval(["--policies", ".", "--manifest", "to_facts.json"]),
        eval(["--policies", "program.json", "--manifest", "program.json"]),
        eval(["--program", "program.json", "--manifest", "program.json"]),
    ] {
        let run = exeunt(&folder, &words).fails(2);
        assert!(run.err.starts_with("error: cannot write"), "{words:?}: {}", run.err);
        assert!(contents(&folder) == before, "{words:?}: {:?}", contents(&folder).keys());
    }
}

#[test]
fn a_result_is_put_in_place_with_the_rights_that_were_there() {
    let folder = scratch!("files/rights");
    write(folder.join("p.policy"), POLICY);
    write(folder.join("kept.json"), "");
    let mode = |file: &str| folder.join(file).metadata().expect("metadata").permissions().mode() & 0o777;
    std::fs::set_permissions(folder.join("kept.json"), PermissionsExt::from_mode(0o604)).expect("rights");
    std::fs::set_permissions(folder.join("p.policy"), PermissionsExt::from_mode(0o640)).expect("rights");
    write(folder.join("any"), "");
    symlink("kept.json", folder.join("link.json")).expect("a link");
    exeunt(&folder, &["build", "p.policy", "-o", "link.json"]).succeeds().out_is("");
    assert_eq!(exeunt(&folder, &["build", "p.policy", "-o", "new.json"]).code, Some(0));
    assert_eq!(exeunt(&folder, &["fmt", "p.policy"]).code, Some(0));
    assert_eq!((mode("kept.json"), mode("p.policy"), mode("new.json")), (0o604, 0o640, mode("any")));
    assert!(folder.join("link.json").is_symlink(), "the link stays, and what it leads to is written");
    let built = std::fs::read(folder.join("new.json")).expect("a program");
    assert_eq!(std::fs::read(folder.join("kept.json")).expect("a program"), built);
    let Run { out, .. } = exeunt(&folder, &["build", "p.policy", "-o", "-"]);
    assert_ne!(out, "", "`-` is standard output");
    assert_eq!(contents(&folder).len(), 5, "nothing is left beside: {:?}", contents(&folder).keys());
}

/// Every way in which a policy may name what is not its own, with the code that it gets; names end like those of facts or
/// calendars.
fn forbidden(root: &Path, ending: &str) -> Vec<(String, &'static str)> {
    let shop = root.join("shop");
    let named = |name: &str| format!("{name}.{ending}");
    write(root.join(named("secret")), format!("{{\"account\": {SECRET}}}"));
    write(shop.join("notes.txt"), SECRET);
    write(shop.join(named("not_text")), "");
    std::fs::write(shop.join(named("not_text")), b"\xff\xfe").expect("a file");
    std::fs::create_dir(shop.join(named("folder"))).expect("a folder");
    pipe(&shop.join(named("pipe")));
    let large = std::fs::File::create(shop.join(named("large"))).expect("a file");
    large.set_len(9 << 20).expect("a large file");
    for (link, to) in [
        (named("out"), named("../secret")),
        (named("environment"), "/proc/self/environ".to_owned()),
        (named("zero"), "/dev/zero".to_owned()),
        (named("dangling"), "nowhere".to_owned()),
        (named("circle"), named("circle")),
        ("up".to_owned(), "..".to_owned()),
    ] {
        symlink(to, shop.join(link)).expect("a link");
    }
    vec![
        (root.join(named("secret")).display().to_string(), "E0209"),
        (named("../secret"), "E0209"),
        (named("sub/../../secret"), "E0209"),
        ("/proc/self/environ".to_owned(), "E0209"),
        ("/dev/zero".to_owned(), "E0209"),
        ("notes.txt".to_owned(), "E0209"),
        (named("out"), "E0209"),
        (named("environment"), "E0209"),
        (named("zero"), "E0209"),
        (named("up/secret"), "E0209"),
        (named("dangling"), "E0208"),
        (named("circle"), "E0208"),
        (named("folder"), "E0208"),
        (named("pipe"), "E0208"),
        (named("large"), "E0208"),
        (named("not_text"), "E0208"),
        (named("nowhere"), "E0208"),
    ]
}

/// A policy whose calendar is in a file.
fn with_calendar(path: &str) -> String {
    format!(
        "package demo languages en zone UTC calendar days from \"{path}\" account {{ due: date }} \
         policy close on request {{ require it: now > due moved to a working day en \"it\" fix \"-\" }}"
    )
}

/// The same of calendars: an error in a file that is none of theirs would show what it says.
#[test]
fn a_policy_reads_only_calendars_in_or_below_its_own_folder() {
    let root = scratch!("files/named_calendars");
    for (path, code) in forbidden(&root, "toml") {
        write(root.join("shop/p.policy"), with_calendar(&path));
        for words in [&["check", "shop"][..], &["check", "shop/p.policy", "--format", "json"]] {
            let Run { code: status, out, err: said, .. } = exeunt(&root, words);
            assert_eq!(status, Some(1), "{path}, {words:?}: {out}{said}");
            assert!(format!("{out}{said}").contains(code), "{path}, {words:?}: {out}{said}");
            assert!(!format!("{out}{said}").contains(SECRET), "{path}, {words:?}: {out}{said}");
        }
    }
    write(root.join("shop/p.policy"), with_calendar("years/../years/days.toml"));
    write(
        root.join("shop/years/2026.toml"),
        "rest = [\"sunday\"]\ncovers = { from = 2026-01-01, to = 2026-12-31 }\n",
    );
    symlink("2026.toml", root.join("shop/years/days.toml")).expect("a link");
    assert_eq!(exeunt(&root, &["check", "shop"]).code, Some(0), "a link within the folder is followed");
    write(
        root.join("shop/years/2026.toml"),
        "rest = [\"sonday\"]\ncovers = { from = 2026-01-01, to = 2026-12-31 }\n",
    );
    exeunt(&root, &["check", "shop"]).err_has(["error[E0201]", "days.toml:1:9", "`monday`"]);
}

/// What a program means depends on what the file of a calendar says, and on nothing else of it.
#[test]
fn the_hash_of_a_program_is_that_of_what_its_calendar_says() {
    let root = scratch!("files/hash_of_calendar");
    let hash = |policy: &str, files: &[(&str, &str)]| {
        write(root.join("p.policy"), policy);
        files.iter().for_each(|(name, text)| write(root.join(name), *text));
        exeunt(&root, &["build", "--print-hash", "p.policy"]).succeeds().out
    };
    let year = "covers = { from = 2026-01-01, to = 2026-12-31 }\nrest = [\"sunday\"]\n";
    let may = format!("{year}holiday = [{{ day = 2026-05-01, name = \"May Day\" }}]\n");
    let of_file = hash(&with_calendar("a.toml"), &[("a.toml", &may)]);
    let lines = "calendar days { rest sunday covers 2026-01-01 to 2026-12-31 holiday 2026-05-01 }";
    let in_place = with_calendar("a.toml").replace("calendar days from \"a.toml\"", lines);
    let elsewhere = format!("# again\nholiday = [2026-05-01]\n{year}");
    assert_eq!(of_file, hash(&with_calendar("b/c.toml"), &[("b/c.toml", &elsewhere)]), "in another file");
    assert_eq!(of_file, hash(&in_place, &[]), "written out");
    assert_ne!(of_file, hash(&with_calendar("a.toml"), &[("a.toml", year)]), "without the holiday");
}

fn naming(path: &str) -> String {
    POLICY.replace("account { balance: 0 CNY }", &format!("account from \"{path}\""))
}

/// F1 and F2 of the security review: a test read any file and showed it, and read some without end.
#[test]
fn a_policy_reads_only_facts_in_or_below_its_own_folder() {
    let root = scratch!("files/named_facts");
    for (path, code) in forbidden(&root, "json") {
        write(root.join("shop/p.policy"), naming(&path));
        for words in [
            &["check", "shop"][..],
            &["check", "shop", "--format", "json"],
            &["check", "shop/p.policy", "--format", "sarif"],
            &["test", "shop"],
            &["diff", "shop", "shop"],
            &["build", "shop", "-o", "-"],
            &["eval", "demo.close", "--policies", "shop", "--facts", "-"],
        ] {
            let mut command = program::command(EXEUNT);
            command.args(words).current_dir(&root).env("EXEUNT_TEST_SECRET", SECRET);
            let Run { code: status, out, err: said, .. } = Run::of(&mut command, b"{}");
            let expected = if words[0] == "check" { 1 } else { 2 };
            assert_eq!(status, Some(expected), "{path}, {words:?}: {out}{said}");
            assert!(format!("{out}{said}").contains(code), "{path}, {words:?}: {out}{said}");
            assert!(!format!("{out}{said}").contains(SECRET), "{path}, {words:?}: {out}{said}");
        }
    }
    write(root.join("shop/p.policy"), naming("accounts/../accounts/42.json"));
    write(root.join("shop/accounts/real.json"), "{\"account\": {\"balance\": \"0 CNY\"}}");
    symlink("real.json", root.join("shop/accounts/42.json")).expect("a link");
    assert_eq!(exeunt(&root, &["check", "shop"]).code, Some(0), "a link within the folder is followed");
    write(root.join("shop/accounts/real.json"), "{\"account\": {\"balance\": \"nothing\"}}");
    exeunt(&root, &["check", "shop"]).err_has(["error[E0503]", "\"nothing\""]);
}

/// The same in an editor, which reads a folder as soon as it is opened.
#[cfg(feature = "lsp")]
#[test]
fn an_editor_that_opens_a_hostile_folder_is_told_nothing_of_other_files() {
    use exeunt_testkit::client::Client;
    use serde_json::json;

    let root = scratch!("files/hostile_workspace");
    let names = forbidden(&root, "json");
    for (at, (path, _)) in names.iter().enumerate() {
        let policy = naming(path).replace("package demo", &format!("package demo{at}"));
        write(root.join(format!("shop/p{at}.policy")), &policy);
    }
    write(root.join("shop/link.policy"), "");
    std::fs::remove_file(root.join("shop/link.policy")).expect("a file");
    symlink("../secret.json", root.join("shop/link.policy")).expect("a link");
    pipe(&root.join("shop/pipe.policy"));
    let mut client = Client::start(EXEUNT).expect("a server");
    let uri = format!("file://{}", root.join("shop").display());
    client.answer("initialize", &json!({ "capabilities": {}, "rootUri": uri })).expect("an answer");
    client.notify("initialized", &json!({})).expect("told");
    let mut codes = BTreeMap::new();
    while codes.len() < names.len() {
        let message = client.hear().expect("diagnostics");
        assert!(!message.to_string().contains(SECRET), "{message}");
        let (method, params) = (message["method"].as_str().unwrap_or_default(), &message["params"]);
        let name = params["uri"].as_str().unwrap_or_default();
        let found = params["diagnostics"].as_array().filter(|found| !found.is_empty());
        let at =
            name.rsplit_once("/p").and_then(|(_, end)| end.strip_suffix(".policy")?.parse::<usize>().ok());
        if let (true, Some(found), Some(at)) = (method.ends_with("publishDiagnostics"), found, at) {
            codes.insert(at, found[0]["code"].as_str().unwrap_or_default().to_owned());
        }
    }
    for (at, (path, code)) in names.iter().enumerate() {
        assert_eq!(codes[&at], *code, "{path}");
    }
}

/// L2 and F5 of the security review, 9 of the newcomer's.
#[test]
fn odd_links_below_a_folder_are_named_and_the_rest_is_read() {
    let root = scratch!("files/links");
    let folder = root.join("in");
    write(folder.join("p.policy"), POLICY);
    write(folder.join("sub/other.policy"), "package other\nlanguages en\n");
    write(root.join("out/victim.policy"), POLICY);
    symlink("nowhere", folder.join("gone.policy")).expect("a link");
    symlink("itself", folder.join("itself")).expect("a link");
    symlink("..", folder.join("sub/circle")).expect("a link");
    symlink("../out", folder.join("out")).expect("a link");
    symlink("../out/victim.policy", folder.join("victim.policy")).expect("a link");
    write(folder.join("deep/third.policy"), "package third\nlanguages en\n");
    symlink("deep", folder.join("again")).expect("a link");
    symlink("nowhere", folder.join(".#lock")).expect("a link");
    pipe(&folder.join("pipe.policy"));
    let victim = contents(&root.join("out"));
    for words in [&["check", "in"][..], &["test", "in"], &["fmt", "in"], &["check", "in", "--fix"]] {
        let Run { err: said, .. } = exeunt(&root, words).code(0);
        for warning in [
            "`in/gone.policy` is a link that cannot be followed",
            "`in/itself` is a link that cannot be followed",
            "`in/sub/circle` is a link to a folder that holds it",
            "`in/out` is a link that leads out of `in`",
            "`in/victim.policy` is a link that leads out of `in`",
        ] {
            assert_eq!(said.matches(warning).count(), 1, "{words:?}: `{warning}` in\n{said}");
        }
        assert_eq!(said.matches("warning: ").count(), 5, "{words:?}: {said}");
    }
    assert_eq!(contents(&root.join("out")), victim, "nothing outside is written");
    assert_ne!(
        std::fs::read_to_string(folder.join("p.policy")).expect("a policy"),
        POLICY,
        "it is formatted"
    );
    exeunt(&root, &["check", "in"]).code(0).out_is("3 files: no errors\n");
    for link in ["in/victim.policy", "in/gone.policy"] {
        assert_eq!(exeunt(&root, &["fmt", link]).code, Some(2), "{link}");
    }
    assert_eq!(contents(&root.join("out")), victim, "nothing outside is written");
}

/// 9 of the newcomer's: two checkouts of one package declared everything twice.
/// A file in capitals, or one behind a link, is not passed over in silence.
#[test]
fn no_policy_and_no_fixture_is_passed_over_in_silence() {
    let root = scratch!("files/silence");
    let folder = root.join("in");
    let fixture = r#"{"policy": "demo.close", "now": "2026-06-01T00:00Z", "account": {"balance": "0 CNY"}, "expect": {"status": "eligible"}}"#;
    write(folder.join("p.policy"), POLICY);
    write(folder.join("OTHER.POLICY"), POLICY.replace("package demo", "package other"));
    write(folder.join("fixtures/one.JSON"), fixture);
    write(folder.join("fixtures/many.NdJson"), format!("{fixture}\n{fixture}\n"));
    write(root.join("outside.json"), fixture);
    symlink("../../outside.json", folder.join("fixtures/out.json")).expect("a link");
    for words in [&["test", "in"][..], &["test", "in/p.policy", "in/OTHER.POLICY"]] {
        let run = exeunt(&root, words).code(0);
        assert_eq!(run.out.lines().next(), Some("5 tests: 5 passed"), "{}", run.out);
        assert_eq!(run.err.matches("leads out").count(), 1, "{}", run.err);
    }
    exeunt(&root, &["check", "in"]).code(0).out_is("2 files: no errors\n");
    exeunt(&root, &["build", "in/p.policy", "-o", "in/new.Policy"]).code(2).err_has(["is for policies"]);
}

#[test]
fn a_copy_of_a_folder_is_named_and_passed_over() {
    let root = scratch!("files/copies");
    write(root.join("one/p.policy"), POLICY);
    write(root.join("two/p.policy"), POLICY);
    let Run { err: said, .. } = exeunt(&root, &["check"]).code(0).out_is("1 file: no errors\n");
    assert_eq!(said, "warning: `two/p.policy` is a copy of `one/p.policy`; it was skipped\n");
    assert_eq!(exeunt(&root, &["test"]).out.lines().next(), Some("1 test: 1 passed"));
    assert_eq!(exeunt(&root, &["fmt"]).code, Some(0));
    let texts = ["one/p.policy", "two/p.policy"]
        .map(|file| std::fs::read_to_string(root.join(file)).expect("a policy"));
    assert!(texts[0] == texts[1] && texts[0] != POLICY, "each is formatted: {texts:?}");
    write(root.join("two/p.policy"), POLICY.replace("0 CNY", "1 CNY"));
    let Run { code, err: said, .. } = exeunt(&root, &["check"]);
    assert!(code == Some(1) && said.contains("error[E0202]"), "another version is no copy: {said}");
}

/// L1 of the security review: levels of warnings were lost.
#[test]
fn settings_that_cannot_be_read_are_an_error() {
    let root = scratch!("files/settings");
    write(root.join("sub/p.policy"), POLICY);
    let settings = root.join("exeunt.toml");
    let run = |says: &str| {
        for folder in [&root, &root.join("sub")] {
            exeunt(folder, &["check"]).fails(2).err_has(["exeunt.toml`: ", says]);
        }
    };
    for (to, says) in
        [("/dev/zero", "not a regular file"), ("nowhere", "No such file"), ("exeunt.toml", "Too many levels")]
    {
        symlink(to, &settings).expect("a link");
        run(says);
        std::fs::remove_file(&settings).expect("a link");
    }
    pipe(&settings);
    run("not a regular file");
    std::fs::remove_file(&settings).expect("a pipe");
    std::fs::File::create(&settings).and_then(|file| file.set_len((1 << 20) + 1)).expect("a file");
    run("larger than 1 MiB");
    std::fs::remove_file(&settings).expect("a file");
    std::fs::create_dir(&settings).expect("a folder");
    run("not a regular file");
}

/// Each way of naming a file to read, given one that is no regular file or too large.
#[test]
fn every_reader_refuses_what_is_not_a_regular_file_of_a_bounded_size() {
    let root = scratch!("files/readers");
    write(root.join("p.policy"), POLICY);
    write(root.join("facts.json"), "{\"account\": {\"balance\": \"0 CNY\"}}");
    pipe(&root.join("pipe"));
    symlink("/dev/zero", root.join("zero")).expect("a link");
    std::os::unix::net::UnixListener::bind(root.join("socket")).expect("a socket");
    let eval = ["eval", "demo.close", "--now", "2026-06-01T00:00Z"];
    for file in ["pipe", "zero", "socket"] {
        for words in [
            vec!["check", file],
            vec!["fmt", file],
            vec!["test", file],
            vec!["build", file],
            vec!["doc", file],
            vec!["check", "p.policy", "--config", file],
            vec!["test", "--program", file],
            vec!["diff", "p.policy", file],
            vec!["diff", "p.policy", "p.policy", "--population", file],
            vec!["sql", "demo.close", "--policies", "p.policy", "--dialect", "duckdb", "--mapping", file],
            vec!["schema", "demo.close", "--program", file],
            [&eval[..], &["--policies", file, "--facts", "facts.json"]].concat(),
            [&eval[..], &["--policies", "p.policy", "--facts", file]].concat(),
        ] {
            exeunt(&root, &words)
                .fails(2)
                .err_has([&format!("cannot read `{file}`: it is not a regular file")]);
        }
    }
    for file in ["zero", "socket"] {
        let words = [&eval[..], &["--policies", "p.policy", "--lines", "--facts", file]].concat();
        exeunt(&root, &words).code(2).err_has(["not a regular file"]);
    }
    std::fs::create_dir(root.join("accounts")).expect("a folder");
    pipe(&root.join("accounts/a.ndjson"));
    let sweep =
        ["sweep", "demo.close", "--policies", "p.policy", "--source", "accounts", "--to", "to.ndjson"];
    let Run { code, err: said, .. } = exeunt(&root, &[&sweep[..], &["--now", "2026-06-01T00:00Z"]].concat());
    assert!(code == Some(2) && said.contains("not a regular file"), "a folder of accounts: {said}");
    std::fs::File::create(root.join("large.policy"))
        .and_then(|file| file.set_len((8 << 20) + 1))
        .expect("a file");
    let Run { code, err: said, .. } = exeunt(&root, &["check", "large.policy"]);
    assert!(code == Some(2) && said.contains("larger than 8 MiB"), "{said}");
    let input = vec![b' '; (8 << 20) + 1];
    exeunt!(&root)
        .run_on("fmt -", &input)
        .code(2)
        .err_has(["cannot read standard input: it is larger than 8 MiB"]);
}

#[test]
fn errors_of_files_are_in_every_language() {
    let root = scratch!("files/languages");
    write(root.join("p.policy"), POLICY);
    write(root.join("q.policy"), POLICY);
    pipe(&root.join("pipe"));
    symlink("..", root.join("up")).expect("a link");
    symlink("/etc", root.join("out")).expect("a link");
    symlink("nowhere", root.join("gone")).expect("a link");
    for words in [
        &["check"][..],
        &["check", "pipe"],
        &["build", "p.policy", "-o", "pipe"],
        &["build", "p.policy", "-o", "p.policy"],
        &["build", "p.policy", "-o", "r.policy"],
        &["build", "p.policy", "-o", "nowhere/"],
        &["build", "p.policy", "-o", "out"],
        &["test", "p.policy", "--lcov", "-"],
    ] {
        crate::languages::no_english(&words.join(" "), |language| {
            let run = exeunt(&root, &[words, &["--ui-lang", language.tag()]].concat());
            assert!(!run.err.is_empty(), "{run}");
            run
        });
    }
}
