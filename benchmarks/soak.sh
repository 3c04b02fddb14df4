#!/bin/sh
# Reads, while faults between the service and Vault come and go once a second and the secrets change: is one wrong, does one
# fail, does anything grow? Ends with 1 where that is so.
#
#   benchmarks/soak.sh [SECONDS]        default: 600
#
# From the environment: SEED, to have the same faults again; JAVA, one feature version
# (default: 17 and the newest one found).
set -eu
cd "$(dirname "$0")/.."

rm -f agent/target/soak-java*.md
status=0
mvn -B -q -pl agent -am verify -Dspotless.check.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=SoakIT \
    -Dbp.soak.seconds="${1:-600}" ${SEED:+-Dbp.soak.seed="$SEED"} ${JAVA:+-Dbp.java="$JAVA"} >&2 || status=1
cat agent/target/soak-java*.md
exit $status
