package io.bpsecrets.harness.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** What goes wrong, from the port up to the answer. Immutable; {@link Faults} has the catalogue. */
public final class Fault {
    /** How the port behaves before a byte is exchanged. */
    enum Port {
        OPEN,
        /** Nobody listens: the SYN is answered by a RST. */
        REFUSED,
        /** The SYN is not answered. */
        UNROUTABLE
    }

    /** What a connection is wrapped in. */
    interface HandshakeFault {
        /** @return null to drop the connection */
        Socket over(Socket plain, CountDownLatch released) throws IOException;
    }

    /** What happens to a request that was read. */
    interface Deed {
        void act(Exchange exchange) throws IOException;
    }

    /** The proxy as if it were not there. */
    static final Fault NONE = answering(exchange -> exchange.send(exchange.forward()));

    private final Port port;
    private final HandshakeFault handshake;
    private final Predicate<Arrival> where;
    private final int times;
    private final Deed deed;

    private Fault(Port port, HandshakeFault handshake, Predicate<Arrival> where, int times, Deed deed) {
        this.port = port;
        this.handshake = handshake;
        this.where = where;
        this.times = times;
        this.deed = deed;
    }

    static Fault answering(Deed deed) {
        return new Fault(Port.OPEN, null, arrival -> true, Integer.MAX_VALUE, deed);
    }

    static Fault of(Port port) {
        return new Fault(port, null, arrival -> true, Integer.MAX_VALUE, NONE.deed);
    }

    static Fault of(HandshakeFault handshake) {
        return new Fault(Port.OPEN, handshake, arrival -> true, Integer.MAX_VALUE, NONE.deed);
    }

    /** Only requests that match; all others are forwarded. */
    public Fault where(Predicate<Arrival> matches) {
        return new Fault(port, handshake, where.and(matches), times, deed);
    }

    /** @param paths without /v1/ and without a query; a listing has a slash at the end of its path */
    public Fault at(Collection<String> paths) {
        return where(arrival -> paths.contains(arrival.path().split("\\?", 2)[0]));
    }

    public Fault atLogin() {
        return where(Arrival::isLogin);
    }

    /** Requests for which a connection is used again. */
    public Fault onKeptConnections() {
        return where(arrival -> arrival.turn() > 1);
    }

    /** Only the first so many of the requests that match, each time the fault is applied. */
    public Fault times(int count) {
        return new Fault(port, handshake, where, count, deed);
    }

    Port port() {
        return port;
    }

    /** @return null for the proxy's own */
    HandshakeFault handshake() {
        return handshake;
    }

    /** @param before how many have matched since the fault was applied */
    boolean fits(Arrival arrival, int before) {
        return before < times && where.test(arrival);
    }

    boolean matches(Arrival arrival) {
        return where.test(arrival);
    }

    Deed deed() {
        return deed;
    }
}
