# Runs the steps of the script that sources this: its functions `step_NAME`, in the order in which they are written. The
# comment above a step is its description.
set -euo pipefail
# Without the state of incremental builds a clean build is quicker.
export CARGO_INCREMENTAL=0
# Without line tables test programs are linked quicker; a failure is found again without this.
export CARGO_PROFILE_DEV_DEBUG=0
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

list_steps() {
  awk '/^# /       { text = text substr($0, 3) " "; next }
       /^step_/    { name = $1; sub(/^step_/, "", name); sub(/\(\)$/, "", name); printf "%-16s %s\n", name, text }
                   { text = "" }' "$script"
}

# The counts in the closing lines of `cargo test`, added up.
count_tests() {
  awk '/^test result: / { for (i = 2; i <= NF; i++) {
         if ($i ~ /^passed;/) passed += $(i - 1)
         if ($i ~ /^failed;/) failed += $(i - 1)
         if ($i ~ /^ignored;/) skipped += $(i - 1) } }
       END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$1"
}

# run_steps [--list | STEP…]
run_steps() {
  local step
  if [ "${1:-}" = --list ]; then
    list_steps
    return
  fi
  local steps=("$@")
  [ ${#steps[@]} -gt 0 ] || mapfile -t steps < <(list_steps | cut -d' ' -f1)
  for step in "${steps[@]}"; do
    declare -F "step_$step" > /dev/null || { echo "there is no step $step; see $0 --list" >&2; return 2; }
  done
  log=$(mktemp)
  times=()
  current=
  trap 'summary' EXIT
  for step in "${steps[@]}"; do
    current=$step
    echo "==> $step"
    local start=$SECONDS
    # A subshell in a pipeline: `set -e` stays in force, and what a step sets or where it goes ends with it.
    ("step_$step") 2>&1 | tee -a "$log"
    times+=("$(printf '%-16s %5d s' "$step" $((SECONDS - start)))")
    echo "==> ${times[-1]}"
    current=
  done
}

summary() {
  echo "==> summary"
  [ ${#times[@]} = 0 ] || printf '%s\n' "${times[@]}"
  [ -z "$current" ] || echo "$current failed"
  count_tests "$log"
  rm -f "$log"
}

# readme_shows_a_refusal [OPTION]: runs the README's first command, with this option of Cargo. The account of the README is
# blocked, which is a result and not a failure.
readme_shows_a_refusal() {
  local command page
  command=$(grep '^cargo run -- ' README.md)
  page=$(${command/cargo run/cargo run ${1:-}})
  grep --word-regexp blocked <<< "$page"
}

# Installs those of these packages of Debian that are missing.
packages() {
  local package missing=()
  for package in "$@"; do
    dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${missing[@]}" > /dev/null
}
