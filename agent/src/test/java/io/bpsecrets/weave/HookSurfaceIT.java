package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.names.ClassInJavaBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a program can call and change of the classes in the packed jar that it can name; all others are in bundles. */
class HookSurfaceIT {
    private static final String HOOK = inJar(ClassInJavaBase.HOOK);
    private static final String FILE_HOOK = inJar(ClassInJavaBase.FILE_HOOK);
    private static final String PREMAIN = "io/bpsecrets/premain/";
    private static final String STRING = "Ljava/lang/String;";

    /** Public methods with the types that they take, by class. */
    private static final Map<String, Set<String>> CALLABLE = new TreeMap<>();

    /** All other methods. */
    private static final Map<String, Set<String>> OTHERS = new TreeMap<>();

    private static final Set<String> OPEN_FIELDS = new TreeSet<>();
    private static final Set<String> STATE = new TreeSet<>();

    private static String inJar(String className) {
        try {
            return Relocations.of(className).replace('.', '/');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("bp.jar"))) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    ClassReader reader =
                            new ClassReader(jar.getInputStream(entry).readAllBytes());
                    CALLABLE.put(reader.getClassName(), new TreeSet<>());
                    OTHERS.put(reader.getClassName(), new TreeSet<>());
                    reader.accept(new Members(), ClassReader.SKIP_CODE);
                }
            }
        }
    }

    @Test
    void noFieldIsOpenAndStateIsPrivate() {
        assertThat(OPEN_FIELDS).as("public or protected").isEmpty();
        assertThat(STATE)
                .as("static and not final")
                .contains(HOOK + ".byName private", FILE_HOOK + ".door private")
                .allMatch(field -> field.endsWith(" private"));
    }

    /** Each of them does nothing without the JVM's Instrumentation, or needs the object that only claim gives. */
    @Test
    void theClassesOfJavaLangHandOutNothing() {
        assertThat(names(HOOK))
                .containsExactlyInAnyOrder(
                        "static claim",
                        "connect",
                        "connectFilter",
                        "connectFiles",
                        "connectLetters",
                        "variable",
                        "valueOf",
                        "environment");
        assertThat(names("java/lang/BpSecretsExit")).containsExactly("static add");
        assertThat(names("java/lang/BpSecretsProviders"))
                .filteredOn(name -> name.startsWith("static "))
                .containsExactly("static take");
        assertThat(CALLABLE.keySet().stream().filter(name -> name.startsWith("java/")))
                .containsExactlyInAnyOrder(HOOK, "java/lang/BpSecretsExit", "java/lang/BpSecretsProviders");
    }

    @Test
    void whatIsWovenIntoClassesOfOtherPackagesIsAllThatIsPublicOutsideOfJavaLang() {
        Set<String> wanted = new TreeSet<>(hookCalls(FILE_HOOK));
        Set<String> found = new TreeSet<>(CALLABLE.get(FILE_HOOK));
        assertThat(found.removeIf(method -> method.startsWith("static connect(Ljava/lang/Object;")))
                .as("the one that does nothing without the JVM's Instrumentation")
                .isTrue();
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void whatIsWovenIntoJavaLangIsNotPublic() {
        assertThat(OTHERS.get(HOOK)).containsAll(hookCalls(HOOK));
    }

    @Test
    void theWayInIsThreeMethods() {
        Set<String> found = new TreeSet<>();
        CALLABLE.keySet().stream()
                .filter(name -> name.startsWith(PREMAIN))
                .forEach(name ->
                        names(name).forEach(method -> found.add(name.substring(PREMAIN.length()) + " " + method)));
        assertThat(found)
                .filteredOn(method -> method.contains("static "))
                .containsExactlyInAnyOrder("Main static main", "Premain static premain", "WithAllRights static enter");
    }

    /** As WovenMethod writes them; {@link FilesJoinPointsTest} looks at what each returns. */
    private static Set<String> hookCalls(String hook) {
        Set<String> calls = new TreeSet<>();
        for (JoinPoint point : JoinPoint.values()) {
            boolean files = point.door() != Door.ENVIRONMENT && point.door() != Door.CHILDREN;
            if (files != hook.equals(FILE_HOOK)) {
                continue;
            }
            StringBuilder taken =
                    new StringBuilder("static ").append(point.hook()).append('(');
            if (point.style() == CallStyle.RESULT) {
                String type = point.descriptor();
                taken.append(type.substring(type.indexOf(')') + 1));
            } else if (point.style() == CallStyle.NAME_FIELD) {
                taken.append(STRING);
            }
            Arrays.stream(point.arguments()).forEach(argument -> taken.append(argument.descriptor()));
            calls.add(taken.append(files ? STRING : "").append(')').toString());
        }
        return calls;
    }

    private static List<String> names(String type) {
        return CALLABLE.get(type).stream()
                .map(method -> method.substring(0, method.indexOf('(')))
                .toList();
    }

    private static final class Members extends ClassVisitor {
        private String type;
        private boolean isPublic;

        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] types) {
            type = name;
            isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if ((access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
                OPEN_FIELDS.add(type + "." + name);
            }
            if ((access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_FINAL) == 0) {
                STATE.add(type + "." + name + ((access & Opcodes.ACC_PRIVATE) != 0 ? " private" : ""));
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            String modifier = (access & Opcodes.ACC_STATIC) != 0 ? "static " : "";
            boolean callable = isPublic && (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
            String taken = descriptor.substring(0, descriptor.indexOf(')') + 1);
            (callable ? CALLABLE : OTHERS).get(type).add(modifier + name + taken);
            return null;
        }
    }
}
