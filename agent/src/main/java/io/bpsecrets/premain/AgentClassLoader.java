package io.bpsecrets.premain;

import java.io.File;
import java.io.IOException;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.zip.ZipFile;

/**
 * Loads what is hidden in the jar: class files in bundles, which neither the application's loaders nor its class path
 * scanners take for classes. Its parent is the boot loader, so the application's classes are never seen.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** In the order of need: before main, for the first read, for the command line. */
    private static final String[] BUNDLES = {"bp-secrets/start", "bp-secrets/read", "bp-secrets/cli"};

    /** Read when they are needed; two threads may both do it. */
    private final Bundle[] bundles = new Bundle[BUNDLES.length];

    private final ZipFile jar;
    private final ProtectionDomain domain;

    private AgentClassLoader(File jar) throws IOException {
        super(null);
        this.jar = new ZipFile(jar);
        Permissions all = new Permissions();
        all.add(new AllPermission());
        this.domain =
                new ProtectionDomain(new CodeSource(jar.toURI().toURL(), (java.security.cert.Certificate[]) null), all);
    }

    /**
     * Makes an object of a hidden class that has a public constructor without parameters; for one with them, Java 18 and later
     * make a class of their own (JEP 416).
     */
    static Object create(File jar, String className) throws Exception {
        AgentClassLoader loader = new AgentClassLoader(jar);
        Bundle.check(loader.jar, BUNDLES[1]);
        return loader.loadClass(className).getConstructor().newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            for (int i = 0; i < BUNDLES.length; i++) {
                Bundle bundle = bundles[i];
                if (bundle == null) {
                    bundle = Bundle.read(jar, BUNDLES[i]);
                    bundles[i] = bundle;
                }
                int row = bundle.find(name);
                if (row >= 0) {
                    return define(name, bundle, row);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        throw new ClassNotFoundException(name);
    }

    /**
     * The JVM shows a class to the transformers of other agents while it is defined. One that loads that very class has it defined by
     * this loader, in this thread, first (dd-java-agent 1.40.0 with IAST does): then that one is the class.
     */
    private Class<?> define(String name, Bundle bundle, int row) {
        try {
            return defineClass(name, bundle.bytes(), bundle.begin(row), bundle.length(row), domain);
        } catch (LinkageError e) {
            Class<?> there = findLoadedClass(name);
            if (there == null) {
                throw e;
            }
            return there;
        }
    }
}
