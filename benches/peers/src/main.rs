//! The terms of Taobao on the same accounts in exeunt, by hand in Rust, and in Cedar, Rego and CEL. Facts are loaded, in
//! each engine's own form, with times and amounts as integers; every engine must find the same accounts eligible.
//!
//! `peers write FILE COUNT` writes the accounts as lines of JSON; `peers` measures and prints a table in Markdown.

#[path = "../../shared/accounts.rs"]
mod accounts;
#[path = "../../shared/loaded.rs"]
mod loaded;
#[path = "../../shared/measure.rs"]
mod measure;
#[path = "../../shared/yardstick.rs"]
mod yardstick;

mod by_cedar;
mod by_cel;
mod by_exeunt;
mod by_rego;
mod typed;

use std::hint::black_box;
use std::io::Write as _;

use measure::{Contender, Measured, measure};

const SEED: u64 = 7;
const COUNT: usize = 100_000;
/// The slower engines judge the first so many only, or a round would take seconds.
const FEW: usize = 2_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", file, count] => write(file, count.parse().expect("a number")),
        [] => compare(),
        _ => eprintln!("usage: peers [write FILE COUNT]"),
    }
}

fn write(file: &str, count: usize) {
    let out = std::fs::File::create(file).expect("the file can be written");
    let mut out = std::io::BufWriter::new(out);
    let mut source = accounts::Accounts::new(SEED, 20);
    let mut line = String::new();
    for _ in 0..count {
        line.clear();
        source.write(&mut line);
        out.write_all(line.as_bytes()).expect("the file can be written");
    }
}

fn compare() {
    let text = accounts::lines(COUNT, SEED, 20);
    let structs: Vec<_> = text.lines().map(|line| yardstick::read(line.as_bytes()).expect("sound")).collect();
    let wanted: Vec<bool> = structs.iter().map(|it| yardstick::is_eligible(it, accounts::NOW)).collect();
    let typed: Vec<serde_json::Value> = text.lines().take(FEW).map(typed::typed).collect();
    let exeunt = by_exeunt::Exeunt::new(&text);
    let moment = exeunt.moment();
    let cedar = by_cedar::Cedar::new(&typed);
    let mut rego = by_rego::Rego::new(&typed);
    let cel = by_cel::Cel::new(&typed);

    assert_eq!(exeunt.eligible(&moment), wanted, "exeunt");
    assert_eq!((0..FEW).map(|at| cedar.is_eligible(at)).collect::<Vec<_>>(), wanted[..FEW], "Cedar");
    assert_eq!((0..FEW).map(|at| rego.is_eligible(at)).collect::<Vec<_>>(), wanted[..FEW], "regorus");
    assert_eq!((0..FEW).map(|at| cel.is_eligible(at)).collect::<Vec<_>>(), wanted[..FEW], "CEL");
    let eligible = wanted.iter().filter(|&&it| it).count();
    println!("{COUNT} accounts of {} bytes, {eligible} of them eligible.\n", text.len() / COUNT);

    let mut statuses = Vec::new();
    let measured = measure(
        15,
        vec![
            Contender::new("hand-written Rust over structs", || {
                black_box(structs.iter().filter(|it| yardstick::is_eligible(it, accounts::NOW)).count());
            }),
            Contender::new("exeunt, the status", || moment.statuses(black_box(&exeunt.batch), &mut statuses)),
            Contender::new("Cedar, the trades aggregated beforehand", || {
                black_box((0..FEW).filter(|&at| cedar.is_eligible(at)).count());
            }),
            Contender::new("regorus", || {
                black_box((0..FEW).filter(|&at| rego.is_eligible(at)).count());
            }),
            Contender::new("CEL", || {
                black_box((0..FEW).filter(|&at| cel.is_eligible(at)).count());
            }),
        ],
    );
    table(&measured, &[COUNT, COUNT, FEW, FEW, FEW]);
}

fn table(measured: &[Measured], counts: &[usize]) {
    println!("| engine | median, an account | to hand-written Rust |\n|---|---|---|");
    for (Measured { name, median, ratio }, &count) in measured.iter().zip(counts) {
        let nanoseconds = median.as_secs_f64() * 1e9 / count as f64;
        let ratio = ratio * counts[0] as f64 / count as f64;
        println!("| {name} | {nanoseconds:.0} ns | {ratio:.2} × |");
    }
}
