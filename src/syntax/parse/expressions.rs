//! Conditions, values, phrases and windows.

use pest::iterators::Pair;

use super::anchors::anchor_of;
use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted};
use crate::diagnostic::messages::syntax;
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::source::Span;
use crate::syntax::ast::{
    Aggregate, AggregateWord, Comparison, Distance, EdgeWindow, Expr, ExprKind, ExtremeWord, Literal,
    Percentage, Phrase, PhraseWord, Quantifier, Rounding, Side, Sign, Window, WindowKind,
};

/// How many operands a sum may have: each is one level deeper than the next.
const MOST_OPERANDS: usize = 64;

impl Builder {
    /// An expression; an error node where a part of it is lost.
    pub(super) fn expr(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        self.expression(pair).unwrap_or_else(|reported| broken(span, reported))
    }

    fn expression(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let inner = self.only_child(pair)?;
        rule_of!(self, inner {
            Rule::if_then => self.if_then(inner),
            Rule::junction => self.junction(inner),
        })
    }

    fn if_then(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let mut parts = Vec::new();
        each_part!(self, pair.clone(), part {
            Rule::kw_if | Rule::kw_then => {}
            Rule::expr => parts.push(self.expr(part)),
        });
        let [premise, conclusion] = <[Expr; 2]>::try_from(parts).map_err(|_| self.lost(&pair))?;
        Ok(Expr { kind: ExprKind::IfThen(Box::new(premise), Box::new(conclusion)), span })
    }

    fn junction(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let (mut operands, mut joined_by_and, mut joined_by_or) = (Vec::new(), false, false);
        each_part!(self, pair.clone(), part {
            Rule::junctor => {
                let word = self.only_child(part)?;
                let is_and = rule_of!(self, word {
                    Rule::kw_and => Ok(true),
                    Rule::kw_or => Ok(false),
                })?;
                joined_by_and |= is_and;
                joined_by_or |= !is_and;
            }
            Rule::negation => operands.push(self.negation(part)),
        });
        let kind = match (joined_by_and, joined_by_or) {
            (true, true) => return Err(self.mixed(span)),
            (true, false) => ExprKind::And(fitted(operands)),
            (false, true) => ExprKind::Or(fitted(operands)),
            (false, false) => {
                let [operand] = <[Expr; 1]>::try_from(operands).map_err(|_| self.lost(&pair))?;
                return Ok(operand);
            }
        };
        self.refuse_open_claims(&pair)?;
        Ok(Expr { kind, span })
    }

    fn mixed(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::MixedAndOr, span, syntax::and_or_mixed())
                .label(syntax::which_binds_tighter())
                .note(syntax::reader_must_not())
                .help(syntax::parentheses_around_part()),
        )
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        self.negated(pair).unwrap_or_else(|reported| broken(span, reported))
    }

    fn negated(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let (mut is_negated, mut inner) = (false, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_not => is_negated = true,
            Rule::negation => fill!(self, pair, inner, self.negation(part)),
            Rule::quantified => fill!(self, pair, inner, self.quantified(part)?),
            Rule::predicate => fill!(self, pair, inner, self.predicate(part)?),
        });
        let inner = self.found(inner, &pair)?;
        Ok(if is_negated { Expr { kind: ExprKind::Not(Box::new(inner)), span } } else { inner })
    }

    fn predicate(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let (mut subject, mut window, mut suffix) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::value => fill!(self, pair, subject, self.value(part)),
            Rule::window => fill!(self, pair, window, self.window(part)?),
            Rule::suffix => fill!(self, pair, suffix, self.only_child(part)?),
        });
        let subject = self.found(subject, &pair)?;
        let kind = match (window, suffix) {
            (None, None) => return Ok(subject),
            (Some(window), None) => ExprKind::Window(Box::new(subject), Box::new(window)),
            (None, Some(suffix)) => self.suffix(subject, suffix)?,
            (Some(_), Some(suffix)) => return Err(self.lost(&suffix)),
        };
        Ok(Expr { kind, span })
    }

    fn suffix(&mut self, subject: Expr, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let subject = Box::new(subject);
        rule_of!(self, pair {
            Rule::presence => self.presence(subject, pair),
            Rule::one_of => self.one_of(subject, pair),
            Rule::comparison => self.comparison(subject, pair),
            Rule::in_set => self.in_set(subject, pair),
            Rule::starts_with => self.starts_with(subject, pair),
            Rule::satisfies => self.satisfies(subject, pair),
        })
    }

    fn presence(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let mut present = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_is => {}
            Rule::kw_absent => fill!(self, pair, present, false),
            Rule::kw_present => fill!(self, pair, present, true),
        });
        Ok(ExprKind::Presence { subject, present: self.found(present, &pair)? })
    }

    fn one_of(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let (mut values, mut negated) = (Vec::new(), false);
        each_part!(self, pair, part {
            Rule::kw_is | Rule::kw_one | Rule::kw_of => {}
            Rule::kw_not => negated = true,
            Rule::value => values.push(self.value(part)),
        });
        Ok(ExprKind::OneOf { subject, values: fitted(values), negated })
    }

    fn comparison(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let (mut comparison, mut value) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::comparator => fill!(self, pair, comparison, self.comparator(part)?),
            Rule::value => fill!(self, pair, value, Box::new(self.value(part))),
        });
        Ok(ExprKind::Compare(self.found(comparison, &pair)?, subject, self.found(value, &pair)?))
    }

    fn comparator(&mut self, pair: Pair<'_, Rule>) -> Built<Comparison> {
        let mut comparison = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_is => comparison = Some(Comparison::Is),
            Rule::kw_not => comparison = Some(Comparison::IsNot),
            Rule::less => comparison = Some(Comparison::Less),
            Rule::less_or_equal => comparison = Some(Comparison::LessOrEqual),
            Rule::greater => comparison = Some(Comparison::Greater),
            Rule::greater_or_equal => comparison = Some(Comparison::GreaterOrEqual),
        });
        self.found(comparison, &pair)
    }

    fn in_set(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let mut set = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_in => {}
            Rule::value => fill!(self, pair, set, Box::new(self.value(part))),
        });
        Ok(ExprKind::In(subject, self.found(set, &pair)?))
    }

    fn starts_with(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let mut prefix = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_starts | Rule::kw_with => {}
            Rule::text => fill!(self, pair, prefix, self.text(&part)),
        });
        Ok(ExprKind::StartsWith(subject, self.found(prefix, &pair)?))
    }

    fn satisfies(&mut self, subject: Box<Expr>, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let mut policy = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_satisfies => {}
            Rule::path => fill!(self, pair, policy, self.path(&part)),
        });
        Ok(ExprKind::Satisfies(subject, self.found(policy, &pair)?))
    }

    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        self.sum(pair).unwrap_or_else(|reported| broken(span, reported))
    }

    fn sum(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let (mut anchored, mut moved, mut rounded) = (None, None, None);
        let (mut sum, mut sign, mut operands): (Option<Expr>, Option<Joint>, _) = (None, None, 0);
        // Whether a reader would have to know what binds tighter.
        let (mut has_share, mut has_product, mut is_in_parentheses) = (false, false, false);
        each_part!(self, pair.clone(), part {
            Rule::moved => fill!(self, pair, moved, part),
            Rule::rounded => fill!(self, pair, rounded, self.rounding(part)?),
            Rule::plus => sign = Some(Joint::Sum(Sign::Plus)),
            Rule::minus | Rule::row_minus => sign = Some(Joint::Sum(Sign::Minus)),
            Rule::times => {
                sign = Some(Joint::Product);
                has_product = true;
            }
            Rule::primary | Rule::row_operand => {
                anchored = anchored.or_else(|| anchor_of(&part));
                operands += 1;
                if operands > MOST_OPERANDS {
                    return Err(self.too_many_operands(span));
                }
                is_in_parentheses = part.as_str().starts_with('(');
                let operand = self.primary(part);
                has_share |= matches!(operand.kind, ExprKind::Share(..)) && !is_in_parentheses;
                sum = Some(self.joined(sum.take(), sign.take(), operand, &pair)?);
            }
        });
        if let Some(anchor) = anchored.filter(|_| operands > 1) {
            return Err(self.anchor_in_sum(&anchor, &pair));
        }
        if operands > 1 && has_share || operands > 2 && has_product {
            return Err(self.product_in_sum(span));
        }
        let value = self.found(sum.filter(|_| sign.is_none()), &pair)?;
        let Some(moved) = moved else {
            let is_alone = is_in_parentheses && operands == 1;
            return match rounded {
                Some(rounding) => self.rounded(value, rounding, is_alone, &pair),
                None => Ok(value),
            };
        };
        self.moved_value(value, &pair, moved)
    }

    /// A sum or product with a further operand. Its own function, for what a nested value takes of the stack.
    fn joined(
        &mut self,
        before: Option<Expr>,
        sign: Option<Joint>,
        operand: Expr,
        pair: &Pair<'_, Rule>,
    ) -> Built<Expr> {
        match (before, sign) {
            (None, None) => Ok(operand),
            (Some(value), Some(sign)) => {
                let span = value.span.to(operand.span);
                let (value, operand) = (Box::new(value), Box::new(operand));
                let kind = match sign {
                    Joint::Sum(sign) => ExprKind::Sum(sign, value, operand),
                    Joint::Product => ExprKind::Product(value, operand),
                };
                Ok(Expr { kind, span })
            }
            (None, Some(_)) | (Some(_), None) => Err(self.lost(pair)),
        }
    }

    /// `(10 % of balance) rounded down`: only of a value in parentheses a reader can tell what is rounded.
    fn rounded(
        &mut self,
        value: Expr,
        rounding: Rounding,
        is_alone: bool,
        pair: &Pair<'_, Rule>,
    ) -> Built<Expr> {
        let span = self.span(pair);
        if is_alone {
            return Ok(Expr { kind: ExprKind::Rounded(Box::new(value), rounding), span });
        }
        Err(self.rounded_without_parentheses(span, pair.as_str()))
    }

    fn rounding(&mut self, pair: Pair<'_, Rule>) -> Built<Rounding> {
        let mut rounding = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_rounded | Rule::kw_half => {}
            Rule::kw_down => fill!(self, pair, rounding, Rounding::Down),
            Rule::kw_up => fill!(self, pair, rounding, Rounding::Up),
            Rule::kw_even => fill!(self, pair, rounding, Rounding::HalfEven),
        });
        self.found(rounding, &pair)
    }

    fn rounded_without_parentheses(&mut self, span: Span, written: &str) -> Reported {
        let written = written.trim_end();
        let (value, rounded) = written.rsplit_once("rounded").unwrap_or((written, ""));
        self.report(
            Diagnostic::new(Code::Syntax, span, syntax::rounded_without_parentheses())
                .label(syntax::what_is_rounded())
                .help(syntax::parentheses_around_value(&format!("({}) rounded{rounded}", value.trim_end()))),
        )
    }

    fn product_in_sum(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::Syntax, span, syntax::product_in_sum())
                .label(syntax::which_binds_tighter())
                .note(syntax::reader_must_not())
                .help(syntax::parentheses_around_product()),
        )
    }

    fn too_many_operands(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::TooDeep, span, syntax::too_many_operands())
                .label(syntax::more_than(MOST_OPERANDS))
                .help(syntax::name_part_with_field()),
        )
    }

    pub(super) fn primary(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        match self.primary_kind(pair) {
            Ok(kind) => Expr { kind, span },
            Err(reported) => broken(span, reported),
        }
    }

    fn primary_kind(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let inner = self.only_child(pair)?;
        rule_of!(self, inner {
            Rule::paren => self.only_child(inner).map(|inner| self.expr(inner).kind),
            Rule::case => self.case(inner),
            Rule::literal | Rule::row_literal => self.literal(inner).map(ExprKind::Literal),
            Rule::kw_now => Ok(ExprKind::Now),
            Rule::share => self.share(inner),
            Rule::extreme => self.extreme(inner),
            Rule::aggregate => self.aggregate(inner),
            Rule::anchor => self.anchor(inner),
            Rule::value_path => self.only_child(inner).map(|path| ExprKind::Path(self.path(&path))),
        })
    }

    /// `10 % of balance`
    fn share(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let (mut percent, mut of) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::percentage => fill!(self, pair, percent, self.percentage(part)?),
            Rule::percent | Rule::kw_of => {}
            Rule::primary => fill!(self, pair, of, Box::new(self.primary(part))),
        });
        Ok(ExprKind::Share(self.found(percent, &pair)?, self.found(of, &pair)?))
    }

    fn percentage(&mut self, pair: Pair<'_, Rule>) -> Built<Percentage> {
        Ok(Percentage { span: self.span(&pair), value: self.literal(pair)? })
    }

    /// `later of (a, b)`
    fn extreme(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let span = self.span(&pair);
        let (mut word, mut operands) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::kw_later => fill!(self, pair, word, ExtremeWord::Later),
            Rule::kw_earlier => fill!(self, pair, word, ExtremeWord::Earlier),
            Rule::kw_larger => fill!(self, pair, word, ExtremeWord::Larger),
            Rule::kw_smaller => fill!(self, pair, word, ExtremeWord::Smaller),
            Rule::kw_of => {}
            Rule::value => operands.push(self.value(part)),
        });
        if operands.len() > MOST_OPERANDS {
            return Err(self.too_many_operands(span));
        }
        Ok(ExprKind::Extreme(self.found(word, &pair)?, fitted(operands)))
    }

    fn aggregate(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let (mut word, mut field, mut phrase) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_count => fill!(self, pair, word, AggregateWord::Count),
            Rule::kw_distinct => word = Some(AggregateWord::CountDistinct),
            Rule::kw_of => {}
            Rule::kw_total => fill!(self, pair, word, AggregateWord::Total),
            Rule::kw_latest => fill!(self, pair, word, AggregateWord::Latest),
            Rule::kw_largest => fill!(self, pair, word, AggregateWord::Largest),
            Rule::kw_earliest => fill!(self, pair, word, AggregateWord::Earliest),
            Rule::kw_smallest => fill!(self, pair, word, AggregateWord::Smallest),
            Rule::path => fill!(self, pair, field, self.path(&part)),
            Rule::phrase => fill!(self, pair, phrase, self.phrase(part, None)?),
        });
        let word = self.found(word, &pair)?;
        if field.is_none() != (word == AggregateWord::Count) {
            return Err(self.lost(&pair));
        }
        let aggregate = Aggregate { word, field };
        Ok(ExprKind::Aggregate(aggregate, Box::new(self.found(phrase, &pair)?)))
    }

    fn quantified(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let (mut quantifier, mut phrase, mut claim) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::quantifier => fill!(self, pair, quantifier, self.quantifier(part)?),
            Rule::phrase => fill!(self, pair, phrase, self.phrase(part, Some(&pair))?),
            Rule::kw_satisfies => {}
            Rule::negation => fill!(self, pair, claim, self.negation(part)),
        });
        let (quantifier, phrase) = (self.found(quantifier, &pair)?, self.found(phrase, &pair)?);
        let kind = match (claim, quantifier) {
            (Some(claim), Quantifier::Every) => ExprKind::EverySatisfies(Box::new(phrase), Box::new(claim)),
            (Some(claim), _) => {
                return Err(self.report(
                    Diagnostic::new(Code::Syntax, claim.span, syntax::satisfies_follows_every())
                        .label(syntax::what_elements_satisfy())
                        .help(syntax::write_where_instead()),
                ));
            }
            (None, quantifier) => ExprKind::Quantified(quantifier, Box::new(phrase)),
        };
        Ok(Expr { kind, span })
    }

    fn quantifier(&mut self, pair: Pair<'_, Rule>) -> Built<Quantifier> {
        let span = self.span(&pair);
        let (mut quantifier, mut bound, mut count) = (None, None::<fn(u64) -> Quantifier>, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_no => fill!(self, pair, quantifier, Quantifier::No),
            Rule::kw_some => fill!(self, pair, quantifier, Quantifier::Some),
            Rule::kw_every => fill!(self, pair, quantifier, Quantifier::Every),
            Rule::kw_at => {}
            Rule::kw_least => fill!(self, pair, bound, Quantifier::AtLeast),
            Rule::kw_most => fill!(self, pair, bound, Quantifier::AtMost),
            Rule::kw_exactly => fill!(self, pair, bound, Quantifier::Exactly),
            Rule::int => fill!(self, pair, count, part.as_str().trim_end().replace('_', "").parse::<u64>()),
        });
        match (quantifier, bound, count) {
            (Some(quantifier), None, None) => Ok(quantifier),
            (None, Some(bound), Some(Ok(count))) => Ok(bound(count)),
            (None, Some(_), Some(Err(_))) => {
                let wrong = Diagnostic::new(Code::BadLiteral, span, syntax::not_a_count());
                Err(self.report(wrong.label(syntax::whole_number_from_0())))
            }
            (_, _, _) => Err(self.lost(&pair)),
        }
    }

    /// A phrase; `whole` is the condition that it ends, if another could follow.
    pub(super) fn phrase(&mut self, pair: Pair<'_, Rule>, whole: Option<&Pair<'_, Rule>>) -> Built<Phrase> {
        let mut phrase = Phrase { words: Vec::new(), window: None, filter: None, span: self.span(&pair) };
        each_part!(self, pair, part {
            Rule::first_word | Rule::phrase_word => phrase.words.push(self.phrase_word(part, false)?),
            Rule::or_word => phrase.words.push(self.or_word(part)?),
            Rule::window => phrase.window = Some(self.window(part)?),
            Rule::where_clause => phrase.filter = Some(self.filter(part, whole)?),
        });
        phrase.words.shrink_to_fit();
        Ok(phrase)
    }

    fn or_word(&mut self, pair: Pair<'_, Rule>) -> Built<PhraseWord> {
        let mut word = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_or => {}
            Rule::phrase_word => fill!(self, pair, word, self.phrase_word(part, true)?),
        });
        self.found(word, &pair)
    }

    fn filter(&mut self, pair: Pair<'_, Rule>, whole: Option<&Pair<'_, Rule>>) -> Built<Expr> {
        let mut filter = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_where => {}
            Rule::expr => {
                let expr = self.expr(part.clone());
                if !matches!(expr.kind, ExprKind::Error(_)) {
                    self.refuse_open_filter(&part, whole);
                }
                fill!(self, pair, filter, expr);
            }
        });
        self.found(filter, &pair)
    }

    fn phrase_word(&mut self, pair: Pair<'_, Rule>, after_or: bool) -> Built<PhraseWord> {
        let path = self.only_child(pair)?;
        rule_of!(self, path {
            Rule::path => Ok(PhraseWord { path: self.path(&path), after_or }),
        })
    }

    fn window(&mut self, pair: Pair<'_, Rule>) -> Built<Window> {
        let span = self.span(&pair);
        let inner = self.only_child(pair)?;
        let kind = rule_of!(self, inner {
            Rule::window_within => self.window_within(inner),
            Rule::window_distance => self.window_distance(inner),
            Rule::window_next => self.window_next(inner),
            Rule::window_edge => self.window_edge(inner),
            Rule::window_between => self.window_between(inner),
        })?;
        Ok(Window { kind, span })
    }

    /// A length, written out or a value.
    pub(super) fn length_value(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let kind = self.only_child(pair).and_then(|inner| {
            rule_of!(self, inner {
                Rule::length => self.length(inner).map(|length| ExprKind::Literal(Literal::Duration(length))),
                Rule::working_days => self.working_days(inner).map(ExprKind::Literal),
                Rule::paren => self.only_child(inner).map(|inner| self.expr(inner).kind),
                Rule::value_path => self.only_child(inner).map(|path| ExprKind::Path(self.path(&path))),
            })
        });
        kind.map_or_else(|reported| broken(span, reported), |kind| Expr { kind, span })
    }

    fn window_within(&mut self, pair: Pair<'_, Rule>) -> Built<WindowKind> {
        let (mut length, mut side, mut anchor) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_within => {}
            Rule::length_value => fill!(self, pair, length, Box::new(self.length_value(part))),
            Rule::kw_before => fill!(self, pair, side, Side::Before),
            Rule::kw_after => fill!(self, pair, side, Side::After),
            Rule::value => fill!(self, pair, anchor, Box::new(self.value(part))),
        });
        let length = self.found(length, &pair)?;
        match (side, anchor) {
            (None, None) => Ok(WindowKind::Ago(Distance::Within, length)),
            (Some(side), Some(anchor)) => Ok(WindowKind::Beside(Distance::Within, side, length, anchor)),
            (None, Some(_)) | (Some(_), None) => Err(self.lost(&pair)),
        }
    }

    /// `more than D ago`, `at least D before t`
    fn window_distance(&mut self, pair: Pair<'_, Rule>) -> Built<WindowKind> {
        let (mut distance, mut length, mut ago, mut side, mut anchor) = (None, None, None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_more => fill!(self, pair, distance, Distance::MoreThan),
            Rule::kw_less => fill!(self, pair, distance, Distance::LessThan),
            Rule::kw_least => fill!(self, pair, distance, Distance::AtLeast),
            Rule::kw_than | Rule::kw_at => {}
            Rule::length_value => fill!(self, pair, length, Box::new(self.length_value(part))),
            Rule::kw_ago => fill!(self, pair, ago, ()),
            Rule::kw_before => fill!(self, pair, side, Side::Before),
            Rule::kw_after => fill!(self, pair, side, Side::After),
            Rule::value => fill!(self, pair, anchor, Box::new(self.value(part))),
        });
        let (distance, length) = (self.found(distance, &pair)?, self.found(length, &pair)?);
        match (ago, side, anchor) {
            (Some(()), None, None) => Ok(WindowKind::Ago(distance, length)),
            (None, Some(side), Some(anchor)) => Ok(WindowKind::Beside(distance, side, length, anchor)),
            (Some(()), ..) | (None, ..) => Err(self.lost(&pair)),
        }
    }

    fn window_next(&mut self, pair: Pair<'_, Rule>) -> Built<WindowKind> {
        let mut length = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_in | Rule::kw_the | Rule::kw_next => {}
            Rule::length_value => fill!(self, pair, length, Box::new(self.length_value(part))),
        });
        Ok(WindowKind::InTheNext(self.found(length, &pair)?))
    }

    /// `before t`, `after t`, `since t`
    fn window_edge(&mut self, pair: Pair<'_, Rule>) -> Built<WindowKind> {
        let (mut form, mut edge) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_before => fill!(self, pair, form, EdgeWindow::Before),
            Rule::kw_after => fill!(self, pair, form, EdgeWindow::After),
            Rule::kw_since => fill!(self, pair, form, EdgeWindow::Since),
            Rule::value => fill!(self, pair, edge, Box::new(self.value(part))),
        });
        Ok(WindowKind::Edge(self.found(form, &pair)?, self.found(edge, &pair)?))
    }

    fn window_between(&mut self, pair: Pair<'_, Rule>) -> Built<WindowKind> {
        let mut edges = Vec::new();
        each_part!(self, pair.clone(), part {
            Rule::kw_between | Rule::kw_and => {}
            Rule::value => edges.push(Box::new(self.value(part))),
        });
        let [from, to] = <[Box<Expr>; 2]>::try_from(edges).map_err(|_| self.lost(&pair))?;
        Ok(WindowKind::Between(from, to))
    }
}

pub(super) fn broken(span: Span, reported: Reported) -> Expr {
    Expr { kind: ExprKind::Error(reported), span }
}

/// What joins two operands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Sum(Sign),
    Product,
}
