package io.bpsecrets.log;

import java.io.File;
import java.util.Locale;

/**
 * What of a text that a user or a server wrote may stand in a line. Users put a secret where a name, a path or a host belongs
 * (a token behind {@code required}, a secret id as the name of its file), and the line that says what is wrong must not repeat
 * it. Such texts are told by their looks: secrets are random, names are words. Loaded only where there is a doubt.
 */
public final class Shown {
    /** Of a host, RFC 1035. */
    private static final int LONGEST_HOST = 253;

    private static final int SHORT = 16;

    private static final int MIDDLE = 64;

    private Shown() {}

    /** True for a text that is more likely a secret than a name, a segment of a path, or a host. */
    public static boolean looksSecret(String text) {
        return Looks.secret(text);
    }

    /**
     * True for a text that is written as names of variables are. Stricter than {@link #looksSecret}: a properties file cuts a
     * secret at its first colon, and what is left is short.
     */
    public static boolean looksLikeName(String text) {
        return Looks.name(text);
    }

    /** True for what is a token of Vault by its beginning: no path, file or host is written so. */
    public static boolean isToken(String text) {
        return Looks.isToken(text);
    }

    /** The length, in three classes, for a text that is not shown: enough to find it, and not enough to guess it. */
    public static String size(String text) {
        int length = text.length();
        return length < SHORT
                ? "under 16 characters"
                : length <= MIDDLE ? "16 to 64 characters" : "more than 64 characters";
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
            shown.append(from == 0 ? "" : "/").append(Looks.secret(segment) ? hidden(segment) : segment);
        }
        return shown.toString();
    }

    /** The host of an address. Generated names of clouds have short random parts, which are shown. */
    public static String host(String host) {
        // Names of hosts are written in small letters; where they are not, all signs of a secret count.
        boolean mixed = !host.equals(host.toLowerCase(Locale.ROOT)) && Looks.secret(host);
        return mixed || host.length() > LONGEST_HOST || Looks.hasKnownShape(host) || Looks.hasRandomWord(host)
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

    /** In a folder that is there, which is not the root: a secret that begins with a slash would be in that. */
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

    private static String hidden(String text) {
        return "(a text of " + size(text) + ")";
    }
}
