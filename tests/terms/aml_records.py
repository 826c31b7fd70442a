"""Records of customers, which are kept for as long as the law of each region asks for."""

import datetime as dt

import calendar_time as time
from truth import negation

ZONE = "Europe/London"
POLICIES = ["purge"]
REGIONS = ["cn", "eu", "hk", "uk", "us"]


def years(region, ended):
    """For how long a region asks to keep the records of a relationship that ended on a day."""
    if region == "cn":
        return 5 if ended < dt.date(2025, 1, 1) else 10
    if region == "hk":
        return 6 if ended < dt.date(2018, 3, 1) else 5
    return 5


def account(chance, now):
    ended = chance.day_ago(now, months=12 * chance.one_of(1, 5, 5, 6, 10))
    if chance.happens(0.2):
        ended = chance.one_of("2018-02-28", "2018-03-01", "2024-12-31", "2025-01-01")
    facts = {
        "region": chance.one_of(*REGIONS),
        "ended": ended,
        "investigation": chance.happens(0.1),
    }
    return chance.forget(facts, ["region", "ended", "investigation"], 0.2)


def request(chance, now):
    return None


def agreed(truths):
    """What all of them say."""
    truths = set(truths)
    return truths.pop() if len(truths) == 1 else None


def purge_when(clock, account):
    """Whether the period is over, in each region that it may be."""
    ended = time.date(account.get("ended"))
    if ended is None:
        return None
    regions = [account["region"]] if "region" in account else REGIONS
    periods = {years(region, ended) for region in regions}
    return agreed(not clock.until(time.last_of(time.moved(ended, 12 * count), ZONE)) for count in periods)


def purge(clock, account, request):
    return {"no_investigation": negation(account.get("investigation"))}


NOW = "2026-06-01T12:00:00+01:00"
LEFT = {"region": "eu", "ended": "2021-05-31", "investigation": False}
NOWHERE = {key: LEFT[key] for key in LEFT if key != "region"}
EXAMPLES = {
    "five_years": ("purge", NOW, LEFT, None),
    "six_years": ("purge", "2023-06-01T12:00:00+01:00", {**LEFT, "region": "hk", "ended": "2017-12-01"}, None),
    "ten_years": ("purge", "2031-06-01T12:00:00+01:00", {**LEFT, "region": "cn", "ended": "2025-05-31"}, None),
    "region_unknown": ("purge", "2031-06-01T12:00:00+01:00", {**NOWHERE, "ended": "2025-05-31"}, None),
    "investigated": ("purge", NOW, {**LEFT, "investigation": True}, None),
}
