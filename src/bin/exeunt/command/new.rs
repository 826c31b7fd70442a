//! `exeunt new`: a package to start from, which compiles and whose tests pass.

use std::path::{Path, PathBuf};

use exeunt::ir::Zone;
use exeunt::source::FileId;
use exeunt::syntax::{format, is_name};

use crate::console::Console;
use crate::files;
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::{Ended, Failure, Outcome};

const TESTS: &str = "tests.policy";

/// What the new package is called, and in which languages it speaks.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::name_of_package()))]
    name: String,

    #[arg(long, value_name = "LANGUAGE,…", value_delimiter = ',', default_value = "en", help = text(help::languages()))]
    languages: Vec<String>,

    #[arg(long, value_name = "ZONE", default_value = "UTC", help = text(help::zone()))]
    zone: String,
}

/// Makes the folder; one that is there already is left alone.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    check(args)?;
    let folder = PathBuf::from(&args.name);
    if folder.symlink_metadata().is_ok() {
        return Err(Failure::Input(usage::already_there(&args.name)));
    }
    let policy_text = in_style(args, &policy_text(args))?;
    let tests_text = in_style(args, &tests_text(&args.name))?;
    let policy = format!("{}.policy", args.name);
    files::new_folder(&folder, &[(&policy, &policy_text), (TESTS, &tests_text)])?;
    console.result(&report(&folder.join(policy), &folder.join(TESTS), &args.name, console))?;
    Ok(Outcome::Fine)
}

/// A text as `exeunt fmt` would leave it.
fn in_style(args: &Args, text: &str) -> Result<String, Failure> {
    let unread = |_| Failure::Input(usage::not_a_package_name(&args.name));
    format(FileId(0), text).map_err(unread)
}

fn report(policy: &Path, tests: &Path, name: &str, console: &Console) -> String {
    let next = console.text(usage::run_its_tests(name));
    format!("{}\n{}\n\n{next}\n", policy.display(), tests.display())
}

fn check(args: &Args) -> Result<(), Failure> {
    let wrong = [&args.name].into_iter().chain(&args.languages).find(|word| !is_name(word));
    if let Some(word) = wrong {
        return Err(Failure::Input(usage::not_a_name(word)));
    }
    if Zone::named(&args.zone).is_none() {
        return Err(Failure::Input(usage::no_time_zone(&args.zone)));
    }
    Ok(())
}

/// A message in each language; those that are not known get the English words to be translated.
fn messages(args: &Args, known: &[(&str, &str)]) -> String {
    let english = known[0].1;
    let in_language = |language: &String| {
        let text = known.iter().find(|(tag, _)| tag == language).map_or(english, |(_, text)| text);
        format!("    {language} {text}\n")
    };
    args.languages.iter().map(in_language).collect()
}

fn policy_text(args: &Args) -> String {
    let (name, languages, zone) = (&args.name, args.languages.join(", "), &args.zone);
    let in_use = messages(args, &[("en", "\"The account is {status}\""), ("zh", "\"账户状态为 {status}\"")]);
    let no_open_order = messages(
        args,
        &[
            (
                "en",
                "\"You have {count} orders in progress\" fix \"Wait for them to complete, or cancel them\"",
            ),
            ("zh", "\"您有 {count} 笔进行中的订单\" fix \"请等待订单完成,或取消订单\""),
        ],
    );
    let settled = messages(
        args,
        &[
            ("en", "\"An order completed less than 15 days ago; you can close the account after {clears}\""),
            ("zh", "\"订单完成未满 15 天,{clears} 后可注销\""),
        ],
    );
    format!(
        "package {name}
languages {languages}
zone {zone}

/// What is known of one account.
account {{
  status: one of normal, limited
  orders: many order
}}

/// One order placed by the account.
record order {{
  state:     one of paid, shipped, completed, cancelled
  completed: time?
  open = state is one of paid, shipped
}}

policy close on request {{
  require in_use: status is normal
{in_use}    final

  require no_open_order: no open order
{no_open_order}
  require settled: no order completed within 15d
{settled}}}
"
    )
}

fn tests_text(name: &str) -> String {
    format!(
        "package {name}

fixture tidy: account {{
  status: normal
  orders: []
}}

test \"a tidy account may close\" for close at 2026-06-01T12:00Z {{
  account tidy
  expect eligible
}}

test \"an open order blocks\" for close at 2026-06-01T12:00Z {{
  account tidy with {{ orders: [{{ state: shipped }}] }}
  expect blocked by no_open_order
}}

test \"an order completed ten days ago blocks, and clears by itself\" for close at 2026-06-01T12:00Z {{
  account tidy with {{ orders: [{{ state: completed  completed: 10d ago }}] }}
  expect blocked by settled
  expect eligible after 2026-06-06T12:00Z
}}
"
    )
}
