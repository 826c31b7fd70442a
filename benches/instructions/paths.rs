//! The paths. Each is prepared, and then does the same whenever it is called.

use std::hint::black_box;
use std::path::Path;

use exeunt::analysis::{Incremental, analyse};
use exeunt::decide::{CompiledPolicy, Decisions, Detail, LineDecider, LineOptions};
use exeunt::eval::{Evaluation, evaluate};
use exeunt::facts::{self, Facts};
use exeunt::ir::{PolicyId, Program};
use exeunt::source::{FactsUnread, FileId, Sources};
use exeunt::sql::{Dialect, Emit, Options, to_sql};
use exeunt::{render, syntax};

use crate::{accounts, loaded, package};

type Prepared = Box<dyn FnMut()>;
type Prepare = fn() -> Prepared;

/// Every path by its name.
pub(crate) const ALL: [(&str, Prepare); 17] = [
    ("compile_taobao", compile_taobao),
    ("compile_shipped", compile_shipped),
    ("check_errors", check_errors),
    ("recheck_edit", recheck_edit),
    ("format", format),
    ("load_built", load_built),
    ("read_facts", read_facts),
    ("read_facts_large", read_facts_large),
    ("evaluate", whole_verdict),
    ("evaluate_large", evaluate_large),
    ("timeline", timeline),
    ("verdict_page", verdict_page),
    ("decide_one", decide_one),
    ("decide_lines", decide_lines),
    ("decide_constant", || decide_windows("15d")),
    ("decide_table", || decide_windows(TABLE)),
    ("sql", sql),
];

const SEED: u64 = 7;
const NOW: exeunt::ir::Timestamp = exeunt::ir::Timestamp::from_micros(accounts::NOW);

fn taobao() -> (Program, PolicyId) {
    loaded::taobao(Path::new("policies"))
}

fn reading() -> facts::Options {
    facts::Options::default().allowing_unknown_keys()
}

fn facts_of(program: &Program, policy: PolicyId, lines: &str) -> Vec<Facts> {
    let read = |line: &str| {
        let read = facts::read_with(reading(), program, Some(policy), FileId(0), line);
        read.envelope.expect("sound").facts
    };
    lines.lines().map(read).collect()
}

/// Two policies of 200 lines, without their tests.
fn compile_taobao() -> Prepared {
    let sources = loaded::sources(Path::new("policies"));
    Box::new(move || {
        let analysis = analyse(sources.clone());
        assert!(black_box(analysis).program.is_some());
    })
}

/// Every shipped policy, with all tests and what they read.
fn compile_shipped() -> Prepared {
    let texts = exeunt_testkit::policies::shipped_texts("policy");
    Box::new(move || drop(black_box(exeunt_testkit::policies::sound(texts.clone()))))
}

/// Taobao's text with three mistakes, and the diagnostics drawn.
fn check_errors() -> Prepared {
    let mut spoilt = Sources::new();
    for (_, source) in loaded::sources(Path::new("policies")).iter() {
        let text = source.text.replacen("no open trade", "no open trades", 1);
        let text = text.replacen(" on request {", " on reqest {", 1).replacen(" within ", " witin ", 1);
        spoilt.add(&source.name, text);
    }
    Box::new(move || {
        let analysis = analyse(spoilt.clone());
        assert!(analysis.has_errors());
        black_box(render::diagnostics(&analysis.sources, &analysis.diagnostics, render::Colour::Plain));
    })
}

/// A character typed into one of 200 policies, and taken back.
fn recheck_edit() -> Prepared {
    let before = package::package(200, 20);
    let mut after = Sources::new();
    for (id, source) in before.iter() {
        let is_edited = id.0 == 5;
        let text = source.text.replacen(" is left", " is xleft", usize::from(is_edited));
        assert!(!is_edited || text != source.text, "the text is edited");
        after.add(&source.name, text);
    }
    let mut analysed = Incremental::new(before.clone());
    Box::new(move || {
        for sources in [&after, &before] {
            analysed.update(sources.clone(), |_, _| Err(FactsUnread::NotThere));
            assert!(!analysed.analysis().has_errors());
        }
    })
}

fn format() -> Prepared {
    let path = Path::new("policies/taobao/taobao.policy");
    let text = std::fs::read_to_string(path).expect("a text");
    Box::new(move || {
        black_box(syntax::format(FileId(0), &text)).expect("a sound text");
    })
}

/// A built program of all shipped policies.
fn load_built() -> Prepared {
    let program = exeunt_testkit::policies::shipped_program();
    let bytes = program.to_bytes().expect("it has a binary form");
    Box::new(move || {
        black_box(Program::load(&bytes)).expect("a built program");
    })
}

/// 100 accounts of 3.5 KB, by the reader that reports what is wrong.
fn read_facts() -> Prepared {
    let (program, policy) = taobao();
    let text = accounts::lines(100, SEED, 20);
    Box::new(move || {
        black_box(facts_of(&program, policy, &text));
    })
}

/// One account of 10,000 trades.
fn read_facts_large() -> Prepared {
    let (program, policy) = taobao();
    let text = accounts::lines(1, SEED, 10_000);
    Box::new(move || {
        black_box(facts_of(&program, policy, &text));
    })
}

/// The whole verdicts on 100 accounts.
fn whole_verdict() -> Prepared {
    let (program, policy) = taobao();
    let accounts = facts_of(&program, policy, &accounts::lines(100, SEED, 20));
    Box::new(move || {
        accounts.iter().for_each(|facts| drop(black_box(evaluate(&program, policy, facts, NOW))))
    })
}

/// The whole verdict on an account of 10,000 trades.
fn evaluate_large() -> Prepared {
    let (program, policy) = taobao();
    let account = facts_of(&program, policy, &accounts::lines(1, SEED, 10_000)).remove(0);
    Box::new(move || drop(black_box(evaluate(&program, policy, &account, NOW))))
}

const DUE: &str = "
package due languages en zone Asia/Shanghai
account { trades: many trade }
record trade { done: time }
policy close on request {
  require few: at most 3 trades done within 15d en \"{count} trades are recent\" fix \"Wait\"
  require calm: no trade done within 6mo en \"Traded\" fix \"Wait\"
}
";

/// The instants at which a policy of windows changes, for an account of 1,000 events within them.
fn timeline() -> Prepared {
    let mut sources = Sources::new();
    sources.add("due.policy", DUE);
    let program = analyse(sources).program.expect("a sound policy");
    let policy = program.policy("due.close").expect("it is there");
    let trade =
        |at: usize| format!("{{\"done\":\"2019-03-{:02}T{:02}:{:02}:00Z\"}}", 1 + at % 28, at % 24, at % 60);
    let trades: Vec<String> = (0..1_000).map(trade).collect();
    let account =
        facts_of(&program, policy, &format!("{{\"account\":{{\"trades\":[{}]}}}}", trades.join(",")))
            .remove(0);
    Box::new(move || {
        let evaluation = Evaluation::new(&program, policy, &account, NOW);
        assert!(black_box(evaluation.eligible_after()).is_some());
    })
}

/// The verdicts on 20 accounts as pages of text and of HTML.
fn verdict_page() -> Prepared {
    let (program, policy) = taobao();
    let accounts = facts_of(&program, policy, &accounts::lines(20, SEED, 20));
    let verdicts: Vec<_> = accounts.iter().map(|facts| evaluate(&program, policy, facts, NOW)).collect();
    Box::new(move || {
        for verdict in &verdicts {
            black_box(render::verdict(verdict, "en", render::Colour::Plain));
            black_box(render::verdict_html(None, verdict, "en"));
        }
    })
}

/// 1,000 accounts whose facts are in memory, one at a time.
fn decide_one() -> Prepared {
    let (program, policy) = taobao();
    let accounts = facts_of(&program, policy, &accounts::lines(1_000, SEED, 20));
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    Box::new(move || {
        let moment = decider.at(NOW);
        let (mut one, mut decisions) = (decider.batch(), Decisions::default());
        for facts in &accounts {
            one.clear();
            one.push(facts).expect("it fits");
            moment.decide(&one, &mut decisions);
            black_box(&decisions);
        }
    })
}

/// 1,000 lines of JSON to decisions, as `exeunt eval` reads a population.
fn decide_lines() -> Prepared {
    let (program, policy) = taobao();
    let text = accounts::lines(1_000, SEED, 20);
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    Box::new(move || {
        let moment = decider.at(NOW);
        let terms = LineOptions {
            program: &program,
            policy,
            now: NOW,
            now_is_given: true,
            id: None,
            reading: reading(),
        };
        let mut judge = LineDecider::new(terms, Some(&moment), Detail::Requirements);
        judge.judge(text.as_bytes(), |line| drop(black_box(line)));
    })
}

const TABLE: &str = "case class {
  c0: 15d  c1: 10d  c2: 20d  c3: 25d  c4: 30d  c5: 5d  c6: 45d  c7: 60d  c8: 1mo  c9: 2w
}";

/// The statuses of 1,000 accounts of 20 trades, all together, by a policy whose window is a constant or chosen by a table.
fn decide_windows(quiet: &str) -> Prepared {
    let text = format!(
        "package windows languages en zone Asia/Shanghai
         account {{ class: one of c0, c1, c2, c3, c4, c5, c6, c7, c8, c9  last_used: time  trades: many trade }}
         record trade {{ dated by done  done: time  open: bool }}
         let quiet = {quiet}
         policy close on request {{
           require none_open: no open trade en \"A trade is open\" fix \"Close it\"
           require settled:   no trade done within quiet en \"A trade is recent\"
           require unused:    last_used more than quiet ago en \"The account was used\"
         }}"
    );
    let mut sources = Sources::new();
    sources.add("windows.policy", text);
    let program = analyse(sources).program.expect("a sound policy");
    let policy = program.policy("windows.close").expect("it is there");
    let time = |at: usize| format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + at % 6, 1 + at % 28, at % 24);
    let trade = |at: usize| format!("{{\"done\":\"{}\",\"open\":{}}}", time(at), at.is_multiple_of(97));
    let account = |at: usize| {
        let trades: Vec<_> = (0..20).map(|trade_at| trade(at * 31 + trade_at * 7)).collect();
        let (class, used, trades) = (at % 10, time(at * 13), trades.join(","));
        format!("{{\"account\":{{\"class\":\"c{class}\",\"last_used\":\"{used}\",\"trades\":[{trades}]}}}}\n")
    };
    let accounts = facts_of(&program, policy, &(0..1_000).map(account).collect::<String>());
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let mut batch = decider.batch();
    accounts.iter().for_each(|facts| batch.push(facts).expect("it fits"));
    let now = "2026-07-01T00:00:00Z".parse().expect("an instant");
    Box::new(move || {
        let mut decisions = Decisions::default();
        decider.at(now).decide(&batch, &mut decisions);
        black_box(&decisions);
    })
}

/// A query in each dialect.
fn sql() -> Prepared {
    let (program, policy) = taobao();
    Box::new(move || {
        for dialect in [Dialect::DuckDb, Dialect::Postgres, Dialect::Spark] {
            let options = Options {
                dialect,
                now: Some(NOW),
                emit: Emit::Query,
                mapping: None,
                keys: None,
                texts: None,
            };
            assert!(black_box(to_sql(&program, policy, &options)).text.is_some());
        }
    })
}
