package io.bpsecrets.files;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last resort, where no unlinked file can be had: real files, 0400, in a directory of 0700 that is emptied at an orderly
 * end. A kill leaves them behind, which the warning says.
 */
final class PrivateDirectory implements Delivery {
    private final File directory;
    private final AtomicLong counter = new AtomicLong();

    /** @throws IOException where the directory cannot be made */
    PrivateDirectory(File parent) throws IOException {
        this.directory = new File(parent, ".bp-secrets-" + Long.toHexString(System.nanoTime()));
        boolean made = directory.mkdir()
                && directory.setReadable(false, false)
                && directory.setWritable(false, false)
                && directory.setExecutable(false, false)
                && directory.setReadable(true, true)
                && directory.setWritable(true, true)
                && directory.setExecutable(true, true);
        if (!made) {
            throw new IOException("no private directory can be made in " + parent);
        }
        directory.deleteOnExit();
        new File(directory, "empty").mkdir();
        new File(directory, "empty").deleteOnExit();
    }

    @Override
    public File directory() {
        return directory;
    }

    @Override
    public String emptyDirectory() {
        return new File(directory, "empty").getPath();
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        final File file = new File(directory, Long.toString(counter.incrementAndGet()));
        file.deleteOnExit();
        try (FileOutputStream out = new FileOutputStream(file)) {
            out.write(content);
        }
        file.setLastModified(lastModified);
        file.setReadable(false, false);
        file.setWritable(false, false);
        file.setReadable(true, true);
        return new Parcel() {
            @Override
            public String place() {
                return file.getPath();
            }

            @Override
            public void close() {
                file.delete();
            }
        };
    }
}
