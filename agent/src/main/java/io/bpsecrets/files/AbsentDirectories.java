package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;

/** One stand-in for each secrets directory that is not on the disk, made when it is first needed. */
final class AbsentDirectories {
    private final ConcurrentHashMap<File, AbsentDirectory> made = new ConcurrentHashMap<File, AbsentDirectory>();

    /**
     * @param directory as given in the settings
     * @return null where none can be made
     */
    AbsentDirectory of(File directory, Delivery delivery) {
        AbsentDirectory known = made.get(directory);
        if (known != null) {
            return known;
        }
        AbsentDirectory mine;
        try {
            mine = AbsentDirectory.make(delivery.directory());
        } catch (IOException | RuntimeException e) {
            return null;
        }
        known = made.putIfAbsent(directory, mine);
        if (known == null) {
            return mine;
        }
        mine.close();
        return known;
    }
}
