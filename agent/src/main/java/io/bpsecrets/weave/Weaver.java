package io.bpsecrets.weave;

import java.util.EnumSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Puts calls of the hook into the bytes of one class. */
final class Weaver extends ClassVisitor {
    /** The newest Java whose class files the bundled reader knows; a test holds it to the reader. */
    static final int NEWEST_JAVA = Opcodes.V28 - Opcodes.V1_8 + 8;

    private final Set<JoinPoint> wanted;
    private final Set<JoinPoint> woven = EnumSet.noneOf(JoinPoint.class);

    private Weaver(ClassVisitor next, Set<JoinPoint> wanted) {
        super(Opcodes.ASM9, next);
        this.wanted = wanted;
    }

    /**
     * @param original class file of a version that the bundled reader knows
     * @param done gets the join points that were found
     * @throws IllegalArgumentException for a newer class file version
     */
    static byte[] weave(byte[] original, Set<JoinPoint> wanted, Set<JoinPoint> done) {
        ClassReader reader = new ClassReader(original);
        // Frames are written by hand: computing them would load classes of the JDK.
        ClassWriter writer = new ClassWriter(reader, 0);
        Weaver weaver = new Weaver(writer, wanted);
        reader.accept(weaver, 0);
        done.addAll(weaver.woven);
        return writer.toByteArray();
    }

    /** False for a class file version that the bundled reader does not know. */
    static boolean knows(byte[] classFile) {
        try {
            return new ClassReader(classFile).getClassName() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        for (JoinPoint point : wanted) {
            if (point.is(name, descriptor)) {
                woven.add(point);
                method = new WovenMethod(point, (access & Opcodes.ACC_STATIC) != 0, method);
            }
        }
        return method;
    }
}
