package io.bpsecrets.log;

import java.io.File;
import java.util.Locale;

/**
 * What of a text that a user or a server wrote may stand in a line. Sometimes users put a secret where a name, a path or a host
 * belongs, such as a token behind {@code required}, or a secret id as the name of its file. The line that says what is wrong must not
 * repeat it. {@link SecretDetector} finds such texts, because secrets are random and names are words. Loaded only if there is a doubt.
 */
public final class Redaction {
    /** Of a host, RFC 1035. */
    private static final int LONGEST_HOST = 253;

    private static final int SHORT_LENGTH = 16;

    private static final int MIDDLE_LENGTH = 64;

    private Redaction() {}

    /** True for a text that is more likely a secret than a name, a segment of a path, or a host. */
    public static boolean looksSecret(String text) {
        return SecretDetector.looksSecret(text);
    }

    /**
     * True for a text that is written as names of variables are. It is stricter than {@link #looksSecret}, because a properties file
     * cuts a secret at its first colon, and the part in front of it is short.
     */
    public static boolean looksLikeName(String text) {
        return SecretDetector.looksLikeName(text);
    }

    /** True for a text that begins as a token of Vault does. No path, file or host is written so. */
    public static boolean isToken(String text) {
        return SecretDetector.isToken(text);
    }

    /** The length of a text that is not shown, in three classes. It helps to find the text, and does not help to guess it. */
    public static String size(String text) {
        int length = text.length();
        return length < SHORT_LENGTH
                ? "under 16 characters"
                : length <= MIDDLE_LENGTH ? "16 to 64 characters" : "more than 64 characters";
    }

    /** A path of Vault or of a file system, a field or a name, with its size instead of each segment that looks like a secret. */
    public static String path(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int from = 0, to; from <= text.length(); from = to + 1) {
            to = text.indexOf('/', from);
            if (to < 0) {
                to = text.length();
            }
            String segment = text.substring(from, to);
            shown.append(from == 0 ? "" : "/").append(SecretDetector.looksSecret(segment) ? hidden(segment) : segment);
        }
        return shown.toString();
    }

    /** The host of an address. Generated names of clouds have short random parts, which are shown. */
    public static String host(String host) {
        // Names of hosts are written in small letters. If this one is not, every mark of a secret counts.
        boolean mixed = !host.equals(host.toLowerCase(Locale.ROOT)) && SecretDetector.looksSecret(host);
        return mixed
                        || host.length() > LONGEST_HOST
                        || SecretDetector.hasKnownShape(host)
                        || SecretDetector.hasRandomWord(host)
                ? hidden(host)
                : host;
    }

    /**
     * The name of a file as the user wrote it, if it looks like one: it has a folder or an ending such as
     * {@code .properties}, or the file is there.
     */
    public static String file(String written) {
        File file = new File(written);
        boolean folder = written.indexOf('/') >= 0 || written.indexOf(File.separatorChar) >= 0;
        String shown = folder || hasEnding(written) ? path(written) : hidden(written);
        return shown.equals(written) || file.exists() || isBesideOthers(file) ? written : shown;
    }

    /** True for a file in a folder that is there. The root does not count, because a secret may begin with a slash. */
    private static boolean isBesideOthers(File file) {
        File folder = file.getParentFile();
        return folder != null && folder.getParent() != null && folder.isDirectory();
    }

    private static boolean hasEnding(String name) {
        int dot = name.lastIndexOf('.');
        int length = name.length() - dot - 1;
        if (dot < 1 || length < 2 || length > 10) {
            return false;
        }
        for (int i = dot + 1; i < name.length(); i++) {
            if (name.charAt(i) < 'a' || name.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    /**
     * A text as one line. Each run of characters that are no letter, no digit and no visible character of ASCII becomes one space:
     * line ends, escape sequences, characters that change the direction of the text.
     */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean visible = Log.isVisibleAscii(c) || c > '~' && Character.isLetterOrDigit(c);
            boolean space = line.length() == 0 || line.charAt(line.length() - 1) == ' ';
            if (visible || !space) {
                line.append(visible ? c : ' ');
            }
        }
        return line.toString().trim();
    }

    private static String hidden(String text) {
        return "(a text of " + size(text) + ")";
    }
}
