package io.bpsecrets.classfile;

import io.bpsecrets.classfile.Attribute.Holder;

/**
 * Goes through a class file of a Java that is newer than the agent. It is edited only if each part of it is known, because an
 * attribute that is not known may have positions in the code, which an insertion moves (JVMS 4.7.1).
 */
public final class KnownParts {
    /** The minor version of a class file with preview features (JVMS 4.1). What these change need not show in a tag or an attribute. */
    private static final int PREVIEW = 0xFFFF;

    private final byte[] file;
    private final ConstantPool constants;
    private int at;

    private KnownParts(byte[] file) {
        this.file = file;
        this.constants = new ConstantPool(file);
        this.at = constants.end();
    }

    /**
     * Goes through all of a class file.
     *
     * @throws IllegalArgumentException with what is not known: a constant's tag, an attribute, an attribute of something that the JVMS does
     *     not allow to have it, preview features, an end that is not the expected one
     */
    public static void check(byte[] file) {
        if (ByteWriter.u2(file, 4) == PREVIEW) {
            throw new IllegalArgumentException("it depends on preview features");
        }
        new KnownParts(file).classFile();
    }

    private void classFile() {
        // access flags, this, super, interfaces
        at += 6;
        at += 2 + 2 * ByteWriter.u2(file, at);
        members(Holder.FIELD);
        members(Holder.METHOD);
        attributes(Holder.CLASS);
        if (at != file.length) {
            throw new IllegalArgumentException("its end is at byte " + at + " of " + file.length);
        }
    }

    private void members(Holder holder) {
        for (int i = count(); i > 0; i--) {
            // flags, name, descriptor
            at += 6;
            attributes(holder);
        }
    }

    private void attributes(Holder holder) {
        for (int i = count(); i > 0; i--) {
            Attribute attribute = attribute(ByteWriter.u2(file, at), holder);
            int end = at + 6 + ByteWriter.s4(file, at + 2);
            at += 6;
            if (attribute == Attribute.CODE_OF_METHOD) {
                // stack, variables, code, exception table
                at += 8 + ByteWriter.s4(file, at + 4);
                at += 2 + 8 * ByteWriter.u2(file, at);
                attributes(Holder.CODE);
            } else if (attribute == Attribute.RECORD) {
                for (int component = count(); component > 0; component--) {
                    // name, descriptor
                    at += 4;
                    attributes(Holder.COMPONENT);
                }
            } else {
                at = end;
            }
            if (at != end) {
                throw new IllegalArgumentException("the end of the attribute " + attribute.written() + " of "
                        + holder.words() + " is at another place than it says");
            }
        }
    }

    private Attribute attribute(int name, Holder holder) {
        for (Attribute row : Attribute.values()) {
            if (row.isAllowedIn(holder) && constants.is(name, row.written())) {
                return row;
            }
        }
        throw new IllegalArgumentException(
                "the attribute " + constants.printable(name) + " of " + holder.words() + " is not known");
    }

    private int count() {
        at += 2;
        return ByteWriter.u2(file, at - 2);
    }
}
