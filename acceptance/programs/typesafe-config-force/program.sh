# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Typesafe Config 1.4.3, CONFIG_FORCE_database_password over application.conf'
jdk=11
gets=variable
name=CONFIG_FORCE_database_password
libs='com.typesafe:config:1.4.3'
prepare() { cp "$here/application.conf" "$run/"; }
start() { exec "$java" $jvm -Dconfig.override_with_env_vars=true -cp "$run:$classes:$lib/*" acceptance.Main; }
