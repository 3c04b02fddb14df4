package io.bpsecrets.files;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchesTest {
    private static final WatchEvent.Kind<?>[] ALL = {ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE};

    @TempDir
    Path folder;

    private final UniqueTimes times = new UniqueTimes(new SettableClock());
    private final Watches watches = new Watches();
    private final TestChain world = new TestChain().secret("A", "a#f").secret("B", "b#f");
    private WatchService service;

    @BeforeEach
    void open() throws IOException {
        service = folder.getFileSystem().newWatchService();
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void whatStandsInIsToldByIdentity() {
        Path one = Path.of("/run/secrets");
        Path two = Path.of("/etc/secrets");
        Path forOne = watches.standIn(one, "/nowhere/empty");
        Path forTwo = watches.standIn(two, "/nowhere/empty");
        assertThat(forOne).isEqualTo(forTwo).isNotSameAs(forTwo).hasToString("/nowhere/empty");
        assertThat(watches.askedFor(forOne)).isSameAs(one);
        assertThat(watches.askedFor(forTwo)).isSameAs(two);
        assertThat(watches.askedFor(Path.of("/nowhere/empty")))
                .as("the program watches that directory itself")
                .isNull();
        assertThat(watches.askedFor(one)).isNull();
    }

    @Test
    void whatComesChangesAndGoesIsSignalled() throws IOException {
        Opened.toUs("sun.nio.fs");
        WatchKey key = watch(ALL);
        world.vault.has("a", "f", "1");
        ServedFileSet one = served(ServedFileSet.none());
        watches.signal(ServedFileSet.none(), one);
        assertThat(events(key)).containsExactly("ENTRY_CREATE a");
        world.vault.has("a", "f", "2").has("b", "f", "1");
        ServedFileSet two = served(one);
        watches.signal(one, two);
        assertThat(events(key)).containsExactlyInAnyOrder("ENTRY_MODIFY a", "ENTRY_CREATE b");
        world.vault.has("a", "other", "1");
        ServedFileSet three = served(two);
        watches.signal(two, three);
        assertThat(events(key)).containsExactly("ENTRY_DELETE a");
        watches.signal(three, served(three));
        assertThat(events(key)).as("nothing differs").isEmpty();
    }

    @Test
    void aKeyIsToldOnlyWhatItAskedFor() throws IOException {
        Opened.toUs("sun.nio.fs");
        WatchKey key = watch(ENTRY_MODIFY);
        world.vault.has("a", "f", "1");
        ServedFileSet one = served(ServedFileSet.none());
        watches.signal(ServedFileSet.none(), one);
        assertThat(events(key)).isEmpty();
        world.vault.has("a", "f", "2");
        watches.signal(one, served(one));
        assertThat(events(key)).containsExactly("ENTRY_MODIFY a");
    }

    @Test
    void aSignalledKeyIsQueuedForWhoeverWaits() throws IOException {
        Opened.toUs("sun.nio.fs");
        WatchKey key = watch(ALL);
        world.vault.has("a", "f", "1");
        watches.signal(ServedFileSet.none(), served(ServedFileSet.none()));
        assertThat(service.poll()).isSameAs(key);
    }

    @Test
    void aCancelledKeyIsForgotten() throws IOException {
        Opened.toUs("sun.nio.fs");
        WatchKey key = watch(ALL);
        key.cancel();
        world.vault.has("a", "f", "1");
        watches.signal(ServedFileSet.none(), served(ServedFileSet.none()));
        assertThat(events(key)).isEmpty();
    }

    @Test
    void aKeyOfAnotherWatchServiceDisturbsNothing() {
        WatchKey foreign = (WatchKey) Proxy.newProxyInstance(
                WatchesTest.class.getClassLoader(), new Class<?>[] {WatchKey.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isValid");
                    return true;
                });
        watches.add(foreign, ALL, folder);
        world.vault.has("a", "f", "1");
        assertThatCode(() -> watches.signal(ServedFileSet.none(), served(ServedFileSet.none())))
                .doesNotThrowAnyException();
    }

    private WatchKey watch(WatchEvent.Kind<?>... kinds) throws IOException {
        WatchKey key = folder.register(service, kinds);
        watches.add(key, kinds, folder);
        return key;
    }

    private ServedFileSet served(ServedFileSet before) {
        Log off = new Lines().log(Log.Level.OFF);
        return ServedFileSet.of(world.current(off).await(), before, times);
    }

    private static List<String> events(WatchKey key) {
        return key.pollEvents().stream()
                .map(event -> event.kind() + " " + event.context())
                .toList();
    }
}
