"""Taobao, T1 to T12 of the published terms."""

import alibaba_cn
from truth import both, either, is_one_of, is_zero, no, negation

ZONE = "Asia/Shanghai"
POLICIES = ["close"]


def account(chance, now):
    def trade():
        state = chance.one_of("completed", "completed", "completed", "cancelled", "cancelled", "paid", "shipped", "unpaid")
        facts = {"state": state, "placed": chance.long_ago(now)}
        if state == "completed":
            facts["completed"] = chance.ago(now, days=15)
        return chance.forget(facts, ["state"], 0.03)

    def listing():
        facts = {"state": chance.one_of("on_sale", "withdrawn", "deleted"), "published": chance.long_ago(now)}
        if chance.happens(0.3):
            facts["published"] = chance.ago(now, days=90)
        if chance.happens(0.4):
            facts["edited"] = chance.ago(now, days=90)
        return chance.forget(facts, ["published"], 0.03)

    outcome = lambda: chance.one_of("dismissed", "dismissed", "pending", "upheld")
    group = lambda: chance.one_of("taobao", "aliyun", "alibaba_cn", "other")
    facts = {
        "status": chance.one_of(*["normal"] * 10, "limited", "stolen"),
        "ever_limited": chance.happens(0.08),
        "auction_deposit": chance.amount("CNY", 0.1),
        "trades": chance.many(0.3, trade),
        "listings": chance.many(0.3, listing),
        "shops": chance.many(0.06, lambda: {"opened": chance.long_ago(now)}),
        "reports": chance.many(0.1, lambda: {"filed": chance.long_ago(now), "outcome": outcome()}),
        "violations": chance.many(0.06, lambda: {"name": "spam", "imposed": chance.long_ago(now)}),
        "services": chance.many(0.15, lambda: {"name": f"service {chance.below(9)}", "group": group()}),
    }
    if chance.happens(0.25):
        facts["b2b"] = alibaba_cn.account(chance, now)
    return chance.forget(facts, list(facts)[:9], 0.12)


def request(chance, now):
    facts = {
        "channel": chance.one_of(*["app"] * 5, *["web"] * 5, "phone", "other"),
        "reason_chosen": chance.happens(0.96),
        "agreed": chance.happens(0.96),
        "security_checked": chance.happens(0.96),
        "code_verified": chance.happens(0.96),
    }
    return chance.forget(facts, list(facts))


def close(clock, account, request):
    trades, listings = account.get("trades"), account.get("listings")
    recent = lambda it: either(
        clock.within(it.get("published"), days=90, known="published" in it),
        clock.within(it.get("edited"), days=90),
    )
    b2b = account.get("b2b")
    return {
        "in_normal_use": is_one_of(account.get("status"), "normal"),
        "never_limited": negation(account.get("ever_limited")),
        "no_open_trade": no(trades, lambda it: is_one_of(it.get("state"), "unpaid", "paid", "shipped")),
        "settled_15_days": no(trades, lambda it: clock.within(it.get("completed"), days=15)),
        "no_recent_listing": no(listings, recent),
        "no_auction_deposit": is_zero(account.get("auction_deposit")),
        "never_a_shop": no(account.get("shops")),
        "no_upheld_report": no(account.get("reports"), lambda it: is_one_of(it.get("outcome"), "upheld")),
        "no_violation": no(account.get("violations")),
        "no_other_business": no(account.get("services"), lambda it: is_one_of(it.get("group"), "other")),
        "b2b_may_close": b2b is None or both(*alibaba_cn.close(clock, b2b, None).values()),
        "offered_channel": is_one_of(request.get("channel"), "app", "web"),
        "reason_chosen": request.get("reason_chosen"),
        "agreed": request.get("agreed"),
        "security_checked": request.get("security_checked"),
        "code_verified": request.get("code_verified"),
    }


NOW = "2019-04-01T12:00:00+08:00"
TIDY = {
    "status": "normal",
    "ever_limited": False,
    "auction_deposit": "0 CNY",
    "trades": [],
    "listings": [],
    "shops": [],
    "reports": [],
    "violations": [],
    "services": [{"name": "taobao", "group": "taobao"}],
}
ASKED = {
    "channel": "app", "reason_chosen": True, "agreed": True, "security_checked": True, "code_verified": True,
}  # fmt: skip


def completed(text):
    return {"state": "completed", "placed": "2019-02-20T20:00:00+08:00", "completed": text}


EXAMPLES = {
    "tidy": ("close", NOW, {**TIDY, "trades": [completed("2019-02-27T09:30:00+08:00")]}, ASKED),
    "exactly_15_days": ("close", NOW, {**TIDY, "trades": [completed("2019-03-17T12:00:00+08:00")]}, ASKED),
    "a_microsecond_more": ("close", NOW, {**TIDY, "trades": [completed("2019-03-17T11:59:59.999999+08:00")]}, ASKED),
    "deleted_listing": (
        "close", NOW,
        {**TIDY, "listings": [
            {"state": "deleted", "published": "2018-06-01T10:00:00+08:00", "edited": "2019-01-10T00:00:00+08:00"},
        ]},
        ASKED,
    ),
    "trades_not_told": ("close", NOW, {key: value for key, value in TIDY.items() if key != "trades"}, ASKED),
    "trades_not_told_and_a_shop": (
        "close", NOW,
        {key: value for key, value in {**TIDY, "shops": [{"opened": "2010-01-01T00:00:00+08:00"}]}.items() if key != "trades"},
        ASKED,
    ),
    "trade_and_listing": (
        "close", NOW,
        {
            **TIDY,
            "trades": [completed("2019-03-27T12:00:00+08:00")],
            "listings": [{"state": "on_sale", "published": "2019-03-22T12:00:00+08:00"}],
        },
        ASKED,
    ),
    "alibaba_cn_in_the_way": (
        "close", NOW,
        {**TIDY, "b2b": {"unsettled": "0 CNY", "paid_until": "2019-05-01T00:00:00+08:00", "orders": []}},
        ASKED,
    ),
}  # fmt: skip
