//! Analysing again after edits: what comes out is what a fresh analysis makes of the texts, to the last place. And a
//! text that is read segment by segment is read as it is in one piece.

use std::collections::BTreeMap;

use exeunt::analysis::{Analysis, Incremental, analyse_with_facts};
use exeunt::ir::PolicyId;
use exeunt::source::{FactsUnread, FileId, Source, Sources};
use exeunt::syntax::{Parsed, parse};
use exeunt_testkit::policies::{beside, shipped_texts};
use exeunt_testkit::{Dice, generate, layout};

/// Edits one after the other, of each set of texts.
const EDITS: usize = 10;

/// What is typed or pasted.
const TYPED: &[&str] = &[
    "}",
    "{",
    "\n}\n",
    "\n",
    " ",
    "\"",
    "x",
    "账",
    "// a comment\n",
    "/// documentation\n",
    "package other\n",
    "zone UTC\n",
    "use other\n",
    "condition added = now is now\n",
    "}\npolicy added on request {\n  require never: 1 is 2\n    en \"no\" final\n}\n",
    "\ntest \"added\" for added at 2026-01-01 {\n}\n",
    "test",
    "policy ",
    "\n    \"words\"",
    "languages fr\n",
    "？",
];

type Texts = BTreeMap<String, String>;

fn sources(texts: &Texts) -> Sources {
    let mut sources = Sources::new();
    for (name, text) in texts {
        sources.add(name.clone(), text.clone());
    }
    sources
}

/// A place between two characters.
fn place(text: &str, dice: &mut Dice) -> usize {
    let at = dice.below(text.len() + 1);
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Changes a text at one place: something is typed, pasted from elsewhere, or taken out.
fn edit(text: &mut String, dice: &mut Dice) {
    let (at, from, to) = (place(text, dice), place(text, dice), place(text, dice));
    match dice.below(6) {
        0 | 1 => text.insert_str(at, dice.pick::<&str>(TYPED)),
        2 => {
            let pasted = line_at(text, from).to_owned();
            let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
            text.insert_str(start, &pasted);
        }
        // Often what it means changes, and it is well typed still.
        3 | 4 => {
            let word = word_at(text, from).to_owned();
            let (start, replaced) = (place_of_word(text, at), word_at(text, at).len());
            text.replace_range(start..start + replaced, &word);
        }
        _ => {
            let end = if dice.chance(70) { at + line_at(text, at).len() } else { to };
            text.replace_range(at.min(end)..at.max(end), "");
        }
    }
}

/// The text from a place to the end of its line.
fn line_at(text: &str, at: usize) -> &str {
    text[at..].split_inclusive('\n').next().unwrap_or("")
}

/// Where the word at a place, or the first before it, begins.
fn place_of_word(text: &str, at: usize) -> usize {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    let end = text[..at].trim_end_matches(|c| !is_inside(c)).len();
    text[..end].trim_end_matches(is_inside).len()
}

/// The word that begins there.
fn word_at(text: &str, at: usize) -> &str {
    let start = place_of_word(text, at);
    text[start..].split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("")
}

/// Changes one of the texts, or which there are.
fn change(texts: &mut Texts, dice: &mut Dice) {
    let Some(name) = dice.pick_from(texts.keys().cloned().collect()) else { return };
    match dice.below(12) {
        // Every file behind it gets another number.
        0 => drop(texts.insert(format!("a{}.policy", dice.below(100)), "package early\n".to_owned())),
        1 if texts.len() > 1 => drop(texts.remove(&name)),
        _ => {
            if let Some(text) = texts.get_mut(&name) {
                edit(text, dice);
            }
        }
    }
}

/// Where two analyses of the same texts differ.
fn difference(one: &Analysis, other: &Analysis) -> Option<&'static str> {
    let differs = [
        ("tree", format!("{:?}", one.files) != format!("{:?}", other.files)),
        ("diagnostics", one.diagnostics != other.diagnostics),
        // As text, in which conditions that are written elsewhere differ.
        ("program", format!("{:?}", one.program) != format!("{:?}", other.program)),
        ("links", one.links != other.links),
    ];
    differs.into_iter().find(|&(_, differs)| differs).map(|(what, _)| what)
}

/// What is wrong after edits of the texts.
fn faults(mut texts: Texts, dice: &mut Dice) -> Vec<String> {
    let mut incremental = Incremental::new(sources(&texts));
    let mut faults = Vec::new();
    for edits in 1..=EDITS {
        let before = texts.clone();
        change(&mut texts, dice);
        incremental.update(sources(&texts), beside);
        let fresh = analyse_with_facts(sources(&texts), beside);
        if let Some(what) = difference(incremental.analysis(), &fresh) {
            faults.push(format!("another {what} after {edits} edits: {texts:?}"));
        }
        // Most edits break a text, and what is broken hides what the next one does.
        if fresh.has_errors() && dice.chance(60) {
            texts = before;
        }
    }
    faults
}

#[test]
fn after_edits_a_random_package_is_analysed_as_if_anew() {
    crate::holds_for_seeds(crate::costly_cases(15), |seed| {
        let files = generate::packages(seed).into_iter();
        let texts = files.map(|file| (file.name, file.text)).collect();
        let found = faults(texts, &mut Dice::new(seed));
        (1, found.into_iter().map(|fault| format!("seed {seed}: {fault}")).collect())
    });
}

#[test]
fn after_edits_a_shipped_policy_is_analysed_as_if_anew() {
    let shipped = shipped_texts("policy");
    crate::holds_for_seeds(crate::costly_cases(8), |seed| {
        let mut dice = Dice::new(seed);
        let folder = dice.pick(&shipped).0.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let texts =
            shipped.iter().filter(|(path, _)| path.rsplit_once('/').map(|(of, _)| of) == folder.as_deref());
        let found = faults(texts.cloned().collect(), &mut dice);
        (1, found.into_iter().map(|fault| format!("seed {seed}: {fault}")).collect())
    });
}

const WITH_FACTS: &str = "package demo
languages en
zone UTC

account { balance: money CNY }

policy close on request {
  require empty: balance is 0 CNY
    en \"{balance} is left\" fix \"Withdraw it\"
}

test \"facts of a file\" for close at 2026-01-01 {
  account from \"a.json\"
  expect eligible
}
";

#[test]
fn changed_facts_files_are_read_again() {
    let texts = Texts::from([("a.policy".to_owned(), WITH_FACTS.to_owned())]);
    let (empty, left) = (r#"{"account": {"balance": "0 CNY"}}"#, r#"{"account": {"balance": "7 CNY"}}"#);
    let mut incremental = Incremental::new(sources(&texts));
    let mut accounts = Vec::new();
    for facts in [Some(empty), Some(left), None, Some("{"), Some(empty)] {
        let read = |_: &Source, _: &str| {
            facts.map(|text| ("a.json".to_owned(), text.to_owned())).ok_or(FactsUnread::NotThere)
        };
        incremental.update(sources(&texts), read);
        let fresh = analyse_with_facts(sources(&texts), read);
        assert_eq!(difference(incremental.analysis(), &fresh), None, "{facts:?}");
        accounts.push(fresh.program.map(|program| program.tests()[0].account.clone()));
    }
    assert!(
        accounts[0].is_some() && accounts[0] == accounts[4] && accounts[0] != accounts[1],
        "{accounts:?}"
    );
    assert!(accounts[1].is_some() && accounts[2].is_none() && accounts[3].is_none(), "{accounts:?}");
}

const WITH_CALENDAR: &str = "\
package demo
languages en

calendar days from \"days.toml\"
account { due: date }

policy close on request {
  require over: now > due moved to a working day
    en \"after {clears}\" fix \"-\"
}
";

#[test]
fn changed_calendar_files_are_read_again() {
    let texts = Texts::from([("a.policy".to_owned(), WITH_CALENDAR.to_owned())]);
    let year = "covers = { from = 2026-01-01, to = 2026-12-31 }\n";
    let (sundays, weekends) =
        (format!("{year}rest = [\"sunday\"]"), format!("{year}rest = [\"saturday\", \"sunday\"]"));
    let mut incremental = Incremental::new(sources(&texts));
    let mut programs = Vec::new();
    for calendar in [Some(sundays.as_str()), Some(&weekends), None, Some("rest = 1"), Some(&sundays)] {
        let read = |_: &Source, _: &str| {
            calendar.map(|text| ("days.toml".to_owned(), text.to_owned())).ok_or(FactsUnread::NotThere)
        };
        incremental.update(sources(&texts), read);
        let fresh = analyse_with_facts(sources(&texts), read);
        assert_eq!(difference(incremental.analysis(), &fresh), None, "{calendar:?}");
        programs.push(fresh.program.map(|program| program.hash(PolicyId::FIRST)));
    }
    assert!(
        programs[0].is_some() && programs[0] == programs[4] && programs[0] != programs[1],
        "{programs:?}"
    );
    assert!(programs[1].is_some() && programs[2].is_none() && programs[3].is_none(), "{programs:?}");
}

/// The text read in one piece, if it is sound so: what belongs to the top of a file at its end keeps it from being
/// taken apart.
fn parsed_at_once(text: &str) -> Option<Parsed> {
    let parsed = parse(FileId(0), &format!("{text}\nuse none\n"));
    assert!(parsed.segments.len() == 1 || !is_sound(&parsed));
    is_sound(&parsed).then_some(parsed)
}

fn is_sound(parsed: &Parsed) -> bool {
    parsed.diagnostics.iter().next().is_none()
}

/// Every line at the first column, where a brace that ends a block looks like one that ends an item.
fn flush(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

#[test]
fn parsing_in_segments_equals_parsing_at_once() {
    let shipped: Vec<String> = shipped_texts("policy").into_iter().map(|(_, text)| text).collect();
    crate::holds_for_seeds(crate::costly_cases(100), |seed| {
        let mut dice = Dice::new(seed);
        let mut texts: Vec<String> = generate::packages(seed).into_iter().map(|file| file.text).collect();
        texts.push(dice.pick(&shipped).clone());
        let (mut compared, mut found) = (0, Vec::new());
        for mut text in texts {
            if dice.chance(50) {
                text = flush(&layout::scrambled(&text, &mut dice));
            }
            if dice.chance(50) {
                edit(&mut text, &mut dice);
            }
            // Behind a condition without a block, a further word may belong to it.
            text.push_str("\naccount {}\n");
            // A piece that is well by itself may be cut wrongly where its neighbours are with it, so not the reverse.
            let Some(whole) = parsed_at_once(&text) else { continue };
            compared += 1;
            let parts = parse(FileId(0), &text);
            if !is_sound(&parts) || format!("{:?}", parts.file.items) != format!("{:?}", whole.file.items) {
                found.push(format!("seed {seed}: another tree in segments: {text}"));
            }
        }
        (compared, found)
    });
}
