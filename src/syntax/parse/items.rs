//! Headers, records and conditions.

use pest::iterators::{Pair, Pairs};

use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted, inside};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    ConditionItem, DeclaredOutcome, EnumerationValue, Expr, ExprKind, Field, FieldKind, Item, Let, Lifecycle,
    Name, Outcomes, Path, Record, RecordKind, Said, Type, TypeKind, Words, WordsOfField,
};

impl Builder {
    pub(super) fn build_items(&mut self, pairs: Pairs<'_, Rule>) {
        let pairs = inside(pairs);
        self.tree.items.reserve_exact(pairs.len());
        for pair in pairs {
            // What could not be built has been reported.
            let _ = self.item(pair);
        }
    }

    fn item(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let item = rule_of!(self, pair {
            Rule::package => return self.package(pair),
            Rule::languages => return self.language_list(pair),
            Rule::zone => return self.zone(pair),
            Rule::use_item => return self.use_item(pair),
            Rule::outcomes => self.outcomes(pair).map(Item::Outcomes),
            Rule::words => self.words(pair).map(Item::Words),
            Rule::record => self.record(pair).map(Item::Record),
            Rule::calendar => self.calendar(pair).map(Item::Calendar),
            Rule::condition_item => self.condition_item(pair).map(Item::Condition),
            Rule::let_item => self.let_item(pair).map(Item::Let),
            Rule::policy => self.policy(pair).map(Item::Policy),
            Rule::lifecycle => self.lifecycle(pair).map(Item::Lifecycle),
            Rule::fixture => self.fixture(pair).map(Item::Fixture),
            Rule::test => self.test(pair).map(Item::Test),
        })?;
        self.tree.items.push(item);
        Ok(())
    }

    fn package(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let span = self.span(&pair);
        let mut name = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_package => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
        });
        let (name, mut package) = (self.found(name, &pair)?, self.tree.package.take());
        self.once(&mut package, name, span);
        self.tree.package = package;
        Ok(())
    }

    fn language_list(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        each_part!(self, pair, part {
            Rule::kw_languages => {}
            Rule::language_tag => {
                let name = self.name(&part);
                self.tree.languages.push(name);
            }
        });
        Ok(())
    }

    fn zone(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let span = self.span(&pair);
        let mut zone = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_zone => {}
            Rule::zone_name => fill!(self, pair, zone, self.name(&part)),
        });
        let (zone, mut declared) = (self.found(zone, &pair)?, self.tree.zone.take());
        self.once(&mut declared, zone, span);
        self.tree.zone = declared;
        Ok(())
    }

    fn use_item(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        each_part!(self, pair, part {
            Rule::kw_use => {}
            Rule::name => {
                let name = self.name(&part);
                self.tree.uses.push(name);
            }
        });
        Ok(())
    }

    /// `a, b, c`
    pub(super) fn names(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Name>> {
        let mut names = Vec::new();
        each_part!(self, pair, part {
            Rule::name => names.push(self.name(&part)),
        });
        Ok(fitted(names))
    }

    fn outcomes(&mut self, pair: Pair<'_, Rule>) -> Built<Outcomes> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut keyword, mut declared) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc => {}
            Rule::kw_outcomes => fill!(self, pair, keyword, self.span(&part)),
            Rule::declared_outcome => declared.extend(self.declared_outcome(part)),
            Rule::bare_outcomes => declared = self.bare_outcomes(part)?,
        });
        let keyword = self.found(keyword, &pair)?;
        Ok(Outcomes { keyword, doc, declared: fitted(declared), whole: true, span })
    }

    /// Refuses outcomes without their braces, and reads them.
    fn bare_outcomes(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<DeclaredOutcome>> {
        let span = self.span(&pair);
        let names = self.names(pair)?;
        let texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let meant = format!("{{ {} }}", texts.join("  "));
        self.report(
            Diagnostic::new(Code::WrongForm, span, syntax::outcomes_in_braces())
                .label(syntax::understood())
                .help(common::write_this(&format!("outcomes {meant}")))
                .fix(span, meant),
        );
        Ok(names
            .into_iter()
            .map(|name| DeclaredOutcome { doc: None, leaves: None, said: Vec::new(), span: name.span, name })
            .collect())
    }

    pub(super) fn declared_outcome(&mut self, pair: Pair<'_, Rule>) -> Built<DeclaredOutcome> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut name, mut leaves, mut said) = (None, None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::kw_leaves => fill!(self, pair, leaves, self.span(&part)),
            Rule::said => said.extend(self.said(part)),
        });
        Ok(DeclaredOutcome { name: self.found(name, &pair)?, leaves, said: fitted(said), doc, span })
    }

    /// `zh "…"`
    pub(super) fn said(&mut self, pair: Pair<'_, Rule>) -> Built<Said> {
        let (mut language, mut text) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::language_tag => fill!(self, pair, language, self.name(&part)),
            Rule::text => fill!(self, pair, text, self.text(&part)),
        });
        Ok(Said { language: self.found(language, &pair)?, text: self.found(text, &pair)? })
    }

    fn words(&mut self, pair: Pair<'_, Rule>) -> Built<Words> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut keyword, mut entries) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc => {}
            Rule::kw_words => fill!(self, pair, keyword, self.span(&part)),
            Rule::words_of_field => entries.extend(self.words_of_field(part)),
        });
        Ok(Words { keyword: self.found(keyword, &pair)?, doc, entries: fitted(entries), whole: true, span })
    }

    pub(super) fn words_of_field(&mut self, pair: Pair<'_, Rule>) -> Built<WordsOfField> {
        let (span, mut path, mut said) = (self.span(&pair), None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc => {}
            Rule::path => fill!(self, pair, path, self.path(&part)),
            Rule::said => said.extend(self.said(part)),
        });
        Ok(WordsOfField { path: self.found(path, &pair)?, said: fitted(said), span })
    }

    fn lifecycle(&mut self, pair: Pair<'_, Rule>) -> Built<Lifecycle> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut name, mut stages, mut restarted_by) = (None, Vec::new(), None);
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_lifecycle => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::stages => stages = self.stages(part)?,
            Rule::restarted_by => fill!(self, pair, restarted_by, (self.span(&part), self.restarted_by(part)?)),
        });
        let (name, (restart, restarted_by)) = (self.found(name, &pair)?, self.found(restarted_by, &pair)?);
        Ok(Lifecycle { name, doc, stages, restarted_by, restart, span })
    }

    /// `suspend then delete`
    fn stages(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Name>> {
        let mut stages = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_then => {}
            Rule::name => stages.push(self.name(&part)),
        });
        Ok(fitted(stages))
    }

    fn restarted_by(&mut self, pair: Pair<'_, Rule>) -> Built<Name> {
        let mut name = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_restarted | Rule::kw_by => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
        });
        self.found(name, &pair)
    }

    fn record(&mut self, pair: Pair<'_, Rule>) -> Built<Record> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut kind, mut name, mut fields) = (RecordKind::Record, None, Vec::new());
        let (mut dated_by, mut left_by) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_record => {}
            Rule::kw_account => (kind, name) = (RecordKind::Account, Some(self.name(&part))),
            Rule::kw_request => (kind, name) = (RecordKind::Request, Some(self.name(&part))),
            Rule::kw_service => (kind, name) = (RecordKind::Service, Some(self.name(&part))),
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::dated_by => {
                let (span, name) = (self.span(&part), self.dated_by(part)?);
                self.once(&mut dated_by, name, span);
            }
            Rule::left_by => {
                let (span, left) = (self.span(&part), self.left_by(part)?);
                self.once(&mut left_by, left, span);
            }
            Rule::given | Rule::derived => fields.extend(self.field(part)),
        });
        let name = self.found(name, &pair)?;
        Ok(Record {
            kind,
            name,
            doc,
            fields: fitted(fields),
            dated_by,
            left_by: left_by.unwrap_or_default(),
            span,
        })
    }

    pub(super) fn dated_by(&mut self, pair: Pair<'_, Rule>) -> Built<Name> {
        let mut name = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_dated | Rule::kw_by => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
        });
        self.found(name, &pair)
    }

    /// `left by closed_at, erased_at`, as the conditions of an account that is still there.
    pub(super) fn left_by(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Expr>> {
        let mut left = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_left | Rule::kw_by => {}
            Rule::name => {
                let name = self.name(&part);
                let span = name.span;
                let path = ExprKind::Path(Path { names: vec![name], span });
                let subject = Box::new(Expr { kind: path, span });
                left.push(Expr { kind: ExprKind::Presence { subject, present: false }, span });
            }
        });
        Ok(fitted(left))
    }

    pub(super) fn field(&mut self, pair: Pair<'_, Rule>) -> Built<Field> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut name, mut ty, mut optional, mut key, mut derived) = (None, None, false, None, None);
        let mut tells_apart = None;
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_as => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::field_type => fill!(self, pair, ty, self.field_type(part)),
            Rule::question => optional = true,
            Rule::kw_key => fill!(self, pair, tells_apart, self.span(&part)),
            Rule::text => fill!(self, pair, key, self.text(&part)),
            Rule::expr => fill!(self, pair, derived, self.expr(part)),
        });
        let kind = match derived {
            Some(expr) => FieldKind::Derived(expr),
            None => FieldKind::Given { ty: self.found(ty, &pair)?, optional, tells_apart, key },
        };
        Ok(Field { name: self.found(name, &pair)?, doc, kind, span })
    }

    fn field_type(&mut self, pair: Pair<'_, Rule>) -> Type {
        let span = self.span(&pair);
        let kind = self.only_child(pair).and_then(|inner| self.type_kind(inner));
        Type { kind: kind.unwrap_or_else(TypeKind::Error), span }
    }

    fn type_kind(&mut self, pair: Pair<'_, Rule>) -> Built<TypeKind> {
        rule_of!(self, pair {
            Rule::enumeration | Rule::let_enumeration => self.enumeration(pair),
            Rule::money_type => self.money_type(pair),
            Rule::many_type => self.many_type(pair),
            Rule::record_type => self.only_child(pair).map(|path| TypeKind::Named(self.path(&path))),
            Rule::simple_type => self.simple_type(pair),
        })
    }

    fn simple_type(&mut self, pair: Pair<'_, Rule>) -> Built<TypeKind> {
        let word = self.only_child(pair)?;
        rule_of!(self, word {
            Rule::kw_bool => Ok(TypeKind::Bool),
            Rule::kw_int => Ok(TypeKind::Int),
            Rule::kw_decimal => Ok(TypeKind::Decimal),
            Rule::kw_text => Ok(TypeKind::Text),
            Rule::kw_time => Ok(TypeKind::Time),
            Rule::kw_date => Ok(TypeKind::Date),
            Rule::kw_length => Ok(TypeKind::Length),
        })
    }

    fn enumeration(&mut self, pair: Pair<'_, Rule>) -> Built<TypeKind> {
        let mut values = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_one | Rule::kw_of => {}
            Rule::enumeration_value => values.extend(self.enumeration_value(part)),
        });
        Ok(TypeKind::OneOf(fitted(values)))
    }

    fn enumeration_value(&mut self, pair: Pair<'_, Rule>) -> Built<EnumerationValue> {
        let (mut name, mut said) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::said => said.extend(self.said(part)),
        });
        Ok(EnumerationValue { name: self.found(name, &pair)?, said: fitted(said) })
    }

    fn money_type(&mut self, pair: Pair<'_, Rule>) -> Built<TypeKind> {
        let mut currency = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_money => {}
            Rule::name => fill!(self, pair, currency, self.name(&part)),
        });
        self.found(currency, &pair).map(TypeKind::Money)
    }

    fn many_type(&mut self, pair: Pair<'_, Rule>) -> Built<TypeKind> {
        let mut element = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_many => {}
            Rule::simple_type | Rule::record_type => {
                let span = self.span(&part);
                element = Some(Type { kind: self.type_kind(part)?, span });
            }
        });
        Ok(TypeKind::Many(Box::new(self.found(element, &pair)?)))
    }

    fn let_item(&mut self, pair: Pair<'_, Rule>) -> Built<Let> {
        let doc = doc(&pair);
        let (mut name, mut ty, mut body) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_let => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::let_type => fill!(self, pair, ty, self.field_type(part)),
            Rule::expr => fill!(self, pair, body, self.expr(part)),
        });
        Ok(Let { name: self.found(name, &pair)?, doc, ty, body: self.found(body, &pair)? })
    }

    fn condition_item(&mut self, pair: Pair<'_, Rule>) -> Built<ConditionItem> {
        let doc = doc(&pair);
        let (mut name, mut body) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_condition => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::expr => fill!(self, pair, body, self.expr(part)),
        });
        Ok(ConditionItem { name: self.found(name, &pair)?, doc, body: self.found(body, &pair)? })
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
