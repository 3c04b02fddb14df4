package io.bpsecrets.transport;

import io.bpsecrets.inside.ThreadProviders;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM was told about TLS at its start: the system properties as they were before main, and the files of security properties
 * that these name. {@code Security.getProperty} would answer what the application has set since.
 */
public final class JvmAtStart {
    public static final String HOME = "java.home";
    public static final String SECURITY = "java.security.properties";
    public static final String TRUST_STORE = "javax.net.ssl.trustStore";
    public static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    public static final String TRUST_STORE_PROVIDER = "javax.net.ssl.trustStoreProvider";
    public static final String TRUST_STORE_TYPE = "javax.net.ssl.trustStoreType";
    public static final String REVOCATION = "com.sun.net.ssl.checkRevocation";

    private final Map<String, String> system;
    private final @Nullable ThreadProviders lists;
    private @Nullable Properties security;

    /**
     * @param system the system properties of the names above as they were before main; not those that were not set
     * @param lists null if this JVM has none, or if no address was of TLS
     */
    public JvmAtStart(Map<String, String> system, @Nullable ThreadProviders lists) {
        this.system = system;
        this.lists = lists;
    }

    @Nullable
    ThreadProviders lists() {
        return lists;
    }

    /** @return null if it was not set */
    @Nullable
    String system(String name) {
        return system.get(name);
    }

    /**
     * A security property as the files have it, without those that the JVM makes up.
     *
     * @return null if it is in no file
     */
    synchronized @Nullable String security(String name) {
        if (security == null) {
            security = SecurityFiles.read(new File(String.valueOf(system(HOME))), system(SECURITY));
        }
        return security.getProperty(name);
    }

    /**
     * The security providers that the JVM was configured with: names or class names, with an argument behind a space.
     *
     * @return empty if the file cannot be read
     */
    List<String> providers() {
        List<String> providers = new ArrayList<String>();
        for (int i = 1; ; i++) {
            String entry = security("security.provider." + i);
            if (entry == null || entry.trim().isEmpty()) {
                return Collections.unmodifiableList(providers);
            }
            providers.add(entry.trim());
        }
    }
}
