# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Clojure 1.12.0 script, (System/getenv "DB_PASSWORD")'
jdk=25
gets=variable
libs='org.clojure:clojure:1.12.0'
start() { exec "$java" $jvm -cp "$classes:$lib/*" clojure.main "$here/proof.clj"; }
