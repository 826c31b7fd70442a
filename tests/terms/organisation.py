"""An organisation that cannot be deleted while it owns what others use."""

from truth import both, is_one_of, negation, no

ZONE = "UTC"
POLICIES = ["delete"]


def account(chance, now):
    def resource():
        facts = {
            "name": f"resource {chance.below(99)}",
            "outside": chance.one_of(0, 0, 0, 1, 5),
            "transfer": chance.one_of("none", "offered", "accepted", "accepted"),
        }
        return chance.forget(facts, ["outside", "transfer"], 0.04)

    plan = lambda: {"name": "team", "renews": chance.happens(0.3), "paid_until": chance.ago(now)}
    facts = {
        "members": [{"name": name} for name in ["Ada", "Grace", "Edsger"][: chance.one_of(0, 1, 1, 1, 1, 1, 2, 3)]],
        "resources": chance.many(0.5, resource),
        "subscriptions": chance.many(0.3, plan),
        "due": chance.amount("USD", 0.1) if chance.happens(0.9) else "-3.50 USD",
        "legal_hold": chance.happens(0.06),
    }
    return chance.forget(facts, list(facts), 0.1)


def request(chance, now):
    facts = {"by_owner": chance.happens(0.93), "name_confirmed": chance.happens(0.93)}
    return chance.forget(facts, list(facts))


def nothing_due(amount):
    if amount is None:
        return None
    written = amount["amount"] if isinstance(amount, dict) else amount.split()[0]
    return written.startswith("-") or float(written) == 0


def close_members(members):
    return None if members is None else len(members) <= 1


def delete(clock, account, request):
    shared = lambda it: both(
        None if it.get("outside") is None else it["outside"] > 0,
        negation(is_one_of(it.get("transfer"), "accepted")),
    )
    return {
        "asked_by_an_owner": request.get("by_owner"),
        "name_confirmed": request.get("name_confirmed"),
        "no_shared_resource": no(account.get("resources"), shared),
        "no_other_member": close_members(account.get("members")),
        "nothing_renews": no(account.get("subscriptions"), lambda it: it.get("renews")),
        "nothing_due": nothing_due(account.get("due")),
        "no_legal_hold": negation(account.get("legal_hold")),
    }


NOW = "2026-06-01T12:00:00+00:00"
EMPTY = {
    "members": [{"name": "Ada"}],
    "resources": [{"name": "notes", "outside": 0, "transfer": "none"}],
    "subscriptions": [{"name": "team", "renews": False, "paid_until": "2026-06-30T00:00:00+00:00"}],
    "due": "0 USD",
    "legal_hold": False,
}
ASKED = {"by_owner": True, "name_confirmed": True}
SHARED = {"name": "parser", "outside": 12, "transfer": "offered"}
EXAMPLES = {
    "owns_nothing_shared": ("delete", NOW, EMPTY, ASKED),
    "owns_what_others_use": ("delete", NOW, {**EMPTY, "resources": [SHARED]}, ASKED),
    "handed_over": ("delete", NOW, {**EMPTY, "resources": [{**SHARED, "transfer": "accepted"}]}, ASKED),
    "members_left": ("delete", NOW, {**EMPTY, "members": [{"name": "Ada"}, {"name": "Grace"}], "due": "4.00 USD"}, ASKED),
    "sharing_not_told": ("delete", NOW, {**EMPTY, "resources": [{"name": "parser", "transfer": "none"}]}, ASKED),
}
