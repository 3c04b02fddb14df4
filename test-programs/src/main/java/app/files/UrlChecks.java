package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.PROPERTIES;

import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;

/** file: URLs, URIs and class loaders over the directory. */
final class UrlChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("url");
        t.row("openStream", () -> Answer.of(url(at, PASSWORD).openStream()));
        t.row("openStream of a spelled URL", () -> Answer.of(new URL("file:" + at.name(PASSWORD)).openStream()));
        t.row(
                "openStream with file://localhost",
                () -> Answer.of(new URL("file://localhost" + at.name(PASSWORD)).openStream()));
        t.row("openStream absent", () -> Answer.of(url(at, ABSENT).openStream()));
        t.row(
                "openStream of the directory",
                () -> Answer.of(at.directoryFile().toURI().toURL().openStream()));
        t.row("getContentLength", () -> "" + connection(at, PASSWORD).getContentLength());
        t.row(
                "getContentLengthLong",
                () -> "" + connection(at, SecretsFolder.LARGE).getContentLengthLong());
        t.row("getContentType", () -> "" + connection(at, SecretsFolder.JAR).getContentType());
        t.row(
                "getLastModified is a time",
                () -> Answer.yes(connection(at, PASSWORD).getLastModified() > 1_000_000_000_000L));
        t.row("getInputStream", () -> Answer.of(connection(at, PASSWORD).getInputStream()));
        t.row(
                "getContent",
                () -> Answer.of(
                        (InputStream) connection(at, SecretsFolder.BINARY).getContent()));
        t.row(
                "Paths.get(URI)",
                () -> Answer.of(Files.readAllBytes(Paths.get(URI.create("file://" + at.name(PASSWORD))))));
        t.row("Path.toUri", () -> at.path(PASSWORD).toUri().toString());
        t.row("Path.toUri of the directory", () -> at.directoryPath().toUri().toString());
        loaders(t, at);
        return t;
    }

    private static void loaders(Table t, SecretsFolder at) {
        t.row("URLClassLoader.getResource", () -> loader(at, loader -> "" + loader.getResource(PASSWORD)));
        t.row("URLClassLoader.getResource absent", () -> loader(at, loader -> "" + loader.getResource(ABSENT)));
        t.row(
                "URLClassLoader.getResourceAsStream",
                () -> loader(at, loader -> Answer.of(loader.getResourceAsStream(PASSWORD))));
        t.row(
                "URLClassLoader.getResources",
                () -> loader(at, loader -> Answer.sorted(Collections.list(loader.getResources(PROPERTIES)))));
        t.row("URLClassLoader of the alias", () -> {
            URL[] urls = {new URL("file:" + at.alias() + "/")};
            try (URLClassLoader loader = new URLClassLoader(urls, null)) {
                return Answer.of(loader.getResourceAsStream(PASSWORD));
            }
        });
        t.row(
                "ResourceBundle",
                () -> loader(
                        at,
                        loader -> Answer.sorted(ResourceBundle.getBundle("app", Locale.ROOT, loader)
                                .keySet())));
    }

    private interface Use {
        String of(URLClassLoader loader) throws Exception;
    }

    private static String loader(SecretsFolder at, Use use) throws Exception {
        URL[] urls = {new URL("file:" + at.directory() + "/")};
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return use.of(loader);
        }
    }

    private static URL url(SecretsFolder at, String name) throws Exception {
        return at.file(name).toURI().toURL();
    }

    private static URLConnection connection(SecretsFolder at, String name) throws Exception {
        return url(at, name).openConnection();
    }

    private UrlChecks() {}
}
