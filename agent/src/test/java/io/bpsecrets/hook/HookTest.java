package io.bpsecrets.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest {
    private final Map<String, String> real = new HashMap<>(Map.of("A", "real"));

    @AfterEach
    void shut() {
        OpenHook.byName(null);
        OpenHook.filter(null);
        OpenHook.wholeMap(null);
        OpenHook.childMap(null);
        OpenHook.unclaimed();
        OpenHook.door(null);
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.endings(null);
        OpenHook.inside(false);
    }

    @Test
    void withoutDoorsAllPasses() {
        assertThat(OpenHook.getenv("A")).isNull();
        assertThat(OpenHook.getenv(real)).isSameAs(real);
        assertThat(Hook.child(real)).isSameAs(real);
        assertThat(Hook.child(null)).isNull();
        assertThat(Hook.untouchedChild(real)).isSameAs(real);
        assertThat(Hook.untouchedChild(null)).isNull();
    }

    @Test
    void aDoorAnswersByName() {
        OpenHook.byName(name -> name + "!");
        assertThat(OpenHook.getenv("A")).isEqualTo("A!");
        assertThat(Hook.value(OpenHook.getenv("A"))).isEqualTo("A!");
    }

    @Test
    void aFilterKeepsNamesFromTheDoor() {
        OpenHook.byName(name -> name + "!");
        long[] bits = new long[16];
        OpenHook.filter(bits);
        assertThat(OpenHook.getenv("A")).isNull();
        Arrays.fill(bits, -1L);
        assertThat(OpenHook.getenv("A")).isEqualTo("A!");
    }

    @Test
    void anyOtherAnswerIsNoSuchVariable() {
        OpenHook.byName(name -> Boolean.FALSE);
        assertThat(OpenHook.getenv("A")).isNotNull();
        assertThat(Hook.value(OpenHook.getenv("A"))).isNull();
    }

    @Test
    void aNullNamePassesToTheJdksOwnException() {
        OpenHook.byName(name -> "must not be asked");
        assertThat(OpenHook.getenv((String) null)).isNull();
    }

    @Test
    void anExceptionThatIsHandedOverIsThrown() {
        RuntimeException wanted = new IllegalStateException("on purpose");
        OpenHook.byName(name -> wanted);
        assertThatThrownBy(() -> OpenHook.getenv("A")).isSameAs(wanted);
    }

    @Test
    void aDoorThatThrowsIsAsIfThereWereNone() {
        OpenHook.byName(name -> {
            throw new IllegalStateException();
        });
        assertThat(OpenHook.getenv("A")).isNull();
        for (Error error :
                new Error[] {new NoClassDefFoundError(), new AssertionError(), new ExceptionInInitializerError()}) {
            OpenHook.byName(name -> {
                throw error;
            });
            UnaryOperator<Map<String, String>> failing = map -> {
                throw error;
            };
            OpenHook.wholeMap(failing);
            OpenHook.childMap(failing);
            assertThat(OpenHook.getenv("A")).isNull();
            assertThat(OpenHook.getenv(real)).isSameAs(real);
            assertThat(Hook.child(real)).isSameAs(real);
        }
    }

    /** A door without a stack or memory, or in a thread that a tool stops, cannot say any more whether the name is required. */
    @Test
    void anErrorOfTheThreadIsThrownOn() {
        class ErrorOfATool extends Error {
            private static final long serialVersionUID = 1L;
        }
        for (Error error : new Error[] {new StackOverflowError(), new OutOfMemoryError(), new ErrorOfATool()}) {
            OpenHook.byName(name -> {
                throw error;
            });
            OpenHook.wholeMap(map -> {
                throw error;
            });
            assertThatThrownBy(() -> OpenHook.getenv("A")).isSameAs(error);
            assertThatThrownBy(() -> OpenHook.getenv(real)).isSameAs(error);
        }
    }

    @Test
    void anErrorIsNoAnswerToThrow() {
        OpenHook.byName(name -> new AssertionError("only a RuntimeException is thrown"));
        assertThat(Hook.value(OpenHook.getenv("A"))).isNull();
    }

    @Test
    void theMapDoorsAreTwo() {
        Map<String, String> whole = Map.of("W", "1");
        Map<String, String> child = Map.of("C", "1");
        OpenHook.wholeMap(map -> whole);
        OpenHook.childMap(map -> child);
        assertThat(OpenHook.getenv(real)).isSameAs(whole);
        assertThat(Hook.child(real)).isSameAs(child);
        assertThat(Hook.child(null)).isSameAs(child);
        assertThat(Hook.untouchedChild(null)).isSameAs(child);
        assertThat(Hook.untouchedChild(real))
                .as("a map that the program touched")
                .isSameAs(real);
        OpenHook.wholeMap(map -> null);
        assertThat(OpenHook.getenv(real)).as("null passes").isSameAs(real);
    }

    @Test
    void theDoorIsNotEvenAskedForAMapThatTheProgramMade() {
        OpenHook.childMap(map -> {
            map.put("B", "of the agent");
            return map;
        });
        assertThat(Hook.untouchedChild(real)).isSameAs(real).containsOnlyKeys("A");
    }

    @Test
    void theOneWhoShowsTheJvmsInstrumentationConnectsAndNobodyAfterIt() {
        Instrumentation real = ByteBuddyAgent.install();
        assertThat(Hook.claim(null)).isNull();
        assertThat(Hook.claim("sun.instrument.InstrumentationImpl")).isNull();
        assertThat(Hook.claim(Proxy.newProxyInstance(
                        HookTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (a, b, c) -> null)))
                .isNull();
        Hook hook = Hook.claim(real);
        assertThat(hook).as("those before have not used it up").isNotNull();
        assertThat(Hook.claim(real)).as("the second time").isNull();
        hook.connect((name, all) -> name + "!", (map, behind) -> Map.of("W", "1"), (map, behind) -> Map.of("C", "1"));
        assertThat(OpenHook.getenv("A")).isEqualTo("A!");
        assertThat(OpenHook.getenv(this.real)).containsOnlyKeys("W");
        assertThat(Hook.child(this.real)).containsOnlyKeys("C");
        hook.connectFilter(new long[16]);
        assertThat(OpenHook.getenv("A")).isNull();
    }

    @Test
    void theFileHookIsConnectedForTheJvmsInstrumentationOnly() throws Exception {
        List<String> asked = new ArrayList<>();
        BiFunction<String, Object[], Object> door = (question, path) -> {
            asked.add(question + path[0]);
            return null;
        };
        byte[][] bytes = {{'s'}};
        Object proxy = Proxy.newProxyInstance(
                HookTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (a, b, c) -> null);
        for (Object other : Arrays.asList(null, "sun.instrument.InstrumentationImpl", proxy)) {
            FileHook.connect(other, door, new String[] {"s"}, bytes, null, true);
            OpenHook.hook().connectFiles(other, door, new String[] {"s"}, bytes, null, true);
            FileHook.write("/s/a", "open");
            assertThat(asked).isEmpty();
        }
        OpenHook.hook().connectFiles(ByteBuddyAgent.install(), door, new String[] {"s"}, bytes, null, true);
        FileHook.write("/s/a", "open");
        FileHook.write("bare", "open");
        FileHook.refuse("/s/a", "/s/a".getBytes(StandardCharsets.US_ASCII), "move");
        assertThat(asked).containsExactly("write/s/a", "writebare", "move/s/a");
        FileHook.connect(proxy, new long[16]);
        FileHook.write("/s/a", "open");
        assertThat(asked).as("its letters are the agent's too").hasSize(4);
        OpenHook.hook().connectLetters(ByteBuddyAgent.install(), new long[16]);
        FileHook.write("/s/a", "open");
        assertThat(asked).hasSize(4);
    }

    @Test
    void nothingIsInItButDoorsAndEntries() {
        assertThat(Arrays.stream(Hook.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(field -> Modifier.toString(field.getModifiers()) + " " + field.getName()))
                .containsExactlyInAnyOrder(
                        "private static volatile byName",
                        "private static volatile filter",
                        "private static volatile wholeMap",
                        "private static volatile childMap",
                        "private static volatile claimed");
        assertThat(Hook.class.getDeclaredClasses()).isEmpty();
    }
}
