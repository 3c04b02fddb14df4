package app.files;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls methods that are younger than Java 8. */
final class Newer {

    /** @throws Answer.Skipped where this JDK has no such method */
    static Object call(Object target, Class<?> type, String name, Class<?>[] parameters, Object... arguments)
            throws Exception {
        Method method;
        try {
            method = type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new Answer.Skipped(type.getSimpleName() + "." + name);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception) {
                throw (Exception) e.getCause();
            }
            throw e;
        }
    }

    static Class<?>[] types(Class<?>... types) {
        return types;
    }

    private Newer() {}
}
