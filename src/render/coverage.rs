//! What tests exercise: a table for people, the gaps one a line, and lcov for tools.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::table::table;
use crate::diagnostic::messages::reports;
use crate::diagnostic::{Language, Message};
use crate::suite::coverage::{Coverage, Kind, Point, PolicyCoverage, Share};

/// The columns of a table of coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverageColumns {
    /// Requirements, tests, and the share of all points.
    Total,
    /// The share of each kind of point as well.
    EachKind,
}

/// A row a package: its requirements, its tests, and how many of the sides of its points they exercise.
#[must_use]
pub fn coverage_table(coverage: &Coverage, columns: CoverageColumns, language: Language) -> String {
    let kinds: &[Kind] = match columns {
        CoverageColumns::Total => &[],
        CoverageColumns::EachKind => &Kind::ALL,
    };
    let mut heads = vec![reports::system(), reports::requirements(), reports::tests()];
    heads.extend(kinds.iter().map(|kind| kind.words()));
    heads.push(reports::branches());
    let mut rows = vec![heads.iter().map(|head| head.text(language)).collect()];
    for (package, policies) in by_package(coverage) {
        let sum =
            |of: fn(&PolicyCoverage) -> usize| policies.iter().map(|it| of(it)).sum::<usize>().to_string();
        let share = |is_wanted: &dyn Fn(Kind) -> bool| {
            policies.iter().map(|it| it.share(is_wanted)).fold(Share::default(), Share::and)
        };
        let mut row = vec![package.to_owned(), sum(|it| it.requirements), sum(|it| it.tests)];
        row.extend(kinds.iter().map(|kind| counted(share(&|other| other == *kind))));
        let all = share(&|_| true);
        row.push(format!("{} {:>3} %", counted(all), all.percent()));
        rows.push(row);
    }
    table(&rows)
}

fn by_package(coverage: &Coverage) -> Vec<(&str, Vec<&PolicyCoverage>)> {
    let mut packages: BTreeMap<&str, Vec<&PolicyCoverage>> = BTreeMap::new();
    for policy in &coverage.policies {
        packages.entry(&policy.package).or_default().push(policy);
    }
    packages.into_iter().collect()
}

fn counted(share: Share) -> String {
    if share.all == 0 { "-".to_owned() } else { format!("{}/{}", share.hit, share.all) }
}

/// What was never the case, a line each: place, policy, what it belongs to, what was never so.
#[must_use]
pub fn coverage_gaps(coverage: &Coverage, language: Language) -> String {
    let mut text = String::new();
    for (policy, point) in coverage.gaps() {
        for side in point.sides.iter().filter(|side| side.hits == 0) {
            let place = match point.position {
                Some((line, column)) => format!("{}:{line}:{column}", point.file),
                None => point.file.clone(),
            };
            let never = never(point, &side.words).text(language);
            let _ = writeln!(text, "{place}: {} {}: {never}", policy.policy, point.owner);
        }
    }
    text
}

fn never(point: &Point, side: &Message) -> Message {
    let condition = || match &point.text {
        Some(text) => Message::code(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => reports::the_condition(),
    };
    match point.kind {
        Kind::When | Kind::Requirement | Kind::Warning => reports::no_test_in_which_it(side),
        Kind::Deadline => reports::no_test_in_which_it_is(side),
        Kind::Group | Kind::Condition => reports::no_test_in_which(condition(), side),
        Kind::Boundary => reports::no_test_puts(condition(), side),
        Kind::Grace => reports::no_test_with_grace(side),
        Kind::Message => reports::no_test_expects_message(side),
        Kind::Plan => reports::no_test_expects_item(side),
    }
}

/// The same as an lcov tracefile: requirements and warnings as functions, sides as branches. Points whose text is not
/// available are left out.
#[must_use]
pub fn coverage_lcov(coverage: &Coverage) -> String {
    let mut files: BTreeMap<&str, Vec<(usize, &PolicyCoverage, &Point)>> = BTreeMap::new();
    for policy in &coverage.policies {
        for point in &policy.points {
            if let Some((line, _)) = point.position {
                files.entry(&point.file).or_default().push((line, policy, point));
            }
        }
    }
    let records = files.iter_mut().map(|(file, points)| {
        points.sort_by_key(|(line, ..)| *line);
        record(file, points)
    });
    records.collect()
}

fn record(file: &str, points: &[(usize, &PolicyCoverage, &Point)]) -> String {
    let mut text = format!("TN:\nSF:{file}\n");
    let decisions: Vec<_> = points.iter().filter(|(.., point)| is_decision(point.kind)).collect();
    for (line, policy, point) in &decisions {
        let _ = writeln!(text, "FN:{line},{}.{}", policy.policy, point.owner);
    }
    for (_, policy, point) in &decisions {
        let _ = writeln!(text, "FNDA:{},{}.{}", hits(point), policy.policy, point.owner);
    }
    let run = decisions.iter().filter(|(.., point)| hits(point) > 0).count();
    let _ = writeln!(text, "FNF:{}\nFNH:{run}", decisions.len());
    let mut share = Share::default();
    for (block, (line, _, point)) in points.iter().enumerate() {
        share = share.and(point.share());
        for (branch, side) in point.sides.iter().enumerate() {
            let taken = if hits(point) == 0 { "-".to_owned() } else { side.hits.to_string() };
            let _ = writeln!(text, "BRDA:{line},{block},{branch},{taken}");
        }
    }
    let _ = writeln!(text, "BRF:{}\nBRH:{}", share.all, share.hit);
    let lines: BTreeSet<usize> = points.iter().map(|(line, ..)| *line).collect();
    let mut lines_hit = 0;
    for &line in &lines {
        let times = points.iter().filter(|(at, ..)| *at == line).map(|(.., point)| hits(point)).max();
        lines_hit += usize::from(times > Some(0));
        let _ = writeln!(text, "DA:{line},{}", times.unwrap_or(0));
    }
    let _ = writeln!(text, "LF:{}\nLH:{lines_hit}\nend_of_record", lines.len());
    text
}

fn is_decision(kind: Kind) -> bool {
    matches!(kind, Kind::When | Kind::Group | Kind::Requirement | Kind::Warning | Kind::Deadline | Kind::Plan)
}

fn hits(point: &Point) -> usize {
    point.sides.iter().map(|side| side.hits).sum()
}
