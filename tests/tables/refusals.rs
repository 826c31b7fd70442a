//! What is wrong with files is said by file, column and row.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Decimal128Array, Int64Array, RecordBatch, StringArray};
use bytes::Bytes;
use exeunt::columnar::{Fault, Tables};
use exeunt::decide::{CompiledPolicy, Detail};
use exeunt::ir::{PolicyId, Program, Status, Timestamp};
use exeunt_testkit::compiled;

use crate::written::written;

const POLICY: &str = "
    package p
    languages en
    zone UTC
    record bid { state: one of open, closed   amount: money CNY }
    account { tags: many text  bids: many bid }
    policy close on request {
      require none_open: no open bid  en \"A bid is open\"  fix \"Close it\"
      require small: total amount of closed bid <= 10 CNY  en \"Too much\"  fix \"Spend it\"
      require untagged: not \"kept\" in tags  en \"It is kept\"  final
    }";

fn program() -> Program {
    compiled([("p.policy", POLICY)])
}

/// The tables of two accounts, of which the second has a bid of 4 and an open one.
struct Files {
    accounts: Vec<(&'static str, ArrayRef)>,
    bids: Vec<(&'static str, ArrayRef)>,
    group: usize,
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

fn amounts(units: &[i128], scale: i8) -> ArrayRef {
    let amounts = Decimal128Array::from(units.to_vec());
    Arc::new(amounts.with_precision_and_scale(28, scale).expect("a type"))
}

fn tags(sets: &[&[&str]]) -> ArrayRef {
    let mut lists = arrow_array::builder::ListBuilder::new(arrow_array::builder::StringBuilder::new());
    for set in sets {
        set.iter().for_each(|tag| lists.values().append_value(tag));
        lists.append(true);
    }
    Arc::new(lists.finish())
}

fn files() -> Files {
    Files {
        accounts: vec![
            ("id", texts(&["a", "b"])),
            ("tags", tags(&[&["kept", "old"], &[]])),
            ("bids_known", Arc::new(BooleanArray::from(vec![true, true]))),
            ("note", texts(&["read by no condition", ""])),
        ],
        bids: vec![
            ("account_id", texts(&["b", "b"])),
            ("position", Arc::new(Int64Array::from(vec![0, 1]))),
            ("state", texts(&["closed", "open"])),
            ("amount", amounts(&[400, 100], 2)),
        ],
        group: 100,
    }
}

impl Files {
    fn with(mut self, table: &str, column: &'static str, array: ArrayRef) -> Self {
        let columns = if table == "account" { &mut self.accounts } else { &mut self.bids };
        columns.retain(|(name, _)| *name != column);
        columns.push((column, array));
        self
    }

    fn without(mut self, table: &str, column: &str) -> Self {
        let columns = if table == "account" { &mut self.accounts } else { &mut self.bids };
        columns.retain(|(name, _)| *name != column);
        self
    }

    fn in_groups_of(mut self, group: usize) -> Self {
        self.group = group;
        self
    }

    /// The statuses, or what is said of the accounts that were refused; and how many rows belong to no account.
    fn judge(&self) -> Result<(Vec<Result<Status, String>>, u64), Fault> {
        let file = |columns: &Vec<(&str, ArrayRef)>| {
            written(&RecordBatch::try_from_iter(columns.clone()).expect("columns"), self.group)
        };
        let files: BTreeMap<&str, Bytes> =
            BTreeMap::from([("account", file(&self.accounts)), ("account_bids", file(&self.bids))]);
        judge(&files)
    }

    fn fault(&self) -> String {
        self.judge().expect_err("it is refused").to_string()
    }
}

fn judge(files: &BTreeMap<&str, Bytes>) -> Result<(Vec<Result<Status, String>>, u64), Fault> {
    let program = program();
    let decider = CompiledPolicy::compile(&program, PolicyId::FIRST).expect("it is held");
    let moment = decider.at(Timestamp::UNIX_EPOCH);
    let open = |table: &str| files.get(table).cloned().ok_or(std::io::ErrorKind::NotFound.into());
    let tables = Tables::open(&program, PolicyId::FIRST, &decider, open)?;
    let (mut found, mut strays) = (Vec::new(), 0);
    for section in tables.sections()? {
        let mut judging = tables.judge(&section, &moment, Detail::Requirements)?;
        while judging.judge_next()? > 0 {
            let accounts = (0..).map_while(|at| judging.account(at));
            found.extend(accounts.map(|account| match account.found {
                Ok(decision) => Ok(decision.status),
                Err(faults) => Err(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
            }));
        }
        strays += judging.strays();
    }
    Ok((found, strays))
}

use Status::{Blocked, Eligible, Undetermined};

#[test]
fn what_is_sound_is_judged() {
    assert_eq!(files().judge(), Ok((vec![Ok(Blocked), Ok(Blocked)], 0)));
    let closed = files().with("account_bids", "state", texts(&["closed", "closed"]));
    assert_eq!(closed.judge(), Ok((vec![Ok(Blocked), Ok(Eligible)], 0)));
    let untagged = closed.with("account", "tags", tags(&[&["old"], &[]]));
    assert_eq!(untagged.in_groups_of(1).judge(), Ok((vec![Ok(Eligible), Ok(Eligible)], 0)));
}

#[test]
fn nothing_is_read_into_what_is_not_known() {
    let unknown = Arc::new(BooleanArray::from(vec![Some(false), None]));
    let files = files().with("account", "tags", tags(&[&[], &[]])).with("account", "bids_known", unknown);
    assert_eq!(
        files.judge(),
        Ok((vec![Ok(Undetermined), Ok(Undetermined)], 0)),
        "its rows are not looked at"
    );
}

#[test]
fn a_word_that_nothing_declares_is_unknown() {
    let files = files().with("account_bids", "state", texts(&["closed", "opened"]));
    assert_eq!(files.judge(), Ok((vec![Ok(Blocked), Ok(Undetermined)], 0)));
}

#[test]
fn whole_amounts_may_be_integers() {
    let files = files().with("account_bids", "state", texts(&["closed", "closed"])).with(
        "account_bids",
        "amount",
        Arc::new(Int64Array::from(vec![9, 2])),
    );
    assert_eq!(files.judge(), Ok((vec![Ok(Blocked), Ok(Blocked)], 0)));
}

#[test]
fn a_value_that_cannot_be_held_refuses_its_account_alone() {
    let fine = files().with("account_bids", "amount", amounts(&[40_000, 1_001], 4));
    let said = "account_bids.parquet:2: column `amount`: the value has more decimals than its type holds";
    assert_eq!(fine.judge(), Ok((vec![Ok(Blocked), Err(said.to_owned())], 0)));
    let great = files().with("account_bids", "amount", amounts(&[400, i128::from(i64::MAX) + 1], 2));
    let said =
        "account_bids.parquet:2: column `amount`: the value is beyond 64 bits; a line of JSON may hold it";
    assert_eq!(great.judge(), Ok((vec![Ok(Blocked), Err(said.to_owned())], 0)));
}

#[test]
fn rows_of_no_account_are_counted() {
    for (ids, group) in [(["aa", "b"], 100), (["0", "b"], 1), (["b", "c"], 1), (["b", "c"], 100)] {
        let files = files().with("account_bids", "account_id", texts(&ids)).in_groups_of(group);
        let (_, strays) = files.judge().expect("it is read");
        assert_eq!(strays, 1, "{ids:?} in groups of {group}");
    }
}

#[test]
fn rows_that_are_not_sorted_are_refused() {
    for group in [1, 100] {
        let files = files().in_groups_of(group);
        let fault = files.with("account", "id", texts(&["b", "a"])).fault();
        assert!(fault.starts_with("account.parquet:2: its key is not greater"), "{fault}");
        assert!(fault.contains("sort the accounts by `id`, each once"), "{fault}");
    }
    let fault = files().with("account", "id", texts(&["b", "b"])).fault();
    assert!(fault.starts_with("account.parquet:2: its key is not greater"), "{fault}");
    for group in [1, 100] {
        let files = files().with("account_bids", "account_id", texts(&["b", "a"])).in_groups_of(group);
        let fault = files.fault();
        assert!(fault.starts_with("account_bids.parquet:2: its key is less"), "{fault}");
        assert!(fault.contains("sort the rows by `account_id`"), "{fault}");
    }
}

#[test]
fn a_file_without_what_is_read_is_refused() {
    let fault = files().without("account_bids", "amount").fault();
    assert_eq!(
        fault,
        "account_bids.parquet: column `amount`: the policy reads it, and the file does not have it"
    );
    let fault = files().with("account", "bids_known", texts(&["t", "t"])).fault();
    assert_eq!(fault, "account.parquet: column `bids_known`: booleans are needed; it holds Utf8");
    let doubles = Arc::new(arrow_array::Float64Array::from(vec![4.0, 1.0]));
    let fault = files().with("account_bids", "amount", doubles).fault();
    let said = "account_bids.parquet: column `amount`: exact decimals of at most 38 digits are needed; it holds Float64";
    assert_eq!(fault, said);
    let fault = files().with("account_bids", "account_id", Arc::new(Int64Array::from(vec![1, 2]))).fault();
    assert_eq!(fault, "account_bids.parquet: its keys are Int64, those of the accounts are Utf8");
    let missing = Arc::new(StringArray::from(vec![Some("a"), None]));
    let fault = files().with("account", "id", missing).fault();
    assert_eq!(fault, "account.parquet:2: column `id`: the key is missing");
}

#[test]
fn what_is_no_parquet_is_refused() {
    let junk = BTreeMap::from([("account", Bytes::from_static(b"id,tags\na,\n"))]);
    let fault = judge(&junk).expect_err("it is not Parquet").to_string();
    assert!(fault.starts_with("account.parquet: this is not a readable Parquet file: "), "{fault}");
    let fault = judge(&BTreeMap::new()).expect_err("it is not there").to_string();
    assert!(fault.starts_with("account.parquet: cannot read it: "), "{fault}");
}
