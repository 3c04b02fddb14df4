package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application server lets an application go that has made the first read: no thread of ours keeps anything of it. */
@ExtendWith(LabExtension.class)
class ReloadIT {
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anApplicationThatHasReadASecretCanBeCollected(Jdk jdk, Lab lab) {
        String value = lab.canary("one");
        RealServer server = lab.server();
        server.putKv2(lab.path() + "/one", Map.of("value", value));
        RealServer.AppRole role = lab.readerRole(server);
        Result result = reading(lab.fork(jdk))
                .agent("vault.address", server.address().replace("127.0.0.1", "localhost"))
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .main("Reload", "ONE")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("ONE", Hash.of(value));
        assertFree(result);
    }

    /** A failure that is kept would keep the classes of the threads that it came from. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void norDoesAnOutageKeepIt(Jdk jdk, Lab lab) {
        Result result = reading(lab.fork(jdk))
                .agent("vault.address", RefusedPort.address().replace("127.0.0.1", "localhost"))
                .agent("vault.token", lab.canary("token"))
                .main("Reload", "ONE")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("ONE", "null");
        assertFree(result);
    }

    /** The log's thread is started by the application's thread too, because the start says nothing, and the name that is not there is a line. */
    private static Fork reading(Fork fork) {
        return fork.agent("log.level", "warn").agent("secret.ONE", "one#value").agent("secret.TWO", "two#value");
    }

    private static void assertFree(Result result) {
        assertThat(result.answers()).as(result.toString()).containsEntry("collected", "true");
        assertThat(result.answers().get("threads"))
                .as("topmost group, class loader, priority")
                .contains("bp-secrets-log true null 5;", "bp-secrets-refresh true null 5;");
    }
}
