package io.bpsecrets.files;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Assumptions;

/** Opens packages of java.base to our code, as HookClass does before anybody here is called. */
final class Opened {
    private Opened() {}

    /** Skips the test where this JVM lets nobody attach to it. */
    static void toUs(String packageName) {
        Module base = Object.class.getModule();
        Module ours = Opened.class.getModule();
        if (base.isOpen(packageName, ours)) {
            return;
        }
        Instrumentation instrumentation = null;
        try {
            instrumentation = ByteBuddyAgent.install();
        } catch (IllegalStateException e) {
            Assumptions.abort("needs " + packageName + " open, and this JVM does not let itself be attached to: " + e);
        }
        instrumentation.redefineModule(base, Set.of(), Map.of(), Map.of(packageName, Set.of(ours)), Set.of(), Map.of());
    }
}
