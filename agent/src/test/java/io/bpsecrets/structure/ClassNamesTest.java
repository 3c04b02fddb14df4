package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A name that two classes have does not say which one is meant: in a search, in a stack trace, in a document. */
class ClassNamesTest {
    /** Each Main starts a published program in a folder of its own; a decision replaces classes of ours by other ones. */
    private static final Pattern EXCEPT =
            Pattern.compile("acceptance/programs/[^/]+/Main\\.java|benchmarks/decisions/.*");

    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");

    @Test
    void noClassOfAnyModuleHasTheNameOfAnother() throws IOException, InterruptedException {
        Map<String, Set<String>> filesOfClass = new TreeMap<>();
        Map<String, Set<String>> filesOfAny = new TreeMap<>();
        for (String name : Project.tracked()) {
            Path file = Project.path(name);
            boolean counts = name.endsWith(".java")
                    && !name.endsWith("-info.java")
                    && !EXCEPT.matcher(name).matches();
            if (counts && Files.isRegularFile(file)) {
                String own = file.getFileName().toString().replace(".java", "");
                add(filesOfClass, own, name);
                add(filesOfAny, own, name);
                Matcher type = TYPE.matcher(
                        COMMENT_OR_TEXT.matcher(Files.readString(file)).replaceAll(" "));
                while (type.find()) {
                    add(filesOfAny, type.group(1), name);
                }
            }
        }
        // A class inside of another may have the name of one inside of a third: it is named with its outer one.
        filesOfAny.keySet().retainAll(filesOfClass.keySet());
        filesOfAny.values().removeIf(files -> files.size() == 1);
        assertThat(filesOfClass).hasSizeGreaterThan(500);
        assertThat(filesOfAny).as("name and the files that have it").isEmpty();
    }

    private static void add(Map<String, Set<String>> files, String name, String file) {
        files.computeIfAbsent(name, any -> new TreeSet<>()).add(file);
    }
}
