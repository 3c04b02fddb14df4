package io.bpsecrets.transport;

import io.bpsecrets.inside.ThreadProviders;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The security providers of our TLS. They are objects of our own of the JDK's classes, because the application can put others in
 * front of those of the JVM, and can put services of its own into those. The thread has them as its list while it does our TLS.
 * Nobody else's provider is looked for meanwhile, which could need a class that this thread is initialising.
 *
 * <p>If the JVM was configured without the JDK's providers at its start, then those that it was configured with are taken.
 *
 * <p>No thread is started while a list is set: on Java 8 and 11 it would inherit the list.
 */
final class OwnProviders {
    private final ProvidersOfStart made;
    private final @Nullable ThreadProviders lists;
    private final @Nullable Object list;
    private final List<String> needed;
    private volatile @Nullable Object checked;

    /**
     * @param lists null if this JVM has no lists for threads
     * @param list what the thread gets
     */
    private OwnProviders(ProvidersOfStart made, @Nullable ThreadProviders lists, @Nullable Object list) {
        this.made = made;
        this.lists = lists;
        this.list = list;
        this.needed = made.needed();
    }

    /** @throws IOException if the JVM does not have the providers that it was configured with */
    static OwnProviders of(JvmAtStart start) throws IOException {
        ThreadProviders lists = start.lists();
        ProvidersOfStart made = new ProvidersOfStart(start.providers(), lists);
        if (lists == null || !works(lists)) {
            return new OwnProviders(made, null, null);
        }
        try {
            lists.findLogger();
            return new OwnProviders(made, lists, lists.list(made.make()));
        } catch (GeneralSecurityException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new IOException(
                    "TLS cannot be set up: the security providers of the JVM's start cannot be had: " + e, e);
        }
    }

    /** False for another JVM than those that we know. A class that is there and does not start is no such JVM. */
    private static boolean works(ThreadProviders lists) {
        try {
            lists.current();
            return true;
        } catch (ExceptionInInitializerError e) {
            return true;
        } catch (LinkageError e) {
            return String.valueOf(e.getMessage()).startsWith("Could not ");
        }
    }

    /**
     * Makes them the providers of this thread; {@link #end} must follow.
     *
     * @return what {@link #end} must be given
     * @throws IOException if the application has removed one: it wants TLS to be done by others
     */
    @Nullable
    Object begin() throws IOException {
        if (lists == null) {
            checkAll();
        } else {
            checkRemoved(lists);
        }
        return set();
    }

    /** The same, whatever the application has removed, because a connection must be closed in any case. */
    @Nullable
    Object set() {
        return lists == null ? null : lists.begin(list);
    }

    void end(@Nullable Object before) {
        if (lists != null) {
            lists.end(before);
        }
    }

    /** While code that may be the application's runs, such as a socket of its own, the thread has the JVM's providers. */
    @Nullable
    Object pause() {
        return lists == null ? null : lists.begin(null);
    }

    private void checkRemoved(ThreadProviders own) throws IOException {
        Object before = own.begin(null);
        Object current;
        try {
            current = own.current();
        } finally {
            own.end(before);
        }
        if (current != checked) {
            // Its text names them all, and loads none.
            String names = current.toString();
            for (String name : needed) {
                if (!ProvidersOfStart.has(names, name)) {
                    throw new IOException("TLS: the security provider " + ProvidersOfStart.shown(name)
                            + " was removed after the start of the JVM;"
                            + " do not remove it, or take it out of the JVM's java.security");
                }
            }
            checked = current;
        }
    }

    /** For a JVM without such lists: its providers are good enough as long as each is of the JDK. */
    private static void checkAll() throws IOException {
        for (Provider provider : Security.getProviders()) {
            if (!JdkLoader.made(provider.getClass())) {
                throw new IOException("TLS: this JVM cannot keep the security provider " + provider.getName()
                        + ", which is not of the JDK, out of our connections; remove it");
            }
        }
    }

    /** Some of the JDK's classes read files below java.home when they are first needed. The message of the error is a class name. */
    static IOException broken(LinkageError error) {
        return new IOException(
                "TLS cannot be set up: a class does not start (" + error + "); was java.home changed after the start?",
                error);
    }

    /** Called while this thread has the list. The plain default would read a file that java.security names, or the application. */
    SecureRandom random() {
        try {
            return SecureRandom.getInstance("NativePRNGNonBlocking");
        } catch (NoSuchAlgorithmException e) {
            // Windows, or providers of others.
            return new SecureRandom();
        }
    }

    /**
     * Called while this thread has the list. A type that none of the list has, such as Windows-ROOT, is taken from the other
     * providers that the JVM was configured with.
     *
     * @param type null for PKCS12, which the JDK takes too if nobody says a type
     * @param name null or empty for any provider
     */
    KeyStore keyStore(@Nullable String type, @Nullable String name) throws GeneralSecurityException {
        String wanted = type == null ? "PKCS12" : type;
        boolean any = name == null || name.isEmpty();
        if (any || lists == null) {
            try {
                return KeyStore.getInstance(wanted);
            } catch (KeyStoreException e) {
                if (lists == null) {
                    throw e;
                }
            }
        }
        Object ours = pause();
        try {
            for (Provider provider : made.all()) {
                if ((any || provider.getName().equals(name)) && provider.getService("KeyStore", wanted) != null) {
                    return KeyStore.getInstance(wanted, provider);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new KeyStoreException(wanted, e);
        } finally {
            end(ours);
        }
        throw new KeyStoreException(wanted);
    }
}
