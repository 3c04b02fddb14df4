package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for the canaries of all test classes in whatever was written, by the form that {@link Canaries#make} gives them: in
 * clear, cut short, in UTF-16, hex or base64. Knows no value, so that it can look after the JVM that made them is gone.
 */
public final class CanaryScan {
    private static final Pattern CANARY = Pattern.compile("canary-[A-Za-z0-9_.-]*-[0-9a-f]{10}");
    /** Service, batch and recovery tokens of Vault and OpenBao. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<![\\w.$-])(?:hv[sbr]\\.[\\w-]{24,}|s\\.[A-Za-z0-9]{24}(?![\\w.(])|b\\.[\\w-]{80,})");

    private static final List<String> ENCODED = encoded();

    /**
     * Where in files below a folder a canary is, without its text.
     *
     * @param skip folders and files that are not looked into
     */
    public static List<String> below(Path folder, Predicate<Path> skip) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                boolean skipped = false;
                for (Path part = file; !part.equals(folder); part = part.getParent()) {
                    skipped |= skip.test(part);
                }
                if (!skipped) {
                    found.addAll(in(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** @throws AssertionError where a server or a program wrote a canary into its folder */
    static void assertClean(Path folder) {
        List<String> found = below(folder, path -> false);
        if (!found.isEmpty()) {
            throw new AssertionError("Secret values were written: " + found);
        }
    }

    private static List<String> in(Path file) throws IOException {
        try {
            List<String> found = new ArrayList<>();
            for (String form : in(new String(Files.readAllBytes(file), ISO_8859_1))) {
                found.add(form + " in " + file);
            }
            return found;
        } catch (NoSuchFileException e) {
            // Deleted meanwhile: nothing is written there.
            return List.of();
        }
    }

    /** Which kinds of secrets a text holds. */
    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        if (CANARY.matcher(text).find()) {
            found.add("a canary");
        }
        if (ENCODED.stream().anyMatch(text::contains)) {
            found.add("an encoded canary");
        }
        if (TOKEN.matcher(text).find()) {
            found.add("a token");
        }
        return found;
    }

    private static List<String> encoded() {
        String start = "canary-";
        List<String> forms = new ArrayList<>();
        for (java.nio.charset.Charset wide : List.of(UTF_16BE, UTF_16LE)) {
            forms.add(new String(start.getBytes(wide), ISO_8859_1));
        }
        forms.add(HexFormat.of().formatHex(start.getBytes(UTF_8)));
        forms.add(HexFormat.of().withUpperCase().formatHex(start.getBytes(UTF_8)));
        for (int before = 0; before < 3; before++) {
            String all =
                    Base64.getEncoder().withoutPadding().encodeToString((" ".repeat(before) + start).getBytes(UTF_8));
            // The first characters hold bits of what stands before, the last those of what comes after.
            int first = before == 0 ? 0 : before + 1;
            forms.add(all.substring(first, (before + start.length()) * 8 / 6));
        }
        return forms;
    }

    private CanaryScan() {}
}
