"""Times the query of `exeunt sql taobao.close --dialect spark` on the tables of `taobao.py`, kept as Parquet.

    benches/sql/spark.py SPARK.sql DUCKDB.sql [ACCOUNTS] [CORES]

Both queries are what `exeunt sql taobao.close --now 2019-04-01T12:00:00+08:00` writes, for Spark and for DuckDB: they must give the
same rows. Spark runs in this process (`local[CORES]`) with its default settings but for the number of partitions, and writes
its verdicts to Parquet, three times.
"""

import sys
import tempfile
import time

import duckdb
from pyspark.sql import SparkSession

from taobao import FACTS


def main():
    spark_query, duckdb_query = (open(path, encoding="utf-8").read().rstrip().rstrip(";") for path in sys.argv[1:3])
    accounts = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    cores = int(sys.argv[4]) if len(sys.argv) > 4 else 2
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect()
        connection.execute(FACTS.format(accounts=accounts))
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for table in tables:
            connection.execute(f"COPY {table} TO '{folder}/{table}.parquet'")
        spark = (
            SparkSession.builder.master(f"local[{cores}]")
            .config("spark.sql.shuffle.partitions", 2 * cores)
            .config("spark.driver.memory", "6g")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        for table in tables:
            spark.read.parquet(f"{folder}/{table}.parquet").createOrReplaceTempView(table)
        for run in range(3):
            start = time.perf_counter()
            spark.sql(spark_query).write.mode("overwrite").parquet(f"{folder}/verdicts")
            print(f"run {run + 1}: {time.perf_counter() - start:.1f} s")
        connection.execute(f"CREATE TABLE expected AS {duckdb_query}")
        connection.execute(f"CREATE TABLE found AS FROM read_parquet('{folder}/verdicts/*.parquet')")
        differences = connection.execute(
            "SELECT count(*) FROM (FROM expected EXCEPT ALL FROM found UNION ALL FROM found EXCEPT ALL FROM expected)"
        ).fetchone()[0]
        print(f"{accounts} accounts, {differences} differing rows")
        if differences:
            sys.exit("the queries differ")


main()
