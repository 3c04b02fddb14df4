package app.files;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that would change a secret. Each prints whether it was refused and whether the content is what it was, as
 * {@code write.NAME}, and the error's words as {@code why.NAME}.
 */
final class WriteChecks {

    /** Null where nothing is returned; false is a refusal. */
    interface Write {
        Object run() throws Exception;
    }

    private final SecretsFolder at;
    private final Map<String, Write> attempts = new LinkedHashMap<>();

    WriteChecks(SecretsFolder at) {
        this.at = at;
        StreamWrites.add(this, at);
        FileWrites.add(this, at);
        FilesWrites.add(this, at);
        DirectoryWrites.add(this, at);
        SecureWrites.add(this, at);
    }

    void attempt(String name, Write attempt) {
        if (attempts.put(name, attempt) != null) {
            throw new IllegalStateException("Two attempts are called " + name);
        }
    }

    int size() {
        return attempts.size();
    }

    void print(PrintStream out) {
        String before = content();
        attempts.forEach((name, attempt) -> {
            String outcome;
            String why = null;
            try {
                Object result = attempt.run();
                outcome = Boolean.FALSE.equals(result) ? "refused" : "done";
            } catch (IOException e) {
                outcome = "refused";
                why = Answer.error(e);
            } catch (Throwable e) {
                outcome = Answer.error(e);
            }
            out.println(
                    "write." + name + " = " + outcome + (content().equals(before) ? ", content kept" : ", CHANGED"));
            if (why != null) {
                out.println("why." + name + " = " + why);
            }
        });
    }

    private String content() {
        try {
            return Answer.of(Files.readAllBytes(at.path(SecretsFolder.PASSWORD))) + " "
                    + Answer.of(Files.readAllBytes(at.path(SecretsFolder.JAR)));
        } catch (IOException e) {
            return Answer.error(e);
        }
    }
}
