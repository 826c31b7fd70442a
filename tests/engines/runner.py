"""Runs jobs on a database engine: one JSON object a line on standard input, one a line on standard output.

A job is {"tables": "CREATE TABLE …; …", "rows": {table: [row, …]}, "queries": [{"text": …, "now": … or null, "carries": …}, …]};
its answer {"results": [[row, …], …]} with rows of texts and nulls, or {"error": "…"}. Each job starts with no tables.

    runner.py duckdb
    runner.py postgres CONNECTION
    runner.py spark
"""

import datetime
import json
import re
import sys
import tempfile


def shown(value):
    """A value of a result as text; an instant in UTC."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError("an instant without a zone")
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f").rjust(26, "0")
    return str(value)


def quoted(name, mark='"'):
    return mark + name.replace(mark, 2 * mark) + mark


def takes(query, parameter):
    """Whether an instant is to be bound: a policy that no time changes has nothing to bind."""
    return query["now"] is not None and parameter in query["text"]


def columns(query, stamp):
    """What is selected of a query: its columns, with the instant as a text."""
    instants = ("eligible_after", "until", "due_since", "next_due")
    return ", ".join(f"{stamp.format(name)} AS {name}" if name in instants else name for name in query["columns"])


def statements(text):
    """The statements of a script for Spark, which takes one at a time: tables, then perhaps a view."""
    return [part.rstrip("; \n") for part in re.split(r"(?<=USING PARQUET);\n", text) if part.strip()]


class DuckDb:
    def __init__(self):
        import duckdb

        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("SET TimeZone = 'America/New_York'")

    def run(self, job):
        # Most of the time that small tables take is for planning: a query is planned once for all instants.
        self.prepared = None
        self.connection.execute("CREATE SCHEMA job; USE job")
        try:
            self.connection.execute(job["tables"])
            for table, rows in job["rows"].items():
                self.load(table, rows)
            return [self.query(query) for query in job["queries"]]
        finally:
            self.connection.execute("USE main; DROP SCHEMA job CASCADE")

    def load(self, table, rows):
        described = self.connection.execute(f"DESCRIBE {quoted(table)}").fetchall()
        columns = ", ".join(f"{quoted(name, chr(39))}: '{ty}'" for name, ty, *_ in described)
        names = ", ".join(quoted(name) for name, *_ in described)
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            self.connection.execute(
                f"INSERT INTO {quoted(table)} ({names}) SELECT {names} FROM read_json(?, "
                f"format = 'newline_delimited', columns = {{{columns}}})",
                [file.name],
            )

    def query(self, query):
        text = query["text"].rstrip().rstrip(";")
        # Instants as texts: the driver would lose the years that Python has not.
        stamp = "strftime({} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f')"
        text = f"SELECT {columns(query, stamp)} FROM ({text}) ORDER BY id"
        if takes(query, "$now"):
            if text != self.prepared:
                self.connection.execute(f"PREPARE bound AS {text}")
                self.prepared = text
            text = f"EXECUTE bound(now := '{query['now']}')"
        return [[shown(value) for value in row] for row in self.connection.execute(text).fetchall()]


class Postgres:
    def __init__(self, connection):
        import psycopg

        # Queries go to the server as they are: names may hold what the driver's usual cursor takes for a place of a value.
        self.connection = psycopg.connect(connection, autocommit=False, cursor_factory=psycopg.RawCursor)
        self.connection.execute("SET SESSION TIME ZONE 'America/New_York'")
        # Most of the time that small tables take is for planning: a query is planned once for all instants.
        self.connection.execute("SET plan_cache_mode = force_generic_plan")
        self.connection.commit()

    def run(self, job):
        try:
            with self.connection.cursor() as cursor:
                cursor.execute("CREATE SCHEMA job")
                cursor.execute("SET LOCAL search_path TO job")
                cursor.execute(job["tables"])
                for table, rows in job["rows"].items():
                    self.load(cursor, table, rows)
                return [self.query(cursor, query) for query in job["queries"]]
        finally:
            self.connection.rollback()

    def load(self, cursor, table, rows):
        made = f"jsonb_populate_recordset(null::{quoted(table)}, $1::jsonb)"
        cursor.execute(f"INSERT INTO {quoted(table)} SELECT * FROM {made}", [json.dumps(rows, ensure_ascii=False)])

    def query(self, cursor, query):
        text = query["text"].rstrip().rstrip(";")
        stamp = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        text = f"SELECT {columns(query, stamp)} FROM ({text}) AS judged ORDER BY id"
        bound = takes(query, "$1")
        cursor.execute(text, [query["now"]] if bound else None, prepare=bound)
        return [[shown(value) for value in row] for row in cursor.fetchall()]


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        # Nearly all of the time goes into making plans, compiling them and starting their stages. So nothing is compiled,
        # all rows of a table stand together (`coalesce` below), and a join does not deal them out again: a query is one
        # stage with one task. What could change a result is as Spark has it.
        self.session = (
            SparkSession.builder.master("local[1]")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.autoBroadcastJoinThreshold", "-1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "2g")
            .config("spark.driver.extraJavaOptions", "-XX:+UseSerialGC")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def run(self, job):
        with tempfile.TemporaryDirectory() as folder:
            for at, statement in enumerate(statements(job["tables"])):
                self.make(f"{folder}/{at}.json", statement, job["rows"])
            return [self.query(query) for query in job["queries"]]

    def make(self, file, statement, rows):
        """Each table as a view of a file, with the columns of its statement."""
        table = re.search(r"^CREATE TABLE (`(?:[^`]|``)+`) \((.*)\) USING PARQUET", statement, re.DOTALL | re.MULTILINE)
        if not table:
            self.session.sql(statement.replace("CREATE VIEW", "CREATE OR REPLACE TEMPORARY VIEW", 1))
            return
        name, columns = table.groups()
        with open(file, "w", encoding="utf-8") as lines:
            for row in rows.get(name[1:-1].replace("``", "`"), []):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        read = self.session.read.schema(columns.replace(" NOT NULL", ""))
        read.json(file).coalesce(1).createOrReplaceTempView(name)

    def query(self, query):
        text = query["text"].rstrip().rstrip(";")
        stamp = "date_format(convert_timezone('UTC', CAST({} AS TIMESTAMP_NTZ)), 'yyyy-MM-dd HH:mm:ss.SSSSSS')"
        text = f"SELECT {columns(query, stamp)} FROM ({text}) ORDER BY id"
        now = {"now": query["now"]} if takes(query, ":now") else {}
        return [[shown(value) for value in row] for row in self.session.sql(text, args=now).collect()]


def main():
    name, *rest = sys.argv[1:]
    engine = {"duckdb": DuckDb, "postgres": Postgres, "spark": Spark}[name](*rest)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        try:
            answer = {"results": engine.run(json.loads(line))}
        except Exception as error:  # whatever went wrong is the answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


main()
