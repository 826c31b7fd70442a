"""An account that lies idle for 24 months, warned 3 months and 1 month ahead, by notices of this deletion."""

import calendar_time as time
from truth import both, is_one_of, is_zero, negation, no, some

ZONE = "Europe/Berlin"
POLICIES = ["delete"]


def account(chance, now):
    active = chance.ago(now, months=chance.one_of(3, 24, 24, 26, 26, 27))

    def notice():
        kind = chance.one_of("three_months", "one_month")
        sent = chance.ago(now, months=chance.one_of(3, 12) if kind == "three_months" else chance.one_of(1, 6))
        if chance.happens(0.15):
            sent = time.text(time.instant(active) + chance.one_of(-1, 0, 1), ZONE)
        return chance.forget({"kind": kind, "sent": sent}, ["kind", "sent"], 0.02)

    facts = {
        "last_activity": active,
        "balance": chance.amount("EUR", 0.1),
        "subscriptions": chance.many(0.12, lambda: {"name": "storage", "paid_until": chance.ago(now)}),
        "notices": chance.many(0.9, notice) + chance.many(0.5, notice),
        "files": chance.many(0.5, lambda: {"bytes": chance.below(3)}),
    }
    if chance.happens(0.05):
        facts["closed_at"] = chance.ago(now)
    return chance.forget(facts, list(facts)[:4], 0.1)


def request(chance, now):
    return None


def sent_since(account, kind, also=lambda it: True):
    active = account.get("last_activity")

    def is_such(it):
        sent = it.get("sent")
        later = None if sent is None or active is None else time.instant(sent) > time.instant(active)
        return both(is_one_of(it.get("kind"), kind), later, also(it))

    return some(account.get("notices"), is_such)


def idle_for(clock, account, months):
    return clock.more_than_ago(account.get("last_activity"), months=months, known="last_activity" in account)


def is_there(account):
    return account.get("closed_at") is None


def delete_when(clock, account):
    return both(is_there(account), idle_for(clock, account, 24))


def delete(clock, account, request):
    def of_this_deletion(least, most):
        """So long ago at least, and at most: at the very instant of either it counts."""

        def is_so(it):
            if "sent" not in it:
                return None
            sent = time.instant(it["sent"])
            reached = clock.since(time.plus(sent, ZONE, least, 0))
            return clock.until(time.plus(sent, ZONE, most, 0)) and reached

        return is_so

    return {
        "three_months_ahead": sent_since(account, "three_months", of_this_deletion(3, 12)),
        "one_month_ahead": sent_since(account, "one_month", of_this_deletion(1, 6)),
        "no_balance": is_zero(account.get("balance")),
        "no_subscription": no(account.get("subscriptions"), lambda it: not clock.is_past(it["paid_until"])),
    }


USED = {
    "last_activity": "2024-01-15T10:00:00+01:00",
    "balance": "0 EUR",
    "subscriptions": [],
    "notices": [],
    "files": [{"bytes": 52_000}],
}
FIRST = {"kind": "three_months", "sent": "2025-10-16T09:00:00+02:00"}
SECOND = {"kind": "one_month", "sent": "2025-12-16T09:00:00+01:00"}
WARNED = {**USED, "notices": [FIRST, SECOND]}
EARLY = [
    {"kind": "three_months", "sent": "2024-01-15T10:00:00.000001+01:00"},
    {"kind": "one_month", "sent": "2024-01-15T10:00:00.000002+01:00"},
]
EXAMPLES = {
    "warned_twice": ("delete", "2026-01-17T12:00:00+01:00", WARNED, None),
    "second_notice_late": ("delete", "2026-01-16T08:00:00+01:00", WARNED, None),
    "never_warned": ("delete", "2026-06-01T12:00:00+02:00", {**USED, "balance": "12.40 EUR"}, None),
    "came_back": ("delete", "2026-06-01T12:00:00+02:00", {**WARNED, "last_activity": SECOND["sent"]}, None),
    "warned_two_years_ahead": ("delete", "2026-06-01T12:00:00+02:00", {**USED, "notices": EARLY}, None),
    "warned_too_long_ago": ("delete", "2026-12-01T12:00:00+01:00", WARNED, None),
}
