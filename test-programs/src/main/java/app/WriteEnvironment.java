package app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes into the environment by reflection, as libraries for tests do. Each line of stdin is answered by one line on stdout:
 * {@code put PLACE VALUE NAME…}, {@code set PLACE VALUE NAME…} (by an entry), {@code remove PLACE NAME…}, {@code clear PLACE},
 * {@code save NAME…}, {@code restore PLACE}, {@code show NAME…}, {@code child HOW NAME…}, {@code same}, {@code exhaust PLACE VALUE NAME} (writes in a
 * thread which has no stack left at some moment of the write). The places are {@code kept} and {@code m}
 * (inside of a map of System.getenv(), kept from the first use or asked for now), {@code unmodifiable} and {@code variables} (the static fields
 * of the JDK).
 */
public final class WriteEnvironment {
    private static final int ROUNDS = 300;
    private static final long STACK = 256 << 10;
    private static final long MOST_MILLIS = 60_000;

    /** The frames near the end of the stack in which a write is tried. One that goes through counts as several. */
    private static final int MOST_OVERFLOWS = 400;

    private static final int NEAR_END = 10;

    private static Map<String, String> kept;
    private static Map<String, String> saved;

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = answer(line.split(" "));
            } catch (Throwable e) {
                answer = Show.error(e);
            }
            System.out.println(answer);
            System.out.flush();
        }
    }

    private static String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "put":
                for (String name : rest(words, 3)) {
                    put(words[1], name, words[2]);
                }
                return "done";
            case "set":
                for (String name : rest(words, 3)) {
                    set(words[1], name, words[2]);
                }
                return "done";
            case "remove":
                for (String name : rest(words, 2)) {
                    place(words[1]).remove(key(words[1], name));
                }
                return "done";
            case "clear":
                place(words[1]).clear();
                return "done";
            case "save":
                saved = new HashMap<String, String>(System.getenv());
                return "done";
            case "restore":
                place(words[1]).clear();
                for (Map.Entry<String, String> entry : saved.entrySet()) {
                    put(words[1], entry.getKey(), entry.getValue());
                }
                return "done";
            case "snippet":
                return snippet(words[1], words[2]);
            case "same":
                Map<String, String> first = kept();
                return first == System.getenv() ? "one object" : "another object";
            case "exhaust":
                return exhaust(place(words[1]), key(words[1], words[3]), words[2]);
            case "child":
                return child(words[1], rest(words, 2));
            default:
                return show(rest(words, 1));
        }
    }

    private static String[] rest(String[] words, int from) {
        return Arrays.copyOfRange(words, from, words.length);
    }

    /** Each name by the name, in the map, and in a walk over the map; and the size. */
    private static String show(String[] names) {
        StringBuilder shown = new StringBuilder();
        Map<String, String> map = System.getenv();
        for (String name : names) {
            String walked = null;
            for (Map.Entry<String, String> entry : map.entrySet()) {
                if (entry.getKey().equals(name)) {
                    walked = entry.getValue();
                }
            }
            String value = Show.getenv(name);
            boolean agree = value.equals(Show.value(map.get(name)))
                    && value.equals(Show.value(walked))
                    && value.equals(Show.value(kept().get(name)))
                    && map.containsKey(name) == (walked != null)
                    && map.keySet().contains(name) == (walked != null);
            shown.append(name).append(agree ? "=" : " disagrees ").append(value).append(' ');
        }
        return shown.append("size ")
                .append(map.size())
                .append(map.size() == new HashMap<>(map).size())
                .toString();
    }

    private static Map<String, String> kept() {
        if (kept == null) {
            kept = System.getenv();
        }
        return kept;
    }

    private static void put(String place, String name, String value) throws Exception {
        place(place).put(key(place, name), place.equals("variables") ? jdk("Value", value) : value);
    }

    private static void set(String place, String name, String value) throws Exception {
        for (Map.Entry<Object, Object> entry : place(place).entrySet()) {
            if (entry.getKey().equals(key(place, name))) {
                entry.setValue(place.equals("variables") ? jdk("Value", value) : value);
            }
        }
    }

    /** Each moment of a write and of a removal comes to the end of the stack several times. */
    private static String exhaust(Map<Object, Object> place, Object key, Object value) throws InterruptedException {
        AtomicInteger overflows = new AtomicInteger();
        Runnable writes = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                overflows.addAndGet(down(place, key, value, round % 2 == 0));
            }
        };
        Thread thread = new Thread(null, writes, "exhaust", STACK);
        thread.setDaemon(true);
        thread.start();
        thread.join(MOST_MILLIS);
        if (thread.isAlive()) {
            return "a write waits for ever";
        }
        return overflows.get() > ROUNDS ? "done" : "the stack was enough";
    }

    /** Writes once in each frame on the way back from the end of the stack, where every frame leaves some more of it. */
    private static int down(Map<Object, Object> place, Object key, Object value, boolean put) {
        int overflows = 1;
        try {
            overflows = down(place, key, value, put);
        } catch (StackOverflowError e) {
            // This is the deepest frame.
        }
        if (overflows < MOST_OVERFLOWS) {
            try {
                if (put) {
                    place.put(key, value);
                } else {
                    place.remove(key);
                }
                return overflows + NEAR_END;
            } catch (StackOverflowError e) {
                return overflows + 1;
            }
        }
        return overflows;
    }

    private static Object key(String place, String name) throws Exception {
        return place.equals("variables") ? jdk("Variable", name) : name;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> place(String place) throws Exception {
        switch (place) {
            case "variables":
                return (Map<Object, Object>) field(environment(), null, "theEnvironment");
            case "unmodifiable":
                return inside(field(environment(), null, "theUnmodifiableEnvironment"));
            case "kept":
                return inside(kept());
            default:
                return inside(System.getenv());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> inside(Object map) throws Exception {
        return (Map<Object, Object>) field(map.getClass(), map, "m");
    }

    private static Class<?> environment() throws Exception {
        return Class.forName("java.lang.ProcessEnvironment");
    }

    private static Object field(Class<?> type, Object object, String name) throws Exception {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static Object jdk(String type, String text) throws Exception {
        Method valueOf = Class.forName("java.lang.ProcessEnvironment$" + type).getMethod("valueOf", String.class);
        valueOf.setAccessible(true);
        return valueOf.invoke(null, text);
    }

    /** What many projects have copied from each other: texts into the JDK's map, which has no texts, and then all of it anew. */
    @SuppressWarnings("unchecked")
    private static String snippet(String name, String value) throws Exception {
        Map<String, String> wanted = new HashMap<String, String>(System.getenv());
        wanted.put(name, value);
        ((Map<String, String>) field(environment(), null, "theEnvironment")).putAll(wanted);
        try {
            field(environment(), null, "theCaseInsensitiveEnvironment");
        } catch (NoSuchFieldException onUnix) {
            Map<Object, Object> map = place("m");
            map.clear();
            map.putAll(wanted);
        }
        return "done";
    }

    private static String child(String how, String[] names) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/env", "-0");
        if (how.equals("touched")) {
            builder.environment().put("TOUCHED", "yes");
        }
        Process child = builder.start();
        child.getOutputStream().close();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = child.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.write(b);
        }
        child.waitFor();
        Map<String, String> seen = new HashMap<String, String>();
        for (String entry : bytes.toString("UTF-8").split("\0")) {
            int equals = entry.indexOf('=');
            seen.put(entry.substring(0, Math.max(equals, 0)), entry.substring(equals + 1));
        }
        StringBuilder shown = new StringBuilder();
        for (String name : names) {
            shown.append(name).append('=').append(Show.value(seen.get(name))).append(' ');
        }
        return shown.toString();
    }

    private WriteEnvironment() {}
}
