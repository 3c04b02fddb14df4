package io.bpsecrets.chain;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The real Docker secret files as the chain sees them. */
public interface FileSource {
    /**
     * @return the text of the file without one trailing newline, or null if no directory has such a file
     * @throws IOException if there is one and it cannot be read; the message says which and why
     */
    @Nullable
    String read(String fileName) throws IOException;

    /** All paths at which it looks for this file, for error texts. */
    String paths(String fileName);
}
