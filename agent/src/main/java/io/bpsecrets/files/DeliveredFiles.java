package io.bpsecrets.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files that are delivered now. It decides which of them leave first. All of it is guarded by the pool's lock. */
final class DeliveredFiles {
    private final UniqueTimes times;
    /** Without archives of Java 8. */
    private final List<ServedFile> current = new ArrayList<ServedFile>();
    /** With archives of Java 8. */
    private final List<ServedFile> replaced = new ArrayList<ServedFile>();

    /** @param times gives a file that leaves the time that it has when it is delivered again */
    DeliveredFiles(UniqueTimes times) {
        this.times = times;
    }

    /** @param file that has been delivered */
    void add(ServedFile file) {
        (file.isReplaced() ? replaced : current).add(file);
    }

    /**
     * Pins an archive of Java 8, so that it leaves only when it has been replaced.
     *
     * @return true if it was not pinned before
     */
    boolean pin(ServedFile file, DeliveredFile delivered) {
        if (delivered.isPinned() || !current.remove(file)) {
            return false;
        }
        delivered.pin();
        return true;
    }

    /**
     * This version is served no longer. A thread may still ask for it.
     *
     * @param nanoTime of the clock, now
     */
    void replaced(ServedFile file, long nanoTime) {
        file.replaced();
        DeliveredFile known = file.delivered();
        if (known != null && (known.isPinned() || current.contains(file))) {
            replaced.add(file);
            current.remove(file);
            known.replacedAt(nanoTime);
        }
    }

    /** A thread that has marked a file as replaced may have had no memory to move it. */
    private void moveReplaced(long nanoTime) {
        for (int i = current.size() - 1; i >= 0; i--) {
            if (current.get(i).isReplaced()) {
                replaced(current.get(i), nanoTime);
            }
        }
    }

    /**
     * Withdraws what was replaced long ago.
     *
     * @param nanoTime of the clock, now
     * @param longerThan nanoseconds
     */
    List<DeliveredFile> withdrawReplaced(long nanoTime, long longerThan) {
        moveReplaced(nanoTime);
        List<ServedFile> old = new ArrayList<ServedFile>();
        for (ServedFile one : replaced) {
            if (nanoTime - one.deliveredNow().replacedAt() > longerThan) {
                old.add(one);
            }
        }
        return withdraw(old, replaced);
    }

    /**
     * Withdraws some files, so that others have their descriptors. Replaced versions leave first, else those that were handed out least
     * recently: half of all, because each round takes 200 ms.
     *
     * @param wanted how many leave at least, if there are so many
     */
    List<DeliveredFile> withdrawSome(int wanted) {
        List<ServedFile> leaving = new ArrayList<ServedFile>();
        for (ServedFile one : replaced) {
            if (!one.deliveredNow().isPinned()) {
                leaving.add(one);
            }
        }
        return leaving.isEmpty()
                ? withdraw(leastUsed(Math.max((current.size() + 1) / 2, wanted)), current)
                : withdraw(leaving, replaced);
    }

    private List<ServedFile> leastUsed(int count) {
        List<LastUse> uses = new ArrayList<LastUse>();
        for (ServedFile one : current) {
            uses.add(new LastUse(one));
        }
        Collections.sort(uses);
        List<ServedFile> chosen = new ArrayList<ServedFile>();
        for (LastUse use : uses.subList(0, Math.min(uses.size(), count))) {
            chosen.add(use.file());
        }
        return chosen;
    }

    /** Only the first line needs memory. If a file were withdrawn and in no list, then nobody would ever close it. */
    private List<DeliveredFile> withdraw(List<ServedFile> files, List<ServedFile> from) {
        List<DeliveredFile> leaving = new ArrayList<DeliveredFile>(files.size());
        from.removeAll(files);
        for (int i = 0; i < files.size(); i++) {
            leaving.add(files.get(i).withdraw(times.next()));
        }
        return leaving;
    }
}
