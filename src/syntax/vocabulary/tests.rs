//! Holds the grammars against the table: pest's, and those of the editors.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::ir;
use crate::source::FileId;
use crate::syntax::ast::{ExpectationKind, ExpectedDisposal, Item};
use crate::syntax::parse;

type Words = BTreeSet<String>;

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn texts<F: Form>() -> Words {
    F::ALL.iter().map(|form| form.text()).collect()
}

fn of_role(role: Role) -> Words {
    Word::all(role).map(|word| word.text().to_owned()).collect()
}

/// Rules that no expansion goes into: what they begin with belongs to the author.
const LEAVES: &[&str] = &[
    "expr",
    "value",
    "operand",
    "period",
    "length",
    "name",
    "text",
    "path",
    "phrase",
    "literal",
    "names",
    "facts",
    "int",
    "doc",
    "relative",
    "group_body",
    "would_be",
];

/// The rules of `grammar/*.pest`, by name.
struct Pest(BTreeMap<String, String>);

impl Pest {
    fn read() -> Self {
        let mut rules = BTreeMap::new();
        for path in ["grammar/lexical.pest", "grammar/conditions.pest", "grammar/policy.pest"] {
            let text: String = file(path)
                .lines()
                .filter(|line| !line.starts_with("//"))
                .flat_map(|line| [line, "\n"])
                .collect();
            let mut rest = text.as_str();
            while let Some((head, behind)) = rest.split_once(" = ") {
                let name = head.split_whitespace().last().unwrap().to_owned();
                let open = behind.find('{').unwrap();
                let end = behind.find("}\n").unwrap();
                rules.insert(name, behind[open + 1..end].trim().to_owned());
                rest = &behind[end + 1..];
            }
        }
        Self(rules)
    }

    fn body(&self, rule: &str) -> &str {
        &self.0[rule]
    }

    /// The rows of keywords that a rule may begin with, up to the first part that is not a keyword.
    fn openings(&self, rule: &str) -> Words {
        let found = self.choice(self.body(rule)).into_iter().map(|(words, _)| words.join(" "));
        found.filter(|words| !words.is_empty()).collect()
    }

    /// The first words of the openings.
    fn heads(&self, rule: &str) -> Words {
        self.openings(rule).iter().map(|words| words.split(' ').next().unwrap().to_owned()).collect()
    }

    fn choice(&self, expression: &str) -> Vec<(Vec<String>, bool)> {
        split(expression, '|').into_iter().flat_map(|part| self.sequence(part)).collect()
    }

    /// Rows of keywords, and whether something else follows them.
    fn sequence(&self, expression: &str) -> Vec<(Vec<String>, bool)> {
        let mut rows = vec![(Vec::new(), false)];
        for part in split(expression, '~') {
            if part.starts_with(['!', '&']) {
                continue;
            }
            let (part, is_optional) = match part.strip_suffix(['?', '*']) {
                Some(part) => (part.trim(), true),
                None => (part, false),
            };
            let mut next = self.part(part);
            next.extend(is_optional.then_some((Vec::new(), false)));
            rows = rows
                .into_iter()
                .flat_map(|(words, is_closed)| match is_closed {
                    true => vec![(words, true)],
                    false => {
                        next.iter().map(|(more, closed)| ([&words[..], more].concat(), *closed)).collect()
                    }
                })
                .collect();
        }
        rows
    }

    fn part(&self, part: &str) -> Vec<(Vec<String>, bool)> {
        if let Some(inner) = part.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return self.choice(inner);
        }
        if let Some(word) = part.strip_prefix("kw_") {
            return vec![(vec![word.to_owned()], false)];
        }
        match self.0.get(part).filter(|_| !LEAVES.contains(&part)) {
            Some(body) if !body.contains('"') => self.choice(body),
            Some(_) | None => vec![(Vec::new(), true)],
        }
    }
}

/// The parts of an expression between signs outside parentheses and quotes.
fn split(expression: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut is_quoted) = (Vec::new(), 0, 0, false);
    for (at, c) in expression.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ if c == sign && depth == 0 && !is_quoted => {
                parts.push(expression[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(expression[start..].trim());
    parts
}

/// The words between quotes.
fn quoted(text: &str) -> Words {
    let parts = text.split('"').skip(1).step_by(2);
    parts.filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase())).map(str::to_owned).collect()
}

#[test]
fn every_word_has_a_role_or_stands_for_a_variant() {
    let mut listed: Vec<Word> = Vec::new();
    fn take<F: Form>(listed: &mut Vec<Word>) {
        listed.extend(F::ALL.iter().flat_map(|form| form.words()));
    }
    take::<ItemHead>(&mut listed);
    take::<ClauseHead>(&mut listed);
    take::<DataRuleHead>(&mut listed);
    take::<TestPart>(&mut listed);
    take::<RequirementEnding>(&mut listed);
    take::<MessagePart>(&mut listed);
    take::<QuantifierForm>(&mut listed);
    take::<AggregateForm>(&mut listed);
    take::<AnchorForm>(&mut listed);
    take::<CalendarRuleHead>(&mut listed);
    take::<PeriodForm>(&mut listed);
    take::<RoundingForm>(&mut listed);
    take::<ExtremeForm>(&mut listed);
    take::<WindowForm>(&mut listed);
    take::<SuffixForm>(&mut listed);
    take::<TypeForm>(&mut listed);
    take::<ExpectationForm>(&mut listed);
    take::<DeadlineStateForm>(&mut listed);
    take::<Connective>(&mut listed);
    take::<ChoiceForm>(&mut listed);
    for word in Word::ALL {
        assert!(!word.roles().is_empty() || listed.contains(word), "`{word}` is used for nothing");
        assert_eq!(Word::of(word.text()), Some(*word));
    }
}

#[test]
fn the_keywords_of_pest_are_the_words_of_the_table() {
    let pest = Pest::read();
    let keywords = pest.0.iter().filter_map(|(name, body)| Some((name.strip_prefix("kw_")?, body)));
    let mut found = Words::new();
    for (name, body) in keywords {
        assert_eq!(body, &format!("\"{name}\" ~ !XID_CONTINUE"));
        found.insert(name.to_owned());
    }
    assert_eq!(found, Word::ALL.iter().map(|word| word.text().to_owned()).collect());
}

#[test]
fn the_rules_of_pest_begin_with_the_words_of_the_forms() {
    let pest = Pest::read();
    assert_eq!(pest.heads("item"), texts::<ItemHead>());
    assert_eq!(pest.heads("item_start"), texts::<ItemHead>());
    let clauses: Words = ClauseHead::heads().map(str::to_owned).collect();
    assert_eq!(pest.heads("clause"), clauses);
    assert_eq!(pest.heads("data_rule"), texts::<DataRuleHead>());
    assert_eq!(pest.heads("calendar_rule"), texts::<CalendarRuleHead>());
    assert_eq!(pest.heads("test_part"), texts::<TestPart>());
    assert_eq!(pest.openings("require_end"), texts::<RequirementEnding>());
    let (fix, link) = (pest.heads("message_fix"), pest.heads("message_link"));
    assert_eq!(fix.union(&link).cloned().collect::<Words>(), texts::<MessagePart>());
    assert_eq!(pest.openings("quantifier"), texts::<QuantifierForm>());
    assert_eq!(pest.openings("anchor"), texts::<AnchorForm>());
    assert_eq!(pest.openings("period"), texts::<PeriodForm>());
    assert_eq!(pest.openings("window"), texts::<WindowForm>());
    assert_eq!(pest.openings("suffix"), texts::<SuffixForm>());
    let aggregates = AggregateForm::ALL.iter().map(|form| match form.takes_field() {
        true => form.text(),
        false => format!("{} of", form.text()),
    });
    assert_eq!(pest.openings("aggregate"), aggregates.collect());
    assert_eq!(pest.openings("extreme"), texts::<ExtremeForm>());
    let is_element = |words: &String| words.starts_with("many ") && *words != "many";
    let types: Words = pest.openings("field_type").into_iter().filter(|words| !is_element(words)).collect();
    assert_eq!(types, texts::<TypeForm>());
    let expected = pest.openings("expectation");
    let expected: Words =
        expected.iter().filter_map(|it| it.strip_prefix("expect ")).map(str::to_owned).collect();
    assert_eq!(expected, texts::<ExpectationForm>());
    let units: Words = quoted(pest.body("unit"));
    assert_eq!(units, Unit::ALL.iter().map(|unit| unit.text().to_owned()).collect());
}

#[test]
fn the_lists_of_words_in_pest_are_the_roles_of_the_table() {
    let pest = Pest::read();
    assert_eq!(pest.heads("phrase_stop"), of_role(Role::StopsPhrase));
    assert_eq!(pest.heads("expression_keyword"), of_role(Role::InExpression));
    // The words that follow distinguish the beginning of a window from a name.
    let starts = pest.openings("window_start");
    assert_eq!(starts.len(), WindowForm::ALL.len());
    for form in WindowForm::ALL {
        assert!(starts.iter().any(|start| form.text().starts_with(start)), "{form:?} is not in {starts:?}");
        assert!(form.head().has(Role::StopsPhrase) && form.head().has(Role::Continues), "{form:?}");
    }
}

#[test]
fn words_after_which_an_operand_must_follow_continue_an_expression() {
    let operand = QuantifierForm::ALL.iter().filter(|form| form.takes_count()).map(|form| form.words());
    for word in operand.flatten().chain(&[Word::Is, Word::Of, Word::In, Word::Satisfies, Word::Where]) {
        assert!(is_unfinished(word.text()), "{word}");
    }
    assert!(!is_unfinished("ago") && continues("ago") && continues("<=") && !continues("trade"));
}

/// The form of an expectation; `None` for a status, whose words are those of the program.
fn form(kind: &ExpectationKind) -> Option<ExpectationForm> {
    match kind {
        ExpectationKind::Status(..) => None,
        ExpectationKind::EligibleAfter(_) => Some(ExpectationForm::EligibleAfter),
        ExpectationKind::EligibleFrom(_) => Some(ExpectationForm::EligibleFrom),
        ExpectationKind::Never => Some(ExpectationForm::Never),
        ExpectationKind::Warn(_) => Some(ExpectationForm::Warn),
        ExpectationKind::NoWarn(_) => Some(ExpectationForm::NoWarn),
        ExpectationKind::Final(_) => Some(ExpectationForm::Final),
        ExpectationKind::Message(..) => Some(ExpectationForm::Message),
        ExpectationKind::Unknown(_) => Some(ExpectationForm::Unknown),
        ExpectationKind::Outcome(..) => Some(ExpectationForm::Outcome),
        ExpectationKind::Deadline(..) => Some(ExpectationForm::Deadline),
        ExpectationKind::NoPlan => Some(ExpectationForm::NoPlan),
        ExpectationKind::WouldBe(_) => Some(ExpectationForm::WouldBe),
        ExpectationKind::Item(item) => Some(match item.disposal {
            ExpectedDisposal::Erased(_) => ExpectationForm::Erased,
            ExpectedDisposal::Kept(_) => ExpectationForm::Kept,
            ExpectedDisposal::Held(_) => ExpectationForm::Held,
            ExpectedDisposal::Anonymised(..) => ExpectationForm::Anonymised,
            ExpectedDisposal::Forfeited => ExpectationForm::Forfeited,
            ExpectedDisposal::Informed => ExpectationForm::Informed,
            ExpectedDisposal::NotInformed => ExpectationForm::NotInformed,
            ExpectedDisposal::CopiesGone(_) => ExpectationForm::CopiesGone,
            ExpectedDisposal::Undetermined => ExpectationForm::Undetermined,
        }),
    }
}

#[test]
fn every_form_of_an_expectation_is_read_as_its_variant() {
    let rest = |form: ExpectationForm| match form {
        ExpectationForm::EligibleAfter | ExpectationForm::EligibleFrom => "2026-01-01",
        ExpectationForm::Never => "",
        ExpectationForm::Deadline => "a open due 2026-01-01",
        ExpectationForm::Message => "en \"a\"",
        ExpectationForm::Unknown | ExpectationForm::Anonymised => "account.a",
        ExpectationForm::Forfeited
        | ExpectationForm::Informed
        | ExpectationForm::NotInformed
        | ExpectationForm::Undetermined => "account.a[0]",
        ExpectationForm::CopiesGone => "account.a by 2026-01-01",
        ExpectationForm::NoPlan => "",
        ExpectationForm::WouldBe => "undetermined account",
        ExpectationForm::Erased => "account.a due since 2026-01-01",
        ExpectationForm::Kept => "account.a without end",
        ExpectationForm::Held => "account.a by b",
        ExpectationForm::Warn
        | ExpectationForm::NoWarn
        | ExpectationForm::Final
        | ExpectationForm::Outcome => "a",
    };
    let lines: String =
        ExpectationForm::ALL.iter().map(|&it| format!("expect {} {}\n", it.text(), rest(it))).collect();
    let parsed = parse(FileId(0), &format!("package p\ntest \"t\" for c at 2026-01-01 {{\n{lines}}}\n"));
    let Some(Item::Test(test)) = parsed.file.items.first() else { panic!("{parsed:?}") };
    let read: Vec<ExpectationForm> = test.expectations.iter().filter_map(|it| form(&it.kind)).collect();
    assert_eq!(read, ExpectationForm::ALL);
}

#[test]
fn types_of_programs_are_written_with_the_words_of_types() {
    let form = |ty: &ir::Type| match ty {
        ir::Type::Bool => Some(TypeForm::Bool),
        ir::Type::Number(ir::Unit::Int) => Some(TypeForm::Int),
        ir::Type::Number(ir::Unit::Decimal) => Some(TypeForm::Decimal),
        ir::Type::Number(ir::Unit::Money(_)) => Some(TypeForm::Money),
        ir::Type::Text => Some(TypeForm::Text),
        ir::Type::Time => Some(TypeForm::Time),
        ir::Type::Date => Some(TypeForm::Date),
        ir::Type::Length => Some(TypeForm::Length),
        ir::Type::OneOf(_) => Some(TypeForm::OneOf),
        ir::Type::Set(_) | ir::Type::Many(_) => Some(TypeForm::Many),
        ir::Type::Record(_) => None,
    };
    let units =
        [ir::Unit::Int, ir::Unit::Decimal, ir::Unit::Money(ir::Currency::of("CNY").expect("a currency"))];
    let scalars = [ir::Type::Bool, ir::Type::Text, ir::Type::Time, ir::Type::Date, ir::Type::Length];
    let others = [
        ir::Type::OneOf(vec!["a".to_owned()].into()),
        ir::Type::Set(Box::new(ir::Type::Text)),
        ir::Type::Many(ir::RecordId::FIRST),
    ];
    let types: Vec<ir::Type> = units.map(ir::Type::Number).into_iter().chain(scalars).chain(others).collect();
    for ty in &types {
        let written = ty.written(&|_| "trade".to_owned());
        let form = form(ty).unwrap();
        assert!(written.starts_with(&form.text()), "{written}");
        assert_eq!(written == form.text(), form.is_one_word(), "{written}");
    }
    let covered: BTreeSet<String> = types.iter().filter_map(form).map(Form::text).collect();
    assert_eq!(covered, texts::<TypeForm>());
}

#[test]
fn tree_sitter_knows_every_word() {
    let grammar = file("editors/tree-sitter-exeunt/grammar.js");
    let rules = &grammar[grammar.find("const totals").unwrap()..];
    let lines = rules.lines().filter(|line| !line.contains("name: \"exeunt\""));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let fields = text.match_indices("field(\"").map(|(at, start)| {
        let rest = &text[at + start.len()..];
        rest[..rest.find('"').unwrap()].to_owned()
    });
    let (fields, mut found): (Words, Words) = (fields.collect(), quoted(&text));
    found.retain(|word| Word::of(word).is_some() || !fields.contains(word));
    let all: Words = Word::ALL.iter().map(|word| word.text().to_owned()).collect();
    assert_eq!(found, all);
}

#[test]
fn every_word_is_highlighted() {
    let all: Words = Word::ALL.iter().map(|word| word.text().to_owned()).collect();
    let queries = file("editors/tree-sitter-exeunt/queries/highlights.scm");
    let mut highlighted = quoted(&queries);
    // These have nodes of their own, which are highlighted as a whole.
    let mut node = |name: &str, words: Words| {
        assert!(queries.contains(&format!("({name})")), "({name}) is not highlighted");
        highlighted.extend(words);
    };
    node("final", ["final".to_owned()].into());
    node("now", ["now".to_owned()].into());
    node("boolean", ["true".to_owned(), "false".to_owned()].into());
    node("quantifier", QuantifierForm::ALL.iter().flat_map(|it| it.words()).map(Word::to_string).collect());
    let simple = TypeForm::ALL.iter().filter(|form| form.is_one_word());
    node("simple_type", simple.map(|form| form.text()).collect());
    highlighted.retain(|word| Word::of(word).is_some());
    assert_eq!(highlighted, all);

    let text_mate = file("editors/vscode/syntaxes/exeunt.tmLanguage.json");
    let patterns = text_mate.lines().filter(|line| line.contains("\"match\": \"")).collect::<String>();
    let plain = patterns.replace("\\\\s+", " ").replace("\\\\b", " ").replace("days?", "days|day");
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| Word::of(word).is_some());
    assert_eq!(words.map(str::to_owned).collect::<Words>(), all);
}
