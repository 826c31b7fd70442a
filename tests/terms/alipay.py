"""Alipay, A1 to A8: closing on request, the dormant account, the account that was never used."""

import calendar_time as time
from truth import both, either, is_one_of, is_zero, no, negation

ZONE = "Asia/Shanghai"
POLICIES = ["close", "dormant", "unused"]


def account(chance, now):
    def transaction():
        facts = {
            "state": chance.one_of("completed", "completed", "completed", "failed", "pending"),
            "active": chance.happens(0.6),
            "made": chance.one_of(chance.long_ago(now), chance.ago(now), chance.ago(now, months=1)),
        }
        if chance.happens(0.4):
            facts["made"] = time.text(time.plus(opened, ZONE, 6) + chance.one_of(-1, 0, 1), ZONE)
        return chance.forget(facts, ["state", "active", "made"], 0.04)

    text = chance.ago(now, months=chance.one_of(6, 6, 7, 12, 40))
    opened = time.instant(text)
    facts = {
        "opened": text,
        "last_login": chance.ago(now, months=chance.one_of(1, 12, 12, 14)),
        "balance": chance.amount("CNY", 0.15),
        "yuebao": chance.amount("CNY", 0.15),
        "products": chance.many(0.12, lambda: {"name": f"fund {chance.below(9)}"}),
        "transactions": chance.many(0.4, transaction),
    }
    required = list(facts)
    if chance.happens(0.2):
        last = time.plus(opened, ZONE, 6)
        facts["reverified"] = time.text(last + chance.one_of(-time.DAY, -1, 0, 1, time.DAY), ZONE)
    return chance.forget(facts, required, 0.12)


def request(chance, now):
    return {"consequences_accepted": True} if chance.happens(0.9) else {"consequences_accepted": chance.happens(0.5)}


def pending(account):
    return no(account.get("transactions"), lambda it: is_one_of(it.get("state"), "pending"))


def close(clock, account, request):
    return {
        "no_balance": is_zero(account.get("balance")),
        "no_yuebao": is_zero(account.get("yuebao")),
        "no_product": no(account.get("products")),
        "nothing_pending": pending(account),
        "consequences_accepted": request.get("consequences_accepted"),
    }


def dormant_when(clock, account):
    return clock.more_than_ago(account.get("last_login"), months=12, known="last_login" in account)


def dormant(clock, account, request):
    return {
        "no_product_left": no(account.get("products")),
        "nothing_pending_left": pending(account),
        "no_balance_left": both(is_zero(account.get("balance")), is_zero(account.get("yuebao"))),
    }


def unused_when(clock, account):
    opened = account.get("opened")

    def in_first_half_year(event, known=True):
        if not known or opened is None:
            return None
        if event is None:
            return False
        start = time.instant(opened)
        return start <= time.instant(event) <= time.plus(start, ZONE, 6)

    own = lambda it: both(it.get("active"), in_first_half_year(it.get("made"), "made" in it))
    reverified = account.get("reverified")
    return both(
        clock.more_than_ago(opened, months=6, known=opened is not None),
        no(account.get("transactions"), own),
        reverified is None or in_first_half_year(reverified),
    )


def unused(clock, account, request):
    return {}


NOW = "2019-04-01T12:00:00+08:00"
TIDY = {
    "opened": "2010-01-01T00:00:00+08:00",
    "last_login": "2019-03-31T10:00:00+08:00",
    "balance": "0 CNY",
    "yuebao": "0 CNY",
    "products": [],
    "transactions": [{"state": "completed", "active": True, "made": "2010-02-01T00:00:00+08:00"}],
}
NEVER_USED = {**TIDY, "opened": "2018-08-31T10:00:00+08:00", "transactions": []}
LATE = {"state": "completed", "active": True, "made": "2019-03-01T00:00:00+08:00"}
EXAMPLES = {
    "both_balances": ("close", NOW, {**TIDY, "balance": "3.20 CNY", "yuebao": "0.01 CNY"}, {"consequences_accepted": True}),
    "dormant_since_february": ("dormant", NOW, {**TIDY, "last_login": "2018-02-28T10:00:00+08:00"}, None),
    "dormant_in_august": ("dormant", NOW, {**TIDY, "last_login": "2018-08-31T10:00:00+08:00"}, None),
    "dormant_with_a_balance": (
        "dormant", NOW, {**TIDY, "last_login": "2018-01-01T00:00:00+08:00", "balance": "3.20 CNY"}, None,
    ),
    "never_used": ("unused", NOW, NEVER_USED, None),
    "used_too_late": ("unused", NOW, {**NEVER_USED, "transactions": [LATE]}, None),
}
