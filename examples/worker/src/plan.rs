//! Plans that `exeunt sweep --plan` wrote.

use std::fs;
use std::path::Path;

use exeunt::Policy;
use exeunt::verdict::DisposalKind;
use rusqlite::{Connection, TransactionBehavior, params};
use serde::Deserialize;

use crate::Failure;

/// A row of a plan, as far as the worker looks at it.
#[derive(Debug, Clone, Deserialize)]
pub struct PlanRow {
    /// The account.
    pub id: String,
    /// `account.images`, or `account`.
    pub collection: String,
    /// What the elements around the item are known by.
    pub path_keys: Vec<Option<String>>,
    /// What it is known by; nothing of a whole collection.
    pub key: Option<String>,
    /// The word of what is done with it.
    pub disposal: String,
    /// The lines of the policy that decide.
    pub clause: Vec<String>,
}

/// What a sweep says of what it wrote.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    policy: String,
    program_hash: String,
    now: String,
    complete: bool,
    beside: Beside,
}

#[derive(Debug, Clone, Deserialize)]
struct Beside {
    holds: String,
    output: Output,
}

#[derive(Debug, Clone, Deserialize)]
struct Output {
    lines: Lines,
}

#[derive(Debug, Clone, Deserialize)]
struct Lines {
    blake3: String,
}

/// What became of a plan that was to be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// So many of its rows are to be carried out.
    Rows(usize),
    /// It was taken in before: its rows are done once, however often it comes.
    Before,
}

/// Takes a plan in: all of it or nothing.
///
/// # Errors
///
/// If it is not whole, was made by another program, or says what this worker does not know how to do.
pub fn load(shop: &mut Connection, plan: &Path, manifest: &Path) -> Result<Loaded, Failure> {
    let lines = fs::read(plan)?;
    let manifest: Manifest = serde_json::from_slice(&fs::read(manifest)?)?;
    let policy = crate::policy()?;
    manifest.describes(&lines, &policy)?;
    let id = &manifest.beside.output.lines.blake3;
    let transaction = shop.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: bool =
        transaction.query_row("SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1)", [id], |row| row.get(0))?;
    if known {
        return Ok(Loaded::Before);
    }
    transaction.execute(
        "INSERT INTO plan (id, policy, program, planned_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, manifest.policy, manifest.program_hash, manifest.now],
    )?;
    let mut to_do = 0;
    for (number, line) in lines.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let wrong = |why: &dyn std::fmt::Display| format!("{}:{}: {why}", plan.display(), number + 1);
        let row: PlanRow = serde_json::from_slice(line).map_err(|error| wrong(&error))?;
        row.is_known().map_err(|why| wrong(&why))?;
        to_do += usize::from(DONE.iter().any(|kind| kind.word() == row.disposal));
        transaction.execute(
            "INSERT INTO plan_row (plan, account, collection, key, disposal, tells) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, row.id, row.collection, row.key, row.disposal, row.tells()],
        )?;
    }
    transaction.commit()?;
    Ok(Loaded::Rows(to_do))
}

impl Manifest {
    /// Whether it is that of these lines and of this policy.
    fn describes(&self, lines: &[u8], policy: &Policy) -> Result<(), Failure> {
        let (name, program) = (policy.name(), policy.provenance().program_hash.to_string());
        if (&self.policy, &self.program_hash) != (&name, &program) {
            let theirs = format!("{} of program {}", self.policy, self.program_hash);
            return Err(
                format!("the plan is by {theirs}, this worker is for {name} of program {program}").into()
            );
        }
        if !self.complete || self.beside.holds != "plan" {
            return Err("the sweep that wrote the plan is not complete".into());
        }
        if blake3::hash(lines).to_hex().as_str() != self.beside.output.lines.blake3 {
            return Err("the plan is not the one that its manifest describes".into());
        }
        Ok(())
    }
}

/// What is carried out.
pub(crate) const DONE: [DisposalKind; 2] = [DisposalKind::Erase, DisposalKind::Inform];

impl PlanRow {
    /// Whether it says who is told, rather than what becomes of the data.
    fn tells(&self) -> bool {
        self.clause.first().is_some_and(|clause| clause.starts_with("tell "))
    }

    /// Whether the worker knows what is to be done. What stays needs nothing of it.
    fn is_known(&self) -> Result<(), String> {
        let stays = [DisposalKind::Retain, DisposalKind::Held, DisposalKind::Undetermined];
        let is_known = DONE.iter().chain(&stays).any(|kind| kind.word() == self.disposal);
        let is_notice = self.disposal == DisposalKind::Inform.word();
        if !is_known || is_notice && self.collection != "account.shares" {
            return Err(format!("nobody has said how to {} {}", self.disposal, self.collection));
        }
        if !self.path_keys.is_empty() {
            return Err(format!("nobody has said where the elements around {} are", self.collection));
        }
        Ok(())
    }
}
