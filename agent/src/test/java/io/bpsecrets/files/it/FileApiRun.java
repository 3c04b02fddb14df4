package io.bpsecrets.files.it;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs app.files.EveryFileApi and reads its answers. */
final class FileApiRun {
    /** Answers of attempts to write, by name. */
    static final String WRITES = "write.";
    /** The words of errors: those of the kernel and ours are not the same. */
    static final String WORDS = "why.";

    /** Where the program runs. */
    enum Cwd {
        PARENT("in the parent"),
        ROOT("in /"),
        ELSEWHERE("elsewhere"),
        INSIDE("inside");

        private final String text;

        Cwd(String text) {
            this.text = text;
        }

        Path of(MachineFolder world) {
            return switch (this) {
                case PARENT -> world.directory().getParent();
                case ROOT -> Path.of("/");
                case ELSEWHERE -> world.scratch();
                case INSIDE -> world.directory();
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The answers of a real directory without the agent; read-only as Docker mounts it, where mounts can be made. */
    static Map<String, String> real(Jdk jdk, User user, MachineFolder world, Cwd cwd, Lab lab) {
        boolean mount = Launcher.canMount();
        Launcher launcher = new Launcher().as(user);
        if (mount) {
            launcher.readOnly(world.directory());
        }
        Fork fork = lab.fork(launcher.in(cwd.of(world)).of(jdk, lab));
        return answers(mount ? run(fork, world) : run(fork, world, "reads"), world);
    }

    /** Runs it to its end; a start with warnings is no result. */
    static Result run(Fork fork, MachineFolder world, String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = world.base().toString();
        arguments[1] = world.scratch().toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return fork.main("files.EveryFileApi", arguments).run();
    }

    /** Check to answer; the world's own folder is written as {@code <base>}. */
    static Map<String, String> answers(Result result, MachineFolder world) {
        Map<String, String> answers = new LinkedHashMap<>();
        result.stdout().lines().forEach(line -> {
            int equals = line.indexOf(" = ");
            answers.put(line.substring(0, equals), named(line.substring(equals + 3), world));
        });
        if (result.exit() != 0 || !answers.containsKey("checks")) {
            throw new AssertionError("The program did not get to its end: " + result);
        }
        return answers;
    }

    /**
     * The real answers, completed where mounts cannot be made: a real directory that nobody may write to cannot be had
     * there, so that nothing was tried that writes. All but these are refused by such a one.
     */
    static Map<String, String> expected(Map<String, String> real, Map<String, String> served, Case of) {
        Map<String, String> all = new LinkedHashMap<>(real);
        if (!Launcher.canMount()) {
            served.keySet().stream()
                    .filter(name -> name.startsWith(WRITES))
                    .forEach(name -> all.put(name, "refused, content kept"));
            all.put("write.ZipFile OPEN_DELETE", "done, content kept");
            all.put("write.Files.createDirectories of the directory", "done, content kept");
            if (of.presence() == Presence.PRESENT && !User.self().isRoot()) {
                // It cannot be somebody else's.
                all.put("write.Files.setPosixFilePermissions of the directory", "done, content kept");
            }
            served.forEach((name, answer) -> {
                if (name.startsWith("after.") || name.equals("checks")) {
                    all.put(name, answer);
                }
            });
        }
        return all;
    }

    private static String named(String answer, MachineFolder world) {
        String base = world.base().toString();
        // The second: a name relative to the root.
        return answer.replace(base, "<base>").replace(base.substring(1), "<base>");
    }

    private FileApiRun() {}
}
