lines, parquet, value = sys.argv[1:4]
COLUMNS = (
    "{'id': 'VARCHAR', 'status': 'VARCHAR', 'failed': 'VARCHAR[]', 'unknown': 'VARCHAR[]', 'outcome': 'VARCHAR', "
    + (f"'{value}': 'VARCHAR', " if value else "")
    + "'eligible_after': 'TIMESTAMPTZ'}"
)
quoted = parquet.replace("'", "''")
read = f"SELECT * FROM read_json(?, format = 'newline_delimited', columns = {COLUMNS})"
try:
    # The file is there, empty, under a name that nobody foretells.
    duckdb.connect(config=SETTINGS).execute(f"COPY ({read}) TO '{quoted}' (FORMAT parquet, USE_TMP_FILE false)", [lines])
except duckdb.Error as error:
    ended(error)
