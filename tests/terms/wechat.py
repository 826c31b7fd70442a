"""WeChat, W1 to W10."""

from truth import either, is_one_of, negation, no

ZONE = "Asia/Shanghai"
POLICIES = ["close"]
KINDS = ["subscription_account", "service_account", "mini_program", "wecom", "open_platform"]


def account(chance, now):
    def authorisation():
        facts = {"app": f"app {chance.below(9)}", "granted": chance.long_ago(now)}
        if chance.happens(0.2):
            facts["granted"] = chance.ago(now, days=30)
        if chance.happens(0.6):
            facts["last_used"] = chance.ago(now, days=30)
        return chance.forget(facts, ["granted"], 0.03)

    operation = lambda: {"name": chance.one_of("改密", "改绑"), "made": chance.ago(now, days=14)}
    facts = {
        "stolen": chance.happens(0.06),
        "banned": chance.happens(0.06),
        "wechat_pay": chance.one_of("never_opened", "closed", "closed", "closed", "closed", "open"),
        "operations": chance.many(0.3, operation),
        "fund_issues": chance.many(0.08, lambda: {"name": "transfer", "amount": chance.amount("CNY", 1)}),
        "cards": chance.many(0.08, lambda: {"name": "coupon"}),
        "roles": chance.many(0.08, lambda: {"kind": chance.one_of(*KINDS), "name": "shop"}),
        "authorisations": chance.many(0.4, authorisation),
        "bindings": chance.many(0.08, lambda: {"app": f"app {chance.below(9)}"}),
        "friends": chance.below(300),
        "chats": chance.below(300),
    }
    for element in facts["operations"]:
        chance.forget(element, ["made"], 0.04)
    return chance.forget(facts, list(facts)[:9], 0.1)


def request(chance, now):
    return None


def close(clock, account, request):
    operations = lambda it: clock.within(it.get("made"), days=14, known="made" in it)
    live = lambda it: either(
        clock.within(it.get("granted"), days=30, known="granted" in it),
        clock.within(it.get("last_used"), days=30),
    )
    return {
        "no_sensitive_operation": no(account.get("operations"), operations),
        "not_stolen": negation(account.get("stolen")),
        "not_banned": negation(account.get("banned")),
        "wechat_pay_closed": negation(is_one_of(account.get("wechat_pay"), "open")),
        "nothing_unsettled": no(account.get("fund_issues")),
        "no_cards": no(account.get("cards")),
        "no_administrator": no(account.get("roles")),
        "no_authorisation": no(account.get("authorisations"), live),
        "no_binding": no(account.get("bindings")),
    }


NOW = "2019-04-01T12:00:00+08:00"
TIDY = {
    "stolen": False,
    "banned": False,
    "wechat_pay": "closed",
    "operations": [],
    "fund_issues": [],
    "cards": [],
    "roles": [],
    "authorisations": [],
    "bindings": [],
    "friends": 214,
    "chats": 37,
}
DIDI = {"app": "didi", "granted": "2018-06-01T00:00:00+08:00", "last_used": "2019-03-25T08:00:00+08:00"}
EXAMPLES = {
    "tidy": ("close", NOW, TIDY, None),
    "password_and_didi": (
        "close", NOW,
        {**TIDY, "operations": [{"name": "改密", "made": "2019-03-20T09:00:00+08:00"}], "authorisations": [DIDI]},
        None,
    ),
    "lapsed": ("close", NOW, {**TIDY, "authorisations": [{**DIDI, "last_used": "2019-03-01T08:00:00+08:00"}]}, None),
    "administrator": (
        "close", NOW, {**TIDY, "roles": [{"kind": "mini_program", "name": "shop"}, {"kind": "wecom", "name": "公司"}]}, None,
    ),
    "pay_and_coupons": ("close", NOW, {**TIDY, "wechat_pay": "open", "cards": [{"name": "咖啡券"}]}, None),
}  # fmt: skip
