"""Deposits that have not moved for ten years, by the Japanese law on dormant deposits."""

import calendar_time as time
from truth import both, either, negation, no, number, some

ZONE = "Asia/Tokyo"
POLICIES = ["transfer"]


def account(chance, now):
    def notice():
        facts = {"sent": chance.day_ago(now, months=chance.one_of(2, 12, 12, 120)), "reached": chance.happens(0.1)}
        return chance.forget(facts, ["sent", "reached"], 0.03)

    facts = {
        "moved": chance.day_ago(now, months=chance.one_of(60, 120, 120, 126)),
        "became": chance.day_ago(now, months=chance.one_of(120, 126, 240)),
        "matures": chance.day_ago(now, months=120) if chance.happens(0.3) else None,
        "principal": f"{chance.one_of(9_999, 10_000, 10_000, 250_000)} JPY",
        "announced": chance.day_ago(now, months=chance.one_of(0, 1)) if chance.happens(0.8) else None,
        "notices": chance.many(0.8, notice),
    }
    return chance.forget(facts, ["moved", "became", "principal", "notices"], 0.12)


def request(chance, now):
    return None


def years_over(clock, day, months):
    """Whether so many months since a day are over: the last day counts whole."""
    return None if day is None else not clock.until(time.last_of(time.moved(day, months), ZONE))


def transfer_when(clock, account):
    facts = [time.date(account.get(key)) for key in ("moved", "became")]
    rested = both(*(years_over(clock, day, 120) for day in facts))
    matured = True if account.get("matures") is None else years_over(clock, time.date(account["matures"]), 120)
    fresh = lambda it: both(it.get("reached"), negation(years_over(clock, time.date(it.get("sent")), 120)))
    return both(rested, matured, no(account.get("notices"), fresh))


def transfer(clock, account, request):
    moved, became = (time.date(account.get(key)) for key in ("moved", "became"))
    principal = number(account.get("principal"))

    def after_nine_years(it):
        sent = time.date(it.get("sent"))
        past = lambda day: None if sent is None or day is None else sent > time.moved(day, 108)
        return both(past(moved), past(became))

    announced = account.get("announced")
    return {
        "notified": either(
            None if principal is None else principal < 10_000, some(account.get("notices"), after_nine_years)
        ),
        "announced": announced is not None and not clock.until(time.last_of(time.date(announced), ZONE)),
    }


NOW = "2026-06-01T12:00:00+09:00"
RESTED = {
    "moved": "2015-12-10",
    "became": "2001-04-02",
    "principal": "250000 JPY",
    "announced": "2026-04-01",
    "notices": [{"sent": "2025-02-03", "reached": False}],
}
EXAMPLES = {
    "transferred": ("transfer", NOW, RESTED, None),
    "reached": ("transfer", NOW, {**RESTED, "notices": [{"sent": "2025-02-03", "reached": True}]}, None),
    "not_told": ("transfer", NOW, {**RESTED, "notices": [], "announced": None}, None),
    "small": ("transfer", NOW, {**RESTED, "principal": "9999 JPY", "notices": []}, None),
    "last_day": ("transfer", NOW, {**RESTED, "moved": "2016-06-01"}, None),
}
