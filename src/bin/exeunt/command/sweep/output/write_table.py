import json


def answers(connection):
    connection.execute("SET TimeZone = 'UTC'")
    for line in sys.stdin:
        connection.begin()
        for statement, parameters, changes in json.loads(line):
            answer = connection.execute(statement, parameters)
            # So many rows must be changed, or nothing is.
            if changes is not None and answer.fetchone()[0] != changes:
                connection.rollback()
                sys.exit("exeunt: another sweep has written here")
        while rows := answer.fetchmany(10_000):
            sys.stdout.write("".join(f"{row}\n" for (row,) in rows))
        connection.commit()
        print("exeunt: end", flush=True)


try:
    answers(duckdb.connect(sys.argv[1], config=SETTINGS))
except duckdb.Error as error:
    ended(error)
