package io.bpsecrets.files;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;

/** Puts content where the JDK's own code can open it by a path. */
interface Delivery {
    /**
     * @param lastModified milliseconds since the epoch
     * @throws IOException where the content could not be put there whole
     */
    Parcel deliver(byte[] content, long lastModified) throws IOException;

    /** The directory that holds the content, whose file store is that of the files. */
    File directory();

    /** A directory that exists and stands for a secrets directory that does not. */
    String emptyDirectory();

    /** What was put somewhere. */
    interface Parcel extends Closeable {
        String place();

        @Override
        void close();
    }
}
