//! What the rest of a line holds, for quotes: whether one closes what another opens. It is looked for once a line, so
//! that a line of any number of quotes is scanned in one pass.

use std::ops::Range;

/// A line, from where it was first asked about.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its bytes, without the space at its end.
    range: Range<usize>,
    /// Where the line ends, space included.
    end: usize,
    /// The quotes that no backslash escapes.
    quotes: Vec<usize>,
    /// The last sign that closes a text in other quotes, by the sign that opens it.
    last_closes: Vec<(char, Option<usize>)>,
}

impl Line {
    /// The line of the byte `at`, where there is something other than space.
    pub(super) fn at(text: &str, at: usize) -> Self {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
        let line = text[at..end].trim_end();
        let quotes = quotes_of(line).into_iter().map(|quote| at + quote).collect();
        Self { range: at..at + line.len(), end, quotes, last_closes: Vec::new() }
    }

    /// Whether the byte lies on this line.
    pub(super) fn holds(&self, at: usize) -> bool {
        (self.range.start..self.end).contains(&at)
    }

    /// Where the line ends, without the space there.
    pub(super) fn text_end(&self) -> usize {
        self.range.end
    }

    /// The quotes behind the byte `at`, escaped ones left out: what opened before `at` makes no difference to them.
    pub(super) fn quotes_behind(&self, at: usize) -> &[usize] {
        &self.quotes[self.quotes.partition_point(|&quote| quote <= at)..]
    }

    /// Whether one of the signs in `close` follows `at`, where `open` is.
    pub(super) fn closes(&mut self, text: &str, at: usize, open: char, close: &[char]) -> bool {
        let known = self.last_closes.iter().find(|(known, _)| *known == open).map(|(_, last)| *last);
        let last = known.unwrap_or_else(|| {
            let found = text[at..self.range.end].rfind(close).map(|offset| at + offset);
            self.last_closes.push((open, found));
            found
        });
        last.is_some_and(|last| last > at)
    }
}

/// The offsets of the quotes of a line, escaped ones left out.
pub(super) fn quotes_of(line: &str) -> Vec<usize> {
    let mut escaped = false;
    let mut found = Vec::new();
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'"' && !escaped {
            found.push(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quotes_behind_each_are_those_that_a_scan_from_there_finds() {
        let text = "a \"b\" \\\"\" \\\\\"c\\\" \"\"\\\"\"  \n\"";
        let line = Line::at(text, 0);
        let end = text.find('\n').unwrap();
        for (at, _) in text[..end].match_indices('"') {
            let rest = &text[at..end];
            let found: Vec<usize> = quotes_of(rest)[1..].iter().map(|offset| at + offset).collect();
            assert_eq!(line.quotes_behind(at), found, "from {at}");
        }
    }
}
