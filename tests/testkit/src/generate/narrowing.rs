//! Uses of optional values after conditions that may show them to be present.

use std::fmt::Write as _;

use super::scope::{Access, Scope};
use super::words;
use super::world::Ty;
use super::world::World;
use super::{Generated, Generator};
use crate::Dice;

/// An optional value that is used where a condition has one of its truths.
#[derive(Debug, Clone)]
pub struct Use {
    /// A policy that uses the value: the checker accepts it if the value is shown to be present.
    pub using: String,
    /// The same policy, which asks whether the value is absent where the other one uses it. If the other one is accepted,
    /// its only requirement is never true.
    pub absent: String,
}

/// The name of the policy of a [`Use`].
pub const POLICY: &str = "uses_it";

/// A random program, and uses that may be added to its last file, one at a time.
#[must_use]
pub fn uses(seed: u64, count: usize) -> (Vec<Generated>, Vec<Use>) {
    let mut generator = Generator { dice: Dice::new(seed), world: World::default(), rows_left: 1 };
    let files = generator.package();
    let uses = (0..count).filter_map(|_| generator.use_of_optional()).collect();
    (files, uses)
}

/// A value that may be absent.
struct Optional {
    text: String,
    is_moment: bool,
    /// The phrase of its elements, where it is an extreme.
    elements: Option<String>,
}

impl Generator {
    fn use_of_optional(&mut self) -> Option<Use> {
        let request = self.world.packages[0].request.is_some();
        let mut scope = Scope { package: 0, request, elements: Vec::new(), present: Vec::new() };
        let mut around = String::new();
        let depth = *self.dice.pick(&[0, 0, 1, 1, 2]);
        for _ in 0..depth {
            let phrase = self.phrase(&scope, 0)?;
            let _ = write!(around, "some {} where ", phrase.text);
            scope = phrase.inner;
        }
        let value = self.optional(&scope)?;
        let shown = self.about_presence(&scope, &value, 2);
        let further = match self.dice.chance(30) {
            true => self
                .phrase(&scope, 0)
                .filter(|phrase| !self.takes_name(&phrase.inner, &value.text))
                .map(|phrase| format!("some {} where ", phrase.text)),
            false => None,
        };
        let further = further.unwrap_or_default();
        let text = &value.text;
        let where_true = self.dice.chance(60);
        let using = match where_true {
            true => format!("({shown}) and {further}({text} is {text})"),
            false => format!("({shown}) or {further}({text} is {text})"),
        };
        let holds = if where_true { shown.clone() } else { format!("not ({shown})") };
        let absent = format!("({holds}) and {further}({text} is absent)");
        let (mut before, mut used_as) = (String::new(), shown.clone());
        // Behind a name, the checker has only what it noted of the definition.
        if depth == 0 && self.dice.chance(30) {
            before = format!("condition shown_by_name = ({shown})\n");
            used_as = "shown_by_name".to_owned();
        }
        let using = using.replacen(&format!("({shown})"), &format!("({used_as})"), 1);
        Some(Use {
            using: format!("\n{before}{}", self.requiring(&around, &using)),
            absent: self.requiring(&around, &absent),
        })
    }

    /// Whether the innermost element has a field of its own by a name in the text.
    fn takes_name(&self, inner: &Scope, text: &str) -> bool {
        let named: Vec<&str> = text.split(['.', ' ', '(', ')']).collect();
        let fields = inner.reach_element(&self.world);
        fields.iter().any(|it| it.text.split('.').next().is_some_and(|first| named.contains(&first)))
    }

    /// A policy with one requirement.
    fn requiring(&self, around: &str, condition: &str) -> String {
        let languages = &self.world.packages[0].languages;
        let messages: String =
            languages.iter().map(|language| format!(" {language} \".\" fix \".\"")).collect();
        // One that leaves would have to say what becomes of the data.
        let outcome = words::STAYING[0];
        format!(
            "policy {POLICY} on request {{ require it: {around}({condition}){messages} outcome {outcome} }}\n"
        )
    }

    /// A value in scope that may be absent: a fact, or an extreme.
    fn optional(&mut self, scope: &Scope) -> Option<Optional> {
        if self.dice.chance(50) {
            let phrase = self.phrase(scope, 0)?;
            let is_field = |ty: &Ty| ty.is_ordered();
            let known = phrase.inner.reach_element(&self.world).into_iter();
            let fields: Vec<Access> = known.filter(|it| it.ty.as_ref().is_some_and(is_field)).collect();
            let field = self.dice.pick_from(fields)?;
            let is_moment = field.ty.as_ref().is_some_and(Ty::is_moment);
            let words = if is_moment { ["latest", "earliest"] } else { ["largest", "smallest"] };
            let word = *self.dice.pick(&words);
            let text = format!("({word} {} of {})", field.text, phrase.text);
            return Some(Optional { text, is_moment, elements: Some(phrase.text) });
        }
        let is_usable = |access: &Access| {
            let is_single = access.ty.as_ref().is_some_and(|ty| {
                matches!(ty, Ty::Bool | Ty::Int | Ty::Decimal | Ty::Text | Ty::Money(_) | Ty::Time | Ty::Date)
            });
            access.optional && is_single
        };
        let known = scope.reach(&self.world).into_iter().filter(is_usable).collect();
        let access: Access = self.dice.pick_from(known)?;
        let is_moment = access.ty.as_ref().is_some_and(Ty::is_moment);
        Some(Optional { text: access.text, is_moment, elements: None })
    }

    /// A condition that may say something of whether the value is present.
    fn about_presence(&mut self, scope: &Scope, value: &Optional, depth: usize) -> String {
        if depth == 0 || self.dice.chance(25) {
            return self.hint_of_presence(scope, value);
        }
        let one = self.about_presence(scope, value, depth - 1);
        let other = self.about_presence(scope, value, depth - 1);
        match self.dice.below(6) {
            0 | 1 => format!("({one}) and ({other})"),
            2 | 3 => format!("({one}) or ({other})"),
            4 => format!("not ({one})"),
            _ => format!("if ({one}) then ({other})"),
        }
    }

    fn hint_of_presence(&mut self, scope: &Scope, value: &Optional) -> String {
        let text = &value.text;
        match (self.dice.below(8), &value.elements) {
            (0 | 1, None) | (0, Some(_)) => format!("{text} is present"),
            (2, None) | (1, Some(_)) => format!("{text} is absent"),
            (3 | 4, None) if value.is_moment => {
                let (window, _) = self.window(scope, 0);
                format!("{text} {window}")
            }
            (2..=5, Some(elements)) => {
                let count = self.dice.below(3);
                let quantifier = match self.dice.below(5) {
                    0 => "no".to_owned(),
                    1 => "some".to_owned(),
                    2 => format!("at least {count}"),
                    3 => format!("at most {count}"),
                    _ => format!("exactly {count}"),
                };
                format!("{quantifier} {elements}")
            }
            _ => self.condition(scope, 1).text,
        }
    }
}
