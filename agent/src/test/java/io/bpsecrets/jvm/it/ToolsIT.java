package io.bpsecrets.jvm.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JDK tools inherit JAVA_TOOL_OPTIONS from the service's container. The settings here are broken and a name is required: had
 * the agent started, the tool would have exited with status 78.
 */
@ExtendWith(LabExtension.class)
class ToolsIT {
    private static final List<List<String>> TOOLS = List.of(
            List.of("keytool", "-help"),
            List.of("jcmd", "-h"),
            List.of("jps", "-h"),
            List.of("jstat", "-options"),
            List.of("javac", "-version"),
            List.of("javap", "-version"),
            List.of("javadoc", "--version"),
            List.of("jar", "--version"),
            List.of("jarsigner", "-help"),
            List.of("jdeps", "--version"),
            List.of("jlink", "--version"),
            List.of("jfr", "version"));

    static Stream<Arguments> jdksAndTools() {
        return Jdks.all()
                .flatMap(jdk -> TOOLS.stream()
                        .filter(tool -> Files.isExecutable(path(jdk, tool)))
                        .map(tool -> Arguments.of(jdk, tool)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("jdksAndTools")
    void aToolUnderJavaToolOptionsIsUntouchedAndSilent(Jdk jdk, List<String> tool, Lab lab) throws Exception {
        List<String> without = run(jdk, tool, null, "", lab);
        List<String> with = run(jdk, tool, options(lab), "", lab);
        assertThat(with.remove(0)).startsWith("Picked up JAVA_TOOL_OPTIONS: ");
        assertThat(with).hasSizeGreaterThan(1).containsExactlyElementsOf(without);
    }

    static Stream<Jdk> jdksWithJshell() {
        return Jdks.all().filter(jdk -> Files.isExecutable(path(jdk, List.of("jshell"))));
    }

    /** It starts a second JVM, which runs what is typed. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithJshell")
    void soIsJshellWithTheJvmThatItStarts(Jdk jdk, Lab lab) throws Exception {
        List<String> shell = List.of("jshell", "-s", "-J-Duser.home=" + lab.newFolder());
        List<String> lines = run(jdk, shell, options(lab), "System.out.println(6 * 7)\n/exit\n", lab);
        lines.removeIf(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
        assertThat(lines)
                .anyMatch(line -> line.endsWith("42"))
                .endsWith("exit 0")
                .noneMatch(line -> line.contains("bp-secrets"));
    }

    /** The rule would be worth nothing if the tools were merely lucky: a service with the same options does not start. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServiceWithTheSameOptionsIsNot(Jdk jdk, Lab lab) throws Exception {
        List<String> java = List.of("java", "-cp", System.getProperty("bp.programs"), "app.Hello");
        assertThat(run(jdk, java, options(lab), "", lab)).contains("exit 78");
    }

    /** Tomcat's script starts a JVM with JAVA_OPTS and JAVA_TOOL_OPTIONS to tell the first one to stop. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void neitherIsTheJvmThatTellsTomcatToStop(Jdk jdk, Lab lab) throws Exception {
        Path programs = Path.of(System.getProperty("bp.programs"));
        List<String> stop =
                List.of("java", "-cp", programs.toString(), "org.apache.catalina.startup.Bootstrap", "stop");
        List<String> lines = run(jdk, stop, options(lab), "", lab);
        assertThat(lines.remove(0)).startsWith("Picked up JAVA_TOOL_OPTIONS: ");
        assertThat(lines).containsExactly("Bootstrap [stop]", "exit 0");
        List<String> start = new ArrayList<>(stop);
        start.set(4, "start");
        assertThat(run(jdk, start, options(lab), "", lab)).contains("exit 78");
    }

    private static Path path(Jdk jdk, List<String> tool) {
        return jdk.home().resolve("bin").resolve(tool.get(0));
    }

    private static String options(Lab lab) throws IOException {
        Path file = Files.writeString(
                lab.newFolder().resolve("agent.properties"), "no-such-key=x\nrequired=A\nsecret.A=a#b\n");
        return "-javaagent:" + System.getProperty("bp.jar") + "=" + file;
    }

    /** All that it prints, and its exit status as the last line. */
    private static List<String> run(Jdk jdk, List<String> tool, String options, String input, Lab lab)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(tool);
        command.set(0, path(jdk, tool).toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(lab.newFolder().toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        if (options != null) {
            builder.environment().put("JAVA_TOOL_OPTIONS", options);
        }
        Process process = builder.start();
        try {
            process.getOutputStream().write(input.getBytes(UTF_8));
            process.getOutputStream().close();
            List<String> lines =
                    new ArrayList<>(new String(process.getInputStream().readAllBytes(), UTF_8)
                            .lines()
                            .toList());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
            lines.add("exit " + process.exitValue());
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
