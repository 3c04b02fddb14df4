about='Vert.x 4.5.11 config, env store'
jdk=17
gets=variable
libs='io.vertx:vertx-config:4.5.11'
