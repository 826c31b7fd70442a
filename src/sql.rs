//! Policies as SQL, for populations that live in a database: one readable query that gives the verdict of each
//! account, three-valued as the evaluator is, in the dialects of DuckDB, PostgreSQL and Spark.
//!
//! Where facts stand is said by a layout, which follows from their shapes (`docs/sql.md`). What a dialect cannot say
//! exactly is refused with a diagnostic; nothing is approximated and nothing left out.

mod accounts;
mod columns;
mod ddl;
mod dialect;
mod mapping;
mod names;
mod options;
mod print;
mod tabulate;
mod template;
mod translate;
mod tree;
mod types;

pub use accounts::{Accounts, KeyRange, Keys};
pub use columns::{Columns, Fact, Holds};
pub use dialect::Dialect;
pub use mapping::Mapping;
pub use options::{Emit, Options, Written};
pub use tabulate::{Row, tabulate};

use std::borrow::Cow;

use crate::diagnostic::messages::{check_plans, sql as messages};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flat::layout::Layout;
use crate::ir::{Placed, PolicyId, Program};
use crate::source::Span;
use dialect::Writer;
use translate::Translated;

/// Writes a policy as SQL.
#[must_use]
pub fn to_sql(program: &Program, policy: PolicyId, options: &Options<'_>) -> Written {
    let layout = match layout(program, policy) {
        Ok(layout) => layout,
        Err(refused) => return Written { text: None, diagnostics: refused },
    };
    let writer = options.dialect.writer();
    match options.emit {
        Emit::Tables => return as_read(ddl::tables(&layout, options.dialect), Vec::new(), writer),
        Emit::Mapping => {
            let text = template::mapping(&layout, &program.policy_name(policy));
            return Written { text: Some(text), diagnostics: Vec::new() };
        }
        Emit::Query | Emit::Plan | Emit::Due | Emit::Summary | Emit::View(_) => {}
    }
    let refused = no_plan(program, policy, options);
    if !refused.is_empty() {
        return Written { text: None, diagnostics: refused };
    }
    let mapping = match mapping_of(program, policy, &layout, options) {
        Ok(mapping) => mapping,
        Err(refused) => return Written { text: None, diagnostics: vec![*refused] },
    };
    let options = &Options { mapping: mapping.as_deref(), ..options.clone() };
    let translated = translate::translate(program, policy, &layout, options, output_of(&options.emit));
    let Translated { query: Some(mut query), diagnostics } = translated else {
        return Written { text: None, diagnostics: translated.diagnostics };
    };
    if let Some(mapping) = options.mapping {
        query = match mapping::redirected(query, &layout, mapping, writer) {
            Ok(query) => query,
            Err(found) => return Written { text: None, diagnostics: found },
        };
    }
    let query = print::query(&query, writer);
    let text = match &options.emit {
        Emit::View(name) => format!("CREATE VIEW {} AS\n{query};\n", writer.identifier(name)),
        Emit::Query | Emit::Plan | Emit::Due | Emit::Summary | Emit::Tables | Emit::Mapping => {
            format!("{};\n", query.trim_end())
        }
    };
    debug_assert!(diagnostics.iter().all(|found| found.severity() == Severity::Warning));
    as_read(text, diagnostics, writer)
}

/// The columns of numbers and instants that the policy's query reads, for the engine to be asked for their types.
///
/// # Errors
///
/// What keeps the policy from being written as SQL.
pub fn columns_read(
    program: &Program,
    policy: PolicyId,
    options: &Options<'_>,
) -> Result<Vec<Columns>, Vec<Diagnostic>> {
    let layout = layout(program, policy)?;
    let mapping = mapping_of(program, policy, &layout, options).map_err(|refused| vec![*refused])?;
    let options = &Options { mapping: mapping.as_deref(), ..options.clone() };
    let translated = translate::translate(program, policy, &layout, options, output_of(&options.emit));
    let query = translated.query.ok_or(translated.diagnostics)?;
    columns::columns(&query, &layout, options.mapping, options.dialect.writer())
}

/// The rows that a query gives.
fn output_of(emit: &Emit) -> translate::Output {
    match emit {
        Emit::Summary => translate::Output::Summary,
        Emit::Plan => translate::Output::Plan,
        Emit::Due => translate::Output::Due,
        Emit::Query | Emit::View(_) | Emit::Tables | Emit::Mapping => translate::Output::Accounts,
    }
}

/// Where the facts are that a query reads: of accounts, or of what is left of those that have left.
fn mapping_of<'m>(
    program: &Program,
    policy: PolicyId,
    layout: &Layout,
    options: &Options<'m>,
) -> Result<Option<Cow<'m, Mapping>>, Box<Diagnostic>> {
    match (&options.emit, options.mapping) {
        (Emit::Due, mapping) => {
            let start = mapping.map_or_else(Span::default, |mapping| mapping.start);
            let rests = mapping.and_then(|mapping| mapping.of_rests(program, policy, layout));
            let missing = || {
                let missing = Diagnostic::new(Code::NotMapped, start, messages::no_rests());
                Box::new(missing.label(messages::no_rests_section()).help(messages::add_rests_section()))
            };
            rests.map(|mapping| Some(Cow::Owned(mapping))).ok_or_else(missing)
        }
        (
            Emit::Query | Emit::Plan | Emit::Summary | Emit::View(_) | Emit::Tables | Emit::Mapping,
            Some(mapping),
        ) => match mapping.without_accounts() {
            Some(wrong) => Err(Box::new(wrong)),
            None => Ok(Some(Cow::Borrowed(mapping))),
        },
        (Emit::Query | Emit::Plan | Emit::Summary | Emit::View(_) | Emit::Tables | Emit::Mapping, None) => {
            Ok(None)
        }
    }
}

/// What keeps a policy from having a plan in SQL, whatever its lines are, where one is wanted.
fn no_plan(program: &Program, policy: PolicyId, options: &Options<'_>) -> Vec<Diagnostic> {
    let declared = &program.policies[policy];
    match options.emit {
        Emit::Query | Emit::Summary | Emit::View(_) | Emit::Tables | Emit::Mapping => return Vec::new(),
        Emit::Plan => {}
        Emit::Due if options.dialect == Dialect::Spark => {
            let refused = Diagnostic::new(Code::NotInDialect, Span::default(), messages::no_due_in_spark());
            return vec![refused.note(messages::null_is_missing()).help(messages::judge_rests_otherwise())];
        }
        Emit::Due if declared.data.is_empty() || !declared.leaves => {
            let message = check_plans::nothing_is_left_by(&program.policy_name(policy));
            let refused = Diagnostic::new(Code::NothingLeft, declared.when.origin.span(), message);
            return vec![refused.label(check_plans::nothing_to_keep())];
        }
        Emit::Due => {}
    }
    if declared.data.is_empty() {
        let message = messages::no_plan_in_policy(&program.policy_name(policy));
        let refused = Diagnostic::new(Code::NotInDialect, declared.when.origin.span(), message);
        return vec![refused.help(messages::add_data_block())];
    }
    let items = declared.data.iter().filter(|placed| placed.looks_at_elements());
    let account = program.packages[declared.package].account;
    let without_key = |placed: &Placed, at: usize| {
        let record = program.elements_within(account, &placed.path[..=at]);
        record.is_none_or(|record| program.records[record].key.is_none())
    };
    let collections: Vec<String> = items
        .flat_map(|placed| {
            let names = placed.collections().into_iter().enumerate();
            names.filter(|(at, _)| without_key(placed, *at)).map(|(_, name)| name).collect::<Vec<_>>()
        })
        .collect();
    let without = options.mapping.map(|mapping| mapping::elements_without_keys(mapping, &collections));
    without.unwrap_or_default()
}

/// The layout of a policy's facts, unless they have none.
fn layout(program: &Program, policy: PolicyId) -> Result<Layout, Vec<Diagnostic>> {
    Layout::of(program, policy).map_err(|why| {
        let refused = Diagnostic::new(Code::NotInDialect, Span::default(), messages::no_default_layout());
        vec![refused.note(why).help(messages::rename_or_hold_fewer())]
    })
}

/// What was written, unless the engine would read something else.
fn as_read(text: String, diagnostics: Vec<Diagnostic>, writer: &dyn Writer) -> Written {
    let Some(misread) = writer.misread(&text) else {
        return Written { text: Some(text), diagnostics };
    };
    let refused = Diagnostic::new(Code::NotInDialect, Span::default(), misread.message);
    Written { text: None, diagnostics: vec![refused.note(misread.note).help(misread.help)] }
}
