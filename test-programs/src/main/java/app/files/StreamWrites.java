package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.JAR;
import static app.files.SecretsFolder.PASSWORD;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.util.Formatter;
import java.util.zip.ZipFile;

/** Opening a secret for writing by java.io. */
final class StreamWrites {

    static void add(WriteChecks t, SecretsFolder at) {
        t.attempt("FileOutputStream(String)", () -> closed(new FileOutputStream(at.name(PASSWORD))));
        t.attempt("FileOutputStream(File)", () -> closed(new FileOutputStream(at.file(PASSWORD))));
        t.attempt("FileOutputStream append", () -> closed(new FileOutputStream(at.file(PASSWORD), true)));
        t.attempt(
                "FileOutputStream relative",
                () -> closed(new FileOutputStream(at.relative(PASSWORD).toFile())));
        t.attempt("FileOutputStream alias", () -> closed(new FileOutputStream(at.alias() + "/" + PASSWORD)));
        t.attempt("FileOutputStream of the directory", () -> closed(new FileOutputStream(at.directory())));
        t.attempt("FileOutputStream of a new name", () -> closed(new FileOutputStream(at.name(ABSENT))));
        t.attempt("FileWriter", () -> closed(new FileWriter(at.file(PASSWORD))));
        t.attempt("PrintWriter", () -> closed(new PrintWriter(at.file(PASSWORD))));
        t.attempt("PrintStream", () -> closed(new PrintStream(at.file(PASSWORD))));
        t.attempt("Formatter", () -> closed(new Formatter(at.file(PASSWORD))));
        t.attempt("RandomAccessFile rw", () -> closed(new RandomAccessFile(at.file(PASSWORD), "rw")));
        t.attempt("RandomAccessFile rws", () -> closed(new RandomAccessFile(at.file(PASSWORD), "rws")));
        t.attempt("RandomAccessFile rwd", () -> closed(new RandomAccessFile(at.name(PASSWORD), "rwd")));
        t.attempt("RandomAccessFile rw of a new name", () -> closed(new RandomAccessFile(at.name(ABSENT), "rw")));
        t.attempt(
                "ProcessBuilder.redirectOutput",
                () -> new ProcessBuilder("/bin/echo", "x")
                        .redirectOutput(at.file(PASSWORD))
                        .start()
                        .waitFor());
        t.attempt(
                "ZipFile OPEN_DELETE",
                () -> closed(new ZipFile(at.file(JAR), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE)));
    }

    private static Object closed(Closeable opened) throws Exception {
        opened.close();
        return null;
    }

    private StreamWrites() {}
}
