import sys

try:
    import duckdb
except ImportError:
    sys.exit("Python's `duckdb` is not installed: python3 -m pip install duckdb")

lines, parquet = sys.argv[1:3]
COLUMNS = (
    "{'id': 'VARCHAR', 'status': 'VARCHAR', 'failed': 'VARCHAR[]', 'unknown': 'VARCHAR[]', 'outcome': 'VARCHAR', "
    "'eligible_after': 'TIMESTAMPTZ'}"
)
quoted = parquet.replace("'", "''")
read = f"SELECT * FROM read_json(?, format = 'newline_delimited', columns = {COLUMNS})"
try:
    duckdb.connect().execute(f"COPY ({read}) TO '{quoted}' (FORMAT parquet)", [lines])
except duckdb.Error as error:
    sys.exit(str(error).partition("\n")[0])
