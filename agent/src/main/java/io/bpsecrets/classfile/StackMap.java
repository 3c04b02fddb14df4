package io.bpsecrets.classfile;

/** The frames of a method (JVMS 4.7.4): first those of the code that is put in at its start, then its own, which are moved. */
final class StackMap {
    private static final int SAME_LAST = 63;
    private static final int SAME_ONE_LAST = 127;
    private static final int SAME_ONE_EXTENDED = 247;
    private static final int SAME_EXTENDED = 251;
    private static final int APPEND_LAST = 254;
    private static final int OBJECT = 7;
    private static final int UNINITIALIZED = 8;

    private final byte[] file;
    private final ConstantPool constants;
    private final ByteWriter added = new ByteWriter(16);
    private int attribute;
    private int at;

    StackMap(byte[] file, ConstantPool constants) {
        this.file = file;
        this.constants = constants;
    }

    /** @param frames of a snippet that begins at this position of the code */
    void add(int position, ByteWriter frames) {
        byte[] all = frames.toArray();
        for (int i = 0; i < all.length; i += 4) {
            added.u2(position + ByteWriter.u2(all, i)).u2(ByteWriter.u2(all, i + 2));
        }
    }

    /** @param attribute position in the file of the attribute that has the method's own frames */
    void read(int attribute) {
        this.attribute = attribute;
    }

    /** @return false if there is no frame, and nothing was written */
    boolean write(CodeLayout layout, ByteWriter out) {
        byte[] ours = added.toArray();
        if (attribute == 0 && ours.length == 0) {
            return false;
        }
        int own = attribute == 0 ? 0 : ByteWriter.u2(file, attribute + 6);
        ByteWriter frames = new ByteWriter(256).u2(own + ours.length / 4);
        int last = -1;
        for (int i = 0; i < ours.length; i += 4) {
            int position = ByteWriter.u2(ours, i);
            int type = ByteWriter.u2(ours, i + 2);
            frames.u1(type == 0 ? SAME_EXTENDED : SAME_ONE_EXTENDED).u2(position - last - 1);
            if (type != 0) {
                frames.u1(OBJECT).u2(type);
            }
            last = position;
        }
        at = attribute + 8;
        int pc = -1;
        for (int i = 0; i < own; i++) {
            int kind = ByteWriter.u1(file, at++);
            pc += 1 + delta(kind);
            int position = layout.arrival(pc);
            frame(kind, position - last - 1, layout, frames);
            last = position;
        }
        out.u2(constants.utf8("StackMapTable")).s4(frames.length()).copy(frames);
        return true;
    }

    /** The distance from the frame before, as the file has it. */
    private int delta(int kind) {
        if (kind <= SAME_ONE_LAST) {
            return kind <= SAME_LAST ? kind : kind - SAME_LAST - 1;
        }
        if (kind < SAME_ONE_EXTENDED) {
            throw new IllegalArgumentException("unknown frame " + kind);
        }
        at += 2;
        return ByteWriter.u2(file, at - 2);
    }

    /** Writes a frame with its distance in two bytes, because the new distance may not fit into the kind. */
    private void frame(int kind, int delta, CodeLayout layout, ByteWriter out) {
        if (kind <= SAME_LAST || kind == SAME_EXTENDED) {
            out.u1(SAME_EXTENDED).u2(delta);
        } else if (kind <= SAME_ONE_EXTENDED) {
            out.u1(SAME_ONE_EXTENDED).u2(delta);
            types(1, layout, out);
        } else {
            out.u1(kind).u2(delta);
            if (kind > APPEND_LAST) {
                counted(layout, out);
                counted(layout, out);
            } else if (kind > SAME_EXTENDED) {
                types(kind - SAME_EXTENDED, layout, out);
            }
        }
    }

    private void counted(CodeLayout layout, ByteWriter out) {
        int count = ByteWriter.u2(file, at);
        at += 2;
        types(count, layout, out.u2(count));
    }

    private void types(int count, CodeLayout layout, ByteWriter out) {
        for (int i = 0; i < count; i++) {
            int tag = ByteWriter.u1(file, at++);
            if (tag > UNINITIALIZED) {
                throw new IllegalArgumentException("unknown type " + tag + " in a frame");
            }
            out.u1(tag);
            if (tag == OBJECT || tag == UNINITIALIZED) {
                int index = ByteWriter.u2(file, at);
                out.u2(tag == OBJECT ? index : layout.moved(index));
                at += 2;
            }
        }
    }
}
