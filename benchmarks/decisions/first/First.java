import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.slf4j.LoggerFactory;

/**
 * Prints how many milliseconds one thing takes that this JVM does for the first time: {@code First WAY PORT}. Below the port a server
 * answers each request with one secret. benchmarks/decisions.sh starts a new JVM for each figure.
 */
public class First {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        URI uri = new URI("http://127.0.0.1:" + port + "/v1/secret/one");
        long start = System.nanoTime();
        switch (arguments[0]) {
            case "line-println":
                System.err.println("[bp-secrets] WARN a line");
                break;
            case "line-slf4j-simple":
                LoggerFactory.getLogger("bp-secrets").warn("a line");
                break;
            case "read-socket":
                try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
                    OutputStream out = socket.getOutputStream();
                    out.write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                            .getBytes("US-ASCII"));
                    drain(socket.getInputStream());
                }
                break;
            case "read-HttpURLConnection":
                drain(((HttpURLConnection) uri.toURL().openConnection()).getInputStream());
                break;
            case "read-java.net.http":
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
                break;
            case "read-vault-java-driver":
                VaultConfig config = new VaultConfig()
                        .address("http://127.0.0.1:" + port)
                        .token("none")
                        .engineVersion(1)
                        .build();
                new Vault(config).logical().read("secret/one").getData().get("value").length();
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println((System.nanoTime() - start) / 1e6);
    }

    private static void drain(InputStream in) throws Exception {
        byte[] buffer = new byte[8192];
        while (in.read(buffer) >= 0) {}
    }
}
