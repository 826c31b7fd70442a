//! Applying the edits that diagnostics carry.

use super::{Diagnostic, Fix};
use crate::source::{FileId, Sources};

/// The text of `file` with every certain edit of `found` made, and how many were; `None` if there is none. Of two
/// edits that overlap the first is made: the other may be found again in the text that comes out.
#[must_use]
pub fn fixed(sources: &Sources, file: FileId, found: &[Diagnostic]) -> Option<(String, usize)> {
    let text = &sources.get(file)?.text;
    let mut edits: Vec<&Fix> = found.iter().filter_map(|one| one.fix.as_ref()).collect();
    edits.retain(|fix| fix.certain && fix.span.file == file && text.get(fix.span.range()).is_some());
    edits.sort_by_key(|fix| fix.span);
    let (mut fixed, mut copied, mut made) = (String::new(), 0, 0);
    for fix in edits {
        let range = fix.span.range();
        // Two insertions at one place would come in an order that nobody chose.
        if range.start < copied || (made > 0 && range.start == copied && range.is_empty()) {
            continue;
        }
        fixed.push_str(&text[copied..range.start]);
        fixed.push_str(&fix.replacement);
        copied = range.end;
        made += 1;
    }
    fixed.push_str(&text[copied..]);
    (made > 0).then_some((fixed, made))
}
