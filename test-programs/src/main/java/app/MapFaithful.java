package app;

import java.util.AbstractMap.SimpleEntry;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Prints what the map of {@code System.getenv()} does with every kind of call, one line each. Two JVMs with the same
 * variables must print the same text, whoever supplies the values. The first argument is the name to look at. If there is a second one, the
 * map is the changeable one inside of that map, which is filled again after the calls that change it.
 */
public final class MapFaithful {

    private interface Probe {
        Object run();
    }

    /** Not to be printed. */
    private static String secret;

    public static void main(String[] args) throws ReflectiveOperationException {
        String name = args[0];
        boolean changes = args.length > 1;
        Map<String, String> map = changes ? inside(System.getenv()) : System.getenv();
        Map<String, String> all = new HashMap<>(map);
        String value = map.get(name);
        secret = value;
        reads(map, name, value);
        writes(map, name, value);
        fill(map, changes, all);
        views(map, name, value);
        fill(map, changes, all);
        entries(map, name, value);
        fill(map, changes, all);
        refusals(map, name);
        whole(map);
        show("getenv at the end", () -> System.getenv(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> inside(Map<String, String> map) throws ReflectiveOperationException {
        java.lang.reflect.Field inside = map.getClass().getDeclaredField("m");
        inside.setAccessible(true);
        return (Map<String, String>) inside.get(map);
    }

    private static void fill(Map<String, String> map, boolean changes, Map<String, String> all) {
        if (changes) {
            map.clear();
            map.putAll(all);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void refusals(Map<String, String> map, String name) {
        show("put(null)", () -> map.put(null, "x"));
        show("put(null value)", () -> map.put(name, null));
        show("put(=)", () -> map.put("A=B", "x"));
        show("put(NUL)", () -> map.put(name, "a\0b"));
        show("put(1)", () -> ((Map) map).put(1, "x"));
        show("remove(null)", () -> map.remove(null));
        show("remove(1)", () -> map.remove((Object) 1));
        show("iterator at its end", () -> {
            Iterator<String> iterator = map.keySet().iterator();
            while (iterator.hasNext()) {
                iterator.next();
            }
            return iterator.next();
        });
        show("remove twice", () -> {
            Iterator<String> iterator = map.values().iterator();
            iterator.remove();
            return "done";
        });
        show("retainAll", () -> map.keySet().retainAll(new HashSet<>(map.keySet())));
        show("removeIf", () -> map.entrySet().removeIf(entry -> entry.getKey().equals("NO_SUCH_NAME")));
        show("keySet.toArray", () -> map.keySet().toArray().length);
        show("entry of another map", () -> map.entrySet().equals(new HashMap<>(map).entrySet()));
    }

    private static void reads(Map<String, String> map, String name, String value) {
        show("getenv", () -> Show.value(System.getenv(name)));
        show("getenv(null)", () -> System.getenv(null));
        show("getenv(\"\")", () -> System.getenv(""));
        show("getenv(absent)", () -> System.getenv("NO_SUCH_NAME"));
        show("get", () -> Show.value(value));
        show("get(null)", () -> map.get(null));
        show("get(1)", () -> map.get((Object) 1));
        show("get(absent)", () -> map.get("NO_SUCH_NAME"));
        show("get(lower case)", () -> Show.value(map.get(name.toLowerCase(java.util.Locale.ROOT))));
        show("getOrDefault(absent)", () -> map.getOrDefault("NO_SUCH_NAME", "fallback"));
        show("containsKey", () -> map.containsKey(name));
        show("containsKey(absent)", () -> map.containsKey("NO_SUCH_NAME"));
        show("containsKey(null)", () -> map.containsKey(null));
        show("containsKey(1)", () -> map.containsKey((Object) 1));
        show("containsValue", () -> map.containsValue(value));
        show("containsValue(absent)", () -> map.containsValue("no such value"));
        show("containsValue(null)", () -> map.containsValue(null));
        show("containsValue(1)", () -> map.containsValue((Object) 1));
    }

    private static void writes(Map<String, String> map, String name, String value) {
        show("put", () -> map.put(name, "x"));
        show("put(new)", () -> map.put("NEW_NAME", "x"));
        show("putAll", () -> {
            map.putAll(Collections.singletonMap("NEW_NAME", "x"));
            return "done";
        });
        show("remove", () -> map.remove(name));
        show("remove(absent)", () -> map.remove("NO_SUCH_NAME"));
        show("remove(key, value)", () -> map.remove(name, value));
        show("replace", () -> map.replace(name, "x"));
        show("putIfAbsent", () -> map.putIfAbsent("NEW_NAME", "x"));
        show("computeIfAbsent", () -> map.computeIfAbsent("NEW_NAME", key -> "x"));
        show("computeIfPresent", () -> map.computeIfPresent(name, (key, old) -> "x"));
        show("compute", () -> map.compute(name, (key, old) -> "x"));
        show("merge", () -> map.merge(name, "x", (old, now) -> now));
        show("replaceAll", () -> {
            map.replaceAll((key, old) -> "x");
            return "done";
        });
        show("clear", () -> {
            map.clear();
            return "done";
        });
    }

    private static void views(Map<String, String> map, String name, String value) {
        show("keySet.contains", () -> map.keySet().contains(name));
        show("keySet.contains(null)", () -> map.keySet().contains(null));
        show("keySet.contains(1)", () -> map.keySet().contains((Object) 1));
        show("keySet.remove", () -> map.keySet().remove(name));
        show("keySet.equals", () -> map.keySet().equals(new HashSet<>(map.keySet())));
        show("values.contains", () -> map.values().contains(value));
        show("values.contains(1)", () -> map.values().contains((Object) 1));
        show("values.contains(null)", () -> map.values().contains(null));
        show("values.remove", () -> map.values().remove(value));
        show("entrySet.contains", () -> map.entrySet().contains(new SimpleEntry<>(name, value)));
        show("entrySet.contains(other value)", () -> map.entrySet().contains(new SimpleEntry<>(name, "x")));
        show("entrySet.contains(text)", () -> map.entrySet().contains((Object) "text"));
        show("entrySet.add", () -> map.entrySet().add(new SimpleEntry<>("NEW_NAME", "x")));
        show("entrySet.remove", () -> map.entrySet().remove(new SimpleEntry<>(name, value)));
        show("keySet.iterator.remove", () -> removeFirst(map.keySet().iterator()));
        show("values.iterator.remove", () -> removeFirst(map.values().iterator()));
        show("entrySet.iterator.remove", () -> removeFirst(map.entrySet().iterator()));
        show(
                "sizes",
                () -> map.size() + " " + map.keySet().size() + " "
                        + map.values().size() + " " + map.entrySet().size());
        show("isEmpty", map::isEmpty);
        show(
                "classes",
                () -> map.getClass().getName() + " "
                        + map.keySet().getClass().getName() + " "
                        + map.values().getClass().getName() + " "
                        + map.entrySet().getClass().getName());
    }

    private static void entries(Map<String, String> map, String name, String value) {
        Entry<String, String> found = null;
        for (Entry<String, String> entry : map.entrySet()) {
            if (entry.getKey().equals(name)) {
                found = entry;
            }
        }
        Entry<String, String> entry = found;
        Entry<String, String> plain = new SimpleEntry<>(name, value);
        show("entry found", () -> entry != null);
        show("entry.getValue", () -> Show.value(entry.getValue()));
        show("entry.setValue", () -> entry.setValue("x"));
        show(
                "entry.equals",
                () -> entry.equals(plain) + " " + plain.equals(entry) + " " + entry.equals((Object) "text"));
        show("entry.hashCode", () -> entry.hashCode() == plain.hashCode());
        show("entry.toString", () -> entry.toString().equals(name + "=" + value));
        show("entry class", () -> entry.getClass().getName());
    }

    private static void whole(Map<String, String> map) {
        Map<String, String> copy = new HashMap<>(map);
        show("copy.size", copy::size);
        show("equals", () -> map.equals(copy) + " " + copy.equals(map) + " " + map.equals(map));
        show("equals(changed)", () -> {
            Map<String, String> changed = new HashMap<>(copy);
            changed.put("NEW_NAME", "x");
            return map.equals(changed) + " " + changed.equals(map);
        });
        show("hashCode", () -> map.hashCode() + " " + (map.hashCode() == copy.hashCode()));
        show("same instance", () -> System.getenv() == System.getenv());
        show("toString", () -> {
            String text = map.toString();
            boolean all = text.startsWith("{") && text.endsWith("}");
            for (Entry<String, String> entry : copy.entrySet()) {
                all &= text.contains(entry.getKey() + "=" + entry.getValue());
            }
            return all + " " + text.length();
        });
        show("forEach", () -> {
            Map<String, String> seen = new HashMap<>();
            map.forEach(seen::put);
            return seen.equals(copy);
        });
        show("names", () -> new java.util.TreeSet<>(map.keySet()));
    }

    private static Object removeFirst(Iterator<?> iterator) {
        iterator.next();
        iterator.remove();
        return "done";
    }

    private static void show(String call, Probe probe) {
        String outcome;
        try {
            Object result = probe.run();
            outcome = result != null && result.equals(secret) ? Show.value(secret) : String.valueOf(result);
        } catch (Throwable e) {
            outcome = "!" + e.getClass().getName();
        }
        System.out.println(call + ": " + outcome);
    }

    private MapFaithful() {}
}
