#!/usr/bin/env python3
"""check.py EXEUNT: reports on tests whose titles and messages are hard to write as XML, read by Python's parser, agree
with the reports in JSON."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

# What means something to XML, what it cannot represent, and what a reader might lose or change.
TITLES = [
    "a < b && \\\"c\\\" > 'd'",
    "]]> <![CDATA[ <!-- -- --> &amp; &#10; %x;",
    "注销 😀 e\u0301",
    "  blanks   around  ",
    "the last of plane 0: \uffff \ufffe \ufdd0",
]

POLICY = """package hard
languages en
zone UTC

account { balance: money CNY }

policy close on request {
  require empty: balance is 0 CNY
    en "<{balance}> & \\"more\\" is left" fix "Withdraw it"
}
"""


def report(exeunt, folder, form):
    run = subprocess.run(
        [exeunt, "test", folder, "--format", form], capture_output=True, check=False
    )
    # 1: tests fail.
    if run.returncode not in (0, 1):
        sys.exit(f"exit code {run.returncode}: {run.stderr.decode()}")
    return run.stdout


def is_time(text):
    """Whether a text is a number of seconds."""
    return text is not None and float(text) >= 0


def lines(test):
    for mismatch in test["mismatches"]:
        yield f"expected {mismatch['expected']}; {mismatch['found']}"
        yield from (f"  {reason}" for reason in mismatch["reasons"])


def without_escapes(text):
    """A text with its escapes, `\\u{ffff}`, read: JSON has the signs themselves."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def main():
    exeunt = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        tests = "".join(
            f'test "{title}" for close at 2026-06-01 {{\n'
            f"  account {{ balance: {at % 2} CNY }}\n  expect eligible\n}}\n"
            for at, title in enumerate(TITLES)
        )
        pathlib.Path(folder, "hard.policy").write_text(POLICY + tests, encoding="utf-8")
        reported = json.loads(report(exeunt, folder, "json"))["tests"]
        document = ElementTree.fromstring(report(exeunt, folder, "junit"))
    cases = document.findall("./testsuite/testcase")
    assert len(reported) == len(cases) == len(TITLES), (len(reported), len(cases))
    for test, case in zip(reported, cases):
        expected = list(lines(test))
        assert without_escapes(case.get("name")) == test["title"], (case.get("name"), test["title"])
        assert case.get("classname") == test["policy"], case.attrib
        failure = case.find("failure")
        assert (failure is not None) == bool(expected), test
        if failure is not None:
            assert without_escapes(failure.text) == "\n".join(expected), (failure.text, expected)
            assert without_escapes(failure.get("message")) == expected[0], failure.attrib
    failed = sum(bool(test["mismatches"]) for test in reported)
    for counted in [document, document.find("./testsuite")]:
        assert (counted.get("tests"), counted.get("failures")) == (str(len(TITLES)), str(failed)), counted.attrib
    print(f"{len(cases)} tests, {failed} of them failed: the XML agrees with the JSON")


main()
