package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One stand-in for each secrets directory that is not on the disk, made when it is first needed. */
final class AbsentDirectories {
    private final ConcurrentHashMap<File, AbsentDirectory> made = new ConcurrentHashMap<File, AbsentDirectory>();
    private final Clock clock;

    AbsentDirectories(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param directory as given in the settings
     * @return null if none can be made
     */
    @Nullable
    AbsentDirectory of(File directory, Delivery delivery) {
        AbsentDirectory known = made.get(directory);
        if (known != null) {
            return known;
        }
        AbsentDirectory mine;
        try {
            mine = AbsentDirectory.make(delivery.directory(), clock);
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
