package io.bpsecrets.weave;

import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.classfile.MethodCode;
import io.bpsecrets.classfile.Snippet;

/** One method with its call of the hook. FileHook is always handed the method's name last. */
final class WovenMethod {
    /** A call of the hook needs at most a result of two slots, a path with its bytes, an object, and the name. */
    private static final int STACK = 2 + HookArgument.STACK + 3;

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String STRING = "Ljava/lang/String;";

    private final JoinPoint point;
    private final ClassFile file;
    private final String owner;
    private final String hook;
    private final boolean isStatic;

    WovenMethod(JoinPoint point, ClassFile file, boolean isStatic) {
        this.point = point;
        this.file = file;
        this.isStatic = isStatic;
        this.owner = point.owner().replace('.', '/');
        this.hook = point.door().hook().replace('.', '/');
    }

    void weave(MethodCode method) {
        Snippet code = file.snippet();
        String returned = returned();
        CallStyle style = point.style();
        // A switch would be one more class in every start.
        if (style == CallStyle.RESULT) {
            call(code, returned, returned);
            method.addBeforeReturns(code);
        } else if (style == CallStyle.NAME_FIELD) {
            nameField(code);
            method.addBeforeReturns(code);
        } else {
            if (style == CallStyle.ANSWER) {
                answer(code, returned);
            } else if (style == CallStyle.ARGUMENT) {
                argument(code);
            } else {
                guard(code, returned);
            }
            method.addAtStart(code);
        }
        method.needStack(STACK);
    }

    /** {@code Object a = hook(...); if (a != null) return (T) a;} */
    private void answer(Snippet code, String returned) {
        call(code, "", OBJECT);
        code.op(Opcode.DUP);
        int original = code.jump(Opcode.IFNULL);
        if (point.door() == Door.ENVIRONMENT) {
            code.call(Opcode.INVOKESTATIC, hook, "value", "(" + OBJECT + ")" + returned);
        } else {
            code.cast(internalName(returned));
        }
        code.op(Opcode.ARETURN);
        code.land(original, internalName(OBJECT));
        code.op(Opcode.POP);
    }

    /** {@code arg = (T) hook(arg, ...);} */
    private void argument(Snippet code) {
        HookArgument changed = point.arguments()[0];
        String type = argumentType(changed.slot());
        boolean primitive = type.length() == 1;
        String given = primitive ? "I" : changed.descriptor().contains("[B") ? OBJECT : changed.descriptor();
        call(code, "", given);
        if (!primitive && !given.equals(type)) {
            code.cast(internalName(type));
        }
        code.variable(primitive ? Opcode.ISTORE : Opcode.ASTORE, changed.slot());
    }

    /** {@code hook(...);} or, in a boolean method, {@code if (hook(...)) return false;} */
    private void guard(Snippet code, String returned) {
        if (!returned.equals("Z")) {
            call(code, "", "V");
            return;
        }
        call(code, "", "Z");
        int original = code.jump(Opcode.IFEQ);
        code.op(Opcode.ICONST_0);
        code.op(Opcode.IRETURN);
        code.land(original, null);
        code.op(Opcode.NOP);
    }

    /** {@code this.name = hook(this.name);} */
    private void nameField(Snippet code) {
        code.variable(Opcode.ALOAD, 0);
        code.op(Opcode.DUP);
        code.field(Opcode.GETFIELD, owner, "name", STRING);
        call(code, STRING, STRING);
        code.field(Opcode.PUTFIELD, owner, "name", STRING);
    }

    /** @param onStack descriptor of what is on the stack already */
    private void call(Snippet code, String onStack, String returned) {
        StringBuilder descriptor = new StringBuilder("(").append(onStack);
        for (HookArgument argument : point.arguments()) {
            argument.emit(code, file, owner);
            descriptor.append(argument.descriptor());
        }
        if (point.door() == Door.FILES || point.door() == Door.JMX) {
            code.text(point.method());
            descriptor.append(STRING);
        }
        code.call(
                Opcode.INVOKESTATIC,
                hook,
                point.hook(),
                descriptor.append(')').append(returned).toString());
    }

    private String returned() {
        String descriptor = point.descriptor();
        return descriptor.substring(descriptor.indexOf(')') + 1);
    }

    /** All woven methods with a changed argument have only arguments of one slot in front of it. Slot 0 may be "this". */
    private String argumentType(int slot) {
        if (!isStatic && slot == 0) {
            return "L" + owner + ";";
        }
        String descriptor = point.descriptor();
        int begin = 1;
        for (int before = isStatic ? slot : slot - 1; before > 0; before--) {
            begin = behindType(descriptor, begin);
        }
        return descriptor.substring(begin, behindType(descriptor, begin));
    }

    private static int behindType(String descriptor, int begin) {
        int end = begin;
        while (descriptor.charAt(end) == '[') {
            end++;
        }
        return descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
    }

    /** The internal name of an array is its descriptor. */
    private static String internalName(String type) {
        return type.charAt(0) == 'L' ? type.substring(1, type.length() - 1) : type;
    }
}
