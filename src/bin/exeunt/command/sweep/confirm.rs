//! A plan that is judged again: its rows by account, and which of them still hold.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use blake3::Hasher;
use exeunt::diagnostic::Message;
use exeunt::ir::{DisposalKind, Status};
use foldhash::fast::FixedState;

use super::engine::Engine;
use super::form::Form;
use super::manifest::Confirms;
use super::place::{Place, place};
use super::plan::{ItemName, PlanRow, RefusedRow};
use super::verdict::{IdHash, Line, hashed};
use crate::files::{self, shown};
use crate::messages::{Reason, sweeping, usage, why};
use crate::outcome::Failure;

/// A plan, of which only the places of its accounts are held in memory.
pub(super) struct GivenPlan {
    /// How messages name it.
    name: String,
    file: Mutex<File>,
    /// In the order of the plan.
    accounts: Vec<Account>,
    /// The account of each id.
    by_id: HashMap<IdHash, usize, FixedState>,
    hash: String,
    rows: u64,
}

/// Where the rows of an account are.
struct Account {
    id: IdHash,
    offset: u64,
    bytes: usize,
    /// Of these bytes.
    hash: blake3::Hash,
}

/// The rows of an account, as they were planned.
pub(super) struct Planned {
    pub(super) id: String,
    rows: Vec<PlanRow>,
}

/// An item of an account's plan as it is now.
pub(super) struct ItemNow {
    pub(super) row: PlanRow,
    /// Whether it is known by its place alone, which may have been another's when it was planned.
    pub(super) is_by_place: bool,
}

/// Why a row does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    NoAccount,
    NotEligible,
    NoItem,
    ByPlace,
    OtherDisposal,
    OtherEnd,
    OtherPurpose,
    ItemsNotNamed,
}

impl Why {
    fn word(self) -> &'static str {
        match self {
            Self::NoAccount => "no_account",
            Self::NotEligible => "not_eligible",
            Self::NoItem => "no_item",
            Self::ByPlace => "by_place",
            Self::OtherDisposal => "other_disposal",
            Self::OtherEnd => "other_end",
            Self::OtherPurpose => "other_purpose",
            Self::ItemsNotNamed => "items_not_named",
        }
    }
}

impl GivenPlan {
    /// Reads a plan that a sweep wrote, or a part of it: the rows of an account follow each other.
    pub(super) fn read(from: &str, table: &str) -> Result<Self, Failure> {
        let (name, file) = match place(from)? {
            Place::Path(path) if is_parquet(path) => {
                let query = format!("SELECT * FROM read_parquet('{}')", path.replace('\'', "''"));
                files::open(Path::new(path)).map_err(|error| unreadable(path, &error))?;
                (shown(Path::new(path)), copied(&mut Engine::duckdb(":memory:")?, &query)?)
            }
            Place::Path(path) => {
                let file = files::open(Path::new(path)).map_err(|error| unreadable(path, &error))?;
                (shown(Path::new(path)), file)
            }
            Place::Postgres(address) => {
                (table.to_owned(), copied(&mut Engine::postgres(&address)?, &of_table(table)?)?)
            }
            Place::DuckDb(file) => (table.to_owned(), copied(&mut Engine::duckdb(file)?, &of_table(table)?)?),
        };
        let mut plan = Self {
            name,
            file: Mutex::new(file),
            accounts: Vec::new(),
            by_id: HashMap::default(),
            hash: String::new(),
            rows: 0,
        };
        plan.index()?;
        Ok(plan)
    }

    /// Finds the rows of each account, and looks at every row.
    fn index(&mut self) -> Result<(), Failure> {
        let Self { name, file, accounts, by_id, rows, .. } = self;
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let failed = |error: &std::io::Error| unreadable(name, error);
        file.seek(SeekFrom::Start(0)).map_err(|error| failed(&error))?;
        let (mut text, mut line, mut whole) = (BufReader::new(file), Vec::new(), Hasher::new());
        let (mut offset, mut number) = (0, 0);
        let mut items: HashSet<ItemName> = HashSet::new();
        let mut hasher = Hasher::new();
        while text.read_until(b'\n', &mut line).map_err(|error| failed(&error))? > 0 {
            number += 1;
            whole.update(&line);
            if !line.trim_ascii().is_empty() {
                let wrong = |why: Message| Failure::Input(sweeping::no_row_of_a_plan(number, name, why));
                let row = serde_json::from_slice::<PlanRow>(&line);
                let row = row.map_err(|error| wrong(why(&error)))?;
                let row = row.read_back().map_err(|failure| match failure {
                    Failure::Input(message) => wrong(message),
                    other @ (Failure::Policies
                    | Failure::Facts
                    | Failure::ClosedPipe
                    | Failure::Internal(_)
                    | Failure::Refused
                    | Failure::Interrupted) => other,
                })?;
                let id = hashed(&row.id);
                if accounts.last().is_none_or(|last| last.id != id) {
                    if by_id.insert(id, accounts.len()).is_some() {
                        return Err(wrong(sweeping::rows_apart(&row.id)));
                    }
                    items.clear();
                    hasher.reset();
                    let hash = hasher.finalize();
                    accounts.push(Account { id, offset, bytes: 0, hash });
                }
                // Nobody can tell apart what has one key, and nothing is done with it.
                let is_open = row.kind() == Some(DisposalKind::Undetermined);
                if !items.insert(row.name()) && !is_open {
                    return Err(wrong(sweeping::item_twice(&row.id)));
                }
                *rows += 1;
            }
            if let Some(last) = accounts.last_mut() {
                hasher.update(&line);
                last.bytes += line.len();
                last.hash = hasher.finalize();
            }
            offset += line.len() as u64;
            line.clear();
        }
        self.hash = whole.finalize().to_hex().to_string();
        Ok(())
    }

    /// What a manifest says of it.
    pub(super) fn confirms(&self) -> Confirms {
        Confirms { blake3: self.hash.clone(), accounts: self.accounts.len() as u64, rows: self.rows }
    }

    /// How many accounts it is of.
    pub(super) fn len(&self) -> usize {
        self.accounts.len()
    }

    /// Its ids, in its order.
    pub(super) fn ids(&self) -> impl Iterator<Item = IdHash> {
        self.accounts.iter().map(|account| account.id)
    }

    /// The rows of an account, if there are any.
    pub(super) fn of(&self, id: &str) -> Result<Option<Planned>, Failure> {
        self.by_id.get(&hashed(id)).map(|&at| self.at(at)).transpose()
    }

    /// The rows of the account at a place of the plan.
    pub(super) fn at(&self, at: usize) -> Result<Planned, Failure> {
        let account = &self.accounts[at];
        let mut text = vec![0; account.bytes];
        let read = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(account.offset)).and_then(|_| file.read_exact(&mut text))
        };
        read.map_err(|error| unreadable(&self.name, &error))?;
        let changed = || Failure::Input(sweeping::changed_since_judged(&self.name));
        if blake3::hash(&text) != account.hash {
            return Err(changed());
        }
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let rows = lines.map(|line| serde_json::from_slice::<PlanRow>(line).map_err(|_| changed()));
        let rows = rows.map(|row| row?.read_back()).collect::<Result<Vec<_>, Failure>>()?;
        let id = rows.first().map(|row| row.id.clone()).ok_or_else(changed)?;
        Ok(Planned { id, rows })
    }
}

impl Planned {
    /// Which rows still hold, as they are judged now and in the order in which they are carried out, and which do not, as they
    /// were planned. `status` is that of the account, `items` its plan, if it is eligible.
    pub(super) fn judged(self, status: Option<Status>, items: Vec<ItemNow>) -> Result<Line, Failure> {
        let now: HashMap<ItemName, &ItemNow> = items.iter().map(|item| (item.row.name(), item)).collect();
        let named: HashSet<ItemName> = self.rows.iter().map(PlanRow::name).collect();
        let (mut holding, mut refused) = (HashSet::new(), Vec::new());
        for row in self.rows {
            let item = now.get(&row.name());
            let why = match (status, item) {
                (None, _) => Some(Why::NoAccount),
                (
                    Some(Status::Inapplicable | Status::Undetermined | Status::Blocked | Status::Cooling),
                    _,
                ) => Some(Why::NotEligible),
                (Some(Status::Eligible), None) => Some(Why::NoItem),
                (Some(Status::Eligible), Some(item)) => refusal(&row, item, &named, &items),
            };
            let Some(why) = why else {
                holding.insert(row.name());
                continue;
            };
            let row = RefusedRow {
                why: why.word().to_owned(),
                status: status.map(|status| status.word().to_owned()),
                disposal_now: item.map(|item| item.row.disposal.clone()),
                until_now: item.and_then(|item| item.row.until.clone()),
                row,
            };
            refused.push(row.json()?);
        }
        let holding = items.iter().filter(|item| holding.contains(&item.row.name()));
        let holding = holding.map(|item| item.row.json()).collect::<Result<_, Failure>>()?;
        Ok(Line { id: self.id, status, written: [holding, refused] })
    }
}

/// Why a row does not hold of an account that is eligible and has the item.
fn refusal(row: &PlanRow, item: &ItemNow, named: &HashSet<ItemName>, items: &[ItemNow]) -> Option<Why> {
    if item.is_by_place {
        return Some(Why::ByPlace);
    }
    if (&row.disposal, &row.method) != (&item.row.disposal, &item.row.method) {
        return Some(Why::OtherDisposal);
    }
    if (&row.until, &row.until_state) != (&item.row.until, &item.row.until_state) {
        return Some(Why::OtherEnd);
    }
    // Whoever carries the plan out sees to it that what is kept is used for that alone.
    if row.purpose != item.row.purpose {
        return Some(Why::OtherPurpose);
    }
    // What the plan does not name would lose the account that it belongs to.
    let names_all = || items.iter().all(|it| it.row.is_of_account_itself() || named.contains(&it.row.name()));
    (row.takes_account() && !names_all()).then_some(Why::ItemsNotNamed)
}

impl PlanRow {
    /// Whether it is the account, or what is kept of it for the rest.
    fn is_of_account_itself(&self) -> bool {
        // A collection has a name behind a point, the account's id too.
        self.collection == "account" || self.collection == "account.id" && self.clause.is_empty()
    }

    /// Whether the account goes with it.
    fn takes_account(&self) -> bool {
        self.collection == "account"
            && match self.kind() {
                Some(DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise) | None => true,
                Some(
                    DisposalKind::Retain
                    | DisposalKind::Keep
                    | DisposalKind::Held
                    | DisposalKind::Inform
                    | DisposalKind::Undetermined,
                ) => false,
            }
    }
}

fn is_parquet(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "parquet")
}

/// A query for the rows of a table that a sweep wrote.
fn of_table(table: &str) -> Result<String, Failure> {
    let columns: Vec<String> =
        Form::Plan.columns().iter().map(|column| format!("\"{}\"", column.name)).collect();
    let table = super::output::plain(table)?;
    Ok(format!("SELECT {} FROM \"{table}\" ORDER BY id, collection, path_keys, \"key\"", columns.join(", ")))
}

/// The rows of a query, in a file that nobody else sees.
fn copied(engine: &mut Engine, query: &str) -> Result<File, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::Input(usage::cannot_write(sweeping::a_temporary_file(), error.reason()))
    };
    let mut file = std::io::BufWriter::new(tempfile::tempfile().map_err(|error| failed(&error))?);
    engine.each_of_many(query, |row| {
        let row = serde_json::from_value::<PlanRow>(row);
        let row =
            row.map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))?;
        let json = row.read_back()?.json()?;
        writeln!(file, "{json}").map_err(|error| failed(&error))
    })?;
    file.into_inner().map_err(|error| failed(error.error()))
}

fn unreadable(name: &str, error: &dyn Reason) -> Failure {
    Failure::Input(usage::cannot_read(Message::code(name), error.reason()))
}
