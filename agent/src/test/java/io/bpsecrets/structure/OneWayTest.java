package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may use which, and which parts of the JDK are taboo. */
class OneWayTest {
    private static final String OURS = "io.bpsecrets.";

    /** Left of the bar packages of ours, right of it libraries. All may use the JDK. */
    private static final String MAY_USE = """
            premain     | names
            hook        | inside names
            names       |
            inside      |
            thread      | base
            log         | clock thread
            clock       |
            disk        | thread
            transport   | clock disk inside log thread
            chain       | clock log thread
            change      | chain clock log thread
            config      | chain change disk log
            files       | chain clock disk log names
            environment | chain hook log
            vault       | chain clock config disk transport log    | io.github.jopenlibs.vault.json
            base        |
            classfile   |
            weave       | base classfile disk log names
            cli         | chain config environment files log transport vault weave | picocli
            start       | chain change clock config environment files hook inside log thread transport vault weave
            """;

    /** Whole JDK packages and single classes that change or start something of the application's when they are touched. */
    private static final List<String> TABOO = List.of(
            "java.util.logging.",
            "java.net.http.",
            "java.net.HttpURLConnection",
            "java.net.URLConnection",
            "java.net.ProxySelector",
            "java.net.CookieHandler",
            "java.net.Authenticator",
            "javax.net.ssl.HttpsURLConnection",
            "java.lang.management.",
            "javax.management.",
            "javax.naming.",
            "java.beans.",
            "java.awt.",
            "jdk.",
            "sun.",
            "com.sun.");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bpsecrets");

    @Test
    void everyPackageIsInTheTable() {
        Set<String> packages =
                CLASSES.stream().map(one -> room(one.getPackageName())).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).as("a new package gets a row").isEqualTo(table().keySet());
    }

    @Test
    void packagesUseOnlyWhatTheirRowNames() {
        Map<String, List<String>> table = table();
        Set<String> breaches = new TreeSet<>();
        for (JavaClass one : CLASSES) {
            List<String> allowed = table.get(room(one.getPackageName()));
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!allowed(one, target, allowed)) {
                    breaches.add(one.getName() + " uses " + target.getName());
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void noPackagesFormACircle() {
        assertThat(circles(JavaClass::getPackageName)).isEmpty();
    }

    /** A class and the classes inside of it count as one, because they are one file. */
    @Test
    void noClassesFormACircle() {
        assertThat(circles(OneWayTest::file)).isEmpty();
    }

    @Test
    void nobodyTouchesWhatIsTheApplications() {
        Set<String> breaches = new TreeSet<>();
        for (JavaClass one : CLASSES) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (TABOO.stream().anyMatch(target::startsWith)) {
                    breaches.add(one.getName() + " uses " + target);
                }
            }
            one.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getOwner().getName().equals("javax.net.ssl.SSLContext"))
                    .filter(call -> call.getTarget().getName().matches("[gs]etDefault"))
                    .forEach(call -> breaches.add(one.getName() + " uses the default SSLContext"));
        }
        assertThat(breaches).isEmpty();
    }

    /** Not by ArchUnit's rule of slices: with a slice for each class, its version 1.5.0 finds only some of the circles. */
    private static Set<String> circles(Function<JavaClass, String> part) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass one : CLASSES) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getName().startsWith(OURS) && !part.apply(target).equals(part.apply(one))) {
                    uses.computeIfAbsent(part.apply(one), name -> new TreeSet<>())
                            .add(part.apply(target));
                }
            }
        }
        Set<String> circles = new TreeSet<>();
        for (String begin : uses.keySet()) {
            circle(begin, uses).ifPresent(circles::add);
        }
        return circles;
    }

    /** The shortest way from a part back to itself, as a text. */
    private static Optional<String> circle(String begin, Map<String, Set<String>> uses) {
        Map<String, String> ways = new HashMap<>(Map.of(begin, begin));
        Deque<String> open = new ArrayDeque<>(ways.keySet());
        while (!open.isEmpty()) {
            String user = open.remove();
            for (String used : uses.getOrDefault(user, Set.of())) {
                String way = ways.get(user) + " -> " + used;
                if (used.equals(begin)) {
                    return Optional.of(way);
                }
                if (ways.putIfAbsent(used, way) == null) {
                    open.add(used);
                }
            }
        }
        return Optional.empty();
    }

    private static String file(JavaClass one) {
        return one.getEnclosingClass().map(OneWayTest::file).orElse(one.getName());
    }

    private static boolean allowed(JavaClass from, JavaClass target, List<String> allowed) {
        String name = target.getName();
        if (name.startsWith("java.") || name.startsWith("javax.") || target.isPrimitive()) {
            return true;
        }
        if (name.startsWith(OURS)) {
            String room = room(target.getPackageName());
            return room.equals(room(from.getPackageName())) || allowed.contains(room);
        }
        return allowed.stream().anyMatch(library -> library.length() > 0 && name.startsWith(library + "."));
    }

    private static String room(String packageName) {
        return packageName.substring(OURS.length());
    }

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new TreeMap<>();
        for (String line : MAY_USE.lines().toList()) {
            String[] columns = line.split("\\|", 2);
            table.put(
                    columns[0].trim(),
                    Arrays.asList(columns[1].replace('|', ' ').trim().split(" +")));
        }
        return table;
    }
}
