package io.bpsecrets.chain;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Docker secret files that are there, or cannot be read. */
public final class FakeFiles implements FileSource {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private volatile Runnable whileReading = () -> {};

    public FakeFiles has(String fileName, String text) {
        texts.put(fileName, text);
        return this;
    }

    FakeFiles fails(String fileName, String reason) {
        failures.put(fileName, reason);
        return this;
    }

    FakeFiles whileReading(Runnable action) {
        whileReading = action;
        return this;
    }

    @Override
    public String read(String fileName) throws IOException {
        whileReading.run();
        if (failures.containsKey(fileName)) {
            throw new IOException(failures.get(fileName));
        }
        return texts.get(fileName);
    }

    @Override
    public String paths(String fileName) {
        return "/run/secrets/" + fileName;
    }
}
