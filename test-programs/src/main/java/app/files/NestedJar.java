package app.files;

/**
 * Starts Spring Boot's launcher, which then starts {@link Nested} from the jars within its jar; the launcher must lie in the
 * same jar.
 */
public final class NestedJar {

    public static void main(String[] args) throws Exception {
        Class.forName("org.springframework.boot.loader.JarLauncher")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }

    private NestedJar() {}
}
