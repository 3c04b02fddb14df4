about='Micronaut 4.7.6 context, property db.password'
jdk=17
gets=variable
bom=io.micronaut:micronaut-core-bom:4.7.11
libs='io.micronaut:micronaut-inject io.micronaut:micronaut-context org.slf4j:slf4j-simple:2.0.16'
