import sys

import duckdb

lines, parquet = sys.argv[1:3]
COLUMNS = (
    "{'id': 'VARCHAR', 'status': 'VARCHAR', 'failed': 'VARCHAR[]', 'unknown': 'VARCHAR[]', 'outcome': 'VARCHAR', "
    "'eligible_after': 'TIMESTAMPTZ'}"
)
quoted = parquet.replace("'", "''")
duckdb.connect().execute(
    f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {COLUMNS})) TO '{quoted}' (FORMAT parquet)",
    [lines],
)
