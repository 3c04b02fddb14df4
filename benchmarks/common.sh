# shellcheck shell=sh disable=SC2034 # cache is for fetch.sh
# What the scripts that measure share. Sourced, with the root of the repository as the working directory.
#
# build_agent     makes agent/target/bp-secrets.jar where it is missing
# java_homes      prints the homes to measure on, one a line: the arguments, else those of Java 17 and 25
# java_version    prints the version of a home
# machine         prints what the figures were measured on

cache=$HOME/.cache/bp-secrets
# For jdk_home.
# shellcheck disable=SC1091
. acceptance/fetch.sh

die() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

build_agent() {
    [ -f agent/target/bp-secrets.jar ] || mvn -q -B -pl agent -am package -DskipTests -Dspotless.check.skip >&2
}

java_homes() {
    if [ $# -gt 0 ]; then
        for home in "$@"; do
            [ -x "$home/bin/java" ] || die "there is no $home/bin/java"
            echo "$home"
        done
        return
    fi
    for version in 17 25; do
        home=$(jdk_home "$version")
        if [ -z "$home" ]; then
            build-tools/get-jdks.sh >&2
            home=$(jdk_home "$version")
        fi
        [ -n "$home" ] || die "Java $version is not here and could not be fetched: give the Java homes as arguments"
        echo "$home"
    done
}

java_version() {
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p'
}

machine() {
    printf '%s, %s cores, %s MiB, Linux %s; load average at the start %s.\n' \
        "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -r | cut -d- -f1)" "$(cut -d' ' -f1-3 /proc/loadavg)"
}
