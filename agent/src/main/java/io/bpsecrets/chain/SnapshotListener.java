package io.bpsecrets.chain;

/** Is told of every snapshot when reads are answered from it. It is called in the thread that has built the snapshot, before the log lines. */
public interface SnapshotListener {
    void published(Snapshot snapshot);
}
