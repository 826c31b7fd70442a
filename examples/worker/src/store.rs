//! The shop's database: the facts of its accounts, and the tables of the worker.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::{Map, Value as Json, json};

use crate::Failure;

/// The tables of the shop, and below them those of the worker.
pub const SCHEMA: &str = include_str!("schema.sql");

/// Opens the database. What is committed is on the disk: a receipt is not lost with the power.
///
/// # Errors
///
/// If it is not there.
pub fn open(shop: &Path) -> Result<Connection, Failure> {
    if !shop.is_file() {
        return Err(format!("there is no database {}", shop.display()).into());
    }
    let shop = Connection::open(shop)?;
    shop.busy_timeout(Duration::from_secs(20))?;
    shop.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    Ok(shop)
}

/// The facts of an account as exeunt reads them; `None` if there is no such account. What the database does not know is left out, and
/// therefore unknown.
pub(crate) fn facts_of(shop: &Connection, account: &str) -> Result<Option<Json>, Failure> {
    let row = shop.query_row(
        "SELECT erased_at, owed_cents, disputes_loaded FROM account WHERE id = ?1",
        [account],
        |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, bool>(2)?)),
    );
    let Some((erased_at, owed, disputes_loaded)) = row.optional()? else { return Ok(None) };
    let mut facts = Map::new();
    facts.insert("erased_at".to_owned(), json!(erased_at));
    if let Some(cents) = owed {
        let amount =
            format!("{}{}.{:02} EUR", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        facts.insert("owed".to_owned(), json!(amount));
    }
    let kept = elements_of(shop, account, disputes_loaded)?;
    facts.extend(kept);
    Ok(Some(json!({ "id": account, "account": facts })))
}

/// The collections of an account.
fn elements_of(
    shop: &Connection,
    account: &str,
    disputes_loaded: bool,
) -> Result<Map<String, Json>, Failure> {
    let all = |query: &str, element: fn(&Row<'_>) -> rusqlite::Result<Json>| -> rusqlite::Result<Json> {
        shop.prepare(query)?.query_map([account], element)?.collect()
    };
    let mut elements = Map::new();
    let posts = all("SELECT id FROM post WHERE account = ?1 ORDER BY id", |row| {
        known([("id", json!(row.get::<_, i64>(0)?))])
    })?;
    elements.insert("posts".to_owned(), posts);
    let images = all("SELECT id, uploaded FROM image WHERE account = ?1 ORDER BY id", |row| {
        known([("id", json!(row.get::<_, i64>(0)?)), ("uploaded", json!(row.get::<_, Option<String>>(1)?))])
    })?;
    elements.insert("images".to_owned(), images);
    let shares = all("SELECT id, revoked FROM share WHERE account = ?1 ORDER BY id", |row| {
        known([("id", json!(row.get::<_, i64>(0)?)), ("revoked", json!(row.get::<_, Option<bool>>(1)?))])
    })?;
    elements.insert("shares".to_owned(), shares);
    let invoices =
        all("SELECT number, issued, disputed FROM invoice WHERE account = ?1 ORDER BY number", |row| {
            known([
                ("number", json!(row.get::<_, String>(0)?)),
                ("issued", json!(row.get::<_, Option<String>>(1)?)),
                ("disputed", json!(row.get::<_, Option<bool>>(2)?)),
            ])
        })?;
    elements.insert("invoices".to_owned(), invoices);
    if disputes_loaded {
        let disputes = all("SELECT about, closed FROM dispute WHERE account = ?1 ORDER BY rowid", |row| {
            known([
                ("about", json!(row.get::<_, String>(0)?)),
                ("closed", json!(row.get::<_, Option<String>>(1)?)),
            ])
        })?;
        elements.insert("disputes".to_owned(), disputes);
    }
    Ok(elements)
}

/// An element. NULL of a field that is required is unknown, and of one that is not it is absent: both as null.
fn known<const N: usize>(fields: [(&str, Json); N]) -> rusqlite::Result<Json> {
    Ok(Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

/// Writes all accounts, one a line.
///
/// # Errors
///
/// If they cannot be read or written.
pub fn facts(shop: &Connection, to: &mut impl Write) -> Result<(), Failure> {
    let mut ids = shop.prepare("SELECT id FROM account ORDER BY id")?;
    for id in ids.query_map([], |row| row.get::<_, String>(0))? {
        if let Some(facts) = facts_of(shop, &id?)? {
            writeln!(to, "{facts}")?;
        }
    }
    Ok(())
}

/// Writes what is kept of the accounts that have left, one a line, as `exeunt due` reads it.
///
/// # Errors
///
/// If it cannot be read or written.
pub fn rests(shop: &Connection, to: &mut impl Write) -> Result<(), Failure> {
    let mut rests = shop.prepare(
        "SELECT r.account, r.left_at, r.policy, r.program, r.carried, a.disputes_loaded
           FROM rest r JOIN account a ON a.id = r.account ORDER BY r.account",
    )?;
    let mut rows = rests.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let carried: Json = serde_json::from_str(&row.get::<_, String>(4)?)?;
        let rest = json!({
            "id": id,
            "left": row.get::<_, String>(1)?,
            "policy": row.get::<_, String>(2)?,
            "program": row.get::<_, String>(3)?,
            "carried": carried,
            "account": elements_of(shop, &id, row.get(5)?)?,
        });
        writeln!(to, "{rest}")?;
    }
    Ok(())
}

/// Erases what a row of a plan names from the tables of the shop.
pub(crate) fn erase(
    shop: &Connection,
    account: &str,
    collection: &str,
    key: Option<&str>,
) -> Result<(), Failure> {
    let statement = match (collection, key) {
        ("account.posts", None) => "DELETE FROM post WHERE account = ?1",
        ("account.images", Some(_)) => "DELETE FROM image WHERE account = ?1 AND CAST(id AS TEXT) = ?2",
        ("account.invoices", Some(_)) => "DELETE FROM invoice WHERE account = ?1 AND number = ?2",
        ("account.shares", None) => "DELETE FROM share WHERE account = ?1",
        ("account.disputes", None) => "DELETE FROM dispute WHERE account = ?1",
        _ => return Err(format!("nobody has said how {collection} is erased").into()),
    };
    match key {
        None => shop.execute(statement, [account])?,
        Some(key) => shop.execute(statement, params![account, key])?,
    };
    Ok(())
}
