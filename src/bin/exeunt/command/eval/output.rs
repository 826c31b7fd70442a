//! What came out of a judgement, in the form that was asked for.

use clap::ValueEnum;
use exeunt::eval::{Trace, Verdict};
use exeunt::facts::Id;
use exeunt::render;

use crate::outcome::Failure;
use crate::policies::Loaded;

/// The forms of a verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A page for a terminal.
    #[default]
    Human,
    /// A line of JSON for each instant, as docs/verdict.schema.json describes it.
    Json,
    /// A page for the person whom it concerns.
    Html,
}

/// What came out at one instant.
pub(super) struct Judgement<'a> {
    pub(super) verdict: Verdict,
    /// The verdict on the facts as they are assumed to be.
    pub(super) assumed: Option<Verdict>,
    pub(super) trace: Option<Trace<'a>>,
}

impl Judgement<'_> {
    /// The verdict that was asked for: of what is assumed, if anything is.
    pub(super) fn last(&self) -> &Verdict {
        self.assumed.as_ref().unwrap_or(&self.verdict)
    }
}

/// What all judgements of a run have in common.
pub(super) struct View<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) id: Option<&'a Id>,
    pub(super) assumptions: &'a [String],
    pub(super) language: &'a str,
}

/// Everything that came out, as text.
pub(super) fn shown(
    format: Format,
    view: &View<'_>,
    judgements: &[Judgement<'_>],
    colour: bool,
) -> Result<String, Failure> {
    match format {
        Format::Human => {
            let pages: Vec<String> = judgements.iter().map(|it| view.human(it, colour)).collect();
            Ok(pages.join("\n\n"))
        }
        Format::Json => {
            let lines: serde_json::Result<String> = judgements.iter().map(|it| view.json(it)).collect();
            lines.map_err(|error| Failure::Input(format!("cannot write the verdict: {error}")))
        }
        Format::Html => Ok(judgements
            .iter()
            .map(|it| render::verdict_html(view.id, &it.verdict, view.language))
            .collect()),
    }
}

impl View<'_> {
    fn human(&self, judgement: &Judgement<'_>, colour: bool) -> String {
        let verdict = &judgement.verdict;
        if let Some(assumed) = &judgement.assumed {
            return render::comparison(self.id, [verdict, assumed], self.assumptions, self.language, colour);
        }
        let page = render::verdict_of(self.id, verdict, self.language, colour);
        let Some(trace) = &judgement.trace else { return page };
        let tree = render::trace(&self.loaded.sources, &self.loaded.program, trace, verdict.zone, colour);
        format!("{page}\n\n{tree}")
    }

    fn json(&self, judgement: &Judgement<'_>) -> serde_json::Result<String> {
        let verdict = &judgement.verdict;
        match &judgement.assumed {
            Some(assumed) => render::comparison_json(self.id, [verdict, assumed], self.assumptions),
            None => render::verdict_json(self.id, verdict, judgement.trace.as_ref()),
        }
    }
}
