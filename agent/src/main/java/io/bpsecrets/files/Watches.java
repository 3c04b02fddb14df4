package io.bpsecrets.files;

import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.chain.ThreadError;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** WatchService keys of secrets directories: they get an event for every served file that comes, changes or goes. */
final class Watches {
    private final CopyOnWriteArrayList<StandInPath> standIns = new CopyOnWriteArrayList<StandInPath>();
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<Watch>();

    /** What stands in for an absent directory: a path object of its own for each registration, so that they are told apart by identity. */
    Path standIn(Path asked, String path) {
        StackRoom.require();
        for (StandInPath one : standIns) {
            if (one.watched.get() == null) {
                standIns.remove(one);
            }
        }
        Path watched = asked.getFileSystem().getPath(path);
        standIns.add(new StandInPath(watched, asked));
        return watched;
    }

    /** @return the directory that this path stands in for, or null */
    @Nullable
    Path askedFor(Path watched) {
        for (StandInPath one : standIns) {
            if (one.watched.get() == watched) {
                return one.asked;
            }
        }
        return null;
    }

    void add(WatchKey key, Object[] kinds, Path directory) {
        StackRoom.require();
        watches.add(new Watch(key, kinds, directory));
    }

    /** Signals what differs. A key that is gone or cancelled is forgotten. */
    void signal(ServedFileSet before, ServedFileSet now) {
        for (Iterator<Watch> all = watches.iterator(); all.hasNext(); ) {
            Watch watch = all.next();
            WatchKey key = watch.key.get();
            if (key == null || !key.isValid()) {
                watches.remove(watch);
                continue;
            }
            for (String name : now.names()) {
                if (before.get(name) != now.get(name)) {
                    boolean isNew = before.get(name) == null;
                    watch.signal(
                            key,
                            name,
                            isNew ? StandardWatchEventKinds.ENTRY_CREATE : StandardWatchEventKinds.ENTRY_MODIFY);
                }
            }
            for (String name : before.names()) {
                if (now.get(name) == null) {
                    watch.signal(key, name, StandardWatchEventKinds.ENTRY_DELETE);
                }
            }
        }
    }

    private static final class StandInPath {
        /** Weak: it lives as long as the key that holds it. */
        final WeakReference<Path> watched;

        final Path asked;

        StandInPath(Path watched, Path asked) {
            this.watched = new WeakReference<Path>(watched);
            this.asked = asked;
        }
    }

    private static final class Watch {
        final WeakReference<WatchKey> key;
        final List<Object> kinds;
        final Path directory;

        Watch(WatchKey key, Object[] kinds, Path directory) {
            this.key = new WeakReference<WatchKey>(key);
            this.kinds = Arrays.asList(kinds.clone());
            this.directory = directory;
        }

        /** AbstractWatchKey.signalEvent, as the JDK's own watch services call it; HookClass has opened its package to us. */
        void signal(WatchKey watchKey, String name, WatchEvent.Kind<?> kind) {
            if (!kinds.contains(kind)) {
                return;
            }
            try {
                Method signal = Class.forName("sun.nio.fs.AbstractWatchKey", false, null)
                        .getDeclaredMethod("signalEvent", WatchEvent.Kind.class, Object.class);
                signal.setAccessible(true);
                signal.invoke(watchKey, kind, directory.getFileSystem().getPath(name));
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                if (cause != null) {
                    ThreadError.rethrow(cause);
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Another watch service's key: its own polling finds the new time of the file.
                return;
            }
        }
    }
}
