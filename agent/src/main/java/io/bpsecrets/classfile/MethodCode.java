package io.bpsecrets.classfile;

/** The code of one method (JVMS 4.7.3), with the code that is put in. */
public final class MethodCode {
    private static final int NOP = 0x00;
    private static final int JSR = 0xA8;
    private static final int IFEQ = 0x99;
    private static final int IFNULL = 0xC6;
    private static final int IFNONNULL = 0xC7;
    private static final int GOTO_W = 0xC8;
    private static final int JSR_W = 0xC9;

    private final byte[] file;
    private final ConstantPool constants;
    private final int start;
    private final int length;
    private final ByteWriter atStart = new ByteWriter(64);
    private final StackMap frames;
    private final ByteWriter beforeReturns = new ByteWriter(32);
    private int moreStack;

    /** @param start position of the attribute in the file */
    MethodCode(byte[] file, int start, ConstantPool constants) {
        this.file = file;
        this.start = start;
        this.constants = constants;
        this.length = ByteWriter.s4(file, start + 10);
        this.frames = new StackMap(file, constants);
    }

    /**
     * Puts code in front of the first instruction, and behind what was put there before. A jump back to that instruction does not go
     * to this code.
     */
    public void addAtStart(Snippet snippet) {
        frames.add(atStart.length(), snippet.frames());
        atStart.copy(snippet.code());
    }

    /** Puts code in front of each return. What is to be returned is on the stack then. The code may not have jumps. */
    public void addBeforeReturns(Snippet snippet) {
        beforeReturns.copy(snippet.code());
    }

    /** @param slots more than the method's own code needs */
    public void needStack(int slots) {
        moreStack = Math.max(moreStack, slots);
    }

    int start() {
        return start;
    }

    int end() {
        return start + 6 + ByteWriter.s4(file, start + 2);
    }

    void write(ByteWriter out) {
        boolean atStartOnly = beforeReturns.length() == 0;
        while (atStartOnly && atStart.length() % 4 != 0) {
            atStart.u1(NOP);
        }
        CodeLayout layout = new CodeLayout(file, start + 14, length, atStart.length(), beforeReturns.length());
        ByteWriter code = new ByteWriter(end() - start + 256);
        code.u2(ByteWriter.u2(file, start + 6) + moreStack).copy(file, start + 8, 2);
        code.s4(layout.newLength());
        int base = code.length();
        code.copy(atStart);
        if (atStartOnly) {
            code.copy(file, start + 14, length);
        } else {
            instructions(layout, code, base);
        }
        int at = handlers(start + 14 + length, layout, code);
        attributes(at, layout, code);
        out.copy(file, start, 2).s4(code.length()).copy(code);
    }

    private void instructions(CodeLayout layout, ByteWriter code, int base) {
        for (int pc = 0; pc < length; pc += layout.size(pc)) {
            if (layout.isReturn(pc)) {
                code.copy(beforeReturns);
            }
            instruction(pc, layout, code, base);
        }
    }

    private void instruction(int pc, CodeLayout layout, ByteWriter code, int base) {
        int opcode = layout.opcode(pc);
        int from = start + 14 + pc;
        if (opcode == CodeLayout.TABLESWITCH || opcode == CodeLayout.LOOKUPSWITCH) {
            choice(pc, layout, code);
            return;
        }
        code.copy(file, from, layout.size(pc));
        int moved = layout.moved(pc);
        if (opcode >= IFEQ && opcode <= JSR || opcode == IFNULL || opcode == IFNONNULL) {
            int offset = layout.arrival(pc + (short) ByteWriter.u2(file, from + 1)) - moved;
            if (offset != (short) offset) {
                throw new IllegalArgumentException("a jump is too far: " + offset);
            }
            code.setU2(base + moved + 1, offset);
        } else if (opcode == GOTO_W || opcode == JSR_W) {
            code.setS4(base + moved + 1, layout.arrival(pc + ByteWriter.s4(file, from + 1)) - moved);
        }
    }

    private void choice(int pc, CodeLayout layout, ByteWriter code) {
        int moved = layout.moved(pc);
        code.u1(layout.opcode(pc));
        for (int i = layout.padding(pc, moved); i > 0; i--) {
            code.u1(0);
        }
        int from = start + 14 + pc + 1 + layout.padding(pc, pc);
        code.s4(layout.arrival(pc + ByteWriter.s4(file, from)) - moved);
        boolean table = layout.opcode(pc) == CodeLayout.TABLESWITCH;
        int count = ByteWriter.s4(file, from + 4);
        code.s4(count);
        from += 8;
        if (table) {
            int high = ByteWriter.s4(file, from);
            code.s4(high);
            from += 4;
            count = high - count + 1;
        }
        for (int i = 0; i < count; i++) {
            if (!table) {
                code.copy(file, from, 4);
                from += 4;
            }
            code.s4(layout.arrival(pc + ByteWriter.s4(file, from)) - moved);
            from += 4;
        }
    }

    /** The exception table. */
    private int handlers(int from, CodeLayout layout, ByteWriter code) {
        int count = ByteWriter.u2(file, from);
        int at = from + 2;
        code.u2(count);
        for (int i = 0; i < count; i++) {
            for (int part = 0; part < 3; part++) {
                code.u2(layout.arrival(ByteWriter.u2(file, at + 2 * part)));
            }
            code.copy(file, at + 6, 2);
            at += 8;
        }
        return at;
    }

    /**
     * The attributes of the code. Those of javac that have positions are kept, and their positions are moved. All others are left out: they
     * are type annotations inside of code, which nobody reads at run time.
     */
    private void attributes(int from, CodeLayout layout, ByteWriter code) {
        int counted = code.length();
        int kept = 0;
        code.u2(0);
        int at = from + 2;
        for (int i = ByteWriter.u2(file, from); i > 0; i--) {
            int name = ByteWriter.u2(file, at);
            if (constants.is(name, "StackMapTable")) {
                frames.read(at);
            } else if (constants.is(name, "LineNumberTable")) {
                table(at, 4, layout, code);
                kept++;
            } else if (constants.is(name, "LocalVariableTable") || constants.is(name, "LocalVariableTypeTable")) {
                table(at, 10, layout, code);
                kept++;
            }
            at += 6 + ByteWriter.s4(file, at + 2);
        }
        kept += frames.write(layout, code) ? 1 : 0;
        code.setU2(counted, kept);
    }

    /**
     * Copies a table and moves its positions.
     *
     * @param at position of the attribute in the file
     * @param size of a row in bytes, which begins with a position; in a row of 10 bytes a length follows, which counts from that position
     */
    private void table(int at, int size, CodeLayout layout, ByteWriter code) {
        int count = ByteWriter.u2(file, at + 6);
        code.copy(file, at, 8);
        for (int row = at + 8; row < at + 8 + size * count; row += size) {
            int begin = ByteWriter.u2(file, row);
            code.u2(layout.arrival(begin));
            if (size == 10) {
                int end = layout.arrival(begin + ByteWriter.u2(file, row + 2));
                code.u2(end - layout.arrival(begin));
                code.copy(file, row + 4, 6);
            } else {
                code.copy(file, row + 2, 2);
            }
        }
    }
}
