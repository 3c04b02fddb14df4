package io.bpsecrets.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file with line numbers. It only finds where the logical lines are; what a line means (escapes, separators,
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
    private final List<Problem> problems = new ArrayList<Problem>();

    /** @param shown the file's name in error texts */
    private PropertiesFile(String shown) {
        this.shown = shown;
    }

    /** Never throws: what is wrong with the file is in {@link #problems}. */
    static PropertiesFile read(File file) {
        PropertiesFile result = new PropertiesFile(file.getPath());
        try {
            result.parse(result.decode(bytes(file)));
        } catch (IOException e) {
            result.problems.add(new Problem(
                    file.getPath(), "cannot be read: " + (file.exists() ? reason(file, e) : missing(file))));
        }
        return result;
    }

    private static String missing(File file) {
        return "no such file" + (file.isAbsolute() ? "" : " (looked for " + file.getAbsolutePath() + ")");
    }

    private static String reason(File file, IOException e) {
        return file.isDirectory()
                ? "it is a directory"
                : file.canRead() ? e.getClass().getSimpleName() : "no permission";
    }

    String shown() {
        return shown;
    }

    List<Line> lines() {
        return lines;
    }

    List<Problem> problems() {
        return problems;
    }

    private static byte[] bytes(File file) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        }
    }

    /** A file in another encoding is a problem, and is read all the same: it may say which secrets are required. */
    private String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(new Problem(shown, "is not UTF-8; save it in that encoding"));
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
            problems.add(new Problem(shown + ":" + number, "has a malformed \\uXXXX escape"));
            return;
        }
        for (Map.Entry<Object, Object> entry : one.entrySet()) {
            lines.add(new Line(number, (String) entry.getKey(), (String) entry.getValue()));
        }
    }
}
