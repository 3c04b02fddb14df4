package io.bpsecrets.premain;

import java.io.File;
import java.io.IOException;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.zip.ZipFile;

/**
 * Loads the classes that are hidden in the jar. Their files are in bundles, which neither the application's loaders nor its class path
 * scanners take for classes. The parent is the boot loader, so that the agent never sees a class of the application.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** In the order in which they are needed: before main, for the first read, for the command line. */
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
     * Makes an object of a hidden class that has a public constructor without parameters. For a constructor with parameters, Java 18
     * and later would make one more class (JEP 416).
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
     * The JVM shows a class to the transformers of other agents while it is defined. If a transformer loads that very class, this loader
     * defines it first, in this thread (dd-java-agent 1.40.0 with IAST does so). Then the class that is there already is the answer.
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
