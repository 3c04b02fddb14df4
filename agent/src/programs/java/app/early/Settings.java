package app.early;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Reads a secret first, and then sets what the JDK looks at only once. Arguments: the secret's name, an empty trust store,
 * what to set.
 */
public final class Settings {

    public static void main(String[] args) throws Exception {
        boolean read = System.getenv(args[0]) != null;
        System.err.println("secret " + (read ? "read" : "absent"));
        for (int i = 2; i < args.length; i++) {
            System.out.println(args[i] + "=" + (args[i].equals("trust store") ? trustStore(args[1]) : set(args[i])));
        }
    }

    private static Object set(String what) throws Exception {
        switch (what) {
            case "log manager":
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
                URL.setURLStreamHandlerFactory(Settings::handler);
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

    /** The default context trusts nobody, as the store that the program names holds nobody. */
    private static Object trustStore(String file) throws Exception {
        System.setProperty("javax.net.ssl.trustStore", file);
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        SSLContext.getDefault();
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        int trusted = 0;
        for (TrustManager manager : factory.getTrustManagers()) {
            trusted += ((X509TrustManager) manager).getAcceptedIssuers().length;
        }
        return trusted;
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

    private Settings() {}
}
