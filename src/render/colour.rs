//! Whether a text is coloured.

/// Whether a text is written with the escape sequences that colour it on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Plain,
    /// With ANSI escape sequences.
    Ansi,
}

impl Colour {
    /// Whether escape sequences are written.
    #[must_use]
    pub fn is_ansi(self) -> bool {
        match self {
            Self::Plain => false,
            Self::Ansi => true,
        }
    }
}
