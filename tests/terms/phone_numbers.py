"""Telephone numbers of the United States, which rest before they are given to somebody else."""

import datetime as dt

import calendar_time as time
from truth import either

ZONE = "America/New_York"
POLICIES = ["recycle"]


def account(chance, now):
    disconnected = chance.day_ago(now, days=chance.one_of(0, 20, 45, 45, 46, 90, 365))
    facts = {
        "class": chance.one_of("residential", "business"),
        "disconnected": disconnected if chance.happens(0.92) else None,
        "small": chance.happens(0.4),
    }
    if chance.happens(0.6):
        reported = time.moved(time.date(disconnected), days=chance.one_of(-1, 0, 0, 14, 28))
        facts["reported"] = reported.isoformat()
    return chance.forget(facts, ["class", "small"], 0.12)


def request(chance, now):
    return None


def recycle_when(clock, account):
    return account.get("disconnected") is not None


def recycle(clock, account, request):
    day, reported = time.date(account.get("disconnected")), time.date(account.get("reported"))
    if day is None:
        return {}
    rule = clock.since(time.first_of(dt.date(2020, 7, 27), ZONE))
    rested = [clock.since(time.first_of(time.moved(day, days=days), ZONE)) for days in (0, 45)]
    small = account.get("small")
    begins = [dt.date(2021, 10, 15)] * (small is not False) + [dt.date(2021, 4, 15)] * (small is not True)
    asked = {clock.since(time.first_of(first, ZONE)) for first in begins}
    told = reported is not None and reported >= day
    return {
        "aged": rested[1] if rule else rested[0],
        "reported": either(not asked.pop() if len(asked) == 1 else None, told),
    }


NOW = "2026-06-01T12:00:00-04:00"
RESTS = {"class": "residential", "disconnected": "2026-05-02", "reported": "2026-05-15", "small": False}
EXAMPLES = {
    "rests": ("recycle", NOW, RESTS, None),
    "rested": ("recycle", NOW, {**RESTS, "disconnected": "2026-04-17"}, None),
    "not_reported": ("recycle", NOW, {"class": "business", "disconnected": "2026-02-17", "small": True}, None),
    "before_the_rule": ("recycle", "2020-06-01T12:00:00-04:00", {**RESTS, "disconnected": "2020-05-31"}, None),
    "in_use": ("recycle", NOW, {"class": "business", "small": False}, None),
}
