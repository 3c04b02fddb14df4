#!/bin/sh
# What a start costs: whole processes without and with the agent, and with what else brings a secret into a process. One
# Markdown table a Java on standard output; benchmarks/README.md says how it is measured.
#
#   benchmarks/startup.sh [JAVA_HOME ...]        default: Java 17 and 25, as build-tools/get-jdks.sh has them
#
# From the environment
#   ROUNDS         rounds of no agent, empty agent and bp-secrets (default 21), after one that is not counted
#   PEER_ROUNDS    rounds of the others, which take seconds each (default 7)
#   PEERS          which of the others (default "bao otel spring"; "" for none); what cannot be fetched is left out, with a line
#
# About 3 minutes a Java on a quiet machine of two cores. Needs Linux, JDK 17 or newer with Maven, python3 with pip.
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC1091
. benchmarks/common.sh

otel_version=2.25.0
target=$PWD/benchmarks/target
made=$target/startup
log=$made/maven.log

for tool in mvn javac jar python3; do
    command -v $tool >/dev/null 2>&1 || die "$tool is missing: install it"
done
homes=$(java_homes "$@")
build_agent
bao=$(vault/get-openbao.sh "$cache")

# The measured program, and an agent that does nothing but is allowed what ours is.
mkdir -p "$made/program" "$made/empty"
javac --release 8 -Xlint:-options -d "$made/program" benchmarks/startup/Measured.java benchmarks/startup/Handshake.java
javac --release 8 -Xlint:-options -d "$made/empty" benchmarks/startup/Empty.java
printf 'Premain-Class: Empty\nCan-Redefine-Classes: true\n' >"$made/empty.mf"
jar --create --file "$made/empty.jar" --manifest "$made/empty.mf" -C "$made/empty" .

left_out() {
    printf 'startup.sh: %s left out: Maven could not fetch it\n' "$1" >&2
    grep -m 1 ERROR "$log" | cut -c1-300 | sed 's/^.*ERROR/  | ERROR/' >&2 || :
}

maven() { mvn -B -q "$@" >"$log" 2>&1; }

has_otel() {
    jar=$target/opentelemetry-javaagent-$otel_version.jar
    [ -f "$jar" ] || maven org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$target" \
        -Dartifact="io.opentelemetry.javaagent:opentelemetry-javaagent:$otel_version"
}

# The same application twice: with its own libraries, and with those of Spring Cloud Vault too.
has_spring() {
    from=benchmarks/startup/spring
    if [ ! "$target/spring/vault" -nt $from/pom.xml ]; then
        rm -rf "$target/spring"
        copy=org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies
        maven -f $from/pom.xml $copy -DincludeScope=runtime -DoutputDirectory="$target/spring/plain" || return
        maven -f $from/pom.xml -Pvault $copy -DincludeScope=runtime -DoutputDirectory="$target/spring/vault" || return
    fi
    javac --release 17 -cp "$target/spring/plain/*" -d "$target/spring/classes" $from/BootApplication.java
}

peers=
for peer in ${PEERS-bao otel spring}; do
    case $peer in
        bao) peers="$peers bao" ;;
        otel) if has_otel; then peers="$peers otel=$jar"; else left_out "OpenTelemetry's agent"; fi ;;
        spring) if has_spring; then peers="$peers spring=$target/spring"; else left_out "Spring Cloud Vault"; fi ;;
        *) die "PEERS knows bao, otel and spring, not $peer" ;;
    esac
done

# From here on Python: it alone is told by the kernel what a child has used. It ends the server and removes its files itself.
# shellcheck disable=SC2086 # homes and peers are words
# -B: no compiled files in the tree.
exec python3 -B benchmarks/startup/measure.py --bao "$bao" --agent "$PWD/agent/target/bp-secrets.jar" --made "$made" \
    --rounds "${ROUNDS:-21}" --peer-rounds "${PEER_ROUNDS:-7}" --machine "$(machine)" --peers $peers --homes $homes
