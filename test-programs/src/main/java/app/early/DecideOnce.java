package app.early;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.FileSystems;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.security.Security;
import java.util.logging.LogManager;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Reads a secret first, and then sets what the JDK looks at only once. Arguments: the secret's name, a trust store and the
 * https address of the server that it trusts with a bar between them, what to set.
 */
public final class DecideOnce {

    public static void main(String[] args) throws Exception {
        boolean read = System.getenv(args[0]) != null;
        System.err.println("secret " + (read ? "read" : "absent"));
        for (int i = 2; i < args.length; i++) {
            System.out.println(args[i] + "=" + said(args[i], args[1]));
        }
    }

    private static Object said(String what, String storeAndUrl) {
        try {
            return what.equals("trust store") ? trustStore(storeAndUrl) : set(what);
        } catch (Exception | Error e) {
            return "!" + e;
        }
    }

    private static Object set(String what) throws Exception {
        switch (what) {
            case "log manager":
                if (System.getProperty("java.util.logging.manager") == null) {
                    System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
                }
                return LogManager.getLogManager().getClass().getName();
            case "security provider":
                int at = Security.insertProviderAt(new OwnProvider(), 1);
                return at + " " + KeyStore.getInstance("OWN").getProvider().getName() + " "
                        + SSLContext.getInstance("TLS").getProvider().getName();
            case "system proxies":
                System.setProperty("java.net.useSystemProxies", "true");
                System.setProperty("http.proxyHost", "proxy.example");
                return ProxySelector.getDefault().select(new URI("http://service.example/"));
            case "authenticator":
                return authenticator();
            case "stream handler":
                URL.setURLStreamHandlerFactory(DecideOnce::handler);
                return new URL("own:anything").openConnection().getClass().getSimpleName();
            case "resolver":
                return InetAddress.getByName("localhost").isLoopbackAddress();
            case "file system":
                return FileSystems.getDefault().provider().getClass().getSimpleName() + " "
                        + Paths.get("a/b").getFileSystem().provider().getClass().getSimpleName();
            default:
                throw new IllegalArgumentException(what);
        }
    }

    /** Asks a server that only the store of main trusts, by the default context. */
    private static Object trustStore(String storeAndUrl) throws Exception {
        int bar = storeAndUrl.indexOf('|');
        System.setProperty("javax.net.ssl.trustStore", storeAndUrl.substring(0, bar));
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        URL url = new URL(storeAndUrl.substring(bar + 1));
        return ((HttpsURLConnection) url.openConnection(Proxy.NO_PROXY)).getResponseCode();
    }

    private static Object authenticator() {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("of " + getRequestingHost(), new char[0]);
            }
        });
        return Authenticator.requestPasswordAuthentication("service.example", null, 80, "http", "", "basic")
                .getUserName();
    }

    private static URLStreamHandler handler(String protocol) {
        return !protocol.equals("own")
                ? null
                : new URLStreamHandler() {
                    @Override
                    protected URLConnection openConnection(URL url) {
                        return new OwnConnection(url);
                    }
                };
    }

    private static final class OwnConnection extends URLConnection {
        OwnConnection(URL url) {
            super(url);
        }

        @Override
        public void connect() {
            // Nothing to connect to.
        }
    }

    private DecideOnce() {}
}
