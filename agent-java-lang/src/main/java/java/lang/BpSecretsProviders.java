package java.lang;

import java.security.Provider;
import java.security.cert.CertificateException;
import jdk.internal.event.EventHelper;
import sun.security.jca.ProviderList;
import sun.security.jca.Providers;
import sun.security.x509.X509CertImpl;

/**
 * The way to a thread's own list of security providers, which the JDK uses itself while it checks a signed jar
 * (sun.security.jca.Providers.startJarVerification). The list is for java.base alone, so this is a class of it, defined there
 * like the hooks, and only if Vault is asked over TLS. It has no other job.
 *
 * <p>There is one object, and the agent takes it before main. Nobody else gets one: whoever could call {@link #end} could make the JDK
 * believe that no thread has a list, and our own thread would then use the providers of the application.
 */
public final class BpSecretsProviders {
    private static BpSecretsProviders only = new BpSecretsProviders();

    private BpSecretsProviders() {}

    /**
     * Every program can name this method, also code without rights under a SecurityManager.
     *
     * @param instrumentation the JVM's own, which only agents get: whoever has it has all rights
     * @return the one object, to the first who asks with it; null to everybody else
     */
    public static synchronized BpSecretsProviders take(Object instrumentation) {
        if (instrumentation == null
                || instrumentation.getClass().getClassLoader() != null
                || !instrumentation.getClass().getName().equals("sun.instrument.InstrumentationImpl")) {
            return null;
        }
        BpSecretsProviders taken = only;
        only = null;
        return taken;
    }

    /**
     * Gives the current thread a list of its own; {@link #end} must follow in the same thread. On Java 8 and 11 a thread that is started
     * meanwhile inherits the list.
     *
     * @param list of {@link #list}; null for the list of the JVM
     * @return what {@link #end} must be given; null if the thread had no list of its own
     */
    public Object begin(Object list) {
        return Providers.beginThreadProviderList((ProviderList) list);
    }

    /** @param before what {@link #begin} answered */
    public void end(Object before) {
        Providers.endThreadProviderList((ProviderList) before);
    }

    /** A list of these providers, in this order. */
    public Object list(Provider[] providers) {
        return ProviderList.newList(providers);
    }

    /** The list of the current thread, immutable. Its text has the names; to ask it for providers would load those of others. */
    public Object current() {
        return Providers.getProviderList();
    }

    /**
     * Makes a provider of the JDK, on Java 9 and later.
     *
     * @throws ReflectiveOperationException if this JDK has none of that name, or its class cannot be made
     */
    public Provider make(String className) throws ReflectiveOperationException {
        Class<?> found = Class.forName(className, true, ClassLoader.getPlatformClassLoader());
        Module base = Object.class.getModule();
        if (found.getModule() != base) {
            // Until Java 21 the elliptic curves are a module of their own.
            found.getModule().implAddExports(found.getPackageName(), base);
        }
        return (Provider) found.getConstructor().newInstance();
    }

    /**
     * Reads a certificate. The JDK's own factory has a cache (sun.security.provider.X509Factory) which anybody's question fills:
     * the public key in there may be of a provider of the application.
     *
     * @return an X509Certificate; as an Object, because the verifier would else load the class before main
     */
    public Object certificate(byte[] der) throws CertificateException {
        return new X509CertImpl(der);
    }

    /**
     * Has the JDK look for a logger of its security events now, which the next handshake would do: the logger may be the
     * application's.
     */
    public void findLogger() {
        try {
            EventHelper.isLoggingSecurity();
        } catch (LinkageError e) {
            // Java 8 has no such events, a later Java may have them elsewhere.
        }
    }
}
