//! Analysing again after a change: parts of texts that stayed as they were are not parsed again.

use std::collections::HashMap;

use super::wanted::sources_with_facts;
use super::{Analysis, analyse_by};
use crate::source::{Source, Sources};
use crate::syntax::{Known, Segment, parse_again};

/// An analysis that can be brought up to date.
#[derive(Debug)]
pub struct Incremental {
    analysis: Analysis,
    /// The segments of each text, by `FileId`.
    segments: Vec<Vec<Segment>>,
}

impl Incremental {
    /// Analyses texts of which nothing is known yet.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        Self::with(sources, HashMap::new())
    }

    /// What is known of the texts.
    #[must_use]
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Analyses the texts as they are now, with the files of facts that they name, which `read` finds as for
    /// [`super::with_facts`]: what comes out is what [`super::analyse`] makes of them.
    pub fn update(&mut self, sources: Sources, read: impl FnMut(&Source, &str) -> Option<(String, String)>) {
        self.analyse(sources);
        if let Some(sources) = sources_with_facts(&self.analysis, read) {
            self.analyse(sources);
        }
    }

    fn analyse(&mut self, sources: Sources) {
        let (before, files) =
            (std::mem::take(&mut self.analysis.sources), std::mem::take(&mut self.analysis.files));
        let texts = before.iter().zip(files).zip(&self.segments);
        let known = texts.map(|(((id, source), tree), segments)| {
            (source.name.as_str(), Known::new(id, &source.text, tree, segments))
        });
        *self = Self::with(sources, known.collect());
    }

    fn with(sources: Sources, mut known: HashMap<&str, Known<'_>>) -> Self {
        let mut segments = Vec::new();
        let analysis = analyse_by(sources, |id, source| {
            // Files of facts have no segments.
            segments.resize_with(id.0 as usize, Vec::new);
            let mut known = known.remove(source.name.as_str()).unwrap_or_default();
            let mut parsed = parse_again(id, &source.text, &mut known);
            segments.push(std::mem::take(&mut parsed.segments));
            parsed
        });
        Self { analysis, segments }
    }
}
