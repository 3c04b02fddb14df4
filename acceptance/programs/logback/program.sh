about='Logback 1.3.15, ${DB_PASSWORD} in logback.xml'
jdk=11
gets=variable
libs='ch.qos.logback:logback-classic:1.3.15'
start() { exec "$java" $jvm -Dlogback.configurationFile="$here/logback.xml" -cp "$classes:$lib/*" acceptance.Main; }
