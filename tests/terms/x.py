"""Accounts of a social network: thirty days to come back, or as long as the holder chose."""

import calendar_time as time

ZONE = "UTC"
POLICIES = ["delete"]
WINDOWS = {"30d": (0, 30), "P30D": (0, 30), "12mo": (12, 0), "P1Y": (12, 0)}


def account(chance, now):
    facts = {
        "posts": chance.many(0.4, lambda: {"written": chance.long_ago(now)}),
        "logins": chance.many(0.5, lambda: {"made": chance.ago(now, days=chance.one_of(30, 400, 400))}),
    }
    return chance.forget(facts, ["logins"], 0.05)


def request(chance, now):
    window = chance.one_of(*WINDOWS)
    months, days = WINDOWS[window]
    facts = {
        "deactivated": chance.ago(now, months=months, days=days),
        "password_confirmed": chance.happens(0.93),
        "window": window,
    }
    return chance.forget(facts, list(facts), 0.12)


def delete(clock, account, request):
    return {"password_confirmed": request.get("password_confirmed")}


def delete_cancelled(clock, account, request):
    logins, began = account.get("logins"), request.get("deactivated")
    if logins == []:
        return False
    if logins is None or began is None:
        return None
    return any(time.instant(it["made"]) > time.instant(began) for it in logins)


def delete_over(clock, account, request):
    if "deactivated" not in request or "window" not in request:
        return None
    months, days = WINDOWS[request["window"]]
    return clock.more_than_ago(request["deactivated"], months=months, days=days)


NOW = "2026-06-01T12:00:00+00:00"
ME = {"posts": [], "logins": [{"made": "2026-05-01T08:00:00+00:00"}]}
ASKED = {"deactivated": "2026-05-02T09:00:00+00:00", "password_confirmed": True, "window": "30d"}
EXAMPLES = {
    "thirty_days": ("delete", NOW, ME, ASKED),
    "a_year": ("delete", NOW, ME, {**ASKED, "window": "P1Y"}),
    "came_back": ("delete", NOW, {**ME, "logins": [{"made": "2026-05-20T08:00:00+00:00"}]}, ASKED),
    "not_confirmed": ("delete", NOW, ME, {**ASKED, "password_confirmed": False}),
    "not_told_for_how_long": ("delete", NOW, ME, {key: ASKED[key] for key in ASKED if key != "window"}),
}
