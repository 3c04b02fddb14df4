package io.bpsecrets.chain;

/**
 * Checks that a thread has stack enough for work that loads classes for the first time. If the stack ends inside a static initialiser, then that
 * class cannot be used any more in this JVM (JVMS 5.5). The first read uses classes of ours and of the JDK's TLS. So a thread with too little
 * stack gets its StackOverflowError here, before anything is loaded.
 */
public final class StackRoom {
    /**
     * Each frame of {@link #use} takes 190 to 260 bytes, so that these are 42 to 57 KB. The first read with a login over TLS needs 37 KB on
     * Java 8 and 33 KB on Java 25, measured with the interpreter only. The main thread of a JVM with the smallest -Xss that Java takes
     * (180k) has 80 KB when main begins.
     */
    private static final int FRAMES = 220;

    private StackRoom() {}

    /** @throws StackOverflowError if this thread has less stack left than the first read needs */
    public static void require() {
        use(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }

    /**
     * Takes as much stack when it is compiled as when it is interpreted: the arguments are still needed after the call, and with more than 325
     * bytes of code the JVM does not put a call into its caller (FreqInlineSize).
     */
    private static int use(
            int left,
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            int i,
            int j,
            int k,
            int l,
            int m,
            int n) {
        if (left == 0) {
            return a;
        }
        int below = use(left - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, ~a);
        int next =
                a * b + b * c + c * d + d * e + e * f + f * g + g * h + h * i + i * j + j * k + k * l + l * m + m * n;
        int second = a * c + b * d + c * e + d * f + e * g + f * h + g * i + h * j + i * k + j * l + k * m + l * n;
        int third = a * d + b * e + c * f + d * g + e * h + f * i + g * j + h * k + i * l + j * m + k * n;
        int fourth = a * e + b * f + c * g + d * h + e * i + f * j + g * k + h * l + i * m + j * n;
        int fifth = a * f + b * g + c * h + d * i + e * j + f * k + g * l + h * m + i * n;
        return below + next + second + third + fourth + fifth;
    }
}
