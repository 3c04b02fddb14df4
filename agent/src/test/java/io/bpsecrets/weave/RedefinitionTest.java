package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.log.Log;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The JVM is not really asked: a woven System.getenv without the hook in java.base would break the tests' own JVM. */
class RedefinitionTest {
    static final List<Throwable> FAILURES = List.of(
            new IllegalArgumentException("Unsupported class file major version 200"),
            new UnmodifiableClassException("x"),
            new UnsupportedOperationException("x"),
            new VerifyError("x"),
            new InternalError("x"));

    static final List<String> TWINS = Arrays.stream(JoinPoint.values())
            .filter(point -> point.twins() != null)
            .map(JoinPoint::name)
            .toList();

    private final Lines lines = new Lines();
    private final List<ClassDefinition> redefined = new ArrayList<>();
    private Throwable failure;
    private int transformers;

    @Test
    void theEnvironmentDoorIsOneRedefinitionAndNoLine() {
        assertThat(open(EnumSet.of(Door.ENVIRONMENT))).isTrue();
        assertThat(redefined).hasSize(1);
        assertThat(redefined.get(0).getDefinitionClass().getName()).isEqualTo("java.lang.ProcessEnvironment");
        assertThat(calls("getenv")).contains("io/bpsecrets/hook/Hook.getenv");
        assertThat(calls("environment")).doesNotContain("io/bpsecrets/hook/Hook.child");
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void bothDoorsOfOneClassAreStillOneRedefinition() {
        assertThat(open(EnumSet.of(Door.ENVIRONMENT, Door.CHILDREN))).isTrue();
        assertThat(redefined).hasSize(1);
        assertThat(calls("getenv")).contains("io/bpsecrets/hook/Hook.getenv");
        assertThat(calls("environment")).contains("io/bpsecrets/hook/Hook.child");
        assertThat(lines.all()).as("the other platform's twin is not missed").isEmpty();
    }

    @Test
    void withoutDoorsNothingIsTouched() {
        assertThat(open(EnumSet.noneOf(Door.class))).isTrue();
        assertThat(redefined).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FAILURES")
    void aClassThatCannotBeWovenIsOneWarning(Throwable thrown) {
        failure = thrown;
        assertThat(open(EnumSet.of(Door.ENVIRONMENT))).isFalse();
        assertThat(warnings())
                .containsExactly("[bp-secrets] WARN could not weave "
                        + "GETENV_NAME (java.lang.ProcessEnvironment.getenv), GETENV_MAP (java.lang.ProcessEnvironment.getenv) "
                        + "on Java " + System.getProperty("java.version")
                        + ": what goes through there (System.getenv) answers as without the agent");
    }

    @Test
    void theWarningNamesAllThatIsNotServed() {
        failure = new UnmodifiableClassException();
        assertThat(open(EnumSet.of(Door.ENVIRONMENT, Door.CHILDREN))).isFalse();
        assertThat(warnings()).hasSize(2);
        assertThat(warnings().get(0)).endsWith("(System.getenv) answers as without the agent");
        assertThat(warnings().get(1)).endsWith("(children.inherit) answers as without the agent");
    }

    @Test
    void allDoorsTogetherMissNothingOnThisJdk() {
        assertThat(open(EnumSet.allOf(Door.class))).isTrue();
        assertThat(warnings()).isEmpty();
        assertThat(redefined)
                .extracting(definition -> definition.getDefinitionClass().getName())
                .contains("java.io.File", "sun.nio.fs.UnixNativeDispatcher", "java.io.FileInputStream");
    }

    @Test
    void aJoinPointThatIsLeftOutIsNeitherWovenNorMissed() {
        Redefinition weave = new Redefinition(instrumentation(), lines.log(Log.Level.DEBUG));
        assertThat(weave.open(EnumSet.of(Door.ENVIRONMENT), Set.of("GETENV_MAP"), true))
                .isTrue();
        assertThat(calls("getenv")).doesNotContain("io/bpsecrets/hook/Hook.getenv");
        assertThat(warnings()).isEmpty();
    }

    /** Both of a pair cannot be there, so one of each is left out in vain on every JDK. */
    @ParameterizedTest
    @FieldSource("TWINS")
    void whatStandsForAJoinPointThatIsLeftOutIsNotMissedEither(String name) {
        assertThat(openWithout(Set.of(name))).isTrue();
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("TWINS")
    void neitherIsItIfTheClassCannotBeWoven(String name) {
        failure = new UnmodifiableClassException("x");
        assertThat(openWithout(Set.of(name))).isFalse();
        String twins = JoinPoint.valueOf(name).twins();
        for (JoinPoint point : JoinPoint.values()) {
            if (twins.equals(point.twins())) {
                assertThat(String.join("\n", warnings())).doesNotContain(point + " (");
            }
        }
    }

    @Test
    void aDoorThatIsLeftOutAsAWholeIsOneWarningAndNothingIsMissing() {
        assertThat(openWithout(names(Door.CHILDREN))).isTrue();
        assertThat(warnings())
                .containsExactly("[bp-secrets] WARN weave.without leaves out every join point of children.inherit: "
                        + "it answers as without the agent");
    }

    @Test
    void allJoinPointsCanBeLeftOut() {
        Set<String> all = new TreeSet<>();
        int woven = 0;
        for (Door door : Door.values()) {
            all.addAll(names(door));
            // Nothing is woven for TLS.
            woven += names(door).isEmpty() ? 0 : 1;
        }
        assertThat(openWithout(all)).isTrue();
        assertThat(redefined).isEmpty();
        assertThat(warnings()).hasSize(woven).allMatch(line -> line.contains("leaves out every"));
    }

    @Test
    void anUnknownNameIsOneWarningAndAllIsWoven() {
        assertThat(openWithout(Set.of("NIO_ACESS", "X"))).isTrue();
        assertThat(warnings())
                .containsExactly("[bp-secrets] WARN weave.without names NIO_ACESS, X, which is no join point; "
                        + "docs/files.md lists them");
    }

    @Test
    void noTransformerStaysBehind() {
        open(EnumSet.allOf(Door.class));
        assertThat(transformers).isEqualTo(0);
    }

    private List<String> warnings() {
        return lines.all().stream().filter(line -> line.contains(" WARN ")).toList();
    }

    private boolean openWithout(Set<String> without) {
        return new Redefinition(instrumentation(), lines.log(Log.Level.DEBUG))
                .open(EnumSet.allOf(Door.class), without, true);
    }

    private static Set<String> names(Door door) {
        Set<String> names = new TreeSet<>();
        for (JoinPoint point : JoinPoint.values()) {
            if (point.door() == door) {
                names.add(point.name());
            }
        }
        return names;
    }

    private boolean open(EnumSet<Door> doors) {
        return new Redefinition(instrumentation(), lines.log(Log.Level.DEBUG)).open(doors, Set.of(), true);
    }

    private List<String> calls(String method) {
        return Calls.in(redefined.get(0).getDefinitionClassFile(), method, "()Ljava/util/Map;");
    }

    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                RedefinitionTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "addTransformer" -> transformers++;
                        case "removeTransformer" -> transformers--;
                        case "redefineClasses" -> redefine((ClassDefinition[]) arguments[0]);
                        case "retransformClasses" -> {}
                        default -> throw new AssertionError(method);
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }

    private void redefine(ClassDefinition[] definitions) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        redefined.addAll(List.of(definitions));
    }
}
