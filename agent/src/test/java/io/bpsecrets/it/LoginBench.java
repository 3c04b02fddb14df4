package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Operator;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Map;

/** What the tests of all login methods do: mount one, log in by it, look at the audit file. */
final class LoginBench {
    private final RealServer server;

    LoginBench(RealServer server) {
        this.server = server;
    }

    /** Runs a program once: one login, one read, and the token is given back. */
    void judge(Fork fork, Lab lab, String login) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        int mark = server.mark();
        Result result = fork.main("PrintEnv", "STORED").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        OneRole.assertQuiet(result);
        assertThat(server.requestsSince(mark))
                .extracting(AuditRequest::path)
                .containsExactly(login, "secret/data/" + lab.path() + "/stored", "auth/token/revoke-self");
    }

    /** A program that reads STORED, without a word about its login. */
    Fork base(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value");
    }

    /** Anew, where it was there. */
    void mount(String at, String type) {
        operator().status("DELETE", "sys/auth/" + at, null);
        operator().call("POST", "sys/auth/" + at, new JsonObject().add("type", type));
    }

    JsonArray policies(Lab lab) {
        return Json.array(lab.readerPolicy(server));
    }

    Operator operator() {
        return server.operator();
    }
}
