"""Bank deposits that nobody has claimed, by the law of California."""

import calendar_time as time
from truth import both, either, negation, number, some

ZONE = "America/Los_Angeles"
POLICIES = ["escheat"]


def account(chance, now):
    contact = chance.day_ago(now, months=chance.one_of(12, 36, 37, 40, 44, 48))
    if chance.happens(0.3):
        contact = f"{time.date(contact).year}-06-{chance.one_of(29, 30, 30)}"

    def notice():
        mailed = time.moved(as_of(time.date(contact)), months=-chance.one_of(6, 9, 12), days=chance.one_of(-1, 0, 0, 1))
        return chance.forget({"mailed": mailed.isoformat()}, ["mailed"], 0.03)

    facts = {
        "last_contact": contact,
        "value": f"{chance.one_of('49.99', '50.00', '50.00', '811.04')} USD",
        "address_known": chance.happens(0.8),
        "reported": chance.day_ago(now) if chance.happens(0.1) else None,
        "notices": chance.many(0.7, notice),
    }
    return chance.forget(facts, ["last_contact", "value", "address_known", "notices"], 0.12)


def request(chance, now):
    return None


def as_of(contact):
    """The 30 June of the report."""
    return time.next_day(6, 30, time.moved(contact, months=36))


def escheat_when(clock, account):
    contact = time.date(account.get("last_contact"))
    over = None if contact is None else not clock.until(time.last_of(as_of(contact), ZONE))
    return both(account.get("reported") is None, over)


def escheat(clock, account, request):
    contact, value = time.date(account.get("last_contact")), number(account.get("value"))

    def in_time(it):
        mailed = time.date(it.get("mailed"))
        if mailed is None or contact is None:
            return None
        return time.moved(mailed, months=6) <= as_of(contact) <= time.moved(mailed, months=12)

    asked = both(None if value is None else value >= 50, account.get("address_known"))
    return {"notified": either(negation(asked), some(account.get("notices"), in_time))}


NOW = "2026-08-14T09:00:00-07:00"
SILENT = {
    "last_contact": "2023-03-30",
    "value": "811.04 USD",
    "address_known": True,
    "notices": [{"mailed": "2025-11-03"}],
}
EXAMPLES = {
    "reported_in_time": ("escheat", NOW, SILENT, None),
    "reported_late": ("escheat", "2026-11-20T09:00:00-08:00", SILENT, None),
    "not_told": ("escheat", NOW, {**SILENT, "notices": []}, None),
    "small": ("escheat", NOW, {**SILENT, "value": "12.50 USD", "notices": []}, None),
    "next_year": ("escheat", NOW, {**SILENT, "last_contact": "2023-06-30"}, None),
}
