//! Headers, records and conditions.

use pest::iterators::{Pair, Pairs};

use super::{Builder, Rule, children, fitted, inside};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    ConditionItem, DeclaredOutcome, Field, FieldKind, Item, Name, Outcomes, Record, RecordKind, Type,
    TypeKind,
};

impl Builder {
    pub(super) fn build_items(&mut self, pairs: Pairs<'_, Rule>) {
        let pairs = inside(pairs);
        self.tree.items.reserve_exact(pairs.len());
        for pair in pairs {
            self.item(pair);
        }
    }

    fn item(&mut self, pair: Pair<'_, Rule>) {
        let item = match pair.as_rule() {
            Rule::package => {
                let (span, name) = (self.span(&pair), self.first_name(pair));
                let mut package = self.tree.package.take();
                self.once(&mut package, name, span);
                self.tree.package = package;
                return;
            }
            Rule::languages => {
                let names: Vec<Name> = self.names(pair);
                self.tree.languages.extend(names);
                return;
            }
            Rule::zone => {
                let span = self.span(&pair);
                let zone = pair.into_inner().find(|part| part.as_rule() == Rule::zone_name);
                let zone = zone.map(|zone| self.name(&zone));
                let mut said = self.tree.zone.take();
                self.once(&mut said, zone, span);
                self.tree.zone = said;
                return;
            }
            Rule::use_item => {
                let names = self.names(pair);
                self.tree.uses.extend(names);
                return;
            }
            Rule::outcomes => self.outcomes(pair).map(Item::Outcomes),
            Rule::record => self.record(pair).map(Item::Record),
            Rule::condition_item => self.condition_item(pair).map(Item::Condition),
            Rule::policy => self.policy(pair).map(Item::Policy),
            Rule::fixture => self.fixture(pair).map(Item::Fixture),
            Rule::test => self.test(pair).map(Item::Test),
            _ => None,
        };
        self.tree.items.extend(item);
    }

    /// The names directly inside a pair.
    pub(super) fn names(&mut self, pair: Pair<'_, Rule>) -> Vec<Name> {
        let names = children(pair).filter(|part| part.as_rule() == Rule::name);
        fitted(names.map(|name| self.name(&name)))
    }

    pub(super) fn first_name(&mut self, pair: Pair<'_, Rule>) -> Option<Name> {
        children(pair).find(|part| part.as_rule() == Rule::name).map(|name| self.name(&name))
    }

    fn outcomes(&mut self, pair: Pair<'_, Rule>) -> Option<Outcomes> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut keyword, mut declared) = (None, Vec::new());
        for part in children(pair) {
            match part.as_rule() {
                Rule::kw_outcomes => keyword = Some(self.span(&part)),
                Rule::declared_outcome => declared.extend(self.declared_outcome(part)),
                Rule::bare_outcomes => declared = self.bare_outcomes(part),
                _ => {}
            }
        }
        Some(Outcomes { keyword: keyword?, doc, declared: fitted(declared), whole: true, span })
    }

    /// Refuses outcomes without their braces, and reads them.
    fn bare_outcomes(&mut self, pair: Pair<'_, Rule>) -> Vec<DeclaredOutcome> {
        let span = self.span(&pair);
        let names = self.names(pair);
        let texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let meant = format!("{{ {} }}", texts.join("  "));
        self.report(
            Diagnostic::new(Code::WrongForm, span, "outcomes stand in braces")
                .label("understood, but written otherwise")
                .help(format!("write `outcomes {meant}`"))
                .fix(span, meant),
        );
        names.into_iter().map(|name| DeclaredOutcome { doc: None, span: name.span, name }).collect()
    }

    pub(super) fn declared_outcome(&mut self, pair: Pair<'_, Rule>) -> Option<DeclaredOutcome> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        Some(DeclaredOutcome { name: self.first_name(pair)?, doc, span })
    }

    fn record(&mut self, pair: Pair<'_, Rule>) -> Option<Record> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut kind, mut name, mut fields, mut dated_by) = (RecordKind::Record, None, Vec::new(), None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::kw_account => (kind, name) = (RecordKind::Account, Some(self.name(&part))),
                Rule::kw_request => (kind, name) = (RecordKind::Request, Some(self.name(&part))),
                Rule::name => name = Some(self.name(&part)),
                Rule::dated_by => {
                    let (span, name) = (self.span(&part), self.first_name(part));
                    self.once(&mut dated_by, name, span);
                }
                Rule::given | Rule::derived => fields.extend(self.field(part)),
                _ => {}
            }
        }
        Some(Record { kind, name: name?, doc, fields: fitted(fields), dated_by, span })
    }

    pub(super) fn field(&mut self, pair: Pair<'_, Rule>) -> Option<Field> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut name, mut ty, mut optional, mut key, mut derived) = (None, None, false, None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::field_type => ty = Some(self.field_type(part)),
                Rule::question => optional = true,
                Rule::text => key = Some(self.text(&part)),
                Rule::expr => derived = Some(self.expr(part)),
                _ => {}
            }
        }
        let kind = match derived {
            Some(expr) => FieldKind::Derived(expr),
            None => FieldKind::Given { ty: ty?, optional, key },
        };
        Some(Field { name: name?, doc, kind, span })
    }

    fn field_type(&mut self, pair: Pair<'_, Rule>) -> Type {
        let span = self.span(&pair);
        let kind = pair.into_inner().next().map_or(TypeKind::Error, |inner| self.type_kind(inner));
        Type { kind, span }
    }

    fn type_kind(&mut self, pair: Pair<'_, Rule>) -> TypeKind {
        match pair.as_rule() {
            Rule::enumeration => TypeKind::OneOf(self.names(pair)),
            Rule::money_type => self.first_name(pair).map_or(TypeKind::Error, TypeKind::Money),
            Rule::many_type => {
                let element = children(pair).find(|part| part.as_rule() != Rule::kw_many);
                element.map_or(TypeKind::Error, |element| {
                    let span = self.span(&element);
                    TypeKind::Many(Box::new(Type { kind: self.type_kind(element), span }))
                })
            }
            Rule::record_type => {
                let path = pair.into_inner().next();
                path.map_or(TypeKind::Error, |path| TypeKind::Named(self.path(&path)))
            }
            _ => match pair.as_str().trim_end() {
                "bool" => TypeKind::Bool,
                "int" => TypeKind::Int,
                "decimal" => TypeKind::Decimal,
                "text" => TypeKind::Text,
                "time" => TypeKind::Time,
                "date" => TypeKind::Date,
                _ => TypeKind::Error,
            },
        }
    }

    fn condition_item(&mut self, pair: Pair<'_, Rule>) -> Option<ConditionItem> {
        let doc = doc(&pair);
        let (mut name, mut body) = (None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::expr => body = Some(self.expr(part)),
                _ => {}
            }
        }
        Some(ConditionItem { name: name?, doc, body: body? })
    }
}

/// The `///` lines at the start of a pair, joined.
pub(super) fn doc(pair: &Pair<'_, Rule>) -> Option<String> {
    let lines: Vec<&str> = pair
        .clone()
        .into_inner()
        .filter(|part| part.as_rule() == Rule::doc)
        .map(|line| line.as_str().trim_start_matches('/').trim())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
