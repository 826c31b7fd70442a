//! Where a fact is in the JSON of an account.

use std::fmt;

/// Where a fact is in the JSON of an account, from the outermost object inwards: `account.trades[3].state`.
///
/// [`Display`](fmt::Display) writes it in that form; keys that are not plain names are written in brackets, as in
/// `account["last login"]`. [`Debug`] shows only how long it is: a key that nothing declares may hold personal data.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct FactPath(Vec<FactStep>);

/// One step of a [`FactPath`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum FactStep {
    /// Into an object, by its key as the JSON has it.
    Key(String),
    /// Into an array, by the position of the element, from 0.
    Index(usize),
}

impl FactPath {
    pub(crate) fn new(steps: impl IntoIterator<Item = FactStep>) -> Self {
        Self(steps.into_iter().collect())
    }

    /// Its steps, the outermost first. The first is `account`, `request`, `id`, `now`, `policy` or `expect`.
    #[must_use]
    pub fn steps(&self) -> &[FactStep] {
        &self.0
    }

    /// The path as a JSON pointer (RFC 6901): `/account/trades/3/state`.
    #[must_use]
    pub fn to_json_pointer(&self) -> String {
        self.0.iter().fold(String::new(), |pointer, step| match step {
            FactStep::Key(key) => pointer + "/" + &key.replace('~', "~0").replace('/', "~1"),
            FactStep::Index(index) => format!("{pointer}/{index}"),
        })
    }
}

impl fmt::Display for FactPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path = String::new();
        for step in &self.0 {
            match step {
                FactStep::Key(key) => push_key(&mut path, key),
                FactStep::Index(index) => path += &format!("[{index}]"),
            }
        }
        out.write_str(&path)
    }
}

impl fmt::Debug for FactPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FactPath({} steps)", self.0.len())
    }
}

impl fmt::Debug for FactStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(_) => out.write_str("Key(..)"),
            Self::Index(index) => write!(out, "Index({index})"),
        }
    }
}

/// Adds a key to a path. One that is not a plain name is written in brackets, as in `account["last login"]`.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let is_plain =
        !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '$'));
    match (is_plain, path.is_empty()) {
        (true, true) => path.push_str(key),
        (true, false) => {
            path.push('.');
            path.push_str(key);
        }
        (false, _) => path.push_str(&format!("[{key:?}]")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_in_messages_and_as_a_pointer() {
        let key = |key: &str| FactStep::Key(key.to_owned());
        let path =
            FactPath::new([key("account"), key("trades"), FactStep::Index(3), key("a/b~c"), key("state")]);
        assert_eq!(path.to_string(), "account.trades[3][\"a/b~c\"].state");
        assert_eq!(path.to_json_pointer(), "/account/trades/3/a~1b~0c/state");
        assert!(!format!("{path:?}").contains("trades"));
    }
}
