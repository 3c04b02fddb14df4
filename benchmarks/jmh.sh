#!/bin/sh
# Nanoseconds and bytes of a call without and with the agent, by JMH: one Markdown table a Java on standard output.
#
#   benchmarks/jmh.sh [JAVA_HOME ...]        default: Java 17 and 25, as build-tools/get-jdks.sh has them
#
# Each call is measured without and with the agent in two short JVMs that follow each other at once, on one thread and on as
# many as there are cores; and all of that again, round by round.
# From the environment
#   ROUNDS     default 5
#   CALLS      a part of the calls' names, such as OrdinaryFiles or Environment.mapped; default all
#   OPTIONS    of all the JVMs, such as -Xmn3g; default none
#   QUICK=1    one round of very short runs: whether all of it works, no figures
#
# About 20 minutes a Java; with QUICK about 2. Linux; needs a /dev/shm to write to.
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC1091
. benchmarks/common.sh

homes=$(java_homes "$@")
build_agent
mvn -q -B -f benchmarks/pom.xml package -Dspotless.check.skip >&2

rounds=${ROUNDS:-5} warm_up=2000 measurement=1000
if [ -n "${QUICK:-}" ]; then
    rounds=${ROUNDS:-1} warm_up=50 measurement=50
fi

dir=$(mktemp -d /dev/shm/bp-secrets-benchmark.XXXXXX)
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Two secrets and two directories of equal lengths. One is a real variable and a real file on tmpfs; the other has no file
# and no directory: the agent serves it.
plain=0123456789abcdef0123456789abcdef served=fedcba9876543210fedcba9876543210
mkdir "$dir/plain"
printf %s "$plain" >"$dir/plain/benchmark_secret"
cat >"$dir/agent.properties" <<END_OF_FILE
profile = none
default.BENCHMARK_SECRET = $served
order = default
files.directory = $dir/agent
log.level = warn
END_OF_FILE

# An environment of 25 variables whatever the shell has, for the iteration over all of them.
variables=
for number in $(seq 20); do variables="$variables BENCHMARK_VARIABLE_$number=value_$number"; done

for home in $homes; do
    printf '\n### Java %s, %s\n\n%s\n\n' "$(java_version "$home")" "$(date -u +%Y-%m-%d)" "$(machine)"
    # shellcheck disable=SC2086 # variables and options are words
    env -i LC_ALL=C.UTF-8 PATH=/usr/bin:/bin HOME="$dir" BENCHMARK_SECRET=$plain BENCHMARK_UNMAPPED=unmapped $variables \
        "$home/bin/java" ${OPTIONS:-} -Dbenchmark.agent="agent/target/bp-secrets.jar=$dir/agent.properties" \
        -Dbenchmark.without.directory="$dir/plain" -Dbenchmark.without.secret=$plain \
        -Dbenchmark.with.directory="$dir/agent" -Dbenchmark.with.secret=$served \
        -cp benchmarks/target/benchmarks.jar io.bpsecrets.benchmarks.Interleaved \
        "$rounds" $warm_up $measurement "$dir/log" "${CALLS:-.*}" || {
        tail -n 30 "$dir/log" >&2
        die "a run on $home failed"
    }
done
