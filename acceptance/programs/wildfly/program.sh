# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='WildFly 26.1.3, ${env.DB_PASSWORD} in standalone.xml'
jdk=11
gets=variable
serves=yes
order=any
libs='org.wildfly:wildfly-dist:26.1.3.Final:tar.gz'
ready='WFLYSRV002[56]'
prepare() {
    war=$run/standalone/deployments/ROOT.war
    mkdir -p "$war/WEB-INF/classes" "$run/standalone/lib"
    cp -R "$lib"/wildfly-*/standalone/configuration "$run/standalone/"
    bindings='<bindings><simple name="java:global/password" value="${env.DB_PASSWORD}"/></bindings>'
    sed -i "s#<remote-naming/>#$bindings<remote-naming/>#" "$run/standalone/configuration/standalone.xml"
    cp "$here/proof.jsp" "$war/"
    cp -R "$classes/acceptance" "$war/WEB-INF/classes/"
    touch "$war.dodeploy"
}
start() {
    # Only then its script passes our TERM on to the JVM.
    export LAUNCH_JBOSS_IN_BACKGROUND=yes JBOSS_BASE_DIR="$run/standalone"
    export JAVA_OPTS="$jvm -Xmx512m -Djava.net.preferIPv4Stack=true"
    exec sh "$lib"/wildfly-*/bin/standalone.sh "-Djboss.socket.binding.port-offset=$((port - 8080))"
}
ask() { curl -fsS "http://127.0.0.1:$port/proof.jsp"; }
# Which thread says a thing, and which of several first, is a race.
normal() { sed -E 's/\([^()]*( [0-9-]+| [Tt]hread.*)?\) //'; }
