package io.bpsecrets.files.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a refused attempt to change a secret must say: the name that was asked for, and that bp-secrets serves it. */
final class Refusals {
    /** The name exists already, or is none of ours, or is the directory, or a note beside: the kernel's words are good. */
    private static final Pattern KERNEL = Pattern.compile(
            ".*(of a new name|of the directory|createTemp\\w+"
                    + "|CREATE_NEW|createFile|without REPLACE_EXISTING|createSymbolicLink|createLink.*|UserDefinedFileAttributeView.*)");

    private static final Pattern NAMED =
            Pattern.compile("!java\\.(io\\.FileNotFoundException|nio\\.file\\.AccessDeniedException)"
                    + ": \\S*(run/secrets/|secrets/|)db_password\\b.*");

    /** One text for each refusal whose words do not help. */
    private static List<String> unclear(Map<String, String> answers) {
        List<String> found = new ArrayList<>();
        answers.forEach((name, words) -> {
            if (name.startsWith(FileApiRun.WORDS) && !KERNEL.matcher(name).matches()) {
                boolean wrapped = name.endsWith("redirectOutput");
                if (!words.contains("bp-secrets")) {
                    found.add(name + " does not say that bp-secrets refused it: " + words);
                } else if (!wrapped && !NAMED.matcher(words).matches()) {
                    found.add(name + " has another class than the JDK's, or not the name asked for: " + words);
                }
            }
        });
        return found;
    }

    /** All that is wrong with answers; {@code served} is what the program with the agent said. */
    static List<String> wrong(Map<String, String> real, Map<String, String> served, Case of) {
        List<String> found =
                new ArrayList<>(KnownDifferences.unexplained(withoutWords(real), withoutWords(served), of));
        found.addAll(unclear(served));
        found.addAll(revealing(served));
        return found;
    }

    private static Map<String, String> withoutWords(Map<String, String> answers) {
        Map<String, String> others = new LinkedHashMap<>(answers);
        others.keySet().removeIf(name -> name.startsWith(FileApiRun.WORDS));
        return others;
    }

    /** Answers that show where the bytes really are. */
    private static List<String> revealing(Map<String, String> answers) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().contains("/proc/")
                        || answer.getValue().contains("/dev/shm"))
                .map(answer -> answer.getKey() + " shows " + answer.getValue())
                .toList();
    }

    private Refusals() {}
}
