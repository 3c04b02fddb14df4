package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent costs, in numbers that do not depend on the machine; the ceilings are in benchmarks/budget.properties. */
@ExtendWith(LabExtension.class)
class BudgetIT {
    private static final Properties CEILINGS = ceilings();
    private static final String START_CLASSES = "build-tools/start-classes.txt";
    /** The first only before Java 21, the second only where a secrets directory is on the disk. */
    private static final Set<String> SOMETIMES =
            Set.of("io.bpsecrets.weave.AgentsOnStartLine", "io.bpsecrets.files.NearNames");

    @Test
    void theJarIsSmall() throws IOException {
        judge("jar.bytes", Files.size(Path.of(System.getProperty("bp.jar"))));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void fewClassesAreLoaded(Jdk jdk, Lab lab) throws IOException {
        String value = lab.canary("one");
        lab.server().putKv2(lab.path() + "/one", Map.of("value", value));
        Fork empty = lab.fork(jdk).agent("mode", "off");
        Set<String> without = new HashSet<>(names(beforeMain(classes(empty, "PrintEnv", "PATH"))));
        List<String> all = classes(served(jdk, lab).agent("secret.ONE", "one#value"), "PrintEnv", "ONE");
        List<String> before = beforeMain(all);
        judge(
                "classes.ours.before-main",
                before.stream().filter(BudgetIT::isOurs).count());
        Set<String> hidden = before.stream()
                .map(BudgetIT::name)
                .filter(name -> name.startsWith("io.bpsecrets.") && !name.startsWith("io.bpsecrets.premain."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> packed = startClasses();
        assertThat(packed).as(START_CLASSES + " lacks").containsAll(hidden);
        packed.removeAll(hidden);
        assertThat(packed).as(START_CLASSES + " has what is not loaded").isSubsetOf(SOMETIMES);
        judge(
                "classes.jdk.before-main",
                before.stream()
                        .filter(line -> !isOurs(line) && !line.contains("shared objects file"))
                        .filter(line -> !without.contains(name(line)))
                        .count());
        judge(
                "classes.ours.by-first-read",
                all.stream().filter(BudgetIT::isOurs).count());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aStartCostsOneLoginAndOneRequestAPath(Jdk jdk, Lab lab) {
        RealServer server = lab.server();
        server.putKv2(lab.path() + "/one", Map.of("value", lab.canary("one")));
        int mark = server.mark();
        served(jdk, lab)
                .agent("secret.ONE", "one#value")
                .main("PrintEnv", "ONE")
                .run();
        judge("requests.one-secret", requests(server, mark));
        mark = server.mark();
        served(jdk, lab)
                .agent("profile", "breakpilot")
                .main("PrintEnv", "JWT_SECRET")
                .run();
        judge("requests.profile", requests(server, mark));
    }

    /** What is given back at the exit is not the start's. */
    private static long requests(RealServer server, int mark) {
        return server.countSince(mark, path -> !path.equals("auth/token/revoke-self"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void callsAllocateNothingBeyondTheJdks(Jdk jdk, Lab lab) {
        String value = lab.canary("one");
        lab.server().putKv2(lab.path() + "/one", Map.of("value", value));
        String[] calls = {
            "getenv-mapped", "ONE", "getenv", "UNMAPPED", "map", "-", "File.exists", "/", "Files.exists", "/"
        };
        // Interpreted, so that the figure is that of the code and not of a compiler's luck.
        Map<String, String> without = lab.fork(jdk)
                .jvm("-Xint")
                .env("ONE", value)
                .env("UNMAPPED", "u")
                .main("Allocations", calls)
                .run()
                .answers();
        Result with = served(jdk, lab)
                .jvm("-Xint")
                .agent("secret.ONE", "one#value")
                .env("UNMAPPED", "u")
                .main("Allocations", calls)
                .run();
        assertThat(without).hasSize(5);
        for (String kind : without.keySet()) {
            long more = Long.parseLong(with.answers().get(kind)) - Long.parseLong(without.get(kind));
            judge("allocations." + kind, more);
        }
    }

    private static Fork served(Jdk jdk, Lab lab) {
        RealServer.AppRole role = lab.readerRole(lab.server());
        return lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path());
    }

    private static List<String> classes(Fork fork, String program, String... arguments) throws IOException {
        Path log = fork.folder().resolve("classes.txt");
        Result result = fork.jvm("-Xlog:class+load:file=" + log)
                .main(program, arguments)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        return Files.readAllLines(log);
    }

    private static Set<String> startClasses() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("bp.root"), START_CLASSES)).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> beforeMain(List<String> lines) {
        List<String> before = lines.stream()
                .takeWhile(line -> !line.contains(" app.PrintEnv "))
                .toList();
        assertThat(before.size()).as("the main class is in the log").isLessThan(lines.size());
        return before;
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(BudgetIT::name).toList();
    }

    /** {@code [0.035s][info][class,load] java.lang.Object source: …}. */
    private static String name(String line) {
        String text = line.substring(line.lastIndexOf("] ") + 2);
        return text.substring(0, text.indexOf(' '));
    }

    private static boolean isOurs(String line) {
        return line.contains("bpsecrets") || line.contains("BpSecrets");
    }

    private static void judge(String key, long figure) {
        assertThat(CEILINGS.getProperty(key)).as(key).isNotNull();
        assertThat(figure)
                .as(key + " in benchmarks/budget.properties")
                .isLessThanOrEqualTo(Long.parseLong(CEILINGS.getProperty(key)));
    }

    private static Properties ceilings() {
        Properties ceilings = new Properties();
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("bp.root"), "benchmarks", "budget.properties"))) {
            ceilings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ceilings;
    }

    /** The two that the budget is for; their classes and archives differ. */
    static Stream<Jdk> jdks() {
        return Jdks.all().filter(jdk -> jdk.major() == 17 || jdk.major() == 25);
    }
}
