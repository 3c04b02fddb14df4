package io.bpsecrets.files.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/** Who runs the program: root and nobody where the build runs as root, else only whoever builds. */
record User(String name, int uid, int gid) {
    private static final int NOBODY = 65534;

    static Stream<User> all() {
        User self = self();
        return self.isRoot() ? Stream.of(self, new User("uid 65534", NOBODY, NOBODY)) : Stream.of(self);
    }

    static User self() {
        int uid = number("-u");
        return new User(uid == 0 ? "root" : "uid " + uid, uid, number("-g"));
    }

    boolean isRoot() {
        return uid == 0;
    }

    boolean isSelf() {
        return uid == self().uid;
    }

    /** Somebody who is not this user, to own what this user may not change. */
    User other() {
        return uid == NOBODY ? new User("root", 0, 0) : new User("uid 65534", NOBODY, NOBODY);
    }

    /** Aborts the test where the user may not read a file, such as a JDK in another user's home. */
    void assumeCanRead(Path file) {
        if (isSelf()) {
            return;
        }
        try {
            assumeTrue(
                    Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ),
                    () -> file + " cannot be read by " + name);
            for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
                Path where = folder;
                assumeTrue(
                        Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE),
                        () -> where + " is closed to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String option) {
        return Integer.parseInt(Commands.output(List.of("id", option)).trim());
    }

    @Override
    public String toString() {
        return name;
    }
}
