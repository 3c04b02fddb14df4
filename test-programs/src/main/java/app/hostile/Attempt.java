package app.hostile;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;

/** One try, shown as one line: {@code refused}, {@code nothing}, or {@code GOT} and what kind of thing; never the thing itself. */
final class Attempt {
    /** Where served files are: even the text of a refusal must not tell. */
    private static final String PLACE = "/proc/self/fd";

    private Attempt() {}

    /** @param attempt null for nothing, anything else for a success */
    static void of(String name, Callable<Object> attempt) {
        System.out.println(name + "=" + outcome(attempt));
    }

    private static String outcome(Callable<Object> attempt) {
        try {
            Object got = attempt.call();
            return got == null ? "nothing" : "GOT " + got.getClass().getName();
        } catch (Throwable thrown) {
            Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
            boolean refused = cause instanceof SecurityException
                    || cause instanceof IllegalAccessException
                    || cause instanceof IllegalAccessError
                    || cause instanceof ClassNotFoundException
                    || "not in a jar".equals(cause.getMessage())
                    || cause instanceof NoSuchMethodException;
            boolean tells = String.valueOf(cause.getMessage()).contains(PLACE);
            return (refused && !tells ? "refused " : "GOT ") + cause.getClass().getName();
        }
    }
}
