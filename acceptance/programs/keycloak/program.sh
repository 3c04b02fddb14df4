# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Keycloak 26.0.7, password of the first administrator'
jdk=21
gets=variable
name=KC_BOOTSTRAP_ADMIN_PASSWORD
serves=yes
# It makes its database first.
patience=400
libs='org.keycloak:keycloak-quarkus-dist:26.0.7:tar.gz'
ready='Listening on'
prepare() { cp -R "$lib"/keycloak-* "$run/keycloak"; }
start() {
    export KC_BOOTSTRAP_ADMIN_USERNAME=admin JAVA_OPTS_APPEND="$jvm"
    exec bash keycloak/bin/kc.sh start-dev --http-host=127.0.0.1 --http-port="$port"
}
# Who can log in has the password that Keycloak took.
ask() {
    printf %s "${expected:-$real_value}" | curl -fsS -o "$run/token" -d grant_type=password -d client_id=admin-cli -d username=admin \
        --data-urlencode password@- "http://127.0.0.1:$port/realms/master/protocol/openid-connect/token" &&
        proof_of "${expected:-$real_value}"
}
# A number that it draws by lot; which of two threads stops it, and the order of what several say, are races.
normal() { sed -e 's/node_[0-9]*/NODE/' -e 's/(Shutdown thread)/(main)/'; }
order=any
