# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Camel 4.8.2, {{env:DB_PASSWORD}} in a route'
jdk=17
gets=variable
libs='org.apache.camel:camel-core:4.8.2 org.apache.camel:camel-main:4.8.2 org.slf4j:slf4j-simple:2.0.16'
# Which of two threads shuts Camel down is a race.
normal() { sed 's/^\[[^]]*\] //'; }
