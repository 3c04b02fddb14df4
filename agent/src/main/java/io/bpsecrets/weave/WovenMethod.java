package io.bpsecrets.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** One method with its call of the hook. All join points are static methods whose first argument, if any, is an object. */
final class WovenMethod extends MethodVisitor {
    private static final String MAP_TO_MAP = "(Ljava/util/Map;)Ljava/util/Map;";

    private final JoinPoint point;
    private final String hook;

    private WovenMethod(JoinPoint point, MethodVisitor next, String hook) {
        super(Opcodes.ASM9, next);
        this.point = point;
        this.hook = hook;
    }

    static MethodVisitor of(JoinPoint point, MethodVisitor next, String hook) {
        return new WovenMethod(point, next, hook);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (point.shape() == Shape.ANSWER) {
            answer();
        } else if (point.shape() == Shape.ARGUMENT) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            call(MAP_TO_MAP);
            super.visitVarInsn(Opcodes.ASTORE, 0);
        }
    }

    /** {@code Object a = hook(arg0); if (a != null) return Hook.value(a);} */
    private void answer() {
        Label original = new Label();
        super.visitVarInsn(Opcodes.ALOAD, 0);
        call("(Ljava/lang/String;)Ljava/lang/Object;");
        super.visitInsn(Opcodes.DUP);
        super.visitJumpInsn(Opcodes.IFNULL, original);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, hook, "value", "(Ljava/lang/Object;)Ljava/lang/String;", false);
        super.visitInsn(Opcodes.ARETURN);
        super.visitLabel(original);
        // Same locals as at entry, so the method's own frames, which are differences, stay right.
        super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
        super.visitInsn(Opcodes.POP);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN && point.shape() == Shape.RESULT) {
            call(MAP_TO_MAP);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(Math.max(maxStack, 2), maxLocals);
    }

    private void call(String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, hook, point.hook(), descriptor, false);
    }
}
