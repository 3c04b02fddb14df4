package app.files;

import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All of it once more, after the attempts to write. */
final class AfterChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("after");
        t.row("names", () -> Answer.sorted(Arrays.asList(at.directoryFile().list())));
        t.row("contents", () -> {
            List<String> contents = new ArrayList<>();
            for (File file : at.directoryFile().listFiles(File::isFile)) {
                contents.add(file.getName() + ":" + Answer.of(Files.readAllBytes(file.toPath())));
            }
            return Answer.sorted(contents);
        });
        t.row("permissions", () -> "" + Files.getPosixFilePermissions(at.path(SecretsFolder.PASSWORD)));
        t.row(
                "time is not the one that was set",
                () -> Answer.yes(at.file(SecretsFolder.PASSWORD).lastModified() == 1_000_000_000_000L));
        t.row(
                "new name is absent",
                () -> Answer.yes(at.file(SecretsFolder.ABSENT).exists()));
        t.row(
                "nothing was moved away",
                () -> Answer.yes(Files.exists(at.scratch("moved"))
                        || Files.exists(at.scratch("moved-2"))
                        || Files.exists(at.scratch("moved-3"))
                        || Files.exists(at.scratch("away"))));
        return t;
    }

    private AfterChecks() {}
}
