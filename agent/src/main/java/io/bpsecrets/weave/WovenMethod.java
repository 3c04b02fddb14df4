package io.bpsecrets.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** One method with its call of the hook. The last thing handed over is always the method's name. */
final class WovenMethod extends MethodVisitor {
    /** Hook calls need at most: a result of two slots, a path with its bytes, an object, the name. */
    private static final int STACK = 2 + Push.STACK + 3;

    private static final String OBJECT = "Ljava/lang/Object;";

    private final JoinPoint point;
    private final String hook;
    private final boolean isStatic;

    WovenMethod(JoinPoint point, boolean isStatic, MethodVisitor next) {
        super(Opcodes.ASM9, next);
        this.point = point;
        this.isStatic = isStatic;
        this.hook = point.door().hook().replace('.', '/');
    }

    @Override
    public void visitCode() {
        super.visitCode();
        switch (point.shape()) {
            case ANSWER:
                answer();
                break;
            case ARGUMENT:
                argument();
                break;
            case GUARD:
                guard();
                break;
            default:
        }
    }

    /** {@code Object a = hook(...); if (a != null) return (T) a;} */
    private void answer() {
        Label original = new Label();
        call("", OBJECT);
        super.visitInsn(Opcodes.DUP);
        super.visitJumpInsn(Opcodes.IFNULL, original);
        Type result = Type.getReturnType(point.descriptor());
        if (point.door() == Door.ENVIRONMENT) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, hook, "value", "(" + OBJECT + ")" + result, false);
        } else {
            super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        }
        super.visitInsn(Opcodes.ARETURN);
        super.visitLabel(original);
        // Same locals as at entry, so the method's own frames, which are differences, stay right.
        super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
        super.visitInsn(Opcodes.POP);
    }

    /** {@code arg = (T) hook(arg, ...);} */
    private void argument() {
        Push changed = point.pushes()[0];
        Type type = argumentType(changed.slot());
        boolean flag = type.getSort() < Type.ARRAY;
        String given = flag ? "I" : changed.descriptor().contains("[B") ? OBJECT : changed.descriptor();
        call("", given);
        if (!flag && !given.equals(type.getDescriptor())) {
            super.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
        super.visitVarInsn(flag ? Opcodes.ISTORE : Opcodes.ASTORE, changed.slot());
    }

    /** {@code hook(...);} or, in a boolean method, {@code if (hook(...)) return false;} */
    private void guard() {
        if (Type.getReturnType(point.descriptor()) != Type.BOOLEAN_TYPE) {
            call("", "V");
            return;
        }
        Label original = new Label();
        call("", "Z");
        super.visitJumpInsn(Opcodes.IFEQ, original);
        super.visitInsn(Opcodes.ICONST_0);
        super.visitInsn(Opcodes.IRETURN);
        super.visitLabel(original);
        super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        // A frame of the method's own may follow at once, and two cannot stand at one place.
        super.visitInsn(Opcodes.NOP);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN && point.shape() == Shape.RESULT) {
            String type = Type.getReturnType(point.descriptor()).getDescriptor();
            call(type, type);
        } else if (opcode == Opcodes.RETURN && point.shape() == Shape.NAME_FIELD) {
            nameField();
        }
        super.visitInsn(opcode);
    }

    /** {@code this.name = hook(this.name);} */
    private void nameField() {
        String owner = point.owner().replace('.', '/');
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitInsn(Opcodes.DUP);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, "name", "Ljava/lang/String;");
        call("Ljava/lang/String;", "Ljava/lang/String;");
        super.visitFieldInsn(Opcodes.PUTFIELD, owner, "name", "Ljava/lang/String;");
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + STACK, maxLocals);
    }

    /** @param onStack descriptor of what is on the stack already */
    private void call(String onStack, String returned) {
        StringBuilder descriptor = new StringBuilder("(").append(onStack);
        for (Push push : point.pushes()) {
            push.emit(mv);
            descriptor.append(push.descriptor());
        }
        if (point.door() == Door.FILES) {
            super.visitLdcInsn(point.method());
            descriptor.append("Ljava/lang/String;");
        }
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                hook,
                point.hook(),
                descriptor.append(')').append(returned).toString(),
                false);
    }

    /** All woven methods with a changed argument have only one-slot arguments in front of it; slot 0 may be "this". */
    private Type argumentType(int slot) {
        if (!isStatic && slot == 0) {
            return Type.getObjectType(point.owner().replace('.', '/'));
        }
        return Type.getArgumentTypes(point.descriptor())[isStatic ? slot : slot - 1];
    }
}
