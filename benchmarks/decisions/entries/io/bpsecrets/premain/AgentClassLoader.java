package io.bpsecrets.premain;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The class of the agent with this name, for a jar in which each hidden class is an entry of its own: benchmarks/decisions.sh puts
 * it into a copy of the jar.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

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

    static Object create(File jar, String className) throws Exception {
        return new AgentClassLoader(jar).loadClass(className).getConstructor().newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry("bp-secrets/" + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readFully(bytes);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }
}
