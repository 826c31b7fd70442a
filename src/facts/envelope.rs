//! The envelope of an account's facts: which policy, when, and what is expected to come out.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::Facts;
use super::json::{Json, Kind, Member, composed};
use super::number::{Number, Unfit};
use super::path::Step;
use super::reader::{Purpose, Reader};
use super::scalar::{self, Fault};
use crate::diagnostic::messages::{common, envelope, facts, nouns};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ir::{Expectation, PolicyId, RecordId, Services, Timestamp, Value};
use crate::source::Span;

/// What an envelope may hold.
const KEYS: [&str; 7] = ["policy", "now", "id", "account", "request", "service", "expect"];

/// The facts of one account with what surrounds them.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// Passed through to the verdict.
    pub id: Option<Id>,
    /// The policy to judge by.
    pub policy: PolicyId,
    /// The instant to judge at.
    pub now: Option<Timestamp>,
    /// The facts, of the shapes of the policy's package.
    pub facts: Facts,
    /// What must come out, where the envelope is a test; the origins are places in the JSON text.
    pub expect: Option<Vec<Expectation>>,
}

/// The id of an account: any text or whole number. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Id {
    /// `"u-42"`
    Text(String),
    /// `42`
    Integer(i128),
}

/// Neither is shown: an id is personal data.
impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => out.write_str("Text(..)"),
            Self::Integer(_) => out.write_str("Integer(..)"),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Integer(integer) => integer.fmt(out),
        }
    }
}

impl<'p> Reader<'p> {
    /// Reads an envelope; `None` only where no policy could be found to read it by.
    pub(super) fn envelope(&mut self, asked: Option<PolicyId>, json: &Json<'_>) -> Option<Envelope> {
        let [policy, now, id, account, request, service, expect] = self.parts(json)?;
        let now = now.and_then(|now| self.within(Step::Key("now"), |reader| reader.instant(&now.value)));
        let id = id.and_then(|id| self.within(Step::Key("id"), |reader| reader.id(&id.value)));
        let policy = self.chosen_policy(asked, policy, json.span)?;
        let package = &self.program.packages[self.program.policies[policy].package];
        let (account_shape, request_shape) = (package.account, package.request);
        let account = self.stated("account", account_shape, account, json.span);
        let request = self.request(request_shape, request);
        let services = service.and_then(|service| self.service(policy, service));
        let expect = expect.filter(|expect| !matches!(expect.value.kind, Kind::Null));
        let expect = expect.map(|expect| {
            self.within(Step::Key("expect"), |reader| reader.expectations(policy, &expect.value))
        });
        Some(Envelope { id, policy, now, facts: Facts { account, request, services }, expect })
    }

    /// Reads the account or the request alone out of an envelope.
    pub(super) fn root_alone(
        &mut self,
        root: &'static str,
        shape: RecordId,
        json: &Json<'_>,
    ) -> Option<Value> {
        let parts = self.parts(json)?;
        let given = KEYS.iter().position(|key| *key == root).and_then(|at| parts[at]);
        Some(self.stated(root, shape, given, json.span))
    }

    /// Reads what is known of services, an object a package that declares one.
    pub(super) fn services(&mut self, json: &Json<'_>) -> Option<Services> {
        let declared = self.program.packages.iter_enumerated();
        let declared: Vec<_> = declared
            .filter_map(|(id, package)| Some((id, package.name.as_str(), package.service?)))
            .collect();
        let members = self.members(json)?;
        let given = self.declared(None, declared.len(), |at| declared[at].1, members);
        let stated = declared.iter().zip(given).filter_map(|((id, name, shape), member)| {
            let member = member?;
            Some((*id, self.within(Step::Key(name), |reader| reader.root(*shape, &member.value))))
        });
        Some(stated.collect())
    }

    /// The parts of an envelope, in the order of [`KEYS`].
    fn parts<'j, 't>(&mut self, json: &'j Json<'t>) -> Option<[Option<&'j Member<'t>>; KEYS.len()]> {
        let Kind::Object(members) = &json.kind else {
            let message = envelope::facts_are_object(json.kind.words());
            self.report(
                Diagnostic::new(Code::FactSyntax, json.span, message)
                    .label(facts::this_is(json.kind.words()))
                    .help(common::write_this("{\"account\": {…}}")),
            );
            return None;
        };
        Some(self.named(members, KEYS))
    }

    /// An instant that may be null.
    pub(super) fn instant(&mut self, json: &Json<'_>) -> Option<Timestamp> {
        if matches!(json.kind, Kind::Null) {
            return None;
        }
        let text = self.text(json)?;
        let micros = scalar::time(text).map_err(|fault| self.fault(json.span, fault)).ok()?;
        Some(Timestamp::from_micros(micros))
    }

    pub(super) fn id(&mut self, json: &Json<'_>) -> Option<Id> {
        match &json.kind {
            Kind::Null => None,
            Kind::Text(text) => Some(Id::Text(text.clone().into_owned())),
            Kind::Number(number) => match whole(number) {
                Ok(integer) => Some(Id::Integer(integer)),
                Err(Unfit::TooFine) => {
                    self.mismatch(json, envelope::text_or_whole_number());
                    None
                }
                Err(Unfit::TooGreat) => {
                    let fault =
                        Fault::new(Code::FactRange, facts::is_out_of_range(), envelope::beyond_128_bits());
                    self.fault(json.span, fault.help(facts::write_as_text(number)));
                    None
                }
            },
            Kind::Bool(_) | Kind::Array(_) | Kind::Object(_) => {
                self.mismatch(json, envelope::text_or_whole_number());
                None
            }
        }
    }

    /// The policy that was asked for, else the one that the envelope names, else the only one there is.
    fn chosen_policy(
        &mut self,
        asked: Option<PolicyId>,
        named: Option<&Member<'_>>,
        whole: Span,
    ) -> Option<PolicyId> {
        let named = named.filter(|named| !matches!(named.value.kind, Kind::Null));
        let named_id = match named {
            Some(named) => self.within(Step::Key("policy"), |reader| reader.policy(&named.value)),
            None => None,
        };
        match (asked, named, named_id) {
            (Some(asked), Some(named), Some(id)) => {
                self.within(Step::Key("policy"), |reader| {
                    reader.check_same_package(asked, id, named.value.span);
                });
                Some(asked)
            }
            (Some(asked), ..) => Some(asked),
            (None, Some(_), id) => id,
            (None, None, _) if self.program.policies.len() == 1 => self.program.policies.ids().next(),
            (None, None, _) => {
                let missing = Diagnostic::new(Code::FactMissing, whole, envelope::no_policy_told());
                self.report(
                    missing
                        .label(envelope::no_policy_named())
                        .help(common::add_this("\"policy\": \"package.policy\"")),
                );
                None
            }
        }
    }

    pub(super) fn policy(&mut self, json: &Json<'_>) -> Option<PolicyId> {
        let name = composed(Cow::Borrowed(self.text(json)?));
        if let Some(found) = self.program.policy(&name) {
            return Some(found);
        }
        let known: Vec<String> = self.program.policies.ids().map(|id| self.program.policy_name(id)).collect();
        let wrong =
            Diagnostic::new(Code::UnknownName, json.span, common::there_is_no(nouns::policy(), &name));
        let wrong = wrong.label(common::not_declared());
        let bare = known.iter().filter(|known| known.ends_with(&format!(".{name}")));
        let bare: Vec<&str> = bare.map(String::as_str).collect();
        let near = nearest(&name, known.iter().map(String::as_str));
        self.report(match (bare.as_slice(), near) {
            ([], Some(near)) => {
                wrong.help(common::did_you_mean(near)).offer(json.span, format!("\"{near}\""))
            }
            ([], None) => wrong.note(envelope::the_policies_are(&known.join(", "))),
            (several, _) => wrong.help(envelope::say_which(&several.join(", "))),
        });
        None
    }

    fn check_same_package(&mut self, asked: PolicyId, named: PolicyId, span: Span) {
        let package_of = |id: PolicyId| self.program.policies[id].package;
        if package_of(asked) == package_of(named) {
            return;
        }
        let (asked, named) = (self.program.policy_name(asked), self.program.policy_name(named));
        self.report(
            Diagnostic::new(Code::FactType, span, envelope::facts_for_other_policy(&named, &asked))
                .label(envelope::other_package())
                .note(envelope::fields_differ()),
        );
    }

    /// A root that must be there.
    pub(super) fn stated(
        &mut self,
        root: &'static str,
        shape: RecordId,
        given: Option<&Member<'_>>,
        whole: Span,
    ) -> Value {
        let Some(member) = given else {
            let message = envelope::facts_without(root);
            let missing = Diagnostic::new(Code::FactMissing, whole, message);
            let label = envelope::nothing_of_root(root);
            let missing = missing.label(label).help(common::write_this(&format!("{{\"{root}\": {{…}}}}")));
            self.within(Step::Key(root), |reader| reader.report(missing));
            return Value::Record(self.nothing_said(shape));
        };
        self.within(Step::Key(root), |reader| reader.root(shape, &member.value))
    }

    pub(super) fn request(&mut self, shape: Option<RecordId>, given: Option<&Member<'_>>) -> Option<Value> {
        match (shape, given) {
            (Some(shape), Some(member)) => {
                Some(self.within(Step::Key("request"), |reader| reader.root(shape, &member.value)))
            }
            (Some(shape), None) => Some(Value::Record(self.nothing_said(shape))),
            (None, Some(member)) => {
                self.unknown_root(member, facts::no_request_declared());
                None
            }
            (None, None) => None,
        }
    }

    /// The service of the policy's package, as a test says it.
    fn service(&mut self, policy: PolicyId, member: &Member<'_>) -> Option<Services> {
        let package = self.program.policies[policy].package;
        match (self.program.service_of(package), self.purpose) {
            (Some(shape), Purpose::Testing) => {
                let service = self.within(Step::Key("service"), |reader| reader.root(shape, &member.value));
                Some([(package, service)].into_iter().collect())
            }
            (Some(_), Purpose::Judging | Purpose::Left) => {
                self.unknown_root(member, facts::service_is_given_once());
                None
            }
            (None, _) => {
                self.unknown_root(member, facts::no_service_declared());
                None
            }
        }
    }

    pub(super) fn root(&mut self, shape: RecordId, json: &Json<'_>) -> Value {
        Value::Record(match &json.kind {
            Kind::Null => self.nothing_said(shape),
            Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Array(_) | Kind::Object(_) => {
                match self.members(json) {
                    Some(members) => self.record(shape, members),
                    None => Vec::new(),
                }
            }
        })
    }

    /// A record that the facts leave out as a whole.
    fn nothing_said(&self, shape: RecordId) -> Vec<Value> {
        vec![Value::Unknown; self.program.records[shape].fields.len()]
    }
}

/// A whole number, however JSON writes it: `42`, `42.0`.
fn whole(number: &str) -> Result<i128, Unfit> {
    if number.contains(['.', 'e', 'E']) {
        return Number::read(number).in_units(0);
    }
    number.parse().map_err(|_| Unfit::TooGreat)
}
