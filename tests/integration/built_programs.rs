//! Programs as files: what is written is read back the same, and nothing unsound is read at all.

use std::cell::Cell;
use std::sync::LazyLock;

use exeunt::ir::{FORMAT, Program, verify};
use exeunt::suite;
use exeunt_testkit::files::{files_with_extension, read, repository};
use exeunt_testkit::{analysed_text, compiled, shipped_program};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value as Json;

/// The policies of these folders, as one program.
fn compiled_folders(folders: &[&str]) -> Program {
    let files = folders.iter().flat_map(|folder| files_with_extension(repository(folder), "policy"));
    compiled(files.map(|file| (file.display().to_string(), read(&file))))
}

#[test]
fn shipped_policies_are_read_back_as_they_were_written() {
    let program = shipped_program();
    let (json, bytes) = (program.to_json().unwrap(), program.to_bytes().unwrap());
    for read in [Program::from_json(&json), Program::load(&bytes), Program::load(json.as_bytes())] {
        let read = read.unwrap();
        assert_eq!(read, program);
        // Equality leaves out where conditions are written.
        assert!(read.to_bytes().unwrap() == bytes);
    }
    assert!(bytes.len() * 3 < json.len(), "binary {} bytes, JSON {}", bytes.len(), json.len());
}

#[test]
fn a_program_reads_well_as_text() {
    let file = "policies/alipay/alipay.policy";
    insta::assert_snapshot!(compiled([(file, read(repository(file)))]).to_text().unwrap());
}

#[test]
fn whatever_compiles_is_sound() {
    let mut compiled = 0;
    for file in files_with_extension(repository("tests/cases"), "policy") {
        if let Some(program) = analysed_text(read(&file)).program {
            assert_eq!(verify(&program), Ok(()), "{}", file.display());
            compiled += 1;
        }
    }
    assert!(compiled > 0, "no case compiles");
}

static SMALL: LazyLock<Program> =
    LazyLock::new(|| compiled_folders(&["policies/alipay", "policies/alibaba_cn"]));

/// What loads is judged by: nothing in it may make evaluation panic.
fn use_of(loaded: &Program) {
    let _ = suite::run(loaded);
}

/// The JSON pointers of all values in `json`.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
fn pointers(json: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match json {
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                pointers(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// What a mutation does to a value.
#[derive(Debug, Clone)]
enum Mutation {
    /// Takes that of another place.
    Copy(Index),
    /// Moves a number.
    Add(i64),
    /// Leaves it out of its array.
    Remove,
    /// Puts something else there.
    Replace(&'static str),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        4 => any::<Index>().prop_map(Mutation::Copy),
        3 => prop_oneof![-2..=2_i64, any::<i64>()].prop_map(Mutation::Add),
        1 => Just(Mutation::Remove),
        1 => prop::sample::select(vec!["null", "0", "\"\"", "[]", "{}", "\"now\"", "true", "1e99"])
            .prop_map(Mutation::Replace),
    ]
}

fn mutate(json: &mut Json, places: &[String], target: Index, mutation: &Mutation) {
    let target = target.get(places);
    match mutation {
        Mutation::Copy(donor) => {
            let Some(copy) = json.pointer(donor.get(places).as_str()).cloned() else { return };
            if let Some(value) = json.pointer_mut(target) {
                *value = copy;
            }
        }
        Mutation::Add(by) => {
            if let Some(value) = json.pointer_mut(target)
                && let Some(number) = value.as_i64()
            {
                *value = number.wrapping_add(*by).into();
            }
        }
        Mutation::Remove => {
            let Some((parent, index)) = target.rsplit_once('/') else { return };
            if let (Some(Json::Array(items)), Ok(index)) = (json.pointer_mut(parent), index.parse::<usize>())
                && index < items.len()
            {
                items.remove(index);
            }
        }
        Mutation::Replace(text) => {
            if let Some(value) = json.pointer_mut(target) {
                *value = serde_json::from_str(text).expect("the replacement is JSON");
            }
        }
    }
}

/// The JSON form of the program in `json`, with the hash of its content if it is a program at all.
fn sealed_json(json: &Json) -> String {
    let mut sealed = json.clone();
    if !sealed.is_object() {
        return sealed.to_string();
    }
    sealed["format"] = FORMAT.into();
    if let Some(program) = exeunt::ir::read_unverified(&json.to_string()) {
        let content = postcard::to_allocvec(&program).expect("it has a binary form");
        sealed["content_hash"] = blake3::hash(&content).to_hex().as_str().into();
    }
    sealed.to_string()
}

/// Magic, format, length, hash.
const HEADER: usize = 8 + 4 + 8 + 32;

/// The binary form of `content`, with a header that announces it rightly.
fn sealed(sample: &[u8], content: &[u8]) -> Vec<u8> {
    let mut bytes = sample[..12].to_vec();
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(blake3::hash(content).as_bytes());
    bytes.extend(content);
    bytes
}

#[test]
fn a_mutated_program_is_refused_or_sound() {
    let sound = serde_json::to_value(&*SMALL).expect("a program is JSON");
    let mut places = Vec::new();
    pointers(&sound, "", &mut places);
    let mutations = prop::collection::vec((any::<Index>(), mutation()), 1..4);
    let loaded = Cell::new(0);
    let outcome = TestRunner::new(Config::with_cases(60)).run(&mutations, |mutations| {
        let mut json = sound.clone();
        for (target, mutation) in &mutations {
            mutate(&mut json, &places, *target, mutation);
        }
        if let Ok(program) = Program::from_json(&sealed_json(&json)) {
            use_of(&program);
            loaded.set(loaded.get() + 1);
            prop_assert_eq!(Program::from_bytes(&program.to_bytes().unwrap()), Ok(program));
        }
        Ok(())
    });
    outcome.unwrap();
    assert!((3..58).contains(&loaded.get()), "{} of 60 loaded: nothing is shown", loaded.get());
}

#[test]
fn mutated_bytes_are_refused_or_sound() {
    const CASES: u32 = 120;
    let bytes = SMALL.to_bytes().unwrap();
    let changes = prop::collection::vec((any::<Index>(), any::<u8>()), 1..4);
    let length = prop::option::weighted(0.2, any::<Index>());
    let loaded = Cell::new(0);
    let outcome = TestRunner::new(Config::with_cases(CASES)).run(&(changes, length), |(changes, length)| {
        let mut content = bytes[HEADER..].to_vec();
        for (at, byte) in &changes {
            *at.get_mut(&mut content) = *byte;
        }
        if let Some(length) = length {
            content.truncate(length.index(content.len()));
        }
        if let Ok(program) = Program::from_bytes(&sealed(&bytes, &content)) {
            use_of(&program);
            loaded.set(loaded.get() + 1);
        }
        Ok(())
    });
    outcome.unwrap();
    assert!((1..CASES).contains(&loaded.get()), "{} of {CASES} loaded: nothing is shown", loaded.get());
}

#[test]
fn damage_is_told_from_unsoundness() {
    let bytes = SMALL.to_bytes().unwrap();
    let mut flipped = bytes.clone();
    flipped[100] ^= 1;
    let mut later = bytes.clone();
    later[8] += 1;
    for (bytes, reason) in [
        (&bytes[..20], "the file is cut short"),
        (&bytes[..200], "the file is cut short"),
        (&flipped, "the file is damaged or was edited: its content is not what its hash announces"),
        (
            &later,
            &format!(
                "format: this version reads {FORMAT}, found {}; build the program anew from its policies (`exeunt build`)",
                FORMAT + 1
            ),
        ),
        (b"\x89PNG\r\n", "not the binary form of a built program"),
        (b"\xff", "neither form of a built program"),
    ] {
        assert_eq!(Program::load(bytes).map_err(|refused| refused.to_string()), Err(reason.to_owned()));
    }
}

#[test]
fn a_record_that_holds_itself_is_refused() {
    let mut sound = serde_json::to_value(&*SMALL).unwrap();
    let record = |fields: &[Json]| serde_json::json!({"name": "shelf", "fields": fields});
    let field = |name: &str, ty: Json| serde_json::json!({"name": name, "key": name, "ty": ty, "optional": true, "words": []});
    let here = sound["records"].as_array().unwrap().len();
    let inner = |id: usize| serde_json::json!({"record": id});
    let many = |id: usize| serde_json::json!({"many": id});
    for (shelf, beside) in [
        (field("itself", inner(here)), field("amount", "int".into())),
        (field("itself", many(here)), field("amount", "int".into())),
        (field("beside", inner(here + 1)), field("back", many(here))),
    ] {
        let records = sound["records"].as_array_mut().unwrap();
        records.truncate(here);
        records.extend([record(&[shelf]), record(&[beside])]);
        let refused = Program::from_json(&sealed_json(&sound)).unwrap_err();
        assert!(refused.reason.to_string().contains("it holds itself"), "{refused}");
        assert!(refused.to_string().contains("records["), "{refused}");
    }
    // Both as they are, and neither within itself.
    let records = sound["records"].as_array_mut().unwrap();
    records.truncate(here);
    records.extend([record(&[field("beside", inner(here + 1))]), record(&[field("amount", "int".into())])]);
    assert_eq!(Program::from_json(&sealed_json(&sound)).map(|program| program.records().len()), Ok(here + 2));
}

/// `open` and `close` many times around nothing.
fn deep(open: &str, close: &str) -> String {
    format!("{}null{}", open.repeat(2_000), close.repeat(2_000))
}

#[test]
fn hostile_nesting_is_an_error() {
    let select = r#"{"collection":{"root":"account","fields":[]},"filter":"#;
    for (open, close) in [
        (r#"{"kind":{"not":"#.to_owned(), r#"},"origin":[0,0,0]}"#),
        (
            r#"{"kind":{"all":[{"kind":{"constant":true},"origin":[0,0,0]},"#.to_owned(),
            r#"]},"origin":[0,0,0]}"#,
        ),
        (format!(r#"{{"kind":{{"quantified":[{{"at_least":1}},{select}"#), r#"}]},"origin":[0,0,0]}"#),
        (
            format!(
                r#"{{"kind":{{"compare":["equal","now",{{"arithmetic":["add","now",{{"aggregate":{{"kind":"count","select":{select}"#
            ),
            r#"},"of":null}}]}]},"origin":[0,0,0]}"#,
        ),
    ] {
        let text = format!(
            r#"{{"format":{FORMAT},"files":[],"packages":[],"records":[],"enumerations":[],"definitions":[{{"name":"x","account":0,
               "request":null,"element":null,"body":{{"condition":{}}}}}],"policies":[],"tests":[]}}"#,
            deep(&open, close)
        );
        let refused = Program::from_json(&text).unwrap_err();
        assert!(refused.reason.to_string().contains("nested more than"), "{open}: {refused}");
    }
    let refused = Program::from_json(&deep("[", "]")).unwrap_err();
    assert!(refused.reason.to_string().starts_with("not a built program"), "{refused}");

    let bytes = SMALL.to_bytes().unwrap();
    // No files, packages, records or enumerations; one definition whose body is a condition of `not` alone (variant 2).
    let mut content = vec![0, 0, 0, 0, 1, 1, b'x', 0, 0, 0, 0];
    content.extend(std::iter::repeat_n(2, 10_000));
    let refused = Program::from_bytes(&sealed(&bytes, &content)).unwrap_err();
    assert!(refused.reason.to_string().starts_with("not a built program"), "{refused}");
}
