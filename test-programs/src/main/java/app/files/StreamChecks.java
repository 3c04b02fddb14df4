package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.BINARY;
import static app.files.SecretsFolder.EMPTY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.RENAMED;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/** java.io streams and RandomAccessFile. */
final class StreamChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("streams");
        t.row("FileInputStream(String)", () -> Answer.of(new FileInputStream(at.name(PASSWORD))));
        t.row("FileInputStream(File)", () -> Answer.of(new FileInputStream(at.file(PASSWORD))));
        t.row("FileInputStream renamed", () -> Answer.of(new FileInputStream(at.name(RENAMED))));
        t.row("FileInputStream empty", () -> Answer.of(new FileInputStream(at.name(EMPTY))));
        t.row("FileInputStream large", () -> Answer.of(new FileInputStream(at.name(LARGE))));
        t.row("FileInputStream binary", () -> Answer.of(new FileInputStream(at.name(BINARY))));
        t.row("FileInputStream absent", () -> Answer.of(new FileInputStream(at.name(ABSENT))));
        t.row("FileInputStream directory", () -> Answer.of(new FileInputStream(at.directory())));
        t.row("FileInputStream name with NUL", () -> Answer.of(new FileInputStream(at.name(PASSWORD + "\0"))));
        t.row("FileInputStream(null)", () -> Answer.of(new FileInputStream((File) null)));
        t.row("read one byte", () -> with(at, in -> Answer.of(new byte[] {(byte) in.read()})));
        t.row("skip", () -> with(at, in -> in.skip(5) + " " + Answer.of(in)));
        t.row("skip beyond the end", () -> with(at, in -> in.skip(100_000) + " " + in.read()));
        t.row("available", () -> with(at, in -> "" + in.available()));
        t.row("available after a read", () -> with(at, in -> in.read() > 0 ? "" + in.available() : "no byte"));
        t.row("markSupported", () -> with(at, in -> "" + in.markSupported()));
        t.row("getFD().valid()", () -> with(at, in -> "" + in.getFD().valid()));
        t.row("getChannel().size()", () -> with(at, in -> "" + in.getChannel().size()));
        t.row(
                "getChannel().position(3)",
                () -> with(at, in -> {
                    in.getChannel().position(3);
                    return Answer.of(in);
                }));
        t.row("getChannel().write()", () -> with(at, in -> "" + in.getChannel().write(ByteBuffer.wrap(new byte[1]))));
        t.row(
                "read after close",
                () -> with(at, in -> {
                    in.close();
                    return "" + in.read();
                }));
        t.row(
                "two streams have their own positions",
                () -> with(
                        at,
                        first -> with(at, second -> {
                            Answer.bytes(first);
                            return Answer.of(second);
                        })));
        t.row("BufferedInputStream mark and reset", () -> {
            try (InputStream in = new BufferedInputStream(new FileInputStream(at.file(PASSWORD)))) {
                in.mark(100);
                in.skip(4);
                in.reset();
                return Answer.of(in);
            }
        });
        t.row("DataInputStream.readFully", () -> {
            try (DataInputStream in = new DataInputStream(new FileInputStream(at.file(BINARY)))) {
                byte[] all = new byte[256];
                in.readFully(all);
                return Answer.of(all) + " " + in.read();
            }
        });
        t.row(
                "InputStream.readAllBytes",
                () -> with(
                        at,
                        in -> Answer.of((byte[]) Newer.call(in, InputStream.class, "readAllBytes", Newer.types()))));
        t.row(
                "InputStream.transferTo",
                () -> with(at, in -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    Newer.call(in, InputStream.class, "transferTo", Newer.types(OutputStream.class), out);
                    return Answer.of(out.toByteArray());
                }));
        t.row(
                "InputStream.readNBytes",
                () -> with(
                        at,
                        in -> Answer.of(
                                (byte[]) Newer.call(in, InputStream.class, "readNBytes", Newer.types(int.class), 7))));
        t.row(
                "InputStream.skipNBytes",
                () -> with(at, in -> {
                    Newer.call(in, InputStream.class, "skipNBytes", Newer.types(long.class), 6L);
                    return Answer.of(in);
                }));
        randomAccess(t, at);
        return t;
    }

    private static void randomAccess(Table t, SecretsFolder at) {
        t.row("RandomAccessFile.length", () -> random(at, in -> "" + in.length()));
        t.row(
                "RandomAccessFile.readFully",
                () -> random(at, in -> {
                    byte[] all = new byte[(int) in.length()];
                    in.readFully(all);
                    return Answer.of(all) + " at " + in.getFilePointer();
                }));
        t.row(
                "RandomAccessFile.seek",
                () -> random(at, in -> {
                    in.seek(4);
                    return Answer.of(in.readLine()) + " at " + in.getFilePointer();
                }));
        t.row(
                "RandomAccessFile.write on r",
                () -> random(at, in -> {
                    in.write(1);
                    return "written";
                }));
        t.row(
                "RandomAccessFile.getChannel",
                () -> random(at, in -> "" + in.getChannel().size()));
        t.row("RandomAccessFile absent", () -> "" + new RandomAccessFile(at.name(ABSENT), "r").length());
        t.row("RandomAccessFile directory", () -> "" + new RandomAccessFile(at.directory(), "r").length());
    }

    private interface Use<T> {
        String of(T in) throws Exception;
    }

    private static String with(SecretsFolder at, Use<FileInputStream> use) throws Exception {
        try (FileInputStream in = new FileInputStream(at.file(PASSWORD))) {
            return use.of(in);
        }
    }

    private static String random(SecretsFolder at, Use<RandomAccessFile> use) throws Exception {
        try (RandomAccessFile in = new RandomAccessFile(at.file(PASSWORD), "r")) {
            return use.of(in);
        }
    }

    private StreamChecks() {}
}
