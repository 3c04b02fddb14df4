#!/bin/sh
# Fills a development server: KV v2 engine at secret/, audit device, policies, AppRole, dev values for the whole hierarchy.
#
#   vault/init-secrets.sh                all of it; a second run changes nothing
#   vault/init-secrets.sh --role-id      prints the role id of breakpilot-backend, and does nothing else
#   vault/init-secrets.sh --secret-id    makes and prints a new secret id of it (redirect it under umask 077)
#
# From the environment
#   VAULT_ADDR          the server, default http://127.0.0.1:8200; BAO_ADDR etc. are understood too
#   VAULT_TOKEN         may write all of the above (dev server: breakpilot-dev-token), else the client's ~/.vault-token
#   VAULT_CLI           the client to use, default `vault` or `bao` on the PATH
#   VAULT_WAIT          seconds to wait for the server, default 30
#   VAULT_AUDIT_FILE    where HashiCorp Vault writes its audit log, default stdout
#   DEV_NAME            the value for the secret whose environment name is NAME, such as DEV_DATABASE_URL. Not NAME itself:
#                       a production value that happens to be exported in somebody's shell must not end up on a dev server.
#
# The values are those of dev-values.txt. What is there already is never overwritten. Values are never printed and never an
# argument of a program: they go to the client's standard input, so `ps` shows none. NOT for production values: those are written by whoever holds them, with
# `vault kv put secret/breakpilot/PATH FIELD=-`.
set -eu

base=secret/breakpilot
role=breakpilot-backend
here=$(cd "$(dirname "$0")" && pwd)

# Path, field, environment name and kind of each value; the order within a path is the order of its fields.
hierarchy() { grep -v '^#' "$here/dev-values.txt"; }

say() { printf '%s\n' "$*"; }

die() {
    printf 'init-secrets: %s\n' "$*" >&2
    exit 1
}

# Both families of names for both clients, VAULT_ first: bao itself would prefer a BAO_ADDR that is left over in the shell.
for setting in ADDR TOKEN NAMESPACE CACERT SKIP_VERIFY; do
    eval "value=\${VAULT_$setting:-\${BAO_$setting:-}}"
    if [ -n "$value" ]; then
        export "VAULT_$setting=$value" "BAO_$setting=$value"
    fi
done
export VAULT_ADDR="${VAULT_ADDR:-http://127.0.0.1:8200}"
export BAO_ADDR="$VAULT_ADDR"

if [ -n "${VAULT_CLI:-}" ]; then
    cli=$VAULT_CLI
else
    cli=$(command -v vault || command -v bao) ||
        die "neither vault nor bao is on the PATH: install one, or set VAULT_CLI=\$(vault/get-openbao.sh .tools)"
fi
"$cli" version >/dev/null 2>&1 || die "$cli does not run: VAULT_CLI must name a vault or bao program"

# Runs the client for its effect; what it says is shown only if it fails. It never repeats a value that it was sent.
try() {
    what=$1
    shift
    said=$("$cli" "$@" 2>&1 >/dev/null) || die "$what: $VAULT_ADDR says: $said"
}

wait_for_server() {
    left=${VAULT_WAIT:-30}
    while :; do
        status=0
        said=$("$cli" status 2>&1 >/dev/null) || status=$?
        [ "$status" -ne 0 ] || return 0
        if [ "$left" -le 0 ]; then
            [ "$status" -ne 2 ] || die "the server at $VAULT_ADDR is sealed: unseal it first ($(basename "$cli") operator unseal)"
            die "no server answers at $VAULT_ADDR after ${VAULT_WAIT:-30} s (is VAULT_ADDR right, is it started?): $said"
        fi
        left=$((left - 1))
        sleep 1
    done
}

check_token() {
    "$cli" token lookup >/dev/null 2>&1 ||
        die "the server at $VAULT_ADDR does not accept this token: set VAULT_TOKEN (dev server: breakpilot-dev-token)"
}

engine() {
    engines=$("$cli" secrets list -detailed 2>&1) || die "cannot list the engines: $VAULT_ADDR says: $engines"
    case $(say "$engines" | grep '^secret/ ') in
        *version:2*) say "engine   secret/: already there" ;;
        '')
            try "cannot make the engine secret/" secrets enable -path=secret -version=2 kv
            say "engine   secret/: KV version 2 made"
            ;;
        *) die "secret/ at $VAULT_ADDR is not KV version 2: give it with '$(basename "$cli") kv enable-versioning secret/'" ;;
    esac
}

audit() {
    devices=$("$cli" audit list 2>/dev/null) || devices=
    case $devices in
        *file/* | *stdout/* | *syslog/* | *socket/*)
            say "audit    already on"
            return
            ;;
    esac
    if said=$("$cli" audit enable file "file_path=${VAULT_AUDIT_FILE:-stdout}" 2>&1); then
        say "audit    on, to ${VAULT_AUDIT_FILE:-stdout}"
        return
    fi
    case $said in
        # OpenBao: whoever may call the API must not be able to make the server write files.
        *declarative*) say "audit    OFF: OpenBao takes it from the server's configuration only, see vault/audit-stdout.hcl" ;;
        *) die "cannot turn the audit log on: $VAULT_ADDR says: $said" ;;
    esac
}

policies() {
    for file in "$here"/policies/*.hcl; do
        name=$(basename "$file" .hcl)
        if there=$("$cli" policy read "$name" 2>/dev/null); then
            if [ "$there" = "$(cat "$file")" ]; then
                say "policy   $name: already there"
            else
                say "policy   $name: already there, other than vault/policies/$name.hcl, left so"
            fi
        else
            try "cannot write the policy $name" policy write "$name" "$file"
            say "policy   $name: made"
        fi
    done
}

approle() {
    methods=$("$cli" auth list 2>&1) || die "cannot list the auth methods: $VAULT_ADDR says: $methods"
    case $methods in
        *approle/*) say "auth     approle/: already there" ;;
        *)
            try "cannot make the auth method approle/" auth enable approle
            say "auth     approle/: made"
            ;;
    esac
    if "$cli" read "auth/approle/role/$role" >/dev/null 2>&1; then
        say "role     $role: already there"
    else
        # A secret id without end or limit of uses is for development: a service that restarts all day must still log in.
        try "cannot make the role $role" write "auth/approle/role/$role" "token_policies=$role" \
            token_ttl=1h token_max_ttl=24h secret_id_ttl=0 secret_id_num_uses=0
        say "role     $role: made"
    fi
}

# The value for one line of the hierarchy, on standard output.
dev_value() {
    name=$1 kind=$2
    eval "given=\${DEV_$name:-}"
    if [ -n "$given" ]; then
        [ "$(printf '%s' "$given" | tr -d '[:cntrl:]')" = "$given" ] || die "DEV_$name holds a line break or control character"
        printf '%s' "$given"
    elif [ "$kind" = random ]; then
        # 256 bits; the prefix tells a dev value that turns up somewhere from a real one.
        printf 'dev-%s' "$(od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n')"
    else
        printf '%s' "$kind"
    fi
}

# One JSON object of the given fields of a path.
dev_json() {
    separator='{'
    for field in $2; do
        # shellcheck disable=SC2046 # environment name and kind, two words
        value=$(dev_value $(hierarchy | awk -v p="$1" -v f="$field" '$1 == p && $2 == f { print $3, $4 }')) || exit 1
        printf '%s"%s":"%s"' "$separator" "$field" "$(printf '%s' "$value" | sed 's/\\/\\\\/g; s/"/\\"/g')"
        separator=,
    done
    printf '}'
}

write_fields() {
    verb=$1 path=$2 fields=$3
    json=$(dev_json "$path" "$fields") || exit 1
    # -cas=0 (first version only): of two runs at once, the second must not overwrite what the first has just written.
    if [ "$verb" = put ]; then set -- put -cas=0; else set -- patch; fi
    said=$(printf '%s' "$json" | "$cli" kv "$@" "$base/$path" - 2>&1 >/dev/null) ||
        die "cannot write $base/$path: $VAULT_ADDR says: $said"
}

secret() {
    path=$1
    fields=$(hierarchy | awk -v p="$path" '$1 == p { printf "%s%s", s, $2; s = " " }')
    missing=
    for field in $fields; do
        if said=$("$cli" kv get "-field=$field" "$base/$path" 2>&1 >/dev/null); then
            continue
        fi
        case $said in
            *'No value found'*)
                write_fields put "$path" "$fields"
                say "secret   $base/$path: made ($fields)"
                return
                ;;
            *'No data found'*)
                say "secret   $base/$path: its newest version is deleted, left so"
                return
                ;;
            *'not present'*) missing="$missing${missing:+ }$field" ;;
            *) die "cannot read $base/$path: $VAULT_ADDR says: $said" ;;
        esac
    done
    if [ -n "$missing" ]; then
        write_fields patch "$path" "$missing"
        say "secret   $base/$path: added ($missing)"
    else
        say "secret   $base/$path: already there"
    fi
}

case ${1:-} in
    '') ;;
    --role-id)
        exec "$cli" read -field=role_id "auth/approle/role/$role/role-id"
        ;;
    --secret-id)
        exec "$cli" write -force -field=secret_id "auth/approle/role/$role/secret-id"
        ;;
    *) die "unknown argument $1 (known: --role-id, --secret-id)" ;;
esac

wait_for_server
check_token
engine
audit
policies
approle
for path in $(hierarchy | awk '{ print $1 }' | uniq); do
    secret "$path"
done
