package io.bpsecrets.classfile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The class of the agent with this name, by ASM. */
public final class MethodCode {
    private final List<Snippet> atStart = new ArrayList<Snippet>();
    private final List<Snippet> beforeReturns = new ArrayList<Snippet>();
    private int moreStack;

    public void addAtStart(Snippet snippet) {
        atStart.add(snippet);
    }

    public void addBeforeReturns(Snippet snippet) {
        beforeReturns.add(snippet);
    }

    public void needStack(int slots) {
        moreStack = Math.max(moreStack, slots);
    }

    MethodVisitor over(MethodVisitor next) {
        return new Inserting(next);
    }

    private final class Inserting extends MethodVisitor {
        Inserting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            for (Snippet snippet : atStart) {
                snippet.emit(mv);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                for (Snippet snippet : beforeReturns) {
                    snippet.emit(mv);
                }
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + moreStack, maxLocals);
        }
    }
}
