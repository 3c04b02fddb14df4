# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='JRuby 9.4.9.0 script, ENV["DB_PASSWORD"]'
jdk=17
gets=variable
libs='org.jruby:jruby-complete:9.4.9.0'
start() { exec "$java" $jvm -cp "$classes:$lib/*" org.jruby.Main "$here/proof.rb"; }
