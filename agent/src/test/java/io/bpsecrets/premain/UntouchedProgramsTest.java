package io.bpsecrets.premain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of {@code sun.java.command} as real programs have them. */
class UntouchedProgramsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.compiler/com.sun.tools.javac.Main -version",
                "jdk.jartool/sun.tools.jar.Main tf a.jar",
                "jdk.jartool/sun.security.tools.jarsigner.Main a.jar",
                "java.base/sun.security.tools.keytool.Main -list",
                "jdk.jcmd/sun.tools.jcmd.JCmd -l",
                "jdk.jcmd/sun.tools.jps.Jps",
                "jdk.jcmd/sun.tools.jstack.JStack 1",
                "jdk.jcmd/sun.tools.jmap.JMap -histo 1",
                "jdk.jcmd/sun.tools.jstat.Jstat -gc 1",
                "jdk.jcmd/sun.tools.jinfo.JInfo 1",
                "jdk.javadoc/jdk.javadoc.internal.tool.Main -d out",
                "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
                "jdk.jlink/jdk.tools.jlink.internal.Main --version",
                "jdk.jlink/jdk.tools.jmod.Main list",
                "jdk.jdeps/com.sun.tools.javap.Main A",
                "jdk.jdeps/com.sun.tools.jdeps.Main a.jar",
                "jdk.jfr/jdk.jfr.internal.tool.Main print a.jfr",
                "jdk.httpserver/sun.net.httpserver.simpleserver.JWebServer",
                "jdk.jconsole/sun.tools.jconsole.JConsole",
                "java.rmi/sun.rmi.registry.RegistryImpl 1099",
                "jdk.jpackage/jdk.jpackage.main.Main --help",
                "jdk.jstatd/sun.tools.jstatd.Jstatd",
                "com.sun.tools.javac.Main -version",
                "com.sun.tools.javadoc.Main",
                "sun.tools.jps.Jps -l",
                "sun.tools.jar.Main",
                "sun.security.tools.keytool.Main -genkey",
                "sun.rmi.registry.RegistryImpl",
                "sun.jvmstat.perfdata.monitor.protocol.local.LocalVmManager",
                "jdk.internal.jshell.tool.JShellTool",
                "jdk.jshell.execution.RemoteExecutionControl 40123",
                "org.apache.catalina.startup.Bootstrap stop",
                "org.apache.catalina.startup.Bootstrap -config conf/other.xml stop"
            })
    void aToolOfTheJdkOrAStopCommand(String command) {
        assertThat(UntouchedPrograms.isRunning(command)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "legacy.jar",
                "/opt/app/legacy.jar --server.port=8080",
                "./jdk.tools/legacy.jar",
                "jdk/legacy.jar",
                "java.services/legacy.jar",
                "jdk.tools/x.jar",
                "java.services/legacy.war",
                "java.apps/my service.jar",
                "jdk.tools.x/",
                "jdk.tools/x.jar sun.tools.jps.Jps",
                "java/service.jar -x",
                "com.example.Main sun.tools.jps.Jps",
                "com.example.module/com.example.Main",
                "com.sun.enterprise.glassfish.bootstrap.ASMain -upgrade false",
                "com.sun.enterprise.admin.cli.AsadminMain",
                "com.sun.faces.Main",
                "com.sun.toolshed.Main",
                "sunny.tools.Main",
                "org.apache.catalina.startup.Bootstrap start",
                "org.apache.catalina.startup.Bootstrap configtest",
                "com.example.Stopper stop",
                "org.jboss.modules.Main -mp modules org.jboss.as.standalone",
                "org.springframework.boot.loader.launch.JarLauncher",
                "org.eclipse.jetty.start.Main",
                "kafka.Kafka config/server.properties",
                "clojure.main -m app.core",
                "weblogic.Server",
                "org.codehaus.plexus.classworlds.launcher.Launcher verify",
                "jdkstyle.Main",
                "javax.tools/legacy.jar",
            })
    void aServiceOrUnknown(String command) {
        assertThat(UntouchedPrograms.isRunning(command)).isFalse();
    }
}
