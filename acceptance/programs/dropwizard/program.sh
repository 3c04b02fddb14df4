# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Dropwizard 2.1.12 service, ${DB_PASSWORD} in service.yml by EnvironmentVariableSubstitutor'
jdk=11
gets=variable
serves=yes
libs='io.dropwizard:dropwizard-core:2.1.12'
ready='Started @'
start() {
    exec "$java" $jvm -Ddw.server.connector.port="$port" -cp "$classes:$lib/*" acceptance.Main server "$here/service.yml"
}
ask() { curl -fsS "http://127.0.0.1:$port/proof"; }
# The access log is written by a thread of its own, now and then too late to know the address; a line ends with the time taken.
normal() { sed -E 's/^[0-9.]* (- - .*) [0-9]+$/\1/'; }
order=any
