package io.bpsecrets.transport;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server on loopback that writes the bytes it is told to, whatever was asked; good and bad HTTP alike. */
public final class RawServer implements Closeable, AfterEachCallback {
    private interface Step {
        /** @return true to wait for another request on this connection */
        boolean act(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread acceptor;
    private final CountDownLatch closed = new CountDownLatch(1);

    public RawServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = daemon(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A test class that registers it as an extension has one for each test. */
    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next request gets these bytes and the connection stays open. */
    public RawServer answers(String text) {
        return step(out -> {
            out.write(bytes(text));
            return true;
        });
    }

    public RawServer answersJson(int status, String json) {
        return answers("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes(json).length + "\r\n\r\n" + json);
    }

    /** The next request gets these bytes, may be none, and the connection is closed. */
    public RawServer answersAndCloses(String text) {
        return step(out -> {
            out.write(bytes(text));
            return false;
        });
    }

    /** The same after a while. */
    public RawServer answersJsonAfter(long millis, int status, String json) {
        return step(out -> {
            Thread.sleep(millis);
            out.write(bytes("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes(json).length + "\r\n\r\n" + json));
            return true;
        });
    }

    /** The same, after something has happened. */
    public RawServer answersJsonAfter(Runnable happens, int status, String json) {
        return step(out -> {
            happens.run();
            out.write(bytes("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes(json).length + "\r\n\r\n" + json));
            return true;
        });
    }

    /** The next request gets these bytes, and without being asked again these others. */
    public RawServer answersAndLater(String text, long millis, String later) {
        return step(out -> {
            out.write(bytes(text));
            Thread.sleep(millis);
            out.write(bytes(later));
            return true;
        });
    }

    public RawServer isSilent() {
        return step(out -> {
            closed.await();
            return false;
        });
    }

    /** One byte after the other, until the client has gone. */
    RawServer drips(String text, long pauseMillis) {
        return step(out -> {
            for (byte b : bytes(text)) {
                out.write(b);
                out.flush();
                Thread.sleep(pauseMillis);
            }
            return false;
        });
    }

    /** Each request whole, head and body. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    private RawServer step(Step step) {
        steps.add(step);
        return this;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean open = true;
            while (open) {
                String request = request(socket.getInputStream());
                if (request == null) {
                    return;
                }
                requests.add(request);
                Step step = steps.poll();
                open = step != null && step.act(socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone; what it made of that is the test's matter.
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            head.write(c);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        int at = text.indexOf("Content-Length: ");
        int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Once it returns, a connection to the port is refused. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
