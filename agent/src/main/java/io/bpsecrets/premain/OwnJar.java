package io.bpsecrets.premain;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;

/** Finds the jar that this class came from. */
final class OwnJar {
    private OwnJar() {}

    /** By the class's own resource: a ProtectionDomain would need a permission under a SecurityManager. */
    static File find() throws Exception {
        URL url = OwnJar.class.getResource("OwnJar.class");
        String text = String.valueOf(url);
        int end = text.indexOf("!/");
        if (!text.startsWith("jar:file:") || end < 0) {
            throw new IOException("not in a jar");
        }
        return new File(new URI(text.substring("jar:".length(), end)));
    }
}
