package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        for (String name : tracked()) {
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

    /** Committed, or about to be. */
    private static List<String> tracked() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                    .directory(Project.path("").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(git.waitFor() == 0, "not a git checkout");
            List<String> names = out.lines().toList();
            assertThat(names).isNotEmpty();
            return names;
        } catch (IOException e) {
            assumeTrue(false, "there is no git here");
            return List.of();
        }
    }
}
