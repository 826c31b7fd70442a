#!/usr/bin/env bash
# Writes the SHA-256 of what is in target/release-files into SHA256SUMS there: `sha256sum --check SHA256SUMS` reads it.
source "$(dirname "$0")/common.sh"

cd "$files"
rm -f SHA256SUMS
sha256sum -- * > "$OLDPWD/target/SHA256SUMS"
mv "$OLDPWD/target/SHA256SUMS" .
cat SHA256SUMS
