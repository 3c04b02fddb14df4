package app;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Has a published library change variables: {@code EnvironmentWriters LIBRARY NAME REMOVED}. It prints what both doors have while the library's
 * change is there, and what they have after that. Everything is called by reflection, because each library is on the class path of its own run only.
 */
public final class EnvironmentWriters {
    private static final String OWN = "set-by-the-library";

    public static void main(String[] args) throws Exception {
        String name = args[1];
        String removed = args[2];
        show("before", name, removed);
        switch (args[0]) {
            case "system-lambda":
                systemLambda(name, removed);
                break;
            case "junit-pioneer":
                junitPioneer(name, removed);
                break;
            case "kotest":
                kotest(name, removed);
                break;
            case "aws-lambda":
                awsLambda(name, removed);
                break;
            default:
                gradle(name, removed);
        }
        show("after", name, removed);
    }

    private static void show(String when, String... names) {
        for (int i = 0; i < names.length; i++) {
            System.out.println(when + " " + i + "=" + Show.getenv(names[i]) + " "
                    + Show.value(System.getenv().get(names[i])) + " "
                    + System.getenv().containsKey(names[i]));
        }
    }

    private static void systemLambda(String name, String removed) throws Exception {
        Class<?> library = Class.forName("com.github.stefanbirkner.systemlambda.SystemLambda");
        Object variables = library.getMethod("withEnvironmentVariable", String.class, String.class)
                .invoke(null, name, OWN);
        variables = variables
                .getClass()
                .getMethod("and", String.class, String.class)
                .invoke(variables, removed, null);
        variables.getClass().getMethod("execute", Callable.class).invoke(variables, (Callable<Object>) () -> {
            show("inside", name, removed);
            return null;
        });
    }

    private static void junitPioneer(String name, String removed) throws Exception {
        Class<?> library = Class.forName("org.junitpioneer.jupiter.EnvironmentVariableUtils");
        Method set = library.getDeclaredMethod("set", String.class, String.class);
        Method clear = library.getDeclaredMethod("clear", String.class);
        set.setAccessible(true);
        clear.setAccessible(true);
        String before = System.getenv(name);
        set.invoke(null, name, OWN);
        clear.invoke(null, removed);
        show("inside", name, removed);
        set.invoke(null, name, before);
    }

    private static void kotest(String name, String removed) throws Exception {
        Class<?> function = Class.forName("kotlin.jvm.functions.Function0");
        Class<?> mode = Class.forName("io.kotest.extensions.system.OverrideMode");
        Object override = Class.forName("io.kotest.extensions.system.OverrideMode$SetOrOverride")
                .getField("INSTANCE")
                .get(null);
        Method with = Class.forName("io.kotest.extensions.system.SystemEnvironmentExtensionsKt")
                .getMethod("withEnvironment", String.class, String.class, mode, function);
        with.invoke(null, removed, null, override, block(function, () -> {
            with.invoke(null, name, OWN, override, block(function, () -> {
                show("inside", name, removed);
                return null;
            }));
            return null;
        }));
    }

    private static Object block(Class<?> function, Callable<Object> code) {
        return Proxy.newProxyInstance(
                function.getClassLoader(), new Class<?>[] {function}, (proxy, method, arguments) -> code.call());
    }

    private static void awsLambda(String name, String removed) throws Exception {
        String prefix = "com.amazonaws.services.lambda.runtime.api.client.util.Env";
        Class<?> reader = Class.forName(prefix + "Reader");
        Class<?> type = Class.forName(prefix + "Writer");
        Constructor<?> constructor = type.getConstructor(reader);
        Object writer = constructor.newInstance(reader.getConstructor().newInstance());
        type.getMethod("modifyEnv", Consumer.class).invoke(writer, (Consumer<java.util.Map<String, String>>) map -> {
            map.put(name, OWN);
            map.remove(removed);
        });
        show("inside", name, removed);
        type.getMethod("setupEnvironmentCredentials").invoke(writer);
        type.getMethod("unsetLambdaInternalEnv").invoke(writer);
        show("credentials", "AWS_SECRET_KEY", "AWS_ACCESS_KEY");
        type.getMethod("close").invoke(writer);
    }

    private static void gradle(String name, String removed) throws Exception {
        Class<?> type = Class.forName("org.gradle.internal.nativeintegration.ReflectiveEnvironment");
        Object environment = type.getConstructor().newInstance();
        type.getMethod("setenv", String.class, String.class).invoke(environment, name, OWN);
        type.getMethod("unsetenv", String.class).invoke(environment, removed);
        show("inside", name, removed);
    }

    private EnvironmentWriters() {}
}
