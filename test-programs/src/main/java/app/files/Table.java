package app.files;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checks in the order they are asked, each with a name of its own: {@code area.what}. */
final class Table {
    private final String area;
    private final Map<String, Check> rows = new LinkedHashMap<>();

    Table(String area) {
        this.area = area;
    }

    void row(String name, Check check) {
        if (rows.put(area + "." + name, check) != null) {
            throw new IllegalStateException("Two checks are called " + name);
        }
    }

    /** Asks all of them; prints {@code name = answer} for each. */
    void print(PrintStream out) {
        rows.forEach((name, check) -> out.println(name + " = " + ask(check)));
    }

    int size() {
        return rows.size();
    }

    private static String ask(Check check) {
        try {
            return check.answer();
        } catch (Throwable e) {
            return Answer.error(e);
        }
    }
}
