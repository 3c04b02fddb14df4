package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Bundles;
import io.bpsecrets.log.Version;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one file that ships: what is in it, and what an application could see or stumble over. */
class JarContentIT {
    private static final File JAR = new File(Project.property("bp.jar"));
    private static final String HIDDEN = "bp-secrets/";
    private static final int JAVA_5 = 49;
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;
    private static final String ENTRY = "io/bpsecrets/premain/Premain.class";

    private static final String DONT_INLINE = "jdk/internal/vm/annotation/DontInline";

    private static final Set<String> INSIDE = Set.of(
            "jdk/internal/event/EventHelper",
            "sun/security/jca/ProviderList",
            "sun/security/jca/Providers",
            "sun/security/x509/X509CertImpl");

    private static final Pattern ALLOWED = Pattern.compile("""
            META-INF/(MANIFEST\\.MF|LICENSE|THIRD-PARTY)
            |io/bpsecrets/premain/[A-Z]\\w*\\.class
            |java/lang/BpSecrets(Exit|Providers|Hook)\\.class
            |jdk/internal/misc/BpSecretsFileHook\\.class
            |bp-secrets/(start|read|cli)""", Pattern.COMMENTS);

    private static final Pattern ALLOWED_HIDDEN = Pattern.compile("io/bpsecrets/[a-z]+(/[a-z]+)*/[\\w$]+");

    private static final Map<String, byte[]> ENTRIES = new TreeMap<>();
    private static final List<String> ORDER = new ArrayList<>();
    private static final Set<LocalDateTime> TIMES = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                assertThat(ENTRIES).as("an entry twice").doesNotContainKey(entry.getName());
                ORDER.add(entry.getName());
                TIMES.add(entry.getTimeLocal());
                ENTRIES.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void nothingIsInItButWhatIsMeantToBe() {
        assertThat(ENTRIES.keySet()).allMatch(name -> ALLOWED.matcher(name).matches());
        assertThat(hidden().keySet())
                .allMatch(name -> ALLOWED_HIDDEN.matcher(name).matches());
        assertThat(ENTRIES)
                .containsKeys(
                        "META-INF/LICENSE",
                        "META-INF/THIRD-PARTY",
                        ENTRY,
                        "java/lang/BpSecretsHook.class",
                        "jdk/internal/misc/BpSecretsFileHook.class",
                        "java/lang/BpSecretsExit.class",
                        "java/lang/BpSecretsProviders.class");
        assertThat(hidden())
                .containsKeys("io/bpsecrets/start/Start", "io/bpsecrets/cli/Cli")
                .doesNotContainKey("io/bpsecrets/hook/Hook");
    }

    @Test
    void itIsUnderTwoMegabytes() {
        assertThat(JAR.length()).isLessThan(2_000_000);
    }

    /** docs/decisions.md says why. */
    @Test
    void whatAStartReadsIsNotCompressed() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.getEntry("bp-secrets/start").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(jar.getEntry("bp-secrets/read").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(jar.getEntry("bp-secrets/cli").getMethod()).isEqualTo(ZipEntry.DEFLATED);
        }
    }

    @Test
    void theManifestSaysThisAndNoMore() throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        try (JarFile jar = new JarFile(JAR)) {
            jar.getManifest()
                    .getMainAttributes()
                    .forEach((key, value) -> attributes.put(key.toString(), (String) value));
        }
        attributes.remove("Ant-Version");
        assertThat(attributes)
                .isEqualTo(Map.of(
                        "Manifest-Version", "1.0",
                        "Created-By", "Maven",
                        "Implementation-Title", "bp-secrets",
                        "Implementation-Version", Version.TEXT,
                        "Main-Class", "io.bpsecrets.premain.Main",
                        "Premain-Class", "io.bpsecrets.premain.Premain",
                        "Can-Redefine-Classes", "true",
                        "Can-Retransform-Classes", "true",
                        "Security-Contact", Project.property("bp.security.contact")));
    }

    @Test
    void everyClassRunsOnJava8() {
        Map<String, Integer> ours = new TreeMap<>();
        Map<String, Integer> libraries = new TreeMap<>();
        classes().forEach((name, bytes) -> {
            ByteBuffer head = ByteBuffer.wrap(bytes);
            assertThat(head.getInt()).as(name).isEqualTo(0xCAFEBABE);
            (name.contains("/bpsecrets/lib/") ? libraries : ours).put(name, head.getInt());
        });
        assertThat(ours.remove(ENTRY)).as("tells older ones so").isEqualTo(JAVA_6);
        assertThat(ours)
                .isNotEmpty()
                .allSatisfy((name, version) -> assertThat(version).isEqualTo(JAVA_8));
        assertThat(libraries)
                .isNotEmpty()
                .allSatisfy((name, version) -> assertThat(version).isBetween(JAVA_5, JAVA_8));
    }

    /** By the name that the JVM knows: without it Files.exists allocates 16 bytes more (benchmarks/RESULTS.md). */
    @Test
    void theFirstLookAtAPathIsNotCompiledIntoTheJdksMethods() {
        List<String> annotated = new ArrayList<>();
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                        annotated.add(name + type + " " + descriptor + " " + visible);
                        return null;
                    }
                };
            }
        };
        new ClassReader(ENTRIES.get("jdk/internal/misc/BpSecretsFileHook.class")).accept(visitor, 0);
        assertThat(annotated)
                .contains(
                        "near(Ljava/lang/String;)Z L" + DONT_INLINE + "; true", "near([B)Z L" + DONT_INLINE + "; true");
    }

    @Test
    void aClassLiesWhereItsNameSays() {
        classes()
                .forEach((name, bytes) ->
                        assertThat(new ClassReader(bytes).getClassName()).isEqualTo(internalName(name)));
    }

    /** The loader finds a class by its name's hash code, in the first bundle that has it. */
    @Test
    void noTwoHiddenClassesHaveOneHashCode() {
        Set<Integer> hashes = new TreeSet<>();
        hidden().keySet()
                .forEach(name -> assertThat(hashes.add(name.replace('/', '.').hashCode()))
                        .as(name)
                        .isTrue());
    }

    @Test
    void theCommandLineIsNotInTheWayOfAService() {
        assertThat(Bundles.classes(ENTRIES.get(HIDDEN + "cli")).keySet())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/bpsecrets/cli/") || name.startsWith("io/bpsecrets/lib/picocli/"));
    }

    @Test
    void classesUseOnlyTheJdkAndClassesThatAreInTheJarAndInTheirSight() {
        Set<String> visible = new TreeSet<>();
        Set<String> hidden = new TreeSet<>();
        classes().keySet().forEach(name -> (name.startsWith(HIDDEN) ? hidden : visible).add(internalName(name)));
        Set<String> breaches = new TreeSet<>();
        classes().forEach((name, bytes) -> {
            for (String used : uses(bytes)) {
                boolean ofJdk = used.startsWith("java/") && !used.startsWith("java/lang/BpSecrets")
                        || used.startsWith("javax/");
                boolean isHook = name.matches("(java/lang|jdk/internal/misc)/BpSecrets(File)?Hook\\.class");
                boolean heeded = used.equals(DONT_INLINE) && isHook;
                // It is defined in java.base, whose own classes these are.
                boolean inside = name.equals("java/lang/BpSecretsProviders.class") && INSIDE.contains(used);
                // The one for files is out of the agent's sight, as java.base does not export its package.
                boolean hook = used.matches("java/lang/BpSecrets(Exit|Providers|Hook)") && !name.contains("/premain/")
                        || used.equals("jdk/internal/misc/BpSecretsFileHook") && isHook;
                boolean sibling = name.startsWith(HIDDEN) ? hidden.contains(used) : samePackage(name, used, visible);
                if (!ofJdk && !heeded && !inside && !hook && !sibling) {
                    breaches.add(name + " uses " + used);
                }
            }
        });
        assertThat(breaches).isEmpty();
    }

    @Test
    void textsNameNoLibraryThatMovedOrStayedOutside() {
        Pattern moved =
                Pattern.compile("net[./]bytebuddy|io[./]github[./]jopenlibs|org[./]slf4j|io[./]bpsecrets[./]hook");
        classes()
                .forEach((name, bytes) -> assertThat(moved.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                                .find())
                        .as(name)
                        .isFalse());
    }

    /** With the order and the compiler's fixed release what makes two builds of one commit the same bytes. */
    @Test
    void allEntriesHaveOneTimeAndAFixedOrder() {
        assertThat(TIMES).hasSize(1);
        List<String> rest =
                ORDER.stream().filter(name -> !name.startsWith("META-INF/")).toList();
        int compressed = rest.size() - 2;
        assertThat(rest.subList(0, compressed)).isSorted();
        assertThat(rest.subList(compressed, rest.size())).containsExactly("bp-secrets/read", "bp-secrets/start");
        assertThat(ORDER.get(0)).isEqualTo("META-INF/MANIFEST.MF");
    }

    private static boolean samePackage(String name, String used, Set<String> visible) {
        return visible.contains(used)
                && used.substring(0, used.lastIndexOf('/')).equals(name.substring(0, name.lastIndexOf('/')));
    }

    /** By internal name. */
    private static Map<String, byte[]> hidden() {
        Map<String, byte[]> hidden = new TreeMap<>();
        for (String bundle : List.of("start", "read", "cli")) {
            Bundles.classes(ENTRIES.get(HIDDEN + bundle))
                    .forEach((name, bytes) -> assertThat(hidden.put(name, bytes))
                            .as(name + " twice")
                            .isNull());
        }
        return hidden;
    }

    /** Entries that are classes, and those in bundles as if they were entries. */
    private static Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>(ENTRIES);
        classes.keySet().removeIf(name -> !name.endsWith(".class"));
        hidden().forEach((name, bytes) -> classes.put(HIDDEN + name + ".class", bytes));
        return classes;
    }

    private static String internalName(String entry) {
        String name = entry.startsWith(HIDDEN) ? entry.substring(HIDDEN.length()) : entry;
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Every class that is named in code, types, signatures or annotations. */
    private static Set<String> uses(byte[] bytes) {
        Set<String> names = new TreeSet<>();
        Remapper collector = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                names.add(internalName);
                return internalName;
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(new ClassWriter(0), collector), 0);
        return names;
    }
}
