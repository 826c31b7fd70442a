"""Weibo, B1 to B8."""

from truth import either, is_one_of, is_zero, negation, no

ZONE = "Asia/Shanghai"
POLICIES = ["close"]


def account(chance, now):
    promotion = lambda: {"name": "热搜", "ended": chance.happens(0.6), "settled": chance.happens(0.6)}
    facts = {
        "status": chance.one_of(*["安全"] * 10, "异常", "被盗", "受限"),
        "usual_devices": ["phone 1", "phone 2", "phone 3"][: chance.below(4)],
        "pay_balance": chance.amount("CNY", 0.1),
        "developer": chance.happens(0.06),
        "payments": chance.many(0.2, lambda: {"name": "红包", "state": chance.one_of("待结算", "已结清", "已结清")}),
        "bindings": chance.many(0.1, lambda: {"app": "滴滴"}),
        "authorisations": chance.many(0.1, lambda: {"app": "知乎"}),
        "promotions": chance.many(0.3, promotion),
    }
    for element in facts["promotions"]:
        chance.forget(element, ["ended", "settled"], 0.06)
    return chance.forget(facts, list(facts), 0.12)


def request(chance, now):
    facts = {
        "device": chance.one_of("phone 1", "phone 1", "phone 1", "phone 2", "phone 4"),
        "edition": chance.one_of(*["普通版"] * 10, "国际版", "极速版"),
    }
    return chance.forget(facts, list(facts))


def is_in(device, usual):
    """No device is one of none, even one that is not known."""
    if usual == []:
        return False
    return None if device is None or usual is None else device in usual


def close(clock, account, request):
    device, usual = request.get("device"), account.get("usual_devices")
    return {
        "常用手机申请": is_in(device, usual),
        "普通版申请": is_one_of(request.get("edition"), "普通版"),
        "安全状态": is_one_of(account.get("status"), "安全"),
        "余额结清": is_zero(account.get("pay_balance")),
        "交易结清": no(account.get("payments"), lambda it: is_one_of(it.get("state"), "待结算")),
        "账号解绑": no(account.get("bindings")),
        "授权清空": no(account.get("authorisations")),
        "推广结束": no(account.get("promotions"), lambda it: negation(either(it.get("ended"), it.get("settled")))),
        "开发者解除": negation(account.get("developer")),
    }


TIDY = {
    "status": "安全",
    "usual_devices": ["phone 1", "phone 2"],
    "pay_balance": "0 CNY",
    "developer": False,
    "payments": [{"name": "打赏", "state": "已结清"}],
    "bindings": [],
    "authorisations": [],
    "promotions": [{"name": "热搜", "ended": True, "settled": False}],
}
ASKED = {"device": "phone 1", "edition": "普通版"}
NOW = "2019-04-01T12:00:00+08:00"
EXAMPLES = {
    "tidy": ("close", NOW, TIDY, ASKED),
    "another_phone": ("close", NOW, TIDY, {**ASKED, "device": "phone 9"}),
    "lite_edition": ("close", NOW, TIDY, {**ASKED, "edition": "极速版"}),
    "bound_apps": ("close", NOW, {**TIDY, "bindings": [{"app": "滴滴"}, {"app": "美团"}]}, ASKED),
    "running_promotion": (
        "close", NOW, {**TIDY, "promotions": [{"name": "粉丝通", "ended": False, "settled": False}]}, ASKED,
    ),
}
