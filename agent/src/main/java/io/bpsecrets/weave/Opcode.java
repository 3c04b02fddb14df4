package io.bpsecrets.weave;

/** The instructions that hook calls are made of (JVMS 6.5). */
final class Opcode {
    static final int NOP = 0x00;
    static final int ACONST_NULL = 0x01;
    static final int ICONST_0 = 0x03;
    static final int ILOAD = 0x15;
    static final int ALOAD = 0x19;
    static final int ISTORE = 0x36;
    static final int ASTORE = 0x3A;
    static final int POP = 0x57;
    static final int DUP = 0x59;
    static final int IFEQ = 0x99;
    static final int IRETURN = 0xAC;
    static final int ARETURN = 0xB0;
    static final int GETSTATIC = 0xB2;
    static final int GETFIELD = 0xB4;
    static final int PUTFIELD = 0xB5;
    static final int INVOKEVIRTUAL = 0xB6;
    static final int INVOKESTATIC = 0xB8;
    static final int IFNULL = 0xC6;
    static final int IFNONNULL = 0xC7;

    private Opcode() {}
}
