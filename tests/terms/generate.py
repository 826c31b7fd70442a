#!/usr/bin/env python3
"""Writes policies/<system>/fixtures: accounts with the verdicts that the published terms give them. A handful stands one
a file, as a user would keep them; 200 a system are generated and stand one a line.

The terms are written down here a second time, from their wording, with date arithmetic of its own; nothing of exeunt is
used. `--check` writes nothing and fails if a file differs. Standard library only.
"""

import importlib
import json
import pathlib
import sys

import calendar_time as time
from chance import Chance
from truth import Clock, both

SYSTEMS = [
    "qq", "wechat", "weibo", "taobao", "alibaba_cn", "alipay", "idle", "organisation", "cooling_off", "gdpr",
    "jp_dormant", "unclaimed", "wechat_official", "jd", "crates_io", "pboc", "phone_numbers", "aws_organization",
    "aml_records", "x", "pypi", "paypal",
]  # fmt: skip
ACCOUNTS = 200
POLICIES = pathlib.Path(__file__).resolve().parents[2] / "policies"


def judged(system, policy, clock, account, request):
    """The status, and the requirements that fail."""
    required = getattr(system, policy)(clock, account, request)
    failed = [name for name, truth in required.items() if truth is False]
    when = getattr(system, policy + "_when", lambda clock, account: True)(clock, account)
    cancelled = getattr(system, policy + "_cancelled", lambda *facts: False)(clock, account, request)
    over = getattr(system, policy + "_over", lambda *facts: True)(clock, account, request)
    if when is False or cancelled is True:
        return "inapplicable", []
    if when is None or cancelled is None:
        return "undetermined", None
    if failed:
        return "blocked", failed
    if both(*required.values()) is None or over is None:
        return "undetermined", None
    return ("eligible" if over else "cooling"), []


def expected(system, policy, now, account, request):
    """What must come out: the status, by what, and when the account becomes eligible by waiting."""
    clock = Clock(now, system.ZONE)
    status, failed = judged(system, policy, clock, account, request)
    found = {"status": status}
    if failed:
        found["by"] = failed
    if status == "eligible":
        return {**found, **getattr(system, "outcome", lambda policy, account: {})(policy, account)}
    later = sorted({at for boundary in clock.boundaries for at in (boundary, boundary + 1) if at > now})
    statuses = [judged(system, policy, Clock(at, system.ZONE), account, request)[0] for at in later]
    if "eligible" in statuses:
        found["eligible_after"] = time.text(later[statuses.index("eligible")] - 1, system.ZONE)
    elif {status, *statuses} <= {"blocked", "inapplicable"}:
        found["never"] = True
    return found


def standing(system, policy, clock, account, request):
    """How the deadlines of the service stand, of an account that the policy speaks of."""
    deadlines = getattr(system, policy + "_deadlines", lambda *facts: {})(clock, account, request)
    when = getattr(system, policy + "_when", lambda clock, account: True)(clock, account)
    cancelled = getattr(system, policy + "_cancelled", lambda *facts: False)(clock, account, request)
    applies = both(when, None if cancelled is None else not cancelled)
    if applies is not True:
        deadlines = {name: {"state": "not_asked" if applies is False else "unknown"} for name in deadlines}
    return deadlines


def fixture(name, system, identity, policy, now, account, request, service=None):
    """The facts of one account, and what must come out."""
    made = {"id": identity, "policy": f"{name}.{policy}", "now": time.text(now, system.ZONE), "account": account}
    if request is not None:
        made["request"] = request
    if service is not None:
        made["service"] = service
        account = {**account, "service": service}
    expects = expected(system, policy, now, account, request or {})
    if deadlines := standing(system, policy, Clock(now, system.ZONE), account, request or {}):
        expects["deadlines"] = deadlines
    return {**made, "expect": expects}


def generated(name, system):
    """One fixture a line."""
    chance = Chance(name, system.ZONE)
    for number in range(ACCOUNTS):
        policy = system.POLICIES[number % len(system.POLICIES)]
        now = chance.now()
        account, request = system.account(chance, now), system.request(chance, now)
        service = system.service(chance, now) if hasattr(system, "service") else None
        made = fixture(name, system, f"{name}-{number:03}", policy, now, account, request, service)
        yield json.dumps(made, ensure_ascii=False) + "\n"


def files(name):
    """Every file of a system: its name and its text."""
    system = importlib.import_module(name)
    yield "generated.ndjson", "".join(generated(name, system))
    for title, (policy, now, account, request, *service) in system.EXAMPLES.items():
        made = fixture(name, system, title, policy, time.instant(now), account, request, *service)
        yield f"{title}.json", json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def main():
    differing = []
    for name in SYSTEMS:
        folder = POLICIES / name / "fixtures"
        for file, text in files(name):
            if "--check" not in sys.argv[1:]:
                folder.mkdir(exist_ok=True)
                (folder / file).write_text(text, encoding="utf-8")
            elif not (folder / file).exists() or (folder / file).read_text(encoding="utf-8") != text:
                differing.append(f"policies/{name}/fixtures/{file}")
    if differing:
        sys.exit("not as the terms give them: " + ", ".join(differing))


if __name__ == "__main__":
    main()
