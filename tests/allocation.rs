//! What takes no work takes no memory either: an account is laid out, and judged, in the space of the one before it; and
//! what an edit leaves alone is kept.

#[path = "../benches/shared/accounts.rs"]
mod accounts;
#[path = "../benches/shared/loaded.rs"]
mod loaded;
#[path = "../benches/shared/package.rs"]
mod package;
#[path = "../benches/shared/series.rs"]
#[expect(dead_code, reason = "sizes at which time is measured")]
mod series;

use std::path::Path;

use allocation_counter::{AllocationInfo, measure};
use exeunt::analysis::{Incremental, analyse};
use exeunt::decide::{CompiledPolicy, Decisions};
use exeunt::diagnostic::{Code, Diagnostic, Message};
use exeunt::eval::{Evaluation, evaluate};
use exeunt::facts::{self, Facts};
use exeunt::ir::{PolicyId, Program, Status, Timestamp};
use exeunt::render::{self, Language, Look};
use exeunt::source::{FactsUnread, FileId, Sources, Span};
use series::{EXPANDED, SERIES};

fn taobao() -> (Program, PolicyId, Vec<Facts>) {
    let (program, policy) = loaded::taobao(Path::new("policies"));
    let options = facts::Options::default().allowing_unknown_keys();
    let read = |line: &str| {
        let read = facts::read_with(options, &program, Some(policy), FileId(0), line);
        read.envelope.expect("sound").facts
    };
    let facts = accounts::lines(500, 3, 20).lines().map(read).collect();
    (program, policy, facts)
}

#[test]
fn one_account_after_another_is_decided_without_allocating() {
    let (program, policy, facts) = taobao();
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let moment = decider.at(Timestamp::from_micros(accounts::NOW));
    let (mut batch, mut decisions, mut statuses) = (decider.batch(), Decisions::default(), Vec::new());
    let mut eligible = 0;
    let mut judge_all = || {
        for facts in &facts {
            batch.clear();
            batch.push(facts).expect("it fits");
            moment.decide(&batch, &mut decisions);
            moment.statuses(&batch, &mut statuses);
            assert_eq!(decisions.statuses(), statuses);
            assert_eq!(moment.status(&batch, 0), Some(statuses[0]));
            eligible += usize::from(statuses[0] == Status::Eligible);
        }
    };
    judge_all();
    let again = measure(judge_all);
    assert_eq!((again.count_total, again.bytes_total), (0, 0));
    assert!((300..700).contains(&eligible), "{eligible} of 1000");
    let complete =
        measure(|| drop(evaluate(&program, policy, &facts[0], Timestamp::from_micros(accounts::NOW))));
    assert!(complete.count_total > 0, "allocations are counted");
}

#[test]
fn of_many_policies_the_edited_one_is_analysed_again() {
    for (in_a_file, typed) in [(1, "x"), (100, "x"), (1, "{{"), (100, "{{")] {
        let sources = package::package(100, in_a_file);
        let of_all = measure(|| drop(analyse(sources.clone()))).count_total;
        let mut incremental = Incremental::new(sources.clone());
        let mut update = |sources: Sources| {
            measure(|| incremental.update(sources, |_, _| Err(FactsUnread::NotThere))).count_total
        };
        let broken = update(edited(&sources, typed));
        let mended = update(sources);
        for of_edit in [broken, mended] {
            assert!(of_edit < of_all / 5, "{of_edit} of {of_all}, {in_a_file} in a file, {typed} typed");
        }
    }
}

/// Policies that look into every element, by a filter, a derived field, a window and aggregates; all but one fail.
const MANY: &str = r#"
package m languages en zone UTC
account { xs: many x  grand = total a of xs }
record x { a: int  b: time?  high = a > 2 and (a < 1000 or a > 2000) }
policy close on request {
  require c1: no x where a > 1 en "{count}" fix "y"
  require c2: no high x en "z" fix "y"
  require c3: grand < 5 en "{grand}" fix "y"
  require c4: no x where b within 3d en "z" fix "y"
  require c5: latest b of xs is absent en "z" fix "y"
  require c6: no x where a > 100 en "z" fix "y"
}
"#;

#[test]
fn one_account_of_many_records_is_judged_in_little_more_than_its_facts() {
    const COUNT: u64 = 50_000;
    let mut sources = Sources::new();
    sources.add("m.policy", MANY);
    let program = analyse(sources).program.expect("the policy is sound");
    let element = |at| format!("{{\"a\":{},\"b\":\"2026-01-{:02}T00:00:00Z\"}}", at % 10, 1 + at % 28);
    let elements: Vec<String> = (0..COUNT).map(element).collect();
    let text = format!("{{\"account\":{{\"xs\":[{}]}}}}", elements.join(","));
    let mut facts = None;
    let reading = measure(|| facts = facts::read(&program, None, FileId(0), &text).envelope);
    let facts = facts.expect("sound facts").facts;
    // A record of two fields holds a hundred bytes.
    assert!(reading.bytes_max < COUNT * 150, "{} bytes an element to read", reading.bytes_max / COUNT);
    let now = Timestamp::parse("2026-01-29T00:00:00Z").expect("an instant");
    let judging = measure(|| drop(evaluate(&program, PolicyId::FIRST, &facts, now)));
    assert!(judging.bytes_max < COUNT * 300, "{} bytes an element to judge", judging.bytes_max / COUNT);
    let tracing = measure(|| drop(Evaluation::new(&program, PolicyId::FIRST, &facts, now).trace()));
    assert!(tracing.bytes_max < COUNT * 600, "{} bytes an element to trace", tracing.bytes_max / COUNT);
}

/// What four times the text allocates is about four times as much; sixteen times would be quadratic.
#[test]
fn what_is_allocated_for_a_text_grows_as_the_text() {
    let mut faster = Vec::new();
    for series in SERIES {
        let of = |size| {
            let input = (series.input)(size);
            on_one_thread(|| (series.run)(&input))
        };
        let (small, large) = (of(series.counted), of(4 * series.counted));
        for (what, small, large) in [
            ("allocations", small.count_total, large.count_total),
            ("bytes", small.bytes_total, large.bytes_total),
            ("bytes at a time", small.bytes_max, large.bytes_max),
        ] {
            if large > 8 * small {
                faster.push(format!("{}: {small} and {large} {what}", series.name));
            }
        }
    }
    assert!(faster.is_empty(), "{faster:#?}");
}

/// Each step doubles what is written out, or more: beyond the limit it is refused before it takes much memory.
#[test]
fn what_is_too_large_to_be_written_out_takes_bounded_memory() {
    for series in EXPANDED {
        for depth in [8, 10, 14, 18, 30] {
            let input = (series.input)(depth);
            let taken = on_one_thread(|| (series.run)(&input)).bytes_max;
            assert!(taken < 64 << 20, "{}, {depth} deep: {taken} bytes", series.name);
        }
    }
}

#[test]
fn only_the_diagnostics_that_are_drawn_are_worked_out() {
    for end in [" ", "\n"] {
        for language in Language::ALL {
            let look = Look { most: Some(50), language, ..Look::default() };
            let drawing = |wrong: u32| {
                let mut sources = Sources::new();
                let file = sources.add("wrong.policy", format!("wrong{end}").repeat(wrong as usize));
                let error = |at: u32| {
                    let span = Span::new(file, 6 * at, 6 * at + 5);
                    Diagnostic::new(
                        Code::UnknownName,
                        span,
                        Message::verbatim("there is no condition `wrong` here"),
                    )
                    .label(Message::verbatim("not declared"))
                    .help(Message::verbatim("did you mean `right`?"))
                };
                let errors: Vec<Diagnostic> = (0..wrong).map(error).collect();
                measure(|| drop(render::diagnostics_as(&sources, &errors, look))).count_total
            };
            let (few, many) = (drawing(1_000), drawing(100_000));
            assert!(many < few + few / 10, "{few} allocations for 1,000 errors, {many} for 100,000");
        }
    }
}

/// What all the work takes, none of it on another thread.
fn on_one_thread(work: impl FnOnce() + Send) -> AllocationInfo {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| measure(work))
}

/// The texts with something typed into a message in the middle.
fn edited(sources: &Sources, typed: &str) -> Sources {
    let is_edited = |text: &str| text.contains("policy close_50 on");
    let (id, source) = sources.iter().find(|(_, source)| is_edited(&source.text)).expect("it is there");
    let policy = source.text.find("policy close_50 on").expect("it is there");
    let message = policy + source.text[policy..].find(" is left").expect("it is there");
    let mut text = source.text.clone();
    text.insert_str(message, typed);
    let mut sources = sources.clone();
    sources.replace(id, text);
    sources
}
