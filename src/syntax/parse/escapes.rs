//! Escapes in texts.

/// The meaning of a text literal, quotes included.
pub(super) fn unescape(literal: &str) -> (String, Vec<u32>) {
    let inner = literal.trim_end();
    let inner = inner.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(inner);
    let mut value = String::with_capacity(inner.len());
    let mut escapes = Vec::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        escapes.push(value.len() as u32);
        value.push(match chars.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some(other) => other,
            None => '\\',
        });
    }
    (value, escapes)
}
