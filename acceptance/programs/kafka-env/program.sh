# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Kafka 3.9.0 client settings, ${env:DB_PASSWORD} by EnvVarConfigProvider'
jdk=8
gets=variable
smoke=yes
libs='org.apache.kafka:kafka-clients:3.9.0 org.slf4j:slf4j-simple:1.7.36'
