//! What is left of an account that has gone: the collections that are kept, and the facts that their rules read.

use std::collections::BTreeSet;
use std::fmt;

use super::Facts;
use super::envelope::Id;
use super::json::{Json, Kind, Member};
use super::path::Step;
use super::reader::Reader;
use crate::diagnostic::messages::{check_plans, common, envelope, facts, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{PolicyId, Program, ProgramHash, RecordId, Timestamp, Type, Value, calendar, is_within};
use crate::source::Span;

/// What a rest may hold.
const KEYS: [&str; 7] = ["id", "left", "policy", "program", "plan", "carried", "account"];

/// What is left of an account.
#[derive(Clone, PartialEq)]
pub struct Rest {
    /// The account's id.
    pub id: Id,
    /// The policy that it left by.
    pub policy: PolicyId,
    /// When it left.
    pub left: Timestamp,
    /// The hash of the program that its plan was made by.
    pub program: Option<ProgramHash>,
    /// Until when items were to be kept by that plan.
    pub kept: Vec<KeptItem>,
    /// The collections that are given, as a policy calls them: `account.orders`.
    pub given: BTreeSet<String>,
    /// What is given and what is carried. Every other fact is unknown.
    pub facts: Facts,
}

/// An item of the plan by which the account left.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptItem {
    /// Its path.
    pub path: String,
    /// The last instant at which it was to be kept.
    pub until: Option<Timestamp>,
}

/// No fact is shown: they are personal data.
impl fmt::Debug for Rest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rest")
            .field("policy", &self.policy)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

/// Its path may hold a key.
impl fmt::Debug for KeptItem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("KeptItem").field("until", &self.until).finish_non_exhaustive()
    }
}

impl<'p> Reader<'p> {
    /// `{"id": …, "left": "…", "policy": "…", "program"?: "…", "plan"?: […], "carried"?: {…}, "account": {…}}`
    pub(super) fn rest(&mut self, json: &Json<'_>) -> Option<Rest> {
        let Kind::Object(members) = &json.kind else {
            let message = envelope::facts_are_object(json.kind.words());
            self.report(
                Diagnostic::new(Code::FactSyntax, json.span, message)
                    .label(facts::this_is(json.kind.words()))
                    .help(common::write_this(
                        "{\"id\": …, \"left\": \"…\", \"policy\": \"…\", \"account\": {…}}",
                    )),
            );
            return None;
        };
        let [id, left, policy, program, plan, carried, account] = self.named(members, KEYS);
        let id = self.needed("id", id, json.span);
        let id = id.and_then(|id| self.within(Step::Key("id"), |reader| reader.id(&id.value)));
        let left = self.needed("left", left, json.span);
        let left = left.and_then(|left| self.within(Step::Key("left"), |reader| reader.instant(&left.value)));
        let policy = self.needed("policy", policy, json.span)?;
        let at = policy.value.span;
        let policy = self.within(Step::Key("policy"), |reader| reader.policy(&policy.value))?;
        let judged = &self.program.policies[policy];
        if judged.data.is_empty() || !judged.leaves {
            let message = check_plans::nothing_is_left_by(&self.program.policy_name(policy));
            let wrong = Diagnostic::new(Code::NothingLeft, at, message).label(check_plans::nothing_to_keep());
            self.within(Step::Key("policy"), |reader| reader.report(wrong));
            return None;
        }
        let program =
            program.and_then(|member| self.within(Step::Key("program"), |reader| reader.hash(&member.value)));
        let kept = plan
            .map_or_else(Vec::new, |plan| self.within(Step::Key("plan"), |reader| reader.kept(&plan.value)));
        let package = &self.program.packages[judged.package];
        let (account_shape, request_shape) = (package.account, package.request);
        let given_account = self.stated("account", account_shape, account, json.span);
        let given = given_collections(self.program, policy, &given_account);
        let (carried_account, carried_request) = match carried {
            Some(carried) => self.within(Step::Key("carried"), |reader| {
                reader.carried(policy, (account_shape, request_shape), &carried.value)
            }),
            None => (Value::Unknown, None),
        };
        let account = match together(given_account, carried_account) {
            Ok(account) => account,
            Err(Differ) => {
                let at = carried.map_or(json.span, |carried| carried.value.span);
                let wrong = Diagnostic::new(Code::CarriedOtherwise, at, check_plans::carried_otherwise())
                    .label(check_plans::given_otherwise())
                    .help(check_plans::give_it_once());
                self.within(Step::Key("carried"), |reader| reader.report(wrong));
                return None;
            }
        };
        let account = match left {
            Some(left) => self.since(policy, account, left),
            None => account,
        };
        let request = request_shape.map(|shape| {
            carried_request.unwrap_or_else(|| {
                Value::Record(vec![Value::Unknown; self.program.records[shape].fields.len()])
            })
        });
        let facts = Facts { account, request, services: None };
        Some(Rest { id: id?, policy, left: left?, program, kept, given, facts })
    }

    /// The account as one that has left: where nothing else is said, its own times say so too.
    fn since(&self, policy: PolicyId, account: Value, left: Timestamp) -> Value {
        let judged = &self.program.policies[policy];
        let package = &self.program.packages[judged.package];
        let Value::Record(mut values) = account else { return account };
        for index in self.program.times_of_leaving(policy) {
            let (Some(field), Some(value)) =
                (self.program.field(package.account, index), values.get_mut(index as usize))
            else {
                continue;
            };
            if *value == Value::Unknown {
                if field.ty == Type::Time {
                    *value = Value::Time(left.as_micros());
                } else if field.ty == Type::Date {
                    *value = Value::Date(calendar::day_of(left.as_micros(), package.zone));
                }
            }
        }
        Value::Record(values)
    }

    /// A member without which nothing can be judged.
    fn needed<'j, 't>(
        &mut self,
        key: &'static str,
        given: Option<&'j Member<'t>>,
        whole: Span,
    ) -> Option<&'j Member<'t>> {
        let given = given.filter(|given| !matches!(given.value.kind, Kind::Null));
        if given.is_none() {
            let missing = Diagnostic::new(Code::FactMissing, whole, envelope::facts_without(key));
            let missing = missing.label(envelope::nothing_of_root(key));
            let help = common::add_this(&format!("\"{key}\": …"));
            self.within(Step::Key(key), |reader| reader.report(missing.help(help)));
        }
        given
    }

    fn hash(&mut self, json: &Json<'_>) -> Option<ProgramHash> {
        let text = self.text(json)?;
        let hash = text.parse().ok();
        if hash.is_none() {
            self.report(
                Diagnostic::new(Code::FactFormat, json.span, check_plans::no_hash_of_program())
                    .label(check_plans::hash_has_digits()),
            );
        }
        hash
    }

    /// The items of a plan: of each the path, and until when it was to be kept. What else verdicts say of them is passed over.
    fn kept(&mut self, json: &Json<'_>) -> Vec<KeptItem> {
        let Kind::Array(items) = &json.kind else {
            self.mismatch(json, nouns::an_array());
            return Vec::new();
        };
        let mut kept = Vec::new();
        let read = items.for_each(|at, item| {
            let item = self.within(Step::Index(at), |reader| {
                let members = reader.members(item)?;
                let named = |key: &str| members.iter().find(|member| member.key == key);
                let path = reader.needed("path", named("path"), item.span)?;
                let path = reader.text(&path.value)?.to_owned();
                let until = named("until").and_then(|until| reader.instant(&until.value));
                Some(KeptItem { path, until })
            });
            kept.extend(item);
        });
        if let Err(error) = read {
            self.report(*error);
        }
        kept
    }

    /// The facts of the account and the request that are carried. What a hold reads is asked again.
    fn carried(
        &mut self,
        policy: PolicyId,
        (account_shape, request_shape): (RecordId, Option<RecordId>),
        json: &Json<'_>,
    ) -> (Value, Option<Value>) {
        let Some(members) = self.members(json) else { return (Value::Unknown, None) };
        let [account, request] = self.named(members, ["account", "request"]);
        let account = account.map(|member| {
            self.within(Step::Key("account"), |reader| reader.root(account_shape, &member.value))
        });
        let request = self.request(request_shape, request);
        let asked = self.program.asked_by_holds(policy);
        let mut known = Vec::new();
        let roots = [
            ("account", Some(account_shape), account.as_ref()),
            ("request", request_shape, request.as_ref()),
        ];
        for (root, shape, value) in roots {
            if let (Some(shape), Some(value)) = (shape, value) {
                known_paths(self.program, shape, value, root, &mut known);
            }
        }
        let is_asked = |path: &&String| asked.iter().any(|it| is_within(path, it) || is_within(it, path));
        if let Some(path) = known.iter().find(is_asked) {
            let wrong = Diagnostic::new(Code::AskedAgain, json.span, check_plans::read_by_a_hold(path))
                .label(check_plans::asked_again())
                .note(check_plans::holds_are_asked_again())
                .help(check_plans::give_in_account(path));
            self.report(wrong);
        }
        (account.unwrap_or(Value::Unknown), request)
    }
}

/// The paths of what is known, as far as single records lead.
fn known_paths(program: &Program, record: RecordId, value: &Value, prefix: &str, found: &mut Vec<String>) {
    let Value::Record(values) = value else { return };
    for (field, value) in program.records[record].fields.iter().zip(values) {
        let path = format!("{prefix}.{}", field.name);
        match (field.ty.record(), value) {
            (_, Value::Unknown) => {}
            (Some(inner), Value::Record(_)) => known_paths(program, inner, value, &path, found),
            (_, _) => found.push(path),
        }
    }
}

/// The collections that are given: a collection within elements is, if that of the elements is.
fn given_collections(program: &Program, policy: PolicyId, account: &Value) -> BTreeSet<String> {
    let placed = program.policies[policy].data.iter();
    let given = placed.filter(|placed| {
        !placed.tells()
            && placed
                .path
                .first()
                .is_some_and(|place| !matches!(account.follow(&place.fields).0, Value::Unknown))
    });
    given.map(|placed| placed.collection()).collect()
}

/// A fact that is given and carried differently.
struct Differ;

/// Facts of two sources.
fn together(given: Value, carried: Value) -> Result<Value, Differ> {
    match (given, carried) {
        (Value::Unknown, value) | (value, Value::Unknown) => Ok(value),
        (Value::Record(given), Value::Record(carried)) => {
            let values = given.into_iter().zip(carried).map(|(given, carried)| together(given, carried));
            Ok(Value::Record(values.collect::<Result<_, Differ>>()?))
        }
        (given, carried) if given == carried => Ok(given),
        (_, _) => Err(Differ),
    }
}
