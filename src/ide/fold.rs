//! What can be folded: blocks in braces, and comments of several lines.

use crate::analysis::Analysis;
use crate::source::FileId;
use crate::syntax::lexemes;

/// Lines that can be folded into the first of them; they count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// The line that remains.
    pub first: usize,
    /// The last line that is hidden.
    pub last: usize,
    /// Whether it is a comment.
    pub is_comment: bool,
}

/// The folds of a file, in the order of their first lines. A text that does not parse has them, too.
#[must_use]
pub fn folds(analysis: &Analysis, file: FileId) -> Vec<Fold> {
    let Some(source) = analysis.sources.get(file) else { return Vec::new() };
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for token in lexemes(&source.text) {
        let line = source.line_of(token.start as u32);
        match token.text {
            "{" => open.push(line),
            "}" => {
                // The line with the closing brace remains.
                let last = line.saturating_sub(1);
                found.extend(open.pop().filter(|first| *first < last).map(|first| Fold {
                    first,
                    last,
                    is_comment: false,
                }));
            }
            _ => {}
        }
    }
    let mut begun = None;
    let lines = source.text.lines().map(|line| line.trim_start().starts_with("//")).chain([false]);
    for (line, is_comment) in lines.enumerate() {
        match (is_comment, begun) {
            (true, None) => begun = Some(line),
            (true, Some(_)) | (false, None) => {}
            (false, Some(first)) => {
                begun = None;
                found.extend((first + 1 < line).then(|| Fold { first, last: line - 1, is_comment: true }));
            }
        }
    }
    found.sort_unstable();
    found
}
