package app.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways to read a whole secret of one line. */
final class Readers {

    interface Reader {
        String read(File file) throws Exception;
    }

    static List<Reader> all() {
        List<Reader> all = new ArrayList<>();
        all.add(file -> new String(Answer.bytes(new FileInputStream(file)), StandardCharsets.UTF_8));
        all.add(file -> new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8));
        all.add(file -> Answer.text(new FileReader(file)));
        all.add(file -> String.join("", Files.readAllLines(file.toPath())));
        all.add(Readers::random);
        all.add(Readers::mapped);
        all.add(Readers::channel);
        all.add(Readers::scanner);
        all.add(Readers::lines);
        all.add(Readers::samePath);
        all.add(Readers::line);
        return all;
    }

    private static String random(File file) throws Exception {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            byte[] bytes = new byte[(int) in.length()];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String mapped(File file) throws Exception {
        try (FileChannel in = FileChannel.open(file.toPath())) {
            ByteBuffer buffer = in.map(MapMode.READ_ONLY, 0, in.size());
            return StandardCharsets.UTF_8.decode(buffer).toString();
        }
    }

    private static String channel(File file) throws Exception {
        return new String(
                Answer.bytes(Channels.newInputStream(Files.newByteChannel(file.toPath()))), StandardCharsets.UTF_8);
    }

    private static String scanner(File file) throws Exception {
        try (Scanner in = new Scanner(file, "UTF-8")) {
            return in.nextLine();
        }
    }

    private static String lines(File file) throws Exception {
        try (Stream<String> lines = Files.lines(file.toPath())) {
            return lines.collect(Collectors.joining());
        }
    }

    /** The JDK keeps the bytes of a path that it has just used: they must not be those of the last rotation. */
    private static String samePath(File file) throws Exception {
        Path path = file.toPath();
        byte[] first = Files.readAllBytes(path);
        byte[] second = Files.readAllBytes(path);
        return new String(Arrays.equals(first, second) ? first : second, StandardCharsets.UTF_8);
    }

    private static String line(File file) throws Exception {
        try (BufferedReader in = new BufferedReader(new FileReader(file))) {
            return in.readLine();
        }
    }

    private Readers() {}
}
