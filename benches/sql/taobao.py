"""Times the query of `exeunt sql taobao.close` beside one written by hand, on DuckDB.

    benches/sql/taobao.py GENERATED.sql HANDWRITTEN.sql [ACCOUNTS]

GENERATED is what `exeunt sql taobao.close --dialect duckdb --now 2019-04-01T12:00:00+08:00` writes; both read the tables of
the default layout. Each is run nine times in turn, and must give the same rows.
"""

import statistics
import sys
import time

import duckdb

FACTS = """
SELECT setseed(0.42);
CREATE TABLE account AS SELECT id, status, ever_limited, auction_deposit, trades_known, listings_known, TRUE AS shops_known,
  TRUE AS reports_known, TRUE AS violations_known, TRUE AS services_known, b2b_present,
  CASE WHEN b2b_present THEN 0 END::DECIMAL(28, 2) AS b2b_unsettled, CASE WHEN b2b_present THEN paid_until END AS b2b_paid_until,
  TRUE AS b2b_paid_until_known, TRUE AS b2b_orders_known, request_channel, request_reason_chosen, request_agreed,
  request_security_checked, request_code_verified
FROM (SELECT
  lpad(i::VARCHAR, 9, '0') AS id,
  CASE WHEN random() < 0.97 THEN 'normal' WHEN random() < 0.5 THEN 'limited' ELSE 'stolen' END AS status,
  random() < 0.02 AS ever_limited,
  CASE WHEN random() < 0.95 THEN 0 ELSE 12.50 END::DECIMAL(28, 2) AS auction_deposit,
  random() < 0.99 AS trades_known, random() < 0.99 AS listings_known,
  random() < 0.1 AS b2b_present,
  CASE WHEN random() < 0.5 THEN TIMESTAMPTZ '2019-04-01 04:00:00+00' + to_seconds(((random() - 0.5) * 4e7)::BIGINT) END AS paid_until,
  CASE WHEN random() < 0.9 THEN 'app' WHEN random() < 0.9 THEN 'web' ELSE 'phone' END AS request_channel,
  random() < 0.95 AS request_reason_chosen, random() < 0.95 AS request_agreed,
  random() < 0.95 AS request_security_checked, random() < 0.95 AS request_code_verified
FROM range({accounts}) numbers (i));
CREATE TABLE account_trades AS SELECT *, CASE WHEN state = 'completed' THEN placed + INTERVAL 3 DAY END AS completed, TRUE AS completed_known
FROM (SELECT id AS account_id, j AS position,
  ['completed', 'completed', 'completed', 'cancelled', 'paid', 'shipped', 'unpaid'][1 + floor(pow(random(), 6) * 7)::INT] AS state,
  TIMESTAMPTZ '2019-04-01 04:00:00+00' - to_seconds((random() * 2e8)::BIGINT) AS placed
FROM account, range((hash(id) % 7)::BIGINT) positions (j));
CREATE TABLE account_listings AS SELECT *, CASE WHEN position = 1 THEN published + INTERVAL 5 DAY END AS edited, TRUE AS edited_known
FROM (SELECT id AS account_id, j AS position, 'deleted' AS state,
  TIMESTAMPTZ '2019-04-01 04:00:00+00' - to_seconds((random() * 2e8)::BIGINT) AS published
FROM account, range((hash(id) // 7 % 3)::BIGINT) positions (j));
CREATE TABLE account_shops AS SELECT id AS account_id, 0 AS position, TIMESTAMPTZ '2015-01-01 00:00:00+00' AS opened
FROM account WHERE random() < 0.03;
CREATE TABLE account_reports AS SELECT id AS account_id, 0 AS position, TIMESTAMPTZ '2015-01-01 00:00:00+00' AS filed,
  CASE WHEN random() < 0.2 THEN 'upheld' ELSE 'dismissed' END AS outcome FROM account WHERE random() < 0.05;
CREATE TABLE account_violations AS SELECT id AS account_id, 0 AS position, 'spam' AS name, TIMESTAMPTZ '2015-01-01 00:00:00+00' AS imposed
FROM account WHERE random() < 0.02;
CREATE TABLE account_services AS SELECT id AS account_id, j AS position, 'service' AS name,
  CASE WHEN random() < 0.95 THEN ['taobao', 'aliyun', 'alibaba_cn'][1 + j] ELSE 'other' END AS "group"
FROM account, range((hash(id) // 21 % 3)::BIGINT) positions (j);
CREATE TABLE account_b2b_orders AS SELECT id AS account_id, j AS position, 'completed' AS state,
  TIMESTAMPTZ '2015-01-01 00:00:00+00' AS placed FROM account, range(2) positions (j) WHERE b2b_present;
"""


def main():
    generated, handwritten = (open(path, encoding="utf-8").read().rstrip().rstrip(";") for path in sys.argv[1:3])
    accounts = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(FACTS.format(accounts=accounts))
    for name, query in [("generated", generated), ("handwritten", handwritten)]:
        connection.execute(f"CREATE TABLE {name} AS {query}")
    differences = connection.execute(
        "SELECT count(*) FROM (FROM generated EXCEPT ALL FROM handwritten UNION ALL FROM handwritten EXCEPT ALL FROM generated)"
    ).fetchone()[0]
    print(f"{accounts} accounts, {differences} differing rows")
    print(connection.execute("SELECT status, count(*) FROM generated GROUP BY status ORDER BY status").fetchall())
    for name in ("generated", "handwritten"):
        connection.execute(f"DROP TABLE {name}")
    seconds = {"generated": [], "handwritten": []}
    for _ in range(9):
        for name, query in [("generated", generated), ("handwritten", handwritten)]:
            # Of all threads: other work on the machine does not count.
            start = time.process_time()
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
            seconds[name].append(time.process_time() - start)
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in middle.items():
        print(f"{name}: median {median:.2f} CPU seconds, best {min(seconds[name]):.2f} s")
    print(f"ratio of the medians {middle['generated'] / middle['handwritten']:.2f}, of the best "
          f"{min(seconds['generated']) / min(seconds['handwritten']):.2f}")
    if differences:
        sys.exit("the queries differ")


if __name__ == "__main__":
    main()
