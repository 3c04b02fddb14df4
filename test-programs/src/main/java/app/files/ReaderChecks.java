package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.EMPTY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.PROPERTIES;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Properties;
import java.util.PropertyResourceBundle;
import java.util.Scanner;
import java.util.TreeMap;

/** What applications usually put on top of a stream: readers, Scanner, Properties, the stdin of a child. */
final class ReaderChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("readers");
        t.row("FileReader(String)", () -> Answer.of(new FileReader(at.name(PASSWORD))));
        t.row("FileReader(File)", () -> Answer.of(new FileReader(at.file(PROPERTIES))));
        t.row("FileReader absent", () -> Answer.of(new FileReader(at.name(ABSENT))));
        t.row("FileReader(File, Charset)", () -> {
            try {
                return Answer.of((Reader) FileReader.class
                        .getConstructor(File.class, Charset.class)
                        .newInstance(at.file(PROPERTIES), UTF_8));
            } catch (NoSuchMethodException e) {
                throw new Answer.Skipped("FileReader(File, Charset)");
            }
        });
        t.row(
                "InputStreamReader UTF-8",
                () -> Answer.of(new InputStreamReader(new FileInputStream(at.file(PROPERTIES)), UTF_8)));
        t.row("BufferedReader.readLine", () -> {
            try (BufferedReader in = new BufferedReader(new FileReader(at.file(PROPERTIES)))) {
                return Answer.of(in.readLine()) + " " + Answer.of(in.readLine());
            }
        });
        t.row("BufferedReader.readLine of one line without end", () -> {
            try (BufferedReader in = new BufferedReader(new FileReader(at.file(PASSWORD)))) {
                return Answer.of(in.readLine()) + " then " + in.readLine();
            }
        });
        t.row("BufferedReader.readLine of nothing", () -> {
            try (BufferedReader in = new BufferedReader(new FileReader(at.file(EMPTY)))) {
                return "" + in.readLine();
            }
        });
        t.row("LineNumberReader", () -> {
            try (LineNumberReader in = new LineNumberReader(new FileReader(at.file(PROPERTIES)))) {
                while (in.readLine() != null) {}
                return "" + in.getLineNumber();
            }
        });
        t.row("StreamTokenizer", () -> {
            try (Reader in = new FileReader(at.file(PROPERTIES))) {
                StreamTokenizer tokens = new StreamTokenizer(in);
                tokens.nextToken();
                return Answer.of(String.valueOf(tokens.sval));
            }
        });
        t.row("Scanner(File)", () -> {
            try (Scanner in = new Scanner(at.file(PASSWORD), "UTF-8")) {
                return Answer.of(in.nextLine()) + " " + in.hasNextLine();
            }
        });
        t.row("Scanner(Path)", () -> {
            try (Scanner in = new Scanner(at.path(PASSWORD), "UTF-8")) {
                return Answer.of(in.next());
            }
        });
        t.row("Scanner(File) absent", () -> {
            try (Scanner in = new Scanner(at.file(ABSENT))) {
                return in.next();
            }
        });
        t.row("Scanner whole", () -> {
            try (Scanner in = new Scanner(at.file(LARGE), "UTF-8").useDelimiter("\\A")) {
                return Answer.of(in.next());
            }
        });
        t.row("Properties.load(InputStream)", () -> {
            try (InputStream in = new FileInputStream(at.file(PROPERTIES))) {
                Properties properties = new Properties();
                properties.load(in);
                return show(properties);
            }
        });
        t.row("Properties.load(Reader)", () -> {
            try (Reader in = Files.newBufferedReader(at.path(PROPERTIES))) {
                Properties properties = new Properties();
                properties.load(in);
                return show(properties);
            }
        });
        t.row("PropertyResourceBundle", () -> {
            try (InputStream in = new FileInputStream(at.file(PROPERTIES))) {
                return Answer.sorted(new PropertyResourceBundle(in).keySet());
            }
        });
        t.row(
                "ProcessBuilder.redirectInput(File)",
                () -> child(new ProcessBuilder("/bin/cat").redirectInput(at.file(PASSWORD))));
        t.row(
                "ProcessBuilder.redirectInput(Redirect.from)",
                () -> child(new ProcessBuilder("/bin/cat").redirectInput(Redirect.from(at.file(LARGE)))));
        t.row("ProcessBuilder.redirectInput absent", () -> {
            try {
                return child(new ProcessBuilder("/bin/cat").redirectInput(at.file(ABSENT)));
            } catch (java.io.IOException e) {
                // Later JDKs wrap the error and put a number before it.
                return "!IOException that names the file: " + e.getMessage().contains(at.name(ABSENT));
            }
        });
        return t;
    }

    private static String show(Properties properties) {
        TreeMap<String, String> shown = new TreeMap<>();
        properties.forEach((key, value) -> shown.put((String) key, Answer.of((String) value)));
        return shown.toString();
    }

    private static String child(ProcessBuilder builder) throws Exception {
        Process child = builder.start();
        String answer = Answer.of(child.getInputStream());
        return answer + " exit " + child.waitFor();
    }

    private ReaderChecks() {}
}
