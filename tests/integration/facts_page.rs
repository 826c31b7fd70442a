//! Every example of the page about facts, `docs/facts.md`, is read: each form of a value in its tables, and each block. The reader
//! of one account and the reader of lines give what the page says.

use exeunt::decide::{CompiledPolicy, Detail, LineDecider, LineOptions, LineOutcome};
use exeunt::eval::{Truth, evaluate};
use exeunt::facts::{self, Options};
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::analysed;

const PAGE: &str = include_str!("../../docs/facts.md");
/// The instant that the examples are judged at. No requirement of them depends on it.
const NOW: Timestamp = Timestamp::from_micros(1_780_286_400_000_000);

/// What an example comes to.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// It is refused with these codes.
    Refused(Vec<String>),
    /// The truth of requirements: those that the page names.
    Judged(Vec<(String, Truth)>),
}

/// Facts, and what the page says of them.
struct Example {
    json: String,
    expected: Outcome,
}

fn program(text: &str) -> Program {
    let analysis = analysed([("facts.policy", text)]);
    let found: Vec<String> = analysis.diagnostics.iter().map(|it| it.message.to_string()).collect();
    analysis.program.unwrap_or_else(|| panic!("{found:?}\n{text}"))
}

fn codes<'d>(found: impl IntoIterator<Item = &'d exeunt::diagnostic::Diagnostic>) -> Outcome {
    Outcome::Refused(found.into_iter().map(|it| it.code.slug().to_owned()).collect())
}

/// The truths that `expected` names, out of all of them.
fn named(expected: &Outcome, truth: impl Fn(&str) -> Option<Truth>) -> Outcome {
    let Outcome::Judged(wanted) = expected else { return Outcome::Judged(Vec::new()) };
    let truths = wanted.iter().map(|(name, _)| {
        let truth = truth(name).unwrap_or_else(|| panic!("the policy has no requirement `{name}`"));
        (name.clone(), truth)
    });
    Outcome::Judged(truths.collect())
}

/// By the reader of one account, and the complete evaluation.
fn alone(program: &Program, policy: PolicyId, example: &Example) -> Outcome {
    let read = facts::read(program, Some(policy), FileId(0), &example.json);
    let Some(envelope) = read.envelope else { return codes(&read.diagnostics) };
    let verdict = evaluate(program, policy, &envelope.facts, NOW);
    named(&example.expected, |name| {
        verdict.requirements.iter().find(|judged| judged.requirement == name).map(|judged| judged.truth)
    })
}

/// By the reader of lines, and the evaluation of many accounts at once.
fn as_a_line(program: &Program, policy: PolicyId, example: &Example) -> Outcome {
    let terms =
        LineOptions { program, policy, now: NOW, now_is_given: true, id: None, reading: Options::default() };
    let decider = CompiledPolicy::compile(program, policy).expect("the policy is compiled");
    let moment = decider.at(NOW);
    let requirements = &program.policies()[policy].requirements;
    let mut outcome = None;
    let line = example.json.replace('\n', " ");
    LineDecider::new(terms, Some(&moment), Detail::Requirements).judge(line.as_bytes(), |line| {
        outcome = Some(match line.found {
            LineOutcome::Refused(unreadable) => codes(&unreadable.diagnostics),
            LineOutcome::Judged { decision, .. } => named(&example.expected, |name| {
                let at = requirements.iter().position(|it| it.name == name)?;
                let (mut failed, mut unknown) = (decision.failed(), decision.unknown());
                Some(match (failed.any(|it| it == at), unknown.any(|it| it == at)) {
                    (true, _) => Truth::False,
                    (_, true) => Truth::Unknown,
                    (false, false) => Truth::True,
                })
            }),
        });
    });
    outcome.expect("there is a line")
}

/// A way to read and judge an example.
type Reader = fn(&Program, PolicyId, &Example) -> Outcome;

fn check(program: &Program, examples: &[Example]) {
    let mut wrong = Vec::new();
    for example in examples {
        let readers: [(&str, Reader); 2] = [("alone", alone), ("as a line", as_a_line)];
        for (name, reader) in readers {
            let found = reader(program, PolicyId::FIRST, example);
            if found != example.expected {
                let Example { json, expected } = example;
                wrong.push(format!("{json}\n  {name}: expected {expected:?}\n  found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of the page that are marked with `language`: what else they are marked with, and their text.
fn blocks(language: &str) -> Vec<(&'static str, &'static str)> {
    let fence = format!("\n```{language}");
    let block = |block: &'static str| {
        let (mark, rest) = block.split_once('\n').expect("a block has lines");
        (mark.trim(), rest.split("\n```").next().unwrap_or_default())
    };
    PAGE.split(fence.as_str()).skip(1).map(block).collect()
}

/// `holds a b unknown c`, or codes.
fn expected(mark: &str) -> Outcome {
    let mut truth = None;
    let mut judged = Vec::new();
    for word in mark.split_whitespace() {
        match (word, truth) {
            ("holds", _) => truth = Some(Truth::True),
            ("fails", _) => truth = Some(Truth::False),
            ("unknown", _) => truth = Some(Truth::Unknown),
            (name, Some(truth)) => judged.push((name.to_owned(), truth)),
            (_, None) => return Outcome::Refused(mark.split_whitespace().map(str::to_owned).collect()),
        }
    }
    Outcome::Judged(judged)
}

#[test]
fn every_block_is_read_as_it_is_marked() {
    let [("", policy)] = blocks("policy")[..] else { panic!("the page has one policy") };
    let examples: Vec<Example> = blocks("json")
        .into_iter()
        .map(|(mark, json)| Example { json: json.to_owned(), expected: expected(mark) })
        .collect();
    assert!(examples.len() >= 20, "{} blocks", examples.len());
    let named = |it: &&Example| matches!(&it.expected, Outcome::Judged(truths) if truths.is_empty());
    assert_eq!(examples.iter().filter(named).count(), 0, "a block says nothing of what comes of it");
    check(&program(policy), &examples);
}

/// The texts between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The rows of the table of values: type, forms in JSON, what they are read as.
fn rows() -> Vec<(&'static str, Vec<&'static str>, &'static str)> {
    let table = PAGE.split("| type | JSON | read as |\n").nth(1).expect("the table of values");
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [ty, forms, value] = cells[..] else { panic!("{row}") };
        (ty.trim_matches('`'), quoted(forms), value.trim_matches('`'))
    })
    .collect()
}

#[test]
fn every_form_of_a_value_is_read_as_the_table_says() {
    let rows = rows();
    let mut types: Vec<&str> = rows.iter().map(|row| row.0).collect();
    types.dedup();
    let fields: Vec<String> = types.iter().enumerate().map(|(at, ty)| format!("f{at}: {ty}")).collect();
    let field_of = |ty| types.iter().position(|known| *known == ty).expect("it is one of them");
    let is_code = |value: &str| value.starts_with("E0");
    let (mut requirements, mut examples) = (String::new(), Vec::new());
    for (at, (ty, forms, value)) in rows.iter().enumerate() {
        let field = field_of(*ty);
        if !is_code(value) {
            // Lengths are not compared, but what they move is.
            let claim = match *ty {
                "length" => format!("2026-01-31T12:00Z + f{field} is 2026-01-31T12:00Z + {value}"),
                _ => format!("f{field} is {value}"),
            };
            requirements += &format!("  require r{at}: {claim} en \"-\" fix \"-\"\n");
        }
        assert!(!forms.is_empty(), "row {at} has no form");
        for form in forms {
            let expected = if is_code(value) {
                Outcome::Refused(vec![(*value).to_owned()])
            } else {
                Outcome::Judged(vec![(format!("r{at}"), Truth::True)])
            };
            examples.push(Example { json: format!("{{\"account\": {{\"f{field}\": {form}}}}}"), expected });
        }
    }
    let policy = format!(
        "package values\nlanguages en\nzone Asia/Shanghai\naccount {{\n{}\n}}\npolicy close on request {{\n{requirements}}}\n",
        fields.join("\n")
    );
    assert!(examples.len() > 100, "{} forms", examples.len());
    check(&program(&policy), &examples);
}

#[test]
fn the_page_names_every_code_of_facts() {
    for code in exeunt::diagnostic::Code::ALL {
        let slug = code.slug();
        let is_named =
            PAGE.contains(&format!("[{slug}](errors/{slug}.md)")) || PAGE.contains(&format!("({slug})"));
        assert!(is_named || !slug[1..].starts_with("05"), "{slug}");
    }
}

/// A policy with one requirement, of a time `t`; `None` if it is refused.
fn policy_of_a_time(condition: &str) -> Option<Program> {
    let head = "package p\nlanguages en\nzone UTC\naccount { t: time }\n";
    let policy = format!("policy close on request {{ require it: {condition} en \"-\" fix \"-\" }}\n");
    analysed([("p.policy", format!("{head}{policy}"))]).program
}

/// The truth of its requirement where `t` is that text; `None` if the facts are refused.
fn judged_of_a_time(program: &Program, text: &str) -> Option<Truth> {
    let json = format!("{{\"account\": {{\"t\": \"{text}\"}}}}");
    let envelope = facts::read(program, None, FileId(0), &json).envelope?;
    Some(evaluate(program, PolicyId::FIRST, &envelope.facts, NOW).requirements[0].truth)
}

#[test]
fn a_time_in_a_policy_is_the_instant_that_facts_give_by_the_same_text() {
    for text in [
        "2026-06-01T12:00Z",
        "2026-06-01T12:00:00.000001+08:00",
        "2016-12-31T23:59:60Z",
        "2017-01-01T07:59:60.5+08:00",
        "2026-06-01T12:00-00:00",
        "2026-06-01T12:00+23:59",
        "0001-01-01T00:00Z",
        "9999-12-30T22:00Z",
    ] {
        let program = policy_of_a_time(&format!("t is {text}")).expect(text);
        assert_eq!(judged_of_a_time(&program, text), Some(Truth::True), "{text}");
    }
    let any = policy_of_a_time("t before now").expect("it is a policy");
    for text in [
        "2026-06-01T12:00+24:00",
        "2026-06-01T12:00+25:30",
        "2026-06-01T24:00Z",
        "2026-06-01T12:00:61Z",
        "2026-06-01T12:00:00.0000001Z",
        "0001-01-01T00:00+08:00",
        "9999-12-30T22:00:00.000001Z",
    ] {
        assert!(policy_of_a_time(&format!("t is {text}")).is_none(), "a policy has {text}");
        assert_eq!(judged_of_a_time(&any, text), None, "facts have {text}");
    }
}
