# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Groovy 3.0.23 script, System.getenv()'
jdk=8
gets=variable
libs='org.codehaus.groovy:groovy:3.0.23'
start() { exec "$java" $jvm -cp "$classes:$lib/*" groovy.ui.GroovyMain "$here/proof.groovy"; }
