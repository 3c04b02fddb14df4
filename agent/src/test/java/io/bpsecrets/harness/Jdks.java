package io.bpsecrets.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every Java runtime found on this machine, one for each feature version, oldest first. Searched in this order, the
 * first of a version wins: system property {@code bp.jdks} (homes separated by commas), JAVA_HOME, the JVM that runs the
 * tests, the distribution's folder, the build's own cache, which {@code build-tools/get-jdks.sh} fills. System property
 * {@code bp.java} (feature versions separated by commas) leaves out the others: for a developer in a hurry.
 */
public final class Jdks {
    private static final Pattern VERSION = Pattern.compile("\"?(?:1\\.)?(\\d+)[^\"]*\"?");

    /** With long-term support: what CI must not do without. */
    static final List<Integer> LTS = List.of(8, 11, 17, 21, 25);

    /** For {@code @MethodSource("io.bpsecrets.harness.Jdks#all")}. */
    public static Stream<Jdk> all() {
        String only = System.getProperty("bp.java", "");
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        for (Path home : homes()) {
            int major = major(home);
            if (major >= 8 && (only.isEmpty() || List.of(only.split(",")).contains(Integer.toString(major)))) {
                found.putIfAbsent(major, new Jdk(home, major));
            }
        }
        return found.values().stream();
    }

    /** Those that are at least of a version, for what older ones do not have. */
    public static Stream<Jdk> since(int major) {
        return all().filter(jdk -> jdk.major() >= major);
    }

    /** The oldest, the middle one and the newest: for rows whose answer is made by our code and not by the JDK's. */
    public static Stream<Jdk> three() {
        List<Jdk> all = all().toList();
        return Stream.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1))
                .distinct();
    }

    /** The oldest and the newest: for long tests of what no JDK decides, and for programs that take seconds to start. */
    public static Stream<Jdk> ends() {
        List<Jdk> all = all().toList();
        return Stream.of(all.get(0), all.get(all.size() - 1)).distinct();
    }

    /** The newest alone: for tests of what only our code and the server decide, and that wait for clocks. */
    public static Stream<Jdk> newest() {
        List<Jdk> all = all().toList();
        return Stream.of(all.get(all.size() - 1));
    }

    private static List<Path> homes() {
        List<Path> homes = new ArrayList<>();
        for (String home : System.getProperty("bp.jdks", "").split(",")) {
            add(homes, home.trim());
        }
        add(homes, System.getenv("JAVA_HOME"));
        add(homes, System.getProperty("java.home"));
        addBelow(homes, Path.of("/usr/lib/jvm"));
        addBelow(homes, Caches.jdks());
        return homes;
    }

    private static void add(List<Path> homes, String home) {
        if (home != null && !home.isEmpty() && Files.isExecutable(Path.of(home, "bin/java"))) {
            try {
                homes.add(Path.of(home).toRealPath());
            } catch (IOException e) {
                throw new IllegalStateException("Cannot resolve the Java home " + home, e);
            }
        }
    }

    private static void addBelow(List<Path> homes, Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.toString()));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + folder, e);
        }
        names.stream().sorted().forEach(name -> add(homes, name));
    }

    /** The feature version, or 0 where it cannot be told. */
    private static int major(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return askJava(home);
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + release, e);
        }
        return parse(properties.getProperty("JAVA_VERSION", ""));
    }

    /** A Debian JRE 8 has no release file beside its bin folder. */
    private static int askJava(Path home) {
        String text = Commands.output(List.of(home.resolve("bin/java").toString(), "-version"));
        int quote = text.indexOf('"');
        return quote < 0 ? 0 : parse(text.substring(quote, text.indexOf('"', quote + 1) + 1));
    }

    private static int parse(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private Jdks() {}
}
