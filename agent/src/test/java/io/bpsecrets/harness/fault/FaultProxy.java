package io.bpsecrets.harness.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Stands before the real server, forwards byte for byte and applies one fault at a time, which can be changed at any
 * moment. Counts the requests that arrived.
 */
public final class FaultProxy implements AutoCloseable {
    private final URI upstream;
    private final SSLContext tls;
    private final Listener listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private volatile Active active = new Active(Fault.NONE);
    private volatile String lastToken;

    /** A fault from when it was applied to when the next one was. */
    private static final class Active {
        final Fault fault;
        final CountDownLatch released = new CountDownLatch(1);
        final AtomicInteger matched = new AtomicInteger();

        Active(Fault fault) {
            this.fault = fault;
        }
    }

    /** A connection from its begin to its end. */
    private static final class Span {
        private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        final long opened = System.nanoTime();
        volatile long closed = Long.MAX_VALUE;

        boolean isOpenAt(long moment) {
            return opened - moment <= 0
                    && (closed == Long.MAX_VALUE || closed - LATE_NANOS - moment > 0 || opened == moment);
        }
    }

    private FaultProxy(String upstream, SSLContext tls) {
        this.upstream = URI.create(upstream);
        this.tls = tls;
        this.listener = new Listener(this::accepted);
    }

    /** @param upstream address of a server that speaks plain HTTP */
    public static FaultProxy before(String upstream) {
        return new FaultProxy(upstream, null);
    }

    /** The same for clients that speak TLS. */
    public static FaultProxy before(String upstream, SSLContext certificate) {
        return new FaultProxy(upstream, certificate);
    }

    public String address() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + listener.number();
    }

    /** From now on; what hangs by the fault before is let go. */
    public synchronized void apply(Fault fault) {
        Active before = active;
        active = new Active(fault);
        listener.be(fault.port());
        before.released.countDown();
    }

    /** From now on nothing is wrong. */
    public void heal() {
        apply(Fault.NONE);
    }

    /** Oldest first. */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** How many requests the fault of now was meant for. */
    public int struck() {
        return active.matched.get();
    }

    /**
     * How many connections were open at the same time. The last moments of each do not count: its end is seen later here than the
     * beginning of the one that takes its place.
     */
    public int mostConnections() {
        synchronized (spans) {
            return spans.stream()
                    .mapToInt(one -> (int) spans.stream()
                            .filter(other -> other.isOpenAt(one.opened))
                            .count())
                    .max()
                    .orElse(0);
        }
    }

    /** The token of the newest request that had one, to be revoked; null before. */
    public String lastToken() {
        return lastToken;
    }

    private void accepted(Socket plain) {
        connections.add(plain);
        Span span = new Span();
        synchronized (spans) {
            spans.add(span);
        }
        Thread thread = new Thread(() -> serve(plain, span), "fault proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket plain, Span span) {
        try (plain;
                Upstream server = new Upstream(upstream)) {
            plain.setTcpNoDelay(true);
            Active now = active;
            Socket socket = plain;
            if (now.fault.handshake() != null) {
                socket = now.fault.handshake().over(plain, now.released);
            } else if (tls != null) {
                socket = Handshakes.tls(tls, plain);
            }
            InputStream in = socket == null ? InputStream.nullInputStream() : socket.getInputStream();
            in = new BufferedInputStream(in);
            int turn = 0;
            for (HttpMessage request = HttpMessage.read(in); request != null; request = HttpMessage.read(in)) {
                Arrival arrival = new Arrival(request.method(), request.path(), ++turn, System.nanoTime());
                answer(request, arrival, plain, socket, server);
            }
        } catch (IOException e) {
            // The client has gone, or the fault closed the connection.
        } finally {
            connections.remove(plain);
            span.closed = System.nanoTime();
        }
    }

    private void answer(HttpMessage request, Arrival arrival, Socket plain, Socket socket, Upstream server)
            throws IOException {
        synchronized (arrivals) {
            arrivals.add(arrival);
        }
        String token = request.header("X-Vault-Token");
        lastToken = token == null ? lastToken : token;
        Active now = active;
        boolean fits = now.fault.matches(arrival) && now.fault.fits(arrival, now.matched.getAndIncrement());
        (fits ? now.fault : Fault.NONE)
                .deed()
                .act(new Exchange(request, plain, socket.getOutputStream(), server, now.released));
    }

    /** Nothing of it stays behind. */
    @Override
    public void close() {
        heal();
        listener.close();
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
