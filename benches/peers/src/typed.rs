//! The facts as other engines take them: times and amounts as integers, and nothing that the terms do not need.

use serde_json::{Map, Value};

/// An account's line with every time in microseconds and every amount in fen.
pub(crate) fn typed(line: &str) -> Value {
    let mut value: Value = serde_json::from_str(line).expect("sound");
    retype(&mut value);
    drop_unneeded(&mut value["account"]);
    value
}

fn retype(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(number) = integer(text) {
                *value = number.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(retype),
        Value::Object(members) => members.values_mut().for_each(retype),
        _ => {}
    }
}

fn integer(text: &str) -> Option<i64> {
    if let Some(amount) = text.strip_suffix(" CNY") {
        let (yuan, fen) = amount.split_once('.').unwrap_or((amount, "00"));
        return Some(yuan.parse::<i64>().ok()? * 100 + fen.parse::<i64>().ok()?);
    }
    exeunt::ir::Timestamp::parse(text).ok().map(exeunt::ir::Timestamp::as_micros)
}

fn drop_unneeded(account: &mut Value) {
    let keep = |of: &mut Map<String, Value>, keys: &[&str]| of.retain(|key, _| keys.contains(&key.as_str()));
    if let Some(account) = account.as_object_mut() {
        account.remove("nick");
        for trade in account["trades"].as_array_mut().into_iter().flatten() {
            trade.as_object_mut().into_iter().for_each(|trade| keep(trade, &["state", "completed"]));
        }
    }
}
