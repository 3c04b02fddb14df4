package io.bpsecrets.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the file hook does if the door throws. */
class FileHookErrorsTest {
    private static final String PATH = "/s/a";

    @BeforeEach
    void connect() {
        OpenHook.names(new String[] {"s"});
    }

    @AfterEach
    void shut() {
        OpenHook.names(null);
        OpenHook.door(null);
    }

    /** A tool such as BlockHound throws an Error of a class of its own. */
    @Test
    void anErrorThatIsTheThreadsOwnLeavesTheHook() {
        for (Error error : new Error[] {new StackOverflowError(), new OutOfMemoryError(), new Error("not here")}) {
            OpenHook.door((question, asked) -> {
                throw error;
            });
            assertThatThrownBy(() -> FileHook.read(PATH, "open")).isSameAs(error);
            assertThatThrownBy(() -> FileHook.flag(true, PATH, "exists")).isSameAs(error);
        }
    }

    @Test
    void ourOwnExceptionsAndLinkageErrorsNeverDo() {
        for (Throwable failure :
                new Throwable[] {new IllegalStateException(), new NoClassDefFoundError(), new VerifyError()}) {
            OpenHook.door((question, asked) -> {
                throw thrown(failure);
            });
            assertThat(FileHook.read(PATH, "open")).isEqualTo(PATH);
            assertThat(FileHook.flag(true, PATH, "exists")).isTrue();
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        throw (RuntimeException) failure;
    }
}
