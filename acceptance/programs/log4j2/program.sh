# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Log4j 2.24.3, ${env:DB_PASSWORD} in log4j2.xml'
jdk=8
gets=variable
libs='org.apache.logging.log4j:log4j-core:2.24.3'
start() { exec "$java" $jvm -Dlog4j2.configurationFile="$here/log4j2.xml" -cp "$classes:$lib/*" acceptance.Main; }
