//! Carries plans out, row by row: judge again, act, write the receipt.

use std::collections::HashSet;
use std::io::Write;

use exeunt::verdict::{DisposalKind, ElementKey, Plan, PlanItem};
use exeunt::{Policy, Status, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde_json::{Value as Json, json};

use crate::plan::DONE;
use crate::store::{erase, facts_of};
use crate::{Blobs, Failure};

/// What says which instant it is.
type Clock = Box<dyn Fn() -> Result<Timestamp, Failure>>;

/// What carries plans out.
pub struct Worker {
    shop: Connection,
    images: Blobs,
    notices: Blobs,
    policy: Policy,
    clock: Clock,
}

/// What a run has come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many rows were done.
    pub done: usize,
    /// How many no longer hold.
    pub refused: usize,
}

/// A row of a plan that is to be carried out.
struct Row {
    number: i64,
    plan: String,
    planned_at: String,
    account: String,
    collection: String,
    key: Option<String>,
    /// Whether somebody is told; otherwise it is to be erased.
    tells: bool,
}

/// A row that still holds.
struct Confirmed {
    at: Timestamp,
    item: PlanItem,
    /// The account's whole plan, and the facts that it is by.
    plan: Plan,
    facts: Json,
}

/// What a receipt says of why it was done.
struct Said {
    /// The line of the policy.
    clause: String,
    law: Option<String>,
    /// When it was judged again.
    confirmed_at: String,
    /// By when copies are gone in backups, if the policy says so.
    gone_by: Option<String>,
}

impl Confirmed {
    fn said(&self) -> Said {
        let Self { at, item, .. } = self;
        let gone_by = item.gone_by.map(|by| by.to_string());
        Said { clause: item.clauses.join(","), law: item.law.clone(), confirmed_at: at.to_string(), gone_by }
    }
}

/// What a row has come to.
enum Step {
    Done(How),
    Refused(String),
    /// Somebody else was quicker.
    Settled,
}

/// How a row was done.
#[derive(Clone, Copy)]
enum How {
    Erased,
    /// The object was gone when the worker came back to it.
    FoundGone,
    Told,
    /// The notice had been sent when the worker came back to it.
    FoundTold,
}

impl How {
    fn word(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::FoundGone => "found_gone",
            Self::Told => "told",
            Self::FoundTold => "found_told",
        }
    }
}

/// What is done in a store that knows no transactions.
#[derive(Clone, Copy)]
enum Outside {
    /// An image goes.
    Image,
    /// A notice is sent to somebody who has got data.
    Notice,
}

impl Worker {
    /// A worker over a shop, its images, and the notices that it sends.
    ///
    /// # Errors
    ///
    /// If the policy does not compile.
    pub fn new(shop: Connection, images: Blobs, notices: Blobs, clock: Clock) -> Result<Self, Failure> {
        Ok(Self { shop, images, notices, policy: crate::policy()?, clock })
    }

    /// Does what is neither done nor refused, in the order of the plans: notices, elements, then their account. It says of each row what
    /// became of it.
    ///
    /// # Errors
    ///
    /// If something is wrong with a store. What was done has its receipt, and the next run goes on behind it.
    pub fn run(&mut self, log: &mut impl Write) -> Result<Done, Failure> {
        let mut done = Done::default();
        for row in self.pending()? {
            let step = match row.collection.as_str() {
                _ if row.tells => self.outside(Outside::Notice, &row, log)?,
                "account.images" => self.outside(Outside::Image, &row, log)?,
                "account" => self.account(&row)?,
                _ => self.elements(&row)?,
            };
            let word = match &step {
                Step::Done(how) => how.word(),
                Step::Refused(why) => why,
                Step::Settled => continue,
            };
            say(log, word, &row)?;
            match step {
                Step::Done(_) => done.done += 1,
                Step::Refused(_) | Step::Settled => done.refused += 1,
            }
        }
        Ok(done)
    }

    /// The rows without a result. Those of another program are left alone, because the present program does not judge them.
    fn pending(&self) -> Result<Vec<Row>, Failure> {
        let mut rows = self.shop.prepare(
            "SELECT r.row, r.plan, p.planned_at, r.account, r.collection, r.key, r.tells
               FROM plan_row r JOIN plan p ON p.id = r.plan
              WHERE r.disposal IN (?1, ?2) AND p.program = ?3
                AND r.row NOT IN (SELECT row FROM receipt) AND r.row NOT IN (SELECT row FROM refusal)
              ORDER BY r.row",
        )?;
        let program = self.policy.provenance().program_hash.to_string();
        let [erased, told] = DONE.map(DisposalKind::word);
        let rows = rows.query_map(params![erased, told, program], |row| {
            Ok(Row {
                number: row.get(0)?,
                plan: row.get(1)?,
                planned_at: row.get(2)?,
                account: row.get(3)?,
                collection: row.get(4)?,
                key: row.get(5)?,
                tells: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is in the shop's own database goes in one transaction: the facts are read, judged, and erased with their receipt, and nobody
    /// changes them in between.
    fn elements(&mut self, row: &Row) -> Result<Step, Failure> {
        let shop = begin(&mut self.shop)?;
        if is_settled(&shop, row)? {
            return Ok(Step::Settled);
        }
        let step = match confirm(&shop, &self.policy, &self.clock, row)? {
            Err(why) => refuse(&shop, row, why, (self.clock)()?)?,
            Ok(confirmed) => {
                erase(&shop, &row.account, &row.collection, row.key.as_deref())?;
                receipt(&shop, &self.policy, row, &confirmed.said(), ((self.clock)()?, How::Erased))?;
                Step::Done(How::Erased)
            }
        };
        shop.commit()?;
        Ok(step)
    }

    /// What is done in a store that knows no transactions is written down before; a worker that comes back to such an intent looks
    /// whether it has been done, and otherwise judges again.
    fn outside(&mut self, what: Outside, row: &Row, log: &mut impl Write) -> Result<Step, Failure> {
        let shop = begin(&mut self.shop)?;
        if is_settled(&shop, row)? {
            return Ok(Step::Settled);
        }
        if intent_of(&shop, row)?.is_none() {
            let confirmed = match confirm(&shop, &self.policy, &self.clock, row)? {
                Ok(confirmed) => confirmed,
                Err(why) => {
                    let step = refuse(&shop, row, why, (self.clock)()?)?;
                    shop.commit()?;
                    return Ok(step);
                }
            };
            let object = what.object(&shop, row)?;
            let Said { clause, law, confirmed_at, gone_by } = confirmed.said();
            shop.execute(
                "INSERT INTO intent (row, object, clause, law, confirmed_at, gone_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![row.number, object, clause, law, confirmed_at, gone_by],
            )?;
        }
        shop.commit()?;
        say(log, "intent", row)?;

        // Judged once more under the lock of the transaction, so that no hold arises between the judgement and the act.
        let shop = begin(&mut self.shop)?;
        if is_settled(&shop, row)? {
            return Ok(Step::Settled);
        }
        let Some((object, intended)) = intent_of(&shop, row)? else { return Ok(Step::Settled) };
        let (is_done, found, how) = match what {
            Outside::Image => (!self.images.has(&object)?, How::FoundGone, How::Erased),
            Outside::Notice => (self.notices.has(&object)?, How::FoundTold, How::Told),
        };
        let said = match is_done {
            // It was done after it was judged, and the worker was stopped before it could say so. What has changed since does not
            // take it back, and the receipt must not be missing.
            true => Ok((intended, found)),
            false => match confirm(&shop, &self.policy, &self.clock, row)? {
                Err(why) => Err(why),
                Ok(confirmed) => {
                    match what {
                        Outside::Image => self.images.erase(&object)?,
                        Outside::Notice => self.notices.put(&object, &notice(&shop, row, &confirmed)?)?,
                    }
                    Ok((confirmed.said(), how))
                }
            },
        };
        let step = match said {
            Err(why) => refuse(&shop, row, why, (self.clock)()?)?,
            Ok((said, how)) => {
                match what {
                    Outside::Image => erase(&shop, &row.account, &row.collection, row.key.as_deref())?,
                    // Who has got the data is known until they go.
                    Outside::Notice => {}
                }
                receipt(&shop, &self.policy, row, &said, ((self.clock)()?, how))?;
                Step::Done(how)
            }
        };
        shop.execute("DELETE FROM intent WHERE row = ?1", [row.number])?;
        shop.commit()?;
        Ok(step)
    }

    /// The account goes when everything else has gone that the plan lets go. Its id stays as long as something is kept under it.
    fn account(&mut self, row: &Row) -> Result<Step, Failure> {
        let shop = begin(&mut self.shop)?;
        if is_settled(&shop, row)? {
            return Ok(Step::Settled);
        }
        let confirmed = match confirm(&shop, &self.policy, &self.clock, row)? {
            Ok(confirmed) => whole(&shop, row, confirmed)?,
            Err(why) => Err(why),
        };
        let step = match confirmed {
            Err(why) => refuse(&shop, row, why, (self.clock)()?)?,
            Ok(confirmed) => {
                let said = confirmed.said();
                let Confirmed { plan, facts, .. } = confirmed;
                let now = (self.clock)()?.to_string();
                if plan.items.iter().any(|item| item.collection == "account.id") {
                    shop.execute(
                        "UPDATE account SET name = NULL, email = NULL, owed_cents = NULL, erased_at = ?2 WHERE id = ?1",
                        params![row.account, now],
                    )?;
                    let provenance = self.policy.provenance().program_hash.to_string();
                    shop.execute(
                        "INSERT INTO rest (account, left_at, policy, program, carried) VALUES (?1, ?2, ?3, ?4, ?5)",
                        params![row.account, now, self.policy.name(), provenance, carried(&plan, &facts).to_string()],
                    )?;
                } else {
                    shop.execute("DELETE FROM account WHERE id = ?1", [&row.account])?;
                }
                receipt(&shop, &self.policy, row, &said, ((self.clock)()?, How::Erased))?;
                Step::Done(How::Erased)
            }
        };
        shop.commit()?;
        Ok(step)
    }
}

impl Outside {
    /// What the object is called that goes or is sent: a notice by its row, so that one is sent once.
    fn object(self, shop: &Connection, row: &Row) -> Result<String, Failure> {
        match self {
            Self::Image => {
                let query = "SELECT blob FROM image WHERE account = ?1 AND CAST(id AS TEXT) = ?2";
                Ok(shop.query_row(query, params![row.account, row.key], |row| row.get(0))?)
            }
            Self::Notice => Ok(format!("{}-{}.json", row.plan, row.number)),
        }
    }
}

/// What somebody is told who has got data of the account.
fn notice(shop: &Connection, row: &Row, confirmed: &Confirmed) -> Result<Vec<u8>, Failure> {
    let query = "SELECT recipient FROM share WHERE account = ?1 AND CAST(id AS TEXT) = ?2";
    let recipient: String = shop.query_row(query, params![row.account, row.key], |row| row.get(0))?;
    let notice = json!({ "to": recipient, "erased": row.account, "law": confirmed.item.law });
    Ok(serde_json::to_vec(&notice)?)
}

/// The facts of the account that what is kept is judged by later: they are kept as long.
fn carried(plan: &Plan, facts: &Json) -> Json {
    let mut carried = json!({});
    for path in plan.items.iter().flat_map(|item| &item.carried) {
        let pointer = format!("/{}", path.replace('.', "/"));
        if let Some(value) = facts.pointer(&pointer) {
            let mut at = &mut carried;
            for step in path.split('.') {
                at = &mut at[step];
            }
            *at = value.clone();
        }
    }
    carried
}

/// A transaction that nobody else writes beside: what it reads is so until it ends.
fn begin(shop: &mut Connection) -> Result<Transaction<'_>, Failure> {
    Ok(shop.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn is_settled(shop: &Connection, row: &Row) -> Result<bool, Failure> {
    let query = "SELECT EXISTS (SELECT 1 FROM receipt WHERE row = ?1) OR EXISTS (SELECT 1 FROM refusal WHERE row = ?1)";
    Ok(shop.query_row(query, [row.number], |row| row.get(0))?)
}

fn intent_of(shop: &Connection, row: &Row) -> Result<Option<(String, Said)>, Failure> {
    let query = "SELECT object, clause, law, confirmed_at, gone_by FROM intent WHERE row = ?1";
    let intent = shop.query_row(query, [row.number], |row| {
        let (clause, law, confirmed_at) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, Said { clause, law, confirmed_at, gone_by: row.get(4)? }))
    });
    Ok(intent.optional()?)
}

/// Judges the account again, by the facts as they are now. A row holds if its account is eligible and has the item, and the same is still to be
/// done; otherwise the word says why not, as in `exeunt sweep --confirm`. Nothing goes before those have been told who have got it.
fn confirm(
    shop: &Connection,
    policy: &Policy,
    clock: &Clock,
    row: &Row,
) -> Result<Result<Confirmed, String>, Failure> {
    let Some(facts) = facts_of(shop, &row.account)? else { return Ok(Err("no_account".to_owned())) };
    let at = clock()?;
    let verdict = policy.evaluate(&policy.account_from_json(&facts.to_string())?, at)?;
    let (Status::Eligible, Some(plan)) = (verdict.status, verdict.plan) else {
        return Ok(Err(format!("not_eligible: {}", verdict.status.word())));
    };
    let known_by = (&row.collection, row.key.clone(), row.tells);
    let Some(item) = plan.items.iter().find(|item| name(item) == known_by) else {
        return Ok(Err("no_item".to_owned()));
    };
    let expected = if row.tells { DisposalKind::Inform } else { DisposalKind::Erase };
    if item.disposal != expected {
        return Ok(Err(format!("other_disposal: {}", item.disposal.word())));
    }
    if !row.tells && !are_told(shop, row, &plan)? {
        return Ok(Err("not_told".to_owned()));
    }
    Ok(Ok(Confirmed { at, item: item.clone(), facts, plan }))
}

/// Whether everybody has been told who would be told now of what a row erases. Who is known by that alone could not be told later.
fn are_told(shop: &Connection, row: &Row, plan: &Plan) -> Result<bool, Failure> {
    let mut told = shop.prepare(
        "SELECT r.collection, r.key FROM receipt r JOIN plan_row p USING (row)
          WHERE p.plan = ?1 AND p.account = ?2 AND p.tells",
    )?;
    let told = told.query_map(params![row.plan, row.account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let told: HashSet<(String, Option<String>)> = told.collect::<Result<_, _>>()?;
    let is_within = |item: &&PlanItem| {
        let rest = item.collection.strip_prefix(&row.collection);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    Ok(plan.items.iter().filter(|item| item.tells()).filter(is_within).all(|item| {
        let (collection, key, _) = name(item);
        told.contains(&(collection.clone(), key))
    }))
}

/// Whether the account may go with what the plan names: everything else that was to go has gone, and nothing has come that the plan does not
/// name.
fn whole(shop: &Connection, row: &Row, confirmed: Confirmed) -> Result<Result<Confirmed, String>, Failure> {
    let open: bool = shop.query_row(
        "SELECT EXISTS (SELECT 1 FROM plan_row WHERE plan = ?1 AND account = ?2 AND disposal = ?3 AND row <> ?4
                           AND row NOT IN (SELECT row FROM receipt))",
        params![row.plan, row.account, DisposalKind::Erase.word(), row.number],
        |row| row.get(0),
    )?;
    if open {
        return Ok(Err("items_left".to_owned()));
    }
    let mut named =
        shop.prepare("SELECT collection, key, tells FROM plan_row WHERE plan = ?1 AND account = ?2")?;
    let of = params![row.plan, row.account];
    let named = named.query_map(of, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let named: HashSet<(String, Option<String>, bool)> = named.collect::<Result<_, _>>()?;
    let is_own = |item: &PlanItem| item.collection == "account" || item.collection == "account.id";
    let is_named = confirmed.plan.items.iter().all(|item| {
        let (collection, key, tells) = name(item);
        is_own(item) || named.contains(&(collection.clone(), key, tells))
    });
    Ok(if is_named { Ok(confirmed) } else { Err("items_not_named".to_owned()) })
}

/// What an item is known by among those of its account.
fn name(item: &PlanItem) -> (&String, Option<String>, bool) {
    (&item.collection, item.key.as_ref().and_then(ElementKey::text), item.tells())
}

fn refuse(shop: &Connection, row: &Row, why: String, at: Timestamp) -> Result<Step, Failure> {
    let at = at.to_string();
    shop.execute("INSERT INTO refusal (row, why, at) VALUES (?1, ?2, ?3)", params![row.number, why, at])?;
    Ok(Step::Refused(why))
}

/// Once a row: the table refuses a second.
fn receipt(
    shop: &Connection,
    policy: &Policy,
    row: &Row,
    said: &Said,
    (done_at, how): (Timestamp, How),
) -> Result<(), Failure> {
    shop.execute(
        "INSERT INTO receipt (row, account, collection, key, clause, law, program, planned_at, confirmed_at, gone_by, done_at, how)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            row.number,
            row.account,
            row.collection,
            row.key,
            said.clause,
            said.law,
            policy.provenance().program_hash.to_string(),
            row.planned_at,
            said.confirmed_at,
            said.gone_by,
            done_at.to_string(),
            how.word()
        ],
    )?;
    Ok(())
}

/// A line about a row, at once: whoever reads it knows how far the worker has come.
fn say(log: &mut impl Write, word: &str, row: &Row) -> Result<(), Failure> {
    let key = row.key.as_deref().unwrap_or("-");
    writeln!(log, "{word}\t{}\t{}\t{key}", row.account, row.collection)?;
    Ok(log.flush()?)
}
