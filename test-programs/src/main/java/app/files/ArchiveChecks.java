package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.JAR;
import static app.files.SecretsFolder.PASSWORD;

import java.io.FileInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** A jar that is a secret: java.util.zip, java.util.jar, class loaders, the zip file system. */
final class ArchiveChecks {
    private static final String ENTRY = "greeting.txt";

    static Table table(SecretsFolder at) {
        Table t = new Table("archives");
        t.row("ZipFile(String)", () -> {
            try (ZipFile zip = new ZipFile(at.name(JAR))) {
                return zip.size() + " " + Answer.of(zip.getInputStream(zip.getEntry(ENTRY)));
            }
        });
        t.row("ZipFile(File)", () -> {
            try (ZipFile zip = new ZipFile(at.file(JAR))) {
                return Answer.sorted(Collections.list(zip.entries()));
            }
        });
        t.row("ZipFile.getName", () -> {
            try (ZipFile zip = new ZipFile(at.file(JAR))) {
                return zip.getName();
            }
        });
        t.row("ZipFile relative", () -> {
            try (ZipFile zip = new ZipFile(at.relative(JAR).toFile())) {
                return "" + zip.size();
            }
        });
        t.row("ZipFile twice", () -> {
            ZipFile first = new ZipFile(at.file(JAR));
            try (ZipFile second = new ZipFile(at.file(JAR))) {
                first.close();
                return Answer.of(second.getInputStream(second.getEntry(ENTRY)));
            }
        });
        t.row("ZipFile absent", () -> "" + new ZipFile(at.file(ABSENT)).size());
        t.row("ZipFile of no archive", () -> "" + new ZipFile(at.file(PASSWORD)).size());
        t.row("JarFile manifest", () -> {
            try (JarFile jar = new JarFile(at.file(JAR))) {
                return "" + jar.getManifest().getMainAttributes().getValue("Specification-Title");
            }
        });
        t.row("JarFile entry", () -> {
            try (JarFile jar = new JarFile(at.name(JAR), true)) {
                return jar.getName() + " " + Answer.of(jar.getInputStream(jar.getJarEntry(ENTRY)));
            }
        });
        t.row("JarInputStream", () -> {
            try (JarInputStream in = new JarInputStream(new FileInputStream(at.file(JAR)))) {
                return Answer.yes(in.getManifest() != null);
            }
        });
        t.row("ZipInputStream", () -> {
            List<String> names = new ArrayList<>();
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(at.path(JAR)))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
            return Answer.sorted(names);
        });
        t.row("jar: URL", () -> {
            URLConnection connection = new URL("jar:file:" + at.name(JAR) + "!/" + ENTRY).openConnection();
            connection.setUseCaches(false);
            return connection.getContentLength() + " " + Answer.of(connection.getInputStream());
        });
        loaders(t, at);
        fileSystems(t, at);
        return t;
    }

    private static void loaders(Table t, SecretsFolder at) {
        t.row(
                "URLClassLoader loads a class",
                () -> loader(
                        at,
                        loader -> loader.loadClass("app.files.Greeting")
                                .getConstructor()
                                .newInstance()
                                .toString()));
        t.row(
                "URLClassLoader finds a resource",
                () -> loader(
                        at, loader -> loader.getResource(ENTRY) + " " + Answer.of(loader.getResourceAsStream(ENTRY))));
        t.row(
                "URLClassLoader code source",
                () -> loader(
                        at,
                        loader -> ""
                                + loader.loadClass("app.files.Greeting")
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()));
    }

    private static void fileSystems(Table t, SecretsFolder at) {
        t.row("newFileSystem(Path)", () -> {
            try (FileSystem zip = FileSystems.newFileSystem(at.path(JAR), (ClassLoader) null)) {
                return Answer.of(Files.readAllBytes(zip.getPath(ENTRY))) + " " + zip.isReadOnly();
            } catch (ProviderNotFoundException e) {
                throw new Answer.Skipped("zip file system");
            }
        });
        t.row("newFileSystem(URI)", () -> {
            URI uri = URI.create("jar:file://" + at.name(JAR));
            try (FileSystem zip = FileSystems.newFileSystem(uri, Collections.<String, Object>emptyMap())) {
                Path path = zip.getPath("/" + ENTRY);
                return path.toUri() + " " + Files.size(path);
            } catch (ProviderNotFoundException e) {
                throw new Answer.Skipped("zip file system");
            }
        });
        t.row("copy into a zip", () -> {
            URI uri = URI.create("jar:file://" + at.scratch("made.zip"));
            try (FileSystem zip = FileSystems.newFileSystem(uri, Collections.singletonMap("create", "true"))) {
                Files.copy(at.path(PASSWORD), zip.getPath("/copied"));
                return Answer.of(Files.readAllBytes(zip.getPath("/copied")));
            } catch (ProviderNotFoundException e) {
                throw new Answer.Skipped("zip file system");
            }
        });
    }

    private interface Use {
        String of(URLClassLoader loader) throws Exception;
    }

    private static String loader(SecretsFolder at, Use use) throws Exception {
        URL[] urls = {at.file(JAR).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return use.of(loader);
        }
    }

    private ArchiveChecks() {}
}
