//! Text that stems from facts or policies, on its way to a reader.

/// The text without what could steer a terminal or disguise its words: breaks of lines become blanks, other control
/// characters and those that turn the direction of text become U+FFFD.
pub(super) fn harmless(text: &str) -> String {
    let turns = |sign| matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    text.chars()
        .map(|sign| match sign {
            '\n' | '\r' | '\t' => ' ',
            _ if sign.is_control() || turns(sign) => char::REPLACEMENT_CHARACTER,
            _ => sign,
        })
        .collect()
}
