package io.bpsecrets.premain;

import java.util.function.ToIntFunction;

/** {@code java -jar bp-secrets.jar COMMAND}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        @SuppressWarnings("unchecked")
        ToIntFunction<String[]> cli =
                (ToIntFunction<String[]>) AgentClassLoader.create(OwnJar.find(true), "io.bpsecrets.cli.Cli");
        System.exit(cli.applyAsInt(arguments));
    }
}
