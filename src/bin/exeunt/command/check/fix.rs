//! Making the certain edits, pass by pass: one edit may lay bare what another mistake was hiding.

use std::path::Path;

use exeunt::diagnostic;
use exeunt::diagnostic::Message;
use exeunt::source::{FileId, Sources};

use super::levels::Applied;
use crate::console::Console;
use crate::files::{self, Staged, Trees};
use crate::messages::usage;
use crate::outcome::Failure;
use crate::policies;
use crate::unified::unified;

/// So often the edits are made anew: each pass that changes nothing is the last.
const MOST_PASSES: usize = 10;

/// What fixing came to.
#[derive(Debug)]
pub(super) struct Fixed {
    /// The texts as they are now.
    pub(super) sources: Sources,
    /// The files that changed, with their former texts.
    pub(super) changed: Vec<(FileId, String)>,
    edits: usize,
}

/// Makes every certain edit of what is found at those levels.
pub(super) fn fix(before: Sources, levels: &Applied<'_>) -> Fixed {
    let (mut sources, mut edits) = (before.clone(), 0);
    for _ in 0..MOST_PASSES {
        let mut analysis = policies::analysed(sources);
        levels.apply(&mut analysis);
        let (mut next, mut made_now) = (analysis.sources.clone(), 0);
        for (id, _) in analysis.sources.iter() {
            if let Some((text, made)) = diagnostic::fixed(&analysis.sources, id, &analysis.diagnostics) {
                next.replace(id, text);
                made_now += made;
            }
        }
        sources = next;
        edits += made_now;
        if made_now == 0 {
            break;
        }
    }
    let changed = before.iter().filter(|(id, old)| sources.get(*id).is_some_and(|new| new.text != old.text));
    let changed = changed.map(|(id, old)| (id, old.text.clone())).collect();
    Fixed { sources, changed, edits }
}

impl Fixed {
    /// The changes as unified differences.
    pub(super) fn diff(&self) -> String {
        let of_file = |(id, old): &(FileId, String)| {
            let new = self.sources.get(*id)?;
            Some(unified(old, &new.text, [&format!("a/{}", new.name), &format!("b/{}", new.name)]))
        };
        self.changed.iter().filter_map(of_file).collect()
    }

    /// Writes the files that changed, or none: edits in several files may belong together. What was read from standard
    /// input goes to standard output.
    pub(super) fn write(&self, trees: &Trees, console: &Console) -> Result<(), Failure> {
        if let Some((_, input)) = self.sources.iter().find(|(_, source)| source.name == policies::INPUT) {
            console.data(input.text.as_bytes())?;
        }
        let changed = self.changed.iter().filter_map(|(id, _)| self.sources.get(*id));
        let changed = changed.filter(|source| source.name != policies::INPUT);
        let staged = changed.map(|it| Staged::rewritten(Path::new(&it.name), &it.text, trees));
        files::commit(staged.collect::<Result<_, _>>()?)
    }

    /// How much was changed.
    pub(super) fn summary(&self) -> Message {
        usage::edits_in(usage::edits(self.edits), usage::files(self.changed.len()))
    }
}
