//! `exeunt new`: a package to start from, which compiles and whose tests pass; and `exeunt init`, which makes a project of the
//! current folder.

use std::path::{Path, PathBuf};

use exeunt::ir::Zone;
use exeunt::source::FileId;
use exeunt::syntax::{format, is_name};

use crate::console::Console;
use crate::files::{self, Exclusion};
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::{Ended, Failure, Outcome};
use crate::portable::absolute;

const TESTS: &str = "tests.policy";

/// The folder of the policies of a new project.
const POLICIES: &str = "policies";

/// What the new package is called, and in which languages it speaks.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::name_of_package()))]
    name: String,

    #[command(flatten)]
    speech: Speech,
}

/// The package of a new project.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    #[arg(help = text(help::name_of_first_package()))]
    name: Option<String>,

    #[command(flatten)]
    speech: Speech,
}

/// The languages and the time zone of a package.
#[derive(Debug, clap::Args)]
struct Speech {
    #[arg(long, value_name = "LANGUAGE,…", value_delimiter = ',', default_value = "en", help = text(help::languages()))]
    languages: Vec<String>,

    #[arg(long, value_name = "ZONE", default_value = "UTC", help = text(help::zone()))]
    zone: String,
}

/// A package to be made.
struct Package<'a> {
    name: &'a str,
    languages: &'a [String],
    zone: &'a str,
}

impl Speech {
    fn package<'a>(&'a self, name: &'a str) -> Result<Package<'a>, Failure> {
        let package = Package { name, languages: &self.languages, zone: &self.zone };
        package.check()?;
        Ok(package)
    }
}

/// Makes the folder; one that is there already is left alone.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let package = args.speech.package(&args.name)?;
    let made = package.make(PathBuf::from(&args.name))?;
    console.result(&report(&made, &args.name, console))?;
    Ok(Outcome::Fine)
}

/// Makes a project of the current folder: settings, and a package to start from unless there are policies already.
pub(crate) fn init(args: &InitArgs, console: &Console) -> Ended {
    let settings = Path::new(files::SETTINGS);
    if settings.symlink_metadata().is_ok() {
        return Err(Failure::Input(usage::already_there(files::SETTINGS)));
    }
    let here = [PathBuf::from(".")];
    let has_policies = files::policies(&here, &Exclusion::nothing()).is_ok();
    let mut made = vec![settings.to_path_buf()];
    let mut text = "[lints]\nwarnings = \"deny\"\n".to_owned();
    if !has_policies || args.name.is_some() {
        let of_folder = || {
            let here = absolute(Path::new("."));
            here.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)).map(str::to_owned)
        };
        let name = args.name.clone().or_else(of_folder);
        let name = name.ok_or_else(|| Failure::Input(usage::name_the_package()))?;
        let package = args.speech.package(&name)?;
        let folder = Path::new(POLICIES);
        files::make_folder(folder)?;
        made.extend(package.make(folder.join(&name))?);
        if !has_policies {
            text = format!("policies = [\"{POLICIES}\"]\n\n{text}");
        }
    }
    files::write(settings, text.as_bytes(), std::iter::empty::<&Path>())?;
    console.result(&report(&made, "", console))?;
    Ok(Outcome::Fine)
}

impl Package<'_> {
    /// Makes the folder with the package; the files in it.
    fn make(&self, folder: PathBuf) -> Result<Vec<PathBuf>, Failure> {
        if folder.symlink_metadata().is_ok() {
            return Err(Failure::Input(usage::already_there(&files::shown(&folder))));
        }
        let policy_text = self.in_style(&policy_text(self))?;
        let tests_text = self.in_style(&tests_text(self.name))?;
        let policy = format!("{}.policy", self.name);
        files::new_folder(&folder, &[(&policy, &policy_text), (TESTS, &tests_text)])?;
        Ok(vec![folder.join(policy), folder.join(TESTS)])
    }

    /// A text as `exeunt fmt` would leave it.
    fn in_style(&self, text: &str) -> Result<String, Failure> {
        format(FileId(0), text).map_err(|_| Failure::Input(usage::not_a_package_name(self.name)))
    }

    fn check(&self) -> Result<(), Failure> {
        let wrong = [self.name].into_iter().chain(self.languages.iter().map(String::as_str));
        if let Some(word) = wrong.into_iter().find(|word| !is_name(word)) {
            return Err(Failure::Input(usage::not_a_name(word)));
        }
        if Zone::named(self.zone).is_none() {
            return Err(Failure::Input(usage::no_time_zone(self.zone)));
        }
        Ok(())
    }
}

fn report(made: &[PathBuf], to_test: &str, console: &Console) -> String {
    let next = console.text(usage::run_its_tests(format!("exeunt test {to_test}").trim_end()));
    let made: String = made.iter().map(|file| format!("{}\n", file.display())).collect();
    format!("{made}\n{next}\n")
}

/// A message in each language; those that are not known get the English words to be translated.
fn messages(package: &Package<'_>, known: &[(&str, &str)]) -> String {
    let english = known[0].1;
    let in_language = |language: &String| {
        let text = known.iter().find(|(tag, _)| tag == language).map_or(english, |(_, text)| text);
        format!("    {language} {text}\n")
    };
    package.languages.iter().map(in_language).collect()
}

fn policy_text(package: &Package<'_>) -> String {
    let (name, languages, zone) = (package.name, package.languages.join(", "), package.zone);
    let in_use =
        messages(package, &[("en", "\"The account is {status}\""), ("zh", "\"账户状态为 {status}\"")]);
    let no_open_order = messages(
        package,
        &[
            (
                "en",
                "\"You have {count} orders in progress\" fix \"Wait for them to complete, or cancel them\"",
            ),
            ("zh", "\"您有 {count} 笔进行中的订单\" fix \"请等待订单完成,或取消订单\""),
        ],
    );
    let settled = messages(
        package,
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
