package io.bpsecrets.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory's real entries and the served ones. It behaves as the JDK's own stream does. */
class MergedStream implements DirectoryStream<Path> {
    private final List<Path> entries;
    private final DirectoryStream.@Nullable Filter<? super Path> filter;
    private boolean iterated;
    private volatile boolean closed;

    MergedStream(List<Path> entries, DirectoryStream.@Nullable Filter<? super Path> filter) {
        this.entries = new ArrayList<Path>(entries);
        this.filter = filter;
    }

    /**
     * A stream of a directory.
     *
     * @param onDisk paths of its real entries, of which only the last names count
     * @param served names of what is served in it
     */
    static MergedStream of(
            Path directory,
            Iterable<Path> onDisk,
            Set<String> served,
            DirectoryStream.@Nullable Filter<? super Path> filter) {
        return new MergedStream(entries(directory, onDisk, served), filter);
    }

    static List<Path> entries(Path directory, Iterable<Path> onDisk, Set<String> served) {
        List<Path> entries = new ArrayList<Path>();
        Set<String> names = new LinkedHashSet<String>(served);
        for (Path entry : onDisk) {
            Path name = entry.getFileName();
            entries.add(directory.resolve(name));
            names.remove(name.toString());
        }
        for (String name : names) {
            entries.add(directory.resolve(name));
        }
        return entries;
    }

    @Override
    public final Iterator<Path> iterator() {
        if (closed) {
            throw new IllegalStateException("Directory stream is closed");
        }
        if (iterated) {
            throw new IllegalStateException("Iterator already obtained");
        }
        iterated = true;
        return new Entries(entries.iterator());
    }

    /** @throws IOException never; a subclass may throw it */
    @Override
    public void close() throws IOException {
        closed = true;
    }

    final boolean isClosed() {
        return closed;
    }

    private final class Entries implements Iterator<Path> {
        private final Iterator<Path> all;
        private @Nullable Path next;

        Entries(Iterator<Path> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next == null && !closed && all.hasNext()) {
                Path candidate = all.next();
                if (accepts(candidate)) {
                    next = candidate;
                }
            }
            return next != null;
        }

        @Override
        public Path next() {
            Path answer = hasNext() ? next : null;
            if (answer == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return answer;
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        private boolean accepts(Path candidate) {
            try {
                return filter == null || filter.accept(candidate);
            } catch (IOException e) {
                throw new DirectoryIteratorException(e);
            }
        }
    }
}
