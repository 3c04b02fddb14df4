package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.harness.NewerClass;
import io.bpsecrets.log.Log;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JVM that keeps a class file to begin each retransformation with is played here, so that it can be an old one. */
class RetransformGuardTest {
    private static final String ENVIRONMENT = "java/lang/ProcessEnvironment";
    private static final String HOOK = "io/bpsecrets/hook/Hook.getenv";
    private static final Set<JoinPoint> POINTS = EnumSet.of(JoinPoint.GETENV_MAP);

    private final Map<String, byte[]> bases = new HashMap<>();
    private final Set<ClassFileTransformer> transformers = new LinkedHashSet<>();
    private final List<Boolean> mayRetransform = new ArrayList<>();
    private final RetransformGuard stale =
            new RetransformGuard(Map.of(ENVIRONMENT, POINTS), new Lines().log(Log.Level.OFF));
    private byte[] original;

    @BeforeEach
    void read() throws Exception {
        original = WovenCopy.bytes(ENVIRONMENT);
    }

    @Test
    void bytesThatNameTheHookAreLeftAndTheTransformerGoes() throws Exception {
        bases.put(ENVIRONMENT, renamedHook(Weaver.weave(original, POINTS, EnumSet.noneOf(JoinPoint.class))));
        assertThat(probe()).isFalse();
        assertThat(transformers).isEmpty();
        assertThat(transformed(bases.get(ENVIRONMENT))).isNull();
    }

    @Test
    void staleBytesAreWovenEachTimeAndTheTransformerStays() throws Exception {
        bases.put(ENVIRONMENT, original);
        assertThat(probe()).isTrue();
        assertThat(transformers).containsExactly(stale);
        assertThat(mayRetransform).containsExactly(true);
        for (int again = 0; again < 2; again++) {
            assertThat(Calls.in(transformed(original), "getenv", "()Ljava/util/Map;"))
                    .contains(HOOK);
        }
    }

    @Test
    void onlyTheWantedJoinPointsAreWovenAgain() throws Exception {
        byte[] woven = transformed(original);
        assertThat(Calls.in(woven, "getenv", "(Ljava/lang/String;)Ljava/lang/String;"))
                .doesNotContain(HOOK);
    }

    @Test
    void otherClassesAndFirstDefinitionsAreNotTouched() throws Exception {
        Class<?> environment = Class.forName(ENVIRONMENT.replace('/', '.'));
        ClassLoader application = RetransformGuardTest.class.getClassLoader();
        assertThat(stale.transform(null, "java/lang/Thread", Thread.class, null, original))
                .isNull();
        assertThat(stale.transform(null, ENVIRONMENT, null, null, original))
                .as("a first definition")
                .isNull();
        assertThat(stale.transform(application, ENVIRONMENT, environment, null, original))
                .as("a class of that name in a loader of the application")
                .isNull();
        assertThat(probe()).as("none of them is a stale base").isFalse();
    }

    @Test
    void aClassFileThatCannotBeWovenIsLeftAsItIs() throws Exception {
        byte[] newer = NewerClass.withAttribute(original, NewerClass.Where.CLASS);
        newer[7] = (byte) 200;
        assertThat(transformed(newer)).isNull();
    }

    @Test
    void theTransformerIsGoneBeforeTheProgramRunsEvenIfNothingIsWoven() throws Exception {
        assertThat(new RetransformGuard(Map.of(), new Lines().log(Log.Level.OFF))
                        .probe(instrumentation(), new Class<?>[0]))
                .isFalse();
        assertThat(transformers).isEmpty();
    }

    private boolean probe() throws Exception {
        return stale.probe(instrumentation(), new Class<?>[] {Class.forName(ENVIRONMENT.replace('/', '.'))});
    }

    private byte[] transformed(byte[] base) throws Exception {
        return stale.transform(null, ENVIRONMENT, Class.forName(ENVIRONMENT.replace('/', '.')), null, base);
    }

    /** As the build renames it. */
    private static byte[] renamedHook(byte[] woven) {
        ClassWriter writer = new ClassWriter(0);
        SimpleRemapper names =
                new SimpleRemapper(Opcodes.ASM9, Map.of("io/bpsecrets/hook/Hook", "java/lang/BpSecretsHook"));
        new ClassReader(woven).accept(new ClassRemapper(writer, names), 0);
        return writer.toByteArray();
    }

    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                RetransformGuardTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "addTransformer" -> {
                            transformers.add((ClassFileTransformer) arguments[0]);
                            mayRetransform.add((Boolean) arguments[1]);
                        }
                        case "removeTransformer" -> transformers.remove(arguments[0]);
                        case "retransformClasses" -> retransform((Class<?>[]) arguments[0]);
                        default -> throw new AssertionError(method);
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }

    private void retransform(Class<?>[] classes) throws Exception {
        for (Class<?> one : classes) {
            String name = one.getName().replace('.', '/');
            for (ClassFileTransformer transformer : transformers) {
                byte[] base = bases.getOrDefault(name, "java/lang/BpSecretsHook".getBytes("US-ASCII"));
                transformer.transform(null, name, one, null, base);
            }
        }
    }
}
