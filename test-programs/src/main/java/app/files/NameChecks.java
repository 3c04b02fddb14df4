package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.RENAMED;

import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;

/** Names that are like a secret's and are not one: the real files answer, or nothing. */
final class NameChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("names");
        asked(t, "upper case", at.name(PASSWORD.toUpperCase(Locale.ROOT)));
        asked(t, "lower case of a renamed one", at.name(RENAMED.toLowerCase(Locale.ROOT)));
        asked(t, "longer", at.name(PASSWORD + "2"));
        asked(t, "shorter", at.name(PASSWORD.substring(1)));
        asked(t, "with a space", at.name(PASSWORD + " "));
        asked(t, "of the secret without its file name", at.name("api_key"));
        asked(t, "in a sub-directory", at.name("sub/" + PASSWORD));
        asked(t, "in the parent", at.base() + "/run/" + PASSWORD);
        asked(t, "in the sibling", at.sibling() + "/" + PASSWORD);
        asked(t, "absent", at.name(ABSENT));
        asked(
                t,
                "in a directory called secrets elsewhere",
                at.scratch("run/secrets/" + PASSWORD).toString());
        t.row("list of the sibling", () -> Answer.sorted(java.util.Arrays.asList(new File(at.sibling()).list())));
        t.row("write and delete elsewhere", () -> {
            Path file = at.scratch("secrets/" + PASSWORD);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[] {1, 2, 3});
            String read =
                    Answer.of(Files.readAllBytes(file)) + " " + file.toFile().length();
            Files.delete(file);
            return read + " " + file.toFile().exists();
        });
        t.row("rename elsewhere", () -> {
            Path from = Files.write(at.scratch("secrets-from"), new byte[] {4, 5});
            boolean renamed = from.toFile().renameTo(at.scratch("secrets-to").toFile());
            return renamed + " " + from.toFile().exists() + " " + Files.size(at.scratch("secrets-to"));
        });
        return t;
    }

    private static void asked(Table t, String what, String name) {
        t.row(what + ", FileInputStream", () -> Answer.of(new FileInputStream(name)));
        t.row(what + ", Files.readAllBytes", () -> Answer.of(Files.readAllBytes(Paths.get(name))));
        t.row(what + ", exists", () -> new File(name).exists() + " " + Files.exists(Paths.get(name)));
    }

    private NameChecks() {}
}
