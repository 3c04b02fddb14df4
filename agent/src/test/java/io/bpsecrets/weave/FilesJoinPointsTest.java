package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.hook.FileHook;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table's rows for files against the class files of the JDK that runs the tests. */
class FilesJoinPointsTest {
    private static final String HOOK = Type.getInternalName(FileHook.class);

    @BeforeEach
    void onUnix() {
        assumeTrue(File.separatorChar == '/', "files are not served on Windows");
    }

    /** Java 8's archives are left to the runs on Java 8. */
    static List<JoinPoint> rows() {
        return Arrays.stream(JoinPoint.values())
                .filter(point -> (point.door() == Door.FILES || point.door() == Door.JMX) && point.wantedOn(false))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isFoundItselfOrInItsTwin(JoinPoint row) throws IOException {
        EnumSet<JoinPoint> twins = EnumSet.of(row);
        rows().stream()
                .filter(other -> row.twins() != null && row.twins().equals(other.twins()))
                .forEach(twins::add);
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        Weaver.weave(original(row), twins, done);
        assertThat(done).isNotEmpty().isSubsetOf(twins);
    }

    /** What the weaver writes is linked only when it runs: a wrong name or type would be an error in the application. */
    @ParameterizedTest
    @MethodSource("rows")
    void callsAMethodThatTheHookHas(JoinPoint row) throws IOException {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] woven = Weaver.weave(original(row), EnumSet.of(row), done);
        assumeTrue(!done.isEmpty(), "its twin is the one that this JDK has");
        assertThat(hookCalls(woven)).isNotEmpty().isSubsetOf(hookMethods());
        assertThat(hookCalls(original(row))).as("before").isEmpty();
    }

    private static byte[] original(JoinPoint row) throws IOException {
        return WovenCopy.bytes(row.owner().replace('.', '/'));
    }

    private static Set<String> hookMethods() {
        Set<String> methods = new TreeSet<>();
        for (Method method : FileHook.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
                methods.add(method.getName() + Type.getMethodDescriptor(method));
            }
        }
        return methods;
    }

    private static Set<String> hookCalls(byte[] classFile) {
        Set<String> calls = new TreeSet<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String call, String callType, boolean face) {
                                        if (owner.equals(HOOK)) {
                                            calls.add(call + callType);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }
}
