package io.bpsecrets.cli;

import io.bpsecrets.log.Version;
import java.io.File;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command; run without a subcommand it shows the help. */
@Command(
        name = "java -jar bp-secrets.jar",
        description = {
            "Answers System.getenv of an unchanged Java service from Vault, the environment, Docker secrets or a default.",
            "",
            "As an agent:  java -javaagent:bp-secrets.jar=agent.properties -jar service.jar",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CommandLine.HelpCommand.class})
public final class Cli implements Runnable, ToIntBiFunction<File, String[]>, CommandLine.IParameterExceptionHandler {
    private @Nullable File jar;

    /** Picocli sets it before it calls a method of this class. */
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * @param ownJar the tool's
     * @return the exit status: 0, or 2 for a wrong command line
     */
    @Override
    public int applyAsInt(File ownJar, String[] arguments) {
        jar = ownJar;
        return new CommandLine(this)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(this)
                .execute(arguments);
    }

    /** Picocli's own text repeats the argument, which may be a secret that belongs elsewhere. */
    @Override
    public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println("An argument or option is not known to '"
                        + command.getCommandSpec().qualifiedName() + "'.");
        command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "version", description = "Prints the version of bp-secrets, of Java, and the jar.")
    void version() {
        spec.commandLine()
                .getOut()
                .println("bp-secrets " + Version.TEXT + " (Java " + System.getProperty("java.version") + ", " + jar
                        + ")");
        spec.commandLine().getOut().flush();
    }
}
