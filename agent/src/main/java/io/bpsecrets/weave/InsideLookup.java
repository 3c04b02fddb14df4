package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.classfile.Snippet;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;

/**
 * A look-up with all rights in java.lang. The JDK's own way is Instrumentation.redefineModule, whose five lambdas are the
 * first of the JVM. The quicker one asks a class of java.lang itself: it is redefined to answer one question with its own
 * look-up, and to what it was in the same redefinition as the weave: each is a stop of the whole JVM.
 *
 * <p>The question is the JVM's own Instrumentation. Other threads may ask in the meantime, and the class may stay as it is where
 * the second redefinition fails; but who has that object has all rights already, and nobody else can have one.
 */
final class InsideLookup extends InheritableThreadLocal<Object> {
    private static final String QUESTION = "sun.instrument.InstrumentationImpl";

    private InsideLookup() {}

    /**
     * @param toRestore gets the class that was asked, as it was: to be redefined whatever happens
     */
    static Object get(Instrumentation instrumentation, List<ClassDefinition> toRestore)
            throws ReflectiveOperationException {
        Object answer = null;
        try {
            answer = ask(instrumentation, toRestore);
        } catch (Exception | Error e) {
            // Another agent, or a JDK whose class is another one.
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

    private static Object ask(Instrumentation instrumentation, List<ClassDefinition> toRestore)
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
     * @return null without that method
     */
    static byte[] answering(byte[] original) {
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
                file.code(method).addAtStart(code);
                file.code(method).needStack(2);
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
