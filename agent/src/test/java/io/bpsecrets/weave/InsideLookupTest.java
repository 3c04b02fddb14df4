package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In this JVM, where it can be done again and again. */
class InsideLookupTest {
    private static final String ASKED = "java/lang/InheritableThreadLocal";
    private static Instrumentation instrumentation;

    @BeforeAll
    static void install() {
        instrumentation = ByteBuddyAgent.install();
    }

    @Test
    void isThatOfAClassOfJavaLang() throws Exception {
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) InsideLookup.get(instrumentation);
        assertThat(lookup.lookupClass().getPackageName()).isEqualTo("java.lang");
        assertThat(lookup.hasFullPrivilegeAccess()).isTrue();
    }

    /** Else whoever knows the question would have all rights in java.lang. */
    @Test
    void nobodyIsAnsweredAfterwards() throws Exception {
        InsideLookup.get(instrumentation);
        assertThat(new Asking().ask("bp-secrets: a look-up of java.lang")).isInstanceOf(String.class);
    }

    @Test
    void theClassIsWhatItWasAtTheEnd() throws Exception {
        byte[] original = WovenCopy.bytes(ASKED);
        List<byte[]> redefined = new ArrayList<>();
        Instrumentation recording = (Instrumentation) java.lang.reflect.Proxy.newProxyInstance(
                InsideLookupTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("redefineClasses")) {
                        redefined.add(((ClassDefinition[]) arguments[0])[0].getDefinitionClassFile());
                    }
                    return method.invoke(instrumentation, arguments);
                });
        InsideLookup.get(recording);
        assertThat(redefined).hasSize(2);
        assertThat(redefined.get(0)).isNotEqualTo(original);
        assertThat(redefined.get(1)).isEqualTo(original);
    }

    @Test
    void whereItCannotBeRedefinedTheModuleIsOpened() throws Exception {
        Instrumentation refusing = (Instrumentation) java.lang.reflect.Proxy.newProxyInstance(
                InsideLookupTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("redefineClasses")) {
                        throw new UnmodifiableClassException("x");
                    }
                    return method.invoke(instrumentation, arguments);
                });
        assertThat(((MethodHandles.Lookup) InsideLookup.get(refusing)).lookupClass())
                .isEqualTo(Object.class);
    }

    @Test
    void aClassWithoutTheMethodIsLeft() throws Exception {
        assertThat(InsideLookup.answering(WovenCopy.bytes("java/lang/Thread"))).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> InsideLookup.answering(new byte[30]));
    }

    private static final class Asking extends InheritableThreadLocal<Object> {
        Object ask(Object question) {
            return childValue(question);
        }
    }
}
