package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test runs over the JDK's own stream of a real directory too: what it does is the measure. */
class MergedStreamTest {
    enum Of {
        THE_JDK {
            @Override
            DirectoryStream<Path> stream(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
                return Files.newDirectoryStream(folder, filter);
            }
        },
        OURS {
            @Override
            DirectoryStream<Path> stream(Path folder, DirectoryStream.Filter<Path> filter) {
                return new MergedStream(List.of(folder.resolve("a"), folder.resolve("b")), filter);
            }
        };

        abstract DirectoryStream<Path> stream(Path folder, DirectoryStream.Filter<Path> filter) throws IOException;
    }

    @TempDir
    Path folder;

    private DirectoryStream<Path> open(Of of, DirectoryStream.Filter<Path> filter) throws IOException {
        for (String name : new String[] {"a", "b"}) {
            Files.write(folder.resolve(name), new byte[0]);
        }
        return of.stream(folder, filter);
    }

    @ParameterizedTest
    @EnumSource
    void hasEveryEntryOnceAndThenNoMore(Of of) throws IOException {
        try (DirectoryStream<Path> stream = open(of, entry -> true)) {
            Iterator<Path> all = stream.iterator();
            List<Path> seen = new ArrayList<>();
            seen.add(all.next());
            assertThat(all.hasNext()).isTrue();
            assertThat(all.hasNext()).as("asked twice").isTrue();
            seen.add(all.next());
            assertThat(seen).containsExactlyInAnyOrder(folder.resolve("a"), folder.resolve("b"));
            assertThat(all.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(all::next);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasOnlyWhatTheFilterAccepts(Of of) throws IOException {
        try (DirectoryStream<Path> stream = open(of, entry -> entry.endsWith("b"))) {
            assertThat(stream).containsExactly(folder.resolve("b"));
        }
        try (DirectoryStream<Path> stream = open(of, entry -> false)) {
            assertThat(stream.iterator().hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatFailsEndsTheWalkWithItsFailure(Of of) throws IOException {
        IOException failure = new IOException("of the filter");
        try (DirectoryStream<Path> stream = open(of, entry -> {
            throw failure;
        })) {
            Iterator<Path> all = stream.iterator();
            assertThatExceptionOfType(DirectoryIteratorException.class)
                    .isThrownBy(all::hasNext)
                    .withCause(failure);
        }
        RuntimeException defect = new IllegalArgumentException();
        try (DirectoryStream<Path> stream = open(of, entry -> {
            throw defect;
        })) {
            assertThatThrownBy(() -> stream.iterator().next()).isSameAs(defect);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasOneIterator(Of of) throws IOException {
        try (DirectoryStream<Path> stream = open(of, entry -> true)) {
            stream.iterator();
            assertThatIllegalStateException().isThrownBy(stream::iterator).withMessage("Iterator already obtained");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedStreamHasNoIterator(Of of) throws IOException {
        DirectoryStream<Path> stream = open(of, entry -> true);
        stream.close();
        stream.close();
        assertThatIllegalStateException().isThrownBy(stream::iterator).withMessage("Directory stream is closed");
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsTheWalk(Of of) throws IOException {
        DirectoryStream<Path> stream = open(of, entry -> true);
        Iterator<Path> all = stream.iterator();
        all.next();
        stream.close();
        assertThat(all.hasNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSeenComingStillComes(Of of) throws IOException {
        DirectoryStream<Path> stream = open(of, entry -> true);
        Iterator<Path> all = stream.iterator();
        assertThat(all.hasNext()).isTrue();
        stream.close();
        assertThat(all.next()).isIn(folder.resolve("a"), folder.resolve("b"));
        assertThat(all.hasNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeRemoved(Of of) throws IOException {
        try (DirectoryStream<Path> stream = open(of, entry -> true)) {
            Iterator<Path> all = stream.iterator();
            all.next();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(all::remove);
        }
    }
}
