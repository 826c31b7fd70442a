//! A mapping to start from: every fact at its place in the default layout.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::flat::layout::{Declared, Layout, Role, Slot, Table};

/// The mapping of a policy's facts, as TOML.
pub(super) fn mapping(layout: &Layout, policy: &str) -> String {
    let mut text = format!(
        "# Where the facts of `{policy}` are: those of the default layout, to be adapted to other tables.\n\
         # Facts that the policy does not read may be left out. docs/sql.md describes the forms.\n"
    );
    // Of a collection, the column of its owner's row that says which elements there are.
    let mut known: HashMap<usize, &str> = HashMap::new();
    for table in &layout.tables {
        known.extend(table.slots.values().filter_map(|slot| match slot {
            Slot::Many { table, state, .. } => Some((*table, state.as_str())),
            Slot::Value(_) | Slot::Record { .. } => None,
        }));
    }
    for (index, table) in layout.tables.iter().enumerate() {
        let section = match table.owner {
            None => "account".to_owned(),
            Some(_) => format!("collections.{}", quoted(&table.path)),
        };
        let _ = writeln!(text, "\n[{section}]\ntable = {}", quoted(&table.name));
        if let (Some((key, owner)), Some(known)) = (table.keys.split_last(), known.get(&index)) {
            let owner: Vec<String> = owner.iter().map(|name| quoted(name)).collect();
            let owner = if owner.len() == 1 { owner.concat() } else { format!("[{}]", owner.join(", ")) };
            let _ = writeln!(text, "owner = {owner}\nkey = {}\nknown = {}", quoted(key), quoted(known));
        } else if let Some(key) = table.keys.first() {
            let _ = writeln!(text, "key = {}", quoted(key));
        }
        let states: Vec<&str> = known.values().copied().collect();
        let columns = columns(table, &states);
        if !columns.is_empty() {
            let _ = write!(text, "\n[{section}.columns]\n{columns}");
        }
    }
    text
}

/// A line for each fact of a table.
fn columns(table: &Table, states: &[&str]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let known_of = |path: &str| {
        let says = |(_, it): &&(String, Declared)| it.role == Role::Known && it.path == path;
        table.columns.iter().find(says).map(|(column, _)| quoted(column))
    };
    for (column, declared) in &table.columns {
        let fact = table.fact(&declared.path);
        let (name, column) = (key(&fact), quoted(column));
        match declared.role {
            Role::Value => {
                // The layout may have to tell a fact from a key; in other tables it has its own name.
                let own = quoted(&fact.replace('.', "_"));
                let place = match known_of(&declared.path) {
                    Some(known) => format!("{{ column = {own}, known = {known} }}"),
                    None => own,
                };
                let words = declared.words().map(|words| format!("  # {}", words.join(", ")));
                lines.push(format!("{name} = {place}{}\n", words.unwrap_or_default()));
            }
            Role::Present if !states.contains(&column.trim_matches('"')) => {
                lines.push(format!("{name} = {{ present = {column} }}\n"));
            }
            Role::Present | Role::Known => {}
        }
    }
    lines.concat()
}

/// A key of TOML, in quotes where it has to be.
fn key(name: &str) -> String {
    let is_bare = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '-';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A text of TOML. Names hold letters, digits, `_` and dots, none of which is escaped.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}
