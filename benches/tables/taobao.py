"""Times `exeunt eval` on Parquet beside a query written by hand, on DuckDB: the terms of Taobao, the same files.

    benches/tables/taobao.py EXEUNT ACCOUNTS.ndjson FOLDER [THREADS]

EXEUNT is a release build with `--features parquet`. The accounts are those of `benches/peers/run`; FOLDER is filled with their
tables once. Each contender is run five times in turn with the time of day and the time of all threads taken, and both
must give the same verdicts.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import duckdb

NOW = "2019-04-01T12:00:00+08:00"
ROOT = Path(__file__).resolve().parents[2]

LOAD = """
CREATE TABLE raw AS SELECT * FROM read_json('{file}', format = 'newline_delimited', maximum_depth = -1,
  columns = {{
    id: 'VARCHAR',
    account: 'STRUCT(status VARCHAR, ever_limited BOOLEAN, auction_deposit VARCHAR,
      trades STRUCT(state VARCHAR, placed TIMESTAMPTZ, completed TIMESTAMPTZ)[],
      listings STRUCT(state VARCHAR, published TIMESTAMPTZ, edited TIMESTAMPTZ)[],
      shops STRUCT(opened TIMESTAMPTZ)[], violations STRUCT(imposed TIMESTAMPTZ)[],
      reports STRUCT(filed TIMESTAMPTZ, outcome VARCHAR)[], services STRUCT(name VARCHAR, "group" VARCHAR)[],
      b2b STRUCT(unsettled VARCHAR, paid_until TIMESTAMPTZ, orders STRUCT(state VARCHAR, placed TIMESTAMPTZ)[]))',
    request: 'STRUCT(channel VARCHAR, reason_chosen BOOLEAN, agreed BOOLEAN, security_checked BOOLEAN,
      code_verified BOOLEAN)'
  }});
CREATE MACRO cny(amount) AS replace(amount, ' CNY', '')::DECIMAL(28, 2);
CREATE TABLE account AS SELECT id, account.status, account.ever_limited, cny(account.auction_deposit) AS auction_deposit,
  account.trades IS NOT NULL AS trades_known, account.listings IS NOT NULL AS listings_known,
  account.shops IS NOT NULL AS shops_known, account.reports IS NOT NULL AS reports_known,
  account.violations IS NOT NULL AS violations_known, account.services IS NOT NULL AS services_known,
  account.b2b IS NOT NULL AS b2b_present, cny(account.b2b.unsettled) AS b2b_unsettled,
  account.b2b.paid_until AS b2b_paid_until, account.b2b IS NOT NULL AS b2b_paid_until_known,
  account.b2b.orders IS NOT NULL AS b2b_orders_known, request.channel AS request_channel,
  request.reason_chosen AS request_reason_chosen, request.agreed AS request_agreed,
  request.security_checked AS request_security_checked, request.code_verified AS request_code_verified FROM raw;
"""

# Each collection with its fields; those of which NULL means that it did not happen.
COLLECTIONS = {
    "trades": (["state", "placed"], ["completed"]),
    "listings": (["state", "published"], ["edited"]),
    "shops": (["opened"], []),
    "violations": (["imposed"], []),
    "reports": (["filed", "outcome"], []),
    "services": (["name", "group"], []),
    "b2b.orders": (["state", "placed"], []),
}


def write_tables(accounts, folder):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(LOAD.format(file=accounts))
    for collection, (fields, optional) in COLLECTIONS.items():
        columns = [f'e."{field}"' for field in fields + optional] + [f"TRUE AS {field}_known" for field in optional]
        connection.execute(f"""
            CREATE TABLE account_{collection.replace(".", "_")} AS
            SELECT id AS account_id, position - 1 AS position, {", ".join(columns)}
            FROM (SELECT id, unnest(account.{collection}) AS e, generate_subscripts(account.{collection}, 1) AS position FROM raw)""")
    for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'raw'").fetchall():
        key = "id" if table == "account" else "account_id, position"
        target = folder / f"{table}.parquet"
        connection.execute(f"COPY (FROM {table} ORDER BY {key}) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE 50000)")


class Hand:
    """The query by hand over the files."""

    def __init__(self, folder, threads):
        self.connection = duckdb.connect(config={"threads": threads})
        for file in folder.glob("*.parquet"):
            self.connection.execute(f"CREATE VIEW {file.stem} AS FROM read_parquet('{file}')")
        text = (ROOT / "benches/sql/handwritten.sql").read_text(encoding="utf-8")
        self.query = text.rstrip().rstrip(";")

    def run(self):
        self.connection.execute(f"CREATE OR REPLACE TABLE verdicts AS {self.query}")

    def verdicts(self):
        rows = self.connection.execute("SELECT id, status, failed, unknown FROM verdicts ORDER BY id").fetchall()
        return [(key, status, words(failed), words(unknown)) for key, status, failed, unknown in rows]


def words(listed):
    return listed.split(",") if listed else []


class Exeunt:
    """`exeunt eval` as it is started from a shell."""

    def __init__(self, program, folder, threads):
        self.command = [program, "eval", "taobao.close", "--policies", str(ROOT / "policies"), "--now", NOW,
                        "--threads", str(threads), "--facts", str(folder)]

    def run(self, out=subprocess.DEVNULL):
        subprocess.run(self.command, check=True, stdout=out, stderr=subprocess.DEVNULL)

    def verdicts(self):
        lines = subprocess.run(self.command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
        verdicts = map(json.loads, lines)
        return [(it["id"], it["status"], it["failed"], it["unknown"]) for it in verdicts]


def used():
    """Seconds of all threads, of this process and of those that it waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main():
    program, accounts, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    threads = int(sys.argv[4]) if len(sys.argv) > 4 else os.cpu_count()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "account.parquet").exists():
        write_tables(accounts, folder)
    contenders = {"DuckDB, by hand": Hand(folder, threads), "exeunt eval": Exeunt(program, folder, threads)}
    hand, ours = contenders.values()
    hand.run()
    expected, found = hand.verdicts(), ours.verdicts()
    differing = sum(one != two for one, two in zip(expected, found)) + abs(len(expected) - len(found))
    print(f"{len(found)} accounts, {differing} verdicts differ; DuckDB {duckdb.__version__}, {threads} threads")
    taken = {name: [] for name in contenders}
    for _ in range(5):
        for name, contender in contenders.items():
            start, before = time.perf_counter(), used()
            contender.run()
            taken[name].append((time.perf_counter() - start, used() - before))
    for name, times in taken.items():
        wall, work = (statistics.median(of) * 1e9 / len(found) for of in zip(*times))
        print(f"| {name} | {wall:.0f} ns | {work:.0f} ns |")
    for at, unit in enumerate(["time of day", "time of all threads"]):
        ratios = [one[at] / two[at] for one, two in zip(*taken.values())]
        print(f"exeunt is {statistics.median(ratios):.2f} times as fast, by the {unit}")
    if differing:
        sys.exit("the verdicts differ")


main()
