package io.bpsecrets.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that opens tunnels, and takes every host name for 127.0.0.1: names that nobody else can resolve reach a test server. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String credentials;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    private ConnectProxy(ServerSocket server, String credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /** Lets everybody through. */
    public static ConnectProxy start() {
        return start(null);
    }

    /** @param credentials {@code user:password} that it insists on */
    public static ConnectProxy start(String credentials) {
        try {
            ConnectProxy proxy =
                    new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), credentials);
            proxy.daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Host and port of each tunnel that was opened. */
    public List<String> tunnels() {
        return tunnels;
    }

    /** The first line of each request that was not let through. */
    public List<String> refused() {
        return refused;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> head = head(client.getInputStream());
            String[] first = head.get(0).split(" ");
            if (!first[0].equals("CONNECT") || !first[2].equals("HTTP/1.1") || !head.contains("Host: " + first[1])) {
                refuse(client, head.get(0), "400 Bad Request");
            } else if (credentials != null && !head.contains("Proxy-Authorization: Basic " + encoded())) {
                refuse(client, head.get(0), "407 Proxy Authentication Required");
            } else {
                tunnel(client, first[1]);
            }
        } catch (IOException e) {
            // Either side may go at any time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String encoded() {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(Socket client, String line, String status) throws IOException {
        refused.add(line);
        answer(client, status + "\r\nContent-Length: 0");
    }

    private void tunnel(Socket client, String target) throws IOException, InterruptedException {
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
            tunnels.add(target);
            answer(client, "200 Connection established");
            Thread back = daemon(() -> TlsHop.copy(onward, client));
            TlsHop.copy(client, onward);
            back.join();
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "connect proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
