package io.bpsecrets.premain;

import java.io.File;
import java.util.function.ToIntBiFunction;

/** {@code java -jar bp-secrets.jar COMMAND}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        File jar = OwnJar.find(true);
        @SuppressWarnings("unchecked")
        ToIntBiFunction<File, String[]> cli =
                (ToIntBiFunction<File, String[]>) AgentClassLoader.create(jar, "io.bpsecrets.cli.Cli");
        System.exit(cli.applyAsInt(jar, arguments));
    }
}
