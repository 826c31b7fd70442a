//! A verdict as one self-contained page of HTML, for the person it concerns: no script, nothing fetched, everything
//! that comes from facts or policies escaped.

mod timeline;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::harmless::harmless;
use super::verdict::{
    acts_at, clears, deadlines, decided_by, facts, is_to_be_sent, laws, needing, notice_standing,
    particulars, plans, refusing, said, sentences, standing,
};
use super::wording::Wording;
use super::words::fill;
use crate::eval::{FailedRequirement, MessageText, PlanItem, Verdict, Witness};
use crate::facts::Id;
use crate::ir::address::may_be_followed;
use crate::ir::calendar;

const STYLE: &str = include_str!("html/style.css");
/// Nothing is run and nothing is fetched, whatever might slip through.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Verdict {
    /// The verdict as one self-contained page of HTML for the holder of the account: no script, nothing fetched, everything
    /// from facts and policies escaped. Messages are in `language` (a tag such as `en`) if the policy has it, otherwise in its
    /// default language. Needs the feature `render`.
    #[must_use]
    pub fn to_html(&self, id: Option<&Id>, language: &str) -> String {
        verdict_html(id, self, language)
    }
}

/// The verdict as a page in `language`, on the account of that id.
#[must_use]
pub fn verdict_html(id: Option<&Id>, verdict: &Verdict, language: &str) -> String {
    let words = &Wording::of(&verdict.names, language);
    let page = Page { verdict, language: words.language, words };
    let headline = words.headline(verdict.status);
    let [program, versions] = decided_by(verdict, words);
    html! {
        (DOCTYPE)
        html lang=(words.language) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (headline) " · " (words.policy(&verdict.policy)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main class=(verdict.status.word()) {
                    (page.header(id, headline))
                    (page.requirements())
                    (page.missing())
                    (page.warnings())
                    (page.deadlines())
                    (page.notices())
                    (page.data())
                    (timeline::timeline(verdict, words))
                }
                footer {
                    p { (fill(words.zone, verdict.zone)) }
                    p.provenance { (program) br; (versions) }
                }
            }
        }
    }
    .into_string()
}

/// What every part of the page draws on.
struct Page<'a> {
    verdict: &'a Verdict,
    language: &'a str,
    words: &'a Wording<'a>,
}

impl Page<'_> {
    fn header(&self, id: Option<&Id>, headline: &str) -> Markup {
        let (verdict, words) = (self.verdict, self.words);
        html! {
            header {
                p.about {
                    @if let Some(id) = id { (text(&fill(words.account, id))) " · " }
                    (words.policy(&verdict.policy)) " · "
                    time datetime=(calendar::rfc3339(verdict.now, verdict.zone)) {
                        (calendar::day_and_time(verdict.now, verdict.zone))
                    }
                }
                h1 { (headline) }
                p.meaning { (words.meaning(verdict.status)) }
                @for sentence in sentences(verdict, words) { p { (text(&sentence)) } }
                @for law in laws(verdict) { p.law { (text(&fill(words.law, law))) } }
                @if let Some(why) = &verdict.inapplicable {
                    (self.witnesses(why.witnesses(), verdict.left_out.inapplicable))
                }
            }
        }
    }

    fn requirements(&self) -> Markup {
        self.section("requirements", self.words.requirements, !self.verdict.failed.is_empty(), || {
            html! {
                ol.reasons { @for failure in &self.verdict.failed { (self.failure(failure)) } }
            }
        })
    }

    fn failure(&self, failure: &FailedRequirement) -> Markup {
        let words = self.words;
        html! {
            li {
                @match said(&failure.messages, self.language) {
                    Some(said) => (self.message(said)),
                    None => p.says { (failure.requirement) },
                }
                p.clears { (clears(&failure.clears, self.verdict.zone, words)) }
                @if let Some(otherwise) = &failure.otherwise { p { (text(&fill(words.otherwise, words.outcome_named(otherwise)))) } }
                (self.witnesses(&failure.witnesses, failure.left_out))
                @for law in failure.law.iter().chain(&failure.row_laws) { p.law { (text(&fill(words.law, law))) } }
                @if !failure.ways.is_empty() { p { (words.ways) } }
                @for way in &failure.ways {
                    div.through {
                        p { code { (way.way) } " " (clears(&way.clears, self.verdict.zone, words)) }
                        ul.reasons { @for failure in &way.failed { (self.failure(failure)) } }
                        @if !way.unknown.is_empty() {
                            p { (text(&fill(words.unknown_parts, way.unknown.join(words.comma)))) }
                        }
                    }
                }
                @for refusal in &failure.through {
                    div.through {
                        p { (text(&refusing(refusal, words))) }
                        ul.reasons { @for failure in &refusal.failed { (self.failure(failure)) } }
                    }
                }
                p.name { code { (failure.requirement) } }
            }
        }
    }

    /// A message in its own language, which may be another than the page's.
    fn message(&self, said: &MessageText) -> Markup {
        html! {
            div lang=[(said.language != self.words.language).then_some(&said.language)] {
                p.says { (text(&said.text)) }
                @if let Some(fix) = &said.fix { p.fix { (text(fix)) } }
                @if let Some(link) = &said.link {
                    p {
                        @if may_be_followed(link) { a href=(link) rel="noreferrer noopener" { (link) } } @else { (text(link)) }
                    }
                }
            }
        }
    }

    fn witnesses(&self, witnesses: &[Witness], left_out: usize) -> Markup {
        html! {
            @if !witnesses.is_empty() {
                ul.witnesses aria-label=(self.words.blocked_by) {
                    @for witness in witnesses {
                        li { (self.path(&witness.path)) " " (text(&facts(witness, self.language, self.words))) }
                    }
                    @if left_out > 0 { li { (fill(self.words.more, left_out)) } }
                }
            }
        }
    }

    fn missing(&self) -> Markup {
        let (verdict, words) = (self.verdict, self.words);
        self.section("missing", words.missing, !verdict.missing.is_empty(), || {
            html! {
                ul {
                    @for missing in &verdict.missing {
                        li {
                            (self.path(&missing.path)) " "
                            (fill(words.needed_for, needing(&missing.needed_for, words)))
                        }
                    }
                    @if verdict.left_out.missing > 0 { li { (fill(words.more, verdict.left_out.missing)) } }
                }
            }
        })
    }

    fn warnings(&self) -> Markup {
        let (verdict, words) = (self.verdict, self.words);
        self.section("warnings", words.warnings, !verdict.warnings.is_empty(), || {
            html! {
                ul {
                    @for warning in &verdict.warnings {
                        li {
                            @if !warning.is_certain { p.may { (fill(words.may_apply, "").trim_end()) } }
                            @match said(&warning.messages, self.language) {
                                Some(said) => (self.message(said)),
                                None => (warning.warning),
                            }
                            @for law in warning.law.iter().chain(&warning.row_laws) { p.law { (text(&fill(words.law, law))) } }
                        }
                    }
                }
            }
        })
    }

    fn deadlines(&self) -> Markup {
        let (verdict, words) = (self.verdict, self.words);
        self.section("deadlines", words.deadlines, deadlines(verdict).next().is_some(), || {
            html! {
                ul {
                    @for deadline in deadlines(verdict) {
                        li { code { (deadline.deadline) } " " (text(&standing(verdict, deadline, words))) }
                    }
                }
            }
        })
    }

    fn notices(&self) -> Markup {
        let (verdict, words) = (self.verdict, self.words);
        self.section("notices", words.notices, !verdict.notices.is_empty(), || {
            html! {
                ul {
                    @for notice in &verdict.notices {
                        li {
                            code { (notice.notice) } " " (text(&notice_standing(verdict, notice, words)))
                            @if is_to_be_sent(verdict, notice) {
                                @if let Some(said) = said(&notice.messages, self.language) { (self.message(said)) }
                            }
                        }
                    }
                }
                @if let Some(sentence) = acts_at(verdict, words) { p { (text(&sentence)) } }
            }
        })
    }

    fn data(&self) -> Markup {
        html! {
            @for (heading, plan) in plans(self.verdict, self.words) {
                (self.section("data", heading, true, || html! {
                    ul.data { @for item in &plan.items { (self.item(item)) } }
                }))
            }
        }
    }

    fn item(&self, item: &PlanItem) -> Markup {
        let (zone, words) = (self.verdict.zone, self.words);
        html! {
            li {
                (self.path(&item.path)) " " strong { (words.done(item)) }
                @for text in particulars(item, zone, words) { " " (text) }
                @for law in item.law.iter().chain(&item.row_laws) { p.law { (text(&fill(words.law, law))) } }
            }
        }
    }

    /// A path of facts: in words, or as it is named in the policy.
    fn path(&self, path: &str) -> Markup {
        match self.words.path(path) {
            Cow::Owned(words) => text(&words),
            Cow::Borrowed(same) if same == path => html! { code { (path) } },
            Cow::Borrowed(words) => html! { (words) },
        }
    }

    fn section(&self, id: &str, heading: &str, is_there: bool, content: impl FnOnce() -> Markup) -> Markup {
        html! {
            @if is_there { section aria-labelledby=(id) { h2 id=(id) { (heading) } (content()) } }
        }
    }
}

/// Text that may stem from facts.
fn text(text: &str) -> Markup {
    html! { (harmless(text)) }
}
