# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='fabric8 kubernetes-client 6.13.4, token of the service account'
jdk=17
gets='file'
file=token
secrets=$run/serviceaccount
libs='io.fabric8:kubernetes-client:6.13.4 org.slf4j:slf4j-simple:2.0.16'
start() {
    export KUBERNETES_SERVICE_HOST=127.0.0.1 KUBERNETES_SERVICE_PORT=1
    exec "$java" $jvm -Dkubernetes.auth.serviceAccount.token="$secrets/token" -cp "$classes:$lib/*" acceptance.Main
}
