#!/bin/sh
# shellcheck disable=SC2012,SC2034,SC2154,SC2317 # variables and functions shared with the sourced files; names are plain
# Runs published third-party programs, unchanged, without and with the agent; one line for each.
#
#   acceptance/run.sh                 all of them
#   acceptance/run.sh smoke           those that CI runs: about 3 minutes on 2 cores once they are fetched
#   acceptance/run.sh NAME…           some, by their folders' names in acceptance/programs
#   acceptance/run.sh --figures …     each start three times more; the medians are written to docs/compatibility-programs.md
#   acceptance/run.sh --keep …        what the programs wrote stays in acceptance/target
#
# The columns are explained in acceptance/README.md. Needs Linux, JDK 17 or newer with Maven, curl, and the JDKs that the programs
# run on: BP_JDK_8, BP_JDK_11 … (homes), else where build-tools/get-jdks.sh puts them, else /usr/lib/jvm. A program whose JDK is missing
# is skipped, and says so; with CI=true that is a failure. Exit status 0 only if every line is ok.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/acceptance
cache=$HOME/.cache/bp-secrets
agent_jar=$root/agent/target/bp-secrets.jar
figures='' keep='' asked=''
failures=0 skipped=0

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

die() {
    printf 'acceptance: %s\n' "$1" >&2
    [ ! -s "${2:-}" ] || tail -n 8 "$2" | sed 's/^/  | /' >&2
    exit 1
}

for word in "$@"; do
    case $word in
        --figures) figures=yes ;;
        --keep) keep=yes ;;
        smoke) asked="$asked $(cd "$home/programs" && grep -l '^smoke=yes' ./*/program.sh | cut -d/ -f2 | tr '\n' ' ')" ;;
        -*) die "unknown option $word; the first lines of this script say how it is used" ;;
        *)
            [ -f "$home/programs/$word/program.sh" ] || die "there is no program $word; there are: $(ls "$home/programs" | tr '\n' ' ')"
            asked="$asked $word"
            ;;
    esac
done
[ -n "$asked" ] || asked=$(ls "$home/programs")

for tool in curl mvn javac setsid tail; do
    command -v "$tool" >/dev/null 2>&1 || die "$tool is missing: install it"
done
[ -f "$agent_jar" ] || die "the agent is not built: mvn -DskipTests package"

umask 077
work=$(mktemp -d "${TMPDIR:-/tmp}/bp-secrets-acceptance.XXXXXX")
case $work in *' '*) die "a blank in the path $work would break the programs' start lines: set TMPDIR to a folder without" ;; esac
# shellcheck disable=SC1091
. "$root/demo/server.sh"
# shellcheck disable=SC1091
. "$home/fetch.sh"
# shellcheck disable=SC1091
. "$home/once.sh"
# shellcheck disable=SC1091
. "$home/judge.sh"

clean_up() {
    trap '' INT TERM HUP
    end_program
    stop_server
    if [ -n "$keep" ]; then
        rm -rf "$home/target"
        mkdir "$home/target"
        cp "$work"/*.*.out "$work"/*.*.err "$home/target/" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The real variable or file holds one value, the server another, so that a proof says which of the two the program got.
canary() { printf 'Canary%s' "$(od -An -tx1 -N12 /dev/urandom | tr -d ' \n')"; }
proof_of() { printf 'proof %s' "$(printf %s "$1" | sha256sum | cut -c1-16)"; }
real_value=$(canary) vault_value=$(canary)
printf '%s\n%s\n' "$real_value" "$vault_value" >"$work/canaries"

unset VAULT_ADDR
VAULT_CLI=${VAULT_CLI:-$(command -v vault || command -v bao || (umask 022 && "$root/vault/get-openbao.sh" "$cache"))}
start_server
printf %s "$VAULT_TOKEN" >"$work/token"
printf %s "$vault_value" | client kv put secret/breakpilot/acceptance value=- >/dev/null 2>"$work/client.err" ||
    die "the secret cannot be written to $server" "$work/client.err"
cp "$agent_jar" "$work/bp-secrets.jar"

line() { printf '%-24s %-4s %-9s %-9s %-9s %-9s %s\n' "$@"; }

# One program: its five runs and, for the figures, three more rounds.
program() (
    name=DB_PASSWORD file=db_password smoke='' serves='' persists='' bom='' ready='^proof ' ready_on=out order='' patience=120
    here=$home/programs/$1
    run=$work/run secrets=$work/run/secrets
    start() { default_start; }
    prepare() { :; }
    ask() { grep '^proof ' "$out" | head -n 1; }
    normal() { cat; }
    # shellcheck disable=SC1090,SC1091
    . "$here/program.sh"
    java_home=$(jdk_home "$jdk")
    if [ -z "$java_home" ]; then
        line "$1" "$jdk" "skipped: no JDK $jdk; run build-tools/get-jdks.sh or set BP_JDK_$jdk to a home" '' '' '' ''
        [ "${CI:-}" != true ] || exit 1
        exit 3
    fi
    fetch "$1"
    compile "$1"
    port=$(free_port)
    baseline='' without=- vault=- outage=- same=-
    for run_name in baseline without vault outage same; do
        # What does not even work by itself says nothing about the agent.
        [ "$baseline" != FAIL ] || break
        if once "$1" "$run_name"; then eval "$run_name=ok"; else eval "$run_name=FAIL" bad=yes; fi
    done
    line "$1" "$jdk" "$baseline" "$without" "$vault" "$outage" "$same"
    [ -z "${bad:-}" ] || { cat "$work/why" >&2; exit 1; }
    if [ -n "$figures" ]; then measure "$1"; fi
)

printf '%s' "$bold"
line program Java baseline without vault outage same
printf '%s' "$plain"
for each in $asked; do
    : >"$work/why"
    status=0
    # Not behind || or if: that would switch off set -e in all of it.
    set +e
    (set -e; program "$each")
    status=$?
    set -e
    case $status in
        0) ;;
        3) skipped=$((skipped + 1)) ;;
        130 | 143) exit "$status" ;;
        *) failures=$((failures + 1)) ;;
    esac
done
! grep -rqsF -f "$work/canaries" /dev/shm || die "a secret was left behind in /dev/shm"
[ "$skipped" -eq 0 ] || printf '%s skipped\n' "$skipped"
[ "$failures" -eq 0 ] || die "$failures of $(echo "$asked" | wc -w) failed"
