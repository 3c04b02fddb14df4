package io.bpsecrets.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A directory's real entries and the served ones, with the manners of the JDK's own stream. */
class MergedStream implements DirectoryStream<Path> {
    private final List<Path> entries;
    private final DirectoryStream.Filter<? super Path> filter;
    private boolean iterated;
    private volatile boolean closed;

    MergedStream(List<Path> entries, DirectoryStream.Filter<? super Path> filter) {
        this.entries = new ArrayList<Path>(entries);
        this.filter = filter;
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

    /** @throws IOException never here */
    @Override
    public void close() throws IOException {
        closed = true;
    }

    final boolean isClosed() {
        return closed;
    }

    private final class Entries implements Iterator<Path> {
        private final Iterator<Path> all;
        private Path next;

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
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Path answer = next;
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
