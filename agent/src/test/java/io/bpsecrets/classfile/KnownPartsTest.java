package io.bpsecrets.classfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bpsecrets.harness.NewerClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not known is played: by an attribute that no Java has, and by constant tags that are not given out yet. */
class KnownPartsTest {
    /** Has fields, methods, code and components. */
    private record RecordSample(String text) {
        String twice() {
            return text + text;
        }
    }

    private static byte[] sample() throws IOException {
        return ClassFileTest.classFile(RecordSample.class.getName());
    }

    @Test
    void whatThisJavaWritesIsKnown() throws IOException {
        byte[] sample = sample();
        assertThatCode(() -> KnownParts.check(sample)).doesNotThrowAnyException();
        assertThat(new RecordSample("a").twice()).isEqualTo("aa");
    }

    @ParameterizedTest
    @EnumSource(NewerClass.Where.class)
    void anAttributeThatIsNotKnownIsRefusedWhereverItIs(NewerClass.Where where) throws IOException {
        byte[] newer = NewerClass.withAttribute(sample(), where);
        String holder = Attribute.Holder.valueOf(where.name()).words();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(newer))
                .withMessage("the attribute NotYetKnown of " + holder + " is not known");
    }

    @Test
    void aKnownAttributeWhereNoneOfItsKindIsAllowedIsRefused() throws IOException {
        byte[] odd = replaced(sample(), "SourceFile", "Exceptions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(odd))
                .withMessage("the attribute Exceptions of the class is not known");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 13, 14, 21, 99, 255})
    void aConstantWithATagThatIsNotGivenOutIsRefused(int tag) throws IOException {
        byte[] odd = sample();
        odd[ConstantPool.START + 2] = (byte) tag;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(odd))
                .withMessage("constant 1 has the unknown tag " + (byte) tag);
    }

    @Test
    void aNameOfAnAttributeCannotForgeALogLine() throws IOException {
        byte[] odd = replaced(sample(), "SourceFile", "a\n[\u001bm \u007f(bc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(odd))
                .withMessage("the attribute a?[?m??(bc of the class is not known");
    }

    @Test
    void previewFeaturesAndAnotherEndAreRefused() throws IOException {
        byte[] preview = ByteBuffer.wrap(sample()).putShort(4, (short) -1).array();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(preview))
                .withMessageContaining("preview");
        byte[] longer = Arrays.copyOf(sample(), sample().length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownParts.check(longer))
                .withMessageContaining("its end");
    }

    @Test
    void theTableHasEachSectionOfTheJvmsOnce() {
        List<String> sections = new ArrayList<>();
        for (int section = 2; section <= 31; section++) {
            sections.add("4.7." + section);
        }
        assertThat(Attribute.values()).extracting(Attribute::section).containsExactlyElementsOf(sections);
        assertThat(Attribute.values()).extracting(Attribute::written).doesNotHaveDuplicates();
    }

    /** @param text of the same length */
    private static byte[] replaced(byte[] file, String name, String text) {
        byte[] from = name.getBytes(ISO_8859_1);
        byte[] to = text.getBytes(ISO_8859_1);
        assertThat(to).hasSameSizeAs(from);
        for (int at = 0; at + from.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, file, at, to.length);
                return file;
            }
        }
        throw new AssertionError(name);
    }
}
