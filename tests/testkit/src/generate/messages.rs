//! Messages and what they interpolate.

use std::fmt::Write as _;

use super::Generator;
use super::condition::Condition;
use super::scope::Scope;
use super::words;

/// What a message may refer to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The record of the witnesses.
    pub(super) witnesses: Option<usize>,
    /// Whether time can clear it.
    pub(super) clears: bool,
}

impl Context {
    pub(super) fn of(condition: &Condition) -> Self {
        Self { witnesses: condition.witnesses, clears: condition.rises }
    }
}

impl Generator {
    /// One message in each language of the package; those without interpolations are kept in `plain`.
    pub(super) fn messages(
        &mut self,
        scope: &Scope,
        context: Context,
        has_fix: bool,
        plain: &mut Vec<(&'static str, String)>,
    ) -> String {
        let mut text = String::new();
        for language in self.world.packages[scope.package].languages.clone() {
            let text_of_message = self.text_of_message(language, scope, context);
            let _ = write!(text, "    {language} \"{text_of_message}\"");
            if !text_of_message.contains('{') {
                plain.push((language, text_of_message));
            }
            if has_fix {
                let _ = write!(text, " fix \"{}\"", self.text_of_message(language, scope, context));
            }
            if self.dice.chance(15) {
                text.push_str(" link \"https://example.com/way?out=1&in=2\"");
            }
            text.push('\n');
        }
        text
    }

    /// The inside of a text with some interpolations.
    fn text_of_message(&mut self, language: &str, scope: &Scope, context: Context) -> String {
        let mut text = (*self.dice.pick(words::PHRASES)).to_owned();
        while self.dice.chance(35) {
            if let Some(piece) = self.interpolation(language, scope, context) {
                let _ = write!(text, " {{{piece}}}");
            }
            text.push_str(self.dice.pick::<&str>(words::PHRASES));
        }
        text
    }

    fn interpolation(&mut self, language: &str, scope: &Scope, context: Context) -> Option<String> {
        match (self.dice.below(5), context.witnesses) {
            (0, _) => Some("now".to_owned()),
            (1, _) if context.clears => Some("clears".to_owned()),
            (2, Some(_)) if self.dice.chance(50) => {
                let forms = match language {
                    "zh" => "other [{count} 笔]]]",
                    _ => "one [the one] other [{count} of them, {now}]",
                };
                Some(format!("count: {forms}"))
            }
            (2, Some(_)) => Some("count".to_owned()),
            (3, Some(record)) => {
                let fields = self.world.records[record].fields.iter();
                let shown =
                    fields.filter(|field| field.ty.is_shown()).map(|field| field.name.clone()).collect();
                self.dice.pick_from(shown).map(|field| format!("each {field}"))
            }
            _ => {
                let outer = Scope { elements: Vec::new(), present: Vec::new(), ..scope.clone() };
                let known = outer.reach(&self.world).into_iter();
                let is_shown = |access: &super::scope::Access| {
                    access.ty.as_ref().is_some_and(super::world::Ty::is_shown)
                };
                let paths = known.filter(is_shown).map(|access| access.text).collect();
                self.dice.pick_from(paths)
            }
        }
    }
}
