package io.bpsecrets.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest {
    private final Map<String, String> real = new HashMap<>(Map.of("A", "real"));

    @AfterEach
    void shut() {
        Hook.byName = null;
        Hook.filter = null;
        Hook.wholeMap = null;
        Hook.childMap = null;
    }

    @Test
    void withoutDoorsAllPasses() {
        assertThat(Hook.getenv("A")).isNull();
        assertThat(Hook.getenv(real)).isSameAs(real);
        assertThat(Hook.child(real)).isSameAs(real);
        assertThat(Hook.child(null)).isNull();
        assertThat(Hook.untouchedChild(real)).isSameAs(real);
        assertThat(Hook.untouchedChild(null)).isNull();
    }

    @Test
    void aDoorAnswersByName() {
        Hook.byName = name -> name + "!";
        assertThat(Hook.getenv("A")).isEqualTo("A!");
        assertThat(Hook.value(Hook.getenv("A"))).isEqualTo("A!");
    }

    @Test
    void aFilterKeepsNamesFromTheDoor() {
        Hook.byName = name -> name + "!";
        Hook.filter = new long[16];
        assertThat(Hook.getenv("A")).isNull();
        Arrays.fill(Hook.filter, -1L);
        assertThat(Hook.getenv("A")).isEqualTo("A!");
    }

    @Test
    void anyOtherAnswerIsNoSuchVariable() {
        Hook.byName = name -> Boolean.FALSE;
        assertThat(Hook.getenv("A")).isNotNull();
        assertThat(Hook.value(Hook.getenv("A"))).isNull();
    }

    @Test
    void aNullNamePassesToTheJdksOwnException() {
        Hook.byName = name -> "must not be asked";
        assertThat(Hook.getenv((String) null)).isNull();
    }

    @Test
    void anExceptionThatIsHandedOverIsThrown() {
        RuntimeException wanted = new IllegalStateException("on purpose");
        Hook.byName = name -> wanted;
        assertThatThrownBy(() -> Hook.getenv("A")).isSameAs(wanted);
    }

    @Test
    void aDoorThatThrowsIsAsIfThereWereNone() {
        Hook.byName = name -> {
            throw new IllegalStateException();
        };
        assertThat(Hook.getenv("A")).isNull();
        for (Error error : new Error[] {new NoClassDefFoundError(), new StackOverflowError(), new OutOfMemoryError()}) {
            Hook.byName = name -> {
                throw error;
            };
            Hook.wholeMap = map -> {
                throw error;
            };
            Hook.childMap = Hook.wholeMap;
            assertThat(Hook.getenv("A")).isNull();
            assertThat(Hook.getenv(real)).isSameAs(real);
            assertThat(Hook.child(real)).isSameAs(real);
        }
    }

    @Test
    void anErrorIsNoAnswerToThrow() {
        Hook.byName = name -> new AssertionError("only a RuntimeException is thrown");
        assertThat(Hook.value(Hook.getenv("A"))).isNull();
    }

    @Test
    void theMapDoorsAreTwo() {
        Map<String, String> whole = Map.of("W", "1");
        Map<String, String> child = Map.of("C", "1");
        Hook.wholeMap = map -> whole;
        Hook.childMap = map -> child;
        assertThat(Hook.getenv(real)).isSameAs(whole);
        assertThat(Hook.child(real)).isSameAs(child);
        assertThat(Hook.child(null)).isSameAs(child);
        assertThat(Hook.untouchedChild(null)).isSameAs(child);
        assertThat(Hook.untouchedChild(real))
                .as("a map that the program touched")
                .isSameAs(real);
        Hook.wholeMap = map -> null;
        assertThat(Hook.getenv(real)).as("null passes").isSameAs(real);
    }

    @Test
    void theDoorIsNotEvenAskedForAMapThatTheProgramMade() {
        Hook.childMap = map -> {
            map.put("B", "of the agent");
            return map;
        };
        assertThat(Hook.untouchedChild(real)).isSameAs(real).containsOnlyKeys("A");
    }

    /** The agent sets the fields of the class that it has defined in java.base by these names. */
    @Test
    void nothingIsInItButDoorsAndEntries() {
        assertThat(Arrays.stream(Hook.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(field -> Modifier.toString(field.getModifiers()) + " " + field.getName()))
                .containsExactlyInAnyOrder(
                        "public static volatile byName",
                        "public static volatile filter",
                        "public static volatile wholeMap",
                        "public static volatile childMap");
        assertThat(Hook.class.getDeclaredClasses()).isEmpty();
    }
}
