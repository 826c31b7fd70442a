"""Accounts at PayPal: a fee for a year without activity, and the closing of empty accounts."""

import decimal

from truth import both, either, negation, no, number

ZONE = "UTC"
POLICIES = ["charge", "close"]
EXEMPT = ["DE", "AT", "IT", "GR", "HU", "PL"]
FEE = decimal.Decimal(10)


def service(chance, now):
    return {} if chance.happens(0.05) else {"exempt": EXEMPT[chance.below(3) :]}


def amount(chance):
    written = chance.one_of("0.00", "0.00", "0.01", "9.99", "10.00", "10.01", "-3.50", "250.00")
    return f"{written} EUR"


def account(chance, now):
    is_young = chance.happens(0.2)
    facts = {
        "kind": chance.one_of("personal", "personal", "business"),
        "country": chance.one_of("ES", "FR", *EXEMPT),
        "opened": chance.ago(now, months=12, days=chance.one_of(0, 60)) if is_young else chance.long_ago(now),
        "balance": amount(chance),
        "activities": chance.many(0.7, lambda: {"at": chance.ago(now, months=12, days=chance.one_of(0, 60, 60))}),
        "charged": chance.ago(now, months=chance.one_of(2, 12)) if chance.happens(0.4) else None,
    }
    return chance.forget(facts, ["kind", "country", "opened", "balance", "activities"], 0.12)


def request(chance, now):
    return None


def idle(clock, account, months, days=0):
    """Whether nothing has happened since the account was opened, for so long."""
    old = clock.more_than_ago(account.get("opened"), months=months, days=days, known="opened" in account)

    def within(activity):
        return clock.within(activity["at"], months=months, days=days)

    return both(old, no(account.get("activities"), within))


def is_positive(account):
    left = number(account.get("balance"))
    return None if left is None else left > 0


def charge_when(clock, account):
    return both(idle(clock, account, 12), is_positive(account))


def charge(clock, account, request):
    kind, country, exempt = account.get("kind"), account.get("country"), account["service"].get("exempt")
    listed = None if country is None or exempt is None else country in exempt
    is_business = None if kind is None else kind == "business"
    charged = account.get("charged")
    return {
        "liable": either(is_business, negation(listed)),
        "yearly": charged is None or clock.more_than_ago(charged, months=12),
    }


def close_when(clock, account):
    return both(idle(clock, account, 12), negation(is_positive(account)))


def close(clock, account, request):
    charged = account.get("charged")
    return {
        "inactive_for_longer": idle(clock, account, 12, 60),
        "not_just_charged": charged is None or clock.more_than_ago(charged, days=60),
    }


def outcome(policy, account):
    """What is done to an eligible account."""
    if policy == "close":
        return {"outcome": "close"}
    return {"outcome": "charge", "outcome_value": f"{min(number(account['balance']), FEE):.2f} EUR"}


NOW = "2026-06-01T12:00:00+00:00"
QUIET = {
    "kind": "personal",
    "country": "ES",
    "opened": "2020-01-01T00:00:00+00:00",
    "balance": "3.20 EUR",
    "activities": [{"at": "2025-01-01T09:00:00+00:00"}],
    "charged": None,
}
OF_2022 = {"exempt": EXEMPT}
EXAMPLES = {
    "charged_all_there_is": ("charge", NOW, QUIET, None, OF_2022),
    "charged_the_fee": ("charge", NOW, {**QUIET, "balance": "25.00 EUR"}, None, OF_2022),
    "exempt_country": ("charge", NOW, {**QUIET, "country": "AT"}, None, OF_2022),
    "exempt_countries_unknown": ("charge", NOW, QUIET, None, {}),
    "emptied": ("close", NOW, {**QUIET, "balance": "0.00 EUR", "charged": "2026-05-01T00:00:00+00:00"}, None, {}),
}
