"""Runs jobs on a database engine: one JSON object a line on standard input, one a line on standard output.

A job is {"tables": "CREATE TABLE …; …", "rows": {table: [row, …]}, "queries": [{"text": …, "now": … or null}, …]};
its answer {"results": [[row, …], …]} with rows of texts and nulls, or {"error": "…"}. Each job starts with no tables.

    runner.py duckdb
    runner.py postgres CONNECTION
    runner.py spark
"""

import datetime
import json
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


def statements(text):
    """The statements of a script without string literals that hold semicolons."""
    return [part for part in text.split(";\n") if part.strip()]


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
        described = self.connection.execute(f'DESCRIBE "{table}"').fetchall()
        columns = ", ".join(f"'{name}': '{ty}'" for name, ty, *_ in described)
        names = ", ".join(f'"{name}"' for name, *_ in described)
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            self.connection.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {names} FROM read_json(?, '
                f"format = 'newline_delimited', columns = {{{columns}}})",
                [file.name],
            )

    def query(self, query):
        text = query["text"].rstrip().rstrip(";")
        # Instants as texts: the driver would lose the years that Python has not.
        text = f"SELECT * REPLACE (strftime(eligible_after AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f') AS eligible_after) FROM ({text}) ORDER BY id"
        # A policy that no time changes has nothing to bind.
        if "$now" in text:
            if text != self.prepared:
                self.connection.execute(f"PREPARE bound AS {text}")
                self.prepared = text
            text = f"EXECUTE bound(now := '{query['now']}')"
        return [[shown(value) for value in row] for row in self.connection.execute(text).fetchall()]


class Postgres:
    def __init__(self, connection):
        import psycopg

        self.connection = psycopg.connect(connection, autocommit=False)
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
        made = f'jsonb_populate_recordset(null::"{table}", %s::jsonb)'
        cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {made}', [json.dumps(rows, ensure_ascii=False)])

    def query(self, cursor, query):
        text = query["text"].rstrip().rstrip(";").replace("%", "%%").replace("$1", "%(now)s")
        stamp = "to_char(eligible_after AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        text = f"SELECT id, status, failed, unknown, outcome, {stamp} FROM ({text}) AS judged ORDER BY id"
        cursor.execute(text, {"now": query["now"]}, prepare=query["now"] is not None)
        return [[shown(value) for value in row] for row in cursor.fetchall()]


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        # Nearly all of the time goes into making plans, compiling them and starting their stages. So nothing is compiled,
        # and all rows of a table stand together (`coalesce` below): a query is one stage.
        self.session = (
            SparkSession.builder.master("local[1]")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.autoBroadcastJoinThreshold", "-1")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "2g")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def run(self, job):
        with tempfile.TemporaryDirectory() as folder:
            for statement in statements(job["tables"]):
                self.table(folder, statement, job["rows"])
            return [self.query(query) for query in job["queries"]]

    def table(self, folder, statement, rows):
        """Each table as a view of a file, with the columns of its statement."""
        lines = [line for line in statement.splitlines() if line.strip() and not line.strip().startswith("--")]
        name = lines[0].split("`")[1]
        schema = "\n".join(lines[1:]).rsplit(")", 1)[0].replace(" NOT NULL", "")
        file = f"{folder}/{abs(hash(name))}.json"
        with open(file, "w", encoding="utf-8") as lines:
            for row in rows.get(name, []):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.session.read.schema(schema).json(file).coalesce(1).createOrReplaceTempView(f"`{name}`")

    def query(self, query):
        text = query["text"].rstrip().rstrip(";")
        stamp = "date_format(convert_timezone('UTC', CAST(eligible_after AS TIMESTAMP_NTZ)), 'yyyy-MM-dd HH:mm:ss.SSSSSS')"
        text = f"SELECT id, status, failed, unknown, outcome, {stamp} AS eligible_after FROM ({text}) ORDER BY id"
        now = {"now": query["now"]} if ":now" in query["text"] else {}
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
