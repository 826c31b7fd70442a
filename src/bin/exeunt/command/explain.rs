//! `exeunt explain`: what a diagnostic means.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use exeunt::diagnostic::{Code, Language, Message, nearest};

use crate::console::Console;
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::{Ended, Failure, Outcome};

const HEADING: Style = Style::new().bold();
const BLOCK: Style = AnsiColor::Cyan.on_default();

/// Which code to explain.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::code()))]
    code: Option<String>,
}

/// Prints the page of a code, or the list of codes.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let text = match &args.code {
        None => {
            let row = |code: &Code| format!("{}  {}\n", code.slug(), console.text(code.summary()));
            Code::ALL.iter().map(row).collect()
        }
        Some(slug) => {
            let page = page(Code::from_slug(slug).ok_or_else(|| unknown(slug))?, console);
            if console.result_colour().is_ansi() { styled(&page) } else { page }
        }
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

fn unknown(slug: &str) -> Failure {
    let near = nearest(&slug.to_uppercase(), Code::ALL.iter().map(|code| code.slug()));
    let offer = near.map_or_else(usage::explain_lists, usage::did_you_mean_code);
    Failure::Input(usage::no_diagnostic(slug, offer))
}

/// The page, whose headings are in the language of the reader. What is between them is in English, which another language
/// is told.
fn page(code: Code, console: &Console) -> String {
    let explanation = code.explanation();
    let body = explanation.split_once('\n').map_or("", |(_, body)| body);
    let heading = |row: Message| format!("\n## {}\n", console.text(row));
    let body = body.replacen("\n## Example\n", &heading(usage::example()), 1);
    let body = body.replacen("\n## Corrected\n", &heading(usage::corrected()), 1);
    let note = match console.language() {
        Language::English => String::new(),
        Language::Chinese | Language::German => {
            format!("\n{}\n", console.text(usage::explained_in_english()))
        }
    };
    format!("# {}: {}\n{note}{body}", code.slug(), console.text(code.summary()))
}

/// The page with its headings and code blocks set off.
fn styled(page: &str) -> String {
    let mut text = String::new();
    let mut is_code = false;
    for line in page.lines() {
        let style = if line.starts_with('#') {
            HEADING
        } else if is_code {
            BLOCK
        } else {
            Style::new()
        };
        if line.starts_with("```") {
            is_code = !is_code;
            continue;
        }
        let _ = writeln!(text, "{style}{line}{style:#}");
    }
    text
}
