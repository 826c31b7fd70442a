//! Calendars of working days: what each declares, and which one is meant.

use std::collections::BTreeMap;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::Progress;
use crate::check::suggest::nearest::{near, unknown};
use crate::diagnostic::messages::{check_calendars, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, MOST_EXCEPTIONS, WorkCalendar, WorkDays, calendar::day_number};
use crate::source::Span;
use crate::syntax::ast::{self, CalendarKind, CalendarRule, CalendarRuleKind, DayRange};

/// The days of the week, Monday first.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a calendar may look like.
const EXAMPLE: &str = "calendar NAME { rest saturday, sunday  covers 2026-01-01 to 2026-12-31 }";

/// How a calendar says which days it covers, and how a file does.
const COVERS: &str = "covers 2026-01-01 to 2026-12-31";
pub(super) const COVERS_OF_FILE: &str = "covers = { from = 2026-01-01, to = 2026-12-31 }";

/// What the lines of a calendar say, with where they say it.
#[derive(Default)]
struct Lines {
    rest: [Option<Span>; 7],
    covers: Option<DayRange>,
    /// Whether each day that is named is worked.
    days: BTreeMap<i32, (bool, Span)>,
}

impl<'a> Checker<'a> {
    /// Checks every calendar, used or not.
    pub(in crate::check) fn check_calendars(&mut self) {
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                if let ast::Item::Calendar(calendar) = item {
                    // An error was reported; what follows is checked all the same.
                    let _ = self.calendar(package, calendar);
                }
            }
        }
    }

    /// The calendars without errors, by where their names are declared, in the order of the texts.
    pub(in crate::check) fn sound_calendars(&self) -> Vec<(Span, WorkCalendar)> {
        let mut sound: Vec<(Span, WorkCalendar)> = Vec::new();
        for (&(package, name), lowered) in &self.calendars {
            let declared = self.packages[package].calendars.get(name).map(|it| it.name.span);
            if let (Some(declared), Progress::Done(Ok(calendar))) = (declared, lowered) {
                sound.push((declared, *calendar));
            }
        }
        sound.sort_unstable_by_key(|(declared, _)| *declared);
        sound
    }

    /// The calendar that a length or a date names, or else the package's only one; `at` is where it is asked for.
    pub(in crate::check) fn calendar_named(
        &mut self,
        package: ir::PackageId,
        named: Option<&'a ast::Path>,
        at: Span,
    ) -> Built<WorkCalendar> {
        let Some(path) = named else { return self.only_calendar(package, at) };
        let (owner, name) = match path.names.as_slice() {
            [name] => (package, name),
            [owner, name] => (self.used_package(package, owner)?, name),
            _ => {
                let name = path.names.last().ok_or_else(|| self.lost(path.span, nouns::a_path()))?;
                return Err(self.report(unknown(name, nouns::a_calendar(), None)));
            }
        };
        let Some(calendar) = self.packages[owner].calendars.get(name.text.as_str()).copied() else {
            let known = self.packages[owner].calendars.iter();
            let near = near(&name.text, known.map(|(known, it)| (*known, Some(it.name.span))));
            let is_near = near.is_some();
            let wrong = unknown(name, nouns::a_calendar(), near);
            return Err(self.report(if is_near {
                wrong
            } else {
                wrong.help(check_calendars::from_there_on(&path.to_string()))
            }));
        };
        self.link(name.span, calendar.name.span);
        self.calendar(owner, calendar)
    }

    fn only_calendar(&mut self, package: ir::PackageId, at: Span) -> Built<WorkCalendar> {
        let mut calendars: Vec<&'a ast::Calendar> =
            self.packages[package].calendars.values().copied().collect();
        calendars.sort_by_key(|calendar| (calendar.name.span.file.0, calendar.name.span.start));
        match calendars.as_slice() {
            [] => Err(self.report(
                Diagnostic::new(
                    Code::NoCalendar,
                    at,
                    check_calendars::no_calendar(self.packages[package].name),
                )
                .label(check_calendars::which_days_are_worked())
                .help(check_calendars::declare_one(EXAMPLE)),
            )),
            [only] => {
                self.imply(at, only.name.span);
                self.calendar(package, only)
            }
            [first, ..] => {
                let names: Vec<&str> = calendars.iter().map(|it| it.name.text.as_str()).collect();
                Err(self.report(
                    Diagnostic::new(
                        Code::NoCalendar,
                        at,
                        check_calendars::several_calendars(&names.join("`, `")),
                    )
                    .label(check_calendars::which_days_are_worked())
                    .because(first.name.span, check_calendars::declared_here())
                    .help(check_calendars::name_one_of_them(&first.name.text)),
                ))
            }
        }
    }

    fn calendar(&mut self, package: ir::PackageId, written: &'a ast::Calendar) -> Built<WorkCalendar> {
        let key = (package, written.name.text.as_str());
        match self.calendars.get(&key) {
            Some(Progress::Done(done)) => return *done,
            Some(Progress::Started) => {
                return Err(self.report(
                    Diagnostic::new(
                        Code::SelfReference,
                        written.name.span,
                        check_calendars::made_of_itself(),
                    )
                    .label(check_calendars::leads_back_here()),
                ));
            }
            None => {}
        }
        self.calendars.insert(key, Progress::Started);
        let lowered = match &written.kind {
            CalendarKind::Declared(rules) => self.declared_calendar(written, rules),
            CalendarKind::From(from) => self.calendar_of_file(written, from),
            CalendarKind::Both(of) => self.joint_calendar(package, written, of),
        };
        self.calendars.insert(key, Progress::Done(lowered));
        lowered
    }

    /// The calendar that its lines say, written in braces or in a file.
    pub(super) fn declared_calendar(
        &mut self,
        written: &ast::Calendar,
        rules: &[CalendarRule],
    ) -> Built<WorkCalendar> {
        let mut lines = Lines::default();
        let mut wrong = None;
        for rule in rules {
            if let Err(reported) = self.calendar_line(rule, &mut lines) {
                wrong = Some(reported);
            }
        }
        if let Some(reported) = wrong {
            return Err(reported);
        }
        if let Some(reported) = written.broken {
            return Err(reported);
        }
        let Some(covers) = lines.covers else {
            return Err(self.report(
                Diagnostic::new(Code::CoversNothing, written.name.span, check_calendars::covers_missing())
                    .label(check_calendars::until_when_known())
                    .help(check_calendars::write_covers(match written.kind {
                        CalendarKind::Declared(_) | CalendarKind::Both(_) => COVERS,
                        CalendarKind::From(_) => COVERS_OF_FILE,
                    })),
            ));
        };
        let (first, last) = (day_number(covers.first), day_number(covers.last));
        let outside = lines.days.iter().find(|(day, _)| !(first..=last).contains(*day));
        if let Some((_, (_, at))) = outside {
            return Err(self.report(
                Diagnostic::new(Code::CoversNothing, *at, check_calendars::outside_coverage())
                    .label(check_calendars::not_covered())
                    .because(covers.span, check_calendars::covered_days()),
            ));
        }
        let rest = lines.rest.map(|at| at.is_some());
        if rest == [true; 7] {
            return Err(self.report(
                Diagnostic::new(Code::CoversNothing, written.name.span, check_calendars::every_day_is_rest())
                    .label(check_calendars::nothing_would_end()),
            ));
        }
        let mut days =
            WorkDays { name: written.name.text.clone(), rest, first, last, exceptions: Vec::new() };
        let is_exception = |(day, (is_worked, _)): &(&i32, &(bool, Span))| *is_worked == days.rests(**day);
        days.exceptions = lines.days.iter().filter(is_exception).map(|(day, _)| *day).collect();
        self.made_calendar(days, written)
    }

    fn calendar_line(&mut self, rule: &CalendarRule, lines: &mut Lines) -> Built<()> {
        match &rule.kind {
            CalendarRuleKind::Rest(names) => {
                for name in names {
                    let Some(at) = WEEKDAYS.iter().position(|day| *day == name.text) else {
                        let known = WEEKDAYS.iter().map(|day| (*day, None));
                        let wrong = unknown(name, nouns::day_of_the_week(), near(&name.text, known));
                        return Err(self.report(wrong));
                    };
                    if let Some(first) = lines.rest[at].replace(name.span) {
                        return Err(self.said_twice(name.span, first));
                    }
                }
            }
            CalendarRuleKind::Covers(days) => {
                if let Some(first) = lines.covers.replace(*days) {
                    return Err(self.said_twice(days.span, first.span));
                }
            }
            CalendarRuleKind::Holiday(days, _) => self.name_days(*days, false, lines)?,
            CalendarRuleKind::Working(days, _) => self.name_days(*days, true, lines)?,
        }
        Ok(())
    }

    fn name_days(&mut self, days: DayRange, is_worked: bool, lines: &mut Lines) -> Built<()> {
        let (first, last) = (day_number(days.first), day_number(days.last));
        if lines.days.len() + (last - first) as usize >= MOST_EXCEPTIONS {
            return Err(self.report(
                Diagnostic::new(Code::BadLiteral, days.span, check_calendars::too_many_days())
                    .label(check_calendars::at_most_days(MOST_EXCEPTIONS)),
            ));
        }
        for day in first..=last {
            if let Some((_, first)) = lines.days.insert(day, (is_worked, days.span)) {
                return Err(self.said_twice(days.span, first));
            }
        }
        Ok(())
    }

    fn said_twice(&mut self, span: Span, first: Span) -> crate::diagnostic::Reported {
        self.report(
            Diagnostic::new(Code::SaidTwice, span, check_calendars::day_named_twice())
                .label(check_calendars::named_again())
                .because(first, check_calendars::named_here()),
        )
    }

    /// A calendar of which a day is worked where it is in each of several; it is covered where each of them is.
    fn joint_calendar(
        &mut self,
        package: ir::PackageId,
        written: &'a ast::Calendar,
        of: &'a [ast::Path],
    ) -> Built<WorkCalendar> {
        let mut all = Vec::new();
        for path in of {
            all.push(self.calendar_named(package, Some(path), path.span));
        }
        let all = all.into_iter().map(|calendar| Ok(calendar?.days())).collect::<Built<Vec<_>>>()?;
        let first = all.iter().map(|days| days.first).max().unwrap_or_default();
        let last = all.iter().map(|days| days.last).min().unwrap_or_default();
        if first > last {
            return Err(self.report(
                Diagnostic::new(Code::CoversNothing, written.name.span, check_calendars::nothing_in_common())
                    .label(check_calendars::covered_where_each_is()),
            ));
        }
        let mut rest = [false; 7];
        for (at, is_rest) in rest.iter_mut().enumerate() {
            *is_rest = all.iter().any(|days| days.rest[at]);
        }
        if rest == [true; 7] {
            return Err(self.report(
                Diagnostic::new(Code::CoversNothing, written.name.span, check_calendars::every_day_is_rest())
                    .label(check_calendars::nothing_would_end()),
            ));
        }
        let mut joint =
            WorkDays { name: written.name.text.clone(), rest, first, last, exceptions: Vec::new() };
        let named = all.iter().flat_map(|days| days.exceptions.iter().copied());
        let mut exceptions: Vec<i32> = named.filter(|day| (first..=last).contains(day)).collect();
        exceptions.sort_unstable();
        exceptions.dedup();
        exceptions.retain(|&day| all.iter().all(|days| days.is_worked(day)) == joint.rests(day));
        joint.exceptions = exceptions;
        self.made_calendar(joint, written)
    }

    fn made_calendar(&mut self, days: WorkDays, written: &ast::Calendar) -> Built<WorkCalendar> {
        match WorkCalendar::new(days) {
            Some(calendar) => Ok(calendar),
            None => Err(self.lost(written.span, nouns::a_calendar())),
        }
    }
}
