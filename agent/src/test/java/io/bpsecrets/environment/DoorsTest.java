package io.bpsecrets.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.SecretNotFoundException;
import io.bpsecrets.chain.TestChain;
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
    private final TestChain chain = new TestChain();
    private final Map<String, String> real = System.getenv();
    private final String unmapped = real.keySet().iterator().next();
    private CurrentSnapshot current;
    private Doors doors;

    @BeforeEach
    void map() {
        chain.vault.has("a", "f", "vault's").has("empty", "f", "").has("nul", "f", "a\0b");
        current = chain.secret("MAPPED", "a#f")
                .secret("EMPTY", "empty#f")
                .secret("NUL", "nul#f")
                .secret("NOWHERE", "gone#f")
                .required("REQUIRED", "gone#f")
                .current(new Lines().log(Log.Level.OFF));
        doors = new Doors(chain.mapping(), current, chain.agentThread);
    }

    private static Doors doors(TestChain of) {
        return new Doors(of.mapping(), of.current(new Lines().log(Log.Level.OFF)), of.agentThread);
    }

    @Test
    void aMappedNameIsAnsweredAndTheFirstReadBuilds() {
        GetenvByName door = doors.byName();
        assertThat(current.current()).isNull();
        assertThat(door.apply("MAPPED", null)).isEqualTo("vault's");
        assertThat(current.current()).isNotNull();
        assertThat(door.apply("EMPTY", null)).isEqualTo("");
        assertThat(chain.vault.asked()).hasSize(1);
    }

    @Test
    void anUnmappedNamePassesAndBuildsNothing() {
        GetenvByName door = doors.byName();
        assertThat(door.apply("PATH", null)).isNull();
        assertThat(door.apply("mapped", null)).isNull();
        assertThat(current.current()).isNull();
        assertThat(chain.vault.asked()).isEmpty();
        current.await();
        assertThat(door.apply("PATH", null)).isNull();
    }

    @Test
    void aMappedNameThatNobodyHasIsNotSetAndNotPassed() {
        GetenvByName door = doors.byName();
        assertThat(door.apply("NOWHERE", null)).isEqualTo(Boolean.FALSE);
        assertThat(door.apply("NUL", null))
                .as("an environment cannot hold a NUL")
                .isEqualTo(Boolean.FALSE);
    }

    @Test
    void aRequiredNameThatNobodyHasIsAnExceptionToThrow() {
        Object answer = doors.byName().apply("REQUIRED", null);
        assertThat(answer).isInstanceOf(SecretNotFoundException.class);
        assertThat(doors.byName().apply("REQUIRED", null))
                .as("each has the stack of its reader")
                .isNotSameAs(answer);
    }

    @Test
    void theThreadThatBuildsSeesTheRealEnvironment() {
        List<Object> inside = new ArrayList<>();
        chain.vault.whileReading(() -> {
            inside.add(doors.byName().apply("MAPPED", null));
            inside.add(doors.map().apply(real, null));
            inside.add(doors.children(Set.of("MAPPED")).apply(null, null));
        });
        current.await();
        assertThat(inside).hasSize(3).containsOnlyNulls();
    }

    @Test
    void theMapIsTheRealOneWithSecretsLaidOver() {
        Map<String, String> map = doors.map().apply(real, null);
        Map<String, String> expected = new ProcessBuilder().environment();
        expected.put("MAPPED", "vault's");
        expected.put("EMPTY", "");
        assertThat(map.equals(expected) && expected.equals(map)).isTrue();
        assertThat(map.hashCode()).isEqualTo(expected.hashCode());
        assertThat(map.getClass()).as("the JDK's own").isSameAs(real.getClass());
    }

    @Test
    void theMapIsTheSameForOneSnapshot() {
        GetenvMap door = doors.map();
        assertThat(door.apply(real, null) == door.apply(real, null)).isTrue();
        assertThat(chain.vault.asked()).hasSize(1);
    }

    @Test
    void aMappedNameThatIsNowhereHidesTheRealVariable() {
        // The chain was given an environment without it, as with order=vault.
        TestChain hiding = new TestChain().secret(unmapped, "gone#f");
        assertThat(doors(hiding).map().apply(real, null).containsKey(unmapped)).isFalse();
    }

    @Test
    void childrenGetTheNamedOnesOnly() {
        ChildEnvironment door = doors.children(Set.of("MAPPED", "NUL", "NOWHERE", "UNHEARD"));
        Map<String, String> fresh = new ProcessBuilder().environment();
        Map<String, String> before = new HashMap<>(fresh);
        assertThat(door.apply(fresh, null) == fresh).isTrue();
        before.put("MAPPED", "vault's");
        assertThat(fresh.equals(before)).isTrue();
    }

    @Test
    void aChildOfTheAgentsOwnGetsTheRealEnvironment() {
        current.await();
        ChildEnvironment door = doors.children(Set.of("MAPPED"));
        List<Object> inside = new ArrayList<>();
        chain.agentThread.run(() -> {
            inside.add(door.apply(null, null));
            inside.add(door.apply(new HashMap<>(Map.of("X", "x")), null));
        });
        assertThat(inside).containsExactly(null, Map.of("X", "x"));
        assertThat(door.apply(new HashMap<>(), null)).as("the guard is gone").containsKey("MAPPED");
    }

    /** Such a variable holds a vault: reference that came to nothing, or order leaves it out. */
    @Test
    void anInheritedNameThatIsNowhereIsNotInTheChildEither() {
        TestChain hiding = new TestChain().secret(unmapped, "gone#f");
        Map<String, String> fresh = new ProcessBuilder().environment();
        ChildEnvironment door = doors(hiding).children(Set.of(unmapped));
        assertThat(door.apply(fresh, null).containsKey(unmapped)).isFalse();
        assertThat(doors(hiding)
                        .children(Set.of())
                        .apply(new ProcessBuilder().environment(), null)
                        .containsKey(unmapped))
                .isTrue();
    }

    @Test
    void aChildWhoseMapNobodyTouchedGetsAFreshOne() {
        // The JDK's own environment() would come back to the door; here it is not woven.
        Map<String, String> made = doors.children(Set.of("MAPPED")).apply(null, null);
        assertThat(made.equals(new ProcessBuilder().environment())).isTrue();
    }

    /** Also where not even the first class of the read can be had: null would be the real environment's value. */
    @Test
    void afterAFailureOfOursARequiredNameIsNeverAnsweredByTheRealEnvironment() {
        Error[] failures = {new NoClassDefFoundError("x"), new AssertionError("x")};
        for (Error failure : failures) {
            TestChain other = new TestChain();
            CurrentSnapshot failing = other.secret("OTHER", "a#f")
                    .required(unmapped, "a#f")
                    .failing(new Lines().log(Log.Level.OFF), failure);
            Doors failed = new Doors(other.mapping(), failing, other.agentThread);
            GetenvByName door = failed.byName();
            for (int i = 0; i < 2; i++) {
                assertThat(door.apply(unmapped, null))
                        .isInstanceOf(IllegalStateException.class)
                        .asString()
                        .contains(unmapped + " is required (bp-secrets)");
                assertThat(door.apply("OTHER", null)).isNull();
            }
            Map<String, String> map = failed.map().apply(real, null);
            assertThat(map.containsKey(unmapped)).isFalse();
            assertThat(map.size()).isEqualTo(real.size() - 1);
            Map<String, String> child = new HashMap<>(real);
            failed.children(Set.of(unmapped)).apply(child, null);
            assertThat(child.containsKey(unmapped)).isFalse();
        }
    }

    @Test
    void afterAFailureOfOursInTheDoorOfChildrenARequiredNameIsNotPassedOnAndThatIsSaid() {
        TestChain other = new TestChain().withDefault("OTHER", "value", "a#f").required("REQUIRED", "a#f");
        other.vault.has("a", "f", "vault's");
        Lines lines = new Lines();
        CurrentSnapshot now = other.current(lines.log(Log.Level.ERROR));
        Doors doorsOfOther = new Doors(other.mapping(), now, other.agentThread);
        for (Throwable failure : new Throwable[] {new NoClassDefFoundError("x"), new IllegalStateException("x")}) {
            Map<String, String> child = new Unwritable(failure);
            assertThat(doorsOfOther.children(Set.of("OTHER", "REQUIRED")).apply(child, null))
                    .isSameAs(child);
            assertThat(child).containsOnlyKeys("PLAIN");
        }
        assertThat(lines.all()).hasSize(2).allMatch(line -> line.contains(" ERROR internal error "));
    }

    /** The environment of a child, which holds what is the program's. */
    private static final class Unwritable extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient Throwable failure;

        Unwritable(Throwable failure) {
            super(Map.of("REQUIRED", "old", "PLAIN", "plain"));
            this.failure = failure;
        }

        @Override
        public String put(String name, String value) {
            if (failure instanceof Error) {
                throw (Error) failure;
            }
            throw (RuntimeException) failure;
        }
    }

    /** As the JDK's own method would have thrown it. It says nothing of the next read. */
    @Test
    void anErrorOfTheThreadLeavesEachDoor() {
        for (Error failure : new Error[] {new StackOverflowError(), new OutOfMemoryError("x")}) {
            TestChain other = new TestChain();
            CurrentSnapshot failing = other.required(unmapped, "a#f").failing(new Lines().log(Log.Level.OFF), failure);
            Doors failed = new Doors(other.mapping(), failing, other.agentThread);
            assertThatThrownBy(() -> failed.byName().apply(unmapped, null)).isSameAs(failure);
            assertThatThrownBy(() -> failed.map().apply(real, null)).isSameAs(failure);
            assertThatThrownBy(() -> failed.children(Set.of(unmapped)).apply(null, null))
                    .isSameAs(failure);
        }
    }

    private record Doors(Mapping mapping, CurrentSnapshot current, AgentThread agentThread) {
        GetenvByName byName() {
            return new GetenvByName(mapping, current, agentThread, map());
        }

        GetenvMap map() {
            return new GetenvMap(mapping, current, agentThread, null);
        }

        ChildEnvironment children(Set<String> names) {
            return new ChildEnvironment(mapping, current, agentThread, map(), names);
        }
    }
}
