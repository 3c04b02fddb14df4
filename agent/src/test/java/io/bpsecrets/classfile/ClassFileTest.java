package io.bpsecrets.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFileTest {
    /** Both switches, wide instructions, long jumps, handlers, uninitialised objects in frames. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "java.util.Formatter",
                "java.util.regex.Pattern",
                "java.util.concurrent.ThreadPoolExecutor",
                "java.math.BigInteger",
                "java.lang.Object",
                "java.util.List",
                "java.lang.FunctionalInterface",
                "io.bpsecrets.classfile.OddCode",
            })
    void whatIsPutInIsWhatAsmPutsIn(String name) throws IOException {
        byte[] original = classFile(name);
        assertThat(ByAsm.normal(Editing.insert(original))).isEqualTo(ByAsm.normal(ByAsm.insert(original)));
        assertThat(ByAsm.normal(Editing.insertAtStart(original)))
                .isEqualTo(ByAsm.normal(ByAsm.insertAtStart(original)));
    }

    /** It runs through a second time too: another agent's class files may look like that. */
    @Test
    void whatWasEditedCanBeEdited() throws IOException {
        byte[] original = classFile("java.util.Formatter");
        assertThat(ByAsm.normal(Editing.insert(Editing.insert(original))))
                .isEqualTo(ByAsm.normal(ByAsm.insert(ByAsm.insert(original))));
    }

    @Test
    void withoutAnInsertionEveryByteStays() throws IOException {
        byte[] original = classFile("java.lang.String");
        assertThat(new ClassFile(original, Editing.NEWEST).toBytes()).isEqualTo(original);
    }

    @Test
    void aFieldIsKnownByNameAndDescriptor() throws IOException {
        ClassFile text = new ClassFile(classFile("java.lang.String"), Editing.NEWEST);
        assertThat(text.hasField("CASE_INSENSITIVE_ORDER", "Ljava/util/Comparator;"))
                .isTrue();
        assertThat(text.hasField("hash", "I")).isTrue();
        assertThat(text.hasField("hash", "J")).isFalse();
        assertThat(text.hasField("length", "()I")).as("a method").isFalse();
        assertThat(new ClassFile(classFile("java.util.List"), Editing.NEWEST).hasField("hash", "I"))
                .isFalse();
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        byte[] original = classFile("java.lang.String");
        assertThatIllegalArgumentException().isThrownBy(() -> new ClassFile(new byte[20], Editing.NEWEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClassFile(new byte[3], Editing.NEWEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassFile(original, ClassFile.version(original) - 1))
                .withMessageContaining(String.valueOf(ClassFile.version(original)));
        byte[] oddConstant = original.clone();
        oddConstant[ConstantPool.START + 2] = 99;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassFile(oddConstant, Editing.NEWEST))
                .withMessageContaining("99");
    }

    /** 65,535 bytes are the most that a method may have. */
    @Test
    void aMethodThatHasNoRoomIsRefused() throws IOException {
        ClassFile file = new ClassFile(classFile("java.lang.Object"), Editing.NEWEST);
        Snippet large = file.snippet();
        for (int i = 0; i < 65_535; i++) {
            large.op(0);
        }
        int method = 0;
        while (file.code(method) == null) {
            method++;
        }
        file.code(method).addAtStart(large);
        assertThatIllegalArgumentException().isThrownBy(file::toBytes).withMessageContaining("too long");
    }

    static byte[] classFile(String name) throws IOException {
        String resource = "/" + name.replace('.', '/') + ".class";
        Class<?> near = name.startsWith("java.") ? Object.class : ClassFileTest.class;
        try (InputStream in = near.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
