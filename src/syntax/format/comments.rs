//! The comments of a file by their places, documentation included.

/// A comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'a> {
    /// `// …`, without space at its end.
    pub(super) text: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// Whether it is the first thing on its line.
    own_line: bool,
}

impl Comment<'_> {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it belongs to what precedes it on its line. Documentation belongs to what follows.
    pub(super) fn is_trailing(&self) -> bool {
        !self.own_line && !self.text.starts_with("///")
    }
}

/// The comments of a file that are still to be printed, in the order of the text.
#[derive(Debug)]
pub(super) struct Comments<'a> {
    all: Vec<Comment<'a>>,
    next: usize,
}

impl<'a> Comments<'a> {
    /// Finds the comments of a text; those within texts are none.
    pub(super) fn new(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            if let Some(at) = start_of_comment(line) {
                let start = line_start + at;
                let own_line = line[..at].trim().is_empty();
                all.push(Comment { text: line[at..].trim_end(), start, own_line });
            }
            line_start += line.len();
        }
        Self { all, next: 0 }
    }

    /// The next comment if it starts before `end`.
    pub(super) fn before(&mut self, end: usize) -> Option<Comment<'a>> {
        let comment = *self.all.get(self.next).filter(|comment| comment.start < end)?;
        self.next += 1;
        Some(comment)
    }

    /// The next comment if it follows `end` on its line.
    pub(super) fn behind(&mut self, text: &str, end: usize) -> Option<Comment<'a>> {
        let at = self.index_behind(text, end).filter(|at| *at == self.next)?;
        self.next += 1;
        self.all.get(at).copied()
    }

    /// Whether a comment follows `end` on its line.
    pub(super) fn has_behind(&self, text: &str, end: usize) -> bool {
        self.index_behind(text, end).is_some()
    }

    /// The comment behind `end` on its line, with nothing but commas between.
    fn index_behind(&self, text: &str, end: usize) -> Option<usize> {
        let at = self.all.partition_point(|comment| comment.start < end);
        let comment = self.all.get(at)?;
        let mut between = text[end..comment.start].chars();
        let is_next = between.all(|c| c == ',' || (c.is_whitespace() && c != '\n'));
        (comment.is_trailing() && is_next).then_some(at)
    }

    /// How many are still to be printed.
    pub(super) fn remaining(&self) -> usize {
        self.all.len() - self.next
    }

    /// The comment that ends at a byte.
    pub(super) fn ending_at(&self, end: usize) -> Option<&Comment<'a>> {
        let at = self.all.partition_point(|comment| comment.end() < end);
        self.all.get(at).filter(|comment| comment.end() == end)
    }

    /// The comment that starts at a byte.
    pub(super) fn starting_at(&self, start: usize) -> Option<&Comment<'a>> {
        let at = self.all.binary_search_by_key(&start, |comment| comment.start).ok()?;
        self.all.get(at)
    }
}

/// Where a line's comment starts. A text never goes beyond its line.
fn start_of_comment(line: &str) -> Option<usize> {
    let (mut in_text, mut escaped) = (false, false);
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '/' if !in_text && line[at..].starts_with("//") => return Some(at),
            _ => {}
        }
    }
    None
}
