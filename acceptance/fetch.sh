# shellcheck shell=sh disable=SC2034,SC2154 # variables shared with run.sh
# What a program needs before it starts: its JDK, its published artifacts, its glue. Sourced by run.sh.
#
# jdk_home N      prints the home of a JDK or JRE of that release, or nothing
# fetch NAME      sets lib: a folder with the artifacts of $libs (and all that they depend on), archives unpacked
# compile NAME    sets classes: a folder with the program's own *.java and Proof, compiled

# By asking each, as not every JRE has a file `release`.
jdk_home() {
    eval "given=\${BP_JDK_$1:-}"
    for candidate in "$given" "$cache"/jdks/* /var/cache/bp-secrets/jdks/* /usr/lib/jvm/*; do
        { [ -n "$candidate" ] && [ -x "$candidate/bin/java" ]; } || continue
        found=$("$candidate/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
        if [ "$found" = "$1" ]; then
            echo "$candidate"
            return
        fi
    done
}

# group:artifact:version[:type[:classifier]] as an element of a pom.
dependency() {
    echo "$1" | awk -F: -v scope="${2:-}" '{
        printf "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>", $1, $2
        if ($3) printf "<version>%s</version>", $3
        printf "<type>%s</type>", scope ? "pom" : $4 ? $4 : "jar"
        if ($5) printf "<classifier>%s</classifier>", $5
        if (scope) printf "<scope>%s</scope>", scope
        # An archive is a whole program; the dependencies of its pom are in it already.
        if ($4 ~ /zip|tar/) printf "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"
        print "</dependency>"
    }'
}

generated_pom() {
    echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
    echo "<groupId>acceptance</groupId><artifactId>$1</artifactId><version>1</version><packaging>pom</packaging>"
    if [ -n "$bom" ]; then
        echo "<dependencyManagement><dependencies>$(dependency "$bom" import)</dependencies></dependencyManagement>"
    fi
    echo '<dependencies>'
    for artifact in $libs; do dependency "$artifact"; done
    echo '</dependencies></project>'
}

# A program with a pom.xml of its own is built by that (its plugin makes the artifact, as for a real service); else the pom only
# names what to copy. Kept in the cache under a checksum of what it was made from.
fetch() {
    if [ -f "$here/pom.xml" ]; then
        key=$(find "$here" -type f ! -name program.sh | LC_ALL=C sort | xargs cat | cksum | cut -d' ' -f1)
    else
        key=$(generated_pom "$1" | cksum | cut -d' ' -f1)
    fi
    lib=$cache/acceptance/$1-$key
    [ ! -d "$lib" ] || return 0
    mkdir -p "$cache/acceptance"
    temp=$(mktemp -d "$cache/acceptance/.$1.XXXXXX")
    printf 'acceptance: fetching %s\n' "$1" >&2
    if [ -f "$here/pom.xml" ]; then
        cp -R "$here" "$temp/project"
        mkdir -p "$temp/project/src/main/java/acceptance"
        cp "$home/glue/acceptance/Proof.java" "$temp"/project/*.java "$temp/project/src/main/java/acceptance/"
        set -- -f "$temp/project/pom.xml" package
    else
        generated_pom "$1" >"$temp/pom.xml"
        set -- -f "$temp/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$temp/lib"
    fi
    # The local repository is the user's, and keeps the usual rights.
    (umask 022 && mvn -q -B -ntp "$@") >"$temp/log" 2>&1 || {
        cp "$temp/log" "$work/fetch.log"
        rm -rf "$temp"
        die "the artifacts cannot be fetched" "$work/fetch.log"
    }
    if [ -d "$temp/project" ]; then
        mv "$temp/project/target" "$temp/lib"
    fi
    unpack "$temp/lib"
    # Of two runs at once the second loses nothing.
    mv "$temp/lib" "$lib" 2>/dev/null || [ -d "$lib" ] || die "$lib cannot be written"
    rm -rf "$temp"
}

unpack() {
    for archive in "$1"/*.tar.gz "$1"/*.zip; do
        case $archive in
            *'*'*) ;;
            *.tar.gz) tar -xzf "$archive" -C "$1" && rm "$archive" ;;
            *.zip) (cd "$1" && jar -xf "$archive") && rm "$archive" ;;
        esac
    done
}

compile() {
    [ ! -f "$here/pom.xml" ] || return 0
    classes=$work/classes
    rm -rf "$classes"
    mkdir "$classes"
    set -- "$home/glue/acceptance/Proof.java"
    for java_file in "$here"/*.java; do
        [ ! -f "$java_file" ] || set -- "$@" "$java_file"
    done
    release=$jdk
    [ "$release" -le 17 ] || release=17
    javac -nowarn -proc:none -Xlint:-options -parameters --release "$release" -cp "$lib/*" -d "$classes" "$@" 2>"$work/javac.log" ||
        die "the glue does not compile" "$work/javac.log"
}

free_port() {
    while :; do
        candidate=$(random_port)
        status=0
        curl -s -o "$work/curl.out" "http://127.0.0.1:$candidate/" || status=$?
        # 7: nobody listens.
        [ "$status" -ne 7 ] || break
    done
    echo "$candidate"
}
