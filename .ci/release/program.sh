#!/usr/bin/env bash
# Builds the program for this machine, statically linked, as a wheel and as an archive with its licences, manual pages and completions:
# the two have the same program, which is started once in an empty root.
#
# PROFILE is that of Cargo, `dist` if it is not said.
source "$(dirname "$0")/common.sh"

tools=target/release-tools
[ -x "$tools/bin/maturin" ] || python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check maturin==1.16.0

# Not in this folder: Cargo would take them for a part of the workspace.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 bindings/wheel/backend.py "$work/sources"
rm -f "$files"/*.whl
export CARGO_TARGET_DIR=$PWD/target
# Of the program alone: what it consists of is compiled as for any other.
(cd "$work/sources" && "$OLDPWD/$tools/bin/maturin" build --profile "${PROFILE:-dist}" --out "$files" -- -C target-feature=+crt-static)

host=$(rustc -vV | sed -n 's/^host: //p')
name=exeunt-$version-$host
folder=$work/$name
mkdir -p "$folder/completions" "$folder/man" "$work/root"
python3 - "$files"/*.whl "$folder" << 'PYTHON'
import pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    (name,) = (it for it in wheel.namelist() if it.endswith(".data/scripts/exeunt"))
    program = pathlib.Path(sys.argv[2], "exeunt")
    program.write_bytes(wheel.read(name))
    program.chmod(0o755)
PYTHON

# Whatever it would load from a machine is missing there.
cp "$folder/exeunt" "$work/root"
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
[ "$("${as_root[@]}" chroot "$work/root" /exeunt --version)" = "exeunt $version" ]

"$folder/exeunt" man "$folder/man"
for shell in bash elvish fish powershell zsh; do "$folder/exeunt" completions "$shell" > "$folder/completions/exeunt.$shell"; done
cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$folder"
# The same sources give the same archive.
tar --create --gzip --file "$files/$name.tar.gz" --directory "$work" --sort name --owner 0 --group 0 --numeric-owner \
  --mtime "@$(git log -1 --format=%ct)" "$name"
ls -l "$files"
