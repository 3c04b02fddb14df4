package io.bpsecrets.harness;

import net.bytebuddy.jar.asm.Attribute;
import net.bytebuddy.jar.asm.ByteVector;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;

/** Plays what a later Java may put into its class files: an attribute {@code NotYetKnown} that no Java of today reads. */
public final class NewerClass {
    /** What gets the attribute. */
    public enum Where {
        CLASS,
        FIELD,
        METHOD,
        CODE,
        COMPONENT
    }

    private NewerClass() {}

    /** @return the class file with the attribute at each such place; every JVM of today runs it as before */
    public static byte[] withAttribute(byte[] original, Where where) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new Adding(writer, where), 0);
        return writer.toByteArray();
    }

    private static final class Adding extends ClassVisitor {
        private final Where where;

        Adding(ClassVisitor next, Where where) {
            super(Opcodes.ASM9, next);
            this.where = where;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            FieldVisitor field = super.visitField(access, name, type, signature, value);
            if (where == Where.FIELD) {
                field.visitAttribute(new NotYetKnown(false));
            }
            return field;
        }

        @Override
        public RecordComponentVisitor visitRecordComponent(String name, String type, String signature) {
            RecordComponentVisitor component = super.visitRecordComponent(name, type, signature);
            if (where == Where.COMPONENT) {
                component.visitAttribute(new NotYetKnown(false));
            }
            return component;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
            boolean code = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
            if (where == Where.METHOD || where == Where.CODE && code) {
                next.visitAttribute(new NotYetKnown(where == Where.CODE));
            }
            return next;
        }

        @Override
        public void visitEnd() {
            if (where == Where.CLASS) {
                visitAttribute(new NotYetKnown(false));
            }
            super.visitEnd();
        }
    }

    private static final class NotYetKnown extends Attribute {
        private final boolean ofCode;

        NotYetKnown(boolean ofCode) {
            super("NotYetKnown");
            this.ofCode = ofCode;
        }

        @Override
        public boolean isUnknown() {
            return false;
        }

        @Override
        public boolean isCodeAttribute() {
            return ofCode;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
            return new ByteVector().putShort(1);
        }
    }
}
