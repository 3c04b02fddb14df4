about='Ant 1.10.15, <property environment="env"/>'
jdk=8
gets=variable
libs='org.apache.ant:ant:1.10.15'
start() { exec "$java" $jvm -Dclasses="$classes" -cp "$lib/*" org.apache.tools.ant.Main -f "$here/build.xml"; }
ask() { sed -n 's/^.*\(proof [0-9a-f]*\)$/\1/p' "$out"; }
ready='\] proof '
