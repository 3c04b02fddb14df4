package io.bpsecrets.premain;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.security.CodeSource;

/** Finds the jar that this class came from. */
final class OwnJar {
    private OwnJar() {}

    /**
     * @param secured true under a SecurityManager. There a ProtectionDomain would need a permission, and a class's own resource needs
     *     none. It is not always asked, because the resource's URL takes ten times longer
     */
    static File find(boolean secured) throws Exception {
        if (!secured) {
            return of(OwnJar.class);
        }
        String text = String.valueOf(OwnJar.class.getResource("OwnJar.class"));
        int end = text.indexOf("!/");
        return file(text.startsWith("jar:") && end > 0 ? text.substring("jar:".length(), end) : text);
    }

    /** The jar that a class was loaded from. */
    static File of(Class<?> loaded) throws Exception {
        CodeSource source = loaded.getProtectionDomain().getCodeSource();
        return file(String.valueOf(source == null ? null : source.getLocation()));
    }

    private static File file(String url) throws Exception {
        if (!url.startsWith("file:") || url.endsWith("/") || url.endsWith(".class")) {
            throw new IOException("not in a jar");
        }
        String path = url.substring("file:".length());
        return path.indexOf('%') < 0 && !path.startsWith("//") ? new File(path) : new File(new URI(url));
    }
}
