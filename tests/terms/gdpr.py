"""Erasure on request under GDPR art. 17, with the exceptions of its third paragraph."""

import calendar_time as time
from chance import numbered
from truth import both, deadline, either, is_one_of, negation, no

ZONE = "Europe/Berlin"
POLICIES = ["erase"]
BASES = ["consent", "contract", "obligation", "vital_interest", "public_task", "legitimate_interest"]
EXCEPTIONS = {
    "no_expression": "expression",
    "no_legal_duty": "legal_duty",
    "no_public_health": "public_health",
    "no_archive": "archive",
    "no_legal_claim": "legal_claim",
}


def account(chance, now):
    def processing():
        facts = {
            "purpose": f"purpose {chance.below(9)}",
            "basis": chance.one_of(*BASES, "consent", "consent"),
            "necessary": chance.happens(0.4),
            "other_basis": chance.happens(0.3),
            "direct_marketing": chance.happens(0.3),
            "overriding": chance.happens(0.4),
            "lawful": chance.happens(0.9),
            "erasure_ordered": chance.happens(0.05),
            "child": chance.happens(0.05),
        }
        required = list(facts)[1:]
        if chance.happens(0.5):
            facts["consent_withdrawn"] = chance.ago(now, days=5)
        if chance.happens(0.5):
            facts["objected"] = chance.ago(now, days=5)
        return chance.forget(facts, required, 0.1)

    def exception():
        facts = {"kind": chance.one_of(*EXCEPTIONS.values()), "subject": "file"}
        if chance.happens(0.6):
            facts["ended"] = chance.long_ago(now)
        return chance.forget(facts, ["kind"], 0.03)

    facts = {
        "processings": chance.many(0.6, processing),
        "exceptions": chance.many(0.3, exception),
        "invoices": numbered("R-", chance.many(0.3, lambda: {"issued": chance.day_ago(now, months=96)})),
    }
    return chance.forget(facts, ["processings", "exceptions"], 0.08)


def request(chance, now):
    facts = {
        "received": chance.ago(now, months=chance.one_of(1, 3)),
        "identity_doubtful": chance.happens(0.06),
        "extended": chance.happens(0.3),
    }
    for name in ("answered", "told_of_extension"):
        if chance.happens(0.4):
            end = months_after(facts["received"], chance.one_of(1, 1, 3))
            facts[name] = time.text(end + chance.one_of(-3 * time.DAY, -1, 0, 1, time.DAY), ZONE)
    return chance.forget(facts, ["identity_doubtful", "extended"])


def months_after(event, months):
    return time.plus(time.instant(event), ZONE, months=months)


def has_ground(it):
    withdrawn = both(
        is_one_of(it.get("basis"), "consent"), it.get("consent_withdrawn") is not None, negation(it.get("other_basis"))
    )
    objected = both(it.get("objected") is not None, either(it.get("direct_marketing"), negation(it.get("overriding"))))
    return either(
        negation(it.get("necessary")),
        withdrawn,
        objected,
        negation(it.get("lawful")),
        it.get("erasure_ordered"),
        it.get("child"),
    )


def erase(clock, account, request):
    found = {
        "identity_clear": negation(request.get("identity_doubtful")),
        "every_ground": no(account.get("processings"), lambda it: negation(has_ground(it))),
    }
    for name, kind in EXCEPTIONS.items():
        is_open = lambda it, kind=kind: both(is_one_of(it.get("kind"), kind), it.get("ended") is None)
        found[name] = no(account.get("exceptions"), is_open)
    return found


def erase_deadlines(clock, account, request):
    received, extended = request["received"], request.get("extended")
    month, three = months_after(received, 1), months_after(received, 3)
    return {
        # Art. 12(3): one month, which may be extended by two.
        "answer": deadline(clock, {True: [three], False: [month], None: [month, three]}[extended], request.get("answered")),
        "tell_of_extension": deadline(clock, [month], request.get("told_of_extension"), extended),
    }


NOW = "2026-06-01T12:00:00+02:00"
NEWSLETTER = {
    "purpose": "newsletter",
    "basis": "consent",
    "necessary": True,
    "consent_withdrawn": "2026-05-20T09:00:00+02:00",
    "other_basis": False,
    "direct_marketing": True,
    "overriding": False,
    "lawful": True,
    "erasure_ordered": False,
    "child": False,
}
STORED = {
    "processings": [NEWSLETTER],
    "exceptions": [],
    "invoices": [{"number": "2023-0117", "issued": "2023-06-14"}],
}
RECEIVED = {"received": "2026-05-20T09:00:00+02:00", "identity_doubtful": False, "extended": False}
CLAIM = {"kind": "legal_claim", "subject": "warranty dispute"}
EXAMPLES = {
    "consent_withdrawn": ("erase", NOW, STORED, RECEIVED),
    "contract_runs": (
        "erase", NOW,
        {**STORED, "processings": [{**NEWSLETTER, "purpose": "delivery", "basis": "contract", "direct_marketing": False}]},
        RECEIVED,
    ),
    "legal_claim": ("erase", NOW, {**STORED, "exceptions": [CLAIM]}, RECEIVED),
    "claim_settled": ("erase", NOW, {**STORED, "exceptions": [{**CLAIM, "ended": "2026-02-01T00:00:00+01:00"}]}, RECEIVED),
    "exceptions_not_told": ("erase", NOW, {"processings": [NEWSLETTER], "invoices": []}, RECEIVED),
}  # fmt: skip
