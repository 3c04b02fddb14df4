package io.bpsecrets.chain;

import io.bpsecrets.log.Redaction;
import java.util.List;

/** The lines about names that imports bring. Loaded only if there is something to say. */
final class ImportTexts {
    /** If there are many names, so many are shown. */
    static final int IN_A_LINE = 12;

    private static final int LONGEST = 200;

    private ImportTexts() {}

    /** @param ofRestart true if a start would give the name to the other origin */
    static String clash(String name, FieldReference served, FieldReference other, boolean ofRestart) {
        String twice = "import: two places in Vault give the name " + NameList.shown(name) + ": it is served from "
                + shown(served);
        if (ofRestart) {
            return twice + ", where this process has it from; a restart would serve " + shown(other)
                    + ". Find out who wrote the second one. Then rename or delete one of them, or write secret.NAME = PATH#FIELD";
        }
        return twice + ", not from " + shown(other)
                + ". Rename or delete one of them, or write secret.NAME = PATH#FIELD";
    }

    /** @param silent has not answered and comes first in the order */
    static String barred(String name, FieldReference origin, Import silent) {
        return "import: " + NameList.shown(name) + " is not served from " + shown(origin) + " now, because "
                + printable(Redaction.path(silent.toString()))
                + " comes before it, may have the same name, and was not read; to have it in any case, write"
                + " secret.NAME = PATH#FIELD";
    }

    /** @param owner the secret that has the file */
    static String file(String name, FieldReference origin, String owner) {
        return "import: " + NameList.shown(name) + " of " + shown(origin)
                + " is not served, because its file would be that of " + NameList.shown(owner)
                + "; give one of the two another file name with file.NAME";
    }

    static String renamed(String name, FieldReference origin) {
        return shown(origin) + " is " + NameList.shown(name);
    }

    /**
     * @param names from {@link #renamed}, the first ones
     * @param count of all
     */
    static String allRenamed(List<String> names, int count) {
        StringBuilder text = new StringBuilder("import: signs other than A-Z a-z 0-9 _ - . / are _ in a name: ");
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i));
        }
        if (count > names.size()) {
            text.append(" and ").append(count - names.size()).append(" more");
        }
        return text.append("; for another name, write secret.NAME = PATH#FIELD").toString();
    }

    private static String shown(FieldReference origin) {
        return shown(origin.path()) + "#" + printable(Redaction.path(origin.field()));
    }

    private static String shown(SecretPath path) {
        return (path.absolute() ? "/" : "") + printable(Redaction.path(path.path()));
    }

    /** People who may write in Vault choose these texts. The texts must not look like a log line of their own, and must not turn the direction of writing. */
    private static String printable(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            plain.append(hidden ? '?' : c);
        }
        return text.length() > LONGEST ? plain + "..." : plain.toString();
    }
}
