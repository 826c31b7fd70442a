"""QQ, Q1 to Q7."""

import calendar_time as time
from truth import is_one_of, negation

ZONE = "Asia/Shanghai"
POLICIES = ["close", "idle"]
OFFERED = time.instant("2019-03-20T00:00:00+08:00")


def account(chance, now):
    facts = {
        "status": chance.one_of(*["normal"] * 8, "stolen", "contested"),
        "last_used": chance.ago(now, months=chance.one_of(1, 12, 12, 20)),
        "q_points": chance.below(3) * chance.below(100),
        "q_coins": chance.below(3) * chance.below(100),
        "tenpay": chance.amount("CNY", 0.3),
        "products": chance.many(0.2, lambda: {"name": "fund", "value": chance.amount("CNY", 1)}),
        "properties": chance.many(0.2, lambda: {"name": "theme"}),
        "linked": chance.many(0.3, lambda: {"app": f"app {chance.below(9)}"}),
    }
    return chance.forget(facts, ["status", "last_used"], 0.1)


def request(chance, now):
    submitted = chance.one_of(chance.ago(now, days=1), time.text(OFFERED + chance.one_of(-1, 0, 1), ZONE))
    facts = {"submitted": submitted, "form_filled": chance.happens(0.9), "approved": chance.happens(0.85)}
    return chance.forget(facts, list(facts))


def close(clock, account, request):
    submitted = request.get("submitted")
    return {
        "closing_offered": None if submitted is None else time.instant(submitted) >= OFFERED,
        "form_filled": request.get("form_filled"),
        "approved": request.get("approved"),
        "not_stolen": negation(is_one_of(account.get("status"), "stolen")),
        "not_contested": negation(is_one_of(account.get("status"), "contested")),
    }


def idle_when(clock, account):
    return clock.more_than_ago(account.get("last_used"), months=12, known="last_used" in account)


def idle(clock, account, request):
    return {"not_in_dispute": is_one_of(account.get("status"), "normal")}


NOW = "2019-04-01T12:00:00+08:00"
TIDY = {
    "status": "normal",
    "last_used": "2019-03-31T10:00:00+08:00",
    "q_points": 120,
    "q_coins": 35,
    "tenpay": "88.00 CNY",
    "products": [{"name": "fund", "value": {"amount": "1000.00", "currency": "CNY"}}],
    "properties": [{"name": "theme"}],
    "linked": [{"app": "music"}],
}
ASKED = {"submitted": "2019-03-31T10:00:00+08:00", "form_filled": True, "approved": True}
EXAMPLES = {
    "approved": ("close", NOW, TIDY, ASKED),
    "too_early": ("close", NOW, TIDY, {**ASKED, "submitted": "2019-03-19T23:59:59.999999+08:00"}),
    "stolen": ("close", NOW, {**TIDY, "status": "stolen"}, {**ASKED, "approved": False}),
    "idle_for_a_year": ("idle", NOW, {**TIDY, "last_used": "2018-04-01T11:59:59+08:00"}, None),
    "idle_soon": ("idle", NOW, {**TIDY, "last_used": "2018-05-31T08:00:00+08:00"}, None),
}
