# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Micronaut 4.7.11 context, property db.password'
jdk=17
gets=variable
bom=io.micronaut:micronaut-core-bom:4.7.11
libs='io.micronaut:micronaut-inject io.micronaut:micronaut-context org.slf4j:slf4j-simple:2.0.16'
