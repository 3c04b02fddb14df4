# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='ZooKeeper 3.9.3 with TLS, ssl.keyStore.passwordPath'
jdk=17
gets='file'
smoke=yes
serves=yes
libs='org.apache.zookeeper:zookeeper:3.9.3 io.dropwizard.metrics:metrics-core:4.1.12.1 org.xerial.snappy:snappy-java:1.1.10.5
    org.slf4j:slf4j-simple:1.7.36'
ready='bound to port'
ready_on=err
prepare() {
    printf %s "${expected:-$real_value}" >"$run/password"
    "$java_home/bin/keytool" -genkeypair -alias server -keyalg EC -dname CN=localhost -storetype PKCS12 \
        -keystore "$run/keystore.p12" -storepass:file "$run/password" 2>"$run/keytool.err"
    rm "$run/password"
    sed "s#@RUN@#$run#; s#@SECRETS@#$secrets#; s#@PORT@#$port#" "$here/zoo.cfg" >"$run/zoo.cfg"
}
start() {
    exec "$java" $jvm -Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory \
        -Dzookeeper.admin.enableServer=false -cp "$classes:$lib/*" org.apache.zookeeper.server.quorum.QuorumPeerMain zoo.cfg
}
# Only who could open the key store completes a handshake. What is then spoken is not HTTP, and curl fails.
ask() {
    shaken=$(curl -sk -m 20 -o /dev/null -w '%{time_appconnect}' "https://127.0.0.1:$port/") || true
    [ "$shaken" = 0.000000 ] || proof_of "${expected:-$real_value}"
}
# The port of our question, free memory, and the order of what several threads say.
normal() { sed -E -e 's/127\.0\.0\.1:[0-9]+$/ADDRESS/' -e '/os\.memory/d'; }
order=any
