package io.bpsecrets.classfile;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The position, in bytes, that each instruction of a method has when code is put in. */
final class CodeLayout {
    static final int TABLESWITCH = 0xAA;
    static final int LOOKUPSWITCH = 0xAB;
    private static final int WIDE = 0xC4;
    private static final int IRETURN = 0xAC;
    private static final int RETURN = 0xB1;
    private static final int IINC = 0x84;
    private static final int LONGEST = 0xFFFF;

    /** Bytes of each instruction (JVMS 6.5): a digit for each opcode from 0 to 201. It is 0 if the code itself says how many. */
    private static final byte[] LENGTH = ("1111111111111111"
                    + "2323322222111111" + "1111111111111111" + "1111112222211111" + "1111111111111111"
                    + "1111111111111111"
                    + "1111111111111111" + "1111111111111111" + "1111311111111111" + "1111111113333333"
                    + "3333333332001111"
                    + "1133333335532311" + "3311043355")
            .getBytes(StandardCharsets.US_ASCII);

    private final byte[] file;
    private final int start;
    private final int length;
    private final int shift;
    /**
     * For each old position of an instruction the new position that jumps to it go to; -1 for a position that is inside of an instruction.
     * Null if all instructions move by the same distance.
     */
    private final int @Nullable [] arrival;
    /** For each old position of an instruction its own new position. Null if all instructions move by the same distance. */
    private final int @Nullable [] moved;

    /**
     * @param start position of the code in the file
     * @param length of the code, in bytes
     * @param atStart bytes put in front of all; no jump of the method's own goes there
     * @param beforeReturns bytes put in front of each return; the jumps to the return go there. If it is 0, atStart must be a
     *     multiple of four, so that switches stay as they are
     * @throws IllegalArgumentException if the code becomes too long
     */
    CodeLayout(byte[] file, int start, int length, int atStart, int beforeReturns) {
        this.file = file;
        this.start = start;
        this.length = length;
        this.shift = atStart;
        this.arrival = beforeReturns == 0 ? null : new int[length + 1];
        this.moved = beforeReturns == 0 ? null : new int[length];
        if (newLength(atStart, beforeReturns) > LONGEST) {
            throw new IllegalArgumentException("the method is too long");
        }
    }

    private int newLength(int atStart, int beforeReturns) {
        if (arrival == null || moved == null) {
            return atStart + length;
        }
        int now = atStart;
        for (int pc = 0; pc < length; ) {
            arrival[pc] = now;
            int opcode = file[start + pc] & 0xFF;
            // Not a call of size(pc), because all of this runs before the JVM compiles anything.
            int size = opcode < LENGTH.length ? LENGTH[opcode] - '0' : 0;
            if (opcode >= IRETURN && opcode <= RETURN) {
                now += beforeReturns;
            }
            moved[pc] = now;
            if (size == 0) {
                size = size(pc);
                now += padding(pc, now) - padding(pc, pc);
            }
            now += size;
            for (int inside = pc + 1; inside < pc + size && inside < length; inside++) {
                arrival[inside] = -1;
            }
            pc += size;
        }
        arrival[length] = now;
        return now;
    }

    int newLength() {
        return arrival(length);
    }

    int opcode(int pc) {
        return ByteWriter.u1(file, start + pc);
    }

    boolean isReturn(int pc) {
        int opcode = opcode(pc);
        return opcode >= IRETURN && opcode <= RETURN;
    }

    /**
     * The new position that a jump to an instruction goes to.
     *
     * @param pc the instruction's old position, or the old end of the code
     * @throws IllegalArgumentException if no instruction begins there
     */
    int arrival(int pc) {
        if (pc < 0 || pc > length || arrival != null && arrival[pc] < 0) {
            throw new IllegalArgumentException("no instruction at " + pc);
        }
        return arrival == null ? pc + shift : arrival[pc];
    }

    /** The new position of the instruction itself. */
    int moved(int pc) {
        return moved == null ? arrival(pc) : moved[pc];
    }

    /**
     * The bytes of padding in an instruction. A switch has its operands at a multiple of four.
     *
     * @param at the position of the instruction that counts: the old one, or the new one
     */
    int padding(int pc, int at) {
        int opcode = opcode(pc);
        return opcode == TABLESWITCH || opcode == LOOKUPSWITCH ? 3 - (at & 3) : 0;
    }

    /** The bytes of the instruction in the file, with its padding. */
    int size(int pc) {
        int opcode = opcode(pc);
        int padding = padding(pc, pc);
        int operands = start + pc + 1 + padding;
        switch (opcode) {
            case TABLESWITCH:
                return 1
                        + padding
                        + 12
                        + 4 * (ByteWriter.s4(file, operands + 8) - ByteWriter.s4(file, operands + 4) + 1);
            case LOOKUPSWITCH:
                return 1 + padding + 8 + 8 * ByteWriter.s4(file, operands + 4);
            case WIDE:
                return opcode(pc + 1) == IINC ? 6 : 4;
            default:
                if (opcode >= LENGTH.length) {
                    throw new IllegalArgumentException("unknown instruction " + opcode);
                }
                return LENGTH[opcode] - '0';
        }
    }
}
