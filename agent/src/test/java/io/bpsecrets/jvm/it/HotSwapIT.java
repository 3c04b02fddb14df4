package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A debugger that changes a class of the application in the running service, as IDEs do. */
@ExtendWith(LabExtension.class)
class HotSwapIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSecretIsServedBeforeAndAfterAHotSwapOfAnotherClass(Jdk jdk, Lab lab) throws Exception {
        String value = lab.canary("stored");
        ListeningConnector connector = connector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("timeout").setValue("60000");
        String address = connector.startListening(arguments);
        // The service connects to the debugger: so no port is guessed.
        try (RunningProgram program = Pair.serving(lab.fork(jdk), value)
                .jvm("-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + address)
                .main("AskAgain")
                .start()) {
            VirtualMachine machine = connector.accept(arguments);
            assertThat(program.ask(Pair.NAME)).isEqualTo(Hash.of(value));
            ReferenceType type = machine.classesByName("app.Show").get(0);
            Path file = Path.of(System.getProperty("bp.programs"), "app/Show.class");
            // Not disposed of: before Java 17 the debuggee would close its own stdin.
            machine.redefineClasses(Map.of(type, Files.readAllBytes(file)));
            assertThat(program.ask(Pair.NAME)).isEqualTo(Hash.of(value));
            assertThat(program.ask("map " + Pair.NAME)).isEqualTo(Hash.of(value));
            assertThat(program.finish().exit()).isZero();
        } finally {
            connector.stopListening(arguments);
        }
    }

    private static ListeningConnector connector() {
        return Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(one -> one.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
    }
}
