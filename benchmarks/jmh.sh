#!/bin/sh
# Nanoseconds and bytes of a call without and with the agent, side by side.
#
#   benchmarks/jmh.sh [JAVA_HOME ...]        default: the java on the PATH
#
# From the environment: JMH_ARGS, default "-f 3 -wi 3 -i 5 -w 1 -r 1". Linux; needs a /dev/shm to write to.
set -eu
cd "$(dirname "$0")/.."

[ -f agent/target/bp-secrets.jar ] || mvn -q -pl agent package -DskipTests -Dspotless.check.skip
mvn -q -f benchmarks/pom.xml package -Dspotless.check.skip

dir=/dev/shm/bp-secrets-benchmark
out=$(mktemp -d)
trap 'rm -rf "$dir" "$out"' EXIT
args=${JMH_ARGS:--f 3 -wi 3 -i 5 -w 1 -r 1}
export BENCHMARK_SECRET=0123456789abcdef0123456789abcdef

# The files that the run without the agent reads; with it the directory is absent and the file is served.
real() { mkdir -p "$dir/run/secrets" && printf %s "$BENCHMARK_SECRET" >"$dir/run/secrets/benchmark_secret"; }

cat >"$out/agent.properties" <<END
profile = none
default.BENCHMARK_SECRET = $BENCHMARK_SECRET
order = default
files.directory = $dir/run/secrets
log.level = warn
END

[ $# -gt 0 ] || set -- ""
for home in "$@"; do
    java=${home:+$home/bin/}java
    rm -rf "$dir" && real
    # shellcheck disable=SC2086 # the arguments are words
    "$java" -jar benchmarks/target/benchmarks.jar $args -prof gc -rf csv -rff "$out/without.csv" >"$out/without.log" 2>&1 ||
        { tail -20 "$out/without.log" >&2; exit 1; }
    rm -rf "$dir"
    # shellcheck disable=SC2086
    "$java" -jar benchmarks/target/benchmarks.jar $args -prof gc -rf csv -rff "$out/with.csv" \
        -jvmArgsAppend "-javaagent:agent/target/bp-secrets.jar=$out/agent.properties" >"$out/with.log" 2>&1 ||
        { tail -20 "$out/with.log" >&2; exit 1; }
    printf '\n### Java %s, %s\n\n' "$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')" "$(date -u +%Y-%m-%d)"
    awk -F, -f benchmarks/table.awk "$out/without.csv" "$out/with.csv"
done
