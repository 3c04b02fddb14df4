package io.bpsecrets.files;

import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.clock.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers served files and closes them again, so that the number of those that are open is bounded. A file is closed in two steps: first
 * nobody is handed its path any more. Then, when the process has run for 200 ms, it is closed: whoever was handed its number before has opened
 * it by then. A thread that finds its file open takes no lock.
 *
 * <p>The lock is a monitor, because the JVM gives it back however a thread leaves it. A ReentrantLock may stay locked if a thread has no
 * stack left for the call of unlock, and its queue may keep a thread that a tool of the application forbids to wait. No thread that has
 * the lock waits, or opens or closes a file. So the wait for the lock is short. All that needs memory comes before the first change of a
 * state.
 */
final class DescriptorPool {
    /** Far longer than an open takes after a thread was handed the path. */
    private static final long GRACE_NANOS = 200_000_000;
    /**
     * How long a replaced file stays open, if nobody needs its descriptor. Its readers do not notice the end, because the system keeps
     * what they have opened.
     */
    private static final long REPLACED_NANOS = 30_000_000_000L;

    private final Delivery delivery;
    private final Clock clock;
    private final Object lock = new Object();
    private final WaitingRoom waiting;
    private final int bound;

    private final DeliveredFiles files;
    /** How many of the bound are open, about to be opened, or about to be closed. */
    private int taken;

    /** The serial number of the last delivery. */
    private volatile int serial;

    /**
     * @param times gives a file that is delivered again its new time
     * @param bound how many descriptors, at least 1; archives of Java 8 come on top
     * @param deadlineMillis the longest that a thread waits for one
     */
    DescriptorPool(Delivery delivery, UniqueTimes times, Clock clock, int bound, long deadlineMillis) {
        this.delivery = delivery;
        this.files = new DeliveredFiles(times);
        this.clock = clock;
        this.bound = bound;
        this.waiting = new WaitingRoom(deadlineMillis, clock);
    }

    Delivery delivery() {
        return delivery;
    }

    /**
     * The delivered path of a file. The file can be opened by it for 200 ms at least.
     *
     * @throws IOException if it could not be delivered, or no descriptor was free in time; the message says why and what to do
     */
    String path(ServedFile file) throws IOException {
        return delivered(file).path();
    }

    /**
     * The same as a Path.
     *
     * @param asked a path of the file system that the answer is to be of
     */
    Path path(ServedFile file, Path asked) throws IOException {
        return delivered(file).path(asked);
    }

    /** The same for Java 8's native archives: the file stays open until it is replaced. */
    String archivePath(ServedFile file) throws IOException {
        return pin(file).archivePath();
    }

    private DeliveredFile delivered(ServedFile file) throws IOException {
        DeliveredFile known = file.delivered();
        if (known == null) {
            return deliver(file);
        }
        known.use(serial);
        return known;
    }

    private DeliveredFile deliver(ServedFile file) throws IOException {
        StackRoom.require();
        DeliveredFile known = takeDescriptor(file);
        if (known != null) {
            return known;
        }
        Delivery.Parcel parcel = null;
        try {
            parcel = delivery.deliver(file.content(), file.lastModified());
            return add(file, parcel);
        } finally {
            giveBack(file, parcel);
        }
    }

    private DeliveredFile add(ServedFile file, Delivery.Parcel parcel) {
        synchronized (lock) {
            int next = serial + 1;
            DeliveredFile made = new DeliveredFile(parcel, next);
            made.replacedAt(clock.nanoTime());
            files.add(file);
            file.delivered(made);
            serial = next;
            file.beingDelivered(false);
            return made;
        }
    }

    /**
     * If the file could not be delivered, another thread can have the descriptor.
     *
     * @param parcel null if there is none
     */
    private void giveBack(ServedFile file, Delivery.@Nullable Parcel parcel) {
        synchronized (lock) {
            if (!file.isBeingDelivered()) {
                return;
            }
            file.beingDelivered(false);
            taken--;
        }
        if (parcel != null) {
            parcel.close();
        }
    }

    /** @return null if the caller has a descriptor now and must deliver the file; else what another thread has delivered */
    private @Nullable DeliveredFile takeDescriptor(ServedFile file) throws IOException {
        WaitingRoom.Seat seat = null;
        try {
            while (true) {
                synchronized (lock) {
                    DeliveredFile known = file.delivered();
                    if (known != null) {
                        return known;
                    }
                    if (!file.isBeingDelivered() && taken < bound && waiting.isNext(seat)) {
                        taken++;
                        file.beingDelivered(true);
                        return null;
                    }
                    if (!file.isBeingDelivered() && taken >= bound && waiting.leaving() == null) {
                        makeRoom();
                    }
                    seat = seat == null ? waiting.seat() : seat;
                    seat.begin();
                }
                seat.sleep();
                List<DeliveredFile> gone;
                synchronized (lock) {
                    gone = seat.end();
                }
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
                synchronized (lock) {
                    seat.leave();
                }
                seat.handBackInterrupt();
            }
        }
    }

    /** Delivers a file that stays open until its version is replaced. */
    private DeliveredFile pin(ServedFile file) throws IOException {
        while (true) {
            DeliveredFile known = file.delivered() == null ? deliver(file) : file.delivered();
            synchronized (lock) {
                if (known != null && file.delivered() == known) {
                    if (files.pin(file, known)) {
                        taken--;
                    }
                    return known;
                }
            }
        }
    }

    /** These versions are served no longer, and are marked so. A thread may still ask for one. */
    void replaced(List<ServedFile> versions) {
        synchronized (lock) {
            for (ServedFile file : versions) {
                files.replaced(file, clock.nanoTime());
            }
        }
    }

    /** Closes what was replaced 30 s ago. It is for the refresher's thread, which may be held up for 200 ms. */
    void closeReplaced() {
        List<DeliveredFile> leaving;
        synchronized (lock) {
            leaving = files.withdrawReplaced(clock.nanoTime(), REPLACED_NANOS);
        }
        if (leaving.isEmpty()) {
            return;
        }
        RunningTime.sleep(clock, GRACE_NANOS);
        close(leaving);
    }

    private void makeRoom() {
        List<DeliveredFile> leaving = files.withdrawSome(waiting.size());
        if (!leaving.isEmpty()) {
            waiting.leaving(leaving, GRACE_NANOS);
        }
    }

    private void close(List<DeliveredFile> gone) {
        Error failed = null;
        for (int i = 0; i < gone.size(); i++) {
            DeliveredFile one = gone.get(i);
            try {
                one.close();
            } catch (Error e) {
                // The others are closed all the same: nobody else knows of them.
                failed = e;
            }
            synchronized (lock) {
                taken -= one.isPinned() ? 0 : 1;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
