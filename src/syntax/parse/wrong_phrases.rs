//! Likely wrong forms, and the right ones. They are looked for only where a text does not parse, and
//! taken only if it reads further that way.

use std::ops::Range;

use super::Builder;
use super::chunk::Repair;
use super::token::{Kind, Scan};
use crate::diagnostic::messages::{common, forms, syntax};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::syntax::vocabulary::Unit;

/// A row of the table: words as they may be guessed, what is written instead (`$1` is the first word), and whether
/// that is certain.
struct Form(&'static str, &'static str, Confidence);

#[derive(Clone, Copy)]
enum Confidence {
    Certain,
    Likely,
    /// It is read so to go on, but is not what is meant: what to type instead.
    Instead(fn(&str) -> Message),
}
use Confidence::{Certain, Instead, Likely};

const PART_OF_TEXT: Confidence = Instead(|_| forms::part_of_text());

/// `NUM` is a number, `LEN` a length of time in any writing, `WORD` any word, `TEXT` a text, `LANG` a language's code.
const FORMS: &[Form] = &[
    // Amounts.
    Form("¥ NUM", "$2 CNY", Likely),
    Form("\u{ffe5} NUM", "$2 CNY", Likely),
    Form("$ NUM", "$2 USD", Likely),
    Form("€ NUM", "$2 EUR", Certain),
    Form("£ NUM", "$2 GBP", Certain),
    Form("NUM yuan", "$1 CNY", Certain),
    Form("NUM rmb", "$1 CNY", Certain),
    Form("NUM 元", "$1 CNY", Certain),
    Form("NUM dollars", "$1 USD", Likely),
    Form("NUM euros", "$1 EUR", Certain),
    // Windows.
    Form("older than LEN", "more than $3 ago", Certain),
    Form("longer than LEN ago", "more than $3 ago", Certain),
    Form("longer than LEN", "more than $3 ago", Likely),
    Form("over LEN ago", "more than $2 ago", Certain),
    Form("more than LEN", "more than $3 ago", Likely),
    Form("at least LEN", "at least $3 ago", Likely),
    Form("not less than LEN ago", "at least $4 ago", Certain),
    Form("no less than LEN ago", "at least $4 ago", Certain),
    Form("less than LEN", "less than $3 ago", Likely),
    Form("fewer than LEN ago", "less than $3 ago", Certain),
    Form("newer than LEN", "less than $3 ago", Certain),
    Form("younger than LEN", "less than $3 ago", Certain),
    Form("at most LEN ago", "within $3", Likely),
    Form("within the last LEN", "within $4", Certain),
    Form("within the past LEN", "within $4", Certain),
    Form("within last LEN", "within $3", Certain),
    Form("in the last LEN", "within $4", Certain),
    Form("in the past LEN", "within $4", Certain),
    Form("in last LEN", "within $3", Certain),
    Form("during the last LEN", "within $4", Certain),
    Form("the last LEN", "within $3", Certain),
    Form("last LEN", "within $2", Certain),
    Form("past LEN", "within $2", Certain),
    Form("within the next LEN", "in the next $4", Certain),
    Form("within next LEN", "in the next $3", Certain),
    Form("in next LEN", "in the next $3", Certain),
    Form("next LEN", "in the next $2", Certain),
    Form("> LEN ago", "more than $2 ago", Certain),
    Form("< LEN ago", "less than $2 ago", Certain),
    Form(">= LEN ago", "at least $2 ago", Certain),
    Form(">= LEN", "at least $2 ago", Likely),
    Form("> LEN", "more than $2 ago", Likely),
    Form("<= LEN", "within $2", Likely),
    Form("< LEN", "less than $2 ago", Likely),
    Form("prior to", "before", Certain),
    Form("earlier than", "before", Certain),
    Form("later than", "after", Certain),
    // Working days.
    Form("NUM business days", "$1 working days", Certain),
    Form("NUM workdays", "$1 working days", Certain),
    Form("NUM 个工作日", "$1 working days", Certain),
    // Anchors.
    Form("end of the month of", "end of month of", Certain),
    Form("end of the quarter of", "end of quarter of", Certain),
    Form("end of the year of", "end of year of", Certain),
    Form("end of the day of", "end of day of", Certain),
    Form("start of the month of", "start of month of", Certain),
    Form("start of the quarter of", "start of quarter of", Certain),
    Form("start of the year of", "start of year of", Certain),
    Form("start of the day of", "start of day of", Certain),
    Form("beginning of WORD of", "start of $3 of", Certain),
    Form("first day of WORD of", "start of $4 of", Likely),
    Form("last day of WORD of", "end of $4 of", Likely),
    Form("end of calendar WORD of", "end of $4 of", Certain),
    Form("midnight of WORD", "start of day of $3", Likely),
    Form("start of week of", "start of day of", Instead(|_| forms::no_weeks())),
    Form("end of week of", "end of day of", Instead(|_| forms::no_weeks())),
    // Quantifiers.
    Form("without any WORD", "no $3", Certain),
    Form("without WORD", "no $2", Certain),
    Form("none of WORD", "no $3", Certain),
    Form("none WORD", "no $2", Certain),
    Form("zero WORD", "no $2", Certain),
    Form("not any WORD", "no $3", Certain),
    Form("there is no WORD", "no $4", Certain),
    Form("there are no WORD", "no $4", Certain),
    Form("has no WORD", "no $3", Certain),
    Form("have no WORD", "no $3", Certain),
    Form("there is a WORD", "some $4", Certain),
    Form("there is an WORD", "some $4", Certain),
    Form("has a WORD", "some $3", Certain),
    Form("any WORD", "some $2", Certain),
    Form("exists WORD", "some $2", Certain),
    Form("all WORD are WORD", "every $2 satisfies $4", Likely),
    Form("every WORD is WORD", "every $2 satisfies $4", Likely),
    Form("all WORD", "every $2", Certain),
    Form("each WORD", "every $2", Certain),
    Form("at least one", "at least 1", Certain),
    Form("at least two", "at least 2", Certain),
    Form("at least three", "at least 3", Certain),
    Form("at most one", "at most 1", Certain),
    Form("at most two", "at most 2", Certain),
    Form("at most three", "at most 3", Certain),
    Form("exactly one", "exactly 1", Certain),
    Form("exactly two", "exactly 2", Certain),
    Form("atleast", "at least", Certain),
    Form("atmost", "at most", Certain),
    Form("least NUM WORD", "at least $2 $3", Certain),
    Form("most NUM WORD", "at most $2 $3", Certain),
    Form("minimum NUM", "at least $2", Certain),
    Form("maximum NUM", "at most $2", Certain),
    Form("up to NUM", "at most $3", Certain),
    Form(">= NUM WORD", "at least $2 $3", Certain),
    Form("<= NUM WORD", "at most $2 $3", Certain),
    // Comparisons.
    Form("is =", "is", Certain),
    Form("isn't", "is not", Certain),
    Form("isn’t", "is not", Certain),
    Form("isnt", "is not", Certain),
    Form("isnot", "is not", Certain),
    Form("aren't", "is not", Certain),
    Form("is equal to", "is", Certain),
    Form("is equals", "is", Certain),
    Form("equal to", "is", Certain),
    Form("equals", "is", Certain),
    Form("is greater than or equal to", ">=", Certain),
    Form("is less than or equal to", "<=", Certain),
    Form("is greater than", ">", Certain),
    Form("is more than", ">", Certain),
    Form("is less than", "<", Certain),
    Form("is at least", ">=", Certain),
    Form("is at most", "<=", Certain),
    Form("begins with TEXT", "starts with $3", Certain),
    Form("start with TEXT", "starts with $3", Certain),
    Form("is prefixed by TEXT", "starts with $4", Certain),
    Form("is prefixed with TEXT", "starts with $4", Certain),
    Form("has prefix TEXT", "starts with $3", Certain),
    Form("ends with TEXT", "is $3", PART_OF_TEXT),
    Form("contains TEXT", "is $2", PART_OF_TEXT),
    Form("matches TEXT", "is $2", PART_OF_TEXT),
    Form("like TEXT", "is $2", PART_OF_TEXT),
    Form("includes TEXT", "is $2", PART_OF_TEXT),
    Form("startswith TEXT", "starts with $2", Certain),
    Form("endswith TEXT", "is $2", PART_OF_TEXT),
    Form("not if", "if not", Instead(|_| forms::if_negated())),
    Form("else", "and", Instead(|_| forms::no_else())),
    Form("is above", ">", Certain),
    Form("is below", "<", Certain),
    Form("greater than", ">", Certain),
    Form("more than", ">", Certain),
    Form("less than", "<", Certain),
    Form("fewer than", "<", Certain),
    Form("at least", ">=", Certain),
    Form("at most", "<=", Certain),
    Form("exceeds", ">", Certain),
    Form("is <", "<", Certain),
    Form("is >", ">", Certain),
    Form("is <=", "<=", Certain),
    Form("is >=", ">=", Certain),
    Form("are", "is", Certain),
    Form("was", "is", Certain),
    Form("=", "is", Certain),
    Form("does not exist", "is absent", Certain),
    Form("doesn't exist", "is absent", Certain),
    Form("exists", "is present", Certain),
    Form("is any of", "is one of", Certain),
    Form("is either", "is one of", Certain),
    Form("is none of", "is not one of", Certain),
    Form("not one of", "is not one of", Certain),
    Form("oneof", "one of", Certain),
    Form("one-of", "one of", Certain),
    Form("not in", "is not one of", Likely),
    Form("is in", "in", Likely),
    Form("but", "and", Likely),
    Form("unless", "or", Likely),
    // Aggregates.
    Form("count unique WORD of", "count distinct $3 of", Certain),
    Form("count different WORD of", "count distinct $3 of", Certain),
    Form("distinct count of WORD of", "count distinct $4 of", Certain),
    Form("number of distinct WORD of", "count distinct $4 of", Certain),
    Form("number of different WORD of", "count distinct $4 of", Certain),
    Form("count ( WORD )", "count of $3", Certain),
    Form(">= of WORD", ">= count of $3", Likely),
    Form("<= of WORD", "<= count of $3", Likely),
    Form("> of WORD", "> count of $3", Likely),
    Form("< of WORD", "< count of $3", Likely),
    Form("count WORD", "count of $2", Certain),
    Form("number of", "count of", Certain),
    Form("sum WORD of", "total $2 of", Certain),
    Form("max WORD of", "largest $2 of", Certain),
    Form("min WORD of", "smallest $2 of", Certain),
    Form("first WORD of", "earliest $2 of", Certain),
    Form("last WORD of", "latest $2 of", Certain),
    // Extremes.
    Form("max (", "larger of (", Certain),
    Form("min (", "smaller of (", Certain),
    Form("greatest (", "larger of (", Certain),
    Form("least (", "smaller of (", Certain),
    Form("greater of", "larger of", Certain),
    Form("higher of", "larger of", Certain),
    Form("lesser of", "smaller of", Certain),
    Form("lower of", "smaller of", Certain),
    Form("latest of (", "later of (", Certain),
    Form("earliest of (", "earlier of (", Certain),
    Form("largest of (", "larger of (", Certain),
    Form("smallest of (", "smaller of (", Certain),
    Form("the later of", "later of", Certain),
    Form("the earlier of", "earlier of", Certain),
    Form("the larger of", "larger of", Certain),
    Form("the smaller of", "smaller of", Certain),
    Form("later of WORD and WORD", "later of ($3, $5)", Certain),
    Form("earlier of WORD and WORD", "earlier of ($3, $5)", Certain),
    Form("larger of WORD and WORD", "larger of ($3, $5)", Certain),
    Form("smaller of WORD and WORD", "smaller of ($3, $5)", Certain),
    Form("later of WORD , WORD", "later of ($3, $5)", Certain),
    Form("earlier of WORD , WORD", "earlier of ($3, $5)", Certain),
    Form("larger of WORD , WORD", "larger of ($3, $5)", Certain),
    Form("smaller of WORD , WORD", "smaller of ($3, $5)", Certain),
    // Cases.
    Form("switch WORD {", "case $2 {", Certain),
    Form("switch ( WORD ) {", "case $3 {", Certain),
    Form("match WORD {", "case $2 {", Certain),
    Form("case ( WORD ) {", "case $3 {", Certain),
    Form("case WORD of {", "case $2 {", Certain),
    Form("case of WORD {", "case $3 {", Certain),
    Form("case WORD : {", "case $2 {", Certain),
    Form("* :", "_:", Certain),
    Form("when WORD :", "$2:", Certain),
    Form("case WORD :", "$2:", Certain),
    Form("< NUM :", "below $2:", Certain),
    Form("less than NUM :", "below $3:", Certain),
    Form("under NUM :", "below $2:", Certain),
    Form(">= NUM :", "from $2:", Certain),
    Form("at least NUM :", "from $3:", Certain),
    Form("NUM and more :", "from $1:", Certain),
    Form("NUM - NUM :", "$1 to $3:", Certain),
    Form("->", ":", Certain),
    Form("- >", ":", Certain),
    // Rounding.
    Form("round down", "rounded down", Certain),
    Form("round up", "rounded up", Certain),
    Form("rounded downwards", "rounded down", Certain),
    Form("rounded upwards", "rounded up", Certain),
    Form("rounded to even", "rounded half even", Certain),
    Form("rounded half to even", "rounded half even", Certain),
    Form("rounded half up", "rounded half even", Instead(|_| forms::no_half_up())),
    Form("rounded half down", "rounded half even", Instead(|_| forms::no_half_up())),
    Form(") rounded", ") rounded down", Instead(|_| forms::no_half_up())),
    Form("floor ( NUM % of WORD )", "($3 % of $6) rounded down", Certain),
    Form("ceil ( NUM % of WORD )", "($3 % of $6) rounded up", Certain),
    Form("ceiling ( NUM % of WORD )", "($3 % of $6) rounded up", Certain),
    Form("round ( NUM % of WORD )", "($3 % of $6) rounded half even", Likely),
    // Named values.
    Form("const WORD =", "let $2 =", Certain),
    Form("constant WORD =", "let $2 =", Certain),
    Form("def WORD =", "let $2 =", Certain),
    Form("define WORD =", "let $2 =", Certain),
    Form("val WORD =", "let $2 =", Certain),
    Form("var WORD =", "let $2 =", Certain),
    Form("set WORD =", "let $2 =", Likely),
    Form("let WORD : =", "let $2 =", Certain),
    Form("let WORD be", "let $2 =", Certain),
    // Values of outcomes.
    Form("outcome WORD LEN", "outcome $2 for $3", Certain),
    Form("outcome WORD until LEN", "outcome $2 for $4", Certain),
    Form("outcome WORD within LEN", "outcome $2 for $4", Likely),
    Form("outcome WORD NUM WORD", "outcome $2 of $3 $4", Certain),
    Form("outcome WORD for LEN WORD", "outcome $2 for $4", Likely),
    // Deadlines.
    Form("deadline WORD within LEN", "deadline $2: $4", Certain),
    Form("deadline WORD : within LEN", "deadline $2: $5", Certain),
    Form("deadline WORD LEN", "deadline $2: $3", Certain),
    Form("deadline WORD of LEN", "deadline $2: $4", Certain),
    Form("duty WORD :", "deadline $2:", Certain),
    Form("obligation WORD :", "deadline $2:", Certain),
    Form("sla WORD :", "deadline $2:", Certain),
    Form("WORD by WORD", "$1 met by $3", Certain),
    Form("fulfilled by", "met by", Certain),
    Form("satisfied by", "met by", Certain),
    Form("done by", "met by", Certain),
    Form("kept by", "met by", Certain),
    Form("met with", "met by", Certain),
    Form("met at", "met by", Certain),
    Form("met when", "met by", Likely),
    Form("LEN from WORD", "$1 after $3", Certain),
    Form("LEN since WORD", "$1 after $3", Certain),
    Form("deadline WORD is", "deadline $2", Certain),
    Form("deadline WORD late", "deadline $2 overdue", Certain),
    Form("deadline WORD missed", "deadline $2 overdue", Certain),
    Form("deadline WORD running", "deadline $2 open", Certain),
    Form("deadline WORD pending", "deadline $2 open", Certain),
    Form("deadline WORD not started", "deadline $2 not begun", Certain),
    Form("expect overdue WORD", "expect deadline $3 overdue", Certain),
    Form("expect WORD overdue", "expect deadline $2 overdue", Likely),
    // Notices.
    Form("notice WORD :", "notify $2:", Certain),
    Form("announce WORD :", "notify $2:", Certain),
    Form("notify WORD LEN", "notify $2: $3", Certain),
    Form("LEN ahead", "$1 before", Certain),
    Form("LEN in advance", "$1 before", Certain),
    Form("LEN beforehand", "$1 before", Certain),
    Form("before since", "before counted since", Certain),
    Form("counted from", "counted since", Certain),
    Form("counted after", "counted since", Certain),
    Form("counting from", "counted since", Certain),
    Form("shown in", "shown by", Certain),
    Form("proved by", "shown by", Certain),
    Form("proven by", "shown by", Certain),
    Form("recorded in", "shown by", Certain),
    // Holds.
    Form("hold WORD when", "hold $2:", Certain),
    Form("hold WORD while", "hold $2:", Certain),
    Form("hold WORD if", "hold $2:", Certain),
    Form("hold WORD =", "hold $2:", Certain),
    Form("legal hold WORD :", "hold $3:", Certain),
    Form("freeze WORD :", "hold $2:", Certain),
    Form("on all data", "on everything", Certain),
    Form("on all collections", "on everything", Certain),
    Form("on anything", "on everything", Certain),
    // Periods that begin with leaving.
    Form("after account leaves", "after leaving", Certain),
    Form("after the account leaves", "after leaving", Certain),
    Form("after account left", "after leaving", Certain),
    Form("after the account left", "after leaving", Certain),
    Form("after it leaves", "after leaving", Certain),
    Form("upon leaving", "after leaving", Certain),
    // Expectations of a plan.
    Form("expect erase account", "expect erased account", Certain),
    Form("expect deleted account", "expect erased account", Certain),
    Form("expect delete account", "expect erased account", Certain),
    Form("expect removed account", "expect erased account", Certain),
    Form("expect keep account", "expect kept account", Certain),
    Form("expect retain account", "expect kept account", Certain),
    Form("expect retained account", "expect kept account", Certain),
    Form("expect anonymise account", "expect anonymised account", Certain),
    Form("expect forfeit account", "expect forfeited account", Certain),
    Form("expect frozen account", "expect held account", Certain),
    Form("expect on hold account", "expect held account", Certain),
    Form("expect not erased account", "expect kept account", Likely),
    Form("would have been", "would be", Certain),
    Form("expect no plans", "expect no plan", Certain),
    Form("expect plan absent", "expect no plan", Certain),
    Form("since due", "due since", Certain),
    Form("without an end", "without end", Certain),
    Form("without any end", "without end", Certain),
    Form("with no end", "without end", Certain),
    Form("until ever", "without end", Likely),
    Form("for ever", "without end", Certain),
    Form("forever", "without end", Certain),
    // Declarations.
    Form("list of WORD", "many $3", Certain),
    Form("array of WORD", "many $3", Certain),
    Form("set of WORD", "many $3", Certain),
    Form("optional WORD", "$2?", Certain),
    Form("WORD [ ]", "many $1", Certain),
    Form("enum of", "one of", Certain),
    Form("require WORD =", "require $2:", Certain),
    Form("condition WORD :", "condition $2 =", Certain),
    Form("if WORD {", "when $2 {", Certain),
    Form("unless WORD {", "when not $2 {", Certain),
    Form("group WORD {", "when $2 {", Likely),
    Form("when WORD : {", "when $2 {", Certain),
    Form("else {", "when true {", Instead(|_| forms::group_of_the_others())),
    Form("otherwise {", "when true {", Instead(|_| forms::group_of_the_others())),
    // Ways.
    Form("any of : {", "any of {", Certain),
    Form("any {", "any of {", Certain),
    Form("some of {", "any of {", Certain),
    Form("one of {", "any of {", Certain),
    Form("one of : {", "any of {", Certain),
    Form("at least one of {", "any of {", Certain),
    Form("at least 1 of {", "any of {", Certain),
    Form("either {", "any of {", Certain),
    Form("either of {", "any of {", Certain),
    Form("any of [", "any of {", Likely),
    Form("way WORD : {", "$2: {", Certain),
    Form("way WORD {", "$2: {", Certain),
    Form("option WORD : {", "$2: {", Certain),
    Form("option WORD {", "$2: {", Certain),
    Form("or WORD : {", "$2: {", Certain),
    Form("policy WORD", "policy $2 on request", Likely),
    Form("rule WORD :", "require $2:", Certain),
    Form("must WORD :", "require $2:", Certain),
    Form("deny WORD :", "require $2:", Instead(forms::hold_instead)),
    Form("forbid WORD :", "require $2:", Instead(forms::hold_instead)),
    Form("allow WORD :", "require $2:", Instead(forms::must_hold)),
    Form("permit WORD :", "require $2:", Instead(forms::must_hold)),
    Form("warning WORD :", "warn $2:", Certain),
    Form("import WORD", "use $2", Certain),
    Form("timezone WORD", "zone $2", Certain),
    Form("language WORD", "languages $2", Certain),
    Form("record account {", "account {", Certain),
    Form("record request {", "request {", Certain),
    Form("operator {", "service {", Certain),
    Form("calendar WORD = from TEXT", "calendar $2 from $5", Certain),
    Form("calendar WORD : from TEXT", "calendar $2 from $5", Certain),
    Form("calendar WORD = TEXT", "calendar $2 from $4", Certain),
    Form("calendar WORD : TEXT", "calendar $2 from $4", Certain),
    Form("calendar WORD file TEXT", "calendar $2 from $4", Certain),
    Form("calendar WORD in TEXT", "calendar $2 from $4", Certain),
    Form("calendar WORD TEXT", "calendar $2 from $3", Certain),
    Form("calendar from TEXT", "calendar days from $3", Likely),
    Form("delete WORD", "erase $2", Likely),
    // Messages.
    Form("LANG : TEXT", "$1 $3", Certain),
    Form("LANG = TEXT", "$1 $3", Certain),
    Form("or", ",", Likely),
];

/// The repairs that the table knows around the token `at`, within `chunk`.
pub(super) fn repairs(builder: &Builder, scan: &Scan<'_>, chunk: &Range<usize>, at: usize) -> Vec<Repair> {
    let mut found = Vec::new();
    // `more than 5 CNY` fails at its currency: a number could still have begun a length of time.
    let behind_number = at > chunk.start && scan.kind(at - 1) == Some(Kind::Number);
    let reached = if behind_number { at - 1 } else { at };
    for form in FORMS {
        // A form has at most six words, and a length of time may be two of them.
        let first = at.saturating_sub(7).max(chunk.start);
        for start in first..=at {
            let Some((end, captured)) = matched(scan, start, form.0) else { continue };
            if (reached.max(start + 1)..=chunk.end).contains(&end) {
                found.push(repair(builder, scan, &(start..end), &captured, form));
            }
        }
    }
    let near = at.saturating_sub(2).max(chunk.start)..=at;
    found.extend(near.clone().filter_map(|at| number(builder, scan, chunk, at)));
    found.extend(near.clone().filter_map(|at| without_offset(builder, scan, at)));
    found.extend(near.filter_map(|at| turned_round(builder, scan, at)));
    found.extend(listed(builder, scan, chunk, at));
    found
}

/// Where the pattern that begins at `start` ends, and its words; a length of time is taken as it is written here.
fn matched(scan: &Scan<'_>, start: usize, pattern: &str) -> Option<(usize, Vec<String>)> {
    let (mut at, mut captured) = (start, Vec::new());
    for word in pattern.split(' ') {
        let (length, text) = match word {
            "LEN" => length_of_time(scan, at)?,
            _ if matches_word(scan, at, word) => (1, scan.word(at).to_owned()),
            _ => return None,
        };
        at += length;
        captured.push(text);
    }
    Some((at, captured))
}

/// A length of time, and how many tokens it takes: `15d`, `15 days`, `15days`.
fn length_of_time(scan: &Scan<'_>, at: usize) -> Option<(usize, String)> {
    if scan.kind(at) != Some(Kind::Number) {
        return None;
    }
    let (count, suffix) = split_number(scan.word(at));
    let unit = |written: &str| {
        let elsewhere = UNITS.iter().find(|(other, _)| *other == written).map(|(_, unit)| *unit);
        elsewhere.or_else(|| Unit::of(written)).map(Unit::text)
    };
    if suffix.is_empty() && scan.is_word(at + 1) {
        return Some((2, format!("{count}{}", unit(&scan.word(at + 1).to_lowercase())?)));
    }
    match unit(&suffix.to_lowercase()) {
        Some(unit) => Some((1, format!("{count}{unit}"))),
        // `1y6mo`
        None => {
            let is_length = !suffix.contains('-') && suffix.ends_with(|c: char| c.is_ascii_lowercase());
            is_length.then(|| (1, scan.word(at).to_owned()))
        }
    }
}

fn split_number(word: &str) -> (&str, &str) {
    word.split_at(word.find(|c: char| !c.is_ascii_digit() && c != '_' && c != '.').unwrap_or(word.len()))
}

fn matches_word(scan: &Scan<'_>, at: usize, pattern: &str) -> bool {
    let word = scan.word(at);
    match pattern {
        "NUM" => scan.kind(at) == Some(Kind::Number) && split_number(word).1.is_empty(),
        "WORD" => scan.is_word(at),
        "TEXT" => scan.kind(at) == Some(Kind::Text),
        "LANG" => scan.is_word(at) && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_lowercase()),
        literal => scan.kind(at) != Some(Kind::Text) && word.eq_ignore_ascii_case(literal),
    }
}

fn repair(
    builder: &Builder,
    scan: &Scan<'_>,
    row: &Range<usize>,
    captured: &[String],
    form: &Form,
) -> Repair {
    let new = filled(form.1, form.0, captured);
    let range = scan.bytes(row);
    let written = &scan.text[range.clone()];
    let span = builder.written(range.start, range.end);
    let wrong = Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(written));
    let understood = || wrong.clone().label(syntax::understood()).help(common::write_this(&new));
    let wrong = match form.2 {
        Certain => understood().fix(span, new.clone()),
        Likely => understood(),
        Instead(help) => wrong.label(syntax::no_such_form()).help(help(meant(form.0, captured))),
    };
    Repair::replace(range, new, wrong)
}

/// A text with the words of a form in place of `$1`, and of `$LEN` its length of time.
/// What a form is about: its length of time, or else its second word.
fn meant<'c>(pattern: &str, captured: &'c [String]) -> &'c str {
    let length = pattern.split(' ').position(|word| word == "LEN");
    captured.get(length.unwrap_or(1)).map_or("", String::as_str)
}

fn filled(text: &str, pattern: &str, captured: &[String]) -> String {
    let length = pattern.split(' ').position(|word| word == "LEN").and_then(|at| captured.get(at));
    let text = length.map_or_else(|| text.to_owned(), |length| text.replace("$LEN", length));
    (1..).zip(captured).fold(text, |text, (number, word)| text.replace(&format!("${number}"), word))
}

/// A time without its offset: `2026-01-01T00:00`.
fn without_offset(builder: &Builder, scan: &Scan<'_>, at: usize) -> Option<Repair> {
    let word = scan.word(at);
    let (_, clock) = word.split_once('T').filter(|(date, _)| date.len() == "2026-01-01".len())?;
    let is_clock = clock.contains(':') && clock.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let token = scan.tokens.get(at).filter(|token| token.kind == Kind::Number && is_clock)?;
    let span = builder.written(token.start, token.end);
    let wrong = Diagnostic::new(Code::BadLiteral, span, syntax::no_offset())
        .label(syntax::at_which_place())
        .help(syntax::write_z_or_offset(word));
    Some(Repair::replace(token.end..token.end, "Z", wrong))
}

/// A length of time with its unit first: `d15`.
fn turned_round(builder: &Builder, scan: &Scan<'_>, at: usize) -> Option<Repair> {
    let word = scan.word(at);
    let (unit, count) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
    let is_length = Unit::of(unit).is_some() && count.bytes().all(|b| b.is_ascii_digit());
    (scan.is_word(at) && is_length).then(|| repair_as(builder, scan, &(at..at + 1), format!("{count}{unit}")))
}

/// A number with something written onto it: `15days`, `100CNY`, `1,000`.
fn number(builder: &Builder, scan: &Scan<'_>, chunk: &Range<usize>, at: usize) -> Option<Repair> {
    if scan.kind(at) != Some(Kind::Number) || at >= chunk.end {
        return None;
    }
    let (count, suffix) = split_number(scan.word(at));
    let row = at..at + 1;
    if let Some((length, new)) = length_of_time(scan, at).filter(|(_, new)| new != scan.word(at)) {
        return Some(repair_as(builder, scan, &(at..at + length), new));
    }
    let code = if suffix == "元" { "CNY".to_owned() } else { suffix.to_uppercase() };
    if is_currency(&code) {
        return Some(repair_as(builder, scan, &row, format!("{count} {code}")));
    }
    let is_next =
        |at: usize| scan.tokens.get(at).zip(scan.tokens.get(at - 1)).is_some_and(|(b, a)| b.start == a.end);
    if suffix.is_empty()
        && scan.word(at + 1) == ","
        && scan.word(at + 2).len() == 3
        && scan.kind(at + 2) == Some(Kind::Number)
        && is_next(at + 1)
        && is_next(at + 2)
    {
        let row = at..at + 3;
        return Some(repair_as(builder, scan, &row, format!("{count}_{}", scan.word(at + 2))));
    }
    let code = scan.word(at + 1).to_uppercase();
    let is_code = scan.is_word(at + 1) && code != scan.word(at + 1) && is_currency(&code);
    (suffix.is_empty() && is_code).then(|| repair_as(builder, scan, &(at..at + 2), format!("{count} {code}")))
}

/// Whether a word has the form of a currency's code; which there are, the checker knows.
fn is_currency(code: &str) -> bool {
    code.len() == 3
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && !matches!(code, "DAY" | "SEC" | "MIN" | "HRS")
}

/// What units of time are called elsewhere.
const UNITS: &[(&str, Unit)] = &[
    ("days", Unit::Day),
    ("day", Unit::Day),
    ("weeks", Unit::Week),
    ("week", Unit::Week),
    ("months", Unit::Month),
    ("month", Unit::Month),
    ("years", Unit::Year),
    ("year", Unit::Year),
    ("hours", Unit::Hour),
    ("hour", Unit::Hour),
    ("hr", Unit::Hour),
    ("hrs", Unit::Hour),
    ("minutes", Unit::Minute),
    ("mins", Unit::Minute),
    ("minute", Unit::Minute),
    ("seconds", Unit::Second),
    ("second", Unit::Second),
    ("sec", Unit::Second),
    ("secs", Unit::Second),
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("周", Unit::Week),
    ("个月", Unit::Month),
    ("月", Unit::Month),
    ("年", Unit::Year),
    ("小时", Unit::Hour),
    ("分钟", Unit::Minute),
    ("秒", Unit::Second),
];

fn repair_as(builder: &Builder, scan: &Scan<'_>, row: &Range<usize>, new: String) -> Repair {
    let range = scan.bytes(row);
    let span = builder.written(range.start, range.end);
    let written = &scan.text[range.clone()];
    let wrong = Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(written))
        .label(syntax::understood())
        .help(common::write_this(&new))
        .fix(span, new.clone());
    Repair::replace(range, new, wrong)
}

/// `is one of (a, b)`, `in [a, b]`: a list has no brackets.
fn listed(builder: &Builder, scan: &Scan<'_>, chunk: &Range<usize>, at: usize) -> Option<Repair> {
    let open =
        (at.saturating_sub(2).max(chunk.start)..=at).find(|&at| matches!(scan.word(at), "(" | "[" | "{"))?;
    let close = (open + 1..chunk.end).find(|&close| scan.depth(close) == scan.depth(open))?;
    let is_member = scan.word(open.checked_sub(1)?) == "in";
    if scan.word(open - 1) != "of" && !is_member {
        return None;
    }
    let is_after_is = is_member && open >= 2 && scan.word(open - 2) == "is";
    let first = if is_after_is {
        open - 2
    } else if is_member {
        open - 1
    } else {
        open
    };
    let inner = &scan.text[scan.tokens[open].end..scan.tokens[close].start];
    let new = if is_member { format!("is one of {}", inner.trim()) } else { inner.trim().to_owned() };
    let range = scan.tokens[first].start..scan.tokens[close].end;
    let span = builder.written(range.start, range.end);
    let wrong = Diagnostic::new(Code::WrongForm, span, syntax::list_without_brackets())
        .label(syntax::brackets_around())
        .help(common::write_this(&new))
        .fix(span, new.clone());
    Some(Repair::replace(range, new, wrong))
}
