package io.bpsecrets.classfile;

import io.bpsecrets.classfile.Attribute.Place;

/**
 * Goes through a class file of a Java that is newer than the agent: it is edited only if each part of it is known, because an
 * attribute that is not known may hold positions in the code, which an insertion moves (JVMS 4.7.1).
 */
public final class KnownParts {
    /** A class file with preview features has it (JVMS 4.1): what these change need not show in a tag or an attribute. */
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
     * @throws IllegalArgumentException with what is not known: a constant's tag, an attribute, an attribute in another place
     *     than the JVMS allows it in, preview features, an end that is not where it should be
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
        members(Place.FIELD);
        members(Place.METHOD);
        attributes(Place.CLASS);
        if (at != file.length) {
            throw new IllegalArgumentException("its end is at byte " + at + " of " + file.length);
        }
    }

    private void members(Place place) {
        for (int i = count(); i > 0; i--) {
            // flags, name, descriptor
            at += 6;
            attributes(place);
        }
    }

    private void attributes(Place place) {
        for (int i = count(); i > 0; i--) {
            Attribute attribute = attribute(ByteWriter.u2(file, at), place);
            int end = at + 6 + ByteWriter.s4(file, at + 2);
            at += 6;
            if (attribute == Attribute.CODE_OF_METHOD) {
                // stack, variables, code, exception table
                at += 8 + ByteWriter.s4(file, at + 4);
                at += 2 + 8 * ByteWriter.u2(file, at);
                attributes(Place.CODE);
            } else if (attribute == Attribute.RECORD) {
                for (int component = count(); component > 0; component--) {
                    // name, descriptor
                    at += 4;
                    attributes(Place.COMPONENT);
                }
            } else {
                at = end;
            }
            if (at != end) {
                throw new IllegalArgumentException("the end of the attribute " + attribute.written() + " of "
                        + place.words() + " is at another place than it says");
            }
        }
    }

    private Attribute attribute(int name, Place place) {
        for (Attribute row : Attribute.values()) {
            if (row.isAllowedIn(place) && constants.is(name, row.written())) {
                return row;
            }
        }
        throw new IllegalArgumentException(
                "the attribute " + constants.printable(name) + " of " + place.words() + " is not known");
    }

    private int count() {
        at += 2;
        return ByteWriter.u2(file, at - 2);
    }
}
