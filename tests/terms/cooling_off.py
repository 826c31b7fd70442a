"""A closure with 60 days of cooling off, cancelled by a login."""

import calendar_time as time
from chance import numbered
from truth import is_one_of, is_zero, no, some

ZONE = "Asia/Shanghai"
POLICIES = ["close"]


def account(chance, now):
    facts = {
        "balance": chance.amount("CNY", 0.1),
        "orders": numbered("B-", chance.many(
            0.2,
            lambda: {"state": chance.one_of("open", "completed", "completed", "cancelled"), "placed": chance.long_ago(now)},
        )),
        "logins": chance.many(0.5, lambda: {"made": chance.one_of(chance.long_ago(now), chance.ago(now, days=60))}),
        "posts": chance.many(0.4, lambda: {"title": "晚安"}),
    }
    return chance.forget(facts, list(facts)[:3], 0.1)


def request(chance, now):
    facts = {"submitted": chance.ago(now, days=chance.one_of(20, 60, 60)), "identity_verified": chance.happens(0.93)}
    return chance.forget(facts, list(facts))


def close(clock, account, request):
    return {
        "identity_verified": request.get("identity_verified"),
        "no_balance": is_zero(account.get("balance")),
        "no_open_order": no(account.get("orders"), lambda it: is_one_of(it.get("state"), "open")),
    }


def close_cancelled(clock, account, request):
    submitted = request.get("submitted")
    later = lambda it: None if submitted is None else time.instant(it["made"]) > time.instant(submitted)
    return some(account.get("logins"), later)


def close_over(clock, account, request):
    """Whether the 60 days are over."""
    return clock.more_than_ago(request.get("submitted"), days=60, known="submitted" in request)


TIDY = {
    "balance": "0 CNY",
    "orders": [],
    "logins": [{"made": "2026-03-31T09:00:00+08:00"}],
    "posts": [{"title": "晚安"}],
}
ASKED = {"submitted": "2026-04-02T12:00:00+08:00", "identity_verified": True}
BACK = {"made": "2026-05-01T09:00:00+08:00"}
EXAMPLES = {
    "cooling": ("close", "2026-05-20T12:00:00+08:00", TIDY, ASKED),
    "last_instant": ("close", "2026-06-01T12:00:00+08:00", TIDY, ASKED),
    "over": ("close", "2026-06-01T12:00:00.000001+08:00", TIDY, ASKED),
    "came_back": ("close", "2026-06-10T12:00:00+08:00", {**TIDY, "logins": [*TIDY["logins"], BACK]}, ASKED),
    "balance_left": ("close", "2026-06-10T12:00:00+08:00", {**TIDY, "balance": "6.60 CNY"}, ASKED),
}
