package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a read gets if the door fails, and what the next one gets. */
class FilesDoorTest {
    private static final String DIRECTORY = "/nowhere/secrets";
    private static final String PATH = DIRECTORY + "/a";

    private final Lines lines = new Lines();
    private final Log log = lines.log(Log.Level.ERROR);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final TestChain chain = new TestChain().withDefault("A", "value", "a#f");
    private final FilesDoor door = new FilesDoor(
            chain.mapping(),
            chain.current(log),
            chain.agentThread,
            new SettableClock(),
            log,
            List.of(new File(DIRECTORY)),
            this::fail);

    @BeforeEach
    void open() {
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
    }

    private void fail() {
        Throwable thrown = failure.get();
        if (thrown instanceof Error) {
            throw (Error) thrown;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    private Object read() {
        return door.apply(FileQuestion.READ, new Object[] {PATH, null});
    }

    @Test
    void anErrorOfTheThreadLeavesTheDoorAndTheNextReadOfThatThreadIsRight() {
        for (Error error : new Error[] {new StackOverflowError(), new OutOfMemoryError()}) {
            failure.set(error);
            assertThatThrownBy(this::read).isSameAs(error);
        }
        failure.set(null);
        assertThat((String) read()).startsWith("/proc/");
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void aFailureOfOursIsARefusalAndIsSaidOnceForItsKind() {
        failure.set(new IllegalStateException("may hold a secret"));
        for (int i = 0; i < 3; i++) {
            assertThat(read()).isInstanceOf(FileNotFoundException.class);
        }
        assertThat(lines.all())
                .singleElement()
                .asString()
                .contains("internal error java.lang.IllegalStateException at FilesDoorTest.", "IOException", PATH)
                .doesNotContain("may hold a secret");
        assertThat(log.internalErrors().counts().values()).containsExactly(3);
        failure.set(null);
        assertThat((String) read()).startsWith("/proc/");
    }

    @Test
    void whatTheDoorItselfCannotDoIsSaidTooAndARequiredFileIsRefused() {
        TestChain required = new TestChain().required("A", "a#f");
        FilesDoor failing = new FilesDoor(
                required.mapping(),
                required.current(log),
                required.agentThread,
                new SettableClock(),
                log,
                List.of(new File(DIRECTORY)),
                this::fail);
        Object wrong = failing.apply(FileQuestion.OPTIONS, new Object[] {PATH, new Failing()});
        assertThat(wrong).isInstanceOf(FileSystemException.class);
        assertThat(lines.all())
                .anyMatch(line -> line.contains("internal error java.lang.UnsupportedOperationException"));
    }

    /** A Set of the application's own that cannot be read. */
    private static final class Failing extends AbstractSet<Object> {
        @Override
        public Iterator<Object> iterator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
