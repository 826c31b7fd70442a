#!/usr/bin/env python3
"""The crate has the files that its texts name, and those that Cargo.toml and the licence ask for; it has no others, and stays small.
`.ci/nightly package` compiles it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# All that the crate may have, beside what Cargo itself writes.
PARTS = re.compile(r"src/.+|grammar/\w+\.pest|docs/errors/[EW]\d{4}\.md|docs/embedding\.md|README\.md|CHANGELOG\.md|LICENSE-(APACHE|MIT)")
WRITTEN = {".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"}
MOST_FILES = 1000
MOST_BYTES = 6_000_000
# What crates.io shows or asks for.
METADATA = ["description", "documentation", "keywords", "categories", "license", "readme", "rust-version"]

MODULE = re.compile(r"((?:^[ \t]*#\[[^\n]*\]\n)*)^[ \t]*(?:pub(?:\([^)]*\))? )?mod (\w+);", re.MULTILINE)


def packaged():
    command = ["cargo", "package", "--list", "--locked", "--allow-dirty", "--package", "exeunt"]
    return set(subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.split())


def named(file):
    """The files that a file of Rust names: modules and what it includes."""
    text = (PROJECT / file).read_text()
    folder = Path(file).parent
    for path in re.findall(r'include_(?:str|bytes)!\(\s*"([^"]+)"', text):
        yield {os.path.normpath(folder / path)}
    # Paths of grammars are those from src.
    for path in re.findall(r'#\[grammar = "([^"]+)"', text):
        yield {os.path.normpath(Path("src") / path)}
    within = folder if Path(file).name in ("main.rs", "lib.rs", "mod.rs") else Path(file).with_suffix("")
    for attributes, module in MODULE.findall(text):
        if "cfg(test)" not in attributes and "#[path" not in attributes:
            yield {str(within / f"{module}.rs"), str(within / module / "mod.rs")}


def main():
    files = packaged()
    wrong = []
    package = tomllib.loads((PROJECT / "Cargo.toml").read_text())["package"]
    wrong += [f"Cargo.toml has no {key}" for key in METADATA if not package.get(key)]
    wrong += [f"the crate has {file}" for file in sorted(files - WRITTEN) if not PARTS.fullmatch(file)]
    wrong += [f"the crate has the tests {file}" for file in sorted(files) if re.search(r"(^|/)tests(/|\.rs$)", file)]
    for file in sorted(WRITTEN - {".cargo_vcs_info.json"} | {"README.md", "LICENSE-APACHE", "LICENSE-MIT"}):
        if file not in files:
            wrong.append(f"the crate lacks {file}")
    sources = [file for file in sorted(files) if file.endswith(".rs")]
    count = 0
    for file in sources:
        for choice in named(file):
            count += 1
            if not choice & files:
                wrong.append(f"{file} names {' or '.join(sorted(choice))}, which the crate lacks")
    pages = {f"docs/errors/{page.name}" for page in (PROJECT / "docs" / "errors").glob("[EW]*.md")}
    wrong += [f"the crate lacks {page}" for page in sorted(pages - files)]
    size = sum((PROJECT / file).stat().st_size for file in files if (PROJECT / file).is_file())
    if len(files) > MOST_FILES or size > MOST_BYTES:
        wrong.append(f"the crate has {len(files)} files of {size} bytes; the most is {MOST_FILES} of {MOST_BYTES}")
    if count < len(sources) / 2:
        wrong.append(f"only {count} names were found in {len(sources)} files")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"the crate has {len(files)} files of {size // 1000} kB, and the {count} that they name")


main()
