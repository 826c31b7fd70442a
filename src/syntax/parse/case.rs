//! Values by case.

use pest::iterators::Pair;

use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted};
use crate::syntax::ast::{Case, CasePattern, CaseRow, Choice, ChoiceKind, Expr, ExprKind, Path};

/// The word that matches every value.
const ANY: &str = "_";

impl Builder {
    pub(super) fn case(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let span = self.span(&pair);
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        each_part!(self, pair, part {
            Rule::kw_case => {}
            Rule::case_key => keys.push(self.case_key(part)?),
            Rule::case_row => rows.push(self.case_row(part)?),
        });
        Ok(ExprKind::Case(Box::new(Case { keys: fitted(keys), rows: fitted(rows), span })))
    }

    fn case_key(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let inner = self.only_child(pair)?;
        let kind = rule_of!(self, inner {
            Rule::kw_now => Ok(ExprKind::Now),
            Rule::path => Ok(ExprKind::Path(self.path(&inner))),
        })?;
        Ok(Expr { kind, span })
    }

    fn case_row(&mut self, pair: Pair<'_, Rule>) -> Built<CaseRow> {
        let span = self.span(&pair);
        let (mut patterns, mut value, mut law) = (Vec::new(), None, None);
        each_part!(self, pair.clone(), part {
            Rule::case_pattern => patterns.push(self.case_pattern(part)?),
            Rule::row_value => fill!(self, pair, value, self.value(part)),
            Rule::law => fill!(self, pair, law, self.law(part)?),
        });
        Ok(CaseRow { patterns: fitted(patterns), value: self.found(value, &pair)?, law, span })
    }

    fn case_pattern(&mut self, pair: Pair<'_, Rule>) -> Built<CasePattern> {
        let span = self.span(&pair);
        let mut choices = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_or => {}
            Rule::pattern_choice => choices.push(self.choice(part)?),
        });
        Ok(CasePattern { choices: fitted(choices), span })
    }

    fn choice(&mut self, pair: Pair<'_, Rule>) -> Built<Choice> {
        let span = self.span(&pair);
        let inner = self.only_child(pair)?;
        let kind = rule_of!(self, inner {
            Rule::pattern_absent => Ok(ChoiceKind::Absent),
            Rule::pattern_below => self.bound(inner).map(ChoiceKind::Below),
            Rule::pattern_from => self.bound(inner).map(ChoiceKind::From),
            Rule::pattern_until => self.bound(inner).map(ChoiceKind::Until),
            Rule::pattern_range => self.range(inner),
            Rule::pattern_value => self.matched_value(inner),
        })?;
        Ok(Choice { kind, span })
    }

    fn bound(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let mut bound = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_below | Rule::kw_from | Rule::kw_until => {}
            Rule::literal => fill!(self, pair, bound, self.matched_literal(part)?),
        });
        self.found(bound, &pair)
    }

    fn range(&mut self, pair: Pair<'_, Rule>) -> Built<ChoiceKind> {
        let mut ends = Vec::new();
        each_part!(self, pair.clone(), part {
            Rule::kw_to => {}
            Rule::literal => ends.push(self.matched_literal(part)?),
        });
        let [from, to] = <[Expr; 2]>::try_from(ends).map_err(|_| self.lost(&pair))?;
        Ok(ChoiceKind::Range(from, to))
    }

    fn matched_value(&mut self, pair: Pair<'_, Rule>) -> Built<ChoiceKind> {
        let inner = self.only_child(pair)?;
        rule_of!(self, inner {
            Rule::literal => self.matched_literal(inner).map(ChoiceKind::Value),
            Rule::name => {
                let name = self.name(&inner);
                if name.text == ANY {
                    return Ok(ChoiceKind::Any);
                }
                let span = name.span;
                let kind = ExprKind::Path(Path { names: vec![name], span });
                Ok(ChoiceKind::Value(Expr { kind, span }))
            }
        })
    }

    fn matched_literal(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let kind = ExprKind::Literal(self.literal(pair)?);
        Ok(Expr { kind, span })
    }
}
