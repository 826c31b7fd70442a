//! The yardstick: the same terms as a Rust program that someone who needs them fast would write by hand, over serde
//! structs of just the fields that the terms need. It borrows nothing and allocates only the vectors; times become
//! integers as they are read, by a parser of the one form that the export has.

use serde::{Deserialize, Deserializer, de};

const DAY: i64 = 86_400_000_000;

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Envelope {
    pub(crate) account: Account,
    pub(crate) request: Request,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Account {
    status: Status,
    ever_limited: bool,
    #[serde(deserialize_with = "cny")]
    auction_deposit: i64,
    trades: Vec<Trade>,
    listings: Vec<Listing>,
    shops: Vec<Nothing>,
    reports: Vec<Report>,
    violations: Vec<Nothing>,
    services: Vec<Service>,
    b2b: Option<B2b>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Normal,
    Limited,
    Stolen,
}

#[derive(Debug, Clone, Deserialize)]
struct Trade {
    state: State,
    #[serde(default, deserialize_with = "optional_time")]
    completed: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Unpaid,
    Paid,
    Shipped,
    Completed,
    Cancelled,
}

impl State {
    fn is_open(self) -> bool {
        matches!(self, Self::Unpaid | Self::Paid | Self::Shipped)
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Listing {
    #[serde(deserialize_with = "time")]
    published: i64,
    #[serde(default, deserialize_with = "optional_time")]
    edited: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
struct Nothing {}

#[derive(Debug, Clone, Deserialize)]
struct Report {
    outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Pending,
    Upheld,
    Dismissed,
}

#[derive(Debug, Clone, Deserialize)]
struct Service {
    group: Group,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Group {
    Taobao,
    Aliyun,
    AlibabaCn,
    Other,
}

#[derive(Debug, Clone, Deserialize)]
struct B2b {
    #[serde(deserialize_with = "cny")]
    unsettled: i64,
    #[serde(default, deserialize_with = "optional_time")]
    paid_until: Option<i64>,
    orders: Vec<Order>,
}

#[derive(Debug, Clone, Deserialize)]
struct Order {
    state: State,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Request {
    channel: Channel,
    reason_chosen: bool,
    agreed: bool,
    security_checked: bool,
    code_verified: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Channel {
    App,
    Web,
    Phone,
    Other,
}

/// Reads an account from its line.
pub(crate) fn read(line: &[u8]) -> Option<Envelope> {
    serde_json::from_slice(line).ok()
}

/// Whether the account may be closed. In Shanghai, which has not changed its offset since 1991, days are 24 hours long.
pub(crate) fn is_eligible(Envelope { account, request }: &Envelope, now: i64) -> bool {
    let settled = now - 15 * DAY;
    let listed = now - 90 * DAY;
    account.status == Status::Normal
        && !account.ever_limited
        && account.auction_deposit == 0
        && matches!(request.channel, Channel::App | Channel::Web)
        && request.reason_chosen
        && request.agreed
        && request.security_checked
        && request.code_verified
        && account.shops.is_empty()
        && account.violations.is_empty()
        && !account.reports.iter().any(|report| report.outcome == Outcome::Upheld)
        && !account.services.iter().any(|service| service.group == Group::Other)
        && account.b2b.as_ref().is_none_or(|b2b| b2b_may_close(b2b, now))
        && !account
            .listings
            .iter()
            .any(|it| it.published >= listed || it.edited.is_some_and(|at| at >= listed))
        && !account.trades.iter().any(|it| it.state.is_open() || it.completed.is_some_and(|at| at >= settled))
}

fn b2b_may_close(b2b: &B2b, now: i64) -> bool {
    b2b.unsettled == 0
        && b2b.paid_until.is_none_or(|until| until < now)
        && !b2b.orders.iter().any(|order| order.state.is_open())
}

fn cny<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    struct Visitor;
    impl de::Visitor<'_> for Visitor {
        type Value = i64;
        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("an amount in CNY")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
            fen(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
    from.deserialize_str(Visitor)
}

fn fen(text: &str) -> Option<i64> {
    let amount = text.strip_suffix(" CNY")?;
    let (yuan, fen) = amount.split_once('.').unwrap_or((amount, "00"));
    (fen.len() == 2).then_some(yuan.parse::<i64>().ok()? * 100 + fen.parse::<i64>().ok()?)
}

struct Time;

impl de::Visitor<'_> for Time {
    type Value = i64;
    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a time in RFC 3339")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
        micros(text.as_bytes()).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    from.deserialize_str(Time)
}

fn optional_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    time(from).map(Some)
}

/// `2019-04-01T12:00:00+08:00`
fn micros(text: &[u8]) -> Option<i64> {
    let text: &[u8; 25] = text.try_into().ok()?;
    let two = |at: usize| -> Option<i64> {
        let (tens, ones) = (text[at].wrapping_sub(b'0'), text[at + 1].wrapping_sub(b'0'));
        (tens <= 9 && ones <= 9).then_some(i64::from(tens * 10 + ones))
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (22, b':')];
    if marks.iter().any(|&(at, mark)| text[at] != mark) {
        return None;
    }
    let (year, month, day) = (two(0)? * 100 + two(2)?, two(5)?, two(8)?);
    let year = year - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468;
    let offset = two(20)? * 60 + two(23)?;
    let offset = if text[19] == b'-' { -offset } else { offset };
    let seconds = days * 86_400 + two(11)? * 3600 + (two(14)? - offset) * 60 + two(17)?;
    Some(seconds * 1_000_000)
}
