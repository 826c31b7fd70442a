//! Writing a query: indentation, precedence and comments. What differs from engine to engine is the dialect's.

use std::fmt::Write as _;

use super::dialect::{VARIABLE, Writer, civil, civil_date, plain};
use super::tree::{Expr, Given, Gives, Join, Literal, Query, Select, Source, TRUE, Type, Value};
use crate::ir::Comparison;
use crate::source::turns_direction;

/// Longer conditions are broken into lines.
const WIDTH: usize = 100;

/// How tightly an expression binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Atom,
}

/// The text of a query, without a semicolon.
pub(crate) fn query(query: &Query, writer: &dyn Writer) -> String {
    let printer = Printer { writer };
    let mut text = String::new();
    for line in &query.comment {
        comment(&mut text, "", line);
    }
    text.push_str("WITH\n");
    for (at, part) in query.parts.iter().enumerate() {
        if at > 0 {
            text.push_str(",\n");
        }
        for line in &part.comment {
            comment(&mut text, "", line);
        }
        let planned = if query.kept.contains(&part.name) { writer.kept() } else { writer.inlined() };
        let _ = writeln!(text, "{} AS{planned} (", writer.identifier(&part.name));
        printer.select(&mut text, &part.select, "  ");
        text.push_str("\n)");
    }
    text.push('\n');
    printer.select(&mut text, &query.body, "");
    for select in &query.also {
        text.push_str("\nUNION ALL\n");
        printer.select(&mut text, select, "");
    }
    text.push('\n');
    text
}

/// A line of comment. Nothing in it ends the line or hides what follows: in Spark, a backslash at its end would take in the
/// next line, and what looks like a variable is replaced in comments too.
pub(crate) fn comment(text: &mut String, indent: &str, line: &str) {
    let ends_line =
        |sign: char| sign.is_control() || turns_direction(sign) || matches!(sign, '\u{2028}' | '\u{2029}');
    let line: String = line.chars().map(|sign| if ends_line(sign) { ' ' } else { sign }).collect();
    // `##[group]` in a line is a command to some build servers, which show what runs there.
    let line = line.replace("##", "# #");
    let line = line.replace(VARIABLE, "$ {");
    let _ = writeln!(text, "{indent}-- {}", line.trim().trim_end_matches(['\\', ' ']));
}

/// The text of one `SELECT` alone.
pub(crate) fn select(select: &Select, writer: &dyn Writer) -> String {
    let mut text = String::new();
    Printer { writer }.select(&mut text, select, "");
    text
}

struct Printer<'w> {
    writer: &'w dyn Writer,
}

impl Printer<'_> {
    fn select(&self, text: &mut String, select: &Select, indent: &str) {
        let _ = writeln!(text, "{indent}SELECT");
        let mut columns = Vec::new();
        if let Some(all_of) = &select.all_of {
            columns.push(format!("{indent}  {}.*", self.writer.identifier(all_of)));
        }
        for (value, name) in &select.columns {
            let value = self.value(value, &format!("{indent}    "));
            columns.push(format!("{indent}  {value} AS {}", self.writer.identifier(name)));
        }
        text.push_str(&columns.join(",\n"));
        let source = self.source(&select.from, &select.alias);
        let _ = write!(text, "\n{indent}FROM {source}");
        for join in &select.joins {
            let _ = write!(text, "\n{indent}{}", self.join(join));
        }
        if let Some(filter) = &select.filter {
            let _ = write!(text, "\n{indent}WHERE {}", self.expr(filter, indent));
        }
        if !select.group.is_empty() {
            let keys: Vec<String> = select.group.iter().map(|key| self.expr(key, indent)).collect();
            let _ = write!(text, "\n{indent}GROUP BY {}", keys.join(", "));
        }
    }

    fn source(&self, source: &Source, alias: &str) -> String {
        let quoted = self.writer.identifier(alias);
        match source {
            Source::Part(name) if name == alias => quoted,
            Source::Part(name) => format!("{} AS {quoted}", self.writer.identifier(name)),
            Source::Table(name) => {
                let parts: Vec<String> = name.iter().map(|part| self.writer.identifier(part)).collect();
                let table = parts.join(".");
                if table == quoted { table } else { format!("{table} AS {quoted}") }
            }
            Source::Unnested(unnested) => self.writer.unnested(unnested, alias),
        }
    }

    fn join(&self, join: &Join) -> String {
        let source = self.source(&join.source, &join.alias);
        if join.on.is_empty() {
            return format!("CROSS JOIN {source}");
        }
        let kind = if join.outer { "LEFT JOIN" } else { "JOIN" };
        let on: Vec<String> = join
            .on
            .iter()
            .map(|(one, other)| format!("{} = {}", self.expr(one, ""), self.expr(other, "")))
            .collect();
        format!("{kind} {source} ON {}", on.join(" AND "))
    }

    fn value(&self, value: &Value, indent: &str) -> String {
        match value {
            Value::Expr(Expr::Literal(Literal::Unknown)) => "CAST(NULL AS BOOLEAN)".to_owned(),
            Value::Expr(expr) => self.expr(expr, indent),
            Value::Given(given) => self.given(given),
        }
    }

    fn given(&self, given: &Given) -> String {
        let value = self.writer.given(given);
        if given.codes.is_empty() {
            return match (given.minor_units, &given.gives) {
                (true, Gives::Value(Type::Decimal(scale))) if *scale > 0 => {
                    format!("{value} * 0.{}1", "0".repeat(*scale as usize - 1))
                }
                _ => value,
            };
        }
        let branches: Vec<String> = given
            .codes
            .iter()
            .map(|(code, word)| format!("WHEN {} THEN {}", self.literal(code), self.writer.text(word)))
            .collect();
        format!("CASE {value} {} END", branches.join(" "))
    }

    fn literal(&self, literal: &Literal) -> String {
        match literal {
            Literal::Text(text) => self.writer.text(text),
            Literal::Time(micros) => self.writer.time(&civil(*micros)),
            Literal::Date(days) => format!("DATE '{}'", civil_date(*days)),
            other @ (Literal::Unknown | Literal::Bool(_) | Literal::Number(_) | Literal::Decimal(..)) => {
                plain(other).unwrap_or_default()
            }
        }
    }

    fn literals(&self, literals: &[Literal]) -> String {
        literals.iter().map(|literal| self.literal(literal)).collect::<Vec<_>>().join(", ")
    }

    fn expr(&self, expr: &Expr, indent: &str) -> String {
        self.bound(expr, indent).0
    }

    /// An operand of something that binds as `than`; in parentheses if it binds less.
    fn operand(&self, expr: &Expr, than: Binding, indent: &str) -> String {
        let (text, binding) = self.bound(expr, indent);
        if binding <= than { format!("({text})") } else { text }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    fn bound(&self, expr: &Expr, indent: &str) -> (String, Binding) {
        let writer = self.writer;
        let atom = |text: String| (text, Binding::Atom);
        match expr {
            Expr::Column(column) => {
                let name = format!("{}.{}", writer.identifier(&column.of), writer.identifier(&column.name));
                atom(match &column.default {
                    Some(default) => format!("COALESCE({name}, {})", self.literal(default)),
                    None => name,
                })
            }
            Expr::Literal(literal) => atom(self.literal(literal)),
            Expr::Now => atom(writer.now().to_owned()),
            Expr::Not(inner) => match inner.as_ref() {
                Expr::IsNull(of) => (
                    format!("{} IS NOT NULL", self.operand(of, Binding::Comparison, indent)),
                    Binding::Comparison,
                ),
                Expr::In(value, literals) if !literals.is_empty() => {
                    (self.membership(value, literals, ["<>", "NOT IN"], indent), Binding::Comparison)
                }
                inner => (format!("NOT {}", self.operand(inner, Binding::Not, indent)), Binding::Not),
            },
            Expr::And(parts) => (self.junction(parts, "AND", Binding::And, indent), Binding::And),
            Expr::Or(parts) => (self.junction(parts, "OR", Binding::Or, indent), Binding::Or),
            Expr::Compare(comparison, left, right) => {
                let left = self.operand(left, Binding::Comparison, indent);
                let right = self.operand(right, Binding::Comparison, indent);
                (format!("{left} {} {right}", sign(*comparison)), Binding::Comparison)
            }
            Expr::In(_, literals) if literals.is_empty() => atom("FALSE".to_owned()),
            Expr::In(value, literals) => {
                (self.membership(value, literals, ["=", "IN"], indent), Binding::Comparison)
            }
            Expr::IsNull(of) => {
                (format!("{} IS NULL", self.operand(of, Binding::Comparison, indent)), Binding::Comparison)
            }
            Expr::Case(branches, None) if branches.is_empty() => {
                atom(format!("CAST(NULL AS {})", writer.ty(&Type::Time)))
            }
            Expr::Case(branches, otherwise) => atom(self.case(branches, otherwise.as_deref(), indent)),
            Expr::Coalesce(inner, literal) => {
                atom(format!("COALESCE({}, {})", self.expr(inner, indent), self.literal(literal)))
            }
            Expr::Extreme(end, parts) => atom(self.call(
                writer.extreme_of(*end),
                parts.iter().map(|part| self.expr(part, &deeper(indent))).collect(),
                indent,
            )),
            Expr::Sum(minus, ty, left, right) => {
                let operator = if *minus { "-" } else { "+" };
                let left = self.operand(left, Binding::Comparison, indent);
                let right = self.operand(right, Binding::Sum, indent);
                (writer.sum(operator, ty, &left, &right), Binding::Sum)
            }
            Expr::Product(ty, left, right) => {
                let left = self.operand(left, Binding::Sum, indent);
                let right = self.operand(right, Binding::Sum, indent);
                atom(format!("({})", writer.product(ty, &left, &right)))
            }
            Expr::Widen(inner, ty) => {
                atom(format!("CAST({} AS {})", self.expr(inner, indent), writer.ty(ty)))
            }
            Expr::Amount(inner, currency) => {
                let exact = writer.ty(&Type::Decimal(currency.minor_digits()));
                let digits = format!(
                    "CAST(CAST({} AS {exact}) AS {})",
                    self.expr(inner, indent),
                    writer.ty(&Type::Text)
                );
                atom(format!("({digits} || {})", writer.text(&format!(" {currency}"))))
            }
            Expr::Shift(inner, by) => {
                atom(writer.calendar().shift(&self.operand(inner, Binding::Sum, indent), by))
            }
            Expr::ShiftDay(inner, by) => {
                atom(writer.calendar().shift_day(&self.operand(inner, Binding::Sum, indent), by))
            }
            Expr::Day(inner, edge, zone) => {
                atom(writer.calendar().day(&self.operand(inner, Binding::Sum, indent), *edge, *zone))
            }
            Expr::DateOf(inner, zone) => {
                atom(writer.calendar().date_of(&self.operand(inner, Binding::Sum, indent), *zone))
            }
            Expr::PeriodEdge(inner, edge, period) => {
                let date = self.operand(inner, Binding::Sum, indent);
                atom(writer.calendar().period_edge(&date, *edge, *period))
            }
            Expr::Next(inner, day) => {
                atom(writer.calendar().next(&self.operand(inner, Binding::Sum, indent), *day))
            }
            Expr::Contains(set, member) => {
                let (set, member) = (self.expr(set, indent), self.operand(member, Binding::Sum, indent));
                atom(writer.contains(&set, &member))
            }
            Expr::Members(set, known) => {
                atom(writer.members(&self.operand(set, Binding::Sum, indent), *known))
            }
            Expr::StartsWith(text, prefix) => {
                let text = self.operand(text, Binding::Sum, indent);
                atom(writer.starts_with(&text, &writer.text(prefix)))
            }
            Expr::Checked(set, words) => atom(writer.checked(&self.expr(set, indent), &self.literals(words))),
            Expr::Aggregate { function, of, when } => {
                let of = of.as_ref().map(|of| self.expr(of, indent));
                let when = (**when != TRUE).then(|| self.expr(when, indent));
                atom(writer.aggregate(*function, of.as_deref(), when.as_deref()))
            }
            Expr::Names(names) => atom(self.names(names, indent)),
            Expr::JsonTexts(texts) if texts.is_empty() => atom(writer.text("[]")),
            Expr::JsonTexts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| self.expr(text, indent)).collect();
                atom(writer.json_texts(&texts.join(", ")))
            }
        }
    }

    /// A value beside the only literal, or beside several.
    fn membership(&self, value: &Expr, literals: &[Literal], signs: [&str; 2], indent: &str) -> String {
        let value = self.operand(value, Binding::Comparison, indent);
        let [sign, word] = signs;
        match literals {
            [one] => format!("{value} {sign} {}", self.literal(one)),
            many => format!("{value} {word} ({})", self.literals(many)),
        }
    }

    fn junction(&self, parts: &[Expr], word: &str, binding: Binding, indent: &str) -> String {
        let inner = deeper(indent);
        let parts: Vec<String> = parts.iter().map(|part| self.operand(part, binding, &inner)).collect();
        match is_short(&parts) {
            true => parts.join(&format!(" {word} ")),
            false => parts.join(&format!("\n{inner}{word} ")),
        }
    }

    fn case(&self, branches: &[(Expr, Expr)], otherwise: Option<&Expr>, indent: &str) -> String {
        let inner = deeper(indent);
        let mut lines: Vec<String> = branches
            .iter()
            .map(|(when, then)| format!("WHEN {} THEN {}", self.expr(when, &inner), self.expr(then, &inner)))
            .collect();
        lines.extend(otherwise.map(|otherwise| format!("ELSE {}", self.expr(otherwise, &inner))));
        match is_short(&lines) {
            true => format!("CASE {} END", lines.join(" ")),
            false => format!("CASE\n{inner}{}\n{indent}END", lines.join(&format!("\n{inner}"))),
        }
    }

    fn names(&self, names: &[(Expr, String)], indent: &str) -> String {
        if names.is_empty() {
            return self.writer.text("");
        }
        let mut arguments = vec![self.writer.text(",")];
        for (when, name) in names {
            arguments.push(format!(
                "CASE WHEN {} THEN {} END",
                self.expr(when, indent),
                self.writer.text(name)
            ));
        }
        self.call("concat_ws", arguments, indent)
    }

    fn call(&self, name: &str, arguments: Vec<String>, indent: &str) -> String {
        let inner = deeper(indent);
        match is_short(&arguments) {
            true => format!("{name}({})", arguments.join(", ")),
            false => format!("{name}(\n{inner}{}\n{indent})", arguments.join(&format!(",\n{inner}"))),
        }
    }
}

fn deeper(indent: &str) -> String {
    format!("{indent}  ")
}

fn is_short(parts: &[String]) -> bool {
    parts.iter().map(|part| part.chars().count() + 2).sum::<usize>() <= WIDTH
        && !parts.iter().any(|part| part.contains('\n'))
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
