import json


def answers(connection):
    connection.execute("SET TimeZone = 'UTC'")
    for line in sys.stdin:
        query = json.loads(line)
        described = connection.execute(f"DESCRIBE ({query})").fetchall()
        stamps = [name for name, ty, *_ in described if ty.startswith("TIMESTAMP")]
        shown = ", ".join(f"strftime(\"{name}\", '%Y-%m-%dT%H:%M:%S.%fZ') AS \"{name}\"" for name in stamps)
        replaced = f"* REPLACE ({shown})" if stamps else "*"
        answer = connection.execute(f"SELECT CAST(to_json(answer) AS VARCHAR) FROM (SELECT {replaced} FROM ({query})) AS answer")
        while rows := answer.fetchmany(10_000):
            sys.stdout.write("".join(f"{row}\n" for (row,) in rows))
        print("exeunt: end", flush=True)


try:
    answers(duckdb.connect(sys.argv[1], read_only=sys.argv[1] != ":memory:", config=SETTINGS))
except duckdb.Error as error:
    ended(error)
