package io.bpsecrets.files;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options that a served file is opened with in place of those that were given. */
final class OpenOptions {
    private OpenOptions() {}

    /**
     * @param options null is the JDK's to refuse
     * @return the Set to open with, an exception to throw, or null to open with what was given
     */
    static @Nullable Object of(@Nullable Set<?> options, String path) {
        if (options == null) {
            return null;
        }
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        if (writes && options.contains(StandardOpenOption.CREATE_NEW)) {
            return new FileAlreadyExistsException(path);
        }
        // As root, an open for writing through /proc/self/fd/N would succeed and change the secret for all readers.
        if (writes || options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
            return WriteRefusal.denied(path);
        }
        if (options.contains(LinkOption.NOFOLLOW_LINKS)) {
            Set<Object> others = new HashSet<Object>(options);
            others.remove(LinkOption.NOFOLLOW_LINKS);
            return others;
        }
        return null;
    }
}
