package io.bpsecrets.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.SecretNotFoundException;
import io.bpsecrets.chain.World;
import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real environment of this JVM is below. Its values are whoever's runs the tests, so maps are compared without AssertJ,
 * which prints them.
 */
class DoorsTest {
    private final World world = new World();
    private final Map<String, String> real = System.getenv();
    private final String unmapped = real.keySet().iterator().next();
    private Live live;

    @BeforeEach
    void map() {
        world.vault.has("a", "f", "vault's").has("empty", "f", "").has("nul", "f", "a\0b");
        live = world.secret("MAPPED", "a#f")
                .secret("EMPTY", "empty#f")
                .secret("NUL", "nul#f")
                .secret("NOWHERE", "gone#f")
                .required("REQUIRED", "gone#f")
                .live(new Lines().log(Log.Level.OFF));
    }

    @Test
    void aMappedNameIsAnsweredAndTheFirstReadBuilds() {
        GetenvByName door = new GetenvByName(live);
        assertThat(live.current()).isNull();
        assertThat(door.apply("MAPPED")).isEqualTo("vault's");
        assertThat(live.current()).isNotNull();
        assertThat(door.apply("EMPTY")).isEqualTo("");
        assertThat(world.vault.asked()).hasSize(1);
    }

    @Test
    void anUnmappedNamePassesAndBuildsNothing() {
        GetenvByName door = new GetenvByName(live);
        assertThat(door.apply("PATH")).isNull();
        assertThat(door.apply("mapped")).isNull();
        assertThat(live.current()).isNull();
        assertThat(world.vault.asked()).isEmpty();
        live.await();
        assertThat(door.apply("PATH")).isNull();
    }

    @Test
    void aMappedNameThatNobodyHasIsNotSetAndNotPassed() {
        GetenvByName door = new GetenvByName(live);
        assertThat(door.apply("NOWHERE")).isEqualTo(Boolean.FALSE);
        assertThat(door.apply("NUL")).as("an environment cannot hold a NUL").isEqualTo(Boolean.FALSE);
    }

    @Test
    void aRequiredNameThatNobodyHasIsAnExceptionToThrow() {
        Object answer = new GetenvByName(live).apply("REQUIRED");
        assertThat(answer).isInstanceOf(SecretNotFoundException.class);
        assertThat(new GetenvByName(live).apply("REQUIRED"))
                .as("each has the stack of its reader")
                .isNotSameAs(answer);
    }

    @Test
    void theThreadThatBuildsSeesTheRealEnvironment() {
        List<Object> inside = new ArrayList<>();
        world.vault.whileReading(() -> {
            inside.add(new GetenvByName(live).apply("MAPPED"));
            inside.add(new GetenvMap(live).apply(real));
            inside.add(new ChildEnvironment(live, Set.of("MAPPED")).apply(null));
        });
        live.await();
        assertThat(inside).hasSize(3).containsOnlyNulls();
    }

    @Test
    void theMapIsTheRealOneWithSecretsLaidOver() {
        Map<String, String> map = new GetenvMap(live).apply(real);
        Map<String, String> expected = new ProcessBuilder().environment();
        expected.put("MAPPED", "vault's");
        expected.put("EMPTY", "");
        assertThat(map.equals(expected) && expected.equals(map)).isTrue();
        assertThat(map.hashCode()).isEqualTo(expected.hashCode());
        assertThat(map.getClass()).as("the JDK's own").isSameAs(real.getClass());
    }

    @Test
    void theMapIsTheSameForOneSnapshot() {
        GetenvMap door = new GetenvMap(live);
        assertThat(door.apply(real) == door.apply(real)).isTrue();
        assertThat(world.vault.asked()).hasSize(1);
    }

    @Test
    void aMappedNameThatIsNowhereHidesTheRealVariable() {
        // The chain was given an environment without it, as with order=vault.
        Live hiding = new World().secret(unmapped, "gone#f").live(new Lines().log(Log.Level.OFF));
        assertThat(new GetenvMap(hiding).apply(real).containsKey(unmapped)).isFalse();
    }

    @Test
    void childrenGetTheNamedOnesOnly() {
        ChildEnvironment door = new ChildEnvironment(live, Set.of("MAPPED", "NUL", "NOWHERE", "UNHEARD"));
        Map<String, String> fresh = new ProcessBuilder().environment();
        Map<String, String> before = new HashMap<>(fresh);
        assertThat(door.apply(fresh) == fresh).isTrue();
        before.put("MAPPED", "vault's");
        assertThat(fresh.equals(before)).isTrue();
    }

    @Test
    void aChildOfTheAgentsOwnGetsTheRealEnvironment() {
        live.await();
        ChildEnvironment door = new ChildEnvironment(live, Set.of("MAPPED"));
        List<Object> inside = new ArrayList<>();
        live.unserved(() -> {
            inside.add(door.apply(null));
            inside.add(door.apply(new HashMap<>(Map.of("X", "x"))));
        });
        assertThat(inside).containsExactly(null, Map.of("X", "x"));
        assertThat(door.apply(new HashMap<>())).as("the guard is gone").containsKey("MAPPED");
    }

    /** Such a variable holds a vault: reference that came to nothing, or order leaves it out. */
    @Test
    void anInheritedNameThatIsNowhereIsNotInTheChildEither() {
        Live hiding = new World().secret(unmapped, "gone#f").live(new Lines().log(Log.Level.OFF));
        Map<String, String> fresh = new ProcessBuilder().environment();
        ChildEnvironment door = new ChildEnvironment(hiding, Set.of(unmapped));
        assertThat(door.apply(fresh).containsKey(unmapped)).isFalse();
        assertThat(new ChildEnvironment(hiding, Set.of())
                        .apply(new ProcessBuilder().environment())
                        .containsKey(unmapped))
                .isTrue();
    }

    @Test
    void aChildWhoseMapNobodyTouchedGetsAFreshOne() {
        // The JDK's own environment() would come back to the door; here it is not woven.
        Map<String, String> made = new ChildEnvironment(live, Set.of("MAPPED")).apply(null);
        assertThat(made.equals(new ProcessBuilder().environment())).isTrue();
    }

    /** Also where not even the first class of the read can be had: null would be the real environment's value. */
    @Test
    void afterAFailureOfOursARequiredNameIsNeverAnsweredByTheRealEnvironment() {
        Error[] failures = {new NoClassDefFoundError("x"), new StackOverflowError(), new OutOfMemoryError("x")};
        for (Error failure : failures) {
            World other = new World();
            Live failed = other.secret("OTHER", "a#f")
                    .required(unmapped, "a#f")
                    .failing(new Lines().log(Log.Level.OFF), failure);
            GetenvByName door = new GetenvByName(failed);
            for (int i = 0; i < 2; i++) {
                assertThat(door.apply(unmapped))
                        .isInstanceOf(IllegalStateException.class)
                        .asString()
                        .contains(unmapped + " is required (bp-secrets)");
                assertThat(door.apply("OTHER")).isNull();
            }
            Map<String, String> map = new GetenvMap(failed).apply(real);
            assertThat(map.containsKey(unmapped)).isFalse();
            assertThat(map.size()).isEqualTo(real.size() - 1);
            Map<String, String> child = new HashMap<>(real);
            new ChildEnvironment(failed, Set.of(unmapped)).apply(child);
            assertThat(child.containsKey(unmapped)).isFalse();
        }
    }
}
