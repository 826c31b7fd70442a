//! Analysing again after a change: parts of texts that stayed as they were are not parsed again, and items that stand on
//! nothing else are not checked again.

use std::collections::HashMap;

use super::{Analysis, Remains, analyse_again};
use crate::source::{FactsUnread, Source, Sources};
use crate::syntax::{Known, parse, parse_again};

/// An analysis that can be brought up to date.
#[derive(Debug)]
pub struct Incremental {
    analysis: Analysis,
    remains: Remains,
}

impl Incremental {
    /// Analyses texts of which nothing is known yet.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        let parse = |id, source: &Source| parse(id, &source.text);
        let (analysis, remains) =
            analyse_again(sources, Remains::default(), parse, |_, _| Err(FactsUnread::NotThere));
        Self { analysis, remains }
    }

    /// What is known of the texts.
    #[must_use]
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Analyses the texts as they are now, with the files of facts that they name, which `read` finds as for
    /// [`super::analyse_with_facts`]: what comes out is the same.
    pub fn update(
        &mut self,
        sources: Sources,
        read: impl FnMut(&Source, &str) -> Result<(String, String), FactsUnread>,
    ) {
        let mut remains = std::mem::take(&mut self.remains);
        remains.program = remains.program.or(self.analysis.program.take());
        let segments = std::mem::take(&mut remains.segments);
        let (before, files) =
            (std::mem::take(&mut self.analysis.sources), std::mem::take(&mut self.analysis.files));
        let texts = before.iter().zip(files).zip(&segments);
        let mut known: HashMap<&str, Known<'_>> = texts
            .map(|(((id, source), tree), segments)| {
                (source.name.as_str(), Known::new(id, &source.text, tree, segments))
            })
            .collect();
        let parse = |id, source: &Source| {
            let mut known = known.remove(source.name.as_str()).unwrap_or_default();
            parse_again(id, &source.text, &mut known)
        };
        let (analysis, remains) = analyse_again(sources, remains, parse, read);
        *self = Self { analysis, remains };
    }
}
