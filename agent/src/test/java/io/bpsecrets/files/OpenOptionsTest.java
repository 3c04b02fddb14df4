package io.bpsecrets.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OpenOptionsTest {
    private static final String PATH = "/run/secrets/a";

    /** As the JDK does, options that only make sense with WRITE are passed over without it. */
    static final List<Set<OpenOption>> READING = List.of(
            Set.of(),
            Set.of(READ),
            Set.of(READ, CREATE),
            Set.of(READ, CREATE_NEW),
            Set.of(READ, TRUNCATE_EXISTING),
            Set.of(READ, SPARSE, SYNC, DSYNC));

    static final List<Set<OpenOption>> WRITING = List.of(
            Set.of(WRITE),
            Set.of(APPEND),
            Set.of(READ, WRITE),
            Set.of(WRITE, CREATE, TRUNCATE_EXISTING),
            Set.of(READ, DELETE_ON_CLOSE),
            Set.of(WRITE, NOFOLLOW_LINKS));

    static final List<Set<OpenOption>> MAKING =
            List.of(Set.of(WRITE, CREATE_NEW), Set.of(APPEND, CREATE_NEW), Set.of(WRITE, CREATE_NEW, DELETE_ON_CLOSE));

    @ParameterizedTest
    @FieldSource("READING")
    void aReadGoesOnAsAsked(Set<OpenOption> options) {
        assertThat(OpenOptions.of(options, PATH)).isNull();
    }

    @ParameterizedTest
    @FieldSource("WRITING")
    void aWriteIsRefusedWithTheReason(Set<OpenOption> options) {
        assertThat(OpenOptions.of(options, PATH))
                .isInstanceOf(AccessDeniedException.class)
                .extracting(Object::toString)
                .asString()
                .endsWith(PATH + ": read-only: served by bp-secrets");
    }

    @ParameterizedTest
    @FieldSource("MAKING")
    void whatIsThereCannotBeMadeAnew(Set<OpenOption> options) {
        assertThat(OpenOptions.of(options, PATH))
                .isInstanceOf(FileAlreadyExistsException.class)
                .extracting(one -> ((FileAlreadyExistsException) one).getFile())
                .isEqualTo(PATH);
    }

    @Test
    void aLinkIsFollowedAlthoughTheProgramSaysNotTo() {
        Set<OpenOption> options = Set.of(READ, NOFOLLOW_LINKS, SYNC);
        Set<OpenOption> given = new HashSet<>(options);
        assertThat(OpenOptions.of(given, PATH)).isEqualTo(Set.of(READ, SYNC));
        assertThat(given).as("the program's own set").isEqualTo(options);
    }

    @Test
    void noSetAtAllIsTheJdksToRefuse() {
        assertThat(OpenOptions.of(null, PATH)).isNull();
    }
}
