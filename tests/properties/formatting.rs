//! The formatter: formatting again changes nothing, and formatting changes nothing but space.

use exeunt::source::FileId;
use exeunt::syntax::{format, parse};
use exeunt_testkit::policies::shipped_texts;
use exeunt_testkit::{Dice, analysed, generate, layout};

/// The text in the one style, or why there is none.
fn formatted(text: &str) -> Result<String, String> {
    format(FileId(0), text).map_err(|errors| format!("it does not parse: {:?}", errors.into_sorted().first()))
}

/// The tree of a text without the places in it.
fn tree(text: &str) -> String {
    let parsed = parse(FileId(0), text);
    let written = format!("{:?}", parsed.file);
    let mut parts = written.split("Span {");
    let mut tree = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        tree.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    tree
}

/// The comments of a text, in the order of their words.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.lines().filter_map(comment_of).collect();
    found.sort_unstable();
    found
}

fn comment_of(line: &str) -> Option<&str> {
    let mut in_text = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' if before != '\\' => in_text = !in_text,
            '/' if !in_text && line[at..].starts_with("//") => return Some(line[at..].trim_end()),
            _ => {}
        }
        before = if before == '\\' { ' ' } else { c };
    }
    None
}

/// What formatting does to a text that it should not.
fn fault(text: &str) -> Option<String> {
    let once = match formatted(text) {
        Ok(once) => once,
        Err(error) => return Some(error),
    };
    let twice = match formatted(&once) {
        Ok(twice) => twice,
        Err(error) => return Some(format!("once formatted, {error}\n{once}")),
    };
    if once != twice {
        let differs = once.lines().zip(twice.lines()).find(|(one, two)| one != two);
        return Some(format!("formatted again it changes: {differs:?}"));
    }
    if comments(text) != comments(&once) {
        let (before, after) = (comments(text), comments(&once));
        let at = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        return Some(format!(
            "of {} comments {} stay: {:?}, {:?}",
            before.len(),
            after.len(),
            before.get(at),
            after.get(at)
        ));
    }
    (tree(text) != tree(&once)).then(|| format!("its tree changes:\n{}\n{}", tree(text), tree(&once)))
}

/// The program of some texts without the places in it.
fn program(texts: &[(String, String)]) -> serde_json::Value {
    let mut program = serde_json::to_value(analysed(texts.to_vec()).program).unwrap_or_default();
    without_places(&mut program);
    program
}

#[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
fn without_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(parts) => parts.iter_mut().for_each(without_places),
        serde_json::Value::Object(fields) => {
            fields.remove("origin");
            fields.values_mut().for_each(without_places);
        }
        _ => {}
    }
}

#[test]
fn formatting_a_random_package_changes_only_space() {
    crate::holds_for_seeds(crate::cases(2_000) / 25, |seed| {
        let mut dice = Dice::new(seed);
        let texts = generate::packages(seed).into_iter().map(|file| file.text);
        let scattered = |text: String| [layout::scrambled(&text, &mut dice), text];
        let faults = texts.flat_map(scattered).filter_map(|text| fault(&text));
        (2, faults.map(|fault| format!("seed {seed}: {fault}")).collect())
    });
}

#[test]
fn formatting_a_random_program_keeps_its_meaning() {
    crate::holds_for_seeds(crate::cases(600) / 25, |seed| {
        let files = generate::packages(seed).into_iter();
        let written: Vec<(String, String)> = files.map(|file| (file.name, file.text)).collect();
        let format = |(name, text): &(String, String)| (name.clone(), formatted(text).unwrap_or_default());
        let formatted: Vec<(String, String)> = written.iter().map(format).collect();
        let differs = program(&written) != program(&formatted);
        (2, differs.then(|| format!("seed {seed}: the program changes")).into_iter().collect())
    });
}

#[test]
fn shipped_policies_are_formatted() {
    let mut wrong = Vec::new();
    for (path, text) in shipped_texts("policy") {
        match formatted(&text) {
            Ok(formatted) if formatted == text => {}
            Ok(_) => wrong.push(format!("{path} is not in the style: run `cargo run -- fmt policies`")),
            Err(error) => wrong.push(format!("{path}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
