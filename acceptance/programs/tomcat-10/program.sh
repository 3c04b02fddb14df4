# shellcheck shell=sh disable=SC1091,SC2034,SC2154 # variables shared with run.sh
. "$home/programs/tomcat-9/program.sh"
about='Tomcat 10.1.34, ${billing.password} in server.xml by ServiceBindingPropertySource, from a file'
jdk=21
gets='file'
smoke=''
file=password
secrets=$run/bindings/billing
libs='org.apache.tomcat:tomcat:10.1.34:tar.gz'
property_source=org.apache.tomcat.util.digester.ServiceBindingPropertySource
start() {
    export SERVICE_BINDING_ROOT="$run/bindings"
    catalina
}
