package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.log.Log;
import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In this JVM, where it can be done again and again. */
class InsideLookupTest {
    private static final String ASKED = "java/lang/InheritableThreadLocal";
    private static Instrumentation instrumentation;

    private final Lines lines = new Lines();

    @BeforeAll
    static void install() {
        instrumentation = ByteBuddyAgent.install();
    }

    private final List<List<ClassDefinition>> redefined = new ArrayList<>();
    private final List<ClassDefinition> toRestore = new ArrayList<>();
    private UnmodifiableClassException refusal;
    private int most = Integer.MAX_VALUE;

    @AfterEach
    void restore() throws Exception {
        instrumentation.redefineClasses(new ClassDefinition(InheritableThreadLocal.class, WovenCopy.bytes(ASKED)));
    }

    @Test
    void isThatOfAClassOfJavaLang() throws Exception {
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) InsideLookup.get(instrumentation, toRestore);
        assertThat(lookup.lookupClass().getPackageName()).isEqualTo("java.lang");
        assertThat(lookup.hasFullPrivilegeAccess()).isTrue();
        assertThat(isAnswered()).as("not restored yet").isTrue();
        assertThat(toRestore).hasSize(1);
        assertThat(toRestore.get(0).getDefinitionClassFile()).isEqualTo(WovenCopy.bytes(ASKED));
    }

    @Test
    void theWeaveRestoresTheClassInItsOneRedefinition() throws Exception {
        assertThat(weaveWithoutHook().open(EnumSet.of(Door.ENVIRONMENT), Set.of(), true))
                .isTrue();
        assertThat(redefined).hasSize(2);
        assertThat(redefined.get(1)).hasSize(2);
        assertThat(isAnswered()).isFalse();
    }

    /** Whether before the class is restored, or where it could not be: code without rights can ask it too. */
    @Test
    void nobodyWithoutTheJvmsInstrumentationIsAnswered() throws Exception {
        InsideLookup.get(instrumentation, toRestore);
        assertThat(isAnswered()).isTrue();
        for (Object question : new Object[] {
            null,
            "sun.instrument.InstrumentationImpl",
            "bp-secrets: a look-up of java.lang",
            new Object(),
            recording(),
            new SameName(instrumentation.getClass().getName())
                    .type()
                    .getConstructor()
                    .newInstance()
        }) {
            assertThat(new Asking().ask(question)).isSameAs(question);
        }
    }

    @Test
    void aWeaveThatIsAbandonedRestoresIt() throws Exception {
        weaveWithoutHook().abandon();
        assertThat(redefined).hasSize(2);
        assertThat(isAnswered()).isFalse();
    }

    @Test
    void aWeaveThatIsRefusedRestoresIt() throws Exception {
        Redefinition weave = weaveWithoutHook();
        most = 1;
        weave.open(EnumSet.of(Door.ENVIRONMENT), Set.of(), true);
        assertThat(isAnswered()).isFalse();
    }

    @Test
    void whereItCannotBeRestoredTheServiceGoesOn() throws Exception {
        Redefinition weave = weaveWithoutHook();
        refusal = new UnmodifiableClassException("x");
        weave.abandon();
        assertThat(lines.all()).hasSize(1);
        assertThat(lines.all().get(0))
                .contains("DEBUG java.lang.InheritableThreadLocal could not be restored: ")
                .contains("UnmodifiableClassException");
    }

    @Test
    void whereItCannotBeRedefinedTheModuleIsOpened() throws Exception {
        refusal = new UnmodifiableClassException("x");
        assertThat(((MethodHandles.Lookup) InsideLookup.get(recording(), toRestore)).lookupClass())
                .isEqualTo(Object.class);
    }

    @Test
    void aClassWithoutTheMethodIsLeft() throws Exception {
        assertThat(InsideLookup.answering(WovenCopy.bytes("java/lang/Thread"))).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> InsideLookup.answering(new byte[30]));
    }

    /** The class has answered, and then there was no jar with the hook. */
    private Redefinition weaveWithoutHook() throws Exception {
        Redefinition weave = new Redefinition(recording(), lines.log(Log.Level.DEBUG));
        assertThatIOException().isThrownBy(() -> weave.defineHook(new File("no.jar"), EnumSet.of(Door.ENVIRONMENT)));
        assertThat(isAnswered()).as("before the weave").isTrue();
        return weave;
    }

    /** Redefines none but the asked class: woven ones would need the hook. */
    private Instrumentation recording() {
        return (Instrumentation) Proxy.newProxyInstance(
                InsideLookupTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("redefineModule")) {
                        return method.invoke(instrumentation, arguments);
                    }
                    if (!method.getName().equals("redefineClasses")) {
                        return method.getReturnType() == boolean.class ? true : null;
                    }
                    List<ClassDefinition> definitions = List.of((ClassDefinition[]) arguments[0]);
                    if (refusal != null || definitions.size() > most) {
                        throw refusal == null ? new UnmodifiableClassException("y") : refusal;
                    }
                    redefined.add(definitions);
                    for (ClassDefinition definition : definitions) {
                        if (definition.getDefinitionClass() == InheritableThreadLocal.class) {
                            instrumentation.redefineClasses(definition);
                        }
                    }
                    return null;
                });
    }

    private static boolean isAnswered() {
        return new Asking().ask(instrumentation) instanceof MethodHandles.Lookup;
    }

    /** A class of the application that has the name of one of the JVM. */
    private static final class SameName extends ClassLoader {
        private final String name;

        SameName(String name) {
            this.name = name;
        }

        Class<?> type() {
            byte[] bytes =
                    new ByteBuddy().subclass(Object.class).name(name).make().getBytes();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static final class Asking extends InheritableThreadLocal<Object> {
        Object ask(Object question) {
            return childValue(question);
        }
    }
}
