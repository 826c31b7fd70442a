//! Reading a mapping: its sections and keys, each with its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{From, Known, MappedColumn, MappedRests, MappedTable, Mapping, Nulls, Present, Text};
use crate::diagnostic::messages::{analysis, common, sql};
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::source::{FileId, Span};
use crate::sql::tree::Literal;

type Value<'t> = Spanned<DeValue<'t>>;

impl Mapping {
    /// Reads a mapping from the TOML `text` of `file`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, each mistake at its place.
    pub fn read(file: FileId, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader { file, found: Vec::new() };
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let message = error.message().lines().next().unwrap_or("not TOML").to_lowercase();
                reader.report(range, sql::not_toml(Message::verbatim(message)), sql::cannot_be_read());
                return Err(reader.found);
            }
        };
        let mapping = reader.mapping(table.get_ref(), table.span());
        if reader.found.is_empty() { Ok(mapping) } else { Err(reader.found) }
    }
}

struct Reader {
    file: FileId,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end as u32)
    }

    fn report(&mut self, range: std::ops::Range<usize>, message: Message, label: Message) {
        let found = Diagnostic::new(Code::BadMapping, self.span(range), message).label(label);
        self.found.push(found);
    }

    fn mapping(&mut self, table: &DeTable<'_>, whole: std::ops::Range<usize>) -> Mapping {
        let (mut tables, mut rests) = (Vec::new(), None);
        const SECTIONS: &[&str] = &["account", "collections", "rests"];
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match (name, value.get_ref()) {
                ("account", DeValue::Table(inner)) => {
                    let path = Text { text: "account".to_owned(), span: self.span(key.span()) };
                    tables.insert(0, self.table(path, inner, value.span()));
                }
                ("collections", DeValue::Table(inner)) => {
                    for (path, of) in inner {
                        let DeValue::Table(table) = of.get_ref() else {
                            self.report(of.span(), sql::collection_by_table(), sql::not_a_table());
                            continue;
                        };
                        let path = Text { text: path.get_ref().to_string(), span: self.span(path.span()) };
                        tables.push(self.table(path, table, of.span()));
                    }
                }
                ("rests", DeValue::Table(inner)) => rests = self.rests(inner, key.span()),
                (name, _) if SECTIONS.contains(&name) => {
                    self.report(value.span(), sql::is_a_section(name), sql::not_a_section())
                }
                _ => self.unknown(name, key.span(), SECTIONS),
            }
        }
        let start = self.span(whole.start..whole.start);
        let mapping = Mapping { tables, rests, left: None, start };
        if self.found.is_empty() && mapping.rests.is_none() {
            self.found.extend(mapping.without_accounts());
        }
        mapping
    }

    /// `[rests]`: the table of what is left of accounts that have left.
    fn rests(&mut self, table: &DeTable<'_>, section: std::ops::Range<usize>) -> Option<MappedRests> {
        const ALLOWED: &[&str] = &["table", "key", "left", "policy", "carried", "columns"];
        let (mut name, mut columns) = (Vec::new(), Vec::new());
        let [mut key, mut left, mut policy, mut carried] = [const { None }; 4];
        let before = self.found.len();
        for (word, value) in table {
            match word.get_ref().as_ref() {
                "table" => name = self.names(value),
                "key" => key = self.name(value),
                "left" => left = self.name(value),
                "policy" => policy = self.name(value),
                "carried" => carried = self.name(value),
                "columns" => columns = self.columns(value),
                other => self.unknown(other, word.span(), ALLOWED),
            }
        }
        // What is wrong with a name is reported already.
        if self.found.len() > before {
            return None;
        }
        let missing = [("key", &key), ("left", &left), ("policy", &policy)];
        let missing = missing.into_iter().filter(|(_, given)| given.is_none()).map(|(word, _)| word);
        let missing: Vec<&str> = name.is_empty().then_some("table").into_iter().chain(missing).collect();
        for word in missing {
            self.report(section.clone(), sql::rests_need(word), sql::no_key(word));
        }
        // Of an account that has left NULL does not say that something is absent.
        let columns = columns.into_iter().map(|column: MappedColumn| MappedColumn {
            nulls: if column.json { Nulls::AbsentInJson } else { Nulls::Unknown },
            ..column
        });
        let span = self.span(section);
        let columns = columns.collect();
        Some(MappedRests { span, table: name, key: key?, left: left?, policy: policy?, carried, columns })
    }

    /// The name of one column.
    fn name(&mut self, value: &Value<'_>) -> Option<Text> {
        let before = self.found.len();
        let mut names = self.texts(value);
        if names.len() > 1 {
            self.report(value.span(), sql::one_column(), sql::several_names());
        }
        if self.found.len() > before { None } else { names.pop() }
    }

    fn table(&mut self, path: Text, table: &DeTable<'_>, whole: std::ops::Range<usize>) -> MappedTable {
        let is_account = path.text == "account";
        let allowed: &[&str] = match is_account {
            true => &["table", "key", "columns"],
            false => &["table", "json", "array", "owner", "key", "complete", "known", "columns"],
        };
        let mut from = Vec::new();
        let mut mapped = MappedTable {
            path,
            from: From::Table(Vec::new()),
            owner: Vec::new(),
            key: None,
            known: Known::Unsaid,
            columns: Vec::new(),
            nulls: Nulls::Absent,
        };
        let before = self.found.len();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                name if !allowed.contains(&name) => self.unknown(name, key.span(), allowed),
                "table" => from.push(From::Table(self.names(value))),
                "json" => from.push(From::Column { json: true, path: self.names(value) }),
                "array" => from.push(From::Column { json: false, path: self.names(value) }),
                "owner" => mapped.owner = self.texts(value),
                "key" if is_account => mapped.owner = self.texts(value),
                "key" => mapped.key = self.texts(value).into_iter().next(),
                "known" => {
                    mapped.known = self.texts(value).into_iter().next().map_or(Known::Unsaid, Known::Column)
                }
                "complete" if self.flag(value) => mapped.known = Known::Complete,
                "complete" => {}
                _ => mapped.columns = self.columns(value),
            }
        }
        match from.len() {
            1 => mapped.from = from.swap_remove(0),
            // A misspelt key is reported already.
            0 if self.found.len() > before => {}
            0 => self.report(whole.clone(), sql::rows_where(), sql::no_table_json_array()),
            _ => self.report(whole.clone(), sql::rows_in_one_place(), sql::several_table_json_array()),
        }
        if matches!(mapped.from, From::Table(_)) && mapped.owner.is_empty() {
            let key = if is_account { "key" } else { "owner" };
            self.report(whole, sql::rows_whose(), sql::no_key(key));
        }
        mapped
    }

    fn columns(&mut self, value: &Value<'_>) -> Vec<MappedColumn> {
        let DeValue::Table(columns) = value.get_ref() else {
            self.report(value.span(), sql::columns_as_table(), sql::not_a_table());
            return Vec::new();
        };
        columns
            .iter()
            .map(|(path, value)| {
                let path = Text { text: path.get_ref().to_string(), span: self.span(path.span()) };
                self.column(path, value)
            })
            .collect()
    }

    fn column(&mut self, path: Text, value: &Value<'_>) -> MappedColumn {
        let mut mapped = MappedColumn {
            path,
            column: None,
            json: false,
            known: None,
            present: None,
            codes: Vec::new(),
            minor_units: false,
            nulls: Nulls::Absent,
        };
        let DeValue::Table(table) = value.get_ref() else {
            mapped.column = Some(self.names(value));
            return mapped;
        };
        const ALLOWED: &[&str] = &["column", "json", "known", "present", "codes", "minor_units"];
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "column" => mapped.column = Some(self.names(value)),
                "json" => {
                    mapped.column = Some(self.names(value));
                    mapped.json = true;
                }
                "known" => mapped.known = self.names(value).into_iter().next(),
                "present" => mapped.present = self.present(value),
                "codes" => mapped.codes = self.codes(value),
                "minor_units" => mapped.minor_units = self.flag(value),
                name => self.unknown(name, key.span(), ALLOWED),
            }
        }
        if mapped.column.is_none() && mapped.present.is_none() {
            self.report(value.span(), sql::column_which(), sql::no_column_json_present());
        }
        mapped
    }

    fn present(&mut self, value: &Value<'_>) -> Option<Present> {
        match value.get_ref() {
            DeValue::Boolean(true) => Some(Present::Always),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => self.names(value).into_iter().next().map(Present::Column),
        }
    }

    /// `codes = { normal = 1, limited = [2, 3] }`
    fn codes(&mut self, value: &Value<'_>) -> Vec<(Literal, Text)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.report(value.span(), sql::codes_as_table(), sql::no_such_table("{ normal = 1 }"));
            return Vec::new();
        };
        let mut codes = Vec::new();
        for (word, value) in table {
            let word = Text { text: word.get_ref().to_string(), span: self.span(word.span()) };
            match value.get_ref() {
                DeValue::Array(many) => {
                    for one in many {
                        codes.extend(self.code(one).map(|code| (code, word.clone())));
                    }
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Table(_) => codes.extend(self.code(value).map(|code| (code, word))),
            }
        }
        codes
    }

    fn code(&mut self, value: &Value<'_>) -> Option<Literal> {
        match value.get_ref() {
            DeValue::String(text) => self.sound(text.as_ref(), value.span()).map(Literal::Text),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
                number.map(|number| Literal::Number(i128::from(number)))
            }
            DeValue::Boolean(value) => Some(Literal::Bool(*value)),
            DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.report(value.span(), sql::code_is(), sql::another_value());
                None
            }
        }
    }

    /// One name, or several that lead one into the other.
    fn names(&mut self, value: &Value<'_>) -> Vec<String> {
        self.texts(value).into_iter().map(|name| name.text).collect()
    }

    fn texts(&mut self, value: &Value<'_>) -> Vec<Text> {
        let parts = match value.get_ref() {
            DeValue::Array(parts) if !parts.is_empty() => parts.iter().collect(),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => vec![value],
        };
        let mut texts = Vec::new();
        for part in parts {
            match part.get_ref() {
                DeValue::String(text) => {
                    let span = self.span(part.span());
                    texts.extend(self.sound(text.as_ref(), part.span()).map(|text| Text { text, span }));
                }
                DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => self.report(part.span(), sql::name_is_text(), sql::another_value()),
            }
        }
        texts
    }

    /// A text that engines can hold.
    fn sound(&mut self, text: &str, range: std::ops::Range<usize>) -> Option<String> {
        if text.is_empty() || text.contains('\0') {
            self.report(range, sql::no_engine_name(), sql::empty_or_nul());
            return None;
        }
        Some(text.to_owned())
    }

    fn flag(&mut self, value: &Value<'_>) -> bool {
        match value.get_ref() {
            DeValue::Boolean(value) => *value,
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                self.report(value.span(), sql::true_or_false(), sql::another_value());
                false
            }
        }
    }

    fn unknown(&mut self, name: &str, range: std::ops::Range<usize>, known: &[&str]) {
        let span = self.span(range);
        let found =
            Diagnostic::new(Code::BadMapping, span, sql::no_such_key(name)).label(analysis::not_known());
        let found = match nearest(name, known.iter().copied()) {
            Some(near) => found.help(common::did_you_mean(near)),
            None => found.note(sql::possible_here(&known.join(", "))),
        };
        self.found.push(found);
    }
}
