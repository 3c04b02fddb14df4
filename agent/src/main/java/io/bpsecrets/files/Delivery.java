package io.bpsecrets.files;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;

/** Makes content a file that the JDK's own code can open by a path, the delivered path. */
interface Delivery {
    /**
     * @param lastModified milliseconds since the epoch
     * @throws IOException if not all of the content could be written
     */
    Parcel deliver(byte[] content, long lastModified) throws IOException;

    /** The directory that holds the content, whose file store is that of the files. */
    File directory();

    /** A directory that exists and stands for a secrets directory that does not. */
    String emptyDirectory();

    /** Content that is a file now. */
    interface Parcel extends Closeable {
        /** The delivered path. */
        String path();

        /** The path leads to it no longer. Who has it open reads it to its end. */
        @Override
        void close();
    }
}
