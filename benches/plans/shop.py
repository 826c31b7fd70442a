"""Times the plans of many accounts: from lines of JSON by `exeunt eval --plan`, and by the query of `exeunt sql --emit plan` on DuckDB.

    benches/plans/shop.py EXEUNT FOLDER [ACCOUNTS] [THREADS]

EXEUNT is a release build. FOLDER is filled once with ACCOUNTS (1,000,000) accounts of twenty items each, as lines and as tables of the default
layout with the same facts. Each contender is run five times in turn, with the time of day and the time of all threads taken, and the
items that are erased, retained, … must be the same. The statuses alone are measured beside the plans.
"""

import collections
import datetime
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import duckdb

NOW = "2026-06-01T12:00:00Z"
FIRST = datetime.datetime(2014, 1, 1, tzinfo=datetime.timezone.utc)
DAYS = (datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc) - FIRST).days
POLICY = Path(__file__).resolve().parent / "shop.policy"
INVOICES, REVIEWS = 12, 8

LOAD = """
CREATE TABLE raw AS SELECT * FROM read_json('{file}', format = 'newline_delimited', maximum_depth = -1, columns = {{
    id: 'VARCHAR',
    account: 'STRUCT(status VARCHAR, region VARCHAR, disputed BOOLEAN,
      invoices STRUCT(number BIGINT, issued DATE, paid TIMESTAMPTZ)[], reviews STRUCT(number BIGINT, written TIMESTAMPTZ, stars BIGINT)[])'
  }});
CREATE TABLE account AS SELECT id, NULL::TIMESTAMPTZ AS closed_at, TRUE AS closed_at_known, account.status, account.region, account.disputed,
  TRUE AS invoices_known, TRUE AS reviews_known FROM raw;
CREATE TABLE account_invoices AS SELECT id AS account_id, position - 1 AS position, e.number, e.issued, e.paid, TRUE AS paid_known
  FROM (SELECT id, unnest(account.invoices) AS e, generate_subscripts(account.invoices, 1) AS position FROM raw);
CREATE TABLE account_reviews AS SELECT id AS account_id, position - 1 AS position, e.number, e.written, e.stars
  FROM (SELECT id, unnest(account.reviews) AS e, generate_subscripts(account.reviews, 1) AS position FROM raw);
DROP TABLE raw;
"""


def written(dice, at):
    """An account: nine of ten may leave, one of fifty has a dispute."""

    def instant(days=DAYS):
        return FIRST + datetime.timedelta(days=dice.randrange(DAYS - days, DAYS), seconds=dice.randrange(86400))

    def invoice(number):
        issued = instant()
        is_open = dice.random() < 0.005
        paid = None if is_open else (issued + datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"number": number, "issued": issued.strftime("%Y-%m-%d"), "paid": paid}

    def review(number):
        return {"number": number, "written": instant(60).strftime("%Y-%m-%dT%H:%M:%SZ"), "stars": dice.randint(1, 5)}

    return {
        "id": f"{at:09}",
        "account": {
            "closed_at": None,
            "status": "normal" if dice.random() < 0.95 else "limited",
            "region": dice.choice(["eu", "us"]),
            "disputed": dice.random() < 0.02,
            "invoices": [invoice(number) for number in range(INVOICES)],
            "reviews": [review(number) for number in range(REVIEWS)],
        },
    }


def fill(folder, accounts):
    dice = random.Random(7)
    lines = folder / "accounts.ndjson"
    with open(lines, "w", encoding="utf-8") as file:
        for at in range(accounts):
            file.write(json.dumps(written(dice, at), separators=(",", ":")) + "\n")
    connection = duckdb.connect(str(folder / "making.duckdb"))
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(LOAD.format(file=lines))
    connection.close()
    (folder / "making.duckdb").rename(folder / "shop.duckdb")


class Lines:
    """`exeunt eval` of the lines, as it is started from a shell."""

    def __init__(self, program, folder, threads, *options):
        self.command = [program, "eval", "shop.close", "--policies", str(POLICY), "--now", NOW, "--threads", str(threads),
                        *options, "--facts", str(folder / "accounts.ndjson")]

    def run(self):
        subprocess.run(self.command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def items(self):
        """How many items there are of each collection and disposal."""
        found = collections.Counter()
        with subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as process:
            for line in process.stdout:
                for item in (json.loads(line)["plan"] or {"items": []})["items"]:
                    found[item["path"].split("[")[0], item["disposal"]] += 1
        return found


class Query:
    """A query of `exeunt sql` over the tables; every column of each row is computed."""

    def __init__(self, program, folder, threads, *options):
        self.connection = duckdb.connect(str(folder / "shop.duckdb"), read_only=True, config={"threads": threads})
        command = [program, "sql", "shop.close", "--policies", str(POLICY), "--now", NOW, "--dialect", "duckdb", *options]
        text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        self.query = text.rstrip().rstrip(";")

    def run(self):
        self.connection.execute(f"SELECT count(*), bit_xor(hash(row)) FROM ({self.query}) AS row").fetchall()

    def items(self):
        grouped = f"SELECT collection, disposal, count(*) FROM ({self.query}) GROUP BY ALL"
        return collections.Counter({(name, disposal): rows for name, disposal, rows in self.connection.execute(grouped).fetchall()})


def used():
    """Seconds of all threads, of this process and of those that it waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    accounts = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    threads = int(sys.argv[4]) if len(sys.argv) > 4 else os.cpu_count()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "shop.duckdb").exists():
        fill(folder, accounts)
    contenders = {
        "statuses, lines": Lines(program, folder, threads),
        "plans, lines": Lines(program, folder, threads, "--plan"),
        "statuses, DuckDB": Query(program, folder, threads),
        "plans, DuckDB": Query(program, folder, threads, "--emit", "plan"),
    }
    expected, found = contenders["plans, lines"].items(), contenders["plans, DuckDB"].items()
    print(f"{sum(expected.values())} items of {accounts} accounts; DuckDB {duckdb.__version__}, {threads} threads")
    if expected != found:
        sys.exit(f"the items differ: {expected} {found}")
    taken = {name: [] for name in contenders}
    for _ in range(5):
        for name, contender in contenders.items():
            start, before = time.perf_counter(), used()
            contender.run()
            taken[name].append((time.perf_counter() - start, used() - before))
    for name, times in taken.items():
        wall, work = (statistics.median(of) for of in zip(*times))
        print(f"| {name} | {wall:.2f} s | {work:.2f} s |")
    for of in ["lines", "DuckDB"]:
        for at, unit in enumerate(["time of day", "time of all threads"]):
            ratios = [plan[at] / status[at] for plan, status in zip(taken[f"plans, {of}"], taken[f"statuses, {of}"])]
            print(f"{of}: plans take {statistics.median(ratios):.2f} times as long as statuses, by the {unit}")


main()
