//! Reads a file, segment by segment. One that parses is built at once; one that does not is cut into chunks, and each
//! is read, repaired or reported alone. Parsing never fails.

mod anchors;
mod brackets;
mod builder;
mod calendars;
mod case;
mod chunk;
mod edit;
mod effort;
mod escapes;
mod expressions;
mod facts;
mod grammar;
mod insertions;
mod items;
mod lex;
mod line;
mod literals;
mod lost;
mod names;
mod nesting;
mod open_phrase;
mod parsed;
mod policies;
mod recover;
mod recover_clauses;
mod repair;
mod report;
mod reuse;
mod rule_name;
mod scan;
mod segments;
mod split;
mod thing;
mod token;
mod wrong_phrases;
mod wrong_tokens;

use std::ops::Range;

use self::chunk::Chunk;
use self::effort::Effort;
use crate::source::FileId;
use builder::{Builder, Built, Languages, children, fitted, inside};
use grammar::{Grammar, Rule};

pub use lex::{Header, header};
pub(crate) use lex::{Lexeme, lexemes};
pub use names::is_name;
pub use parsed::{Parsed, Segment};
pub use reuse::Known;

/// Parses a whole file.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    parse_again(file, text, &mut Known::default())
}

/// Parses a whole file, of which parts may be known: what comes out is the same.
#[must_use]
pub fn parse_again(file: FileId, text: &str, known: &mut Known<'_>) -> Parsed {
    let change = known.change(text);
    let mut whole: Option<Parsed> = None;
    let mut effort = Effort::default();
    let mut languages = Languages::from([]);
    for range in segments::segments(text) {
        let next = known
            .take(file, &range, &change)
            .unwrap_or_else(|| read(file, text, range, &languages, &mut effort));
        match &mut whole {
            None => {
                languages = Languages::from(&next.file.languages[..]);
                whole = Some(next);
            }
            // There is a header in a later segment too: only the whole file shows whether it is given twice.
            Some(_) if next.file.has_header() => {
                return read(file, text, 0..text.len(), &Languages::from([]), &mut Effort::default());
            }
            Some(whole) => whole.extend(next),
        }
    }
    whole.unwrap_or_default()
}

/// Parses a part of a file, above which these languages are declared.
fn read(file: FileId, text: &str, range: Range<usize>, languages: &Languages, effort: &mut Effort) -> Parsed {
    let mut builder = Builder::new(file, range.start, languages, std::mem::take(effort));
    let whole_text = builder.written(0, range.len());
    if let Some(scan) = scan::scan(&mut builder, &text[range.clone()]) {
        let whole = Chunk { scan: &scan, rule: Rule::items, tokens: 0..scan.tokens.len(), suffix: "" };
        if let Err(failure) = builder.read(&whole, Builder::build_items) {
            builder.recover(&scan);
            // The chunks can each be read, but not together.
            if builder.reported.is_empty() {
                let stopped = report::syntax_error(&builder, &whole, &failure);
                builder.report(stopped);
            }
        }
    } else {
        builder.reported_within(whole_text);
    }
    let Builder { tree, diagnostics, unread, nameless, effort: left, .. } = builder;
    *effort = left;
    let is_sound = diagnostics.iter().next().is_none() && unread.is_empty();
    let segments = vec![Segment { range, items: tree.items.len(), is_sound, was: None }];
    Parsed { file: tree, diagnostics, unread, nameless, segments }
}
