"""The terms of Taobao as a hand-written query over typed tables in DuckDB.

usage: by_duckdb.py ACCOUNTS.ndjson ELIGIBLE

ELIGIBLE holds the lines that `exeunt eval` printed; both must find the same accounts eligible.
"""

import json
import statistics
import sys
import time

import duckdb

NOW = "TIMESTAMPTZ '2019-04-01T12:00:00+08:00'"
OPEN = "('unpaid', 'paid', 'shipped')"

# Each field of the account becomes a column: DuckDB reads a nested one whole for each of its lists.
LOAD = """
CREATE TABLE raw AS SELECT id, unnest(account), request FROM read_json('{file}', format = 'newline_delimited', maximum_depth = -1,
  columns = {{
    id: 'VARCHAR',
    account: 'STRUCT(status VARCHAR, ever_limited BOOLEAN, auction_deposit VARCHAR,
      trades STRUCT(state VARCHAR, completed TIMESTAMPTZ)[],
      listings STRUCT(published TIMESTAMPTZ, edited TIMESTAMPTZ)[],
      shops STRUCT(opened TIMESTAMPTZ)[], violations STRUCT(imposed TIMESTAMPTZ)[],
      reports STRUCT(outcome VARCHAR)[], services STRUCT("group" VARCHAR)[],
      b2b STRUCT(unsettled VARCHAR, paid_until TIMESTAMPTZ, orders STRUCT(state VARCHAR)[]))',
    request: 'STRUCT(channel VARCHAR, reason_chosen BOOLEAN, agreed BOOLEAN, security_checked BOOLEAN,
      code_verified BOOLEAN)'
  }});
CREATE TABLE account AS SELECT id, status, ever_limited,
  auction_deposit AS deposit, len(shops) AS shops, len(violations) AS violations,
  b2b IS NOT NULL AS has_b2b, b2b.unsettled AS unsettled, b2b.paid_until AS paid_until,
  request.channel, request.reason_chosen AND request.agreed AND request.security_checked AND request.code_verified
    AS confirmed
  FROM raw;
CREATE TABLE trade AS SELECT id, t.state, t.completed FROM raw, unnest(trades) AS _(t);
CREATE TABLE listing AS SELECT id, l.published, l.edited FROM raw, unnest(listings) AS _(l);
CREATE TABLE report AS SELECT id, r.outcome FROM raw, unnest(reports) AS _(r);
CREATE TABLE service AS SELECT id, s."group" AS kind FROM raw, unnest(services) AS _(s);
CREATE TABLE b2b_order AS SELECT id, o.state FROM raw, unnest(b2b.orders) AS _(o);
DROP TABLE raw;
"""

QUERY = f"""
SELECT id FROM account a
WHERE status = 'normal' AND NOT ever_limited AND deposit = '0 CNY' AND shops = 0 AND violations = 0
  AND channel IN ('app', 'web') AND confirmed
  AND (NOT has_b2b OR (unsettled = '0 CNY' AND (paid_until IS NULL OR paid_until < {NOW})))
  AND NOT EXISTS (SELECT 1 FROM b2b_order o WHERE o.id = a.id AND o.state IN {OPEN})
  AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = a.id AND r.outcome = 'upheld')
  AND NOT EXISTS (SELECT 1 FROM service s WHERE s.id = a.id AND s.kind = 'other')
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.id = a.id
    AND (l.published >= {NOW} - INTERVAL 2160 HOURS OR l.edited >= {NOW} - INTERVAL 2160 HOURS))
  AND NOT EXISTS (SELECT 1 FROM trade t WHERE t.id = a.id
    AND (t.state IN {OPEN} OR t.completed >= {NOW} - INTERVAL 360 HOURS))
"""


def main() -> None:
    file, eligible = sys.argv[1:]
    with open(eligible, encoding="utf-8") as lines:
        verdicts = [json.loads(line) for line in lines]
    wanted = {verdict["id"] for verdict in verdicts if verdict["status"] == "eligible"}
    connection = duckdb.connect()
    start = time.perf_counter()
    connection.execute(LOAD.format(file=file))
    load = time.perf_counter() - start
    found = {row[0] for row in connection.execute(QUERY).fetchall()}
    assert found == wanted, f"{len(found)} eligible, {len(wanted)} wanted, {len(found ^ wanted)} differ"
    times = []
    for _ in range(9):
        start = time.perf_counter()
        connection.execute(QUERY).fetchall()
        times.append(time.perf_counter() - start)
    count = len(verdicts)
    print(f"| DuckDB {duckdb.__version__}, typed tables, all cores | {statistics.median(times) / count * 1e9:.0f} ns | |")
    print(f"| DuckDB, lines of JSON to typed tables and one query | {(load + times[0]) / count * 1e9:.0f} ns | |")


if __name__ == "__main__":
    main()
