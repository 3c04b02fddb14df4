# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Logback 1.3.15, ${DB_PASSWORD} in logback.xml'
jdk=11
gets=variable
smoke=yes
libs='ch.qos.logback:logback-classic:1.3.15'
start() { exec "$java" $jvm -Dlogback.configurationFile="$here/logback.xml" -cp "$classes:$lib/*" acceptance.Main; }
