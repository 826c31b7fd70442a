//! What the author lets a warning weigh: `exeunt.toml`, and allowances in the text.

use exeunt::analysis::{Level, Levels, SETTINGS, Settings, analyse, settings};
use exeunt::diagnostic::{Code, Severity};
use exeunt::source::Sources;
use exeunt_testkit::analysed;

fn of_settings(text: &str) -> (Settings, Vec<(String, String)>) {
    let mut sources = Sources::new();
    let file = sources.add("exeunt.toml", text);
    let (read, found) = settings(&sources, file);
    let shown = |one: &exeunt::diagnostic::Diagnostic| {
        assert_eq!(one.code, Code::BadSettings);
        (sources.slice(one.primary.span).to_owned(), one.message.to_string())
    };
    (read, found.iter().map(shown).collect())
}

#[test]
fn settings_give_each_warning_its_level() {
    let (Settings { levels, .. }, found) =
        of_settings("[lints]\nwarnings = \"deny\"\nW0302 = \"allow\"\nw0201 = \"warn\"\n");
    assert_eq!(found, []);
    assert_eq!(levels.of(Code::MonthsAsDays), Level::Allow);
    assert_eq!(levels.of(Code::Unused), Level::Warn);
    assert_eq!(levels.of(Code::Implied), Level::Deny);
    assert_eq!(Levels::default().of(Code::Implied), Level::Warn);
}

#[test]
fn settings_that_cannot_be_read_are_shown_where_they_stand() {
    let said = |text: &str| of_settings(text).1;
    let one = |place: &str, message: &str| vec![(place.to_owned(), message.to_owned())];
    assert_eq!(said("[lints]\nW0302 = \"dney\"\n"), one("\"dney\"", "this is not a level"));
    assert_eq!(said("[lints]\nW0302 = 3\n"), one("3", "this is not a level"));
    assert_eq!(said("[lints]\nW0399 = \"deny\"\n"), one("W0399", "there is no warning `W0399`"));
    assert_eq!(said("[lints]\nE0201 = \"allow\"\n"), one("E0201", "E0201 is an error: it has no level"));
    assert_eq!(said("[lnits]\n"), one("lnits", "there is no setting `lnits`"));
    assert_eq!(said("lints = 3\n"), one("3", "`lints` is not a table"));
    assert_eq!(said("[lints\n").len(), 1);
    assert_eq!(said("policies = \"a\"\n"), one("\"a\"", "`policies` is not a list of texts"));
    assert_eq!(said("policies = []\n"), one("[]", "`policies` is empty"));
    assert_eq!(said("exclude = [\"a\", 3]\n"), one("3", "`exclude` takes a text that is not empty"));
    assert_eq!(said("ui-lang = \"fr\"\n"), one("\"fr\"", "the interface does not exist in `fr`"));
    assert_eq!(said("lang = \"\"\n"), one("\"\"", "`lang` takes a text that is not empty"));
    assert_eq!(said("[lints]\nfiles = 3\n"), one("3", "`lints.files` is not a table"));
    let text = "[lints.files.\"a/**\"]\nW0399 = \"allow\"\n";
    assert_eq!(said(text), one("W0399", "there is no warning `W0399`"));
}

#[test]
fn levels_of_single_files_follow_the_order_of_the_text() {
    let text = "[lints.files.\"z\"]\nW0302 = \"deny\"\n[lints.files.\"a\"]\nwarnings = \"allow\"\n";
    let (settings, found) = of_settings(text);
    assert_eq!(found, []);
    let patterns: Vec<&str> = settings.levels_in.iter().map(|(entry, _)| entry.text.as_str()).collect();
    assert_eq!(patterns, ["z", "a"]);
    let [(_, first), (_, second)] = settings.levels_in.as_slice() else { panic!("two tables") };
    let both = Levels::default().narrowed_by(first);
    assert_eq!(both.of(Code::MonthsAsDays), Level::Deny);
    assert_eq!(both.narrowed_by(second).of(Code::MonthsAsDays), Level::Allow);
}

/// Settings are the same to the reader and to the schema for editors.
#[test]
fn the_schema_of_settings_has_every_key() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/exeunt.schema.json")).expect("JSON");
    let keys: Vec<&str> =
        schema["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
    let mut known = SETTINGS.to_vec();
    known.sort_unstable();
    let mut listed = keys.clone();
    listed.sort_unstable();
    assert_eq!(listed, known);
    let tags = exeunt::diagnostic::Language::ALL.map(exeunt::diagnostic::Language::tag);
    assert_eq!(schema["properties"]["ui-lang"]["enum"], serde_json::json!(tags));
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for (text, is_good) in [
        ("policies = [\"a\"]\nexclude = [\"b\"]\nui-lang = \"zh\"\nlang = \"pt\"\n", true),
        ("[lints]\nwarnings = \"deny\"\nW0302 = \"allow\"\n[lints.files.\"a/**\"]\nW0201 = \"warn\"\n", true),
        ("policies = []\n", false),
        ("policy = [\"a\"]\n", false),
        ("[lints]\nW0302 = \"dney\"\n", false),
        ("[lints.files.\"a\"]\nfiles = \"deny\"\n", false),
    ] {
        let json: serde_json::Value = toml::from_str(text).expect("TOML");
        assert_eq!(schema.is_valid(&json), is_good, "{text}");
        assert_eq!(of_settings(text).1.is_empty(), is_good, "{text}");
    }
}

/// A policy with a window of a year in days, which stands on a line with `behind` and below one with `above`.
fn codes(above: &str, behind: &str) -> Vec<&'static str> {
    let text = format!(
        "package demo\nlanguages en\nzone UTC\naccount {{ trades: many trade }}\nrecord trade {{ placed: time }}\n\
         policy close on request {{\n{above}\n  require calm: no trade within 365d {behind}\n    \
         en \"https://x {{clears}} // allow W0302: no\"\n}}\n"
    );
    let mut sources = Sources::new();
    sources.add("a.policy", text);
    analyse(sources).diagnostics.iter().map(|one| one.code.slug()).collect()
}

#[test]
fn an_allowance_holds_for_its_line_or_the_next() {
    assert_eq!(codes("", ""), ["W0302"]);
    assert_eq!(codes("", "// allow W0302: the terms say days"), [""; 0]);
    assert_eq!(codes("// allow W0302: the terms say days", ""), [""; 0]);
    assert_eq!(codes("// allow W0302: the terms say days\n// and more\n", ""), [""; 0]);
    assert_eq!(codes("", "// allow W0201, W0302: the terms say days"), ["W0203"]);
    assert_eq!(codes("", "// allow W0302"), ["W0202"]);
    assert_eq!(codes("", "// allow E0201: no error can be allowed"), ["W0302", "W0203"]);
    assert_eq!(codes("", "// allow me to say"), ["W0302"]);
}

#[test]
fn levels_leave_out_and_deny() {
    let analysis = analysed([(
        "a.policy",
        "package demo\nlanguages en\nzone UTC\naccount { a: bool }\npolicy close on sweep { when now < 2027-01-01T00:00Z }\n",
    )]);
    let applied = |name: &str, level| {
        let mut levels = Levels::default();
        levels.set(name, level).unwrap();
        let mut found = analysis.diagnostics.clone();
        levels.apply(&mut found);
        found.iter().map(|one| (one.code, one.severity())).collect::<Vec<_>>()
    };
    assert_eq!(applied("W0201", Level::Warn), [(Code::Unused, Severity::Warning)]);
    assert_eq!(applied("W0201", Level::Deny), [(Code::Unused, Severity::Error)]);
    assert_eq!(applied("warnings", Level::Allow), []);
    assert!(Levels::default().set("W9999", Level::Deny).is_err());
}
