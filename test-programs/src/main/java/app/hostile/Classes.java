package app.hostile;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds classes of the agent by their names, in every loader that a program gets without a right, and calls what is public. */
final class Classes {
    private Classes() {}

    /** The class as the program's own loader sees it, and as the boot loader does. */
    static List<Class<?>> named(String name) {
        List<Class<?>> found = new ArrayList<Class<?>>();
        // The second has no parent but the boot loader, and to make it takes no right.
        ClassLoader[] loaders = {Classes.class.getClassLoader(), URLClassLoader.newInstance(new URL[0], null)};
        for (ClassLoader loader : loaders) {
            try {
                Class<?> one = loader.loadClass(name);
                if (!found.contains(one)) {
                    found.add(one);
                }
            } catch (ClassNotFoundException e) {
                continue;
            } catch (SecurityException e) {
                continue;
            }
        }
        return found;
    }

    static List<Method> publicMethods(Class<?> type, String name) {
        List<Method> methods = new ArrayList<Method>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() == type
                    && Modifier.isStatic(method.getModifiers())
                    && (name == null || method.getName().equals(name))) {
                methods.add(method);
            }
        }
        return methods;
    }

    /**
     * Calls it with arguments that fit: the path for a File, Path, its bytes or a first text; the word for a last text.
     *
     * @return null for what it returns too where it does nothing: an argument, null, false, 0
     */
    static Object call(Method method, File path, String word) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            boolean last = i == types.length - 1;
            arguments[i] = argument(types[i], path, last ? word : path.getPath());
        }
        Object answer = method.invoke(null, arguments);
        boolean nothing = answer == null || answer.equals(false) || answer.equals(0) || answer.equals(0L);
        for (Object argument : arguments) {
            nothing |= answer == argument;
        }
        return nothing ? null : answer;
    }

    private static Object argument(Class<?> type, File path, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == File.class) {
            return path;
        }
        if (type == Object.class || type == Path.class) {
            return path.toPath();
        }
        if (type == byte[].class) {
            return path.getPath().getBytes(StandardCharsets.UTF_8);
        }
        if (type == Instrumentation.class) {
            return instrumentation();
        }
        if (type == Set.class) {
            return Collections.emptySet();
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** One that says nothing of what the JVM has. */
    static Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                Classes.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (self, method, arguments) -> {
                    Class<?> type = method.getReturnType();
                    if (type.isArray()) {
                        return Array.newInstance(type.getComponentType(), 0);
                    }
                    return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
                });
    }
}
