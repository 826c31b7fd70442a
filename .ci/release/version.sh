#!/usr/bin/env bash
# version.sh [TAG]: prints the version, and refuses one that differs within the project. A tag has to be that of the version, and the
# version in the changelog: what this says of it becomes target/release-files/notes.md.
source "$(dirname "$0")/common.sh"

for file in editors/vscode/package.json editors/vscode/package-lock.json editors/tree-sitter-exeunt/package.json; do
  other=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["version"])' "$file")
  [ "$other" = "$version" ] || { echo "$file has version $other, Cargo.toml $version" >&2; exit 1; }
done
if [ $# -gt 0 ]; then
  [ "$1" = "v$version" ] || { echo "the tag of version $version is v$version, not $1" >&2; exit 1; }
  awk -v heading="## $version" '/^## / { within = $0 == heading || index($0, heading " ") == 1; next } within' CHANGELOG.md > "$files/notes.md"
  grep --quiet . "$files/notes.md" || { rm "$files/notes.md"; echo "CHANGELOG.md has no section $version" >&2; exit 1; }
fi
echo "$version"
