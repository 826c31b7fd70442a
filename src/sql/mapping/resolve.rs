//! Holding a mapping against a layout, and leading a query to the mapped tables.

use std::collections::{BTreeMap, BTreeSet};

use super::{From, Known, MappedColumn, MappedTable, Mapping, Nulls, Present, Text};
use crate::diagnostic::messages::{common, sql};
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::flat::layout::{Declared, LEFT, Layout, Role};
use crate::ir::Comparison;
use crate::source::Span;
use crate::sql::dialect::Writer;
use crate::sql::names::Names;
use crate::sql::tree::{
    Column, Expr, FALSE, Given, Gives, Join, Part, Query, Select, Source, TRUE, Type, UNKNOWN, Unnested,
    Value,
};
use crate::sql::types::column_type;

/// What the record of an element taken out of a column is called.
const ELEMENT: &str = "element";

/// A query that reads the layout's tables, made to read the mapped ones.
pub(crate) fn redirected(
    mut query: Query,
    layout: &Layout,
    mapping: &Mapping,
    writer: &dyn Writer,
) -> Result<Query, Vec<Diagnostic>> {
    let parts = mapped_parts(&query, layout, mapping, writer)?;
    let renamed: BTreeMap<String, String> =
        parts.iter().map(|(table, part)| (layout.tables[*table].name.clone(), part.name.clone())).collect();
    query.parts.iter_mut().for_each(|part| redirect(&mut part.select, &renamed));
    query.parts.splice(0..0, parts.into_iter().map(|(_, part)| part));
    Ok(query)
}

/// The parts that lead to the mapped tables: one for each table of the layout that the query reads.
pub(crate) fn mapped_parts(
    query: &Query,
    layout: &Layout,
    mapping: &Mapping,
    writer: &dyn Writer,
) -> Result<Vec<(usize, Part)>, Vec<Diagnostic>> {
    let mut resolver = Resolver { layout, mapping, writer, found: Vec::new() };
    resolver.check_names();
    let mut names = Names::default();
    query.parts.iter().for_each(|part| names.reserve(&part.name));
    for table in &mapping.tables {
        if let From::Table(name) = &table.from {
            name.iter().for_each(|name| names.reserve(name));
        }
    }
    let mut parts = Vec::new();
    for (table, columns) in used_columns(query, layout) {
        let name = names.fresh(&layout.tables[table].path);
        parts.extend(resolver.part(table, &columns, name).map(|part| (table, part)));
    }
    if resolver.found.is_empty() {
        return Ok(parts);
    }
    resolver.found.dedup();
    Err(resolver.found)
}

fn redirect(select: &mut Select, renamed: &BTreeMap<String, String>) {
    let sources =
        std::iter::once(&mut select.from).chain(select.joins.iter_mut().map(|join| &mut join.source));
    for source in sources {
        if let Source::Table(name) = source
            && let Some(part) = name.first().and_then(|name| renamed.get(name))
        {
            *source = Source::Part(part.clone());
        }
    }
}

/// The columns that a query reads of each table of the layout.
pub(crate) fn used_columns(query: &Query, layout: &Layout) -> BTreeMap<usize, BTreeSet<String>> {
    let mut used: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for select in query.parts.iter().map(|part| &part.select).chain([&query.body]).chain(&query.also) {
        let mut tables = BTreeMap::new();
        let joined = select.joins.iter().map(|join| (&join.source, &join.alias));
        for (source, alias) in std::iter::once((&select.from, &select.alias)).chain(joined) {
            let Source::Table(name) = source else { continue };
            let table = layout.tables.iter().position(|table| Some(&table.name) == name.first());
            if let Some(table) = table {
                tables.insert(alias.as_str(), table);
                used.entry(table).or_default();
            }
        }
        let mut visit = |column: &Column| {
            if let Some(&table) = tables.get(column.of.as_str()) {
                used.entry(table).or_default().insert(column.name.clone());
            }
        };
        for (value, _) in &select.columns {
            if let Value::Expr(expr) = value {
                expr.columns(&mut visit);
            }
        }
        let on = select.joins.iter().flat_map(|join| &join.on).flat_map(|(one, other)| [one, other]);
        on.chain(&select.group).chain(&select.filter).for_each(|expr| expr.columns(&mut visit));
    }
    used
}

/// Refuses collections of which elements are items, and which are columns of many: nothing tells their elements apart but their
/// places, which change.
pub(crate) fn elements_without_keys(mapping: &Mapping, collections: &[String]) -> Vec<Diagnostic> {
    let are_items = |mapped: &&MappedTable| collections.contains(&mapped.path.text);
    let without = mapping.tables.iter().filter(are_items).filter(|mapped| match &mapped.from {
        From::Column { .. } => true,
        From::Table(_) | From::Nothing => false,
    });
    without
        .map(|mapped| {
            let message = sql::elements_without_keys(&mapped.path.text);
            Diagnostic::new(Code::NotInDialect, mapped.path.span, message)
                .label(sql::array_without_keys())
                .help(sql::map_to_table_with_key())
        })
        .collect()
}

struct Resolver<'m> {
    layout: &'m Layout,
    mapping: &'m Mapping,
    writer: &'m dyn Writer,
    found: Vec<Diagnostic>,
}

impl<'m> Resolver<'m> {
    /// Every name of the mapping is one of the facts'.
    fn check_names(&mut self) {
        let mapping = self.mapping;
        for mapped in &mapping.tables {
            let Some(table) = self.layout.tables.iter().find(|table| table.path == mapped.path.text) else {
                let known: Vec<&str> =
                    self.layout.tables.iter().skip(1).map(|table| table.path.as_str()).collect();
                self.unknown(&mapped.path, sql::no_collection, &known);
                continue;
            };
            let declared: Vec<(String, &Declared)> =
                table.columns.iter().map(|(_, declared)| (table.fact(&declared.path), declared)).collect();
            for column in &mapped.columns {
                let of = declared.iter().filter(|(path, _)| *path == column.path.text);
                let of: Vec<&Declared> = of.map(|(_, declared)| *declared).collect();
                if of.is_empty() {
                    let known: Vec<&str> = declared.iter().map(|(path, _)| path.as_str()).collect();
                    self.unknown(&column.path, sql::no_fact, &known);
                }
                self.check_codes(column, &of);
            }
        }
    }

    fn check_codes(&mut self, column: &MappedColumn, of: &[&Declared]) {
        let Some(words) = of.iter().find_map(|declared| declared.words()) else {
            if let (Some((_, word)), false) = (column.codes.first(), of.is_empty()) {
                self.report(
                    Code::MappedNothing,
                    word.span,
                    sql::only_enumerations(),
                    sql::not_an_enumeration(),
                );
            }
            return;
        };
        for (_, word) in &column.codes {
            if !words.contains(&word.text) {
                let known: Vec<&str> = words.iter().map(String::as_str).collect();
                self.unknown(word, sql::no_value, &known);
            }
        }
    }

    fn unknown(&mut self, name: &Text, none: fn(&str) -> Message, known: &[&str]) {
        let found =
            Diagnostic::new(Code::MappedNothing, name.span, none(&name.text)).label(common::not_declared());
        self.found.push(match nearest(&name.text, known.iter().copied()) {
            Some(near) => found.help(common::did_you_mean(near)),
            None => found,
        });
    }

    fn report(&mut self, code: Code, span: Span, message: Message, label: Message) {
        self.found.push(Diagnostic::new(code, span, message).label(label));
    }

    fn missing(&mut self, span: Span, what: Message, help: Message) {
        let found = Diagnostic::new(Code::NotMapped, span, sql::reads_not_mapped(what));
        self.found.push(found.label(sql::nothing_says_where()).help(help));
    }

    /// Where the mapping names a column of the layout.
    fn place(&self, table: usize, column: &str) -> Span {
        let declared = &self.layout.tables[table];
        let of = declared.columns.iter().find(|(name, _)| name == column);
        let path = of.map(|(_, of)| of.path.as_str()).unwrap_or_default();
        let collection = self.mapping.tables.iter().find(|mapped| mapped.path.text == path);
        let columns = self.mapped(table).map_or(&[][..], |mapped| &mapped.columns);
        let column = columns.iter().find(|column| column.path.text == declared.fact(path));
        let place = collection.map(|mapped| &mapped.path).or(column.map(|column| &column.path));
        place.or(self.mapped(table).map(|mapped| &mapped.path)).map_or(Span::default(), |path| path.span)
    }

    /// Every key on the way to a JSON value, behind its column, can be written.
    fn check_keys(&mut self, path: &[String], span: Span) {
        for key in path.iter().skip(1).filter(|key| !self.writer.names_key(key)) {
            let message = sql::json_key_not_named(&key.escape_debug().to_string());
            let refused = Diagnostic::new(Code::NotInDialect, span, message).label(sql::mapped_to_key());
            let refused = refused.help(sql::map_to_column());
            if !self.found.contains(&refused) {
                self.found.push(refused);
            }
        }
    }

    /// Refuses amounts and decimals within JSON where the engine would round them on the way.
    fn check_fraction(&mut self, given: &Given, span: Span) {
        let is_fraction = match &given.gives {
            Gives::Value(Type::Decimal(_)) => true,
            Gives::Value(Type::Set(member)) => matches!(**member, Type::Decimal(_)),
            Gives::Value(_)
            | Gives::Ordinal
            | Gives::IsRecord
            | Gives::IsRecordOrNull
            | Gives::IsArray
            | Gives::IsArrayOrNull
            | Gives::IsThere => false,
        };
        if is_fraction && given.json && !given.minor_units && !self.writer.reads_json_fractions() {
            let refused = Diagnostic::new(Code::NotInDialect, span, sql::json_fractions());
            self.found.push(refused.label(sql::mapped_to_json()).help(sql::map_to_exact()));
        }
    }

    fn mapped(&self, table: usize) -> Option<&'m MappedTable> {
        let path = &self.layout.tables[table].path;
        self.mapping.tables.iter().find(|mapped| mapped.path.text == *path)
    }

    /// The part that leads a mapped table to the layout's.
    fn part(&mut self, table: usize, columns: &BTreeSet<String>, name: String) -> Option<Part> {
        let (from, alias, joins) = self.from(table)?;
        let mapped = self.mapped(table)?;
        let declared = &self.layout.tables[table];
        let mut given = Vec::new();
        for column in columns {
            let value = match declared.keys.iter().position(|key| key == column) {
                Some(index) => self.key(table, index),
                None if table == 0 && column == LEFT => self.left(),
                None => {
                    let of = declared.columns.iter().find(|(name, _)| name == column);
                    of.and_then(|(_, of)| self.column(table, mapped, of))
                }
            };
            if let Some(Value::Given(given)) = &value
                && given.json
            {
                self.check_keys(&given.path, self.place(table, column));
            }
            given.extend(value.map(|value| (value, column.clone())));
        }
        let filter = self.filter(table, &alias);
        let select = Select { all_of: None, columns: given, from, alias, joins, filter, group: Vec::new() };
        Some(Part { name, comment: vec![format!("{}, as it is mapped", declared.path)], select })
    }

    /// When the account left, where the mapping says so.
    fn left(&self) -> Option<Value> {
        let left = self.mapping.left.as_ref()?;
        Some(Value::Given(self.given(0, std::slice::from_ref(&left.column), false, Type::Time)))
    }

    /// Which rows of a table are read: of what is left of accounts what the policy left, and none of what is nowhere.
    fn filter(&self, table: usize, first: &str) -> Option<Expr> {
        if let Some(From::Nothing) = self.mapped(table).map(|mapped| &mapped.from) {
            return Some(FALSE);
        }
        let left = self.mapping.left.as_ref().filter(|_| first == alias_of(0))?;
        let (of, name) = (first.to_owned(), left.policy_column.clone());
        let policy = Expr::Column(Column { of, name, nullable: true, default: None });
        Some(Expr::compare(Comparison::Equal, policy, Expr::text(&left.policy)))
    }

    /// Where a table's rows are read from, with the alias of that, and the columns that are taken apart.
    fn from(&mut self, table: usize) -> Option<(Source, String, Vec<Join>)> {
        let declared = &self.layout.tables[table];
        let Some(mapped) = self.mapped(table) else {
            let span = self.mapping.tables.first().map_or_else(Span::default, |first| first.path.span);
            let help = sql::add_section(&declared.path);
            self.missing(span, sql::the_collection(&declared.path), help);
            return None;
        };
        match (&mapped.from, declared.owner) {
            (From::Table(name), _) => Some((Source::Table(name.clone()), alias_of(table), Vec::new())),
            (From::Column { json, path }, Some(owner)) => {
                let (from, first, mut joins) = self.from(owner)?;
                let column = self.element_path(owner, path);
                let unnested = Unnested { json: *json || self.is_json(owner), of: alias_of(owner), column };
                if unnested.json {
                    self.check_keys(&unnested.column, mapped.path.span);
                }
                let source = Source::Unnested(unnested);
                joins.push(Join { outer: false, source, alias: alias_of(table), on: Vec::new() });
                Some((from, first, joins))
            }
            (From::Nothing, Some(owner)) => self.from(owner),
            (From::Column { .. } | From::Nothing, None) => {
                self.report(Code::BadMapping, mapped.path.span, sql::account_in_table(), sql::not_a_table());
                None
            }
        }
    }

    fn is_element(&self, table: usize) -> bool {
        matches!(self.mapped(table).map(|mapped| &mapped.from), Some(From::Column { .. }))
    }

    fn is_json(&self, table: usize) -> bool {
        match self.mapped(table).map(|mapped| &mapped.from) {
            Some(From::Column { json: true, .. }) => true,
            Some(From::Column { json: false, .. }) => {
                self.layout.tables[table].owner.is_some_and(|owner| self.is_json(owner))
            }
            Some(From::Table(_) | From::Nothing) | None => false,
        }
    }

    /// A column's path, from the columns of the row at hand.
    fn element_path(&self, table: usize, path: &[String]) -> Vec<String> {
        let first = self.is_element(table).then(|| ELEMENT.to_owned());
        first.into_iter().chain(path.iter().cloned()).collect()
    }

    fn given(&self, table: usize, path: &[String], json: bool, ty: Type) -> Given {
        Given {
            of: alias_of(table),
            path: self.element_path(table, path),
            json: json || self.is_json(table),
            gives: Gives::Value(ty),
            codes: Vec::new(),
            minor_units: false,
        }
    }

    fn giving(&self, table: usize, path: &[String], json: bool, gives: Gives) -> Value {
        Value::Given(Given { gives, ..self.given(table, path, json, Type::Bool) })
    }

    fn key(&mut self, table: usize, index: usize) -> Option<Value> {
        let mapped = self.mapped(table)?;
        let declared = &self.layout.tables[table];
        if let (Some(owner), From::Nothing) = (declared.owner, &mapped.from) {
            let is_own = index + 1 == declared.keys.len();
            return if is_own { Some(nothing(Type::Int)) } else { self.key(owner, index) };
        }
        if let (Some(owner), true) = (declared.owner, self.is_element(table)) {
            if index + 1 < declared.keys.len() {
                return self.key(owner, index);
            }
            return Some(self.giving(table, &[], false, Gives::Ordinal));
        }
        let key = if declared.owner.is_some() && index + 1 == declared.keys.len() {
            mapped.key.as_ref()
        } else {
            mapped.owner.get(index)
        };
        let Some(key) = key else {
            let what = sql::key_of_element(&declared.path);
            self.missing(mapped.path.span, what, sql::name_its_columns());
            return None;
        };
        Some(Value::Given(self.given(table, std::slice::from_ref(&key.text), false, Type::Text)))
    }

    fn column(&mut self, table: usize, mapped: &MappedTable, declared: &Declared) -> Option<Value> {
        let path = self.layout.tables[table].fact(&declared.path);
        let is_collection = self.layout.tables.iter().any(|other| other.path == declared.path);
        if declared.role != Role::Value && is_collection {
            return self.collection_state(table, declared);
        }
        let Some(column) = mapped.columns.iter().find(|column| column.path.text == path) else {
            let help = sql::add_column(&path);
            self.missing(mapped.path.span, Message::verbatim(format!("`{}`", declared.path)), help);
            return None;
        };
        match declared.role {
            Role::Value => {
                let Some(names) = &column.column else {
                    if column.nulls == Nulls::Unknown && column.present.is_none() {
                        return Some(nothing(column_type(&declared.of)));
                    }
                    self.missing(
                        column.path.span,
                        Message::verbatim(format!("`{}`", declared.path)),
                        sql::say_column(),
                    );
                    return None;
                };
                let mut given = self.given(table, names, column.json, column_type(&declared.of));
                given.codes =
                    column.codes.iter().map(|(code, word)| (code.clone(), word.text.clone())).collect();
                given.minor_units = column.minor_units;
                self.check_fraction(&given, column.path.span);
                Some(Value::Given(given))
            }
            Role::Known => Some(match (&column.known, column.nulls, &column.column) {
                (Some(known), ..) => {
                    Value::Given(self.given(table, std::slice::from_ref(known), false, Type::Bool))
                }
                // Of an element that is null nothing is known.
                (None, Nulls::Absent, _) if self.is_element(table) => {
                    self.giving(table, &[], false, Gives::IsRecord)
                }
                (None, Nulls::Absent, _) => Value::Expr(TRUE),
                (None, Nulls::AbsentInJson, Some(names)) => {
                    self.giving(table, names, column.json, Gives::IsThere)
                }
                (None, Nulls::AbsentInJson, None) | (None, Nulls::Unknown, _) => Value::Expr(FALSE),
            }),
            Role::Present => self.record_presence(table, column, declared),
        }
    }

    fn record_presence(&mut self, table: usize, column: &MappedColumn, declared: &Declared) -> Option<Value> {
        match (&column.present, &column.column) {
            (Some(Present::Always), _) => Some(Value::Expr(TRUE)),
            (Some(Present::Column(name)), _) => {
                Some(Value::Given(self.given(table, std::slice::from_ref(name), false, Type::Bool)))
            }
            (None, Some(names)) => Some(match column.nulls {
                Nulls::Absent => self.giving(table, names, column.json, Gives::IsRecord),
                Nulls::AbsentInJson | Nulls::Unknown => {
                    self.giving(table, names, column.json, Gives::IsRecordOrNull)
                }
            }),
            (None, None) if column.nulls == Nulls::Unknown => Some(Value::Expr(UNKNOWN)),
            (None, None) => {
                let what = sql::whether_there_is(&declared.path);
                self.missing(column.path.span, what, sql::say_present());
                None
            }
        }
    }

    /// Whether it is known which elements a collection has.
    fn collection_state(&mut self, owner: usize, declared: &Declared) -> Option<Value> {
        let collection = self.mapping.tables.iter().find(|mapped| mapped.path.text == declared.path);
        let Some(collection) = collection else {
            let help = sql::add_section(&declared.path);
            let span = self.mapping.tables.first().map_or_else(Span::default, |first| first.path.span);
            self.missing(span, sql::the_collection(&declared.path), help);
            return None;
        };
        match (&collection.from, &collection.known) {
            (From::Nothing, _) => Some(Value::Expr(UNKNOWN)),
            // A column that holds no array does not say which there are.
            (From::Column { json, path }, Known::Unsaid | Known::Complete) => {
                let gives = match collection.nulls {
                    Nulls::Absent => Gives::IsArray,
                    Nulls::AbsentInJson | Nulls::Unknown => Gives::IsArrayOrNull,
                };
                Some(self.giving(owner, path, *json, gives))
            }
            (_, Known::Complete) => Some(Value::Expr(TRUE)),
            (_, Known::Column(name)) => {
                Some(Value::Given(self.given(owner, std::slice::from_ref(&name.text), false, Type::Bool)))
            }
            (_, Known::Unsaid) => {
                let what = sql::which_elements(&declared.path);
                let help = sql::say_complete();
                self.missing(collection.path.span, what, help);
                None
            }
        }
    }
}

/// NULL, as a type.
fn nothing(ty: Type) -> Value {
    Value::Expr(Expr::Widen(Box::new(UNKNOWN), ty))
}

fn alias_of(table: usize) -> String {
    format!("{ELEMENT} {table}")
}
