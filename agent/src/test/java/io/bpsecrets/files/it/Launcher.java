package io.bpsecrets.files.it;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts a script in the place of a JDK's java command: it enters a folder, another user, a view of the mounts. */
final class Launcher {
    private final List<String> mounts = new ArrayList<>();
    private String folder = "";
    private String first = "";
    private String outside = "";
    private String before = "";

    /** The folder that the program runs in. */
    Launcher in(Path path) {
        folder += "cd " + path + "\n";
        return this;
    }

    Launcher as(User user) {
        if (!user.isSelf()) {
            before = "setpriv --reuid=" + user.uid() + " --regid=" + user.gid() + " --clear-groups ";
        }
        return this;
    }

    /** A command of the shell that comes before the JVM, such as {@code umask 000}. */
    Launcher first(String command) {
        first += command + "\n";
        return this;
    }

    /** Enters the view of the mounts that another process has. Only where {@link #canMount}. */
    Launcher besides(long process) {
        outside = "nsenter --mount --target " + process + " -- ";
        return this;
    }

    /** The user of a program with the agent: in a real directory, files that are no secrets are the disk's business. */
    static Launcher with(Presence presence, User user) {
        Launcher launcher = new Launcher().as(user);
        if (presence == Presence.PRESENT && user.isRoot()) {
            // Root that may not override the permissions of what is not its own, so that the disk refuses too.
            String none = "-dac_override,-dac_read_search,-fowner";
            launcher.before = "setpriv --bounding-set=" + none + " --inh-caps=" + none + " ";
        }
        return launcher;
    }

    /** A directory as Docker mounts it. Only where {@link #canMount}. */
    Launcher readOnly(Path directory) {
        mounts.add("mount --bind " + directory + " " + directory);
        mounts.add("mount -o remount,ro,bind " + directory);
        return this;
    }

    /** An empty file system in memory of so many bytes. Only where {@link #canMount}. */
    Launcher memory(Path at, String bytes) {
        mounts.add("mount -t tmpfs -o mode=1777,size=" + bytes + " none " + at);
        return this;
    }

    /** The most files that the program may have open. */
    Launcher openFiles(int most) {
        folder += "ulimit -Sn " + most + "\nulimit -Hn " + most + "\n";
        return this;
    }

    /** As {@code umask} takes it. */
    Launcher umask(String mask) {
        folder += "umask " + mask + "\n";
        return this;
    }

    /** Shows a folder, with what is mounted in it, in the place of another. Only where {@link #canMount}. */
    Launcher shown(Path path, Path at) {
        mounts.add("mount --rbind " + path + " " + at);
        return this;
    }

    /** The same before all other mounts. */
    Launcher shownFirst(Path path, Path at) {
        mounts.add(0, "mount --rbind " + path + " " + at);
        return this;
    }

    /**
     * No descriptor can be reached by a name, as in some sandboxes: {@code /proc/self/fd} is there and empty. Only where
     * {@link #canMount}.
     */
    Launcher withoutDescriptors() {
        // The shell's number becomes that of the JVM.
        mounts.add("mount -t tmpfs -o ro none /proc/$$/fd");
        return this;
    }

    /** True where private mounts can be made: root in most places, never in an unprivileged container. */
    static boolean canMount() {
        try {
            Process process = new ProcessBuilder("unshare", "-m", "true")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A home folder whose bin/java is the script. */
    Jdk of(Jdk jdk, Lab lab) {
        try {
            Path bin = Files.createDirectory(lab.newFolder().resolve("bin"));
            String java = folder + first + "exec " + before + jdk.java() + " \"$@\"\n";
            String enter = outside + (mounts.isEmpty() ? "" : "unshare -m -- ");
            if (enter.isEmpty()) {
                script(bin.resolve("java"), java);
            } else {
                script(bin.resolve("inside"), String.join("\n", mounts) + "\n" + java);
                script(bin.resolve("java"), "exec " + enter + bin.resolve("inside") + " \"$@\"\n");
            }
            return new Jdk(bin.getParent(), jdk.major());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\nset -eu\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
