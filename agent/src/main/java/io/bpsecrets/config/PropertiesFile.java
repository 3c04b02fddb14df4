package io.bpsecrets.config;

import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A properties file with line numbers. It only finds the logical lines. What a line means (escapes, separators,
 * continuation) is left to {@link Properties#load(java.io.Reader)}, so that there is no second dialect.
 */
final class PropertiesFile {
    /** One key with its value and the number of the line on which it begins, from 1. */
    static final class Line {
        final int number;
        final String key;
        final String value;

        Line(int number, String key, String value) {
            this.number = number;
            this.key = key;
            this.value = value;
        }
    }

    private final String shown;
    private final List<Line> lines = new ArrayList<Line>();
    private final List<SettingProblem> problems = new ArrayList<SettingProblem>();

    /** @param shown the file's name in error texts */
    private PropertiesFile(String shown) {
        this.shown = shown;
    }

    /**
     * Never throws: what is wrong with the file is in {@link #problems}. It may be a pipe. What could be read of it counts, because it
     * may say which secrets are required.
     *
     * @param kept gets what was read, because a pipe cannot be read again
     */
    static PropertiesFile read(File file, @Nullable AtomicReference<byte[]> kept) {
        PropertiesFile result = new PropertiesFile(file.getPath());
        SmallFile read = SmallFile.readOrPipe(file);
        // In this order: a pipe that ends now has then been read to its end.
        String problem = read.problem();
        byte[] bytes = read.bytes();
        if (kept != null) {
            kept.set(bytes);
        }
        if (problem == null) {
            result.parse(result.decode(bytes));
        } else {
            boolean isShown = Redaction.file(file.getPath()).equals(file.getPath());
            boolean isFound = file.exists() || file.isAbsolute();
            String lookedFor = isFound || !isShown ? "" : " (looked for " + file.getAbsolutePath() + ")";
            result.parse(new String(bytes, StandardCharsets.UTF_8));
            result.forgetUnknown();
            result.problems.add(
                    new SettingProblem(Redaction.file(file.getPath()), "cannot be read: " + problem + lookedFor));
        }
        return result;
    }

    /** The last line of a file that is cut off is no mistake of the user, and no line of /dev/zero is one. */
    private void forgetUnknown() {
        for (Iterator<Line> all = lines.iterator(); all.hasNext(); ) {
            Key row = Key.find(all.next().key);
            boolean decides = row == Key.REQUIRED || row == Key.STARTUP || row == Key.MODE;
            if (row == null || !decides && !all.hasNext()) {
                all.remove();
            }
        }
    }

    String shown() {
        return shown;
    }

    List<Line> lines() {
        return lines;
    }

    List<SettingProblem> problems() {
        return problems;
    }

    /** A file in another encoding is a problem. It is read all the same, because it may say which secrets are required. */
    private String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(new SettingProblem(shown, "is not UTF-8; save it in that encoding"));
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void parse(String text) {
        StringBuilder logical = new StringBuilder();
        int number = 0;
        int begin = 0;
        for (String line : split(text)) {
            number++;
            boolean fresh = logical.length() == 0;
            if (fresh) {
                begin = number;
                String trimmed = line.trim();
                if (trimmed.isEmpty() || trimmed.charAt(0) == '#' || trimmed.charAt(0) == '!') {
                    continue;
                }
            }
            logical.append(line);
            if (continues(line)) {
                logical.append('\n');
            } else {
                add(begin, logical.toString());
                logical.setLength(0);
            }
        }
        if (logical.length() > 0) {
            add(begin, logical.toString());
        }
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(from, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        lines.add(text.substring(from));
        return lines;
    }

    /** An odd number of backslashes at the end. */
    private static boolean continues(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private void add(int number, String logical) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new SettingProblem(shown + ":" + number, "has a malformed \\uXXXX escape"));
            return;
        }
        for (Map.Entry<Object, Object> entry : one.entrySet()) {
            lines.add(new Line(number, (String) entry.getKey(), (String) entry.getValue()));
        }
    }
}
