package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * An IDE sees of a build what Maven itself calls source roots. So each module has its Java files in Maven's two default folders, and no
 * pom names others, neither for the module nor for one execution of a plug-in.
 */
class SourceRootsTest {
    /** Elements and plug-ins by which a pom compiles other folders than the two of Maven. */
    private static final List<String> OTHER_ROOTS = List.of(
            "sourceDirectory",
            "testSourceDirectory",
            "compileSourceRoots",
            "testCompileSourceRoots",
            "compileSourceRoot",
            "build-helper-maven-plugin");

    @Test
    void everyJavaFileOfAModuleIsBelowARootThatMavenNames() throws Exception {
        Set<Path> outside = new TreeSet<>();
        for (Path module : modules()) {
            List<Path> files = Project.files(module.toString(), ".java").stream()
                    .filter(file -> !file.startsWith(module.resolve("target")))
                    .toList();
            assertThat(files).as("Java files of " + module).isNotEmpty();
            for (Path file : files) {
                if (!file.startsWith(module.resolve("src/main/java"))
                        && !file.startsWith(module.resolve("src/test/java"))) {
                    outside.add(file.getParent());
                }
            }
        }
        assertThat(outside).as("folders that an IDE does not compile").isEmpty();
    }

    @Test
    void noPomNamesASourceFolder() throws Exception {
        List<Path> poms = new ArrayList<>(List.of(Project.path("pom.xml")));
        for (Path module : modules()) {
            poms.add(module.resolve("pom.xml"));
        }
        for (Path pom : poms) {
            String text = Project.text(pom.toString());
            assertThat(OTHER_ROOTS).as(pom.toString()).noneMatch(text::contains);
        }
    }

    private static List<Path> modules() throws Exception {
        File pom = Project.path("pom.xml").toFile();
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
        NodeList names = document.getElementsByTagName("module");
        List<Path> modules = new ArrayList<>();
        for (int i = 0; i < names.getLength(); i++) {
            modules.add(Project.path(names.item(i).getTextContent().trim()));
        }
        assertThat(modules).isNotEmpty();
        return modules;
    }
}
