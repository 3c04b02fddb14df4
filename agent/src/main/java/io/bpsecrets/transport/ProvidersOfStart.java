package io.bpsecrets.transport;

import io.bpsecrets.inside.ThreadProviders;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes security providers as java.security of the JVM's start names them: objects of our own, which nobody else has. */
final class ProvidersOfStart {
    /** The name of each in java.security, its class, and its class on Java 8. */
    private static final String[][] JDK = {
        {"SUN", "sun.security.provider.Sun", "sun.security.provider.Sun"},
        {"SunRsaSign", "sun.security.rsa.SunRsaSign", "sun.security.rsa.SunRsaSign"},
        {"SunJSSE", "sun.security.ssl.SunJSSE", "com.sun.net.ssl.internal.ssl.Provider"},
        {"SunJCE", "com.sun.crypto.provider.SunJCE", "com.sun.crypto.provider.SunJCE"},
        // The last: small images of Java 9 to 21 lack its module.
        {"SunEC", "sun.security.ec.SunEC", "sun.security.ec.SunEC"},
    };

    private static final int OPTIONAL = JDK.length - 1;

    private final List<String> configured;
    private final @Nullable ThreadProviders lists;
    private final boolean ofJdk;

    /** @param configured names or class names, with an argument behind a space; empty for the JDK's */
    ProvidersOfStart(List<String> configured, @Nullable ThreadProviders lists) {
        this.configured = configured;
        this.lists = lists;
        this.ofJdk = isOfJdk();
    }

    /** True if all that TLS needs is the JDK's, and is not set up for FIPS by an argument. */
    private boolean isOfJdk() {
        for (int i = 0; i < OPTIONAL && !configured.isEmpty(); i++) {
            if (entry(JDK[i]) == null) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String entry(String[] names) {
        for (String entry : configured) {
            if (is(entry, names)) {
                return entry;
            }
        }
        return null;
    }

    private static boolean is(String entry, String[] names) {
        return entry.equals(names[0]) || entry.equals(names[1]) || entry.equals(names[2]);
    }

    /** Those of the list that TLS runs on, as it names them, without arguments. */
    List<String> needed() {
        List<String> needed = new ArrayList<String>();
        if (ofJdk) {
            for (String[] names : JDK) {
                if (entry(names) != null) {
                    needed.add(entry(names));
                }
            }
        } else {
            for (String entry : configured) {
                needed.add(name(entry));
            }
        }
        return needed;
    }

    private static String name(String entry) {
        int space = entry.indexOf(' ');
        return space < 0 ? entry : entry.substring(0, space);
    }

    /**
     * Whether a list of the JVM has a provider.
     *
     * @param list its text, which is the names, or on Java 8 the class names
     */
    static boolean has(String list, String name) {
        String all = ", " + list.substring(1, list.length() - 1) + ", ";
        if (all.contains(", " + name + ", ") || all.contains(", " + name + "('")) {
            return true;
        }
        for (String[] names : JDK) {
            for (int i = 0; is(name, names) && i < names.length; i++) {
                if (all.contains(", " + names[i] + ", ")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The name as people know it. */
    static String shown(String name) {
        for (String[] names : JDK) {
            if (is(name, names)) {
                return names[0];
            }
        }
        return name;
    }

    /** Those that our TLS runs on. */
    Provider[] make() throws GeneralSecurityException, ReflectiveOperationException {
        if (!ofJdk) {
            return all().toArray(new Provider[0]);
        }
        List<Provider> made = new ArrayList<Provider>();
        for (int i = 0; i < JDK.length; i++) {
            try {
                made.add(make(JDK[i]));
            } catch (ClassNotFoundException e) {
                if (i < OPTIONAL) {
                    throw e;
                }
            }
        }
        made.add(0, new FreshCertificates.Front(made.get(0), lists()));
        return made.toArray(new Provider[0]);
    }

    private Provider make(String[] names) throws ReflectiveOperationException {
        if (isJava8()) {
            return (Provider) Class.forName(names[2], true, JdkLoader.get())
                    .getConstructor()
                    .newInstance();
        }
        try {
            return lists().make(names[1]);
        } catch (NoSuchMethodException e) {
            // Java 9 to 13 still have the one of Java 8 over it.
            return lists().make(names[2]);
        }
    }

    /** All of the list, as ProviderConfig of the JDK makes them. */
    List<Provider> all() throws ReflectiveOperationException {
        List<Provider> made = new ArrayList<Provider>();
        for (String entry : configured) {
            String name = name(entry);
            Provider provider = one(name, entry.substring(name.length()).trim());
            if (provider != null) {
                made.add(provider);
            }
        }
        return made;
    }

    /** @return null if there is none, which the JDK passes over too */
    private @Nullable Provider one(String name, String argument) throws ReflectiveOperationException {
        for (String[] names : JDK) {
            if (argument.isEmpty() && is(name, names)) {
                return make(names);
            }
        }
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        Class<?> found;
        try {
            Provider service = isJava8() ? null : service(name, loader);
            if (service != null) {
                return argument.isEmpty() ? service : configure(service, argument);
            }
            found = Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
        if (isJava8() && !argument.isEmpty()) {
            return (Provider) found.getConstructor(String.class).newInstance(argument);
        }
        Provider made = (Provider) found.getConstructor().newInstance();
        return argument.isEmpty() ? made : configure(made, argument);
    }

    private static @Nullable Provider service(String name, ClassLoader loader) {
        for (Provider one : ServiceLoader.load(Provider.class, loader)) {
            if (one.getName().equals(name)) {
                return one;
            }
        }
        return null;
    }

    /** Since Java 9. */
    private static Provider configure(Provider provider, String argument) throws ReflectiveOperationException {
        return (Provider) Provider.class.getMethod("configure", String.class).invoke(provider, argument);
    }

    /** Only if this JVM has lists for threads; else nobody asks for providers of our own. */
    private ThreadProviders lists() {
        if (lists == null) {
            throw new IllegalStateException();
        }
        return lists;
    }

    /** Java 9 has brought modules. */
    private static boolean isJava8() {
        return !JdkLoader.has("java.lang.Module");
    }
}
