//! What came out of a judgement, in the form that was asked for.

use clap::ValueEnum;
use exeunt::eval::{Trace, Verdict};
use exeunt::facts::Id;
use exeunt::render::{self, Look};

use crate::console::Console;
use crate::help::text;
use crate::messages::{help, usage, why};
use crate::outcome::Failure;
use crate::policies::Loaded;

/// The forms of a verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    #[default]
    #[value(help = text(help::page_for_terminal()))]
    Human,
    #[value(help = text(help::json_per_instant()))]
    Json,
    #[value(help = text(help::html_page()))]
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

/// Writes every result.
pub(super) fn show(
    format: Format,
    view: &View<'_>,
    judgements: &[Judgement<'_>],
    console: &Console,
) -> Result<(), Failure> {
    match format {
        Format::Human => {
            let look =
                Look { colour: console.result_colour(), language: console.language(), ..Look::default() };
            let pages: Vec<String> = judgements.iter().map(|it| view.human(it, look)).collect();
            console.result(&pages.join("\n\n"))
        }
        Format::Json => {
            let lines: serde_json::Result<String> = judgements.iter().map(|it| view.json(it)).collect();
            let lines = lines
                .map_err(|error| Failure::Input(usage::cannot_write(usage::the_verdict(), why(&error))))?;
            console.json(&lines)
        }
        Format::Html => {
            let page = |it: &Judgement<'_>| render::verdict_html(view.id, &it.verdict, view.language);
            console.data(judgements.iter().map(page).collect::<String>().as_bytes())
        }
    }
}

impl View<'_> {
    /// The page is in the language of the policy's messages, the trace in that of the interface.
    fn human(&self, judgement: &Judgement<'_>, look: Look) -> String {
        let colour = look.colour;
        let verdict = &judgement.verdict;
        if let Some(assumed) = &judgement.assumed {
            return render::comparison(self.id, [verdict, assumed], self.assumptions, self.language, colour);
        }
        let page = render::verdict_of(self.id, verdict, self.language, colour);
        let Some(trace) = &judgement.trace else { return page };
        let tree = render::trace(&self.loaded.sources, &self.loaded.program, trace, verdict.zone, look);
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
