package io.bpsecrets.classfile;

import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;

/** The insertions of {@link Editing}, by ASM. */
final class ByAsm {
    private ByAsm() {}

    static byte[] insert(byte[] original) {
        return written(original, Inserting::new);
    }

    /** Four instructions that do nothing, which is what one is filled up to. */
    static byte[] insertAtStart(byte[] original) {
        return written(original, (isConstructor, next) -> new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                for (int i = 0; i < 4; i++) {
                    super.visitInsn(Opcodes.NOP);
                }
            }
        });
    }

    /** One form for all that means the same: constants in the order of use, frames in their shortest form. */
    static byte[] normal(byte[] classFile) {
        return written(classFile, (isConstructor, next) -> next);
    }

    private static byte[] written(byte[] classFile, BiFunction<Boolean, MethodVisitor, MethodVisitor> change) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
                                MethodVisitor plain = new WithoutInnerAnnotations(next);
                                return change.apply(name.equals("<init>"), plain);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class Inserting extends MethodVisitor {
        private final boolean isConstructor;

        Inserting(boolean isConstructor, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.isConstructor = isConstructor;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!isConstructor) {
                Label original = new Label();
                super.visitMethodInsn(Opcodes.INVOKESTATIC, "a/Hook", "ask", "()Ljava/lang/Object;", false);
                super.visitInsn(Opcodes.DUP);
                super.visitJumpInsn(Opcodes.IFNULL, original);
                super.visitInsn(Opcodes.ACONST_NULL);
                super.visitInsn(Opcodes.ATHROW);
                super.visitLabel(original);
                super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
                super.visitInsn(Opcodes.POP);
            }
            super.visitLdcInsn("text");
            super.visitInsn(Opcodes.POP);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, "a/Hook", "leave", "()V", false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 2, maxLocals);
        }
    }

    /** Which the project's own editor leaves out. */
    private static final class WithoutInnerAnnotations extends MethodVisitor {
        WithoutInnerAnnotations(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(int reference, TypePath path, String type, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitTryCatchAnnotation(int reference, TypePath path, String type, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
                int reference, TypePath path, Label[] start, Label[] end, int[] index, String type, boolean visible) {
            return null;
        }
    }
}
