about='Groovy 3.0.23 script, System.getenv()'
jdk=8
gets=variable
libs='org.codehaus.groovy:groovy:3.0.23'
start() { exec "$java" $jvm -cp "$classes:$lib/*" groovy.ui.GroovyMain "$here/proof.groovy"; }
