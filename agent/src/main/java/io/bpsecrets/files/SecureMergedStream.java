package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The same as a SecureDirectoryStream, which the JDK's stream is on Linux. What is served is opened by its path, which the hooks see.
 * Everything else is opened by the JDK's own stream with openat(2), which no hook sees.
 */
final class SecureMergedStream extends MergedStream implements SecureDirectoryStream<Path> {
    private final Path directory;
    private final SecureDirectoryStream<Path> real;
    private final BiFunction<String, @Nullable Object[], @Nullable Object> door;

    private SecureMergedStream(
            Path directory,
            List<Path> entries,
            DirectoryStream.@Nullable Filter<? super Path> filter,
            SecureDirectoryStream<Path> real,
            BiFunction<String, @Nullable Object[], @Nullable Object> door) {
        super(entries, filter);
        this.directory = directory;
        this.real = real;
        this.door = door;
    }

    /**
     * A stream of a directory.
     *
     * @param opened the JDK's stream of it; it is closed by the new stream, or at once
     * @param served names of what is served in it
     * @param filter null for all entries
     * @param door the file door
     * @throws IOException if the directory cannot be read
     */
    static DirectoryStream<Path> of(
            Path directory,
            DirectoryStream<Path> opened,
            Set<String> served,
            DirectoryStream.@Nullable Filter<? super Path> filter,
            BiFunction<String, @Nullable Object[], @Nullable Object> door)
            throws IOException {
        boolean keeps = false;
        try {
            List<Path> entries = entries(directory, opened, served);
            if (opened instanceof SecureDirectoryStream) {
                DirectoryStream<Path> made =
                        new SecureMergedStream(directory, entries, filter, (SecureDirectoryStream<Path>) opened, door);
                keeps = true;
                return made;
            }
            return new MergedStream(entries, filter);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } finally {
            if (!keeps) {
                opened.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        real.close();
    }

    /** True if it is a served file. */
    private boolean serves(Path target) {
        return Boolean.TRUE.equals(door.apply(FileQuestion.IS_FILE, new Object[] {target, null}));
    }

    /** True if it is a secrets directory that is not on the disk. */
    private boolean isAbsent(Path target) {
        return Boolean.TRUE.equals(door.apply(FileQuestion.IS_DIRECTORY, new Object[] {target, null}));
    }

    private Path target(Path path) {
        Path target = directory.resolve(path);
        if (isClosed()) {
            throw new ClosedDirectoryStreamException();
        }
        return target;
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
        Path target = target(path);
        if (serves(target)) {
            throw new NotDirectoryException(path.toString());
        }
        if (path.isAbsolute() && isAbsent(target)) {
            return (SecureDirectoryStream<Path>) Files.newDirectoryStream(target);
        }
        // Asked before anything is open, because it may throw.
        Object listed = door.apply(FileQuestion.LIST, new Object[] {target, new String[0]});
        Set<String> names = new LinkedHashSet<String>();
        if (listed instanceof String[]) {
            Collections.addAll(names, (String[]) listed);
        }
        SecureDirectoryStream<Path> opened = real.newDirectoryStream(path, options);
        // The JDK's is secure, and so is what is made of it.
        return (SecureDirectoryStream<Path>) of(target, opened, names, null, door);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Path target = target(path);
        return serves(target)
                ? Files.newByteChannel(target, options, attributes)
                : real.newByteChannel(path, options, attributes);
    }

    @Override
    public void deleteFile(Path path) throws IOException {
        refuse(path);
        real.deleteFile(path);
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        refuse(path);
        real.deleteDirectory(path);
    }

    @Override
    public void move(Path source, SecureDirectoryStream<Path> to, Path path) throws IOException {
        refuse(source);
        SecureDirectoryStream<Path> other = to;
        if (to instanceof SecureMergedStream) {
            ((SecureMergedStream) to).refuse(path);
            other = ((SecureMergedStream) to).real;
        }
        real.move(source, other, path);
    }

    private void refuse(Path path) throws IOException {
        Path target = target(path);
        if (serves(target) || isAbsent(target)) {
            throw WriteRefusal.denied(path.toString());
        }
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        return isAbsent(directory) && isOf(type) ? view(directory, type) : real.getFileAttributeView(type);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        Path target = directory.resolve(path);
        return isOf(type) && (serves(target) || isAbsent(target))
                ? view(target, type)
                : real.getFileAttributeView(path, type, options);
    }

    /** True for the views that the JDK's stream has. It answers null for others. */
    private static boolean isOf(Class<?> type) {
        return type == BasicFileAttributeView.class
                || type == PosixFileAttributeView.class
                || type == FileOwnerAttributeView.class;
    }

    private <V extends FileAttributeView> V view(Path target, Class<V> type) {
        PosixFileAttributeView byPath = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return type.cast(new ServedView(this, byPath, type == BasicFileAttributeView.class ? "basic" : "posix"));
    }
}
