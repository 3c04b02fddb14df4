package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.FaultRow.outage;

import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.Handshakes;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Handshakes that must not succeed: no token goes over such a connection. */
final class TlsRows {
    private static final String NO_CA = "no trusted CA signed";

    private TlsRows() {}

    static List<FaultRow> rows() {
        return List.of(
                shown("certificate of another CA", NO_CA, Identities::ofAnotherCa),
                shown("self-signed certificate", NO_CA, Identities::ofItself),
                shown("expired certificate", "is expired", Identities::expired),
                shown("certificate that is not valid yet", "is not valid yet", Identities::future),
                shown("certificate of another host name", "another host name", Identities::ofAnotherHost),
                tls("plain HTTP where TLS is expected", "does not speak TLS", Handshakes.plainHttp()),
                tls("silence in the handshake", "no answer within", Handshakes.silence())
                        .waits(Wait.READ),
                tls("reset in the handshake", "Connection reset", Handshakes.reset()),
                tls("cut body over TLS", "the answer was cut", Faults.cutBody()).sends(0, 1),
                outage(
                                "307 from https to http",
                                "from https to http",
                                scene -> scene.proxy()
                                        .apply(Faults.redirect(scene.server().address())))
                        .overTls());
    }

    private static FaultRow shown(String fault, String says, Function<Identities, SSLContext> which) {
        return outage(
                        fault,
                        says,
                        scene -> scene.proxy().apply(Handshakes.certificate(which.apply(scene.identities()))))
                .overTls()
                .sends(0, 0);
    }

    private static FaultRow tls(String fault, String says, Fault what) {
        return outage(fault, says, what).overTls().sends(0, 0);
    }
}
