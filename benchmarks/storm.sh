#!/bin/sh
# What one JVM asks of the server, and what all instances of a service do to it that start at once: do all of them get their secrets
# in time, by the requests that were computed? Ends with 1 where that is not so.
#
#   benchmarks/storm.sh [INSTANCES]        default: 500
set -eu
cd "$(dirname "$0")/.."

rm -f agent/target/requests.md agent/target/storm.md agent/target/turned-away.md
status=0
mvn -B -q -pl agent -am verify -Dspotless.check.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=RequestsIT,StormIT,TurnedAwayIT -Dit.forks=1 -Dbp.storm.instances="${1:-500}" >&2 || status=1
cat agent/target/requests.md agent/target/storm.md agent/target/turned-away.md
exit $status
