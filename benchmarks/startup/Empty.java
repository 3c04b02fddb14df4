import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what the JVM itself takes for any agent. */
public class Empty {
    public static void premain(String argument, Instrumentation instrumentation) {}
}
