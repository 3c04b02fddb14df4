# shellcheck shell=sh disable=SC2034,SC2154 # variables that run.sh sets and reads
# The demo's service: starts it, asks it, stops it. Sourced by run.sh, which sets work, java, role_id and die().

service_pid=

# Starts the service with the given java arguments; returns 0 once it listens (then url is set) and 1 once it has ended.
# An empty environment: what is exported in the user's shell must neither help nor leak.
start_service() {
    (
        cd "$work" || exit
        exec env -i PATH="$PATH" HOME="${HOME:-/}" LANG="${LANG:-C.UTF-8}" PORT=0 VAULT_ADDR="$VAULT_ADDR" VAULT_ROLE_ID="$role_id" \
            ${VAULT_NAMESPACE:+VAULT_NAMESPACE="$VAULT_NAMESPACE"} ${VAULT_CACERT:+VAULT_CACERT="$VAULT_CACERT"} \
            ${VAULT_SKIP_VERIFY:+VAULT_SKIP_VERIFY="$VAULT_SKIP_VERIFY"} "$java" "$@" -jar legacy-service.jar
    ) >"$work/service.log" 2>&1 &
    service_pid=$!
    tries=0
    while [ "$tries" -lt 150 ]; do
        url=$(sed -n 's/^billing: listening on //p' "$work/service.log")
        [ -z "$url" ] || return 0
        if ! kill -0 "$service_pid" 2>/dev/null; then
            service_status=0
            wait "$service_pid" || service_status=$?
            service_pid=
            return 1
        fi
        tries=$((tries + 1))
        sleep 0.2
    done
    die "the service neither started nor ended within 30 seconds" "$work/service.log"
}

get() { curl -fsS --noproxy '*' --max-time 10 "$@" 2>"$work/curl.err" || die "the service does not answer" "$work/curl.err"; }

stop_service() {
    [ -n "$service_pid" ] || return 0
    kill "$service_pid" 2>/dev/null || true
    wait "$service_pid" 2>/dev/null || true
    service_pid=
}
