//! Where a fact stands: `account.trades[3].state`.

use std::fmt;

/// The steps from the envelope to a fact.
#[derive(Debug, Clone, Default)]
pub(super) struct Path<'a>(Vec<Step<'a>>);

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Step<'a> {
    /// Into an object.
    Key(&'a str),
    /// Into an array.
    Index(usize),
}

impl<'a> Path<'a> {
    pub(super) fn push(&mut self, step: Step<'a>) {
        self.0.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// The path of a member of the object here.
    pub(super) fn member(&self, key: &str) -> String {
        let mut path = self.to_string();
        write_key(&mut path, key).ok();
        path
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) => write_key(&mut path, key)?,
                Step::Index(index) => fmt::Write::write_fmt(&mut path, format_args!("[{index}]"))?,
            }
        }
        out.write_str(&path)
    }
}

/// A key that is not a plain name stands in brackets, as in `account["last login"]`.
fn write_key(path: &mut String, key: &str) -> fmt::Result {
    use fmt::Write;
    let is_plain =
        !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '$'));
    match (is_plain, path.is_empty()) {
        (true, true) => path.write_str(key),
        (true, false) => write!(path, ".{key}"),
        (false, _) => write!(path, "[{key:?}]"),
    }
}
