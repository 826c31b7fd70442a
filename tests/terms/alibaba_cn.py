"""Alibaba.cn: no wholesale order in progress, nothing unsettled, no paid membership still running."""

from chance import numbered
from truth import is_one_of, is_zero, no, negation

ZONE = "Asia/Shanghai"
POLICIES = ["close"]


def account(chance, now):
    order = lambda: {
        "state": chance.one_of("unpaid", "paid", "shipped", "completed", "completed", "completed", "cancelled"),
        "placed": chance.long_ago(now),
    }
    facts = {"unsettled": chance.amount("CNY", 0.15), "orders": numbered("A-", chance.many(0.4, order))}
    if chance.happens(0.3):
        facts["paid_until"] = chance.ago(now)
    for element in facts["orders"]:
        chance.forget(element, ["state"])
    return chance.forget(facts, ["unsettled", "orders"])


def request(chance, now):
    return None


def close(clock, account, request):
    running = account.get("paid_until")
    return {
        "no_open_order": no(account.get("orders"), lambda it: is_one_of(it.get("state"), "unpaid", "paid", "shipped")),
        "nothing_unsettled": is_zero(account.get("unsettled")),
        "membership_over": running is None or clock.is_past(running),
    }


TIDY = {
    "unsettled": "0 CNY",
    "orders": [
        {"number": "A-1", "state": "completed", "placed": "2018-11-11T00:03:00+08:00", "completed": "2018-11-20T10:00:00+08:00"},
    ],
}
NOW = "2019-04-01T12:00:00+08:00"
EXAMPLES = {
    "tidy": ("close", NOW, TIDY, None),
    "unsettled": ("close", NOW, {**TIDY, "unsettled": {"amount": "1280.50", "currency": "CNY"}}, None),
    "order_on_its_way": (
        "close", NOW, {**TIDY, "orders": [{"number": "A-2", "state": "shipped", "placed": "2019-03-28T16:20:00+08:00"}]}, None,
    ),
    "paid_membership": ("close", NOW, {**TIDY, "paid_until": "2019-12-31T23:59:59+08:00"}, None),
    "orders_not_told": ("close", NOW, {"unsettled": "0 CNY"}, None),
}
