package io.bpsecrets.vault;

import io.bpsecrets.clock.SettableClock;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback on which each path has its own manner, for tests of what becomes of the others. */
final class PathServer implements Closeable {
    /** How a path answers. */
    interface Manner {
        void answer(OutputStream out, CountDownLatch end) throws IOException, InterruptedException;
    }

    /** Which path has which manner. */
    interface Manners {
        /** @param number of the request, from 1 */
        Manner of(String path, int number);
    }

    static final Manner SILENT = (out, end) -> end.await();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Manners manners;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final int most;

    /** @param most connections; at a time; each further one is closed at once */
    PathServer(int most, Manners manners) throws IOException {
        this.most = most;
        this.manners = manners;
        daemon(this::accept);
    }

    /** An answer without fields, at once. */
    static Manner answers() {
        return (out, end) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"data\":{}}");
    }

    /** The same answer, so many milliseconds later by this clock. */
    static Manner takes(long millis, SettableClock clock) {
        return (out, end) -> {
            clock.goOn(Duration.ofMillis(millis));
            answers().answer(out, end);
        };
    }

    /** An answer of which some bytes come so many milliseconds later by this clock, and then the end of the connection. */
    static Manner isCutAfter(long millis, SettableClock clock) {
        return (out, end) -> {
            clock.goOn(Duration.ofMillis(millis));
            write(out, "HTTP/1.1 200 OK\r\nContent-Le");
            throw new IOException("cut");
        };
    }

    /** An answer that never becomes whole. */
    static Manner drips(String head) {
        return (out, end) -> {
            write(out, head);
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
                write(out, "{");
            }
        };
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                if (open.incrementAndGet() > most) {
                    open.decrementAndGet();
                    socket.setSoLinger(true, 0);
                    socket.close();
                } else {
                    daemon(() -> serve(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String path = line.split(" ")[1];
                while (!in.readLine().isEmpty()) {
                    // Headers are of no interest.
                }
                manners.of(path.substring(path.lastIndexOf('/') + 1), requests.incrementAndGet())
                        .answer(socket.getOutputStream(), end);
            }
        } catch (IOException | InterruptedException e) {
            // The connection is over.
        } finally {
            open.decrementAndGet();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "path-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
    }
}
