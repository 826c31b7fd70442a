"""An account that lies idle for 24 months, warned 3 months and 1 month ahead."""

import calendar_time as time
from truth import both, is_one_of, is_zero, negation, no, some

ZONE = "Europe/Berlin"
POLICIES = ["notify_three_months_ahead", "notify_one_month_ahead", "delete"]


def account(chance, now):
    active = chance.ago(now, months=chance.one_of(3, 21, 23, 24, 24, 26))

    def notice():
        kind = chance.one_of("three_months", "one_month")
        sent = chance.ago(now, months=3 if kind == "three_months" else 1)
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
    for done, months in (("warned_at", 3), ("warned_again_at", 1)):
        if chance.happens(0.8):
            facts[done] = chance.ago(now, months=months)
            if chance.happens(0.15):
                facts[done] = time.text(time.instant(active) + chance.one_of(-1, 0, 1), ZONE)
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


def is_since(account, done):
    """Whether something is done, and after the last activity."""
    active, at = account.get("last_activity"), account.get(done)
    if at is None:
        return False
    return None if active is None else time.instant(at) > time.instant(active)


def notify_three_months_ahead_when(clock, account):
    is_due = both(idle_for(clock, account, 21), negation(sent_since(account, "three_months")))
    return both(is_there(account), negation(is_since(account, "warned_at")), is_due)


def notify_three_months_ahead(clock, account, request):
    return {}


def notify_one_month_ahead_when(clock, account):
    is_due = both(idle_for(clock, account, 23), negation(sent_since(account, "one_month")))
    is_next = both(is_since(account, "warned_at"), negation(is_since(account, "warned_again_at")))
    return both(is_there(account), is_next, is_due)


def notify_one_month_ahead(clock, account, request):
    return {}


def delete_when(clock, account):
    return both(is_there(account), is_since(account, "warned_again_at"), idle_for(clock, account, 24))


def delete(clock, account, request):
    older = lambda months: lambda it: clock.more_than_ago(it.get("sent"), months=months, known="sent" in it)
    return {
        "warned_three_months_ahead": sent_since(account, "three_months", older(3)),
        "warned_one_month_ahead": sent_since(account, "one_month", older(1)),
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
WARNED = {**USED, "warned_at": FIRST["sent"]}
WARNED_AGAIN = {**WARNED, "warned_again_at": SECOND["sent"]}
EXAMPLES = {
    "first_notice": ("notify_three_months_ahead", "2025-10-15T12:00:00+02:00", USED, None),
    "second_notice": ("notify_one_month_ahead", "2025-12-15T12:00:00+01:00", {**WARNED, "notices": [FIRST]}, None),
    "warned_twice": ("delete", "2026-01-17T12:00:00+01:00", {**WARNED_AGAIN, "notices": [FIRST, SECOND]}, None),
    "second_notice_late": ("delete", "2026-01-16T08:00:00+01:00", {**WARNED_AGAIN, "notices": [FIRST, SECOND]}, None),
    "never_warned": ("delete", "2026-06-01T12:00:00+02:00", {**USED, "balance": "12.40 EUR"}, None),
    "came_back": ("delete", "2026-06-01T12:00:00+02:00", {**WARNED_AGAIN, "last_activity": SECOND["sent"]}, None),
    "nothing_on_record": ("delete", "2026-06-01T12:00:00+02:00", {**WARNED_AGAIN, "balance": "12.40 EUR"}, None),
}
