package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;
import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;

/** Somebody's unit tests, which run in a JVM that has the agent: Mockito's inline mocks and stubs of System.getenv. */
class StubsTest {
    /** Final, so that only an inline mock can stand for it. */
    static final class FinalClock {
        String now() {
            return "now";
        }
    }

    @Test
    void aFinalClassIsMocked() {
        FinalClock clock = mock(FinalClock.class);
        when(clock.now()).thenReturn("then");
        assertEquals("then", clock.now());
        assertEquals(System.getProperty("expected"), Show.getenv("STORED"));
    }

    @Test
    void aStaticMethodOfTheJdkIsMocked() {
        Instant fixed = Instant.EPOCH;
        try (MockedStatic<Instant> mocked = mockStatic(Instant.class)) {
            mocked.when(Instant::now).thenReturn(fixed);
            assertEquals(fixed, Instant.now());
            assertEquals(System.getProperty("expected"), Show.getenv("STORED"));
        }
    }

    @Test
    void aStubbedVariableIsStubbedAndTheSecretIsThereBeforeWhileAndAfter() throws Exception {
        assertEquals(System.getProperty("expected"), Show.getenv("STORED"));
        new EnvironmentVariables("STUBBED", "yes").execute(() -> {
            assertEquals("yes", System.getenv("STUBBED"));
            assertEquals(System.getProperty("expected"), Show.getenv("STORED"));
        });
        assertNull(System.getenv("STUBBED"));
        assertEquals(System.getProperty("expected"), Show.getenv("STORED"));
        new EnvironmentVariables("STORED", "stubbed").execute(() -> assertEquals("stubbed", System.getenv("STORED")));
    }
}
