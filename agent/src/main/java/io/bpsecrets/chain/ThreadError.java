package io.bpsecrets.chain;

/**
 * Tells apart an Error that belongs to the reading thread, and a failure of ours. An Error of the thread leaves the hook as it would leave the
 * JDK's method. It says nothing about the next read. The hook has the same rule in itself, because it can call no other class of ours.
 */
public final class ThreadError {
    private static final int MOST_CAUSES = 20;

    private ThreadError() {}

    /**
     * True if the thread has no stack or memory left, if somebody stops it, or if a tool of the application, such as BlockHound, forbids what
     * it does. Errors of such tools are of a class that is neither the JDK's nor ours. False for our own exceptions and for LinkageErrors.
     */
    public static boolean is(Throwable failure) {
        if (failure instanceof StackOverflowError
                || failure instanceof OutOfMemoryError
                || failure instanceof ThreadDeath) {
            return true;
        }
        if (!(failure instanceof Error) || failure instanceof LinkageError) {
            return false;
        }
        ClassLoader loader = failure.getClass().getClassLoader();
        return loader != null && loader != ThreadError.class.getClassLoader();
    }

    /**
     * Throws the cause of the failure, or a cause of that, if {@link #is} is true for it: reflection and the JDK's providers wrap what was
     * thrown.
     */
    public static void rethrowCause(Throwable failure) {
        Throwable cause = failure.getCause();
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            rethrow(cause);
            cause = cause.getCause();
        }
    }

    /** Throws the failure if {@link #is} is true for it. */
    public static void rethrow(Throwable failure) {
        if (is(failure)) {
            throw (Error) failure;
        }
    }
}
