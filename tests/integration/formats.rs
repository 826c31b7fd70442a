//! The formats of diagnostics that tools read.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Language;
use exeunt::diagnostic::fixed;
use exeunt::render::{diagnostics_json, github, sarif};
use exeunt::source::FileId;
use exeunt_testkit::analysed;
use serde_json::Value;

const TEXT: &str = "package demo\nlanguages en\nzone UTC\naccount { 余额: money CNY }\npolicy close on request {\n  \
                    require empty: 余额 == 0 USD\n    en \"Not yet\" fix \"Do it\"\n}\n";

fn analysis() -> Analysis {
    analysed([("my policies/a,b.policy", TEXT)])
}

#[test]
fn each_line_of_json_is_a_diagnostic_with_its_place_and_edits() {
    let Analysis { sources, diagnostics, .. } = analysis();
    let lines: Vec<Value> = diagnostics_json(&sources, &diagnostics, Language::English)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [form, unit] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((&form["code"], &form["severity"]), (&"E0103".into(), &"error".into()));
    let place = &form["place"];
    assert_eq!(
        [&place["line"], &place["column"], &place["end_column"]],
        [&Value::from(6), &Value::from(21), &Value::from(23)]
    );
    let bytes = place["start"].as_u64().unwrap() as usize..place["end"].as_u64().unwrap() as usize;
    assert_eq!(&TEXT[bytes], "==");
    assert_eq!(form["edits"][0]["replacement"], "is");
    assert_eq!(form["edits"][0]["certain"], true);
    assert_eq!(unit["code"], "E0302");
    assert_eq!(unit["related"][0]["label"], "this is an amount in CNY");
}

#[test]
fn sarif_keeps_to_its_schema() {
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    // The published pattern of a language has a bracket too many; no language is named in what we write.
    for named in ["run", "toolComponent"] {
        schema["definitions"][named]["properties"]["language"] = Value::Bool(false);
    }
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let Analysis { sources, diagnostics, .. } = analysis();
    let log: Value = serde_json::from_str(&sarif(&sources, &diagnostics, Language::English)).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let result = &log["runs"][0]["results"][0];
    let rule = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][rule]["id"], "E0103");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20policies/a%2Cb.policy");
    assert_eq!(place["region"]["startColumn"], 21);
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "is");
    assert!(
        !validator.is_valid(&serde_json::json!({ "version": "2.1.0" })),
        "the schema refuses what is none"
    );
}

#[test]
fn workflow_commands_escape_what_would_end_them() {
    let Analysis { sources, diagnostics, .. } = analysis();
    let commands = github(&sources, &diagnostics, Language::English);
    let first = commands.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=my policies/a%2Cb.policy,line=6,endLine=6,col=21,endColumn=23,title=E0103::\
         `==` is not written this way%0Ahelp: write `is`"
    );
    assert_eq!(commands.lines().count(), diagnostics.len());
}

#[test]
fn certain_edits_are_made_and_no_others() {
    let Analysis { sources, diagnostics, .. } = analysis();
    let (text, made) = fixed(&sources, FileId(0), &diagnostics).unwrap();
    assert_eq!((text, made), (TEXT.replace("==", "is"), 1));
}
