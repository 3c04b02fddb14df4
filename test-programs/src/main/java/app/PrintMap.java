package app;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Copies the whole environment once, as most frameworks do, and prints its size and its sorted entries. */
public final class PrintMap {

    public static void main(String[] args) {
        Map<String, String> copy;
        try {
            copy = new HashMap<>(System.getenv());
        } catch (Throwable e) {
            System.out.println(Show.error(e));
            return;
        }
        System.out.println("size=" + copy.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(copy).entrySet()) {
            System.out.println(entry.getKey() + "=" + Show.value(entry.getValue()));
        }
    }

    private PrintMap() {}
}
