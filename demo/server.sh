# shellcheck shell=sh disable=SC2034,SC2154 # variables that run.sh sets and reads
# The demo's server: finds or starts one, fills it, stops it. Sourced by run.sh, which sets root, work and die().
#
# start_server  sets VAULT_ADDR, VAULT_TOKEN and server (words for the reader)
# fill_server   runs init-secrets.sh with the given arguments
# client        runs vault or bao as the operator
# audited       counts what the audit log holds, where it is within reach (has_audit_log)
# stop_server   stops what start_server started, nothing else

mode=
server_pid=
cli=

find_client() {
    cli=${VAULT_CLI:-}
    [ -z "$cli" ] || return 0
    cli=$(command -v vault || command -v bao || (umask 022 && "$root/vault/get-openbao.sh" "$root/.tools")) || exit 1
}

compose() {
    if docker compose version >/dev/null 2>&1; then
        docker compose -p "bp-secrets-demo-$$" -f "$root/docker-compose.vault.yml" "$@"
    else
        docker-compose -p "bp-secrets-demo-$$" -f "$root/docker-compose.vault.yml" "$@"
    fi
}

has_compose() {
    command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1 || return 1
    docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null 2>&1
}

# Never 8200, where a developer's own server may listen; below the range from which Linux gives ports to clients.
random_port() {
    echo $((20000 + $(od -An -tu2 -N2 /dev/urandom) % 12000))
}

start_server() {
    if [ -n "${VAULT_ADDR:-}" ]; then
        mode=given
        case $VAULT_ADDR in
            *://127.0.0.1 | *://127.0.0.1[:/]* | *://localhost | *://localhost[:/]* | *://\[::1\]*) ;;
            # A newcomer's shell may well point at the company's production server.
            *)
                [ "${DEMO_REMOTE:-}" = yes ] || die "VAULT_ADDR is $VAULT_ADDR, not this machine, and the demo would write \
dev values to it: unset VAULT_ADDR, or set DEMO_REMOTE=yes if that is meant"
                ;;
        esac
        find_client
        # bao prefers its own names, and a BAO_ADDR left over in the shell is not the server that VAULT_ADDR asks for.
        export BAO_ADDR="$VAULT_ADDR"
        [ -z "${VAULT_TOKEN:-}" ] || export BAO_TOKEN="$VAULT_TOKEN"
        server="the server at $VAULT_ADDR (VAULT_ADDR is set; nothing that it holds is overwritten)"
        return
    fi
    # The documented token of a development server, for whoever looks around in it with --keep.
    VAULT_TOKEN=${VAULT_DEV_ROOT_TOKEN_ID:-breakpilot-dev-token}
    export VAULT_TOKEN VAULT_ADDR
    unset VAULT_NAMESPACE VAULT_CACERT VAULT_SKIP_VERIFY BAO_ADDR BAO_TOKEN BAO_NAMESPACE
    if has_compose; then
        mode=compose
        start_compose
    else
        mode=own
        find_client
        start_own
    fi
}

start_compose() {
    VAULT_DEV_PORT=$(random_port)
    export VAULT_DEV_PORT
    VAULT_ADDR=http://127.0.0.1:$VAULT_DEV_PORT
    compose up -d vault >"$work/server.log" 2>&1 || die "docker compose could not start the server" "$work/server.log"
    server="docker-compose.vault.yml, at $VAULT_ADDR"
}

start_own() {
    # OpenBao takes its audit log from this file; HashiCorp Vault knows no such block and takes it from init-secrets.sh.
    set --
    case $("$cli" version) in
        OpenBao*)
            printf 'audit "file" "file" {\n  options = { file_path = "%s" }\n}\n' "$work/audit.log" >"$work/audit.hcl"
            set -- "-config=$work/audit.hcl"
            ;;
    esac
    for _ in 1 2 3 4 5; do
        port=$(random_port)
        VAULT_ADDR=http://127.0.0.1:$port
        # The token goes by environment: arguments are there for everybody to read. Not stored: ~/.vault-token is the user's.
        BAO_DEV_ROOT_TOKEN_ID=$VAULT_TOKEN VAULT_DEV_ROOT_TOKEN_ID=$VAULT_TOKEN "$cli" server -dev -dev-no-store-token \
            "-dev-listen-address=127.0.0.1:$port" "$@" >"$work/server.log" 2>&1 &
        server_pid=$!
        tries=0
        while kill -0 "$server_pid" 2>/dev/null && [ "$tries" -lt 60 ]; do
            if client status >/dev/null 2>&1 && client token lookup >/dev/null 2>&1; then
                server="$("$cli" version | awk '{ print $1, $2; exit }'), in memory, at $VAULT_ADDR"
                return
            fi
            tries=$((tries + 1))
            sleep 0.5
        done
        stop_server
    done
    die "the server does not start: $cli server -dev" "$work/server.log"
}

fill_server() {
    if [ "$mode" = compose ]; then
        compose run --rm -T vault-init "$@" 2>"$work/init.err"
    else
        VAULT_CLI=$cli VAULT_AUDIT_FILE=$work/audit.log "$root/vault/init-secrets.sh" "$@" 2>"$work/init.err"
    fi
}

client() {
    if [ "$mode" = compose ]; then
        compose exec -T vault bao "$@"
    else
        "$cli" "$@"
    fi
}

has_audit_log() { [ "$mode" != given ]; }

audit_log() {
    if [ "$mode" = compose ]; then
        compose logs --no-color vault 2>/dev/null
    else
        cat "$work/audit.log"
    fi
}

# How many logins, reads of secrets and other requests the audit log holds.
audited() {
    audit_log | awk '/"type":"request"/ {
        if ($0 ~ "\"path\":\"auth/approle/login\"") logins++
        else if ($0 ~ "\"path\":\"secret/data/breakpilot/") reads++
        else others++
    } END { print logins + 0, reads + 0, others + 0 }'
}

stop_server() {
    if [ "$mode" = compose ]; then
        compose down -v >/dev/null 2>&1 || true
    elif [ -n "$server_pid" ]; then
        kill "$server_pid" 2>/dev/null || true
        wait "$server_pid" 2>/dev/null || true
    fi
    server_pid=
}
