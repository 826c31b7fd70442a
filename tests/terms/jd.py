"""Accounts of a marketplace: what is left is used up, or given up."""

from chance import numbered
from truth import both, either, is_one_of, is_zero, negation, no

ZONE = "Asia/Shanghai"
POLICIES = ["close"]


def account(chance, now):
    def order():
        state = chance.one_of("completed", "completed", "cancelled", "paid", "shipped", "unpaid")
        return {"state": state, **({"completed": chance.ago(now)} if state == "completed" else {})}

    facts = {
        "valid": chance.happens(0.95),
        "balance": chance.amount("CNY", 0.15),
        "cards": chance.amount("CNY", 0.1),
        "beans": chance.one_of(0, 0, 0, 0, 1, 800),
        "coupons": chance.one_of(0, 0, 0, 0, 1),
        "deposit": chance.amount("CNY", 0.06),
        "owed": chance.amount("CNY", 0.06),
        "orders": numbered("1000", chance.many(0.2, order)),
        "shop_used": chance.happens(0.05),
        "disputes": chance.many(0.15, lambda: {"subject": "退款", "settled": chance.happens(0.8)}),
        "payment": chance.one_of("never_opened", "closed", "closed", "closed", "closed", "closed", "open"),
        "links": chance.many(0.08, lambda: {"name": "微信"}),
    }
    return chance.forget(facts, list(facts), 0.2)


def request(chance, now):
    return chance.forget({"assets_waived": chance.happens(0.6)}, ["assets_waived"], 0.06)


def zero(count):
    return None if count is None else count == 0


def close(clock, account, request):
    amounts = (is_zero(account.get(key)) for key in ("balance", "cards"))
    used_up = both(*amounts, *(zero(account.get(key)) for key in ("beans", "coupons")))
    is_open = lambda it: negation(is_one_of(it.get("state"), "completed", "cancelled"))
    return {
        "valid": account.get("valid"),
        "assets": either(used_up, request.get("assets_waived")),
        "no_deposit": is_zero(account.get("deposit")),
        "nothing_owed": is_zero(account.get("owed")),
        "no_open_order": no(account.get("orders"), is_open),
        "no_shop": negation(account.get("shop_used")),
        "no_dispute": no(account.get("disputes"), lambda it: negation(it.get("settled"))),
        "payment_closed": negation(is_one_of(account.get("payment"), "open")),
        "no_link": no(account.get("links")),
    }


NOW = "2026-06-01T12:00:00+08:00"
TIDY = {
    "valid": True,
    "balance": "0 CNY",
    "cards": "0 CNY",
    "beans": 0,
    "coupons": 0,
    "deposit": "0 CNY",
    "owed": "0 CNY",
    "orders": [{"number": "100023", "state": "completed", "completed": "2025-11-11T20:00:00+08:00"}],
    "shop_used": False,
    "disputes": [],
    "payment": "closed",
    "links": [],
}
KEEPS, WAIVES = {"assets_waived": False}, {"assets_waived": True}
LEFT = {**TIDY, "balance": "38.20 CNY", "beans": 412}
EXAMPLES = {
    "nothing_left": ("close", NOW, TIDY, KEEPS),
    "left_over": ("close", NOW, LEFT, KEEPS),
    "given_up": ("close", NOW, LEFT, WAIVES),
    "deposit_and_debt": ("close", NOW, {**LEFT, "deposit": "100 CNY", "owed": "8 CNY"}, WAIVES),
    "had_a_shop": ("close", NOW, {**TIDY, "shop_used": True}, KEEPS),
}
