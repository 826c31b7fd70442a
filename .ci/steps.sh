# Runs the steps of the script that sources this: its functions `step_NAME`, in the order in which they are written. The
# comment above a step is its description.
set -euo pipefail
# Without the state of incremental builds a clean build is quicker.
export CARGO_INCREMENTAL=0
# Without line tables test programs are linked quicker; a failure is found again without this.
export CARGO_PROFILE_DEV_DEBUG=0
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
beside=()

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

# run_steps [--list | STEP…]: these steps one after the other, or all. Of all steps those that the array `beside` names run at the same
# time as the others, because a compiler is busy with one core for much of the time; what they print comes at the end.
run_steps() {
  local step
  if [ "${1:-}" = --list ]; then
    list_steps
    return
  fi
  local steps=("$@") others=()
  if [ ${#steps[@]} = 0 ]; then
    others=("${beside[@]}")
    mapfile -t steps < <(list_steps | cut -d' ' -f1 | grep --line-regexp --invert-match --file <(printf '%s\n' "${others[@]}"))
  fi
  for step in "${steps[@]}" "${others[@]}"; do
    declare -F "step_$step" > /dev/null || { echo "there is no step $step; see $0 --list" >&2; return 2; }
  done
  log=$(mktemp)
  times=()
  current=
  other=
  trap 'summary' EXIT
  if [ ${#others[@]} -gt 0 ]; then
    # A session of its own: what it has started can be stopped together.
    setsid "$script" "${others[@]}" > "$log.other" 2>&1 &
    other=$!
  fi
  for step in "${steps[@]}"; do
    current=$step
    echo "==> $step"
    local start=$SECONDS
    # A subshell in a pipeline: `set -e` stays in force, and what a step sets or where it goes ends with it.
    (trap 'times > "$log.times"' EXIT; "step_$step") 2>&1 | tee -a "$log"
    times+=("$(printf '%-16s %5d s  %5d s of processors' "$step" $((SECONDS - start)) "$(processor_seconds "$log.times")")")
    echo "==> ${times[-1]}"
    current=
    if [ -n "$other" ] && ! kill -0 "$other" 2> /dev/null; then join_other; fi
  done
  [ -z "$other" ] || join_other
}

# Waits for the steps beside, prints what they printed, and fails if they failed.
join_other() {
  local pid=$other failed=0
  wait "$pid" || failed=$?
  other=
  cat "$log.other"
  cat "$log.other" >> "$log"
  return "$failed"
}

# What `times` wrote: the processor time of a shell and of the programs that it ran.
processor_seconds() {
  awk '{ for (i = 1; i <= NF; i++) { split($i, part, "m"); seconds += part[1] * 60 + part[2] } } END { printf "%.0f\n", seconds }' "$1"
}

summary() {
  if [ -n "$other" ]; then
    kill -- "-$other" 2> /dev/null || true
    cat "$log.other"
  fi
  echo "==> summary"
  [ ${#times[@]} = 0 ] || printf '%s\n' "${times[@]}"
  [ -z "$current" ] || echo "$current failed"
  count_tests "$log"
  rm -f "$log" "$log.other" "$log.times"
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
