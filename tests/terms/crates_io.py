"""Crates of the registry of Rust: new, or hardly used."""

import calendar_time as time
from truth import below, both, either

ZONE = "UTC"
POLICIES = ["delete"]


def account(chance, now):
    published = chance.ago(now, days=chance.one_of(3, 3, 40))
    months = max(1, -(-(now - time.instant(published)) // (30 * time.DAY)))
    facts = {
        "published": published,
        "owners": chance.one_of(1, 1, 1, 2, 3),
        "dependents": chance.one_of(0, 0, 0, 0, 2),
        "downloads": max(0, months * 100 + chance.one_of(-50, -1, -1, 0, 30)),
        "months": months,
    }
    return chance.forget(facts, list(facts), 0.15)


def request(chance, now):
    return chance.forget({"by_owner": chance.happens(0.95)}, ["by_owner"], 0.04)


def delete(clock, account, request):
    fresh = None
    if "published" in account:
        published = time.instant(account["published"])
        ended = clock.since(published + 72 * time.HOUR)
        fresh = clock.since(published) and not ended
    owners, downloads, months = account.get("owners"), account.get("downloads"), account.get("months")
    unused = both(
        below(owners, 2),
        below(account.get("dependents"), 1),
        below(downloads, None if months is None else 100 * months),
    )
    return {"asked_by_an_owner": request.get("by_owner"), "deletable": either(fresh, unused)}


NOW = "2026-06-01T12:00:00+00:00"
USED = {
    "published": "2026-05-30T08:00:00+00:00",
    "owners": 2,
    "dependents": 1,
    "downloads": 740,
    "months": 1,
}
OLD = {**USED, "published": "2024-07-01T08:00:00+00:00", "months": 24}
ASKED = {"by_owner": True}
EXAMPLES = {
    "new": ("delete", NOW, USED, ASKED),
    "used": ("delete", NOW, OLD, ASKED),
    "unused": ("delete", NOW, {**OLD, "owners": 1, "dependents": 0}, ASKED),
    "seventy_two_hours": ("delete", NOW, {**USED, "published": "2026-05-29T12:00:00+00:00"}, ASKED),
    "not_an_owner": ("delete", NOW, USED, {"by_owner": False}),
}
