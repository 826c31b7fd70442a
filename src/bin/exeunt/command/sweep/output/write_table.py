import json
import sys

try:
    import duckdb
except ImportError:
    sys.exit("Python's `duckdb` is not installed: python3 -m pip install duckdb")


def answers(connection):
    for line in sys.stdin:
        rows = []
        connection.begin()
        for statement, parameters in json.loads(line):
            rows = connection.execute(statement, parameters).fetchall()
        connection.commit()
        sys.stdout.write("".join(f"{row}\n" for (row,) in rows))
        print("exeunt: end", flush=True)


try:
    answers(duckdb.connect(sys.argv[1]))
except duckdb.Error as error:
    sys.exit(str(error).partition("\n")[0])
