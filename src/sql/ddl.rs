//! The tables of a layout.

use std::fmt::Write as _;

use super::dialect::{Dialect, Writer};
use super::print::comment;
use super::tree::Type;
use super::types::column_type;
use crate::flat::layout::{Declared, Layout, POSITION, Role, Table};

/// The statements that make the tables of a layout.
pub(crate) fn tables(layout: &Layout, dialect: Dialect) -> String {
    let mut text = String::new();
    for table in &layout.tables {
        table_statement(&mut text, table, dialect);
    }
    text
}

fn table_statement(text: &mut String, table: &Table, dialect: Dialect) {
    let writer = dialect.writer();
    comment(text, "", &table.path);
    let _ = writeln!(text, "CREATE TABLE {} (", writer.identifier(&table.name));
    let keys = table.keys.iter().map(|key| {
        let ty =
            if *key == POSITION || key.ends_with(&format!("_{POSITION}")) { Type::Int } else { Type::Text };
        (format!("{} {} NOT NULL", writer.identifier(key), writer.ty(&ty)), None)
    });
    let columns = table
        .columns
        .iter()
        .map(|(name, declared)| (column(name, declared, dialect, writer), Some(says(declared))));
    let mut lines: Vec<(String, Option<String>)> = keys.chain(columns).collect();
    if dialect != Dialect::Spark {
        let keys: Vec<String> = table.keys.iter().map(|key| writer.identifier(key)).collect();
        lines.push((format!("PRIMARY KEY ({})", keys.join(", ")), None));
    }
    let last = lines.len() - 1;
    for (at, (line, says)) in lines.into_iter().enumerate() {
        if let Some(says) = says {
            comment(text, "  ", &says);
        }
        let _ = writeln!(text, "  {line}{}", if at == last { "" } else { "," });
    }
    text.push_str(if dialect == Dialect::Spark { ") USING PARQUET;\n\n" } else { ");\n\n" });
}

fn column(name: &str, declared: &Declared, dialect: Dialect, writer: &dyn Writer) -> String {
    let name = writer.identifier(name);
    let ty = writer.ty(&column_type(&declared.of));
    if dialect == Dialect::Spark {
        return format!("{name} {ty}");
    }
    match (declared.words(), declared.role) {
        (Some(words), _) => {
            let words: Vec<String> = words.iter().map(|word| writer.text(word)).collect();
            format!("{name} {ty} CHECK ({name} IN ({}))", words.join(", "))
        }
        (None, Role::Known) => format!("{name} {ty} NOT NULL DEFAULT FALSE"),
        (None, Role::Value | Role::Present) => format!("{name} {ty}"),
    }
}

fn says(declared: &Declared) -> String {
    let path = &declared.path;
    match declared.role {
        Role::Value => path.clone(),
        Role::Known => format!("whether it is known what {path} holds"),
        Role::Present => format!("whether there is {path}; NULL where that is unknown"),
    }
}
