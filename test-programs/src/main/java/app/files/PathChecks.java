package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Other spellings of the same name. */
final class PathChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("paths");
        spelled(t, "relative", at.relative(PASSWORD).toString());
        spelled(t, "relative with a dot", "./" + at.relative(PASSWORD));
        spelled(t, "dot", at.directory() + "/./" + PASSWORD);
        spelled(t, "dot dot", at.directory() + "/../secrets/" + PASSWORD);
        spelled(t, "dot dot from a sibling", at.sibling() + "/../secrets/" + PASSWORD);
        spelled(t, "two slashes", at.directory() + "//" + PASSWORD);
        spelled(t, "two slashes at the start", "/" + at.directory() + "/" + PASSWORD);
        spelled(t, "slash at the end", at.name(PASSWORD) + "/");
        spelled(t, "alias", at.alias() + "/" + PASSWORD);
        spelled(t, "alias and dot dot", at.base() + "/var/run/../run/secrets/" + PASSWORD);
        spelled(t, "through a file", at.name(PASSWORD) + "/../" + SecretsFolder.EMPTY);
        spelled(t, "below a file", at.name(PASSWORD) + "/x");
        spelled(t, "through an absent directory", at.name(ABSENT) + "/../" + PASSWORD);
        t.row("toRealPath", () -> at.path(PASSWORD).toRealPath().toString());
        t.row(
                "toRealPath NOFOLLOW_LINKS",
                () -> at.path(PASSWORD).toRealPath(NOFOLLOW_LINKS).toString());
        t.row("toRealPath relative", () -> at.relative(PASSWORD).toRealPath().toString());
        t.row("toRealPath alias", () -> alias(at).toRealPath().toString());
        t.row(
                "toRealPath alias NOFOLLOW_LINKS",
                () -> alias(at).toRealPath(NOFOLLOW_LINKS).toString());
        t.row("toRealPath directory", () -> at.directoryPath().toRealPath().toString());
        t.row(
                "toRealPath directory of the alias",
                () -> Paths.get(at.alias()).toRealPath().toString());
        t.row(
                "toRealPath dot dot",
                () -> Paths.get(at.directory() + "/../secrets/" + PASSWORD)
                        .toRealPath()
                        .toString());
        t.row("toRealPath absent", () -> at.path(ABSENT).toRealPath().toString());
        t.row("getCanonicalPath alias", () -> alias(at).toFile().getCanonicalPath());
        t.row("getCanonicalPath relative", () -> at.relative(PASSWORD).toFile().getCanonicalPath());
        t.row(
                "getCanonicalPath dot dot",
                () -> new File(at.directory() + "/../secrets/" + PASSWORD).getCanonicalPath());
        t.row(
                "isSameFile directory and the system's own",
                () -> Answer.yes(Files.isSameFile(at.directoryPath(), Paths.get("/proc/self/fd"))));
        t.row("isSameFile relative", () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), at.relative(PASSWORD))));
        t.row("isSameFile alias", () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), alias(at))));
        t.row(
                "isSameFile directory and alias",
                () -> Answer.yes(Files.isSameFile(at.directoryPath(), Paths.get(at.alias()))));
        t.row("resolve", () -> Answer.of(Files.readAllBytes(at.directoryPath().resolve(PASSWORD))));
        t.row(
                "resolveSibling",
                () -> Answer.of(Files.readAllBytes(at.path(ABSENT).resolveSibling(PASSWORD))));
        t.row(
                "toAbsolutePath of relative",
                () -> Answer.yes(
                        at.relative(PASSWORD).toAbsolutePath().normalize().equals(at.path(PASSWORD))));
        links(t, at);
        return t;
    }

    /** An application's own link to a secret. */
    private static void links(Table t, SecretsFolder at) {
        t.row("link to a secret is made", () -> {
            Path link = Files.createSymbolicLink(at.scratch("link"), at.path(PASSWORD));
            return Files.isSymbolicLink(link) + " " + Files.readSymbolicLink(link);
        });
        t.row(
                "link to a secret, FileInputStream",
                () -> Answer.of(new FileInputStream(at.scratch("link").toFile())));
        t.row("link to a secret, Files.readAllBytes", () -> Answer.of(Files.readAllBytes(at.scratch("link"))));
        t.row("link to the directory is made", () -> {
            Path link = Files.createSymbolicLink(at.scratch("link-to-directory"), at.directoryPath());
            return "" + Files.isSymbolicLink(link);
        });
        t.row(
                "link to the directory, FileInputStream",
                () -> Answer.of(new FileInputStream(
                        at.scratch("link-to-directory").resolve(PASSWORD).toFile())));
        t.row(
                "link to the directory, Files.readAllBytes",
                () -> Answer.of(
                        Files.readAllBytes(at.scratch("link-to-directory").resolve(PASSWORD))));
        t.row(
                "link to the directory, File.list",
                () -> Answer.yes(at.scratch("link-to-directory").toFile().list() != null));
    }

    private static void spelled(Table t, String how, String name) {
        t.row(how + ", FileInputStream", () -> Answer.of(new FileInputStream(name)));
        t.row(how + ", Files.readAllBytes", () -> Answer.of(Files.readAllBytes(Paths.get(name))));
        t.row(how + ", exists", () -> new File(name).exists() + " " + Files.exists(Paths.get(name)));
    }

    private static Path alias(SecretsFolder at) {
        return Paths.get(at.alias(), PASSWORD);
    }

    private PathChecks() {}
}
