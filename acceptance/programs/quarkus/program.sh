# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Quarkus 3.15.3 REST service, @ConfigProperty(name = "db.password")'
jdk=21
gets=variable
serves=yes
ready='Listening on'
start() { exec "$java" $jvm -Dquarkus.http.port="$port" -Dquarkus.http.host=127.0.0.1 -jar "$lib/quarkus-app/quarkus-run.jar"; }
ask() { curl -fsS "http://127.0.0.1:$port/proof"; }
