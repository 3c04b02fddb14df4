package io.bpsecrets.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The served files that are open, bounded in number. A file leaves in two steps: first nobody is handed it any more, then, when
 * the process has run for 200 ms, it is closed: whoever was handed its number before has opened it by then. Who finds its file
 * open takes no lock.
 */
final class DescriptorPool {
    /** Far longer than an open takes after a thread was handed the place. */
    private static final long GRACE_NANOS = 200_000_000;
    /**
     * How long a replaced file stays open, if nobody needs its descriptor. Its readers are not concerned, as the system keeps
     * what they have opened.
     */
    private static final long REPLACED_NANOS = 30_000_000_000L;

    private final Delivery delivery;
    private final UniqueTimes times = new UniqueTimes();
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingRoom waiting;
    private final int bound;

    private final List<DeliveredFile> open = new ArrayList<DeliveredFile>();
    private final List<DeliveredFile> replaced = new ArrayList<DeliveredFile>();
    /** Of the bound: open, about to be opened, or about to be closed. */
    private int taken;

    private int serial;
    /** The serial number of the last file that was placed. */
    private volatile int epoch;

    /**
     * @param bound how many descriptors, at least 1; archives of Java 8 come on top
     * @param deadlineMillis the longest that a thread waits for one
     */
    DescriptorPool(Delivery delivery, int bound, long deadlineMillis) {
        this.delivery = delivery;
        this.bound = bound;
        this.waiting = new WaitingRoom(lock, deadlineMillis);
    }

    Delivery delivery() {
        return delivery;
    }

    long nextTime() {
        return times.next();
    }

    int epoch() {
        return epoch;
    }

    /** @throws IOException if it could not be put anywhere, or no descriptor was free in time */
    DeliveredFile place(ServedFile file) throws IOException {
        DeliveredFile there = takeDescriptor(file);
        if (there != null) {
            return there;
        }
        DeliveredFile made = null;
        try {
            Delivery.Parcel parcel = delivery.deliver(file.content(), file.lastModified());
            lock.lock();
            try {
                made = new DeliveredFile(file, parcel, ++serial);
                (file.isReplaced() ? replaced : open).add(made);
                made.replaced(System.nanoTime());
                file.placed(made);
                epoch = serial;
            } finally {
                lock.unlock();
            }
            return made;
        } finally {
            lock.lock();
            try {
                file.beingPlaced(false);
                taken -= made == null ? 1 : 0;
                waiting.wakeAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** @return null if the caller has a descriptor now and must place the file; else what another thread has placed */
    private DeliveredFile takeDescriptor(ServedFile file) throws IOException {
        lock.lock();
        WaitingRoom.Seat seat = null;
        try {
            while (true) {
                DeliveredFile there = file.placed();
                if (there != null) {
                    return there;
                }
                if (!file.isBeingPlaced() && taken < bound && waiting.isNext(seat)) {
                    taken++;
                    file.beingPlaced(true);
                    return null;
                }
                if (!file.isBeingPlaced() && taken >= bound && waiting.leaving() == null) {
                    makeRoom();
                }
                seat = seat == null ? waiting.seat() : seat;
                List<DeliveredFile> gone = seat.await();
                if (gone != null) {
                    close(gone);
                } else if (seat.isOver()) {
                    throw new IOException("no descriptor is free for it: " + taken + " of " + bound
                            + " are in use, and none could be closed within vault.deadline; raise the process's limit of"
                            + " open files (ulimit -n), of which a quarter is used");
                }
            }
        } finally {
            if (seat != null) {
                seat.leave();
            }
            lock.unlock();
        }
    }

    /** The file and its place, which stays until its version is replaced. */
    DeliveredFile pin(ServedFile file) throws IOException {
        while (true) {
            DeliveredFile there = file.placed() == null ? place(file) : file.placed();
            lock.lock();
            try {
                if (there != null && file.placed() == there) {
                    if (!there.isPinned() && open.remove(there)) {
                        there.pin();
                        taken--;
                        waiting.wakeAll();
                    }
                    return there;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** These versions are served no longer; a thread may still ask for one. */
    void replaced(List<ServedFile> files) {
        lock.lock();
        try {
            for (ServedFile file : files) {
                file.replaced();
                DeliveredFile there = file.placed();
                if (there != null && (open.remove(there) || there.isPinned())) {
                    there.replaced(System.nanoTime());
                    replaced.add(there);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** For the refresher's thread, which may be held up for 200 ms. */
    void closeReplaced(long nanoTime) {
        List<DeliveredFile> old = new ArrayList<DeliveredFile>();
        lock.lock();
        try {
            for (DeliveredFile one : replaced) {
                if (nanoTime - one.replacedAt() > REPLACED_NANOS) {
                    old.add(one);
                }
            }
            replaced.removeAll(old);
            displace(old);
        } finally {
            lock.unlock();
        }
        if (old.isEmpty()) {
            return;
        }
        RunningTime.sleep(GRACE_NANOS);
        lock.lock();
        try {
            close(old);
        } finally {
            lock.unlock();
        }
    }

    /** Replaced versions first, else those that were handed out least recently: half of all, as each round takes 200 ms. */
    private void makeRoom() {
        List<DeliveredFile> leaving = new ArrayList<DeliveredFile>();
        for (DeliveredFile one : replaced) {
            if (!one.isPinned()) {
                leaving.add(one);
            }
        }
        replaced.removeAll(leaving);
        if (leaving.isEmpty()) {
            List<LastUse> uses = new ArrayList<LastUse>();
            for (DeliveredFile one : open) {
                uses.add(new LastUse(one));
            }
            Collections.sort(uses);
            int many = Math.min(uses.size(), Math.max((uses.size() + 1) / 2, waiting.size()));
            for (LastUse use : uses.subList(0, many)) {
                leaving.add(use.of);
            }
            open.removeAll(leaving);
        }
        if (!leaving.isEmpty()) {
            displace(leaving);
            waiting.leaving(leaving, GRACE_NANOS);
        }
    }

    private static void displace(List<DeliveredFile> leaving) {
        for (DeliveredFile one : leaving) {
            one.file().displaced();
        }
    }

    private void close(List<DeliveredFile> gone) {
        for (DeliveredFile one : gone) {
            one.close();
            taken -= one.isPinned() ? 0 : 1;
        }
        waiting.wakeAll();
    }

    /** What does not change while it is sorted. */
    private static final class LastUse implements Comparable<LastUse> {
        final DeliveredFile of;
        private final int used;

        LastUse(DeliveredFile of) {
            this.of = of;
            this.used = of.used();
        }

        /** Serial numbers may overflow. */
        @Override
        public int compareTo(LastUse other) {
            return used - other.used;
        }
    }
}
