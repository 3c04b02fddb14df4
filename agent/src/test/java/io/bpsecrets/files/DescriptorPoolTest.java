package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorPoolTest {
    private static final long GRACE_MILLIS = 200;
    private static final long DEADLINE_MILLIS = 10_000;

    @TempDir
    File directory;

    private final FakeDelivery fake = new FakeDelivery();
    private final SettableClock clock = new SettableClock();
    private final UniqueTimes times = new UniqueTimes(clock);

    @Test
    void whatIsOpenIsHandedOutAgainAndAgain() throws IOException {
        PooledFile file = file("a", settablePool(fake, 1));
        Path asked = Path.of("/run/secrets/a");
        Path first = file.path(asked);
        assertThat(file.path()).isEqualTo("/nowhere/1");
        assertThat(file.path(asked)).isSameAs(first);
        assertThat(fake.delivered).containsExactly("a");
    }

    @Test
    void theLeastRecentlyHandedOutIsClosedFirst() throws IOException {
        DescriptorPool pool = pool(fake, 4);
        List<PooledFile> files = files(pool, 5);
        for (int i = 0; i < 4; i++) {
            files.get(i).path();
        }
        files.get(0).path();
        files.get(4).path();
        assertThat(fake.closed).containsExactlyInAnyOrder("/nowhere/2", "/nowhere/3");
        assertThat(files.get(0).path()).as("still open").isEqualTo("/nowhere/1");
    }

    @Test
    void noneIsClosedBeforeTheGraceIsOver() throws IOException {
        DescriptorPool pool = pool(fake, 1);
        file("a", pool).path();
        long handedOut = System.nanoTime();
        file("b", pool).path();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - handedOut)).isGreaterThanOrEqualTo(GRACE_MILLIS);
        assertThat(fake.closed).containsExactly("/nowhere/1");
    }

    /** Else a thread that was stopped with the process, just when it had been given a number, would open another secret. */
    @Test
    void aPauseOfTheProcessCountsAsOneShortWait() {
        long begun = clock.nanoTime();
        clock.goOn(Duration.ofHours(1));
        assertThat(RunningTime.since(clock, begun)).isEqualTo(RunningTime.TICK_NANOS);
        assertThat(TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS) / RunningTime.TICK_NANOS)
                .as("waits until a file is closed")
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void whatIsMadeAgainHasANewPathAndATimeThatNoneHadBefore() throws IOException {
        DescriptorPool pool = pool(fake, 1);
        List<PooledFile> two = files(pool, 2);
        Set<Long> times = new HashSet<>();
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            PooledFile file = two.get(i % 2);
            long before = file.lastModified();
            paths.add(file.path(Path.of("/run/secrets/x")));
            assertThat(file.lastModified()).as("while it is open").isEqualTo(before);
            assertThat(times.add(before)).as("a time of its own").isTrue();
        }
        for (Path path : paths) {
            assertThat(paths.stream().filter(other -> other == path)).hasSize(1);
        }
    }

    @Test
    void theTimeOfTheFileIsTheOneThatIsTold() throws IOException {
        DescriptorPool pool = pool(real(), 1);
        List<PooledFile> two = files(pool, 2);
        for (int i = 0; i < 4; i++) {
            PooledFile file = two.get(i % 2);
            assertThat(new File(file.path()).lastModified()).isEqualTo(file.lastModified());
        }
    }

    @Test
    void anArchiveThatIsOpenStaysAndTakesNoDescriptorOfThePool() throws IOException {
        DescriptorPool pool = pool(fake, 1);
        PooledFile archive = file("archive", pool);
        PooledFile other = file("other", pool);
        String path = archive.archivePath();
        other.path();
        file("third", pool).path();
        assertThat(archive.archivePath()).isEqualTo(path);
        assertThat(fake.delivered).containsExactly("archive", "other", "third");
        assertThat(fake.closed).containsExactly("/nowhere/2");
    }

    /** Though the number is the same: the one before it has been closed. */
    @Test
    void noTwoArchivesEverHaveTheSameName() throws IOException {
        DescriptorPool pool = settablePool(real(), 40);
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            PooledFile file = file("archive " + i, pool);
            String name = file.archivePath();
            assertThat(names.add(name)).isTrue();
            numbers.add(file.path());
            assertThat(Path.of(name)).hasContent("archive " + i);
            assertThat(new File(name).getPath()).as("as java.io writes it").isEqualTo(name);
            pool.replaced(List.of(file.file()));
            closeReplacedAfter(31, pool);
        }
        assertThat(numbers).hasSizeLessThan(8);
    }

    @Test
    void twoArchivesAndAPoolOfOneAreNeverTakenForEachOther() throws IOException {
        DescriptorPool pool = pool(real(), 1);
        PooledFile[] two = {zip("first", pool), zip("second", pool)};
        List<ZipFile> open = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                ZipFile zip = new ZipFile(two[i % 2].path());
                open.add(zip);
                assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(i % 2 == 0 ? "first" : "second");
            }
        } finally {
            for (ZipFile zip : open) {
                zip.close();
            }
        }
    }

    @Test
    void aReplacedVersionStaysForHalfAMinuteIfNobodyNeedsItsDescriptor() throws IOException {
        DescriptorPool pool = settablePool(fake, 2);
        PooledFile old = file("old", pool);
        String path = old.path();
        pool.replaced(List.of(old.file()));
        closeReplacedAfter(29, pool);
        assertThat(old.path()).isEqualTo(path);
        closeReplacedAfter(2, pool);
        assertThat(fake.closed).containsExactly(path);
    }

    @Test
    void aReplacedVersionIsTheFirstToGo() throws IOException {
        DescriptorPool pool = pool(fake, 2);
        PooledFile current = file("current", pool);
        PooledFile old = file("old", pool);
        current.path();
        String path = old.path();
        pool.replaced(List.of(old.file()));
        file("next", pool).path();
        assertThat(fake.closed).containsExactly(path);
    }

    @Test
    void aReplacedVersionThatIsAskedForOnceMoreIsNotKeptForGood() throws IOException {
        DescriptorPool pool = settablePool(fake, 2);
        PooledFile old = file("old", pool);
        pool.replaced(List.of(old.file()));
        String path = old.path();
        closeReplacedAfter(31, pool);
        assertThat(fake.closed).containsExactly(path);
    }

    @Test
    void anArchiveGoesWhenItsVersionIsReplaced() throws IOException {
        Clock late = new Clock() {
            @Override
            public long nanoTime() {
                return super.nanoTime() + clock.nanoTime();
            }
        };
        DescriptorPool pool = pool(fake, late, 1, DEADLINE_MILLIS);
        PooledFile archive = file("archive", pool);
        archive.archivePath();
        pool.replaced(List.of(archive.file()));
        closeReplacedAfter(31, pool);
        assertThat(fake.closed).containsExactly("/nowhere/1");
        file("a", pool).path();
        assertThat(fake.closed).as("the pool's own descriptor was free").hasSize(1);
        file("b", pool).path();
        assertThat(fake.closed).as("and is one only").hasSize(2);
    }

    @Test
    void whoFindsNoDescriptorInTimeIsToldWhatToDo() throws IOException {
        DescriptorPool pool = pool(fake, new Clock(), 1, 50);
        file("a", pool).path();
        PooledFile b = file("b", pool);
        assertThatIOException().isThrownBy(b::path).withMessageContaining("ulimit -n");
        // What others have waited counts.
        for (int i = 0; i < 10 && b.delivered() == null; i++) {
            try {
                b.path();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("ulimit -n");
            }
        }
        assertThat(b.delivered()).isNotNull();
    }

    @Test
    void aFailureGivesTheDescriptorBack() throws IOException {
        AtomicReference<IOException> failure = new AtomicReference<>(new IOException("full"));
        DescriptorPool pool = settablePool(new Failing(fake, failure), 1);
        PooledFile file = file("a", pool);
        for (int i = 0; i < 3; i++) {
            assertThatIOException().isThrownBy(file::path).withMessage("full");
        }
        failure.set(null);
        assertThat(file.path()).isEqualTo("/nowhere/1");
    }

    @Test
    void anErrorOfTheThreadGivesTheDescriptorBackToo() throws IOException {
        AtomicReference<Error> failure = new AtomicReference<>();
        fake.whileDelivering = () -> {
            throw failure.get();
        };
        Runnable throwing = fake.whileDelivering;
        DescriptorPool pool = settablePool(fake, 1);
        PooledFile file = file("a", pool);
        for (Error error : new Error[] {new StackOverflowError(), new OutOfMemoryError(), new Error("not here")}) {
            failure.set(error);
            fake.whileDelivering = throwing;
            assertThatThrownBy(file::path).isSameAs(error);
        }
        assertThat(file.path()).isEqualTo("/nowhere/4");
        assertThat(file("b", pool).path()).as("it can be taken away again").isEqualTo("/nowhere/5");
    }

    /** A tool of the application throws an Error where a thread of an event loop would wait. */
    @Test
    void aThreadThatMayNotWaitHoldsUpNobody() throws IOException {
        Error forbidden = new Error("not here");
        AtomicReference<Error> thrown = new AtomicReference<>(forbidden);
        Clock guarded = new Clock() {
            @Override
            public void sleep(long millis) throws InterruptedException {
                if (thrown.get() != null) {
                    throw thrown.get();
                }
                super.sleep(millis);
            }
        };
        DescriptorPool pool = pool(fake, guarded, 1, DEADLINE_MILLIS);
        file("a", pool).path();
        PooledFile b = file("b", pool);
        assertThatThrownBy(b::path).isSameAs(forbidden);
        assertThatThrownBy(b::path).isSameAs(forbidden);
        thrown.set(null);
        b.path();
        assertThat(fake.closed).containsExactly("/nowhere/1");
    }

    /** The thread that replaced it may have had no memory left to tell the pool. */
    @Test
    void aReplacedVersionThatThePoolWasNotToldOfIsClosedAllTheSame() throws IOException {
        DescriptorPool pool = settablePool(fake, 2);
        PooledFile old = file("old", pool);
        old.path();
        old.file().replaced();
        closeReplacedAfter(1, pool);
        closeReplacedAfter(31, pool);
        assertThat(fake.closed).containsExactly("/nowhere/1");
    }

    @Test
    void anErrorWhileOneIsClosedLeavesNoneOfTheOthersOpen() throws IOException {
        DescriptorPool pool = settablePool(fake, 3);
        List<PooledFile> three = files(pool, 3);
        for (PooledFile file : three) {
            file.path();
            pool.replaced(List.of(file.file()));
        }
        OutOfMemoryError error = new OutOfMemoryError();
        fake.whileClosing = () -> {
            throw error;
        };
        assertThatThrownBy(() -> closeReplacedAfter(31, pool)).isSameAs(error);
        assertThat(fake.closed).containsExactly("/nowhere/2", "/nowhere/3");
        for (PooledFile file : files(pool, 3)) {
            file.path();
        }
        assertThat(fake.closed).as("all three were free").hasSize(2);
    }

    @Test
    void anInterruptedThreadWaitsAndStaysInterrupted() throws IOException {
        DescriptorPool pool = pool(fake, 1);
        file("a", pool).path();
        Thread.currentThread().interrupt();
        try {
            file("b", pool).path();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(fake.closed).hasSize(1);
    }

    /** Each reads at once what it was handed, as the JDK does. */
    @Test
    void manyThreadsReadRightFromAPoolOfAFew() throws Exception {
        DescriptorPool pool = pool(real(), 4);
        List<PooledFile> files = files(pool, 12);
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Long>> worst = new ArrayList<>();
            for (int thread = 0; thread < 12; thread++) {
                worst.add(threads.submit(() -> longestOf(40, files)));
            }
            for (Future<Long> one : worst) {
                assertThat(one.get(2, TimeUnit.MINUTES)).isLessThan(TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(openIn(directory)).isLessThanOrEqualTo(4);
    }

    private static long longestOf(int reads, List<PooledFile> files) throws IOException {
        long longest = 0;
        for (int i = 0; i < reads; i++) {
            int which = ThreadLocalRandom.current().nextInt(files.size());
            long begun = System.nanoTime();
            try (InputStream in = new FileInputStream(files.get(which).path())) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("content " + which);
            }
            longest = Math.max(longest, System.nanoTime() - begun);
        }
        return longest;
    }

    @Test
    void aQuarterOfTheLimitIsUsedAndEightAtLeast() {
        assertThat(DescriptorLimit.quarter("1024                 524288               files"))
                .isEqualTo(256);
        assertThat(DescriptorLimit.quarter("20 20 files")).isEqualTo(8);
        assertThat(DescriptorLimit.quarter("unlimited unlimited files")).isEqualTo(Integer.MAX_VALUE);
        assertThat(DescriptorLimit.quarter("?")).isEqualTo(256);
        assertThat(DescriptorLimit.quarter()).isGreaterThanOrEqualTo(8);
    }

    private static long openIn(File directory) throws IOException {
        long open = 0;
        for (String number : new File("/proc/self/fd").list()) {
            Path link = FileSystems.getDefault().getPath("/proc/self/fd", number);
            if (Files.exists(link) && Files.readSymbolicLink(link).startsWith(directory.getCanonicalPath())) {
                open++;
            }
        }
        return open;
    }

    private UnlinkedFiles real() throws IOException {
        assumeTrue(new File("/proc/self/fd").isDirectory(), "only Linux reaches a file by its descriptor");
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
        return new UnlinkedFiles(directory, new SystemCalls(), OpenFlags.of(System.getProperty("os.arch")), true);
    }

    /** Its time is the system's, and so is what a thread waits. */
    private DescriptorPool pool(Delivery delivery, int bound) {
        return pool(delivery, new Clock(), bound, DEADLINE_MILLIS);
    }

    private DescriptorPool pool(Delivery delivery, Clock time, int bound, long deadlineMillis) {
        return new DescriptorPool(delivery, times, time, bound, deadlineMillis);
    }

    /** A pool that nobody waits for. */
    private DescriptorPool settablePool(Delivery delivery, int bound) {
        return pool(delivery, clock, bound, DEADLINE_MILLIS);
    }

    /** Seconds after all that was done before. */
    private void closeReplacedAfter(int seconds, DescriptorPool pool) {
        clock.goOn(Duration.ofSeconds(seconds));
        pool.closeReplaced();
    }

    private PooledFile file(String content, DescriptorPool pool) {
        return file(content, content.getBytes(StandardCharsets.US_ASCII), pool);
    }

    private PooledFile file(String text, byte[] content, DescriptorPool pool) {
        return new PooledFile(new ServedFile(text, content, times.next()), pool);
    }

    /** A file with the pool that delivers it. */
    private record PooledFile(ServedFile file, DescriptorPool pool) {
        String path() throws IOException {
            return pool.path(file);
        }

        Path path(Path asked) throws IOException {
            return pool.path(file, asked);
        }

        String archivePath() throws IOException {
            return pool.archivePath(file);
        }

        long lastModified() {
            return file.lastModified();
        }

        DeliveredFile delivered() {
            return file.delivered();
        }
    }

    private List<PooledFile> files(DescriptorPool pool, int many) {
        List<PooledFile> files = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            files.add(file("content " + i, pool));
        }
        return files;
    }

    private PooledFile zip(String entry, DescriptorPool pool) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(entry));
        }
        return file(entry, bytes.toByteArray(), pool);
    }

    /** Throws while there is something to throw. */
    private record Failing(Delivery to, AtomicReference<IOException> failure) implements Delivery {
        @Override
        public Parcel deliver(byte[] content, long lastModified) throws IOException {
            if (failure.get() != null) {
                throw failure.get();
            }
            return to.deliver(content, lastModified);
        }

        @Override
        public File directory() {
            return to.directory();
        }

        @Override
        public String emptyDirectory() {
            return to.emptyDirectory();
        }
    }
}
