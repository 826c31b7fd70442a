//! What must not change by accident: the form of built programs, the hashes of programs, and verdicts. `tests/built` holds a
//! program of every form, in both serialisations; `GOLDEN=overwrite` writes those of the present [`FORMAT`], which a change
//! of the form raises. Verdicts are snapshots.

use std::collections::BTreeSet;
use std::path::PathBuf;

use exeunt::eval::evaluate;
use exeunt::facts;
use exeunt::ir::{FORMAT, Program, read_unverified};
use exeunt::source::FileId;
use exeunt::suite;
use exeunt_testkit::files::{read, repository};
use exeunt_testkit::{compiled, shipped_program};
use serde_json::Value as Json;

fn folder() -> PathBuf {
    repository("tests/built")
}

/// The program of the texts in the folder, in canonical order, with its tests.
fn whole_program() -> Program {
    let text = |name: &str| read(folder().join(name).with_extension("policy"));
    compiled(["base", "whole"].map(|name| (format!("{name}/{name}.policy"), text(name)))).canonical()
}

/// The files of the present format, written anew if that is wished.
fn golden() -> (String, Vec<u8>) {
    let file = |extension: &str| folder().join(format!("format-{FORMAT}.{extension}"));
    let (json, binary) = (file("json"), file("exb"));
    if std::env::var_os("GOLDEN").is_some_and(|wish| wish == "overwrite") {
        let program = whole_program();
        std::fs::write(&json, program.to_json().expect("JSON") + "\n").expect("it can be written");
        std::fs::write(&binary, program.to_bytes().expect("bytes")).expect("it can be written");
    }
    let missing = "GOLDEN=overwrite writes the programs of a new format";
    (std::fs::read_to_string(json).expect(missing), std::fs::read(binary).expect(missing))
}

/// What to do about a change of the form, with the names that the file and a program written now do not share.
fn change(json: &str) -> String {
    let names = |json: &str| {
        let mut names = BTreeSet::new();
        words(&serde_json::from_str(json).expect("JSON"), &mut names);
        names
    };
    let (before, now) = (names(json), names(&whole_program().to_json().expect("JSON")));
    let (gone, new): (Vec<_>, Vec<_>) =
        (before.difference(&now).collect(), now.difference(&before).collect());
    format!(
        "the form has changed (no longer written: {gone:?}; new: {new:?}): raise `ir::FORMAT` and write the programs of it \
         (GOLDEN=overwrite)"
    )
}

#[test]
fn programs_of_this_format_are_read_judged_and_written_as_ever() {
    let (json, binary) = golden();
    let changed = change(&json);
    let program = Program::load(json.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {changed}"));
    assert_eq!(Program::load(&binary).unwrap_or_else(|refused| panic!("{refused}: {changed}")), program);
    assert!(program.to_json().expect("JSON") + "\n" == json, "{changed}");
    assert!(program.to_bytes().expect("bytes") == binary, "{changed}");
    let report = suite::run(&program);
    assert_eq!((report.tests.len(), report.failed().count()), (6, 0));
}

#[test]
fn the_hash_of_a_program_is_as_ever() {
    let program = Program::load(&golden().1).expect("it is read");
    let line = |policy| format!("{}  {}\n", program.hash(policy), program.policy_name(policy));
    insta::assert_snapshot!("program_hashes", program.policies().ids().map(line).collect::<String>());
}

/// The variants that JSON names: keys, and texts where a variant has no content.
fn words(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                found.insert(key.clone());
                words(value, found);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| words(item, found)),
        Json::String(text) => {
            found.insert(text.clone());
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

const FORMS: &str = "
    condition term
    constant holds not all any compare member starts_with present quantified satisfies call case
    equal not_equal less less_or_equal greater greater_or_equal at_least at_most exactly
    now field aggregate count sum max min distinct members values multiply divide down arithmetic add subtract shift moved time date day_edge start end
    date_of period_edge month quarter year next anniversary to_working_day working_days
    account request service element same
    bool number int decimal text money time date length elapsed full_days one_of set many record
    unknown absent choice
    value each clears parts
    sweep erase retain forfeit inform anonymise remove replace keep_with without_start after_leaving then hold filter for of
    stages restarted_by
    notice shown_by sent since before at_most
    status eligible_after never warn no_warn final message outcome deadline begun met over due overdue";

#[test]
fn the_program_of_this_format_has_every_form() {
    let (mut found, mut found_anew) = (BTreeSet::new(), BTreeSet::new());
    words(&serde_json::from_str(&golden().0).expect("JSON"), &mut found);
    words(&serde_json::from_str(&whole_program().to_json().expect("JSON")).expect("JSON"), &mut found_anew);
    let is_missing = |form: &&str| !found.contains(*form) || !found_anew.contains(*form);
    let missing: Vec<&str> = FORMS.split_whitespace().filter(is_missing).collect();
    assert!(missing.is_empty(), "tests/built/whole.policy lacks {missing:?}");
}

/// Each key of each object, with the path to the object: one for all objects that have the same keys.
fn keys(json: &Json) -> Vec<(String, String)> {
    fn collect<'j>(
        json: &'j Json,
        path: &str,
        seen: &mut BTreeSet<Vec<&'j String>>,
        keys: &mut Vec<(String, String)>,
    ) {
        match json {
            Json::Object(members) => {
                if seen.insert(members.keys().collect()) {
                    keys.extend(members.keys().map(|key| (path.to_owned(), key.clone())));
                }
                members.iter().for_each(|(key, value)| collect(value, &format!("{path}/{key}"), seen, keys));
            }
            Json::Array(items) => {
                let each = items.iter().enumerate();
                each.for_each(|(at, item)| collect(item, &format!("{path}/{at}"), seen, keys));
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let mut keys = Vec::new();
    collect(json, "", &mut BTreeSet::new(), &mut keys);
    keys
}

/// The program with another name of a key.
fn renamed(json: &Json, path: &str, key: &str) -> String {
    let mut changed = json.clone();
    let object = changed.pointer_mut(path).and_then(Json::as_object_mut).expect("an object");
    let value = object.remove(key).expect("a key");
    object.insert(format!("{key}_"), value);
    changed.to_string()
}

/// A file with a field under another name is refused, also if the field is optional: nothing of a policy is lost. The reader
/// refuses it by itself, whatever hash the file announces.
#[test]
fn a_field_under_another_name_is_refused() {
    let json: Json = serde_json::from_str(&golden().0).expect("JSON");
    let keys = keys(&json);
    assert!(keys.len() > 120, "{keys:?}");
    let is_read = |(path, key): &&(String, String)| {
        let text = renamed(&json, path, key);
        match path.is_empty() && ["format", "content_hash"].contains(&key.as_str()) {
            true => Program::load(text.as_bytes()).is_ok(),
            false => read_unverified(&text).is_some(),
        }
    };
    let read: Vec<&(String, String)> = keys.iter().filter(is_read).collect();
    assert!(read.is_empty(), "read under another name: {read:?}");
}

/// A key that is null everywhere would be held by its name only.
#[test]
fn the_program_of_this_format_has_a_value_of_every_key() {
    fn collect<'j>(json: &'j Json, empty: &mut BTreeSet<&'j str>, filled: &mut BTreeSet<&'j str>) {
        match json {
            Json::Object(members) => members.iter().for_each(|(key, value)| {
                let to = if value.is_null() { &mut *empty } else { &mut *filled };
                to.insert(key);
                collect(value, empty, filled);
            }),
            Json::Array(items) => items.iter().for_each(|item| collect(item, empty, filled)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    let json: Json = serde_json::from_str(&golden().0).expect("JSON");
    let (mut empty, mut filled) = (BTreeSet::new(), BTreeSet::new());
    collect(&json, &mut empty, &mut filled);
    let never: Vec<&&str> = empty.difference(&filled).collect();
    assert!(never.is_empty(), "tests/built/whole.policy has no value of {never:?}");
    let optional = [
        "cancelled_by",
        "collection",
        "element",
        "fix",
        "grace",
        "group",
        "law",
        "link",
        "of",
        "otherwise",
        "request",
        "service",
        "until",
        "within",
    ];
    let missing: Vec<&&str> = optional.iter().filter(|key| !filled.contains(**key)).collect();
    assert!(missing.is_empty(), "tests/built/whole.policy has no value of {missing:?}");
}

#[test]
fn a_program_of_another_format_is_refused_with_what_to_do() {
    let (json, binary) = golden();
    let (now, before) = (format!("{{\"format\":{FORMAT},"), format!("{{\"format\":{},", FORMAT - 1));
    assert!(json.starts_with(&now));
    let mut older = binary;
    older[8..12].copy_from_slice(&(FORMAT - 1).to_le_bytes());
    for older in [json.replacen(&now, &before, 1).as_bytes(), older.as_slice()] {
        let refused = Program::load(older).expect_err("another format").to_string();
        assert!(refused.contains(&format!("reads {FORMAT}, found {}", FORMAT - 1)), "{refused}");
        assert!(refused.contains("build the program anew from its policies (`exeunt build`)"), "{refused}");
    }
}

/// A verdict as JSON, but for the versions, which every release may change.
fn verdict(program: &Program, name: &str) -> String {
    let text = read(repository("examples/accounts").join(name).with_extension("json"));
    let envelope = facts::read(program, None, FileId(0), &text).envelope.expect("facts");
    let now = envelope.now.expect("an instant");
    let verdict = evaluate(program, envelope.policy, &envelope.facts, now);
    let line = exeunt::render::verdict_json(envelope.id.as_ref(), &verdict, None).expect("JSON");
    let mut json: Json = serde_json::from_str(&line).expect("JSON");
    for version in ["exeunt", "tzdb"] {
        assert!(json["provenance"][version].as_str().is_some_and(|text| !text.is_empty()), "{line}");
        json["provenance"][version] = "…".into();
    }
    serde_json::to_string_pretty(&json).expect("JSON")
}

#[test]
fn verdicts_on_the_examples_are_as_ever() {
    let program = shipped_program();
    for name in [
        "cooling_off_just_asked",
        "gdpr_exceptions",
        "idle_notices_due",
        "qq_holdings",
        "taobao_trader",
        "wechat_two_waits",
    ] {
        insta::assert_snapshot!(format!("verdict_{name}"), verdict(&program, name));
    }
}
