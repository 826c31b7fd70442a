//! `exeunt explain`: what a diagnostic means.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use exeunt::diagnostic::{Code, nearest};

use crate::console::Console;
use crate::messages::usage;
use crate::outcome::{Ended, Failure, Outcome};

const HEADING: Style = Style::new().bold();
const BLOCK: Style = AnsiColor::Cyan.on_default();

/// Which code to explain.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code, such as E0201; without a code, all codes are listed.
    code: Option<String>,
}

/// Prints the page of a code, or the list of codes.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let text = match &args.code {
        None => Code::ALL.iter().map(|code| format!("{}  {}\n", code.slug(), code.summary())).collect(),
        Some(slug) => {
            let page = Code::from_slug(slug).ok_or_else(|| unknown(slug))?.explanation();
            if console.result_colour().is_ansi() { styled(page) } else { page.to_owned() }
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
