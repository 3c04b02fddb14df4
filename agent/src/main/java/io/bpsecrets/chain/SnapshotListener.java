package io.bpsecrets.chain;

/** Is told of every snapshot once reads are answered from it, in the thread that built it, before its log lines. */
public interface SnapshotListener {
    void published(Snapshot snapshot);
}
