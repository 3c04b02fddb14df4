package io.bpsecrets.classfile;

import org.jspecify.annotations.Nullable;

/** Code to be put in, made of the few instructions that calls of the hook need. */
public final class Snippet {
    private static final int LDC_W = 0x13;
    private static final int CHECKCAST = 0xC0;
    private static final int WIDE_SLOT = 256;

    private final ConstantPool constants;
    private final ByteWriter code = new ByteWriter(64);
    /** The frames in it (JVMS 4.7.4): the position and the type of each. */
    private final ByteWriter frames = new ByteWriter(16);

    Snippet(ConstantPool constants) {
        this.constants = constants;
    }

    /** An instruction without operands. */
    public Snippet op(int opcode) {
        code.u1(opcode);
        return this;
    }

    /** A load or store. */
    public Snippet variable(int opcode, int slot) {
        if (slot >= WIDE_SLOT) {
            throw new IllegalArgumentException("slot " + slot);
        }
        code.u1(opcode).u1(slot);
        return this;
    }

    /** A text of ASCII characters. */
    public Snippet text(String ascii) {
        code.u1(LDC_W).u2(constants.string(ascii));
        return this;
    }

    /** @param type internal name, with slashes; or the descriptor of an array */
    public Snippet cast(String type) {
        code.u1(CHECKCAST).u2(constants.type(type));
        return this;
    }

    public Snippet field(int opcode, String owner, String name, String descriptor) {
        code.u1(opcode).u2(constants.member(ConstantPool.FIELD, owner, name, descriptor));
        return this;
    }

    /** Not for methods of interfaces. */
    public Snippet call(int opcode, String owner, String name, String descriptor) {
        code.u1(opcode).u2(constants.member(ConstantPool.METHOD, owner, name, descriptor));
        return this;
    }

    /** @return the jump, for {@link #land} */
    public int jump(int opcode) {
        int from = code.length();
        code.u1(opcode).u2(0);
        return from;
    }

    /**
     * The jump goes to here. The local variables are those of the method's start. An instruction must follow, because the method may have a
     * frame of its own at its start, and two frames cannot have one position.
     *
     * @param onStack internal name of the type of the one thing on the stack; null for an empty stack
     */
    public void land(int jump, @Nullable String onStack) {
        code.setU2(jump + 1, code.length() - jump);
        frames.u2(code.length()).u2(onStack == null ? 0 : constants.type(onStack));
    }

    ByteWriter code() {
        return code;
    }

    ByteWriter frames() {
        return frames;
    }
}
