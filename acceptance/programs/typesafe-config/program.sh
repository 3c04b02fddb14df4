# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Typesafe Config 1.4.3, ${?DB_PASSWORD} in application.conf'
jdk=8
gets=variable
smoke=yes
libs='com.typesafe:config:1.4.3'
prepare() { cp "$here/application.conf" "$run/"; }
start() { exec "$java" $jvm -cp "$run:$classes:$lib/*" acceptance.Main; }
