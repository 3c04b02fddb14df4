# shellcheck shell=sh disable=SC2016,SC2034,SC2086,SC2154 # variables shared with run.sh; $jvm is words
about='Karaf 4.4.6 (OSGi), ${env:DB_PASSWORD} in etc/billing.cfg'
jdk=17
gets=variable
serves=yes
# Its ConfigurationAdmin writes the settings of bundles to data/cache, values and all; the agent has no say in that.
persists=yes
libs='org.apache.karaf:apache-karaf-minimal:4.4.6:tar.gz org.osgi:osgi.core:8.0.0 org.osgi:org.osgi.service.cm:1.6.1'
prepare() {
    cp -R "$lib"/apache-karaf-minimal-* "$run/karaf"
    mkdir -p "$run/karaf/system/acceptance/billing/1"
    jar -cfm "$run/karaf/system/acceptance/billing/1/billing-1.jar" "$here/manifest" -C "$classes" acceptance
    echo 'mvn\:acceptance/billing/1 = 50' >>"$run/karaf/etc/startup.properties"
    echo 'password = ${env:DB_PASSWORD}' >"$run/karaf/etc/billing.cfg"
}
start() {
    export EXTRA_JAVA_OPTS="$jvm"
    exec bash karaf/bin/karaf daemon
}
