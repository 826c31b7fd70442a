"""WeChat accounts that publish to followers: frozen for longer, the more followers there are."""

import calendar_time as time
from truth import either, is_one_of, negation, no

ZONE = "Asia/Shanghai"
POLICIES = ["close", "close", "release_name"]


def account(chance, now):
    facts = {
        "kind": chance.one_of("personal", "organisation"),
        "followers": chance.one_of(0, 10_000, 10_001, 100_000, 100_001),
        "services": chance.many(0.15, lambda: {"name": chance.one_of("支付", "广告", "优惠券")}),
        "closed": chance.ago(now, days=15) if chance.happens(0.8) else None,
        "same_subject": chance.happens(0.2),
    }
    return chance.forget(facts, ["kind", "followers", "services", "same_subject"], 0.2)


def request(chance, now):
    made = chance.ago(now, days=chance.one_of(15, 30, 60, 61))

    def withdrawal():
        return {"made": time.text(time.instant(made) + chance.one_of(-1, 0, 0, 1), ZONE)}

    facts = {
        "made": made,
        "identity_verified": chance.happens(0.9),
        "transfer_verified": chance.happens(0.9),
        "withdrawals": chance.many(0.1, withdrawal),
    }
    return chance.forget(facts, list(facts), 0.1)


def close(clock, account, request):
    personal, organisation = is_one_of(account.get("kind"), "personal"), is_one_of(account.get("kind"), "organisation")
    return {
        "identity_verified": either(negation(personal), request.get("identity_verified")),
        "transfer_verified": either(negation(organisation), request.get("transfer_verified")),
        "no_service": either(negation(organisation), no(account.get("services"))),
        "unfrozen": unfrozen(clock, account, request),
    }


def close_cancelled(clock, account, request):
    withdrawals, made = request.get("withdrawals"), request.get("made")
    if withdrawals == []:
        return False
    if withdrawals is None or made is None:
        return None
    return any(time.instant(it["made"]) > time.instant(made) for it in withdrawals)


def unfrozen(clock, account, request):
    """Whether the days are over, for every number of followers that there may be."""
    if "made" not in request:
        return None
    followers = account.get("followers")
    days = {15, 30, 60} if followers is None else {15 if followers <= 10_000 else 30 if followers <= 100_000 else 60}
    over = {clock.more_than_ago(request["made"], days=count) for count in days}
    return over.pop() if len(over) == 1 else None


def release_name_when(clock, account):
    return account.get("closed") is not None


def release_name(clock, account, request):
    return {"protected": either(account.get("same_subject"), clock.more_than_ago(account.get("closed"), days=15))}


NOW = "2026-06-01T12:00:00+08:00"
PERSON = {"kind": "personal", "followers": 4_200, "services": [], "same_subject": False}
UNCOUNTED = {key: PERSON[key] for key in PERSON if key != "followers"}
COMPANY = {**PERSON, "kind": "organisation", "followers": 64_000}
ASKED = {"made": "2026-05-17T12:00:00+08:00", "identity_verified": True, "transfer_verified": True, "withdrawals": []}
EXAMPLES = {
    "fifteenth_day": ("close", NOW, PERSON, ASKED),
    "thirty_days": ("close", NOW, COMPANY, ASKED),
    "followers_unknown": ("close", NOW, UNCOUNTED, {**ASKED, "made": "2026-03-27T12:00:00+08:00"}),
    "services_run": ("close", NOW, {**COMPANY, "services": [{"name": "广告"}]}, ASKED),
    "name_protected": ("release_name", NOW, {**PERSON, "closed": "2026-05-20T08:00:00+08:00"}, None),
}
