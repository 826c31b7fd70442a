"""Abandoned projects of the Python Package Index, whose names go to new owners."""

import calendar_time as time
from truth import both, either, negation, no

ZONE = "UTC"
POLICIES = ["transfer"]
ADDRESSES = ["a@example.com", "b@example.com", "c@example.com"]


def account(chance, now):
    def attempt():
        return {
            "address": chance.one_of(*ADDRESSES),
            "sent": chance.ago(now, days=chance.one_of(20, 42, 42, 50)),
            "answered": chance.happens(0.05),
        }

    facts = {
        "addresses": [chance.one_of(*ADDRESSES) for _ in range(chance.one_of(1, 2, 2, 3))],
        "attempts": [attempt() for _ in range(chance.one_of(0, 2, 3, 3, 4, 4, 5))],
        "releases": chance.many(0.6, lambda: {"uploaded": chance.ago(now, months=chance.one_of(12, 20, 30))}),
        "activity": chance.ago(now, months=chance.one_of(12, 14)) if chance.happens(0.4) else None,
        "in_use": chance.happens(0.4),
    }
    return chance.forget(facts, ["addresses", "attempts", "releases", "in_use"], 0.12)


def request(chance, now):
    likely = {"attempts_failed": 0.95, "fork_unacceptable": 0.95, "improvements": 0.6, "notable": 0.6}
    return chance.forget({key: chance.happens(share) for key, share in likely.items()}, list(likely), 0.12)


def transfer(clock, account, request):
    attempts, addresses, activity = account.get("attempts"), account.get("addresses"), account.get("activity")
    first = None if not attempts else min((it["sent"] for it in attempts), key=time.instant)
    used = account.get("in_use")
    return {
        "three_times": None if attempts is None else len(attempts) >= 3,
        "every_address": None
        if attempts is None or addresses is None
        else len({it["address"] for it in attempts}) >= len(set(addresses)),
        "six_weeks": None if attempts is None else clock.more_than_ago(first, days=42),
        "not_reachable": no(attempts, lambda it: it["answered"]),
        "no_release": no(account.get("releases"), lambda it: clock.within(it["uploaded"], months=12)),
        "no_activity": activity is None or clock.more_than_ago(activity, months=12),
        "own_attempts": request.get("attempts_failed"),
        "no_fork": request.get("fork_unacceptable"),
        "purpose": either(request.get("improvements"), both(request.get("notable"), negation(used))),
    }


NOW = "2026-06-01T12:00:00+00:00"
TRIED = [
    {"address": address, "sent": f"2026-0{month}-10T09:00:00+00:00", "answered": False}
    for month, address in ((4, ADDRESSES[0]), (4, ADDRESSES[1]), (5, ADDRESSES[0]))
]
ABANDONED = {
    "addresses": ADDRESSES[:2],
    "attempts": TRIED,
    "releases": [{"uploaded": "2021-02-03T10:00:00+00:00"}],
    "in_use": False,
}
CONTINUES = {"attempts_failed": True, "fork_unacceptable": True, "improvements": True, "notable": False}
REUSES = {**CONTINUES, "improvements": False, "notable": True}
EXAMPLES = {
    "continued": ("transfer", NOW, ABANDONED, CONTINUES),
    "reused": ("transfer", NOW, ABANDONED, REUSES),
    "reused_in_use": ("transfer", NOW, {**ABANDONED, "in_use": True}, REUSES),
    "one_address": ("transfer", NOW, {**ABANDONED, "attempts": [*TRIED[::2], TRIED[0]]}, CONTINUES),
    "too_early": ("transfer", "2026-05-01T12:00:00+00:00", {**ABANDONED, "attempts": TRIED[:2]}, CONTINUES),
}
