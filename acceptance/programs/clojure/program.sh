about='Clojure 1.12.0 script, (System/getenv "DB_PASSWORD")'
jdk=25
gets=variable
libs='org.clojure:clojure:1.12.0'
start() { exec "$java" $jvm -cp "$classes:$lib/*" clojure.main "$here/proof.clj"; }
