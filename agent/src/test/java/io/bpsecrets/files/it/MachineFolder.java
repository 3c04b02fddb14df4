package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A folder that stands for the machine: {@code run/secrets}, real or left to the agent; {@code var/run}, a link to run;
 * {@code run/secretsx}, a sibling; {@code scratch} to write to.
 */
final class MachineFolder {
    /** What the real files that a secret hides hold. */
    private static final byte[] HIDDEN = "the file on the disk\n".getBytes(UTF_8);

    private final Path base;
    private final User user;

    private MachineFolder(Path base, User user) {
        this.base = base;
        this.user = user;
    }

    private static MachineFolder empty(Lab lab, User user) {
        MachineFolder world = new MachineFolder(lab.newFolder(), user);
        try {
            permissions(world.base.getParent(), "rwx--x--x");
            Files.createDirectories(world.base.resolve("run/secretsx"));
            Files.writeString(world.base.resolve("run/secretsx/db_password"), "of the sibling");
            Files.createSymbolicLink(
                    Files.createDirectory(world.base.resolve("var")).resolve("run"), Path.of("../run"));
            permissions(Files.createDirectory(world.scratch()), "rwxrwxrwx");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return world;
    }

    /** The secrets as real files, mode 0400, in a directory like the one that is served. */
    static MachineFolder real(Lab lab, User user, Presence presence, ServedFiles secrets) {
        MachineFolder world = empty(lab, user);
        try {
            Files.createDirectory(world.directory());
            if (presence.onDisk()) {
                world.others();
            }
            for (Map.Entry<String, byte[]> file : secrets.contents().entrySet()) {
                world.write(file.getKey(), file.getValue(), "r--------");
            }
            world.close(presence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return world;
    }

    /** What is on the disk while the agent serves the secrets. */
    static MachineFolder served(Lab lab, User user, Presence presence) {
        MachineFolder world = empty(lab, user);
        if (presence.onDisk()) {
            try {
                Files.createDirectory(world.directory());
                world.others();
                // The user may do everything with them: only the agent stands between.
                world.write("db_password", HIDDEN, "rwxrwxrwx");
                world.apart("Api.Key");
                world.close(presence);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return world;
    }

    private void others() throws IOException {
        write("plain.txt", "no secret of ours\n".getBytes(UTF_8), "r--r--r--");
        write("from_disk", "a Docker secret\n".getBytes(UTF_8), "r--------");
        Files.createDirectory(directory().resolve("serviceaccount"));
        write("serviceaccount/token", "the token".getBytes(UTF_8), "r--------");
        write("serviceaccount/namespace", "default".getBytes(UTF_8), "r--r--r--");
    }

    /** A link in the directory to a file elsewhere, as some tools mount secrets. */
    private void apart(String name) throws IOException {
        Files.createDirectory(base.resolve("apart"));
        write("../../apart/" + name, HIDDEN, "rwxrwxrwx");
        Files.createSymbolicLink(directory().resolve(name), Path.of("../../apart/" + name));
    }

    private void write(String name, byte[] bytes, String permissions) throws IOException {
        Path file = Files.write(directory().resolve(name), bytes);
        own(file, user);
        permissions(file, permissions);
    }

    /** A virtual directory is the user's own; a real one, and what it is in, belong to somebody else. */
    private void close(Presence presence) throws IOException {
        if (presence == Presence.PRESENT) {
            permissions(directory(), "r-xr-xr-x");
            // Else who is not root, and so owns all of it, could rename it.
            permissions(directory().getParent(), "r-xr-xr-x");
            own(directory(), user.other());
            own(directory().getParent(), user.other());
        } else {
            permissions(directory(), presence == Presence.ABSENT ? "r-xr-xr-x" : "rwx------");
            own(directory(), user);
        }
    }

    private static void own(Path path, User owner) {
        if (User.self().isRoot()) {
            Commands.output(List.of("chown", owner.uid() + ":" + owner.gid(), path.toString()));
        }
    }

    private static void permissions(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    Path base() {
        return base;
    }

    Path directory() {
        return base.resolve("run/secrets");
    }

    Path scratch() {
        return base.resolve("scratch");
    }

    /** @return what is wrong with the real files that a secret hid, empty where they are as they were made */
    String damage() {
        try {
            for (String name : List.of("db_password", "Api.Key")) {
                Path moved = directory().resolveSibling("away").resolve(name);
                Path file = Files.exists(moved) ? moved : directory().resolve(name);
                if (!new String(Files.readAllBytes(file), UTF_8).equals(new String(HIDDEN, UTF_8))
                        || !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                .equals("rwxrwxrwx")) {
                    return file + " on the disk was changed";
                }
            }
            return "";
        } catch (IOException e) {
            return "on the disk: " + e;
        }
    }

    /** So that somebody who is not root can delete it. */
    void open() {
        try {
            Path run = directory().getParent();
            for (Path folder : List.of(run, directory(), run.resolve("away"))) {
                if (Files.isDirectory(folder)) {
                    permissions(folder, "rwxrwxrwx");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
