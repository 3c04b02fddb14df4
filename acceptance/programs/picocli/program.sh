about='picocli 4.7.6 command, defaultValue = "${env:DB_PASSWORD}"'
jdk=25
gets=variable
libs='info.picocli:picocli:4.7.6'
