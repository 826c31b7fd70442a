//! Syntax errors in the author's words.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{Builder, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// What other languages write, and what is typed here.
const WRONG_FORMS: &[(&str, &str, bool)] = &[
    ("&&", "and", true),
    ("||", "or", true),
    ("==", "is", true),
    ("!=", "is not", true),
    ("!", "not", false),
    (":", ":", true),
    (",", ",", true),
    ("(", "(", true),
    (")", ")", true),
    ("“", "\"", false),
    ("”", "\"", false),
];

/// The message for a piece of text that does not parse.
pub(super) fn syntax_error(builder: &Builder, text: &str, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let at = at + text[at..].len() - text[at..].trim_start().len();
    if let Some(wrong) = wrong_form(builder, text, at) {
        return wrong;
    }
    let found = token(&text[at..]);
    let (span, what) = if found.is_empty() {
        let end = text.trim_end().len();
        (builder.at(end.saturating_sub(1).min(end), end), "the text ends".to_owned())
    } else {
        (builder.at(at, at + found.len()), format!("`{found}` cannot stand"))
    };
    let diagnostic = Diagnostic::new(Code::Syntax, span, format!("{what} here")).label("not expected here");
    let expected = expected(error);
    if expected.is_empty() { diagnostic } else { diagnostic.note(format!("expected {expected}")) }
}

fn wrong_form(builder: &Builder, text: &str, at: usize) -> Option<Diagnostic> {
    let rest = &text[at..];
    let (form, ours, exact) = WRONG_FORMS.iter().find(|(form, ..)| rest.starts_with(form))?;
    let span = builder.at(at, at + form.len());
    let wrong = Diagnostic::new(Code::WrongForm, span, format!("`{form}` is not written here"))
        .label("another language's sign")
        .help(format!("write `{ours}`"));
    Some(if *exact { wrong.fix(span, *ours) } else { wrong })
}

/// The word or sign at the start of a text.
fn token(text: &str) -> &str {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return "" };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let end = if is_word(first) {
        text.find(|c: char| !is_word(c)).unwrap_or(text.len())
    } else {
        chars.next().map_or(text.len(), |(end, _)| end)
    };
    &text[..end]
}

fn expected(error: &Error<Rule>) -> String {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return String::new() };
    let mut words: Vec<String> = Vec::new();
    for &rule in positives {
        let word = in_words(rule);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    const MOST: usize = 6;
    if words.len() > MOST {
        words.truncate(MOST);
        return format!("{} or the like", words.join(", "));
    }
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// A rule as an author would name it: a keyword or sign by itself, anything else by its name in the grammar.
fn in_words(rule: Rule) -> String {
    let name = format!("{rule:?}");
    if let Some(keyword) = name.strip_prefix("kw_") {
        return format!("`{keyword}`");
    }
    let sign = match rule {
        Rule::l_brace => "`{`",
        Rule::r_brace => "`}`",
        Rule::l_bracket => "`[`",
        Rule::r_bracket => "`]`",
        Rule::l_paren => "`(`",
        Rule::r_paren => "`)`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::equals => "`=`",
        Rule::question => "`?`",
        Rule::EOI => "the end",
        Rule::name | Rule::word | Rule::path => "a name",
        Rule::fact_path => "the path of a fact",
        Rule::text => "a text in quotes",
        Rule::expr | Rule::junction | Rule::negation | Rule::predicate => "a condition",
        Rule::value | Rule::primary => "a value",
        Rule::length | Rule::duration => "a length of time",
        Rule::comparator | Rule::suffix => "a comparison",
        Rule::phrase | Rule::first_word | Rule::phrase_word => "a noun",
        Rule::junctor => "`and` or `or`",
        Rule::field_type => "a type",
        _ => return format!("a {}", name.replace('_', " ")),
    };
    sign.to_owned()
}
