#!/bin/sh
# Reads, while faults between the service and Vault come and go once a second and the secrets change. Meanwhile the service disturbs itself: two
# threads read where their stack is nearly used up (the first read of all is one of those), readers are interrupted, virtual threads are
# cancelled while they read (21 and later), stderr is a full pipe for three seconds, somebody holds the monitor of System.err, and
# the clock is set forward or back by hours. Is a value wrong, does a read fail or wait, does a thread stay blind, does anything grow? If so, it
# ends with 1.
#
#   benchmarks/soak.sh [SECONDS]        default: 600
#
# From the environment: SEED, to have the same faults and disturbances again; JAVA, one feature version
# (default: 17 and the newest one found).
set -eu
cd "$(dirname "$0")/.."

rm -f agent/target/soak-java*.md
status=0
mvn -B -q -pl agent -am verify -Dspotless.check.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=SoakIT \
    -Dbp.soak.seconds="${1:-600}" ${SEED:+-Dbp.soak.seed="$SEED"} ${JAVA:+-Dbp.java="$JAVA"} >&2 || status=1
cat agent/target/soak-java*.md
exit $status
