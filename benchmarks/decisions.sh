#!/bin/sh
# Figures for docs/decisions.md. The first three build a jar that does one thing in another way, and compare its start with that of ours.
#
#   benchmarks/decisions.sh asm [JAVA_HOME ...]        classes of the JDK are woven by ASM, not by our own package classfile
#   benchmarks/decisions.sh entries [JAVA_HOME ...]    each hidden class is an entry of the jar, not a part of a bundle
#   benchmarks/decisions.sh compressed [JAVA_HOME ...] the bundles that a start reads are compressed in the jar
#   benchmarks/decisions.sh first [JAVA_HOME ...]      what the first log line and the first HTTP request of a JVM take, by several ways
#
# The classes that are replaced are in benchmarks/decisions. Both jars are packed from one build of the agent, with the same tools.
# How it is compared, and what the environment can say: benchmarks/compare.sh. The default is Java 17 and 25.
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC1091
. benchmarks/common.sh

asm_version=9.10.1
slf4j_version=2.0.18
driver_version=5.4.0
way=${1:-}
case $way in
    asm | entries | compressed | first) shift ;;
    *) sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
build_agent
staging=$PWD/agent/target/staging
[ -d "$staging/flat" ] || die "agent/target has no staging folder: mvn -pl agent -am package -DskipTests"
made=$PWD/benchmarks/target/decisions
rm -rf "$made"
mkdir -p "$made/classes" "$made/list"

# pack CLASSES START-LIST VISIBLE JAR: as agent/pom.xml does it
pack() {
    rm -rf "$made/jar"
    cp -r "$3" "$made/jar"
    rm -rf "$made/jar/bp-secrets"
    java -cp build-tools/target/classes io.bpsecrets.build.Pack "$1" "$2" "$made/jar/bp-secrets"
    archive "$made/jar" "$4"
}

archive() {
    unzip -p agent/target/bp-secrets.jar META-INF/MANIFEST.MF >"$made/manifest"
    jar --create --file "$2" --manifest "$made/manifest" -C "$1" .
}

# fetch GROUP:ARTIFACT:VERSION, into $made
fetch() {
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$made" -Dartifact="$1" >&2 ||
        die "$1 could not be fetched"
}

with_asm() {
    asm=$made/asm-$asm_version.jar
    fetch org.ow2.asm:asm:$asm_version
    cp -r "$staging/flat" "$made/flat"
    (cd "$made/flat" && unzip -q "$asm" 'org/*' && rm -f org/objectweb/asm/package-info.class)
    javac --release 8 -Xlint:-options -cp "$staging/flat:$asm" -d "$made/flat" benchmarks/decisions/asm/io/bpsecrets/classfile/*.java
    # First without ASM in the bundle of the start. A start then tells which of its classes are needed, and only these go in there.
    grep -v '^io\.bpsecrets\.classfile\.' build-tools/start-classes.txt >"$made/list/start"
    pack "$made/flat" "$made/list/start" "$staging/jar" "$made/other.jar"
    printf 'secret.ONE = one#value\nvault.address = http://127.0.0.1:1\nlog.level = warn\n' >"$made/agent.properties"
    mkdir -p "$made/program"
    javac --release 8 -Xlint:-options -d "$made/program" benchmarks/startup/Measured.java
    "$(jdk_home 17)/bin/java" "-Xlog:class+load:file=$made/loaded" "-javaagent:$made/other.jar=$made/agent.properties" \
        -cp "$made/program" Measured
    sed -n 's/.*\] \(\(io\.bpsecrets\.classfile\|org\.objectweb\)\.[^ ]*\) source.*/\1/p' "$made/loaded" | sort -u >>"$made/list/start"
    pack "$made/flat" "$made/list/start" "$staging/jar" "$made/other.jar"
}

with_entries() {
    cp -r "$staging/jar" "$made/other"
    rm -rf "$made/other/bp-secrets"
    mkdir "$made/other/bp-secrets"
    cp -r "$staging/flat/io" "$made/other/bp-secrets/"
    rm -rf "$made/other/bp-secrets/io/bpsecrets/premain"
    javac --release 8 -Xlint:-options -cp "$staging/flat" -d "$made/other" \
        benchmarks/decisions/entries/io/bpsecrets/premain/AgentClassLoader.java
    archive "$made/other" "$made/other.jar"
}

if [ "$way" = first ]; then
    homes=$(java_homes "$@")
    fetch org.slf4j:slf4j-api:$slf4j_version
    fetch org.slf4j:slf4j-simple:$slf4j_version
    fetch io.github.jopenlibs:vault-java-driver:$driver_version
    javac --release 11 -Xlint:-options -cp "$made/*" -d "$made/classes" benchmarks/decisions/first/First.java
    for home in $homes; do
        printf '\n### Java %s, %s\n\n%s\n\n' "$(java_version "$home")" "$(date -u +%Y-%m-%d)" "$(machine)"
        python3 -B benchmarks/startup/first.py "$home/bin/java" "$made/classes:$made/*" "${ROUNDS:-15}"
    done
    exit
fi

# Of the other ways, both jars are compressed.
with_compressed() {
    archive "$staging/jar" "$made/other.jar"
}

"with_$way"
if [ "$way" = compressed ]; then
    cp agent/target/bp-secrets.jar "$made/ours.jar"
else
    pack "$staging/flat" build-tools/start-classes.txt "$staging/jar" "$made/ours.jar"
fi
TITLES="$way ours" exec benchmarks/compare.sh "$made/other.jar" "$made/ours.jar" "$@"
