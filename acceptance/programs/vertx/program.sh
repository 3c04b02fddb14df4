# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Vert.x 4.5.11 config, env store'
jdk=17
gets=variable
libs='io.vertx:vertx-config:4.5.11'
