package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.classfile.MethodCode;
import io.bpsecrets.classfile.Snippet;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look-up with all rights in java.lang. The JDK's own way is Instrumentation.redefineModule, whose five lambdas are the
 * first of the JVM. It is quicker to ask a class of java.lang itself. That class is redefined so that it answers one question with its own
 * look-up. It is redefined to what it was together with the woven classes, because each redefinition stops the whole JVM.
 *
 * <p>The question is the JVM's own Instrumentation. Other threads may ask in the meantime, and the class stays as it is if
 * the second redefinition fails. But who has that object has all rights already, and nobody else can have one.
 */
final class InsideLookup extends InheritableThreadLocal<Object> {
    private static final String QUESTION = "sun.instrument.InstrumentationImpl";

    private InsideLookup() {}

    /** @param toRestore gets the class that was asked, as it was: it must be redefined whatever happens */
    static Object get(Instrumentation instrumentation, List<ClassDefinition> toRestore)
            throws ReflectiveOperationException {
        Object answer = null;
        try {
            answer = ask(instrumentation, toRestore);
        } catch (Exception | Error e) {
            // Another agent has changed the class, or this JDK has another one.
        }
        if (answer == null || answer == instrumentation) {
            JavaBase.open(instrumentation, "java.lang");
            answer = JavaBase.lookup(Object.class);
        }
        return answer;
    }

    /**
     * The same in another package of java.base.
     *
     * @param neighbour a class of that package
     * @param lookup of {@link #get}
     */
    static Object beside(Class<?> neighbour, Object lookup, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        try {
            return JavaBase.lookup(neighbour, lookup);
        } catch (ReflectiveOperationException notOfJavaBaseItself) {
            String name = neighbour.getName();
            JavaBase.open(instrumentation, name.substring(0, name.lastIndexOf('.')));
            return JavaBase.lookup(neighbour);
        }
    }

    private static @Nullable Object ask(Instrumentation instrumentation, List<ClassDefinition> toRestore)
            throws IOException, ClassNotFoundException, UnmodifiableClassException {
        byte[] original = JavaBase.read(InheritableThreadLocal.class);
        byte[] answering = answering(original);
        if (answering == null) {
            return null;
        }
        toRestore.add(new ClassDefinition(InheritableThreadLocal.class, original));
        instrumentation.redefineClasses(new ClassDefinition(InheritableThreadLocal.class, answering));
        return new InsideLookup().childValue(instrumentation);
    }

    /**
     * At the start of childValue: {@code if (parentValue != null && parentValue.getClass().getClassLoader() == null &&
     * QUESTION.equals(parentValue.getClass().getName())) return MethodHandles.lookup();}
     *
     * @return null if the class has no such method, or if that has no code
     */
    static byte @Nullable [] answering(byte[] original) {
        ClassFile file = new ClassFile(original, Weaver.NEWEST_VERSION);
        for (int method = 0; method < file.methods(); method++) {
            if (file.is(method, "childValue", "(Ljava/lang/Object;)Ljava/lang/Object;")) {
                Snippet code = file.snippet().variable(Opcode.ALOAD, 1);
                int nothing = code.jump(Opcode.IFNULL);
                ofItsClass(code, "getClassLoader", "()Ljava/lang/ClassLoader;");
                int notOfTheJvm = code.jump(Opcode.IFNONNULL);
                code.text(QUESTION);
                ofItsClass(code, "getName", "()Ljava/lang/String;");
                code.call(Opcode.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z");
                int others = code.jump(Opcode.IFEQ);
                code.call(
                                Opcode.INVOKESTATIC,
                                "java/lang/invoke/MethodHandles",
                                "lookup",
                                "()Ljava/lang/invoke/MethodHandles$Lookup;")
                        .op(Opcode.ARETURN);
                for (int jump : new int[] {nothing, notOfTheJvm, others}) {
                    code.land(jump, null);
                    code.op(Opcode.NOP);
                }
                MethodCode changed = file.code(method);
                if (changed == null) {
                    return null;
                }
                changed.addAtStart(code);
                changed.needStack(2);
                return file.toBytes();
            }
        }
        return null;
    }

    private static void ofItsClass(Snippet code, String method, String descriptor) {
        code.variable(Opcode.ALOAD, 1);
        code.call(Opcode.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;");
        code.call(Opcode.INVOKEVIRTUAL, "java/lang/Class", method, descriptor);
    }
}
