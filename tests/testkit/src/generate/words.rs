//! The words that random declarations are named by. The pools are disjoint, so that a word is never both a noun and
//! an adjective; names of fields and values meet on purpose.

/// Names of fields. Different records draw the same ones, so that inner names hide outer ones.
pub(super) const FIELDS: &[&str] = &[
    "opened",
    "closed",
    "placed",
    "completed",
    "edited",
    "filed",
    "level",
    "score",
    "balance",
    "amount",
    "deposit",
    "region",
    "status",
    "state",
    "kind",
    "channel",
    "active",
    "verified",
    "frozen",
    "listed",
    "note",
    "label",
    "余额",
    "状态",
    "时间",
    "été",
    "count_of_all",
    "data",
    "law",
    "at_home",
    "x1",
];

/// The field that restarts a lifecycle.
pub(super) const RESTART: &str = "used_last";

/// The fields that its policies set, in their order.
pub(super) const STAGES: &[&str] = &["told_at", "shut_at", "gone_at"];

/// Names of derived fields.
pub(super) const DERIVED: &[&str] = &[
    "open",
    "settled",
    "large",
    "recent",
    "pending_still",
    "total_due",
    "last_seen",
    "有效",
    "was_late",
    "margin",
];

/// Values of enumerations.
pub(super) const VALUES: &[&str] = &[
    "normal",
    "limited",
    "stolen",
    "unpaid",
    "paid",
    "shipped",
    "cancelled_by_us",
    "upheld",
    "dismissed",
    "app",
    "web",
    "正常",
    "other",
];

/// Names of records.
pub(super) const RECORDS: &[&str] =
    &["trade", "listing", "shop", "report", "service", "loan", "device", "profile", "交易"];

/// Names of collections.
pub(super) const COLLECTIONS: &[&str] = &[
    "trades", "listings", "shops", "reports", "services", "loans", "devices", "archive", "记录", "offers",
    "parts",
];

/// Names of values.
pub(super) const LETS: &[&str] = &["let_limit", "let_cap", "let_since", "let_关", "let_size"];

/// Names of conditions.
pub(super) const CONDITIONS: &[&str] =
    &["in_good_standing", "at_rest", "all_settled", "可以注销", "left_alone"];

/// Names of requirements, warnings and steps.
pub(super) const CLAUSES: &[&str] = &[
    "no_trade",
    "nothing_owed",
    "calm",
    "confirmed",
    "no_dispute",
    "old_enough",
    "没有欠款",
    "released",
    "backed_up",
    "agreed",
    "unbound",
    "quiet",
];

/// Names of holds.
pub(super) const HOLDS: &[&str] = &["trial", "inquiry", "查封"];

/// Names of policies.
pub(super) const POLICIES: &[&str] = &["close", "dormant", "suspend", "freeze", "注销"];

/// Outcomes after which the account is gone.
pub(super) const LEAVING: &[&str] = &["close", "archive_it"];

/// Outcomes after which the account is still there.
pub(super) const STAYING: &[&str] = &["suspend", "freeze", "assist"];

/// Pieces of messages and texts.
pub(super) const PHRASES: &[&str] = &[
    "Wait for them to complete",
    "请等待交易完成,或取消订单",
    "a \\\"quoted\\\" word",
    "back\\\\slash",
    "line\\nbreak",
    "// no comment",
    "emoji 🙂",
    "é",
    "x",
    "",
];

/// Zones whose days differ: with and without changes of offset, at midnight, by half an hour, over the date line.
pub(super) const ZONES: &[&str] = &[
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "UTC",
    "Pacific/Chatham",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Europe/Dublin",
    "Etc/GMT+8",
    "Africa/Casablanca",
];

/// Currencies with no, two and three decimals.
pub(super) const CURRENCIES: &[(&str, u32)] = &[("CNY", 2), ("JPY", 0), ("KWD", 3), ("EUR", 2)];

/// Languages of messages.
pub(super) const LANGUAGES: &[&str] = &["zh", "en", "de"];
