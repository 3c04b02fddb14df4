package acceptance;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "report")
class Main implements Runnable {
    @Option(names = "--password", defaultValue = "${env:DB_PASSWORD}", required = true)
    String password;

    @Override
    public void run() {
        Proof.print(password);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
