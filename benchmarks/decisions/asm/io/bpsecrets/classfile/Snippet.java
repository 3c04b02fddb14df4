package io.bpsecrets.classfile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The class of the agent with this name, by ASM: the instructions are kept until the method is visited. */
public final class Snippet {
    /** Each is an opcode and its operands. A frame has the opcode {@link #LAND}. */
    private final List<Object[]> code = new ArrayList<Object[]>();

    private static final Integer LAND = -1;

    public Snippet op(int opcode) {
        code.add(new Object[] {opcode});
        return this;
    }

    public Snippet variable(int opcode, int slot) {
        code.add(new Object[] {opcode, slot});
        return this;
    }

    public Snippet text(String ascii) {
        code.add(new Object[] {Opcodes.LDC, ascii});
        return this;
    }

    public Snippet cast(String type) {
        code.add(new Object[] {Opcodes.CHECKCAST, type});
        return this;
    }

    public Snippet field(int opcode, String owner, String name, String descriptor) {
        code.add(new Object[] {opcode, owner, name, descriptor});
        return this;
    }

    public Snippet call(int opcode, String owner, String name, String descriptor) {
        code.add(new Object[] {opcode, owner, name, descriptor});
        return this;
    }

    public int jump(int opcode) {
        code.add(new Object[] {opcode, new Label()});
        return code.size() - 1;
    }

    public void land(int jump, String onStack) {
        code.add(new Object[] {LAND, code.get(jump)[1], onStack});
    }

    void emit(MethodVisitor out) {
        for (Object[] one : code) {
            int opcode = (Integer) one[0];
            if (opcode == LAND) {
                out.visitLabel((Label) one[1]);
                if (one[2] == null) {
                    out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                } else {
                    out.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {one[2]});
                }
            } else if (one.length == 1) {
                out.visitInsn(opcode);
            } else if (opcode == Opcodes.LDC) {
                out.visitLdcInsn(one[1]);
            } else if (opcode == Opcodes.CHECKCAST) {
                out.visitTypeInsn(opcode, (String) one[1]);
            } else if (one[1] instanceof Label) {
                out.visitJumpInsn(opcode, (Label) one[1]);
            } else if (one.length == 2) {
                out.visitVarInsn(opcode, (Integer) one[1]);
            } else if (opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) {
                out.visitFieldInsn(opcode, (String) one[1], (String) one[2], (String) one[3]);
            } else {
                out.visitMethodInsn(opcode, (String) one[1], (String) one[2], (String) one[3], false);
            }
        }
    }
}
