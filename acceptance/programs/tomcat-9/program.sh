# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Tomcat 9.0.98, ${DB_PASSWORD} in server.xml by EnvironmentPropertySource'
jdk=8
gets=variable
smoke=yes
serves=yes
libs='org.apache.tomcat:tomcat:9.0.98:tar.gz'
ready='Server startup in'
ready_on=err
property_source=org.apache.tomcat.util.digester.EnvironmentPropertySource
prepare() {
    cp -R "$lib"/apache-tomcat-*/conf "$run/"
    # On Java 8 Tomcat looks for tag libraries in every jar of the system class path, where the JVM puts agents, and says at
    # info that one had none.
    sed -i 's/^\(tomcat.util.scan.StandardJarScanFilter.jarsToSkip=\)/\1bp-secrets.jar,/' "$run/conf/catalina.properties"
    mkdir -p "$run/webapps/ROOT/WEB-INF/classes" "$run/logs" "$run/temp"
    cp "$here/server.xml" "$run/conf/"
    cp "$home/glue/proof.jsp" "$run/webapps/ROOT/"
    cp -R "$classes/acceptance" "$run/webapps/ROOT/WEB-INF/classes/"
}
catalina() {
    export CATALINA_BASE="$run"
    export CATALINA_OPTS="$jvm -Dorg.apache.tomcat.util.digester.PROPERTY_SOURCE=$property_source -Dport=$port"
    exec sh "$lib"/apache-tomcat-*/bin/catalina.sh run
}
start() { catalina; }
ask() { curl -fsS "http://127.0.0.1:$port/proof.jsp"; }
# Said where it took more than 0.1 s.
normal() { sed '/createSecureRandom/d'; }
