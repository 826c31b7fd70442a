//! Cuts a text apart where its chunks begin, so that one that is broken leaves its neighbours whole. It looks at
//! tokens and brackets alone, for it is asked only about text that does not parse.

use std::ops::Range;

pub(super) use super::token::has_item_shape;
use super::token::{Kind, Scan};
use crate::syntax::vocabulary::{
    self, CalendarRuleHead, ClauseHead, DataRuleHead, Form, ItemHead, RequirementEnding, Role, TestPart,
    TypeForm, Word,
};

/// Words that no declaration begins with, nor behind.
fn joins(word: &str) -> bool {
    vocabulary::has_role(word, Role::Continues) || vocabulary::has_role(word, Role::Trails)
}

/// A chunk with a block in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The tokens before the brace.
    pub(super) head: Range<usize>,
    /// The tokens between the braces.
    pub(super) body: Range<usize>,
    /// The tokens of the chunk behind the braces, which are a chunk of their own.
    pub(super) rest: Range<usize>,
}

/// The chunks of a file: one for each item, and the text between items.
pub(super) fn items(scan: &Scan<'_>) -> Vec<Range<usize>> {
    let is_start = |at: usize| {
        let before = (0..at).rev().find(|&at| scan.kind(at) != Some(Kind::Doc));
        let after_block = before.is_some_and(|at| scan.depth(at) == 0 && scan.word(at) == "}");
        scan.depth(at) == 0
            && (after_block || scan.word(at) != "{" && (begins_item(scan, at) || is_nearly_item(scan, at)))
    };
    chunks(scan, 0..scan.tokens.len(), is_start)
}

fn begins_item(scan: &Scan<'_>, at: usize) -> bool {
    let is_keyword = scan.is_word(at) && ItemHead::begins(scan.word(at));
    is_keyword
        && !matches!(scan.word(at + 1), ":" | "=" | ".")
        && (scan.is_first_on_line(at) || has_item_shape(scan, at))
}

/// A line that begins with a misspelt keyword.
fn is_nearly_item(scan: &Scan<'_>, at: usize) -> bool {
    scan.tokens.get(at).is_some_and(|token| token.indent == Some(0))
        && scan.is_word(at)
        && matches!(scan.kind(at + 1), Some(Kind::Word | Kind::Text))
        && nearest_form::<ItemHead>(scan.word(at)).is_some()
}

/// The form whose first word is one or two letters away.
pub(super) fn nearest_form<F: Form>(word: &str) -> Option<F> {
    crate::diagnostic::nearest(word, F::heads()).and_then(F::of)
}

/// The keyword that can be missing before the token `at`, where only one can: a text begins with its package, and of a
/// block without a name there is one of each kind.
pub(super) fn missing_head(scan: &Scan<'_>, at: usize) -> Option<ItemHead> {
    let is_first = (0..at).all(|before| scan.kind(before) == Some(Kind::Doc));
    let heads: &[ItemHead] = match scan.word(at) {
        "{" => &[ItemHead::Account, ItemHead::Request],
        _ if is_first && scan.is_word(at) => &[ItemHead::Package],
        _ => &[],
    };
    heads.iter().copied().find(|&head| !scan.has_item(head))
}

/// The token before which a head lacks its brace, if the token `at` begins such a head.
pub(super) fn missing_brace(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !scan.is_word(at) || !scan.is_first_on_line(at) {
        return None;
    }
    let length = match scan.word(at) {
        "account" | "request" | "service" if scan.tokens[at].indent == Some(0) => 1,
        "account" | "request" | "service" if scan.is_word(at + 1) && scan.word(at + 2) == ":" => 1,
        "account" | "request" | "service" if scan.word(at + 2) == "with" && scan.word(at + 4) == ":" => 3,
        "record" if scan.is_word(at + 1) => 2,
        "policy" if scan.word(at + 2) == "on" && scan.is_word(at + 3) => 4,
        "data" if DataRuleHead::begins(scan.word(at + 1)) => 1,
        "test" if scan.kind(at + 1) == Some(Kind::Text) && scan.word(at + 2) == "for" => {
            let time = (at + 3..at + 9).find(|&at| scan.kind(at) == Some(Kind::Number))?;
            time + 1 - at
        }
        _ => return None,
    };
    let brace = at + length;
    let next = scan.tokens.get(brace)?;
    let ends = next.indent == Some(0) && begins_item(scan, brace);
    (scan.is_word(brace) && !ends).then_some(brace)
}

/// The block of a chunk, if it has one.
pub(super) fn block(scan: &Scan<'_>, chunk: &Range<usize>) -> Option<Block> {
    let depth = scan.depth(chunk.start);
    let open = chunk.clone().find(|&at| scan.depth(at) == depth && scan.word(at) == "{")?;
    let close = (open + 1..chunk.end).find(|&at| scan.depth(at) <= depth).unwrap_or(chunk.end);
    let rest = chunk.end.min(close + 1)..chunk.end;
    Some(Block { head: chunk.start..open, body: open + 1..close, rest })
}

/// The members of a record.
pub(super) fn members(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    // In `amount: int = 3` and `amount: int : time` the type is no name.
    let is_type = |at: usize| {
        let is_behind_sign = at > body.start && matches!(scan.word(at - 1), ":" | "many" | "money" | "of");
        is_behind_sign && (scan.word(at + 1) == "=" || !scan.is_first_on_line(at))
    };
    let may_be_name = |at: usize| {
        let is_torn = scan.is_first_on_line(at + 1) && !scan.is_first_on_line(at);
        scan.is_word(at) && !is_type(at) && !is_torn
    };
    let is_start = |at: usize| {
        if scan.depth(at) != depth || at == body.start {
            return false;
        }
        if !may_be_name(at) {
            // A field that lacks its name begins with the colon.
            return scan.word(at) == ":" && !may_be_name(at - 1);
        }
        let names = matches!(scan.word(at + 1), ":" | "=")
            || scan.word(at + 1) == "by" && matches!(scan.word(at), "dated" | "left");
        let fresh = scan.is_first_on_line(at)
            && at > body.start
            && scan.word(at - 1) != ","
            && !joins(scan.word(at - 1))
            && !joins(scan.word(at))
            && scan.kind(at - 1) != Some(Kind::Sign);
        names || fresh || scan.is_first_on_line(at) && matches!(scan.word(at.wrapping_sub(1)), "?" | "}")
    };
    chunks(scan, body.clone(), is_start)
}

/// Whether what begins at `at` is the type of a field by its form, and no expression.
pub(super) fn is_type(scan: &Scan<'_>, at: usize) -> bool {
    let ends = scan.is_first_on_line(at + 1) || matches!(scan.word(at + 1), "?" | "," | "as" | "}" | "");
    let is_behind = scan.is_word(at + 1) && matches!(scan.word(at + 2), ":" | "=");
    scan.is_word(at) && (opens_type(scan.word(at)) || ends || is_behind)
}

/// Whether a type of several words begins with the word.
pub(super) fn opens_type(word: &str) -> bool {
    TypeForm::of(word).is_some_and(|form| !form.is_one_word())
}

/// The clauses of a policy.
pub(super) fn clauses(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    chunks(scan, body, |at| scan.depth(at) == depth && is_clause_word(scan, at))
}

/// Whether a clause begins with this word.
pub(super) fn is_clause_word(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.word(at);
    let lacks_name =
        matches!(word, "require" | "warn" | "step" | "deadline" | "notify") && scan.word(at + 1) == ":";
    if !scan.is_word(at) || !lacks_name && matches!(scan.word(at + 1), ":" | "=" | "." | ",") {
        return false;
    }
    let Some(clause) = ClauseHead::of(word) else {
        let is_nearly = scan.is_first_on_line(at) && scan.is_word(at + 1) && scan.word(at + 2) == ":";
        return is_nearly && nearest_form::<ClauseHead>(word).is_some();
    };
    let named = scan.is_word(at + 1) && matches!(scan.word(at + 2), ":" | "when");
    match clause {
        ClauseHead::When => scan.is_first_on_line(at) && !(at > 1 && scan.word(at - 2) == "warn"),
        ClauseHead::Require
        | ClauseHead::Warn
        | ClauseHead::Step
        | ClauseHead::Deadline
        | ClauseHead::Notify => scan.is_first_on_line(at) || named,
        ClauseHead::Title => scan.is_first_on_line(at) && scan.kind(at + 2) == Some(Kind::Text),
        ClauseHead::Data => scan.word(at + 1) == "{" || scan.is_first_on_line(at),
        ClauseHead::Grace => scan.kind(at + 1) == Some(Kind::Number) || scan.is_first_on_line(at),
        ClauseHead::Outcome => scan.is_first_on_line(at),
        ClauseHead::AsksNothing => asks_nothing(scan, at),
    }
}

/// Whether `otherwise nothing is asked` begins here, and not the ending of a requirement.
fn asks_nothing(scan: &Scan<'_>, at: usize) -> bool {
    scan.word(at + 1) == "nothing" && (scan.word(at + 2) == "is" || scan.is_first_on_line(at))
}

/// Whether a way of `any of` begins here.
pub(super) fn begins_way(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_word(at) && scan.word(at + 1) == ":" && scan.word(at + 2) == "{"
}

/// The ways of `any of`.
pub(super) fn ways(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    chunks(scan, body, |at| scan.depth(at) == depth && begins_way(scan, at))
}

/// The rules of a data block.
pub(super) fn rules(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let is_start = |at: usize| {
        let is_listed = at > 0 && (scan.word(at - 1) == "," || DataRuleHead::begins(scan.word(at - 1)));
        // A hold has a name; the word may name a record otherwise.
        let is_hold = scan.word(at) == "hold";
        let begins = DataRuleHead::begins(scan.word(at)) && (!is_hold || scan.word(at + 2) == ":");
        scan.is_word(at) && begins && !is_listed
    };
    chunks(scan, body, is_start)
}

/// The lines of a calendar.
pub(super) fn calendar_rules(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    let is_listed = |at: usize| at > 0 && scan.word(at - 1) == ",";
    chunks(scan, body, |at| {
        let begins = CalendarRuleHead::begins(scan.word(at)) || scan.is_first_on_line(at);
        scan.depth(at) == depth && scan.is_word(at) && begins && !is_listed(at)
    })
}

/// The outcomes of a block, one a word.
pub(super) fn outcomes(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    chunks(scan, body, |at| scan.depth(at) == depth && scan.is_word(at) && scan.is_first_on_line(at))
}

/// The entries of a block of words, each from the first word of its line.
pub(super) fn words(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    let is_entry = |at: usize| scan.is_first_on_line(at) && scan.kind(at + 1) != Some(Kind::Text);
    chunks(scan, body, |at| scan.depth(at) == depth && scan.is_word(at) && is_entry(at))
}

/// The parts of a test.
pub(super) fn parts(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    chunks(scan, body, |at| scan.depth(at) == depth && is_part_word(scan, at))
}

fn is_part_word(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_word(at)
        && TestPart::begins(scan.word(at))
        && !matches!(scan.word(at + 1), ":" | "." | "[")
        && !is_item_path(scan, at)
}

/// Whether a word begins the path of an item that is expected: `expect erased account`. The facts of the account have a name or
/// a brace behind them.
fn is_item_path(scan: &Scan<'_>, at: usize) -> bool {
    let is_expect = |n: usize| at.checked_sub(n).is_some_and(|at| scan.word(at) == Word::Expect.text());
    let ends = [Word::Until, Word::Without, Word::For, Word::Due]
        .iter()
        .any(|word| word.text() == scan.word(at + 1));
    let is_last = ends || scan.word(at + 1) == "}" || scan.is_first_on_line(at + 1);
    !scan.is_first_on_line(at) && !is_expect(1) && (is_expect(2) || is_expect(4)) && is_last
}

/// Whether a part of a test begins here, whatever is open.
pub(super) fn begins_part(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_first_on_line(at) && is_part_word(scan, at) && scan.word(at.wrapping_sub(1)) != ":"
}

/// The fields of facts.
pub(super) fn fact_fields(scan: &Scan<'_>, body: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(body.start);
    let is_start = |at: usize| {
        let fresh = scan.is_first_on_line(at)
            && at > body.start
            && !matches!(scan.word(at - 1), ":" | "in" | "full" | "-");
        scan.depth(at) == depth && scan.is_word(at) && (scan.word(at + 1) == ":" || fresh && scan.is_word(at))
    };
    chunks(scan, body.clone(), is_start)
}

/// Whether the token is one of a list of names that lacks the comma before it: `one of a b`.
pub(super) fn lacks_comma(scan: &Scan<'_>, from: usize, at: usize) -> bool {
    // The key of a field may follow the values of its enumeration.
    if at <= from || !scan.is_word(at) || !scan.is_word(at - 1) || scan.word(at) == "as" {
        return false;
    }
    let opener = (from..at - 1).rev().find(|&at| !(scan.is_word(at + 1) || scan.word(at + 1) == ","));
    let row = opener.map_or(from, |at| at + 1)..at;
    let opens = |&at: &usize| vocabulary::has_role(scan.word(at), Role::OpensList);
    // Only the values of an enumeration go on on the next line.
    let is_apart = |opens: usize| {
        scan.word(opens) == "languages" && (opens + 1..=at).any(|at| scan.is_first_on_line(at))
    };
    row.clone().rev().find(opens).is_some_and(|opens| opens + 1 < at && !is_apart(opens))
}

/// The message groups and endings of a clause.
pub(super) fn endings(scan: &Scan<'_>, tail: Range<usize>) -> Vec<Range<usize>> {
    chunks(scan, tail, |at| starts_message(scan, at) || starts_ending(scan, at))
}

/// The operands of `and` and `or`, outside brackets.
pub(super) fn operands(scan: &Scan<'_>, condition: Range<usize>) -> Vec<Range<usize>> {
    let depth = scan.depth(condition.start);
    let (mut operands, mut start, mut between) = (Vec::new(), condition.start, false);
    for at in condition.clone() {
        let is_outside = scan.depth(at) == depth && scan.is_word(at);
        match scan.word(at) {
            "between" if is_outside => between = true,
            "and" if is_outside && between => between = false,
            "and" | "or" if is_outside => {
                operands.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    operands.push(start..condition.end);
    operands
}

/// Where the condition that begins at `from` ends within a clause.
pub(super) fn condition_end(scan: &Scan<'_>, from: usize, end: usize) -> usize {
    let ends = |&at: &usize| {
        at > from && starts_message(scan, at)
            || at == from && starts_message(scan, at) && scan.kind(at + 2) != Some(Kind::Sign)
            || scan.kind(at) == Some(Kind::Text)
                && !vocabulary::has_role(scan.word(at.wrapping_sub(1)), Role::BeforeText)
            || starts_ending(scan, at)
    };
    (from..end).find(ends).unwrap_or(end)
}

/// A word followed by a text: a message in a language.
pub(super) fn starts_message(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_word(at)
        && scan.kind(at + 1) == Some(Kind::Text)
        && !vocabulary::has_role(scan.word(at), Role::BeforeText)
}

fn starts_ending(scan: &Scan<'_>, at: usize) -> bool {
    let text_follows = scan.kind(at + 1) == Some(Kind::Text);
    let Some(ending) = RequirementEnding::of(scan.word(at)).filter(|_| scan.is_word(at)) else {
        return false;
    };
    match ending {
        RequirementEnding::Law => text_follows,
        RequirementEnding::Final => scan.word(at + 1) != "." && scan.word(at.wrapping_sub(1)) != ".",
        RequirementEnding::Otherwise => scan.is_word(at + 1) && !asks_nothing(scan, at),
    }
}

/// Whether the word precedes a text and is not a language.
pub(super) fn takes_text(scan: &Scan<'_>, at: usize) -> bool {
    vocabulary::has_role(scan.word(at), Role::LabelsText) && scan.is_word(at)
}

/// Rows of tokens that begin where `is_start` says; documentation belongs to what follows it.
fn chunks(scan: &Scan<'_>, within: Range<usize>, is_start: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let (mut chunks, mut start, mut documentation) = (Vec::new(), within.start, None);
    for at in within.clone() {
        if scan.kind(at) == Some(Kind::Doc) {
            documentation.get_or_insert(at);
            continue;
        }
        if is_start(at) {
            let from = documentation.unwrap_or(at);
            if from > start {
                chunks.push(start..from);
            }
            start = from;
        }
        documentation = None;
    }
    if within.end > start {
        chunks.push(start..within.end);
    }
    chunks
}
