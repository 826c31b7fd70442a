//! How long it takes to find and draw 1,000 errors of several kinds in 1,000 files, one in each:
//! `cargo bench --bench check [-- ROUNDS]`, by default 20.

#[path = "shared/measure.rs"]
mod measure;
#[path = "shared/package.rs"]
mod package;

use exeunt::analysis::{Analysis, analyse};
use exeunt::diagnostic::Severity;
use exeunt::render;
use exeunt::source::Sources;

use measure::{Contender, measure};

const FILES: usize = 1000;
/// Policies a file, besides a record.
const IN_A_FILE: usize = 3;

/// What stands in a file, and what is written in its place; `#` is the number of the file, so that no two files make
/// the same mistake.
const MISTAKES: [(&str, &str); 16] = [
    ("require calm: calm_", "require calm calm_"),
    ("is not cancelled", "is not canceled_#"),
    ("require empty: balance", "require empty: balanse_#"),
    (" CNY and (closed", " USD and (closed"),
    (" and (closed", " && (closed"),
    ("mo ago)", "mo ago"),
    ("\n    zh \"最后", "\n    \"最后"),
    ("余额 {balance}", "余额 {balanse_#}"),
    ("no trade completed", "no trades completed"),
    ("account tidy with", "account tidi_# with"),
    ("expect eligible\n}\n", "expect eligible\n"),
    (" on request {", " on reqest_# {"),
    ("closed is absent", "closed is 5"),
    ("weight: decimal", "weight: decimel_#"),
    ("name: text", "name text"),
    ("d where", " days where"),
];

fn main() {
    let rounds = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(20);
    let sources = spoilt();
    let found = analyse(sources.clone());
    let errors = found.diagnostics.iter().filter(|one| one.severity() == Severity::Error).count();
    assert!(errors >= FILES, "{errors} errors in {FILES} files");
    let drawn = draw(&found).len();
    let measured = measure(
        rounds,
        vec![
            Contender::new("find and draw", || assert_eq!(draw(&analyse(sources.clone())).len(), drawn)),
            Contender::new("find", || {
                assert_eq!(analyse(sources.clone()).diagnostics.len(), found.diagnostics.len())
            }),
        ],
    );
    println!("{FILES} files, {} diagnostics ({errors} errors), {drawn} bytes drawn", found.diagnostics.len());
    println!("{:<14} {:>9} {:>7}", "", "seconds", "ratio");
    for one in measured {
        println!("{:<14} {:>9.3} {:>7.2}", one.name, one.median.as_secs_f64(), one.ratio);
    }
}

/// All that was found, as `exeunt check --limit 0` draws it.
fn draw(analysis: &Analysis) -> String {
    render::diagnostics(&analysis.sources, &analysis.diagnostics, render::Colour::Plain)
}

/// A package whose files have a mistake each, the kinds in turn.
fn spoilt() -> Sources {
    let mut spoilt = Sources::new();
    let mut mistakes = MISTAKES.iter().cycle();
    for (id, source) in package::package(FILES * IN_A_FILE, IN_A_FILE).iter() {
        let number = id.0;
        if number == 0 {
            spoilt.add(&source.name, source.text.as_str());
            continue;
        }
        let text = format!("{}\nrecord parcel_{number} {{ name: text  weight: decimal }}\n", source.text);
        let (right, wrong) = mistakes.next().expect("the kinds never end");
        assert!(text.contains(right), "{right} is in {}", source.name);
        spoilt.add(&source.name, text.replacen(right, &wrong.replace('#', &number.to_string()), 1));
    }
    spoilt
}
