package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A path of somebody's machine in the tree works nowhere else. */
class CleanTreeTest {
    /** In pieces, so that this file is clean too. */
    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.\\-}])/(?:wo" + "rk|ro" + "ot|home/[a-z]\\w*)/");

    @Test
    void noTextFileNamesAPathOfOneMachine() throws Exception {
        Set<String> breaches = new TreeSet<>();
        for (String name : Project.tracked()) {
            Path file = Project.path(name);
            if (Files.isRegularFile(file)) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                Matcher found = MACHINE.matcher(text);
                if (text.indexOf('\0') < 0 && found.find()) {
                    breaches.add(name + ":"
                            + (text.substring(0, found.start()).lines().count()) + " " + found.group());
                }
            }
        }
        assertThat(breaches).isEmpty();
    }
}
