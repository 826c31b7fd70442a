"""Member accounts of an organization, of which only so many may be closed within 30 days."""

from fractions import Fraction

import calendar_time as time
from truth import negation

ZONE = "UTC"
POLICIES = ["close", "close", "erase"]


def account(chance, now):
    count = chance.one_of(0, 3, 9, 10, 10, 11, 12)
    facts = {
        "management": chance.happens(0.05),
        "closed": chance.ago(now, days=90) if chance.happens(0.8) else None,
        "members": chance.one_of(3, 20, 109, 110, 119, 120, 12_000),
        "all_features": chance.happens(0.95),
        "closures": [{"at": chance.ago(now, days=chance.one_of(15, 15, 15, 30))} for _ in range(count)],
    }
    return chance.forget(facts, ["management", "members", "all_features", "closures"], 0.15)


def request(chance, now):
    return None


def close(clock, account, request):
    below = None
    if account.get("closures") is not None:
        used = 1 + sum(clock.within(it["at"], days=30) for it in account["closures"])
        members = account.get("members")
        below = (used <= 10 or (None if used <= 1_000 else False)) if members is None else used <= clamped(members)
    return {
        "member": negation(account.get("management")),
        "all_features": account.get("all_features"),
        "below_quota": below,
    }


def clamped(members):
    return min(Fraction(1_000), max(Fraction(10), Fraction(members, 10)))


def erase_when(clock, account):
    return clock.more_than_ago(account.get("closed"), days=90)


def erase(clock, account, request):
    return {}


NOW = "2026-06-01T12:00:00+00:00"
TEN = [{"at": f"2026-05-{day:02}T08:00:00+00:00"} for day in range(5, 15)]
MEMBER = {"management": False, "members": 40, "all_features": True, "closures": TEN[1:]}
THOUSAND = [{"at": "2026-05-20T08:00:00+00:00"}] * 1_000
LARGE = {**MEMBER, "members": 12_000}
EXAMPLES = {
    "thousandth": ("close", NOW, {**LARGE, "closures": THOUSAND[1:]}, None),
    "thousand_and_first": ("close", NOW, {**LARGE, "closures": THOUSAND}, None),
    "tenth": ("close", NOW, MEMBER, None),
    "eleventh": ("close", NOW, {**MEMBER, "closures": TEN}, None),
    "larger_organization": ("close", NOW, {**MEMBER, "closures": TEN, "members": 230}, None),
    "management_account": ("close", NOW, {**MEMBER, "management": True, "all_features": False}, None),
    "ninety_days": ("erase", NOW, {**MEMBER, "closed": "2026-03-03T11:59:59+00:00"}, None),
}
