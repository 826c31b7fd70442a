lines, parquet, columns = sys.argv[1:4]
quoted = parquet.replace("'", "''")
read = f"SELECT * FROM read_json(?, format = 'newline_delimited', columns = {columns})"
try:
    # The file is there, empty, under a name that nobody foretells.
    duckdb.connect(config=SETTINGS).execute(f"COPY ({read}) TO '{quoted}' (FORMAT parquet, USE_TMP_FILE false)", [lines])
except duckdb.Error as error:
    ended(error)
