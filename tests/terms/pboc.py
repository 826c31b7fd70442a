"""Company accounts at Chinese banks: a year without a movement, five working days to close."""

import datetime as dt

import calendar_time as time
from truth import both, is_zero, some

ZONE = "Asia/Shanghai"
POLICIES = ["dormant", "stop_payments"]
HOLIDAYS = """2025-01-01 1 2025-01-28 8 2025-04-04 3 2025-05-01 5 2025-05-31 3 2025-10-01 8
2026-01-01 3 2026-02-15 9 2026-04-04 3 2026-05-01 5 2026-06-19 3 2026-09-25 3 2026-10-01 7""".split()
REST = {
    dt.date.fromisoformat(first) + dt.timedelta(days=day)
    for first, count in zip(HOLIDAYS[::2], HOLIDAYS[1::2])
    for day in range(int(count))
}
WORKED = {
    dt.date.fromisoformat(day)
    for day in """2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10""".split()
}


def is_worked(day):
    """Whether a day of 2025 or 2026 is a working day."""
    assert day.year in (2025, 2026), day
    return day in WORKED or (day.weekday() < 5 and day not in REST)


def working_days_after(day, count):
    """The day on which so many working days after a day end."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_worked(day)
    return day


def moved_to_a_working_day(day):
    return day if is_worked(day) else working_days_after(day, 1)


def account(chance, now):
    def day(low, high):
        return dt.date(2025, 1, 1) + dt.timedelta(days=low + chance.below(high - low))

    ended = day(0, 700)
    off = chance.one_of(-1, 0, 0, 1, 1, 9)
    facts = {
        "last_movement": chance.day_ago(now, months=chance.one_of(6, 12, 12, 13)),
        "owed": chance.amount("CNY", 0.1),
        "ended": ended.isoformat() if chance.happens(0.8) else None,
        "applied": (working_days_after(ended, 5) + dt.timedelta(days=off)).isoformat() if chance.happens(0.4) else None,
        "notices": chance.many(0.8, lambda: {"sent": day(0, 680).isoformat()}),
    }
    return chance.forget(facts, ["last_movement", "owed", "notices"], 0.12)


def request(chance, now):
    return None


def dormant_when(clock, account):
    day = time.date(account.get("last_movement"))
    rested = None if day is None else not clock.until(time.last_of(time.moved(day, 12), ZONE))
    return both(rested, is_zero(account.get("owed")))


def dormant(clock, account, request):
    moved = time.date(account.get("last_movement"))

    def run_out(it):
        sent = time.date(it["sent"])
        last = moved_to_a_working_day(sent + dt.timedelta(days=30))
        over = not clock.until(time.last_of(last, ZONE))
        return both(None if moved is None else sent > moved, over)

    return {"notified": some(account.get("notices"), run_out)}


def stop_payments_when(clock, account):
    ended, applied = time.date(account.get("ended")), time.date(account.get("applied"))
    if ended is None:
        return False
    last = working_days_after(ended, 5)
    over = not clock.until(time.last_of(last, ZONE))
    return both(over, applied is None or applied > last)


def stop_payments(clock, account, request):
    return {}


QUIET = {"last_movement": "2025-05-10", "owed": "0 CNY", "notices": [{"sent": "2026-05-20"}]}
ENDED = {**QUIET, "last_movement": "2026-02-10", "ended": "2026-02-13", "notices": []}
EXAMPLES = {
    "ends_on_a_holiday": ("dormant", "2026-06-22T12:00:00+08:00", QUIET, None),
    "suspended": ("dormant", "2026-06-23T00:00:00+08:00", QUIET, None),
    "owes": ("dormant", "2026-06-23T00:00:00+08:00", {**QUIET, "owed": "20.00 CNY"}, None),
    "over_the_spring_festival": ("stop_payments", "2026-02-27T18:00:00+08:00", ENDED, None),
    "too_late": ("stop_payments", "2026-03-02T09:00:00+08:00", {**ENDED, "applied": "2026-02-28"}, None),
}
