"""Puts the table of the engines into docs/performance.md.

usage: into_docs.py TABLE docs/performance.md

TABLE is what `peers` and `by_duckdb.py` printed; ratios that they could not know are filled in.
"""

import re
import sys
from pathlib import Path

BEGIN, END = "<!-- the table of benches/peers/run -->", "<!-- its end -->"


def main():
    table, page = map(Path, sys.argv[1:])
    lines = table.read_text(encoding="utf-8").strip().splitlines()
    hand = next(int(found[1]) for line in lines if (found := re.match(r"\| hand-written Rust.*?\| (\d+) ns", line)))

    def with_ratio(line):
        found = re.match(r"(\| .* \| (\d+) ns \|) \|$", line)
        return f"{found[1]} {int(found[2]) / hand:.2f} × |" if found else line

    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    inner = "\n".join(map(with_ratio, lines))
    page.write_text(f"{before}{BEGIN}\n{inner}\n{END}{after}", encoding="utf-8")


main()
