//! Conditions.

use super::Generator;
use super::scope::{Access, Scope};
use super::world::Ty;

/// The text of a condition.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub(super) text: String,
    form: Form,
    /// Whether its truth certainly depends on `now`, as far as its form shows.
    pub(super) timed: bool,
    /// Whether time alone may surely turn it true, as far as its form shows.
    pub(super) rises: bool,
    /// The record of its witnesses, where it names those of one collection.
    pub(super) witnesses: Option<usize>,
}

/// Where a condition needs no parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As any operand.
    Closed,
    /// As an operand, but not before another: it would take in what follows.
    Open,
    /// Not as an operand.
    Compound,
}

impl Condition {
    fn closed(text: String, timed: bool) -> Self {
        Self { text, form: Form::Closed, timed, rises: false, witnesses: None }
    }

    fn compound(text: String, timed: bool) -> Self {
        Self { form: Form::Compound, ..Self::closed(text, timed) }
    }

    /// This as an operand that may follow another one.
    pub(super) fn last(&self) -> String {
        if self.form == Form::Compound { format!("({})", self.text) } else { self.text.clone() }
    }

    /// This as an operand that another one may follow.
    fn operand(&self) -> String {
        if self.form == Form::Closed { self.text.clone() } else { format!("({})", self.text) }
    }
}

impl Generator {
    /// A condition over what is in scope; `depth` bounds its nesting.
    pub(super) fn condition(&mut self, scope: &Scope, depth: usize) -> Condition {
        if depth == 0 {
            return self.simple(scope, 0);
        }
        match self.dice.below(13) {
            12 => match self.case_condition(scope, depth) {
                Some((text, timed)) => Condition::closed(text, timed),
                None => self.simple(scope, depth),
            },
            0..=2 => self.simple(scope, depth),
            3..=5 => self.quantified(scope, depth).unwrap_or_else(|| self.simple(scope, depth)),
            6 => {
                let inner = self.condition(scope, depth - 1);
                let form = if inner.form == Form::Open { Form::Open } else { Form::Closed };
                let witnesses = inner.witnesses;
                Condition {
                    form,
                    witnesses,
                    ..Condition::closed(format!("not {}", inner.last()), inner.timed)
                }
            }
            7 | 8 => self.junction(scope, depth),
            9 => {
                let (premise, conclusion) =
                    (self.condition(scope, depth - 1), self.condition(scope, depth - 1));
                if_then(&premise.text, &conclusion, premise.timed)
            }
            10 => self.guarded(scope, depth).unwrap_or_else(|| self.simple(scope, depth)),
            _ => self.satisfied(scope).unwrap_or_else(|| self.simple(scope, depth)),
        }
    }

    fn junction(&mut self, scope: &Scope, depth: usize) -> Condition {
        let word = *self.dice.pick(&["and", "or"]);
        let count = *self.dice.pick(&[2, 2, 3]);
        let parts: Vec<Condition> = (0..count).map(|_| self.condition(scope, depth - 1)).collect();
        let timed = parts.iter().any(|part| part.timed);
        let (last, before) =
            parts.split_last().map_or((String::new(), &[][..]), |(last, rest)| (last.last(), rest));
        let before: Vec<String> = before.iter().map(Condition::operand).collect();
        let rises = parts.iter().any(|part| part.rises);
        let text = format!("{} {word} {last}", before.join(&format!(" {word} ")));
        Condition { rises, ..Condition::compound(text, timed) }
    }

    /// A predicate of the value that a path names.
    fn simple(&mut self, scope: &Scope, depth: usize) -> Condition {
        for _ in 0..8 {
            let mut known = scope.reach(&self.world);
            if !scope.elements.is_empty() && self.dice.chance(70) {
                known = scope.reach_element(&self.world);
            }
            if self.dice.chance(15)
                && let Some(condition) = self.named(scope)
            {
                return condition;
            }
            if self.dice.chance(4) {
                return self.dated();
            }
            let Some(access) = self.dice.pick_from(known) else { continue };
            let predicate = if access.optional {
                self.guard(scope, &access, depth)
            } else {
                self.about(scope, &access, depth)
            };
            if let Some(predicate) = predicate {
                return predicate;
            }
        }
        Condition::closed((*self.dice.pick(&["true", "false"])).to_owned(), false)
    }

    /// `now` beside a literal: no fact changes it, also where an account is unknown as a whole.
    pub(super) fn dated(&mut self) -> Condition {
        let comparison = *self.dice.pick(&["<", "<=", ">", ">="]);
        Condition::closed(format!("now {comparison} {}", self.time()), true)
    }

    /// A condition of the package by its name.
    fn named(&mut self, scope: &Scope) -> Option<Condition> {
        let known = self.world.packages[scope.package].conditions.iter();
        let usable = known.filter(|known| scope.request || !known.reads_request).cloned().collect();
        let condition: super::world::Named = self.dice.pick_from(usable)?;
        Some(Condition::closed(condition.name, condition.timed))
    }

    /// A predicate of a value that is present.
    fn about(&mut self, scope: &Scope, access: &Access, depth: usize) -> Option<Condition> {
        let path = &access.text;
        let Some(ty) = &access.ty else { return Some(Condition::closed(path.clone(), access.timed)) };
        match ty {
            Ty::Bool if self.dice.chance(70) => Some(Condition::closed(path.clone(), access.timed)),
            Ty::Time | Ty::Date if self.dice.chance(70) => {
                let extreme = match self.dice.chance(20) {
                    true => self.extreme_with(scope, path, access.timed, (ty, depth)),
                    false => None,
                };
                Some(match extreme {
                    Some(event) => self.windowed(scope, &event.text, event.timed, depth),
                    None => self.windowed(scope, path, access.timed, depth),
                })
            }
            Ty::Record(_) => self.about_record(scope, access, depth),
            Ty::Many(_) => {
                let phrase = self.phrase_over(scope, access, depth)?;
                Some(self.counted(scope, phrase, depth))
            }
            Ty::Set(element) => {
                self.begin_comparison(path);
                let member = self.value(scope, element, depth)?;
                Some(Condition::closed(format!("{} in {path}", member.text), member.timed))
            }
            Ty::Text if self.dice.chance(25) => {
                let literal = self.literal(ty)?;
                let whole = literal.trim_matches('"');
                let some = whole.chars().take(self.dice.below(3)).collect::<String>();
                let prefix = if self.dice.chance(30) { whole.to_owned() } else { some };
                Some(Condition::closed(format!("{path} starts with \"{prefix}\""), access.timed))
            }
            // A length is in nothing but windows and sums.
            Ty::Length => {
                let moment = if self.dice.chance(70) { Ty::Time } else { Ty::Date };
                let time = self.path_value(scope, &moment)?.text;
                Some(match self.dice.below(4) {
                    0 => Condition::closed(format!("{time} within {path}"), true),
                    1 => Condition::closed(format!("{time} at least {path} ago"), true),
                    2 => Condition::closed(format!("{time} in the next ({path})"), true),
                    _ => {
                        let other = self.path_value(scope, &moment)?.text;
                        let sign = *self.dice.pick(&["+", "-"]);
                        Condition::closed(format!("{time} {sign} {path} <= {other}"), false)
                    }
                })
            }
            Ty::OneOf(_) | Ty::Text | Ty::Int | Ty::Money(_) if self.dice.chance(25) => self.listed(path, ty),
            ty @ (Ty::Bool
            | Ty::Int
            | Ty::Decimal
            | Ty::Text
            | Ty::Money(_)
            | Ty::Time
            | Ty::Date
            | Ty::OneOf(_)) => self.compared(scope, path, access.timed, ty, depth),
        }
    }

    fn compared(
        &mut self,
        scope: &Scope,
        path: &str,
        timed: bool,
        ty: &Ty,
        depth: usize,
    ) -> Option<Condition> {
        let mut comparisons = vec!["is", "is not"];
        if ty.is_ordered() {
            comparisons.extend(["<", "<=", ">", ">="]);
        }
        let comparison = *self.dice.pick(&comparisons);
        if *ty == Ty::Time && self.dice.chance(25) {
            return Some(Condition::closed(format!("{path} {comparison} now"), true));
        }
        // A date moved by a fact stands in comparisons only.
        if *ty == Ty::Date
            && self.dice.chance(30)
            && let Some(length) = self.path_value(scope, &Ty::Length)
        {
            let sign = *self.dice.pick(&["+", "-"]);
            let other = self.value(scope, &Ty::Date, 0)?;
            let text = format!("{path} {sign} {} {comparison} {}", length.text, other.text);
            return Some(Condition::closed(text, timed || other.timed));
        }
        self.begin_comparison(path);
        if matches!(ty, Ty::Int | Ty::Decimal | Ty::Money(_)) && self.dice.chance(20) {
            return self.scaled(scope, (path, timed), comparison, (ty, depth));
        }
        let other = self.value(scope, ty, depth)?;
        Some(Condition::closed(format!("{path} {comparison} {}", other.text), timed || other.timed))
    }

    /// A value beside a share or a product.
    fn scaled(
        &mut self,
        scope: &Scope,
        (path, timed): (&str, bool),
        comparison: &str,
        (ty, depth): (&Ty, usize),
    ) -> Option<Condition> {
        let other = self.path_value(scope, ty)?;
        let percent = *self.dice.pick(&["10", "2.5", "100", "-33", "0.01"]);
        let share = format!("{percent} % of {}", other.text);
        let text = match self.dice.below(6) {
            // A whole is exact.
            4 if percent != "100" => {
                let way = *self.dice.pick(&["down", "up", "half even"]);
                format!("{path} {comparison} ({share}) rounded {way}")
            }
            0 | 1 => format!("{path} {comparison} {share}"),
            2 => format!("{share} {comparison} {path}"),
            3 => format!("{path} * {} {comparison} {}", self.dice.pick(&["3", "0.5", "-2"]), other.text),
            _ => {
                let third = self.value(scope, ty, depth.saturating_sub(1))?;
                let word = *self.dice.pick(&["larger", "smaller"]);
                let text = format!("{path} {comparison} {word} of ({share}, {})", third.text);
                return Some(Condition::closed(text, timed || other.timed || third.timed));
            }
        };
        Some(Condition::closed(text, timed || other.timed))
    }

    fn listed(&mut self, path: &str, ty: &Ty) -> Option<Condition> {
        let count = *self.dice.pick(&[1, 2, 3]);
        let mut values = Vec::new();
        for _ in 0..count {
            values.push(self.literal(ty)?);
        }
        let not = *self.dice.pick(&["", "", "not "]);
        Some(Condition::closed(format!("{path} is {not}one of {}", values.join(", ")), false))
    }

    fn windowed(&mut self, scope: &Scope, time: &str, timed: bool, depth: usize) -> Condition {
        self.begin_comparison(time);
        let (window, moves) = self.window(scope, depth);
        Condition::closed(format!("{time} {window}"), timed || moves)
    }

    /// A nested record: one of its fields, or the policies that judge it where it is an account.
    fn about_record(&mut self, scope: &Scope, access: &Access, depth: usize) -> Option<Condition> {
        if self.dice.chance(40)
            && let Some(condition) = self.satisfied_at(scope, access)
        {
            return Some(condition);
        }
        let below = format!("{}.", access.text);
        let inside = scope.reach(&self.world).into_iter().filter(|inner| inner.text.starts_with(&below));
        let inner = self.dice.pick_from(inside.filter(|inner| !inner.optional).collect())?;
        self.about(scope, &inner, depth)
    }

    /// An optional value, looked at only where it is shown to be present.
    fn guard(&mut self, scope: &Scope, access: &Access, depth: usize) -> Option<Condition> {
        let path = &access.text;
        let Some(place) = &access.place else {
            let is_moment = access.ty.as_ref().is_some_and(Ty::is_moment);
            return is_moment.then(|| self.windowed(scope, path, access.timed, depth));
        };
        let narrowed = scope.with_present(place);
        let there = Access { optional: false, ..access.clone() };
        let predicate = self.about(&narrowed, &there, depth);
        let is_time = access.ty.as_ref().is_some_and(Ty::is_moment);
        match (predicate, self.dice.below(8)) {
            (_, 0) => Some(Condition::closed(format!("{path} is present"), false)),
            (_, 1) => Some(Condition::closed(format!("{path} is absent"), false)),
            (_, 2 | 3) if is_time => Some(self.windowed(scope, path, false, depth)),
            (None, _) => None,
            (Some(predicate), 4) => Some(Condition::compound(
                format!("{path} is absent or {}", predicate.last()),
                predicate.timed,
            )),
            (Some(predicate), 5) => Some(if_then(&format!("{path} is present"), &predicate, false)),
            (Some(predicate), 6) if is_time => {
                self.begin_comparison(path);
                let (window, moves) = self.window(scope, depth);
                Some(Condition::compound(
                    format!("{path} {window} and {}", predicate.last()),
                    predicate.timed || moves,
                ))
            }
            (Some(predicate), 6) => Some(Condition::compound(
                format!("not {path} is absent and {}", predicate.last()),
                predicate.timed,
            )),
            (Some(predicate), _) => Some(Condition::compound(
                format!("{path} is present and {}", predicate.last()),
                predicate.timed,
            )),
        }
    }

    /// A condition about two optional values at once, or about an aggregate that may be absent.
    fn guarded(&mut self, scope: &Scope, depth: usize) -> Option<Condition> {
        if self.dice.chance(50) {
            let (value, ty) = self.extreme(scope, depth - 1)?;
            let path = &value.text;
            return Some(match ty {
                Ty::Time | Ty::Date if self.dice.chance(80) => {
                    self.windowed(scope, path, value.timed, depth - 1)
                }
                Ty::Bool
                | Ty::Int
                | Ty::Decimal
                | Ty::Text
                | Ty::Money(_)
                | Ty::Time
                | Ty::Date
                | Ty::Length
                | Ty::OneOf(_)
                | Ty::Set(_)
                | Ty::Many(_)
                | Ty::Record(_) => {
                    let word = *self.dice.pick(&["present", "absent"]);
                    Condition::closed(format!("{path} is {word}"), value.timed)
                }
            });
        }
        let is_optional = |access: &Access| access.optional && access.place.is_some();
        let known: Vec<Access> = scope.reach(&self.world).into_iter().filter(is_optional).collect();
        let (one, other) = (self.dice.pick_from(known.clone())?, self.dice.pick_from(known)?);
        let inner = scope.with_present(one.place.as_ref()?).with_present(other.place.as_ref()?);
        let predicate = self.condition(&inner, depth - 1);
        let (one, other) = (one.text, other.text);
        Some(match self.dice.below(3) {
            0 => {
                let text = format!("not ({one} is absent or {other} is absent) and {}", predicate.last());
                Condition::compound(text, predicate.timed)
            }
            1 => {
                let text = format!("{one} is absent or {other} is absent or {}", predicate.last());
                Condition::compound(text, predicate.timed)
            }
            _ => if_then(&format!("{one} is present and {other} is present"), &predicate, false),
        })
    }

    fn quantified(&mut self, scope: &Scope, depth: usize) -> Option<Condition> {
        let phrase = self.phrase(scope, depth - 1)?;
        Some(self.counted(scope, phrase, depth))
    }

    fn counted(&mut self, scope: &Scope, phrase: super::phrase::Phrase, depth: usize) -> Condition {
        let is_every = self.dice.chance(20);
        if is_every && depth > 0 && !phrase.has_filter && self.dice.chance(60) {
            let claim = match self.policy_of(scope, phrase.record, false).filter(|_| self.dice.chance(50)) {
                Some(policy) => Condition::closed(policy, false),
                None => self.condition(&phrase.inner, depth - 1),
            };
            let text = format!("every {} satisfies {}", phrase.text, claim.last());
            let (form, timed) = (Form::Open, phrase.timed || claim.timed);
            return Condition { form, witnesses: phrase.witnesses, ..Condition::closed(text, timed) };
        }
        let count = self.dice.below(4);
        let quantifier = match self.dice.below(8) {
            _ if is_every && phrase.restricted => "every".to_owned(),
            0..=2 => "no".to_owned(),
            3 | 4 => "some".to_owned(),
            5 => format!("at least {count}"),
            6 => format!("at most {count}"),
            _ => format!("exactly {count}"),
        };
        // A filter, and before `or` a bare noun, takes in what follows.
        let form = if phrase.has_filter || !phrase.has_window { Form::Open } else { Form::Closed };
        let text = format!("{quantifier} {}", phrase.text);
        // Time may bring a count to an exact number from either side. The checker does not count a change of law as a way out.
        let rises = phrase.moves && quantifier.starts_with("exactly") && quantifier != "exactly 0";
        Condition { form, rises, witnesses: phrase.witnesses, ..Condition::closed(text, phrase.timed) }
    }

    /// `account satisfies earlier` or `other satisfies package.policy`.
    fn satisfied(&mut self, scope: &Scope) -> Option<Condition> {
        let is_record = |access: &Access| matches!(access.ty, Some(Ty::Record(_))) && !access.optional;
        let mut subjects: Vec<Access> = scope.reach(&self.world).into_iter().filter(is_record).collect();
        let account = self.world.packages[scope.package].account;
        let root = super::scope::Root::Account;
        subjects.push(Access {
            text: "account".to_owned(),
            ty: Some(Ty::Record(account)),
            optional: false,
            timed: false,
            root,
            place: None,
        });
        while let Some(subject) = self.dice.pick_from(subjects.clone()) {
            if let Some(condition) = self.satisfied_at(scope, &subject) {
                return Some(condition);
            }
            subjects.retain(|other| other.text != subject.text);
        }
        None
    }

    fn satisfied_at(&mut self, scope: &Scope, subject: &Access) -> Option<Condition> {
        let Some(Ty::Record(record)) = subject.ty else { return None };
        let policy = self.policy_of(scope, record, subject.text == "account")?;
        Some(Condition::closed(format!("{} satisfies {policy}", subject.text), false))
    }

    /// A policy or a condition that can be asked of such an account. One that reads the request can be asked only of the
    /// account whose request is available.
    fn policy_of(&mut self, scope: &Scope, record: usize, is_same: bool) -> Option<String> {
        let package = self.world.records[record].package;
        let is_used = package == scope.package || self.world.packages[scope.package].uses.contains(&package);
        if self.world.packages[package].account != record || !is_used {
            return None;
        }
        let owner = &self.world.packages[package];
        let may_read = is_same && scope.request;
        let policies = owner.policies.iter().map(|policy| (&policy.name, policy.reads_request));
        let conditions = owner.conditions.iter().map(|named| (&named.name, named.reads_request));
        let known = policies.chain(conditions).filter(|(_, reads)| may_read || !reads);
        let name = self.dice.pick_from(known.map(|(name, _)| name.clone()).collect())?;
        let package_name = &self.world.packages[package].name;
        Some(if package == scope.package { name } else { format!("{package_name}.{name}") })
    }
}

fn if_then(premise: &str, conclusion: &Condition, timed: bool) -> Condition {
    Condition::compound(format!("if {premise} then {}", conclusion.text), timed || conclusion.timed)
}
