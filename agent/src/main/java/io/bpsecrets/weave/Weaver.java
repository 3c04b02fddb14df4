package io.bpsecrets.weave;

import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.classfile.KnownParts;
import io.bpsecrets.classfile.MethodCode;
import java.util.Set;

/** Puts calls of the hook into the bytes of one class. */
final class Weaver {
    /** The newest Java whose class files are known; a test holds it to ASM, which knows them when they are published. */
    static final int NEWEST_JAVA = 28;

    /** Class files count from 44 (JVMS 4.1). */
    static final int NEWEST_VERSION = 44 + NEWEST_JAVA;

    private Weaver() {}

    /**
     * @param original a class file; if its version is newer, it is woven only if each part of it is known
     * @param done gets the join points that were found
     * @throws IllegalArgumentException if a newer class file has a part that is not known, or if code does not fit any more
     */
    static byte[] weave(byte[] original, Set<JoinPoint> wanted, Set<JoinPoint> done) {
        if (!knows(original)) {
            KnownParts.check(original);
        }
        ClassFile file = new ClassFile(original, Math.max(NEWEST_VERSION, ClassFile.version(original)));
        JoinPoint[] points = wanted.toArray(new JoinPoint[0]);
        int[] lengths = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            lengths[i] = points[i].method().length();
        }
        for (int method = 0; method < file.methods(); method++) {
            int length = file.nameLength(method);
            for (int i = 0; i < points.length; i++) {
                JoinPoint point = points[i];
                if (lengths[i] == length && file.is(method, point.method(), point.descriptor())) {
                    MethodCode code = file.code(method);
                    if (code != null) {
                        new WovenMethod(point, file, file.isStatic(method)).weave(code);
                        done.add(point);
                    }
                }
            }
        }
        return file.toBytes();
    }

    /** False for a class file version that is too new. */
    static boolean knows(byte[] classFile) {
        return ClassFile.version(classFile) <= NEWEST_VERSION;
    }
}
