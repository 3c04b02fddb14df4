package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.harness.NewerClass;
import io.bpsecrets.hook.OpenHook;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private static final String ENVIRONMENT = "java/lang/ProcessEnvironment";
    private static final String HOOK = "io/bpsecrets/hook/Hook";
    private static final Set<JoinPoint> ALL = EnumSet.allOf(JoinPoint.class);
    private static final Class<?>[] NONE = {};
    private static final Class<?>[] STRING = {String.class};

    @AfterEach
    void shut() {
        OpenHook.byName(null);
        OpenHook.wholeMap(null);
        OpenHook.childMap(null);
    }

    @Test
    void thisJdkHasEveryJoinPointAndTheHookIsCalledWhereItsShapeSays() throws Exception {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] woven = Weaver.weave(WovenCopy.bytes(ENVIRONMENT), ALL, done);
        JoinPoint twin =
                done.contains(JoinPoint.CHILD_BLOCK_UNIX) ? JoinPoint.CHILD_BLOCK_UNIX : JoinPoint.CHILD_BLOCK_WINDOWS;
        assertThat(done)
                .containsExactlyInAnyOrder(JoinPoint.GETENV_NAME, JoinPoint.GETENV_MAP, JoinPoint.CHILD_MAP, twin);
        assertThat(Calls.in(woven, "getenv", "(Ljava/lang/String;)Ljava/lang/String;"))
                .startsWith(HOOK + ".getenv", HOOK + ".value", "return")
                .filteredOn(call -> call.startsWith(HOOK))
                .hasSize(2);
        assertThat(Calls.in(woven, "getenv", "()Ljava/util/Map;")).containsExactly(HOOK + ".getenv", "return");
        assertThat(Calls.in(woven, "environment", "()Ljava/util/Map;")).endsWith(HOOK + ".child", "return");
    }

    @Test
    void theNewestJavaThatAMessageNamesIsTheLastThatTheReaderKnows() throws Exception {
        byte[] file = WovenCopy.bytes(ENVIRONMENT);
        file[7] = (byte) (Weaver.NEWEST_JAVA + 44);
        assertThat(Weaver.knows(file)).isTrue();
        file[7]++;
        assertThat(Weaver.knows(file)).isFalse();
    }

    @Test
    void onlyWantedJoinPointsAreTouched() throws Exception {
        byte[] original = WovenCopy.bytes(ENVIRONMENT);
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] woven = Weaver.weave(original, EnumSet.of(JoinPoint.GETENV_NAME), done);
        assertThat(done).containsExactly(JoinPoint.GETENV_NAME);
        for (String method : new String[] {"getenv", "environment"}) {
            assertThat(Calls.in(woven, method, "()Ljava/util/Map;"))
                    .isNotEmpty()
                    .isEqualTo(Calls.in(original, method, "()Ljava/util/Map;"));
        }
    }

    @Test
    void aClassWithoutJoinPointsIsReportedByTheEmptySet() throws Exception {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] original = WovenCopy.bytes("java/lang/Thread");
        assertThat(Weaver.weave(original, ALL, done)).hasSameSizeAs(original);
        assertThat(done).isEmpty();
    }

    @Test
    void aNewerClassFileOfWhichEachPartIsKnownIsWovenAsOneOfToday() throws Exception {
        byte[] today = WovenCopy.bytes(ENVIRONMENT);
        byte[] newer = today.clone();
        newer[6] = 0;
        newer[7] = (byte) 200;
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] woven = Weaver.weave(newer, ALL, done);
        assertThat(done).contains(JoinPoint.GETENV_NAME, JoinPoint.GETENV_MAP);
        assertThat(ClassFile.version(woven)).isEqualTo(200);
        woven[7] = today[7];
        assertThat(woven).isEqualTo(Weaver.weave(today, ALL, EnumSet.noneOf(JoinPoint.class)));
    }

    @Test
    void aNewerClassFileWithAPartThatIsNotKnownIsRefused() throws Exception {
        byte[] bytes = NewerClass.withAttribute(WovenCopy.bytes(ENVIRONMENT), NewerClass.Where.METHOD);
        Weaver.weave(bytes, ALL, EnumSet.noneOf(JoinPoint.class));
        bytes[7] = (byte) 200;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weaver.weave(bytes, ALL, EnumSet.noneOf(JoinPoint.class)))
                .withMessageContaining("NotYetKnown of a method is");
    }

    @Test
    void withoutDoorsTheWovenJdkBehavesAsBefore() throws Throwable {
        Class<?> copy = environment();
        assertThat(WovenCopy.call(copy, "getenv", STRING, "NAME")).isEqualTo("real");
        assertThat(WovenCopy.call(copy, "getenv", STRING, "GONE")).isNull();
        assertThat(WovenCopy.call(copy, "getenv", NONE)).isEqualTo(Map.of("NAME", "real", "OTHER", "1"));
        assertThat(WovenCopy.call(copy, "environment", NONE)).isEqualTo(Map.of("NAME", "real", "OTHER", "1"));
        assertThat(block(copy, null)).isNull();
        assertThatNullPointerException().isThrownBy(() -> WovenCopy.call(copy, "getenv", STRING, (Object) null));
    }

    @Test
    void theWovenJdkAsksTheDoors() throws Throwable {
        Class<?> copy = environment();
        OpenHook.byName(name -> name.equals("NAME") ? "served" : name.equals("OTHER") ? Boolean.FALSE : null);
        OpenHook.wholeMap(real -> Map.of("SIZE", String.valueOf(real.size())));
        OpenHook.childMap(real -> {
            Map<String, String> child = real == null ? new HashMap<>() : real;
            child.put("CHILD", "c");
            return child;
        });
        assertThat(WovenCopy.call(copy, "getenv", STRING, "NAME")).isEqualTo("served");
        assertThat(WovenCopy.call(copy, "getenv", STRING, "OTHER")).isNull();
        assertThat(WovenCopy.call(copy, "getenv", STRING, "GONE")).isNull();
        assertThat(WovenCopy.call(copy, "getenv", NONE)).isEqualTo(Map.of("SIZE", "2"));
        assertThat(WovenCopy.call(copy, "environment", NONE))
                .isEqualTo(Map.of("NAME", "real", "OTHER", "1", "CHILD", "c"));
        assertThatNullPointerException().isThrownBy(() -> WovenCopy.call(copy, "getenv", STRING, (Object) null));
    }

    /** Grows with what the doors are handed from now on. */
    private static List<Object> handedToTheDoors() {
        List<Object> handed = new ArrayList<>();
        OpenHook.doors(
                (name, unmodifiable) -> {
                    handed.add(unmodifiable);
                    return null;
                },
                (real, variables) -> {
                    handed.add(variables);
                    return real;
                });
        return handed;
    }

    /** By the values in them, because the classes are those of the copy. */
    @Test
    void theDoorsAreHandedTheMapsOfTheJdk() throws Throwable {
        Class<?> copy = environment();
        List<Object> handed = handedToTheDoors();
        WovenCopy.call(copy, "getenv", STRING, "NAME");
        Object whole = WovenCopy.call(copy, "getenv", NONE);
        assertThat(handed.get(0)).isSameAs(whole);
        assertThat(handed.get(1)).isInstanceOf(HashMap.class).hasToString(whole.toString());
    }

    /** As on Windows, where the field of this name has another type. */
    @Test
    void aClassWithoutTheFieldsHandsOverNothing() throws Throwable {
        Class<?> copy = WovenCopy.of(OddMethods.class, ALL);
        List<Object> handed = handedToTheDoors();
        WovenCopy.call(copy, "getenv", STRING, "x");
        WovenCopy.call(copy, "getenv", NONE);
        assertThat(handed).hasSize(2).containsOnlyNulls();
    }

    @Test
    void theArgumentOfTheWovenJdkIsReplaced() throws Throwable {
        Class<?> copy = environment();
        Object other = WovenCopy.call(copy, "environment", NONE);
        OpenHook.childMap(real -> {
            @SuppressWarnings("unchecked")
            Map<String, String> given = (Map<String, String>) other;
            return real == null ? given : real;
        });
        assertThat(new String(block(copy, null), "US-ASCII")).contains("NAME=real\0", "OTHER=1\0");
    }

    @Test
    void anExceptionOfADoorComesOutOfTheWovenJdk() throws Exception {
        Class<?> copy = environment();
        RuntimeException wanted = new IllegalStateException("required");
        OpenHook.byName(name -> wanted);
        assertThatThrownBy(() -> WovenCopy.call(copy, "getenv", STRING, "NAME")).isSameAs(wanted);
    }

    /** Loops at the first instruction, branches, handlers: whatever a later JDK's method looks like, frames must fit. */
    @Test
    void methodsOfAnyFormAreVerifiedAndServed() throws Throwable {
        Class<?> copy = WovenCopy.of(OddMethods.class, ALL);
        for (String name : new String[] {"", "x", "xxlong"}) {
            assertThat(WovenCopy.call(copy, "getenv", STRING, name)).isEqualTo(OddMethods.getenv(name));
        }
        assertThat(WovenCopy.call(copy, "getenv", NONE)).isEqualTo(OddMethods.getenv());
        OpenHook.byName(name -> "served");
        OpenHook.wholeMap(real -> Map.of("whole", "1"));
        OpenHook.childMap(real -> Map.of("child", "1"));
        assertThat(WovenCopy.call(copy, "getenv", STRING, "xx")).isEqualTo("served");
        assertThat(WovenCopy.call(copy, "getenv", NONE)).isEqualTo(Map.of("whole", "1"));
        assertThat(block(copy, null)).asString().isEqualTo("{child=1}");
        assertThat(block(copy, Map.of("own", "1"))).asString().isEqualTo("{own=1}");
    }

    private static Class<?> environment() throws Exception {
        assumeTrue(File.separatorChar == '/', "Windows has another native method");
        return WovenCopy.of(Class.forName("java.lang.ProcessEnvironment"), ALL);
    }

    private static byte[] block(Class<?> copy, Map<String, String> map) throws Throwable {
        Class<?>[] types = {Map.class, int[].class};
        return (byte[]) WovenCopy.call(copy, "toEnvironmentBlock", types, map, new int[1]);
    }
}
