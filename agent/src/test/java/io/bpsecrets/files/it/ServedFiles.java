package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of the conformance test: one line, many lines, none, many bytes, all bytes, a key store, a jar. */
final class ServedFiles {
    /** The names that app.files.SecretsFolder knows. */
    private record Served(String name, String file, byte[] bytes, boolean base64) {

        /** The value that a source must hold. */
        String value() {
            return base64 ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, UTF_8);
        }
    }

    private final List<Served> all = new ArrayList<>();

    ServedFiles(Lab lab) {
        text("DB_PASSWORD", "db_password", lab.canary("password"));
        text("API_KEY", "Api.Key", lab.canary("api-key"));
        text("APP_PROPERTIES", "app.properties", "user=app\npassword=" + lab.canary("property") + "\ncity=K\u00f6ln\n");
        text("EMPTY", "empty", "");
        text("LARGE", "large", (lab.canary("large") + "\n").repeat(4_000));
        byte[] binary = new byte[256];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) i;
        }
        all.add(new Served("ALL_BYTES", "all-bytes.bin", binary, true));
        all.add(new Served("KEYSTORE_P12", "keystore.p12", keyStore(), true));
        all.add(new Served("LIBRARY_JAR", "library.jar", jar(lab.canary("entry")), true));
    }

    private void text(String name, String file, String value) {
        all.add(new Served(name, file, value.getBytes(UTF_8), false));
    }

    /** File name to bytes. */
    Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        all.forEach(served -> contents.put(served.file(), served.bytes()));
        return contents;
    }

    /** Maps all of them to {@code default.NAME}: no server is needed. */
    Fork fromDefaults(Fork fork) {
        for (Served served : all) {
            named(fork, served).agentLines("default." + served.name() + "=" + escaped(served.value()));
        }
        // The Docker file of the same name, where there is one, is what the served file has to hide.
        return fork.agentLines("order=vault,env,default", "profile=none");
    }

    /** Writes all of them to a server and maps them to {@code secret.NAME}. */
    Fork fromVault(Fork fork, Lab lab) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Served served : all) {
            named(fork, served).agentLines("secret." + served.name() + "=files#" + served.name());
            fields.put(served.name(), served.value());
        }
        lab.server().putKv2(lab.path() + "/files", fields);
        return fork.vault(lab.server(), reader(lab), lab.path()).agentLines("order=vault,env,default");
    }

    private static String reader(Lab lab) {
        RealServer server = lab.server();
        return lab.readerToken(server);
    }

    private static Fork named(Fork fork, Served served) {
        fork.agentLines("file." + served.name() + "=" + served.file());
        return served.base64() ? fork.agentLines("encoding." + served.name() + "=base64") : fork;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static byte[] keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] password = "changeit".toCharArray();
            KeyStore.SecretKeyEntry key = new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES"));
            store.setEntry("key", key, new KeyStore.PasswordProtection(password));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("Cannot make a key store", e);
        }
    }

    private static byte[] jar(String greeting) {
        String type = "app/files/Greeting.class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.SPECIFICATION_TITLE, "Greeting");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            out.putNextEntry(new ZipEntry(type));
            out.write(Files.readAllBytes(Path.of(System.getProperty("bp.programs"), type)));
            out.putNextEntry(new ZipEntry("greeting.txt"));
            out.write(greeting.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
