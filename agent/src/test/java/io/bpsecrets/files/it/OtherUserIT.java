package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another local user can neither open nor read what is served as a file, nor keep it from being served: while the JVM starts,
 * reads 200 files for the first time, sees them change, reads on, and ends or is killed.
 */
@ExtendWith(LabExtension.class)
class OtherUserIT {
    private static final int FILES = 200;
    private static final User ROOT = new User("root", 0, 0);
    private static final User SERVICE = new User("uid 65533", 65533, 65533);
    private static final User OTHER = new User("uid 65534", 65534, 65534);

    private static final OtherUser.How PLAIN = how(ROOT, "tmpfs", "tmpfs");
    private static final OtherUser.How NO_MEMORY = how(ROOT, "readonly", "tmpfs");

    private static OtherUser.How how(User service, String memory, String temporary) {
        return new OtherUser.How(OTHER.uid(), service.uid(), memory, temporary, "no", "open");
    }

    /** How the JVM ends. */
    private enum End {
        ORDERLY,
        KILLED
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatRootServesInMemoryIsOpenToNobodyElse(Jdk jdk, Lab lab) throws Exception {
        assertThat(attacked(lab, jdk, PLAIN, ROOT, new Launcher(), End.ORDERLY)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServiceStartedWithUmask000IsOpenToNobodyElse(Jdk jdk, Lab lab) throws Exception {
        Launcher launcher = new Launcher().first("umask 000");
        assertThat(attacked(lab, jdk, PLAIN, ROOT, launcher, End.KILLED)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatAnUnprivilegedServiceServesIsOpenToNobodyElse(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = how(SERVICE, "tmpfs", "tmpfs");
        assertThat(attacked(lab, jdk, how, SERVICE, new Launcher(), End.ORDERLY))
                .isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theSameHoldsInTheTemporaryDirectoryIfMemoryIsReadOnly(Jdk jdk, Lab lab) throws Exception {
        Launcher launcher = new Launcher().first("umask 000");
        assertThat(attacked(lab, jdk, NO_MEMORY, ROOT, launcher, End.KILLED)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theSameHoldsInTheTemporaryDirectoryIfThereIsNoMemory(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = how(SERVICE, "absent", "tmpfs");
        assertThat(attacked(lab, jdk, how, SERVICE, new Launcher(), End.ORDERLY))
                .isEmpty();
    }

    /** Here a file has to have a name for a moment. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theSameHoldsOnAFileSystemThatHasNoFilesWithoutAName(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = how(ROOT, "readonly", "fuse");
        Launcher launcher = new Launcher().first("umask 000");
        assertThat(attacked(lab, jdk, how, ROOT, launcher, End.ORDERLY)).isEmpty();
    }

    /** The last resort: files with names and content, as the warning says, in a directory that is closed to others. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theSameHoldsInThePrivateDirectory(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = new OtherUser.How(OTHER.uid(), ROOT.uid(), "readonly", "tmpfs", "yes", "open");
        Launcher launcher = new Launcher().first("umask 000").withoutDescriptors();
        assertThat(attacked(lab, jdk, how, ROOT, launcher, End.ORDERLY)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void whoeverTakesTheNextNamesStopsNoFile(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = new OtherUser.How(OTHER.uid(), ROOT.uid(), "tmpfs", "tmpfs", "no", "open+flood");
        assertThat(attacked(lab, jdk, how, ROOT, new Launcher(), End.ORDERLY)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void nobodyTakesTheNextNamesWhereFilesNeedOne(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = new OtherUser.How(OTHER.uid(), ROOT.uid(), "readonly", "fuse", "no", "open+flood");
        assertThat(attacked(lab, jdk, how, ROOT, new Launcher(), End.ORDERLY)).isEmpty();
    }

    /** A process of the same user may read our memory; keeping files from being served must cost it more than names. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void notEvenIfItIsTheSameUser(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = new OtherUser.How(SERVICE.uid(), SERVICE.uid(), "tmpfs", "tmpfs", "no", "flood");
        assertThat(attacked(lab, jdk, how, SERVICE, new Launcher(), End.ORDERLY))
                .isEmpty();
    }

    /** A container of the same user that shares the memory and not the processes: it has names only, and there are none. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aSidecarOfTheSameUserFindsNoFileInTheSharedMemory(Jdk jdk, Lab lab) throws Exception {
        OtherUser.How how = new OtherUser.How(SERVICE.uid(), SERVICE.uid(), "tmpfs", "tmpfs", "no", "open");
        assertThat(attacked(lab, jdk, how, SERVICE, new Launcher(), End.KILLED)).isEmpty();
    }

    /** The attacker is no use if it is too slow or looks in the wrong place: a careless service is read by it. */
    @Test
    void aCarelessServiceWouldBeRead(Lab lab) throws Exception {
        String canary = lab.canary("careless");
        String careless = "for i in 1 2 3 4 5 6 7 8 9; do exec 3<>/dev/shm/.x-$i; sleep 0.05; rm /dev/shm/.x-$i;"
                + " echo \"$SECRET\" >&3; sleep 0.1; exec 3>&-; echo \"$SECRET\" >" + OtherUser.TEMPORARY
                + "/.y-$i; done";
        OtherUser.How how = new OtherUser.How(OTHER.uid(), ROOT.uid(), "tmpfs", "tmpfs", "no", "open");
        try (OtherUser other = new OtherUser(how, List.of(canary), "the secret is in no command line")) {
            ProcessBuilder builder = new ProcessBuilder(
                    "nsenter", "--mount", "--target", Long.toString(other.place()), "--", "sh", "-c", careless);
            builder.environment().put("SECRET", canary);
            assertThat(builder.start().waitFor()).isZero();
            assertThat(other.findings())
                    .anyMatch(line -> line.startsWith("opened-for-reading /dev/shm/.x-"))
                    .anyMatch(line -> line.startsWith("read-after-opening /dev/shm/.x-"))
                    .anyMatch(line -> line.startsWith("name-with-content " + OtherUser.TEMPORARY + "/.y-"))
                    .anyMatch(line -> line.startsWith("left-with-secret " + OtherUser.TEMPORARY + "/.y-"))
                    .anyMatch(line -> line.startsWith("open-to-others "));
        }
    }

    /** Runs one service from start to end beside the other user. */
    private static List<String> attacked(Lab lab, Jdk jdk, OtherUser.How how, User service, Launcher launcher, End end)
            throws Exception {
        String one = lab.canary("one");
        String two = lab.canary("two");
        String token = lab.readerToken(lab.server());
        String path = "attacked-" + one.substring(one.length() - 8);
        Path tokenFile = Files.writeString(lab.newFolder().resolve("token"), token);
        Files.setPosixFilePermissions(tokenFile, PosixFilePermissions.fromString("r--------"));
        Commands.output(List.of("chown", service.uid() + ":" + service.gid(), tokenFile.toString()));
        // Others may pass, but not list.
        Files.setPosixFilePermissions(tokenFile.getParent().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        service.assumeCanRead(jdk.java());
        service.assumeCanRead(Path.of(System.getProperty("bp.jar")));
        put(lab, path, 1, one);
        String marker = "-Dmarker=" + path;
        try (OtherUser other = new OtherUser(how, List.of(one, two, token), marker)) {
            launcher.as(service).besides(other.place());
            Fork fork = fork(lab, launcher.of(jdk, lab), path, tokenFile).jvm(marker);
            try (RunningProgram program = start(fork)) {
                assertThat(program.ask("read")).as(lastOf(program)).isEqualTo(all(1));
                put(lab, path, 2, two);
                readUntil(program, all(2));
                for (int i = 0; i < 5; i++) {
                    assertThat(program.ask("read")).as(lastOf(program)).isEqualTo(all(2));
                }
                lab.canaries().assertNowhere("environ", program.procEnviron());
                if (end == End.ORDERLY) {
                    Result result = program.finish();
                    assertThat(result.exit()).as(result.toString()).isZero();
                }
            }
            // After a SIGKILL what was open is gone a moment later.
            Thread.sleep(150);
            return other.findings();
        }
    }

    /** Two hundred warnings are too many to read. */
    private static String lastOf(RunningProgram program) {
        String text = program.stderr();
        return text.substring(Math.max(0, text.length() - 500));
    }

    private static Fork fork(Lab lab, Jdk jdk, String path, Path tokenFile) {
        Fork fork = lab.fork(jdk)
                .jvm("-Djava.io.tmpdir=" + OtherUser.TEMPORARY, "-Duser.home=" + OtherUser.HOME)
                .agent("vault.address", lab.server().address())
                .agent("vault.token-file", tokenFile.toString())
                .agent("vault.path", lab.path())
                .agent("refresh.interval", "1s");
        for (int i = 0; i < FILES; i++) {
            fork.agent("secret.S" + i, path + "#s" + i);
        }
        return fork.agent("files.directory", Versions.directory(fork));
    }

    private static RunningProgram start(Fork fork) {
        return fork.main("files.Many", Versions.directory(fork), Integer.toString(FILES))
                .start();
    }

    private static String all(int version) {
        return "{version " + version + "=" + FILES + "}";
    }

    /** While the refresh is under way some files are old and some are new; anything else is an error. */
    private static void readUntil(RunningProgram program, String expected) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String answer = program.ask("read");
        while (!answer.equals(expected)) {
            assertThat(answer).as(lastOf(program)).matches("\\{version 1=\\d+(, version 2=\\d+)?}");
            assertThat(System.nanoTime())
                    .as("the new version is read within 20 s")
                    .isLessThan(end);
            answer = program.ask("read");
        }
    }

    private static void put(Lab lab, String path, int version, String canary) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < FILES; i++) {
            String text = "v%05d:s%d:%s".formatted(version, i, canary);
            CRC32 sum = new CRC32();
            sum.update(text.getBytes(UTF_8));
            fields.put("s" + i, text + ":" + Long.toHexString(sum.getValue()));
        }
        lab.server().putKv2(lab.path() + "/" + path, fields);
    }
}
