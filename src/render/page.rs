//! A page of text for a terminal: indented, wrapped, aligned by the width that characters take, coloured on demand.

use std::fmt::Write as _;

use anstyle::Style;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WrapAlgorithm};
use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

use super::Colour;
use super::harmless::harmless;

/// Columns that lines are wrapped at.
const WIDTH: usize = 96;
/// Columns that a paragraph has at least, however far it is indented.
const NARROWEST: usize = 24;

/// Collects the lines of a page.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    colour: Colour,
}

impl Page {
    pub(super) fn new(colour: Colour) -> Self {
        Self { text: String::new(), colour }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A paragraph: its first line follows `lead`, the others stand below the first.
    pub(super) fn paragraph(&mut self, lead: &str, style: Style, text: &str) {
        self.hanging(&[(style, lead)], style, text);
    }

    /// A paragraph behind several parts, each in its style.
    pub(super) fn hanging(&mut self, lead: &[(Style, &str)], style: Style, text: &str) {
        let width: usize = lead.iter().map(|(_, part)| part.width()).sum();
        let text = harmless(text);
        let options = Options::new(WIDTH.saturating_sub(width).max(NARROWEST))
            .word_separator(WordSeparator::Custom(words))
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for (at, line) in textwrap::wrap(&text, options).iter().enumerate() {
            match at {
                0 => lead.iter().for_each(|(style, part)| self.styled(*style, part)),
                _ => self.text.push_str(&" ".repeat(width)),
            }
            self.styled(style, line);
            self.blank();
        }
    }

    /// A line of several parts, each in its style; it is not wrapped.
    pub(super) fn line(&mut self, parts: &[(Style, &str)]) {
        for (style, text) in parts {
            self.styled(*style, &harmless(text));
        }
        self.blank();
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.colour.is_ansi() {
            let _ = write!(self.text, "{style}{text}{style:#}");
        } else {
            self.text.push_str(text);
        }
    }
}

/// `text` filled up with blanks to `width` columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    let text = harmless(text);
    let missing = width.saturating_sub(text.width());
    text.into_owned() + &" ".repeat(missing)
}

/// The columns that the widest of `texts` takes.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| harmless(text).width()).max().unwrap_or(0)
}

/// Words as the Unicode line breaking algorithm ends them, so that text without blanks breaks as well.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    Box::new(linebreaks(line).map(move |(end, _)| {
        let word = Word::from(&line[start..end]);
        start = end;
        word
    }))
}
