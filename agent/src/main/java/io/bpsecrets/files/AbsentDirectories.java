package io.bpsecrets.files;

import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One stand-in for each secrets directory that is not on the disk, made when it is first needed. */
final class AbsentDirectories {
    private final ConcurrentHashMap<File, AbsentDirectory> made = new ConcurrentHashMap<File, AbsentDirectory>();
    private final Clock clock;
    private final Log log;

    AbsentDirectories(Clock clock, Log log) {
        this.clock = clock;
        this.log = log;
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
        StackRoom.require();
        AbsentDirectory mine;
        try {
            mine = AbsentDirectory.make(delivery.directory(), clock);
        } catch (IOException e) {
            return null;
        } catch (RuntimeException e) {
            log.internalError("A secrets directory that is not on the disk has not the mode and time of a real one", e);
            return null;
        }
        try {
            made.putIfAbsent(directory, mine);
            known = made.get(directory);
        } finally {
            if (known != mine) {
                mine.close();
            }
        }
        return known;
    }
}
