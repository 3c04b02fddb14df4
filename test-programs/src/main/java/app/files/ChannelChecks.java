package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.BINARY;
import static app.files.SecretsFolder.EMPTY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** NIO channels: file, mapped, seekable, asynchronous. */
final class ChannelChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("channels");
        t.row("FileChannel.open", () -> with(at, PASSWORD, in -> Answer.of(Channels.newInputStream(in))));
        t.row("FileChannel.open without options", () -> {
            try (FileChannel in = FileChannel.open(at.path(PASSWORD))) {
                return Answer.of(Channels.newInputStream(in));
            }
        });
        t.row("FileChannel.open NOFOLLOW_LINKS", () -> {
            try (FileChannel in = FileChannel.open(at.path(PASSWORD), READ, NOFOLLOW_LINKS)) {
                return Answer.of(Channels.newInputStream(in));
            }
        });
        t.row("FileChannel.open absent", () -> with(at, ABSENT, in -> "" + in.size()));
        t.row("FileChannel.open directory and read", () -> {
            try (FileChannel in = FileChannel.open(at.directoryPath(), READ)) {
                return "" + in.read(ByteBuffer.allocate(1));
            }
        });
        t.row("size", () -> with(at, PASSWORD, in -> "" + in.size()));
        t.row("size empty", () -> with(at, EMPTY, in -> "" + in.size()));
        t.row("position", () -> with(at, PASSWORD, in -> Answer.of(Channels.newInputStream(in.position(3)))));
        t.row(
                "read at a position",
                () -> with(at, BINARY, in -> {
                    ByteBuffer buffer = ByteBuffer.allocate(16);
                    int n = in.read(buffer, 100);
                    return n + " " + Answer.of(buffer.array()) + " at " + in.position();
                }));
        t.row("read beyond the end", () -> with(at, PASSWORD, in -> "" + in.read(ByteBuffer.allocate(1), 9_999_999)));
        t.row(
                "scattering read",
                () -> with(at, BINARY, in -> {
                    ByteBuffer[] buffers = {ByteBuffer.allocate(10), ByteBuffer.allocate(20)};
                    return in.read(buffers) + " " + Answer.of(buffers[1].array());
                }));
        t.row("map", () -> with(at, BINARY, in -> mapped(in.map(MapMode.READ_ONLY, 0, in.size()))));
        t.row("map large", () -> with(at, LARGE, in -> mapped(in.map(MapMode.READ_ONLY, 0, in.size()))));
        t.row("map part", () -> with(at, BINARY, in -> mapped(in.map(MapMode.READ_ONLY, 17, 33))));
        t.row("map private", () -> {
            // Copy-on-write needs a channel open for writing: a real file of mode r-------- has none either.
            try (FileChannel in = FileChannel.open(at.path(BINARY), READ)) {
                return mapped(in.map(MapMode.PRIVATE, 0, 10));
            }
        });
        t.row("map after close", () -> {
            FileChannel in = FileChannel.open(at.path(BINARY), READ);
            ByteBuffer buffer = in.map(MapMode.READ_ONLY, 0, in.size());
            in.close();
            return mapped(buffer);
        });
        t.row("map READ_WRITE of a reader", () -> with(at, BINARY, in -> mapped(in.map(MapMode.READ_WRITE, 0, 10))));
        t.row(
                "transferTo a stream",
                () -> with(at, LARGE, in -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    in.transferTo(0, in.size(), Channels.newChannel(out));
                    return Answer.of(out.toByteArray());
                }));
        t.row(
                "transferTo a file",
                () -> with(at, LARGE, in -> {
                    try (FileChannel out = FileChannel.open(at.scratch("transferred"), CREATE, WRITE)) {
                        in.transferTo(0, in.size(), out);
                    }
                    return Answer.of(Files.readAllBytes(at.scratch("transferred")));
                }));
        t.row(
                "transferFrom",
                () -> with(at, LARGE, in -> {
                    try (FileChannel out = FileChannel.open(at.scratch("received"), CREATE, WRITE)) {
                        out.transferFrom(in, 0, in.size());
                    }
                    return Answer.of(Files.readAllBytes(at.scratch("received")));
                }));
        t.row(
                "tryLock shared",
                () -> with(at, PASSWORD, in -> {
                    try (FileLock lock = in.tryLock(0, Long.MAX_VALUE, true)) {
                        return lock.isValid() + " " + lock.isShared();
                    }
                }));
        t.row("write on a reader", () -> with(at, PASSWORD, in -> "" + in.write(ByteBuffer.allocate(1))));
        t.row(
                "truncate on a reader",
                () -> with(at, PASSWORD, in -> "" + in.truncate(0).size()));
        t.row("Files.newByteChannel", () -> {
            try (SeekableByteChannel in = Files.newByteChannel(at.path(PASSWORD))) {
                return in.size() + " " + Answer.of(Channels.newInputStream(in));
            }
        });
        t.row("Files.newByteChannel NOFOLLOW_LINKS", () -> {
            try (SeekableByteChannel in = Files.newByteChannel(at.path(PASSWORD), NOFOLLOW_LINKS)) {
                return Answer.of(Channels.newInputStream(in.position(2)));
            }
        });
        t.row("Files.newByteChannel absent", () -> {
            try (SeekableByteChannel in = Files.newByteChannel(at.path(ABSENT), READ)) {
                return "" + in.size();
            }
        });
        t.row("FileInputStream.getChannel().map", () -> {
            try (FileInputStream in = new FileInputStream(at.file(BINARY))) {
                return mapped(in.getChannel().map(MapMode.READ_ONLY, 0, 256));
            }
        });
        asynchronous(t, at);
        return t;
    }

    private static void asynchronous(Table t, SecretsFolder at) {
        t.row("AsynchronousFileChannel.open", () -> {
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(at.path(PASSWORD))) {
                return read(in);
            }
        });
        t.row("AsynchronousFileChannel.open with an executor", () -> {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            try (AsynchronousFileChannel in =
                    AsynchronousFileChannel.open(at.path(PASSWORD), Collections.singleton(READ), threads)) {
                return read(in);
            } finally {
                threads.shutdown();
            }
        });
        t.row("AsynchronousFileChannel.open absent", () -> {
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(at.path(ABSENT))) {
                return read(in);
            }
        });
    }

    private static String read(AsynchronousFileChannel in) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate((int) in.size());
        in.read(buffer, 0).get();
        return Answer.of(buffer.array());
    }

    private static String mapped(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Answer.of(bytes);
    }

    private interface Use {
        String of(FileChannel in) throws Exception;
    }

    private static String with(SecretsFolder at, String name, Use use) throws Exception {
        try (FileChannel in = FileChannel.open(at.path(name), READ)) {
            return use.of(in);
        }
    }

    private ChannelChecks() {}
}
