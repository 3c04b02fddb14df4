package io.bpsecrets.classfile;

/** Code in forms that the JDK's classes hardly have. */
final class OddCode {
    private OddCode() {}

    static int loopAtTheStart(int n) {
        do {
            n--;
        } while (n > 10);
        return n;
    }

    static int manyVariables(long start) {
        long a0 = start, a1 = a0, a2 = a1, a3 = a2, a4 = a3, a5 = a4, a6 = a5, a7 = a6, a8 = a7, a9 = a8;
        long b0 = a9, b1 = b0, b2 = b1, b3 = b2, b4 = b3, b5 = b4, b6 = b5, b7 = b6, b8 = b7, b9 = b8;
        long sum = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8 + b9;
        int large = 40_000;
        for (int i = 0; i < 3; i += 1000) {
            large += 1000;
        }
        return (int) sum + large;
    }

    static String tables(int sparse, int dense, String text) {
        String first;
        switch (dense) {
            case 1:
                return "one";
            case 2:
                first = "two";
                break;
            case 3:
            case 4:
                return new StringBuilder(text == null ? "none" : text)
                        .append(dense)
                        .toString();
            default:
                first = "many";
        }
        switch (sparse) {
            case -100_000:
                return first;
            case 7:
                return text;
            case 1_000_000:
                return null;
            default:
                return first + sparse;
        }
    }

    static int returnsEverywhere(int n) {
        try {
            if (n < 0) {
                return -1;
            }
            synchronized (OddCode.class) {
                return n == 0 ? 0 : Integer.parseInt("1" + n);
            }
        } catch (NumberFormatException e) {
            return 1;
        } finally {
            n++;
        }
    }
}
