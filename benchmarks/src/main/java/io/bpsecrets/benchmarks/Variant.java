package io.bpsecrets.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The two JVMs that are compared: what the secret is, and where its file is, differ, so that each proves which one it is. */
enum Variant {
    WITHOUT("benchmark.without"),
    WITH("benchmark.with");

    /** In the measured JVM: its secrets directory and the secret. */
    private static final String DIRECTORY = "benchmark.directory";

    private static final String SECRET = "benchmark.secret";
    private static final String AGENT = "benchmark.with";

    private final String prefix;

    Variant(String prefix) {
        this.prefix = prefix;
    }

    /** Options of its JVM, from the system properties that the script gives. */
    String[] jvmOptions() {
        List<String> options = new ArrayList<>();
        options.add("-D" + DIRECTORY + "=" + required(prefix + ".directory"));
        options.add("-D" + SECRET + "=" + required(prefix + ".secret"));
        if (!System.getProperty("java.specification.version").startsWith("1.")) {
            // HookAlone calls the hook for files, which java.base keeps to itself.
            options.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        }
        if (this == WITH) {
            options.add("-D" + AGENT + "=true");
            options.add("-javaagent:" + required("benchmark.agent"));
        }
        return options.toArray(new String[0]);
    }

    /** In the measured JVM: whether it has the agent. */
    static boolean isWith() {
        return Boolean.getBoolean(AGENT);
    }

    /** In the measured JVM. */
    static String directory() {
        return required(DIRECTORY);
    }

    /** In the measured JVM: throws unless this is the secret that this variant reads. */
    static void check(String secret) {
        if (!required(SECRET).equals(secret)) {
            throw new IllegalStateException("the secret is not that of this variant");
        }
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("-D" + property + " is missing: run benchmarks/jmh.sh");
        }
        return value;
    }
}
