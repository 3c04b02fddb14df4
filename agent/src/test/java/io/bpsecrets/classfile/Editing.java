package io.bpsecrets.classfile;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Puts the same code into every method of a class: at the start one with a jump and a frame, and in front of each return. */
final class Editing {
    static final int NEWEST = Opcodes.V28;

    private Editing() {}

    static byte[] insert(byte[] original) {
        ClassFile file = new ClassFile(original, NEWEST);
        List<String> names = names(original);
        for (int method = 0; method < file.methods(); method++) {
            MethodCode code = file.code(method);
            if (code != null) {
                // No frame in front of the call of the super class's constructor.
                if (!names.get(method).equals("<init>")) {
                    code.addAtStart(asking(file));
                }
                code.addAtStart(file.snippet().text("text").op(Opcodes.POP));
                code.addBeforeReturns(file.snippet().call(Opcodes.INVOKESTATIC, "a/Hook", "leave", "()V"));
                code.needStack(2);
            }
        }
        return file.toBytes();
    }

    /** The same at the start only, where all code moves alike; the length is none that switches could keep by themselves. */
    static byte[] insertAtStart(byte[] original) {
        ClassFile file = new ClassFile(original, NEWEST);
        for (int method = 0; method < file.methods(); method++) {
            MethodCode code = file.code(method);
            if (code != null) {
                code.addAtStart(file.snippet().op(Opcodes.NOP));
            }
        }
        return file.toBytes();
    }

    private static List<String> names(byte[] classFile) {
        List<String> names = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                names.add(name);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return names;
    }

    private static Snippet asking(ClassFile file) {
        Snippet snippet = file.snippet()
                .call(Opcodes.INVOKESTATIC, "a/Hook", "ask", "()Ljava/lang/Object;")
                .op(Opcodes.DUP);
        int jump = snippet.jump(Opcodes.IFNULL);
        snippet.op(Opcodes.ACONST_NULL).op(Opcodes.ATHROW);
        snippet.land(jump, "java/lang/Object");
        return snippet.op(Opcodes.POP);
    }
}
