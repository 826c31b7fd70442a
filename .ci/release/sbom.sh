#!/usr/bin/env bash
# Writes what the program consists of, crate by crate with versions and licences, as CycloneDX in JSON.
source "$(dirname "$0")/common.sh"

tools=$PWD/target/release-tools
cargo install cargo-cyclonedx --version 0.5.9 --locked --root "$tools" --quiet
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT
python3 bindings/wheel/backend.py "$sources"
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
PATH=$tools/bin:$PATH cargo cyclonedx --manifest-path "$sources/Cargo.toml" --format json --override-filename "exeunt-$version.cdx"
mv "$sources/exeunt-$version.cdx.json" "$files"
