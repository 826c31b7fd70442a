//! Walking over JSON (RFC 8259) byte by byte. What is passed over is checked as strictly as what is read; what is not
//! written plainly is left to the precise reader.

/// This is not written plainly, or wrong: the precise reader will tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decide) struct NotPlain;

pub(in crate::decide) type Plain<T> = Result<T, NotPlain>;

/// Deeper values are left to the precise reader, which knows the exact limit.
const MAX_NESTING: u32 = 100;

/// A place in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'l> {
    pub(super) line: &'l [u8],
    pub(super) at: usize,
}

/// A text between its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'l> {
    pub(super) bytes: &'l [u8],
    pub(super) has_escapes: bool,
    pub(super) is_ascii: bool,
}

impl<'l> Cursor<'l> {
    /// The byte here; 0, which is nowhere allowed, at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.line.get(self.at).copied().unwrap_or(0)
    }

    /// Passes over space, but not over the line's end.
    #[inline]
    pub(super) fn skip_space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    /// Passes over a byte and the space around it.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Plain<()> {
        if self.peek() != byte {
            self.skip_space();
            if self.peek() != byte {
                return Err(NotPlain);
            }
        }
        self.at += 1;
        if self.peek() <= b' ' {
            self.skip_space();
        }
        Ok(())
    }

    /// After a part of an object or array: whether another follows. Passes over `,` or `close`.
    #[inline]
    pub(super) fn goes_on(&mut self, close: u8) -> Plain<bool> {
        if self.peek() <= b' ' {
            self.skip_space();
        }
        let goes_on = match self.peek() {
            b',' => true,
            found if found == close => false,
            _ => return Err(NotPlain),
        };
        self.at += 1;
        if goes_on && self.peek() <= b' ' {
            self.skip_space();
        }
        Ok(goes_on)
    }

    /// After an opening bracket: whether `close` follows at once, which is then passed over.
    #[inline]
    pub(super) fn is_empty(&mut self, close: u8) -> bool {
        let is_empty = self.peek() == close;
        self.at += usize::from(is_empty);
        is_empty
    }

    /// The 16 bytes from `at` on, in little-endian order; `None` near the end of the line.
    #[inline]
    pub(super) fn word(&self) -> Option<u128> {
        let bytes = self.line.get(self.at..)?.first_chunk::<16>()?;
        Some(u128::from_le_bytes(*bytes))
    }

    /// Whether these bytes stand here; passes over them.
    #[inline]
    pub(super) fn literal(&mut self, bytes: &[u8]) -> bool {
        let is_here = self.line.get(self.at..).is_some_and(|rest| rest.starts_with(bytes));
        if is_here {
            self.at += bytes.len();
        }
        is_here
    }

    /// A text, from its opening quote on.
    #[inline]
    pub(super) fn text(&mut self) -> Plain<Text<'l>> {
        if self.peek() != b'"' {
            return Err(NotPlain);
        }
        self.at += 1;
        let start = self.at;
        let (mut has_escapes, mut is_ascii) = (false, true);
        loop {
            let rest = self.line.get(self.at..).ok_or(NotPlain)?;
            let (plain, ascii) = plain_prefix(rest);
            is_ascii &= ascii;
            self.at += plain;
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    self.escape()?;
                }
                _ => return Err(NotPlain),
            }
        }
        let bytes = &self.line[start..self.at];
        self.at += 1;
        if !is_ascii && std::str::from_utf8(bytes).is_err() {
            return Err(NotPlain);
        }
        Ok(Text { bytes, has_escapes, is_ascii })
    }

    fn escape(&mut self) -> Plain<()> {
        let escaped = self.line.get(self.at + 1).copied().ok_or(NotPlain)?;
        if escaped != b'u' {
            self.at += 2;
            let is_known = matches!(escaped, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't');
            return is_known.then_some(()).ok_or(NotPlain);
        }
        let digits = self.line.get(self.at + 2..self.at + 6).ok_or(NotPlain)?;
        // Surrogates come in pairs.
        let is_surrogate = matches!(digits, [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
        if is_surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(NotPlain);
        }
        self.at += 6;
        Ok(())
    }

    /// Passes over `null`.
    pub(super) fn null(&mut self) -> Plain<()> {
        (self.literal(b"null") && self.is_delimited()).then_some(()).ok_or(NotPlain)
    }

    /// Refuses to go deeper than the precise reader does.
    #[inline]
    pub(super) fn check_depth(&self, depth: u32) -> Plain<()> {
        if depth >= MAX_NESTING { Err(NotPlain) } else { Ok(()) }
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self, depth: u32) -> Plain<()> {
        match self.peek() {
            b'"' => self.text().map(|_| ()),
            b'-' | b'0'..=b'9' => self.skip_number(),
            b'{' | b'[' if depth >= MAX_NESTING => Err(NotPlain),
            b'{' => self.skip_object(depth),
            b'[' => self.skip_array(depth),
            _ => {
                let is_word = self.literal(b"null") || self.literal(b"true") || self.literal(b"false");
                (is_word && self.is_delimited()).then_some(()).ok_or(NotPlain)
            }
        }
    }

    fn skip_object(&mut self, depth: u32) -> Plain<()> {
        self.expect(b'{')?;
        if self.is_empty(b'}') {
            return Ok(());
        }
        loop {
            self.text()?;
            self.expect(b':')?;
            self.skip(depth + 1)?;
            if !self.goes_on(b'}')? {
                return Ok(());
            }
        }
    }

    fn skip_array(&mut self, depth: u32) -> Plain<()> {
        self.expect(b'[')?;
        if self.is_empty(b']') {
            return Ok(());
        }
        loop {
            self.skip(depth + 1)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    pub(super) fn skip_number(&mut self) -> Plain<()> {
        self.at += usize::from(self.peek() == b'-');
        let is_zero = self.peek() == b'0';
        let whole = self.skip_digits()?;
        if is_zero && whole > 1 {
            return Err(NotPlain);
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.skip_digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), b'+' | b'-'));
            self.skip_digits()?;
        }
        Ok(())
    }

    fn skip_digits(&mut self) -> Plain<usize> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(NotPlain) } else { Ok(self.at - start) }
    }

    /// Whether a number or a word ends here.
    #[inline]
    pub(super) fn is_delimited(&self) -> bool {
        self.at >= self.line.len() || matches!(self.peek(), b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')
    }
}

/// How many bytes precede the first quote, backslash or control character, and whether those are ASCII. Eight bytes are
/// looked at together; the lowest mark of a word is exact, those above it may be carries.
#[inline]
fn plain_prefix(bytes: &[u8]) -> (usize, bool) {
    let (mut at, mut high) = (0, 0);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let special = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if special != 0 {
            let plain = special.trailing_zeros() / 8;
            high |= word & ((1_u64 << (plain * 8)) - 1);
            return (at + plain as usize, high & HIGH == 0);
        }
        high |= word;
        at += 8;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let plain = rest.iter().position(is_special).unwrap_or(rest.len());
    (at + plain, high & HIGH == 0 && rest[..plain].is_ascii())
}

const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// The high bits of bytes that are less than `bound`, at most 0x80.
#[inline]
fn below(word: u64, bound: u64) -> u64 {
    word.wrapping_sub(ONES * bound) & !word & HIGH
}

/// The high bits of bytes that are `byte`.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}
