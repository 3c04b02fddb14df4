# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Spring Boot 2.7.18 web service, @Value("${db.password}") by relaxed binding'
jdk=8
gets=variable
smoke=yes
serves=yes
bom=org.springframework.boot:spring-boot-dependencies:2.7.18
libs=org.springframework.boot:spring-boot-starter-web
ready='Started .* in '
start() { exec "$java" $jvm -cp "$classes:$lib/*" acceptance.Main --server.port="$port"; }
ask() { curl -fsS "http://127.0.0.1:$port/proof"; }
