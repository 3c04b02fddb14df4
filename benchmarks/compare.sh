#!/bin/sh
# Compares the start of two jars of the agent: one Markdown table for each Java on standard output.
#
#   benchmarks/compare.sh OLD.jar NEW.jar [JAVA_HOME ...]        default: Java 17 and 25, as build-tools/get-jdks.sh has them
#
# Each pair starts both jars once, one directly after the other, in a random order. The figure is the median of the differences
# within the pairs, NEW less OLD, with the quartiles in brackets. What else the machine does in the meantime affects both of a pair.
# From the environment
#   ROUNDS     pairs (default 15), after one that is not counted
#   TITLES     what stands above the two columns (default "OLD NEW"): two words
#
# About 20 seconds for each Java. Needs Linux, JDK 17 or newer, python3 with pip.
set -eu
[ $# -ge 2 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
old=$(realpath "$1") new=$(realpath "$2")
shift 2
cd "$(dirname "$0")/.."
# shellcheck disable=SC1091
. benchmarks/common.sh

for jar in "$old" "$new"; do [ -f "$jar" ] || die "there is no $jar"; done
homes=$(java_homes "$@")
bao=$(vault/get-openbao.sh "$cache")
made=$PWD/benchmarks/target/startup
mkdir -p "$made/program"
javac --release 8 -Xlint:-options -d "$made/program" benchmarks/startup/Measured.java

# shellcheck disable=SC2086 # homes and titles are words
# -B: no compiled files in the tree.
exec python3 -B benchmarks/startup/compare.py --bao "$bao" --made "$made" --rounds "${ROUNDS:-15}" --machine "$(machine)" \
    --jars "$old" "$new" --titles ${TITLES:-OLD NEW} --homes $homes
