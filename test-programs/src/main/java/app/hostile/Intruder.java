package app.hostile;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Function;

/**
 * Code without rights: {@code Intruder NAME FILE FOLDER JAR} tries to read the secret of that name, to learn of its file, and to
 * get all rights; the folder is one that it may read, and the jar is its own, made to look like the agent's.
 */
public final class Intruder {
    private static final String[] HOOKS = {
        "java.lang.BpSecretsHook", "java.lang.BpSecretsFileHook", "jdk.internal.misc.BpSecretsFileHook",
    };

    public static void main(String[] args) {
        File secret = new File(args[1]);
        Attempt.of("System.getenv", () -> System.getenv(args[0]));
        Files.tryAll(secret, new File(args[2]));
        tryHooks(args[0], secret);
        tryExit();
        tryEntries(new File(args[3]));
        System.out.println("manager=" + (System.getSecurityManager() == null ? "off" : "on"));
    }

    private static void tryHooks(String name, File secret) {
        for (String hook : HOOKS) {
            for (Class<?> type : Classes.named(hook)) {
                String simple = hook.substring(hook.lastIndexOf('.') + 1);
                try {
                    tryMembers(simple, type, name, secret);
                } catch (SecurityException e) {
                    System.out.println(
                            simple + " members=refused " + e.getClass().getName());
                }
            }
        }
    }

    private static void tryMembers(String simple, Class<?> type, String name, File secret) {
        for (Method method : Classes.publicMethods(type, null)) {
            boolean list = method.getName().equals("names") || method.getName().equals("answer");
            File path = list ? secret.getParentFile() : secret;
            String word = type.getName().contains("FileHook") ? word(method) : name;
            Attempt.of(simple + "." + method.getName() + method.getParameterTypes().length, () -> {
                return Classes.call(method, path, word);
            });
        }
        for (Field field : type.getFields()) {
            Attempt.of(simple + " reads " + field.getName(), () -> field.get(null));
            Attempt.of(simple + " writes " + field.getName(), () -> {
                field.set(null, field.getType() == Function.class ? (Function<String, Object>) asked -> null : null);
                return field;
            });
        }
    }

    /** What a woven method of the JDK would ask. */
    private static String word(Method method) {
        switch (method.getName()) {
            case "flag":
                return "exists";
            case "number":
                return "length";
            case "answer":
                return "newDirectoryStream";
            case "refuse":
                return "move";
            default:
                return "open";
        }
    }

    private static void tryExit() {
        for (Class<?> type : Classes.named("java.lang.BpSecretsExit")) {
            for (Method method : Classes.publicMethods(type, null)) {
                Class<?>[] types = method.getParameterTypes();
                Runnable task = () -> System.out.println("task=GOT run at the end");
                Attempt.of("BpSecretsExit." + method.getName(), () -> {
                    Object added = types.length == 1
                            ? method.invoke(null, task)
                            : method.invoke(null, Classes.instrumentation(), task);
                    return added.equals(true) ? added : null;
                });
            }
        }
    }

    private static void tryEntries(File jar) {
        for (String name : new String[] {"Main", "Premain", "WithAllRights"}) {
            for (Class<?> type : Classes.named("io.bpsecrets.premain." + name)) {
                for (Method method : Classes.publicMethods(type, null)) {
                    String shown = name + (isOfBoot(type) ? " of boot." : ".") + method.getName();
                    Attempt.of(shown, () -> {
                        try {
                            if (method.getName().equals("main")) {
                                method.invoke(null, (Object) new String[] {"help"});
                            } else {
                                Classes.call(method, jar, null);
                            }
                        } finally {
                            if (System.getSecurityManager() == null) {
                                System.out.println(shown + " gave=GOT all rights");
                            }
                        }
                        return null;
                    });
                }
            }
        }
    }

    private static boolean isOfBoot(Class<?> type) {
        try {
            return type.getClassLoader() == null;
        } catch (SecurityException e) {
            return true;
        }
    }

    private Intruder() {}
}
