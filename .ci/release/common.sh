# For the scripts beside it: what they make is in target/release-files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
files=$PWD/target/release-files
mkdir -p "$files"
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
