package app.files;

import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs that have nothing to do with the secrets directory, or only seem to. First argument: which one; second: a folder
 * to work in. What they print must not depend on the agent.
 */
public final class Unrelated {

    public static void main(String[] args) throws Exception {
        Path folder = Paths.get(args[1]);
        switch (args[0]) {
            case "ordinary":
                ordinary(folder);
                break;
            case "jimfs":
                jimfs(args[2]);
                break;
            case "zipfs":
                zipfs(folder);
                break;
            case "tomcat":
                EmbeddedTomcat.serve(folder);
                break;
            default:
                throw new IllegalArgumentException(args[0]);
        }
    }

    /** Makes, rewrites, renames and deletes 1,000 files, half of them by java.io. */
    private static void ordinary(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (int i = 0; i < 1_000; i++) {
            Path path = folder.resolve("file-" + i);
            File file = path.toFile();
            Files.write(path, new byte[i]);
            if (i % 2 == 0) {
                java.io.FileOutputStream out = new java.io.FileOutputStream(file, true);
                out.write(i);
                out.close();
            } else {
                Files.write(path, ("again " + i).getBytes("UTF-8"));
            }
        }
        System.out.println("made " + Answer.of(listed(folder)));
        for (int i = 0; i < 1_000; i++) {
            Path path = folder.resolve("file-" + i);
            Path renamed = folder.resolve("renamed-" + i);
            if (i % 2 == 0) {
                path.toFile().renameTo(renamed.toFile());
                renamed.toFile().setReadOnly();
            } else {
                Files.move(path, renamed, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        System.out.println("renamed " + Answer.of(listed(folder)));
        int deleted = 0;
        for (int i = 0; i < 1_000; i++) {
            Path renamed = folder.resolve("renamed-" + i);
            deleted += (i % 2 == 0 ? renamed.toFile().delete() : Files.deleteIfExists(renamed)) ? 1 : 0;
        }
        System.out.println("deleted " + deleted + ", left " + folder.toFile().list().length);
        Files.delete(folder);
        System.out.println("folder " + Files.exists(folder));
    }

    private static String listed(Path folder) throws Exception {
        try (Stream<Path> paths = Files.list(folder)) {
            List<String> lines = paths.map(
                            path -> path.getFileName() + ":" + path.toFile().length())
                    .sorted()
                    .collect(Collectors.toList());
            return lines.toString();
        }
    }

    /** A file system in memory that has a directory of the same name. */
    private static void jimfs(String directory) throws Exception {
        try (FileSystem memory = (FileSystem) Class.forName("com.google.common.jimfs.Jimfs")
                .getMethod("newFileSystem")
                .invoke(null)) {
            Path secrets = memory.getPath(directory);
            System.out.println("exists " + Files.exists(secrets));
            Files.createDirectories(secrets);
            Path file = secrets.resolve(SecretsFolder.PASSWORD);
            Files.write(file, new byte[] {1, 2, 3});
            System.out.println("read " + Answer.of(Files.readAllBytes(file)) + " " + Files.size(file));
            Files.move(file, secrets.resolve("moved"));
            System.out.println(
                    "list " + Files.exists(file) + " " + Files.list(secrets).count());
            Files.delete(secrets.resolve("moved"));
            System.out.println("real " + secrets.toRealPath().getFileName());
        }
    }

    private static void zipfs(Path folder) throws Exception {
        URI uri = URI.create("jar:" + folder.resolve("secrets.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Collections.singletonMap("create", "true"))) {
            Path secrets = Files.createDirectories(zip.getPath("/run/secrets"));
            Files.write(secrets.resolve(SecretsFolder.PASSWORD), new byte[] {4, 5, 6});
        }
        try (FileSystem zip = FileSystems.newFileSystem(uri, Collections.<String, Object>emptyMap())) {
            Path file = zip.getPath("/run/secrets/" + SecretsFolder.PASSWORD);
            System.out.println("read " + Answer.of(Files.readAllBytes(file)) + " " + Files.isWritable(file));
            Files.delete(file);
            System.out.println("list " + Files.list(file.getParent()).count());
        }
    }

    /** A Tomcat in this JVM with the default servlet, by reflection: the class path of the build has no servlets. */
    private static final class EmbeddedTomcat {

        static void serve(Path folder) throws Exception {
            Path site = Files.createDirectories(folder.resolve("secrets/site"));
            Files.write(site.resolve("page.txt"), "a page\n".getBytes("UTF-8"));
            Class<?> type = Class.forName("org.apache.catalina.startup.Tomcat");
            Object tomcat = type.getConstructor().newInstance();
            type.getMethod("setBaseDir", String.class)
                    .invoke(tomcat, folder.resolve("base").toString());
            type.getMethod("setPort", int.class).invoke(tomcat, 0);
            Object connector = type.getMethod("getConnector").invoke(tomcat);
            Object context =
                    type.getMethod("addContext", String.class, String.class).invoke(tomcat, "", site.toString());
            Class<?> contexts = Class.forName("org.apache.catalina.Context");
            type.getMethod("addServlet", contexts, String.class, String.class)
                    .invoke(null, context, "default", "org.apache.catalina.servlets.DefaultServlet");
            contexts.getMethod("addServletMappingDecoded", String.class, String.class)
                    .invoke(context, "/", "default");
            type.getMethod("start").invoke(tomcat);
            int port = (int) connector.getClass().getMethod("getLocalPort").invoke(connector);
            System.out.println("first " + get(port, "page.txt"));
            Files.write(site.resolve("new.txt"), "a newer page\n".getBytes("UTF-8"));
            System.out.println("new " + get(port, "new.txt"));
            System.out.println("absent " + get(port, "absent.txt"));
            type.getMethod("stop").invoke(tomcat);
            type.getMethod("destroy").invoke(tomcat);
        }

        private static String get(int port, String page) {
            try (InputStream in = new URL("http://127.0.0.1:" + port + "/" + page).openStream()) {
                return Answer.of(in);
            } catch (java.io.IOException e) {
                return e.getClass().getName();
            }
        }

        private EmbeddedTomcat() {}
    }

    private Unrelated() {}
}
