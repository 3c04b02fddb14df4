# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Spring Boot 3.5.7 web service in one jar (java -jar), optional:configtree:'
jdk=25
gets='file'
file=db.password
serves=yes
ready='Started .* in '
start() {
    exec "$java" $jvm -jar "$lib/service.jar" --server.port="$port" --spring.config.import="optional:configtree:$secrets/"
}
ask() { curl -fsS "http://127.0.0.1:$port/proof"; }
