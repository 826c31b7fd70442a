//! In every language of the interface but English no English is left: in diagnostics, reports, pages, help, and errors of the
//! program. The texts of the inputs (`tests/languages`) are of no language, so that what they share with a report is known.

use std::collections::BTreeSet;

use exeunt::diagnostic::{Code, Diagnostic, Language, Message};
use exeunt::ir::{PolicyId, Program};
use exeunt::source::FileId;
use exeunt::sql::{Dialect, Emit, Mapping, Options, to_sql};
use exeunt_testkit::files::{files_with_extension, read, repository};
use exeunt_testkit::{Run, analysed, exeunt, scratch};

/// The languages that are not English.
pub(crate) fn others() -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().filter(|language| *language != Language::English)
}

/// Words that a language shares with English.
fn shared(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Chinese => &[],
        Language::German => &[
            "in", "an", "was", "so", "am", "also", "Exit", "Status", "Text", "Test", "Tests", "Fixture",
            "Name", "optional",
        ],
    }
}

/// Words of every language: names of programs, formats, commands, languages and values, the words that policies are written in,
/// and the names in `tests/languages`.
const NAMES: &str = "exeunt os gzip zstd psql duckdb Parquet Python Utf8 Int64 lcov shell GitHub JUnit libpq DuckDB PostgreSQL Spark \
    json null array true false en zh de \
    new init check fmt eval test build schema sql sweep lsp diff doc due explain completions man help \
    auto always never human short sarif github markdown Markdown git binary text flat ir html junit loosening erases keeps holds informs more less longer shorter query view plan ddl mapping postgres spark param \
    verdicts confirmed terms bash elvish fish powershell zsh \
    inapplicable blocked undetermined cooling eligible now when require warn grace outcome data \
    vimo klozo balu tiko alfa beta zuma tredo fenu gavo pedo zupa nori vaku setlo grano mira lupo perdo dolo unuo faru asisto \
    rico unu du tri novo rota gama hodo zumo balo nulo Unicode Schema \
    account request policy id cancelled full";

/// The words of a text, apart from code, options, paths, lines of source text or JSON, and words in capitals.
fn words(text: &str) -> BTreeSet<String> {
    let is_source = |line: &&str| {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
        line.starts_with('{') || line.len() > rest.len() && rest.trim_start().starts_with('│')
    };
    let prose =
        |line: &str| line.replace("(os error", "").split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().filter(|line| !is_source(line)).map(prose).collect();
    let is_name = |token: &&str| token.starts_with("--") || token.contains(['/', '_', '=']);
    let tokens = lines.iter().flat_map(|line| line.split_whitespace()).filter(|token| !is_name(token));
    let words = tokens.flat_map(|token| token.split(|sign: char| !sign.is_alphanumeric()));
    let is_word = |word: &&str| {
        word.len() > 1
            && word.bytes().all(|sign| sign.is_ascii_alphabetic())
            && word.contains(|sign: char| sign.is_ascii_lowercase())
    };
    words.filter(is_word).map(str::to_owned).collect()
}

/// The words of the English text that are in the same text of another language as well, apart from those that are `known`.
pub(crate) fn english_in(text: &str, language: Language, english: &str, known: &str) -> Vec<String> {
    let known: BTreeSet<&str> = known.split(|sign: char| !sign.is_alphanumeric()).collect();
    let is_left = |word: &String| {
        let word = word.as_str();
        !known.contains(word)
            && !shared(language).contains(&word)
            && !NAMES.split_whitespace().any(|name| name == word)
    };
    words(english).intersection(&words(text)).filter(|word| is_left(word)).cloned().collect()
}

/// Compares what a run writes in each language with what it writes in English.
#[track_caller]
pub(crate) fn no_english(known: &str, run: impl Fn(Language) -> Run) {
    let both = |run: &Run| format!("{}\n{}", run.out, run.err);
    let english = run(Language::English);
    for language in others() {
        let other = run(language);
        assert_eq!(other.code, english.code, "the language changes the exit code\n{english}\n{other}");
        let left = english_in(&both(&other), language, &both(&english), known);
        assert!(
            left.is_empty(),
            "in {} {left:?} are left: they are not from a row of src/diagnostic/messages or src/bin/exeunt/messages, \
             or belong to `shared` in tests/integration/languages.rs\n{other}",
            language.tag(),
        );
    }
}

/// The policies of the cases and of the pages of the codes.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for code in Code::ALL {
        let blocks = code.explanation().split("```policy\n").skip(1);
        texts.extend(blocks.filter_map(|rest| rest.split("\n```").next()).map(|block| format!("{block}\n")));
    }
    texts.extend(files_with_extension(repository("tests/cases"), "policy").iter().map(read));
    texts
}

/// Every text of a diagnostic.
fn messages(one: &Diagnostic) -> Vec<Message> {
    let labels = one.secondary.iter().map(|label| label.text.clone());
    let mut messages = vec![one.message.clone(), one.primary.text.clone()];
    messages.extend(labels.chain(one.notes.iter().cloned()).chain(one.advice()));
    messages.retain(|text| !text.is_empty());
    messages
}

/// The rest of a message in English, after the part that another library writes.
fn is_of_another_library(message: &Message) -> bool {
    message.text(Language::English).starts_with("this is not TOML: ")
}

/// Every text is written in every language, by a row of the library. Each diagnostic comes with the text that it is about,
/// whose words it may repeat, apart from those that are `known`.
#[track_caller]
fn all_written(found: impl Iterator<Item = (Diagnostic, String)>, known: &str) {
    let mut left = BTreeSet::new();
    for (one, text) in found {
        let known = format!("{text} {known}");
        for message in messages(&one).iter().filter(|it| !is_of_another_library(it)) {
            let english = message.text(Language::English);
            for language in others() {
                let other = message.text(language);
                if !english_in(&other, language, &english, &known).is_empty() {
                    left.insert(format!("{}: {english} => {other}", language.tag()));
                }
            }
        }
    }
    let left: Vec<String> = left.into_iter().collect();
    assert!(left.is_empty(), "write these in src/diagnostic/messages:\n{}", left.join("\n"));
}

#[test]
fn every_diagnostic_of_policies_is_in_every_language() {
    let found = texts().into_iter().flat_map(|text| {
        let found = analysed([("a.policy", text.clone())]).diagnostics;
        found.into_iter().map(move |one| (one, text.clone()))
    });
    all_written(found, "");
}

/// Facts with a mistake each, in the JSON or in a value.
const WRONG_FACTS: &[&str] = &[
    "{",
    "{}",
    "{\"policy\": \"shop.close\"",
    "{\"policy\": nul}",
    "{\"policy\": 'a'}",
    "{\"policy\": \"shop.close",
    "{policy: 1}",
    "{\"policy\" 1}",
    "{\"a\": 01}",
    "{\"a\": 1.}",
    "{\"a\": \"\\q\"}",
    "{\"a\": \"\\u12\"}",
    "{\"a\": \"\\ud800\"}",
    "{\"a\": \"\u{1}\"}",
    "{\"a\": [1,]}",
    "{\"a\": [1",
    "{\"a\": NaN}",
    "{} 1",
    "[]",
    "{\"policy\": \"shop.clsoe\"}",
    "{\"policy\": 3}",
];

/// Wrong fields of the account.
const WRONG_FIELDS: &[&str] = &[
    "\"status\": \"normel\"",
    "\"status\": 3",
    "\"stauts\": \"normal\"",
    "\"balance\": 1.5",
    "\"balance\": \"1.5 USD\"",
    "\"balance\": \"1.5 usd\"",
    "\"balance\": \"much\"",
    "\"balance\": \"0.001 CNY\"",
    "\"balance\": \"99999999999999999999999999999999999999999 CNY\"",
    "\"balance\": {\"amount\": \"1\"}",
    "\"points\": \"few\"",
    "\"points\": \"0.00000000000001\"",
    "\"strikes\": 0.5",
    "\"strikes\": \"2\"",
    "\"strikes\": 99999999999999999999",
    "\"opened\": \"yesterday\"",
    "\"opened\": \"2020-02-30T09:00:00Z\"",
    "\"opened\": \"2020-02-29T25:00:00Z\"",
    "\"opened\": \"2020-02-29T09:00:00\"",
    "\"opened\": \"2020-02-29T09:00:00.1234567Z\"",
    "\"opened\": \"0000-02-29T09:00:00Z\"",
    "\"tags\": 3",
    "\"zzz\": 3",
    "\"trades\": [{\"x\": 1}, {\"x\": 2}]",
    "\"trades\": [{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]",
    "\"trades\": {}",
    "\"trades\": [3]",
    "\"status\": \"normal\", \"status\": \"normal\"",
];

#[test]
fn every_diagnostic_of_facts_is_in_every_language() {
    let program = crate::facts::program();
    let fields = WRONG_FIELDS.iter().map(|field| {
        format!("{{\"policy\": \"shop.close\", \"now\": \"2026-06-01T12:00:00Z\", \"account\": {{{field}}}}}")
    });
    let texts = WRONG_FACTS.iter().map(|text| (*text).to_owned()).chain(fields);
    let found = texts.flat_map(|text| {
        let found = exeunt::facts::read(&program, None, FileId(0), &text).diagnostics;
        assert!(!found.is_empty(), "{text}");
        found.into_iter().map(move |one| (one, text.clone()))
    });
    all_written(found, "normal limited");
}

/// Mappings with a mistake each, in the TOML or about the facts of `tests/integration/sql.rs`.
const WRONG_MAPPINGS: &[&str] = &[
    "rests = 3",
    "[rests]\ntable = \"a\"\nkey = \"b\"",
    "[rests]\ntable = \"a\"\nkey = \"b\"\nleft = [\"c\", \"d\"]\npolicy = \"e\"",
    "[rests]\ntable = \"a\"\nkey = \"b\"\nleft = \"c\"\npolicy = \"e\"",
    "[account",
    "account = 3",
    "colour = 3",
    "[collections]\n\"account.trades\" = 3",
    "[account]\ntable = \"a\"",
    "[account]\nkey = \"a\"",
    "[account]\ntable = \"a\"\njson = \"b\"\nkey = \"c\"",
    "[account]\ntabel = \"a\"\nkey = \"b\"",
    "[account]\ntable = 3\nkey = \"b\"",
    "[account]\ntable = \"\"\nkey = \"b\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\ncolumns = 3",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { codes = { normal = 1 } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = 3 }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = { normal = [] } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nbalance = { column = \"s\", minor_units = 3 }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatsu = \"s\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nname = { column = \"s\", codes = { normal = 1 } }",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nstatus = { column = \"s\", codes = { nromal = 1 } }",
    "[account]\narray = \"a\"\nkey = \"b\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trade\"]\ntable = \"t\"\nowner = \"o\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trades\"]\ntable = \"t\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[collections.\"account.trades\"]\ntable = \"t\"\nowner = \"o\"",
    "[account]\ntable = \"a\"\nkey = \"b\"\n[account.columns]\nhome = { column = \"h\" }\nname = { present = \"n\" }\n\
     [collections.\"account.trades\"]\njson = [\"k\", \"it's\"]\n[collections.\"account.trades\".columns]\nstate = \"s\"",
];

#[test]
fn every_diagnostic_of_mappings_is_in_every_language() {
    let (program, _) = crate::sql::program();
    let found = WRONG_MAPPINGS.iter().flat_map(|text| {
        let found = mapped(&program, text);
        assert!(!found.is_empty(), "{text}");
        found.into_iter().map(|one| (one, (*text).to_owned()))
    });
    all_written(found, "account collections rests table key columns");
}

/// The diagnostics of a mapping, by itself or in a query.
fn mapped(program: &Program, text: &str) -> Vec<Diagnostic> {
    let mapping = match Mapping::read(FileId(1), text) {
        Ok(mapping) => mapping,
        Err(found) => return found,
    };
    let options = Options {
        dialect: Dialect::Spark,
        now: None,
        emit: Emit::Query,
        mapping: Some(&mapping),
        keys: None,
        texts: None,
    };
    to_sql(program, PolicyId::FIRST, &options).diagnostics
}

/// Commands that are run in `tests/languages`, with `LANG` for the language. Those that write files write to `OUT`.
const COMMANDS: &[&str] = &[
    "",
    "--help",
    "-h",
    "help",
    "help check",
    "new --help",
    "check --help",
    "check -h",
    "fmt --help",
    "eval --help",
    "test --help",
    "build --help",
    "schema --help",
    "sql --help",
    "sweep --help",
    "lsp --help",
    "diff --help",
    "doc --help",
    "explain --help",
    "completions --help",
    "man --help",
    "chekc",
    "check --surely",
    "check --format huamn",
    "check --limit",
    "check --limit few",
    "eval",
    "eval vimo.klozo --facts one.json --now zupa",
    "eval vimo.klozo --facts one.json --fail-on zupa",
    "eval vimo.klozo --facts one.json --program a.json --policies b",
    "test --least-coverage 101",
    "diff one two three",
    "schema",
    "check sound",
    "check broken",
    "check broken --format short",
    "check broken --limit 1",
    "check nowhere",
    "check failing --deny zupa",
    "check failing --deny E0201",
    "check broken --diff",
    "fmt broken",
    "fmt sound --check",
    "fmt broken - -",
    "eval vimo.klozo --policies sound --facts one.json --lang LANG --trace",
    "eval vimo.klozo --policies sound --facts one.json --lang LANG --assume account.tiko=beta",
    "eval vimo.klozo --policies sound --facts one.json --lang LANG --assume account.balu=0CNY",
    "eval vimo.klozo --policies sound --facts one.json --lang fr",
    "eval vimo.klozo --policies sound --facts one.json --format html --trace",
    "eval vimo.klzo --policies sound --facts one.json",
    "eval vimo.klozo --policies sound --facts wrong.json",
    "eval vimo.klozo --policies sound --facts wrong.json --allow-unknown-keys --limit 1",
    "eval vimo.klozo --policies sound --facts nowhere.json",
    "eval vimo.klozo --policies broken --facts one.json",
    "eval vimo.klozo --policies sound --facts many.ndjson",
    "eval vimo.klozo --policies sound --facts many.ndjson --summary",
    "eval vimo.klozo --policies sound --facts many.ndjson --summary --now 2026-06-10T00:00Z",
    "eval vimo.klozo --policies sound --facts many.ndjson --strict --only-status",
    "eval --policies sound --facts many.ndjson --lines",
    "eval vimo.klozo --policies sound --facts sound --lines",
    "test sound",
    "test sound --coverage --mutate",
    "test sound --least-coverage 100",
    "test sound --filter zzz",
    "test failing",
    "test failing --mutate",
    "test failing --verbose",
    "check changed --statistics",
    "check - --watch",
    "test changed",
    "build sound --emit binary",
    "build sound --print-hash -o -",
    "build broken",
    "build sound -o OUT/none/x",
    "schema vimo.klzo --policies sound",
    "sql vimo.klozo --policies sound --dialect duckdb --emit ddl --summary",
    "sql vimo.klozo --policies sound --dialect oracle",
    "sweep vimo.klozo --policies sound --source sound --to OUT/a.csv --now 2026-06-10T00:00Z",
    "sweep vimo.klozo --policies sound --source . --to OUT/LANG.ndjson --now 2026-06-10T00:00Z",
    "sweep vimo.klozo --policies sound --source mysql://x --to OUT/b.ndjson --now 2026-06-10T00:00Z",
    "diff sound changed",
    "diff sound changed --population many.ndjson --policy vimo.klozo",
    "diff sound sound",
    "doc sound --out OUT/LANG",
    "doc broken --out OUT/LANG",
    "explain",
    "explain E9999",
    "explain e021",
    "completions zupa",
    "new vimo-1",
    "new vimo --languages 1",
    "new vimo --zone Zupa",
];

#[test]
fn no_command_leaves_english_in_another_language() {
    let folder = repository("tests/languages");
    let out = scratch!("languages/out");
    for command in COMMANDS {
        // A trace quotes the text of the conditions.
        let quoted =
            if command.contains("--trace") { "is no within at most where some after by" } else { "" };
        no_english(&format!("{command} {quoted}"), |language| {
            let words = command.replace("LANG", language.tag()).replace("OUT", &out.display().to_string());
            exeunt!(&folder).run(format!("--ui-lang {} {words}", language.tag()))
        });
    }
}

#[test]
fn a_page_of_a_code_has_its_headings_in_every_language() {
    for code in Code::ALL {
        let run = |language: Language| {
            let slug = code.slug();
            exeunt!(repository("")).run(format!("explain {slug} --ui-lang {}", language.tag())).succeeds().out
        };
        let headings = |page: &str| -> String {
            page.lines()
                .filter(|line| line.starts_with("# ") || line.starts_with("## "))
                .map(|line| format!("{line}\n"))
                .collect()
        };
        let english = headings(&run(Language::English));
        for language in others() {
            let left = english_in(&headings(&run(language)), language, &english, code.slug());
            assert!(left.is_empty(), "{} of {code:?} in {}", left.join(", "), language.tag());
        }
    }
}

#[test]
fn the_locale_chooses_the_language_of_the_help() {
    for language in others() {
        let by_option = exeunt!(repository("")).run(format!("check --help --ui-lang {}", language.tag()));
        let mut command = exeunt!(repository("")).command("check --help");
        let by_locale = Run::of(command.env("LC_ALL", format!("{}_XX.UTF-8", language.tag())), b"");
        assert_eq!(by_option, by_locale);
        assert_eq!(by_locale.code, Some(0), "{by_locale}");
    }
}
