package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Secret values that can be recognised wherever they turn up. Everything that a forked JVM printed or logged is searched
 * for all of them; a class of tests fails where one was seen, whatever else it checked.
 */
public final class Canaries {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> needles = new ConcurrentHashMap<>();
    private final List<String> sightings = new CopyOnWriteArrayList<>();

    /** A new secret value: canary-NAME- and 20 random hex digits. */
    public String make(String name) {
        byte[] bytes = new byte[10];
        RANDOM.nextBytes(bytes);
        String random = HexFormat.of().formatHex(bytes);
        String value = "canary-" + name + "-" + random;
        // Half of the random part is enough: a value that is cut short is a leak too.
        needles.put(random.substring(0, 10), name);
        encoded(value).forEach((how, text) -> needles.put(text, name + " as " + how));
        return value;
    }

    /** A secret that somebody else made, such as a token: searched for as a whole. */
    public String watch(String name, String secret) {
        needles.put(secret, name);
        encoded(secret).forEach((how, text) -> needles.put(text, name + " as " + how));
        return secret;
    }

    /** Remembers every canary in the text; {@link #assertUnseen} fails later. */
    void search(String where, String text) {
        sightings.addAll(found(where, text));
    }

    /** Fails at once where one of the texts holds a canary. The texts themselves are not part of the message. */
    public void assertNowhere(String where, String... texts) {
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            found.addAll(found(where, text));
        }
        if (!found.isEmpty()) {
            throw new AssertionError("Secret values were leaked: " + found);
        }
    }

    void assertUnseen() {
        if (!sightings.isEmpty()) {
            throw new AssertionError("Secret values were leaked: " + sightings);
        }
    }

    /** The text without canaries and without tokens in the server's own forms. */
    static String redact(String text) {
        return text.replaceAll("(canary-[A-Za-z0-9_.-]+-)[0-9a-f]{20}", "$1***")
                .replaceAll("\\b(hvs|hvb|s|b)\\.[A-Za-z0-9_-]{20,}", "$1.***");
    }

    private List<String> found(String where, String text) {
        List<String> found = new ArrayList<>();
        needles.forEach((needle, name) -> {
            if (text.contains(needle)) {
                found.add("'" + name + "' in " + where);
            }
        });
        return found;
    }

    private static Map<String, String> encoded(String value) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("base64", Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8)));
        forms.put("hex", HexFormat.of().formatHex(value.getBytes(UTF_8)));
        return forms;
    }
}
