//! Analysing again after a change: texts that stayed as they were are not parsed again.

use super::{Analysis, analyse_by};
use crate::source::{FileId, Sources};
use crate::syntax::{Parsed, parse};

/// The texts of an earlier analysis, with what was read of each.
#[derive(Debug, Default)]
pub struct Memory {
    read: Vec<(String, Parsed)>,
}

impl Memory {
    /// What is read of a text: as before, if the file had the same one.
    fn parse(&mut self, file: FileId, text: &str) -> Parsed {
        let at = file.0 as usize;
        if let Some((known, parsed)) = self.read.get(at)
            && known == text
        {
            return parsed.clone();
        }
        let parsed = parse(file, text);
        match self.read.get_mut(at) {
            Some(slot) => *slot = (text.to_owned(), parsed.clone()),
            None => self.read.push((text.to_owned(), parsed.clone())),
        }
        parsed
    }
}

/// Does what [`super::analyse`] does, and remembers what was read of each text for the next time.
#[must_use]
pub fn analyse_again(sources: Sources, memory: &mut Memory) -> Analysis {
    analyse_by(sources, |file, text| memory.parse(file, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(texts: [&str; 2]) -> Sources {
        let mut sources = Sources::new();
        for (at, text) in texts.into_iter().enumerate() {
            sources.add(format!("{at}.policy"), text);
        }
        sources
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let good = "package a\nlanguages en\nzone UTC\n\naccount { open: bool }\n";
        let policy = "package a\n\npolicy p on request {\n  require r: opne\n    en \"no\" final\n}\n";
        let mended = policy.replace("opne", "open");
        let mut memory = Memory::default();
        for texts in [[good, policy], [good, &mended], [policy, good], [good, policy]] {
            let (again, fresh) =
                (analyse_again(sources(texts), &mut memory), crate::analysis::analyse(sources(texts)));
            assert_eq!(again.diagnostics, fresh.diagnostics);
            assert_eq!(again.program, fresh.program);
            assert_eq!(again.links, fresh.links);
        }
    }
}
