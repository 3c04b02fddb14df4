package io.bpsecrets.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Which methods a method calls, read from a class file. */
final class Calls {
    private Calls() {}

    /** @return {@code owner.name} of each call in the order of the code, and {@code return} for each areturn */
    static List<String> in(byte[] classFile, String method, String descriptor) {
        List<String> calls = new ArrayList<>();
        ClassVisitor reader = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
                return name.equals(method) && type.equals(descriptor) ? collector(calls) : null;
            }
        };
        new ClassReader(classFile).accept(reader, 0);
        return calls;
    }

    private static MethodVisitor collector(List<String> calls) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
                calls.add(owner + "." + name);
            }

            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.ARETURN) {
                    calls.add("return");
                }
            }
        };
    }
}
