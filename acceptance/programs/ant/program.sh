# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Ant 1.10.15, <property environment="env"/>'
jdk=8
gets=variable
libs='org.apache.ant:ant:1.10.15'
start() { exec "$java" $jvm -Dclasses="$classes" -cp "$lib/*" org.apache.tools.ant.Main -f "$here/build.xml"; }
ask() { sed -n 's/^.*\(proof [0-9a-f]*\)$/\1/p' "$out"; }
ready='\] proof '
