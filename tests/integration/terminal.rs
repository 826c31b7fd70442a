//! What reaches a terminal or the log of a build server: words alone, whatever policies, facts, names of files and built
//! programs hold. A table of commands is run on a table of places.

use std::path::Path;

use exeunt_testkit::files::write;
use exeunt_testkit::{Run, exeunt, scratch};

/// Clears the screen, sets a title, rings, returns, turns the direction of text, and more.
const STEERS: &str =
    "\u{1b}[2J\u{1b}]0;own\u{7}\u{9b}31m\u{85}\u{8}\u{7f}\r\u{202e}\u{2066}\u{200f}\u{61c}\u{1b}[8m";
/// Commands to GitHub, Azure Pipelines and TeamCity.
const COMMANDS: &str =
    "\n::error file=a::PWNED\n  ::stop-commands::x\n##[group]x\n##vso[task.complete]x\n##teamcity[x]";

const POLICY: &str = "package demo
languages en
zone UTC
account { status: one of normal, limited  name: text  trades: many trade }
record trade { placed: time  note: text  unread: bool? }
policy close on request {
  require in_use: status is normal
    en \"TEXT {status} {name}\" fix \"TEXT\"
  require calm: no trade within 15d where note is \"TEXT\"
    en \"TEXT\"
}
test \"TEXT\" for close at 2026-06-01 {
  account { status: normal  trades: []  name: \"TEXT\" }
  expect blocked by in_use
  expect message en \"TEXT\"
  expect unknown account.name
}
";

fn exeunt(folder: &Path, words: &[&str]) -> Run {
    exeunt!(folder).run(words)
}

/// What of a text would steer a terminal or a build server. Where colour was asked for, the colours of exeunt may stay.
fn harmful(text: &str, words: &[&str]) -> Option<String> {
    let raw = text.to_owned();
    let mut text = text.to_owned();
    if words.contains(&"always") {
        for code in ["0", "1", "2", "4", "31", "32", "33", "34", "36", "91", "92", "93", "94", "96", ""] {
            text = text.replace(&format!("\u{1b}[{code}m"), "");
        }
    }
    let turns = |sign| "\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}".contains(sign);
    let steers = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\t') || turns(sign);
    let is_command = |line: &str| {
        line.trim_start().starts_with("::")
            || ["##[", "##vso[", "##teamcity["].iter().any(|it| line.contains(it))
    };
    // The commands of this format are its result; that each is one line is what `is_escaped` holds it to.
    let may_command = words.contains(&"github");
    let steering = text.lines().find(|line| line.contains(steers));
    let commanding = raw.lines().find(|line| !may_command && is_command(line));
    steering.or(commanding).map(|line| format!("{line:?}"))
}

/// Runs a command in every form of output and holds both streams to be words alone.
fn held(folder: &Path, words: &[&str], place: &str) {
    for more in [&[][..], &["--color", "always", "--ui-lang", "zh"]] {
        let words = [words, more].concat();
        let Run { out, err: said, .. } = exeunt(folder, &words);
        let may_say_nothing = words.iter().any(|word| ["--diff", "--check"].contains(word));
        assert!(may_say_nothing || !format!("{out}{said}").is_empty(), "{words:?} with {place} says nothing");
        for text in [&out, &said] {
            assert_eq!(harmful(text, &words), None, "{words:?} with {place}:\n{text:?}");
        }
        if words.contains(&"github") {
            let is_escaped = |line: &str| line.starts_with("::error ") || line.starts_with("::warning ");
            assert!(out.lines().all(is_escaped), "{words:?} with {place}: {out:?}");
        }
    }
}

/// The commands that read a folder of policies, and what else there is.
fn commands<'a>(policies: &'a str, facts: &'a str, lines: &'a str) -> Vec<Vec<&'a str>> {
    let of = |words: &'a str| words.split(' ').collect::<Vec<_>>();
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for words in [
        "check",
        "check --format short",
        "check --format json",
        "check --format sarif",
        "check --format github",
        "check --diff",
        "fmt --check",
        "fmt --diff",
        "test",
        "test --coverage",
        "test --format json",
        "test --format junit",
        "build -o -",
        "build --emit ir-text -o -",
        "doc --out pages",
        "diff .",
        "diff . --format json",
    ] {
        commands.push([of(words), vec![policies]].concat());
    }
    commands.push([of("test --mutate"), vec![policies]].concat());
    for words in [
        "schema demo.close",
        "sql demo.close --dialect duckdb",
        "sql demo.close --dialect postgres",
        "sql demo.close --dialect spark",
    ] {
        commands.push([of(words), vec!["--policies", policies]].concat());
    }
    for words in
        ["", "--trace", "--format json", "--format json --trace", "--format html", "--id account.name"]
    {
        let words = words.split_whitespace().collect();
        commands.push(
            [
                of("eval demo.close --now 2026-06-01T00:00Z"),
                vec!["--policies", policies, "--facts", facts],
                words,
            ]
            .concat(),
        );
    }
    for words in ["", "--explain", "--summary", "--id account.name", "--strict"] {
        let words = words.split_whitespace().collect();
        commands.push(
            [
                of("eval demo.close --now 2026-06-01T00:00Z"),
                vec!["--policies", policies, "--facts", lines],
                words,
            ]
            .concat(),
        );
    }
    commands.push(
        [of("diff"), vec![policies, policies, "--policy", "demo.close", "--population", lines]].concat(),
    );
    commands
}

/// As a text of the language holds it: of controls only breaks of lines and isolates can be in one.
const IN_TEXTS: &str =
    "t\\n::error file=a::PWNED\\n  ::stop-commands::x ##[group]x ##vso[x] ##teamcity[x] \u{2066}\u{200f}";

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An account all of whose texts steer; `key` stands for a key that nothing declares.
fn account(text: &str, key: &str) -> String {
    let text = json(text);
    let key = json(key);
    format!(
        "{{\"id\": {text}, \"account\": {{\"status\": \"limited\", \"name\": {text}, {key}: 1, \"trades\": [{{\"placed\": \
         \"2026-05-30T00:00:00Z\", \"note\": {text}}}]}}}}"
    )
}

#[test]
fn no_command_lets_texts_of_policies_and_facts_steer_a_terminal_or_a_build_server() {
    let texts = scratch!("terminal/texts");
    write(texts.join("p/p.policy"), POLICY.replace("TEXT", IN_TEXTS));
    let hostile = format!("{STEERS}{COMMANDS}");
    // JSON escapes C0 controls alone, so C1 controls and turns of direction are in the files as they are.
    write(texts.join("facts.json"), account(&hostile, &hostile));
    write(texts.join("facts.ndjson"), format!("{}\n", account(&hostile, &hostile)));
    for words in commands("p", "facts.json", "facts.ndjson") {
        held(&texts, &words, "hostile texts");
    }
    held(
        &texts,
        &[
            "sweep",
            "demo.close",
            "--policies",
            "p",
            "--source",
            ".",
            "--to",
            "to.ndjson",
            "--now",
            "2026-06-01T00:00Z",
        ],
        "hostile texts",
    );
    let swept = std::fs::read_to_string(texts.join("to.ndjson")).unwrap_or_default();
    assert!(!swept.contains('\u{1b}'), "{swept:?}");
}

#[test]
fn no_command_draws_a_wrong_text_as_it_is() {
    let wrong = scratch!("terminal/wrong");
    // A lone `\r` at the end, and the characters before the mistake move its carets.
    write(
        wrong.join("p/p.policy"),
        format!(
            "{}// {STEERS}\nrequire {STEERS} \"{STEERS}\n::error::x\n##[group]\n",
            POLICY.replace("status is normal", &format!("{STEERS} statsu is normal"))
        ),
    );
    write(wrong.join("facts.json"), format!("{{\"account\": {{\"status\": \"{STEERS}\", {STEERS}}}"));
    write(
        wrong.join("facts.ndjson"),
        format!("{{\"account\": {{\"status\": \"{STEERS}\", {STEERS}}}\n{STEERS}\n"),
    );
    for words in commands("p", "facts.json", "facts.ndjson").iter().filter(|words| words[0] != "eval") {
        held(&wrong, words, "wrong policies");
    }
    write(wrong.join("sound/p.policy"), POLICY);
    write(wrong.join("wrong.toml"), format!("[lints]\n\"{STEERS}\" = \"{STEERS}\"\n{STEERS}"));
    let reads_facts = |words: &&Vec<&str>| words.contains(&"facts.json") || words.contains(&"facts.ndjson");
    for words in commands("sound", "facts.json", "facts.ndjson").iter().filter(reads_facts) {
        held(&wrong, words, "wrong facts");
    }
    let sql = ["sql", "demo.close", "--policies", "sound", "--dialect", "duckdb", "--mapping", "wrong.toml"];
    for words in [&["check", "sound", "--config", "wrong.toml"][..], &sql] {
        held(&wrong, words, "wrong settings");
    }
    for words in [
        vec!["explain", STEERS],
        vec!["new", STEERS],
        vec!["check", STEERS],
        vec![STEERS],
        vec!["check", "sound", "--format", STEERS],
        vec!["check", "sound", "--deny", STEERS],
        vec!["test", "sound", "--filter", STEERS],
        vec!["schema", STEERS, "--policies", "sound"],
        vec!["eval", "demo.close", "--policies", "sound", "--facts", "facts.json", "--lang", STEERS],
        vec!["eval", "demo.close", "--policies", "sound", "--facts", STEERS, "--assume", STEERS],
        vec![
            "sweep",
            "demo.close",
            "--policies",
            "sound",
            "--source",
            STEERS,
            "--to",
            STEERS,
            "--now",
            "2026-06-01T00:00Z",
        ],
    ] {
        held(&wrong, &words, "wrong arguments");
    }
}

#[cfg(unix)]
#[test]
fn no_command_lets_the_name_of_a_file_steer() {
    let name = format!("{STEERS}{COMMANDS}").replace('/', "");
    let names = scratch!("terminal/names");
    let (facts, lines) = (format!("{name}.json"), format!("{name}.ndjson"));
    for (policies, text, found) in [
        ("sound", POLICY.replace("TEXT", "t"), account("a", "b")),
        ("wrong", POLICY.replace("no trade", "no trdae"), "{".to_owned()),
    ] {
        write(names.join(policies).join(&name).join(format!("{name}.policy")), &text);
        std::os::unix::fs::symlink("nowhere", names.join(policies).join(format!("{name}.gone")))
            .expect("a link");
        write(names.join(&facts), &found);
        write(names.join(&lines), format!("{found}\n{found}\n"));
        for words in commands(policies, &facts, &lines) {
            held(&names, &words, "hostile names of files");
        }
        held(&names, &["fmt", policies], "hostile names of files");
    }
    // What is wrong with the facts of policies that are right.
    for words in commands("sound", &facts, &lines).iter().filter(|words| words[0] == "eval") {
        held(&names, words, "hostile names of wrong facts");
    }
}

#[test]
fn no_command_lets_a_built_program_steer() {
    let built = scratch!("terminal/built");
    write(built.join("p/p.policy"), POLICY.replace("TEXT", "t_e_x_t"));
    let Run { code, out: program, err: said, .. } = exeunt(&built, &["build", "p", "-o", "-"]);
    assert_eq!(code, Some(0), "{said}");
    let hostile = json(&format!("{STEERS}{COMMANDS}"));
    write(built.join("facts.json"), account("a", "b"));
    write(built.join("facts.ndjson"), account("a", "b"));
    let inner = hostile.trim_matches('"');
    for (place, forged) in [
        ("texts", program.replace("t_e_x_t", inner)),
        ("names", program.replace("in_use", inner)),
        ("values", program.replace("limited", inner)),
        ("files", program.replace("p.policy", inner)),
        ("keys", program.replace("\"key\":\"name\"", &format!("\"key\":{hostile}"))),
    ] {
        assert_ne!(forged, program, "{place}");
        write(built.join("forged.json"), &forged);
        for words in commands("forged.json", "facts.json", "facts.ndjson") {
            let reads_texts = ["check", "fmt", "build", "doc"].contains(&words[0]);
            if !reads_texts {
                held(&built, &words, place);
            }
        }
    }
}

/// T2 of the security review: a title wrote commands into the log.
#[test]
fn titles_of_failed_tests_stay_in_their_lines() {
    let titles = scratch!("terminal/titles");
    write(titles.join("p.policy"), POLICY.replace("TEXT", "t\\n::error file=a::PWNED"));
    let Run { out, .. } = exeunt(&titles, &["test"]).code(1);
    assert!(out.contains("error: test failed: t\\n::error file=a::PWNED (demo.close)\n"), "{out}");
    assert!(out.contains("  demo.close  t\\n::error file=a::PWNED  (p.policy)\n"), "{out}");
}

#[test]
fn carets_stand_below_what_they_mean_behind_characters_that_are_shown_as_escapes() {
    let carets = scratch!("terminal/carets");
    let sound = POLICY.replace("TEXT", "t");
    write(
        carets.join("p.policy"),
        sound.replace("require in_use: status", "require in_use: name is \"\u{2066}\u{200f}\" and statsu"),
    );
    let Run { err: said, .. } = exeunt(&carets, &["check", "p.policy"]);
    let lines: Vec<&str> = said.lines().collect();
    let at = lines.iter().position(|line| line.contains("statsu is normal")).expect("it is drawn");
    assert!(lines[at].contains("name is \"\\u{2066}\\u{200f}\" and statsu"), "{said}");
    let column = lines[at][..lines[at].find("statsu").expect("there")].chars().count();
    let carets = lines[at + 1..].iter().find(|line| line.contains("^^^^^^")).expect("carets");
    assert_eq!(carets[..carets.find('^').expect("there")].chars().count(), column, "{said}");
}
