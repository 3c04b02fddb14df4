# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='picocli 4.7.6 command, defaultValue = "${env:DB_PASSWORD}"'
jdk=25
gets=variable
smoke=yes
libs='info.picocli:picocli:4.7.6'
