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
 * first of the JVM. The quicker one asks a class of java.lang itself: it is redefined to
 * answer one question, from us, with its own look-up, and to what it was in the same redefinition as the weave: each is a stop
 * of the whole JVM.
 */
final class InsideLookup extends InheritableThreadLocal<Object> {
    /** Told by identity: texts of a class file are interned, so nobody who has another object is answered. */
    private static final Object QUESTION = "bp-secrets: a look-up of java.lang";

    private static final String ASKED = "java/lang/InheritableThreadLocal.class";
    private static final int IF_ACMPNE = 0xA6;

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
        if (answer == null || answer == QUESTION) {
            JavaBase.open(instrumentation, "java.lang");
            answer = JavaBase.lookup();
        }
        return answer;
    }

    private static Object ask(Instrumentation instrumentation, List<ClassDefinition> toRestore)
            throws IOException, ClassNotFoundException, UnmodifiableClassException {
        byte[] original = JavaBase.read(ASKED);
        byte[] answering = answering(original);
        if (answering == null) {
            return null;
        }
        toRestore.add(new ClassDefinition(InheritableThreadLocal.class, original));
        instrumentation.redefineClasses(new ClassDefinition(InheritableThreadLocal.class, answering));
        return new InsideLookup().childValue(QUESTION);
    }

    /** {@code if (parentValue == QUESTION) return MethodHandles.lookup();} at the start of childValue; null without that method. */
    static byte[] answering(byte[] original) {
        ClassFile file = new ClassFile(original, Weaver.NEWEST_VERSION);
        for (int method = 0; method < file.methods(); method++) {
            if (file.is(method, "childValue", "(Ljava/lang/Object;)Ljava/lang/Object;")) {
                Snippet code = file.snippet().variable(Op.ALOAD, 1).text((String) QUESTION);
                int others = code.jump(IF_ACMPNE);
                code.call(
                                Op.INVOKESTATIC,
                                "java/lang/invoke/MethodHandles",
                                "lookup",
                                "()Ljava/lang/invoke/MethodHandles$Lookup;")
                        .op(Op.ARETURN);
                code.land(others, null);
                code.op(Op.NOP);
                file.code(method).addAtStart(code);
                file.code(method).needStack(2);
                return file.toBytes();
            }
        }
        return null;
    }
}
