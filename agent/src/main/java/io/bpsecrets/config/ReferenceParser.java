package io.bpsecrets.config;

import io.bpsecrets.chain.FieldReference;
import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.SecretPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code path#field@version} and the paths of {@code import}. */
final class ReferenceParser {
    private ReferenceParser() {}

    static @Nullable String problem(String text) {
        try {
            return parse(text).isEmpty() ? "must be path#field, such as database/postgres#password" : null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    static @Nullable String importProblem(String text) {
        try {
            parseImports(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** @throws IllegalArgumentException whose text says what is wrong, without the text itself */
    static List<FieldReference> parse(String text) {
        List<FieldReference> references = new ArrayList<FieldReference>();
        for (String part : ValueTexts.split(text)) {
            int hash = part.indexOf('#');
            if (hash < 0) {
                throw new IllegalArgumentException("lacks the field: write path#field (a lone value is #value)");
            }
            String field = part.substring(hash + 1);
            int version = SecretPath.LATEST;
            int at = field.lastIndexOf('@');
            if (at >= 0) {
                version = version(field.substring(at + 1).trim());
                field = field.substring(0, at);
            }
            field = field.trim();
            if (field.isEmpty() || field.indexOf('#') >= 0) {
                throw new IllegalArgumentException("must have one field behind one '#': path#field");
            }
            references.add(new FieldReference(path(part.substring(0, hash), version), field));
        }
        return references;
    }

    /** @throws IllegalArgumentException whose text says what is wrong, without the text itself */
    static List<Import> parseImports(String text) {
        List<Import> imports = new ArrayList<Import>();
        for (String part : ValueTexts.split(text)) {
            if (part.indexOf('#') >= 0) {
                throw new IllegalArgumentException("takes whole paths; one field is mapped by secret.NAME=path#field");
            }
            boolean tree = part.equals("*") || part.endsWith("/*");
            String path = tree ? part.substring(0, part.length() - 1) : part;
            if (path.indexOf('*') >= 0) {
                throw new IllegalArgumentException("may have '*' only as its last segment");
            }
            imports.add(new Import(tree && path.isEmpty() ? ROOT : path(path, SecretPath.LATEST), tree));
        }
        return imports;
    }

    private static final SecretPath ROOT = new SecretPath("", false, SecretPath.LATEST);

    private static int version(String text) {
        int version = number(text);
        if (version < 1) {
            throw new IllegalArgumentException("must have a version number from 1 behind '@'");
        }
        return version;
    }

    /** @return -1 if the text is no number */
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** @throws IllegalArgumentException whose text says what is wrong, without the text itself */
    static SecretPath path(String text, int version) {
        StringBuilder path = new StringBuilder(text.length());
        for (String segment : text.trim().split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("has '.' or '..' in its path, which Vault does not resolve");
            }
            if (!segment.isEmpty()) {
                path.append(path.length() == 0 ? "" : "/").append(segment);
            }
        }
        if (path.length() == 0) {
            throw new IllegalArgumentException("has no path in front of '#'");
        }
        if (path.indexOf("?") >= 0) {
            throw new IllegalArgumentException("has a '?' in its path; a version is pinned by path#field@N");
        }
        if (ValueTexts.isToken(text)) {
            throw new IllegalArgumentException("has a token of Vault by its looks in its path; nothing was sent");
        }
        boolean absolute = text.trim().startsWith("/");
        if (absolute) {
            refuseReserved(path.toString());
        }
        return new SecretPath(path.toString(), absolute, version);
    }

    /** @throws IllegalArgumentException for a path that shows the agent's own token, see {@link ReservedPaths} */
    static void refuseReserved(String path) {
        if (isReserved(path, null)) {
            throw new IllegalArgumentException(ReservedPaths.PROBLEM);
        }
    }

    /** @param namespace of every request */
    static boolean isReserved(String path, @Nullable String namespace) {
        return (path.contains("auth")
                        || path.contains("sys")
                        || path.contains("cubbyhole")
                        || path.indexOf('%') >= 0
                        || path.contains("."))
                && ReservedPaths.is(path, namespace);
    }
}
