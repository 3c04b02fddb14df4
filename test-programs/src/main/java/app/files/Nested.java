package app.files;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;

/** Lies in BOOT-INF/classes of an executable jar and reads from a jar in BOOT-INF/lib. */
public final class Nested {

    public static void main(String[] args) throws Exception {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        System.out.println("loader " + loader.getClass().getName());
        for (URL url : Collections.list(loader.getResources("nested.txt"))) {
            try (InputStream in = url.openStream()) {
                String text = url.toString();
                System.out.println(text.substring(text.lastIndexOf("/boot.jar")) + " " + Answer.of(in));
            }
        }
        Class<?> greeting = Class.forName("app.files.Greeting", true, loader);
        System.out.println("class from a jar within the jar " + (greeting.getClassLoader() == loader));
    }

    private Nested() {}
}
