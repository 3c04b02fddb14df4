package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.hook.FileHook;
import io.bpsecrets.hook.Hook;
import io.bpsecrets.names.ClassInJavaBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of our classes in java.base stand in one place of the source, and the pom renames what stands there. */
class HookNamesTest {
    private static final Path ROOT = Path.of(System.getProperty("bp.root"));

    @Test
    void theNamesAreThoseOfTheClasses() {
        assertThat(ClassInJavaBase.HOOK).isEqualTo(Hook.class.getName());
        assertThat(ClassInJavaBase.FILE_HOOK).isEqualTo(FileHook.class.getName());
    }

    /** HookClass tells the packages apart, and RetransformGuard knows a woven method, by these names. */
    @Test
    void thePomRenamesTheHooks() throws IOException {
        String hook = Relocations.of(ClassInJavaBase.HOOK);
        String fileHook = Relocations.of(ClassInJavaBase.FILE_HOOK);
        String neighbour = HookClass.NEIGHBOUR;
        assertThat(hook).startsWith("java.lang.");
        assertThat(fileHook).startsWith(neighbour.substring(0, neighbour.lastIndexOf('.') + 1));
        for (String name : new String[] {hook, fileHook, ClassInJavaBase.EXIT, ClassInJavaBase.PROVIDERS}) {
            assertThat('/' + name.substring(name.lastIndexOf('.') + 1)).startsWith(ClassInJavaBase.MARK);
        }
    }

    @Test
    void theOthersAreClassesOfJavaLang() {
        for (String name : new String[] {ClassInJavaBase.EXIT, ClassInJavaBase.PROVIDERS}) {
            assertThat(ROOT.resolve("agent-java-lang/src/main/java/" + name.replace('.', '/') + ".java"))
                    .exists();
        }
    }

    @Test
    void noOtherSourceHasThemAsTexts() throws IOException {
        assertThat(sourcesWith(
                        "\"java.lang.BpSecrets",
                        "\"jdk.internal.misc.BpSecrets",
                        "\"io.bpsecrets.hook.",
                        "\"/BpSecrets"))
                .containsExactly("names/ClassInJavaBase.java");
    }

    /** Premain is of a class file version that Java 6 reads, and may touch no other class before it knows which Java it is on. */
    @Test
    void whichJavaItIsIsToldByHookClassAndByPremainAlone() throws IOException {
        assertThat(sourcesWith(
                        "\"java.specification.version", "\"java.vm.specification.version", "\"java.class.version"))
                .containsExactly("premain/Premain.java", "weave/HookClass.java");
    }

    private static Set<String> sourcesWith(String... texts) throws IOException {
        Path main = ROOT.resolve("agent/src/main/java/io/bpsecrets");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                for (String text : texts) {
                    if (source.contains(text)) {
                        found.add(main.relativize(file).toString());
                    }
                }
            }
        }
        return found;
    }
}
