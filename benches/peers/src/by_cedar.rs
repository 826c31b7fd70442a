//! Cedar. It has no loops over records: what the terms ask of collections is aggregated for it beforehand, which is not
//! measured.

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};
use serde_json::{Value, json};

use crate::accounts::NOW;

const DAY: i64 = 86_400_000_000;

const TERMS: &str = r#"
permit(principal, action, resource) when {
  context.status == "normal" && !context.ever_limited && context.auction_deposit == 0 &&
  context.open_trades == 0 && context.last_completed < context.settled &&
  context.last_listed < context.listed &&
  context.shops == 0 && context.violations == 0 && context.upheld_reports == 0 && context.other_services == 0 &&
  (!context.has_b2b || (context.unsettled == 0 && context.open_orders == 0 && context.paid_until < context.now)) &&
  ["app", "web"].contains(context.channel) && context.reason_chosen && context.agreed &&
  context.security_checked && context.code_verified
};
"#;

pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Cedar {
    pub(crate) fn new(accounts: &[Value]) -> Self {
        let uid = |text: &str| -> EntityUid { text.parse().expect("an entity") };
        let request = |account: &Value| {
            let context = Context::from_json_value(aggregated(account), None).expect("a context");
            let (principal, action) = (uid(r#"User::"holder""#), uid(r#"Action::"close""#));
            Request::new(principal, action, uid(r#"Account::"one""#), context, None).expect("a request")
        };
        Self {
            authorizer: Authorizer::new(),
            policies: TERMS.parse().expect("the terms are sound"),
            entities: Entities::empty(),
            requests: accounts.iter().map(request).collect(),
        }
    }

    pub(crate) fn is_eligible(&self, at: usize) -> bool {
        let response = self.authorizer.is_authorized(&self.requests[at], &self.policies, &self.entities);
        response.decision() == Decision::Allow
    }
}

fn aggregated(envelope: &Value) -> Value {
    let (account, request) = (&envelope["account"], &envelope["request"]);
    let items = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    let is = |key: &'static str, values: &'static [&str]| {
        move |item: &&Value| item[key].as_str().is_some_and(|found| values.contains(&found))
    };
    let open = || is("state", &["unpaid", "paid", "shipped"]);
    let latest = |items: &[Value], keys: &[&str]| {
        items.iter().flat_map(|item| keys.iter().filter_map(|key| item[*key].as_i64())).max().unwrap_or(0)
    };
    let (trades, listings) = (items(account, "trades"), items(account, "listings"));
    let b2b = &account["b2b"];
    json!({
        "status": account["status"], "ever_limited": account["ever_limited"],
        "auction_deposit": account["auction_deposit"],
        "open_trades": trades.iter().filter(open()).count(),
        "last_completed": latest(&trades, &["completed"]), "settled": NOW - 15 * DAY,
        "last_listed": latest(&listings, &["published", "edited"]), "listed": NOW - 90 * DAY,
        "shops": items(account, "shops").len(), "violations": items(account, "violations").len(),
        "upheld_reports": items(account, "reports").iter().filter(is("outcome", &["upheld"])).count(),
        "other_services": items(account, "services").iter().filter(is("group", &["other"])).count(),
        "has_b2b": b2b.is_object(), "unsettled": b2b["unsettled"].as_i64().unwrap_or(0),
        "open_orders": items(b2b, "orders").iter().filter(open()).count(),
        "paid_until": b2b["paid_until"].as_i64().unwrap_or(0), "now": NOW,
        "channel": request["channel"], "reason_chosen": request["reason_chosen"], "agreed": request["agreed"],
        "security_checked": request["security_checked"], "code_verified": request["code_verified"],
    })
}
