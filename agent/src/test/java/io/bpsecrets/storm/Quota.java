package io.bpsecrets.storm;

import io.bpsecrets.harness.RealServer;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.List;

/** A real limit of requests in an interval for logins, and one as large for reads; what is refused is in the audit file too. */
final class Quota implements AutoCloseable {
    private static final List<String> MOUNTS = List.of("auth/approle/", "secret/");

    private final RealServer server;
    private final int rate;
    private final int seconds;

    /** @param seconds the interval; the server says what is left of it, in whole seconds, as Retry-After */
    Quota(RealServer server, int rate, int seconds) {
        this.server = server;
        this.rate = rate;
        this.seconds = seconds;
        server.operator()
                .call(
                        "POST",
                        "sys/quotas/config",
                        new JsonObject()
                                .add("enable_rate_limit_audit_logging", true)
                                .add("enable_rate_limit_response_headers", true));
    }

    void set() {
        for (String mount : MOUNTS) {
            JsonObject body =
                    new JsonObject().add("path", mount).add("rate", rate).add("interval", seconds + "s");
            server.operator().call("POST", path(mount), body);
        }
    }

    private static String path(String mount) {
        return "sys/quotas/rate-limit/storm-" + mount.replace("/", "");
    }

    @Override
    public void close() {
        for (String mount : MOUNTS) {
            server.operator().status("DELETE", path(mount), null);
        }
    }
}
