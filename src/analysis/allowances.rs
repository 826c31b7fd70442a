//! `// allow W0302: reason`: a warning that the author has thought about. It holds for the line that it stands on or,
//! where it stands alone, for the next line with text.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::messages::{analysis, common};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Source, Sources, Span};

/// What an allowance begins with.
const WORD: &str = "allow ";

/// A code in an allowance.
struct Allowance {
    code: Option<Code>,
    /// Where the code is written.
    span: Span,
    /// The line that it holds for.
    line: usize,
}

/// Takes out the warnings that the texts allow. With `complete` diagnostics, allowances that allow nothing are
/// reported, and those without a reason in any case.
pub(super) fn apply(sources: &Sources, diagnostics: &mut Vec<Diagnostic>, complete: bool) {
    let mut found = Vec::new();
    let mut allowances = Vec::new();
    for (id, source) in sources.policies() {
        of_file(id, source, &mut allowances, &mut found);
    }
    let mut by_place: HashMap<(FileId, usize, Code), Vec<usize>> = HashMap::new();
    for (at, allowance) in allowances.iter().enumerate() {
        if let Some(code) = allowance.code {
            by_place.entry((allowance.span.file, allowance.line, code)).or_default().push(at);
        }
    }
    let mut used = vec![false; allowances.len()];
    diagnostics.retain(|one| {
        let file = one.primary.span.file;
        let line = sources.get(file).map(|source| source.line_of(one.primary.span.start));
        let place = line.filter(|_| one.severity() == Severity::Warning).map(|line| (file, line, one.code));
        let allowed = place.and_then(|place| by_place.get(&place));
        allowed.into_iter().flatten().for_each(|&at| used[at] = true);
        allowed.is_none()
    });
    let idle = allowances
        .iter()
        .zip(used)
        .filter(|(allowance, used)| !used && (complete || allowance.code.is_none()));
    found.extend(idle.map(|(allowance, _)| allows_nothing(allowance)));
    diagnostics.extend(found);
}

fn of_file(id: FileId, source: &Source, allowances: &mut Vec<Allowance>, found: &mut Vec<Diagnostic>) {
    if memchr::memmem::find(source.text.as_bytes(), WORD.as_bytes()).is_none() {
        return;
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let next_texts = next_texts(&lines);
    for (at, line) in lines.iter().enumerate() {
        let Some(comment) = comment_of(line) else { continue };
        let Some(body) = line[comment..].trim_start_matches('/').trim_start().strip_prefix(WORD) else {
            continue;
        };
        let start = source.line_start(at).unwrap_or(0) as usize;
        let from = start + line.len() - body.len();
        let (codes, reason) = body.split_once(':').unwrap_or((body, ""));
        if !codes.trim_start().starts_with(['W', 'E']) {
            continue;
        }
        let stands_alone = line[..comment].trim().is_empty();
        let holds_for = if stands_alone { next_texts[at].unwrap_or(at) } else { at };
        let span = |range: Range<usize>| Span::new(id, range.start as u32, range.end as u32);
        for code in codes.split(',') {
            let written = code.trim();
            let offset = from + (code.as_ptr() as usize - body.as_ptr() as usize) + code.len()
                - code.trim_start().len();
            let code = Code::from_slug(written).filter(|code| code.severity() == Severity::Warning);
            allowances.push(Allowance { code, span: span(offset..offset + written.len()), line: holds_for });
        }
        if reason.trim().is_empty() {
            found.push(without_reason(span(start + comment..start + line.trim_end().len())));
        }
    }
}

/// The next line with text behind each.
fn next_texts(lines: &[&str]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut found = vec![None; lines.len()];
    for (at, line) in lines.iter().enumerate().rev() {
        found[at] = next;
        next = if has_text(line) { Some(at) } else { next };
    }
    found
}

fn has_text(line: &str) -> bool {
    !line[..comment_of(line).unwrap_or(line.len())].trim().is_empty()
}

/// Where the comment of a line begins: at `//`, but for `///` and within a text.
fn comment_of(line: &str) -> Option<usize> {
    let (mut in_text, mut escaped) = (false, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' if !escaped => in_text = !in_text,
            '/' if !in_text && line[at..].starts_with("//") => {
                return (!line[at..].starts_with("///")).then_some(at);
            }
            _ => {}
        }
        escaped = in_text && c == '\\' && !escaped;
    }
    None
}

fn without_reason(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unexplained, span, analysis::no_reason())
        .label(analysis::why())
        .help(analysis::reason_behind_colon())
}

fn allows_nothing(allowance: &Allowance) -> Diagnostic {
    let wrong = Diagnostic::new(Code::AllowsNothing, allowance.span, analysis::allows_nothing());
    match allowance.code {
        Some(code) => wrong.label(analysis::none_found_there(code.slug())).help(common::remove_it()),
        None => wrong.label(analysis::not_code_of_warning()).note(analysis::error_not_allowed()),
    }
}
