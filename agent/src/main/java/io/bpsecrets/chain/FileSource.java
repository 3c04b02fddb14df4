package io.bpsecrets.chain;

import java.io.IOException;

/** The real Docker secret files, as the chain needs them. */
public interface FileSource {
    /**
     * @return the text of the file without one trailing newline, or null where no directory has such a file
     * @throws IOException where there is one and it cannot be read; the message says which and why
     */
    String read(String fileName) throws IOException;

    /** All paths at which it looks for this file, for error texts. */
    String paths(String fileName);
}
