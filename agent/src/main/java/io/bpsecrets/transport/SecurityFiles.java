package io.bpsecrets.transport;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Security properties, read from java.security and from what it includes (Java 24 and later, JDK-8319332) as the JDK does it. */
final class SecurityFiles extends Properties {
    private static final long serialVersionUID = 1L;

    private static final int DEPTH = 8;
    private static final int MAX_BYTES = 1 << 20;

    private transient @Nullable File current;
    private transient int depth;

    private SecurityFiles() {}

    /**
     * @param home the JVM's folder
     * @param more what -Djava.security.properties names
     */
    static Properties read(File home, @Nullable String more) {
        SecurityFiles properties = new SecurityFiles();
        File file = new File(home, "conf/security/java.security");
        properties.add(file.exists() ? file : new File(home, "lib/security/java.security"));
        if (more != null && "true".equalsIgnoreCase(properties.getProperty("security.overridePropertiesFile"))) {
            String name = more;
            // -Djava.security.properties==FILE: nothing but what FILE has.
            if (name.startsWith("=")) {
                properties.clear();
                name = name.substring(1);
            }
            properties.add(file(name.replace("${java.home}", home.getPath())));
        }
        return properties;
    }

    /** A path, or a URL of a file. */
    private static File file(String name) {
        if (name.startsWith("file:") && !new File(name).exists()) {
            try {
                return new File(new URI(name));
            } catch (URISyntaxException | IllegalArgumentException e) {
                // Then it is taken as a path, and no such file is there.
            }
        }
        return new File(name);
    }

    /** What cannot be read is left out. */
    private void add(File file) {
        File outer = current;
        current = file;
        depth++;
        try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
            byte[] bytes = new byte[(int) Math.min(file.length(), MAX_BYTES)];
            in.readFully(bytes);
            load(new ByteArrayInputStream(bytes, 0, withoutComments(bytes)));
        } catch (IOException | IllegalArgumentException e) {
            return;
        } finally {
            current = outer;
            depth--;
        }
    }

    /**
     * Moves the lines that are no comments to the front: most of java.security is comments, and Properties is slow with them.
     *
     * @return how many bytes they are
     */
    private static int withoutComments(byte[] bytes) {
        int kept = 0;
        int at = 0;
        while (at < bytes.length) {
            boolean goesOn = kept > 1 && bytes[kept - 2] == '\\';
            boolean comment = bytes[at] == '#' && !goesOn;
            byte one = 0;
            while (at < bytes.length && one != '\n') {
                one = bytes[at++];
                if (!comment) {
                    bytes[kept++] = one;
                }
            }
        }
        return kept;
    }

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
        if (!key.equals("include")) {
            return super.put(key, value);
        }
        File named = new File((String) value);
        File including = current;
        if (depth < DEPTH && including != null) {
            add(named.isAbsolute() ? named : new File(including.getParentFile(), named.getPath()));
        }
        return null;
    }
}
