package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last resort, if a file cannot be opened by its descriptor, for example because /proc/self/fd is empty or not there. It makes real
 * files of mode 0400 in a directory of mode 0700 that is emptied at an orderly end. A kill leaves them behind, which the warning says. Both modes
 * are given at creation; only methods of java.nio.file are used, as macOS has other system calls.
 */
final class PrivateDirectory implements Delivery {
    private static final String ONLY_OWNER = "rwx------";
    private static final String READ_ONLY = "r--------";
    private static final String EMPTY = "empty";
    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01000;
    /** How often it is tried, because an interrupt or a taken name may come between. */
    private static final int TRIES = 16;

    private final File parent;
    /** Null before it is needed. */
    private volatile @Nullable File directory;

    /** @param parent others may write to it if it is sticky, as /tmp is */
    PrivateDirectory(File parent) {
        this.parent = parent;
    }

    private synchronized File made() throws IOException {
        if (directory == null) {
            try {
                if (!keepsNames(parent.toPath())) {
                    throw new IOException("others may rename what is in it");
                }
                File made = make(parent.toPath()).toFile();
                made.deleteOnExit();
                if (!ownerIsTrusted(parent.toPath(), made.toPath())) {
                    made.delete();
                    throw new IOException("it belongs to another user, who may rename what is in it");
                }
                File empty = new File(made, EMPTY);
                Files.createDirectory(empty.toPath(), attribute(ONLY_OWNER));
                empty.deleteOnExit();
                directory = made;
            } catch (IOException | UnsupportedOperationException e) {
                throw new IOException("no private directory can be made in " + parent, e);
            }
        }
        return directory;
    }

    /** True if nobody else can rename what is in it: else somebody could put a directory of his own under the name of ours. */
    private static boolean keepsNames(Path parent) throws IOException {
        int mode = (Integer) Files.getAttribute(parent, "unix:mode");
        return (mode & OTHERS_WRITE) == 0 || (mode & STICKY) != 0;
    }

    /** The owner of a directory may rename what is in it, whatever its mode. Root may do so everywhere. */
    private static boolean ownerIsTrusted(Path parent, Path made) throws IOException {
        Object owner = Files.getAttribute(parent, "unix:uid");
        return owner.equals(0) || owner.equals(Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    private static Path make(Path parent) throws IOException {
        FileAttribute<?> mode = attribute(ONLY_OWNER);
        Set<PosixFilePermission> onlyOwner = PosixFilePermissions.fromString(ONLY_OWNER);
        for (int i = 1; ; i++) {
            try {
                Path made = Files.createDirectory(parent.resolve(".bp-secrets-" + RandomNames.next()), mode);
                // The umask may have taken the owner's own rights.
                if (!Files.getPosixFilePermissions(made, LinkOption.NOFOLLOW_LINKS)
                        .equals(onlyOwner)) {
                    Files.setPosixFilePermissions(made, onlyOwner);
                }
                return made;
            } catch (FileAlreadyExistsException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static FileAttribute<?> attribute(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    @Override
    public File directory() {
        File made = directory;
        return made == null ? parent : made;
    }

    @Override
    public String emptyDirectory() {
        return new File(directory(), EMPTY).getPath();
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        // The interrupt would close the channel. It is the application's, and is handed back below.
        boolean interrupted = Thread.interrupted();
        try {
            for (int i = 1; ; i++) {
                File file = new File(made(), RandomNames.next());
                try {
                    return write(file, content, lastModified);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    file.delete();
                    if (i == TRIES) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Parcel write(final File file, byte[] content, long lastModified) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path path = file.toPath();
        file.deleteOnExit();
        boolean good = false;
        try (WritableByteChannel out = Files.newByteChannel(path, options, attribute(READ_ONLY))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            // The umask may have taken the owner's own right to read.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(READ_ONLY));
            good = true;
        } finally {
            if (!good) {
                file.delete();
            }
        }
        file.setLastModified(lastModified);
        return new Parcel() {
            @Override
            public String path() {
                return file.getPath();
            }

            @Override
            public void close() {
                file.delete();
            }
        };
    }
}
