package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A directory as the kubelet makes it (AtomicWriter): files in a folder with a time in its name, {@code ..data} a link to it,
 * a link over {@code ..data} for each name. An update makes a new folder and swaps {@code ..data}. No snapshot is made
 * meanwhile: there is no refresh.
 */
@ExtendWith(LabExtension.class)
class KubernetesIT {
    private static final String FIRST = "..2026_11_26";
    private static final String SECOND = "..2026_11_27";

    private Path secrets;
    private String value;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyNameOfAMappedFileGivesTheValue(Jdk jdk, Lab lab) throws Exception {
        layOut(lab);
        link("other", "db_password");
        link("chain", "deep/up");
        link("deep/up", "../other");
        link("self", ".");
        link("elsewhere", "..data/plain.txt");
        try (RunningProgram program = start(jdk, lab)) {
            for (String name : new String[] {
                "db_password",
                "..data/db_password",
                FIRST + "/db_password",
                "./..data/./db_password",
                "deep/../..data/db_password",
                "other",
                "chain",
                "deep/up",
                "self/db_password",
                "self/self/..data/db_password",
                "self/other",
            }) {
                assertThat(read(program, name)).as(name).isEqualTo(shown(value));
                String named = secrets.resolve("db_password").toString();
                assertThat(program.ask("canonical " + secrets + "/" + name))
                        .as(name)
                        .isEqualTo(named + " " + named + " " + named);
            }
            for (String name : new String[] {"plain.txt", "..data/plain.txt", "elsewhere", "self/plain.txt"}) {
                assertThat(read(program, name)).as(name).isEqualTo(shown("plain of " + FIRST));
                String real = secrets.resolve(FIRST + "/plain.txt").toString();
                assertThat(program.ask("canonical " + secrets + "/" + name))
                        .as(name)
                        .isEqualTo(real + " " + real + " " + real);
            }
            assertThat(program.ask("list " + secrets + "/..data")).isEqualTo("2 [db_password, plain.txt]");
            assertThat(program.ask("list " + secrets))
                    .isEqualTo(
                            "9 [" + FIRST + ", ..data, chain, db_password, deep, elsewhere, other, plain.txt, self]");
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theAnswersFollowAnUpdateOfTheVolume(Jdk jdk, Lab lab) throws Exception {
        layOut(lab);
        try (RunningProgram program = start(jdk, lab)) {
            assertThat(read(program, "..data/db_password")).isEqualTo(shown(value));
            assertThat(read(program, FIRST + "/db_password")).isEqualTo(shown(value));
            assertThat(read(program, SECOND + "/db_password")).isEqualTo("absent");
            update();
            assertThat(read(program, "db_password")).isEqualTo(shown(value));
            assertThat(read(program, "..data/db_password")).isEqualTo(shown(value));
            assertThat(read(program, SECOND + "/db_password")).isEqualTo(shown(value));
            assertThat(read(program, FIRST + "/db_password")).as("it is gone").isEqualTo("absent");
            assertRead(program, jdk, "..data/plain.txt", "plain of " + SECOND);
            program.finish();
        }
    }

    /** What it was a moment ago must not be served as what it is now, nor the other way round. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aLinkThatIsSwappedIsWhatItLeadsTo(Jdk jdk, Lab lab) throws Exception {
        layOut(lab);
        link("other", "db_password");
        link("folder", "..data");
        Files.createDirectory(secrets.resolve("apart"));
        Files.writeString(secrets.resolve("apart/db_password"), "another file of that name");
        try (RunningProgram program = start(jdk, lab)) {
            for (int i = 0; i < 3; i++) {
                assertThat(read(program, "other")).isEqualTo(shown(value));
                assertThat(read(program, "folder/db_password")).isEqualTo(shown(value));
                swap("other", "apart/db_password");
                swap("folder", "apart");
                assertRead(program, jdk, "other", "another file of that name");
                assertRead(program, jdk, "folder/db_password", "another file of that name");
                assertThat(program.ask("list " + secrets + "/folder")).isEqualTo("1 [db_password]");
                swap("other", "db_password");
                swap("folder", "..data");
            }
            program.finish();
        }
    }

    /** Any name may be one there: the letters of a path tell nothing. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soDoNamesThatAnImportBrings(Jdk jdk, Lab lab) throws Exception {
        layOut(lab);
        Files.move(secrets.resolve(FIRST + "/db_password"), secrets.resolve(FIRST + "/kubernetes_password"));
        link("kubernetes_password", "..data/kubernetes_password");
        Fork fork = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("files.directory", secrets.toString())
                .agent("import", "kubernetes")
                .agent("profile", "none");
        lab.server().putKv2(lab.path() + "/kubernetes", Map.of("password", value));
        try (RunningProgram program = fork.main("files.Spellings").start()) {
            for (String name : new String[] {"", "..data/", FIRST + "/"}) {
                assertThat(read(program, name + "kubernetes_password")).as(name).isEqualTo(shown(value));
            }
            assertThat(read(program, "plain.txt")).isEqualTo(shown("plain of " + FIRST));
            program.finish();
        }
    }

    /** Step 3 of the chain reads what the volume has, and what it has stays the real file. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSecretOfTheVolumeStaysTheRealFile(Jdk jdk, Lab lab) throws Exception {
        layOut(lab);
        try (RunningProgram program = fork(jdk, lab)
                .agent("order.DB_PASSWORD", "docker")
                .main("files.Spellings")
                .start()) {
            assertThat(read(program, "db_password")).isEqualTo(shown("old of " + FIRST));
            assertThat(read(program, "..data/db_password")).isEqualTo(shown("old of " + FIRST));
            String real = secrets.resolve(FIRST + "/db_password").toString();
            assertThat(program.ask("canonical " + secrets + "/db_password")).isEqualTo(real + " " + real + " " + real);
            program.finish();
        }
        assertThat(fork(jdk, lab)
                        .agent("order.DB_PASSWORD", "docker")
                        .main("PrintEnv", "DB_PASSWORD")
                        .run()
                        .answers())
                .containsEntry("DB_PASSWORD", Hash.of("old of " + FIRST));
    }

    private RunningProgram start(Jdk jdk, Lab lab) {
        return fork(jdk, lab).main("files.Spellings").start();
    }

    private Fork fork(Jdk jdk, Lab lab) {
        lab.server().putKv2(lab.path() + "/kubernetes", Map.of("password", value));
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("files.directory", secrets.toString())
                .agent("secret.DB_PASSWORD", "kubernetes#password")
                .agent("refresh.interval", "0");
    }

    private String read(RunningProgram program, String name) {
        return program.ask("read " + secrets + "/" + name);
    }

    /** But for getCanonicalFile on Java 8 and 11, which remember for 30 s where a path led (java.io.ExpiringCache). */
    private void assertRead(RunningProgram program, Jdk jdk, String name, String content) {
        String read = read(program, name);
        if (jdk.major() >= 17) {
            assertThat(read).isEqualTo(shown(content));
        } else {
            for (String way : new String[] {"FileInputStream", "RandomAccessFile", "Files", "real", "secure"}) {
                assertThat(read + way + " " + read).contains(way + " " + shown(content));
            }
        }
    }

    private void layOut(Lab lab) throws IOException {
        value = lab.canary("value");
        secrets =
                Files.createDirectories(lab.newFolder().resolve("run/secrets")).toRealPath();
        folder(FIRST);
        link("..data", FIRST);
        link("db_password", "..data/db_password");
        link("plain.txt", "..data/plain.txt");
    }

    private void folder(String name) throws IOException {
        Files.createDirectory(secrets.resolve(name));
        Files.writeString(secrets.resolve(name).resolve("db_password"), "old of " + name);
        Files.writeString(secrets.resolve(name).resolve("plain.txt"), "plain of " + name);
    }

    private void update() throws IOException {
        folder(SECOND);
        swap("..data", SECOND);
        Files.delete(secrets.resolve(FIRST).resolve("db_password"));
        Files.delete(secrets.resolve(FIRST).resolve("plain.txt"));
        Files.delete(secrets.resolve(FIRST));
    }

    private void link(String name, String target) throws IOException {
        Files.createDirectories(secrets.resolve(name).getParent());
        Files.createSymbolicLink(secrets.resolve(name), Path.of(target));
    }

    /** By rename(2), as the kubelet does: there is no moment without a link. */
    private void swap(String name, String target) throws IOException {
        link(name + "_tmp", target);
        Files.move(
                secrets.resolve(name + "_tmp"),
                secrets.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** As app.files.Answer shows what was read. */
    private static String shown(String content) {
        return Hash.of(content) + "/" + content.getBytes(UTF_8).length;
    }
}
