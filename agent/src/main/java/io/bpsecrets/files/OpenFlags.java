package io.bpsecrets.files;

import java.io.IOException;

/**
 * Flags of open(2) on Linux, which the JDK has no constants for. Two families of processors differ in two of the numbers:
 * <a href="https://github.com/torvalds/linux/blob/master/include/uapi/asm-generic/fcntl.h">asm-generic/fcntl.h</a>, and the
 * file of the same name for arm, arm64 and powerpc.
 */
final class OpenFlags {
    static final int READ = 0;
    static final int READ_WRITE = 2;
    static final int CREATE = 0100;
    static final int EXCLUSIVE = 0200;
    /** Close-on-exec: no child inherits the descriptor, also none that native code starts. */
    static final int CLOSE_ON_EXEC = 02000000;
    /** O_PATH: a descriptor that stands for a path and needs no right to read. */
    static final int PATH = 010000000;

    private static final int NEVER_NAMED = 020000000;

    private final int directory;
    private final int noFollow;

    private OpenFlags(int directory, int noFollow) {
        this.directory = directory;
        this.noFollow = noFollow;
    }

    /**
     * @param processor the system property os.arch
     * @throws IOException if the numbers are not known for it
     */
    static OpenFlags of(String processor) throws IOException {
        switch (processor) {
            case "amd64":
            case "x86_64":
            case "x86":
            case "i386":
            case "i686":
            case "s390x":
            case "riscv64":
            case "loongarch64":
                return new OpenFlags(0200000, 0400000);
            case "aarch64":
            case "arm":
            case "ppc64":
            case "ppc64le":
                return new OpenFlags(040000, 0100000);
            default:
                throw new IOException("the flags of open(2) are not known for the processor " + processor);
        }
    }

    /** O_DIRECTORY. */
    int directory() {
        return directory;
    }

    /** O_NOFOLLOW. */
    int noFollow() {
        return noFollow;
    }

    /** O_TMPFILE, which has O_DIRECTORY in it, so that a kernel that does not know it fails. */
    int neverNamed() {
        return NEVER_NAMED | directory;
    }
}
