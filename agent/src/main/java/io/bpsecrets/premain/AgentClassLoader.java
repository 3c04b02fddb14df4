package io.bpsecrets.premain;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads what is hidden in the jar: class files under another name and folder, which neither the application's loaders nor
 * its class path scanners take for classes. Its parent is the boot loader, so the application's classes are never seen.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String FOLDER = "bp-secrets/";
    private static final String SUFFIX = ".classdata";

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

    /** Makes an object of a hidden class that has a public constructor for the jar. */
    static Object create(File jar, String className) throws Exception {
        ClassLoader loader = new AgentClassLoader(jar);
        return loader.loadClass(className).getConstructor(File.class).newInstance(jar);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + SUFFIX);
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = new byte[(int) entry.getSize()];
            for (int read = 0, n; read < bytes.length; read += n) {
                n = in.read(bytes, read, bytes.length - read);
                if (n < 0) {
                    throw new ClassNotFoundException(name + " is cut in the jar");
                }
            }
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
