package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The origin in Vault of each imported name. If several paths give the same name, the first one has it. The order is that of the import list, then
 * that of the paths, then that of the fields, both by code point. So somebody who may write a path cannot move it to the front.
 */
final class ImportOrigins implements Comparator<String> {
    /** The most other origins of one name that are kept, because somebody who may write in Vault can make very many. */
    private static final int MOST_LATER = 12;

    private final Mapping mapping;
    private final VaultReading reading;
    private final Map<String, FieldReference> first;
    private final Map<String, List<FieldReference>> later = new LinkedHashMap<String, List<FieldReference>>();
    private final Map<String, Import> barred = new LinkedHashMap<String, Import>();
    private final Map<String, String> withoutFile = new LinkedHashMap<String, String>();

    /** What has not answered, up to here in the order: paths, and folders whose list could not be read. */
    private final List<Import> silent = new ArrayList<Import>();

    /** Those of {@link #silent} that are not in trouble, but were not asked yet. */
    private final List<Import> waiting = new ArrayList<Import>();

    ImportOrigins(Mapping mapping, VaultReading reading) {
        this.mapping = mapping;
        this.reading = reading;
        this.first = mapping.ignoreCase()
                ? Mapping.<FieldReference>byName(true)
                : new LinkedHashMap<String, FieldReference>();
        for (Import wanted : mapping.imports()) {
            if (wanted.tree()) {
                addTree(wanted);
            } else {
                addPath(wanted.path());
            }
        }
    }

    private void addTree(Import tree) {
        Map<String, SecretPath> byText = new LinkedHashMap<String, SecretPath>();
        List<SecretPath> below = reading.trees().get(tree.path());
        if (below != null) {
            for (SecretPath path : below) {
                byText.put(path.path(), path);
            }
        }
        boolean isListed = reading.outage() == null && reading.left() == 0;
        boolean isFine = true;
        for (Map.Entry<SecretPath, PathAnswer> list : reading.folders().entrySet()) {
            SecretPath folder = list.getKey();
            if (isSilent(list.getValue()) && folder.equals(tree.path())) {
                isFine = false;
            } else if (isSilent(list.getValue()) && tree.covers(folder)) {
                byText.put(folder.path() + "/", folder);
            }
        }
        for (String text : sorted(byText.keySet())) {
            SecretPath path = byText.get(text);
            if (path == null) {
                continue;
            }
            if (text.endsWith("/")) {
                silent.add(new Import(path, true));
            } else {
                addPath(path);
            }
        }
        // What is known below the tree is served all the same, because else one list that fails would stop the whole
        // tree.
        if (!isFine || !isListed) {
            silent.add(tree);
            if (isFine) {
                waiting.add(tree);
            }
        }
    }

    private void addPath(SecretPath path) {
        PathAnswer answer = reading.answer(path);
        if (isSilent(answer)) {
            Import alone = new Import(path, false);
            silent.add(alone);
            if (answer.outcome() == Outcome.NOT_ASKED) {
                waiting.add(alone);
            }
            return;
        }
        List<String> fields = new ArrayList<String>(answer.fields().keySet());
        // Withheld fields get names too, so that a line says why they are not served.
        fields.addAll(answer.withheld());
        for (String field : sorted(fields)) {
            add(new FieldReference(path, field));
        }
    }

    /** Then nobody knows which names the path has. */
    private static boolean isSilent(PathAnswer answer) {
        return answer.outcome() != Outcome.FOUND && !answer.outcome().isAbsent();
    }

    private void add(FieldReference origin) {
        String name = Import.name(origin.path(), origin.field());
        Secret line = mapping.secrets().get(name);
        if (name.isEmpty() || line != null && !line.references().isEmpty()) {
            return;
        }
        FieldReference before = first.get(name);
        if (before != null) {
            if (!before.equals(origin)) {
                addLater(name, origin);
            }
            return;
        }
        String owner = line == null ? mapping.nameOfFile(Import.fileName(name)) : null;
        if (owner != null) {
            if (!withoutFile.containsKey(name)) {
                withoutFile.put(name, ImportTexts.file(name, origin, owner));
            }
            return;
        }
        first.put(name, origin);
        for (Import path : silent) {
            if (path.mayName(name, false)) {
                barred.put(name, path);
                return;
            }
        }
    }

    private void addLater(String name, FieldReference origin) {
        List<FieldReference> others = later.get(name);
        if (others == null) {
            others = new ArrayList<FieldReference>(2);
            later.put(name, others);
        }
        if (others.size() < MOST_LATER && !others.contains(origin)) {
            others.add(origin);
        }
    }

    /** By name, the first origin of each. */
    Map<String, FieldReference> first() {
        return first;
    }

    /** Other origins of a name, or some of them if there are very many. */
    List<FieldReference> later(String name) {
        List<FieldReference> others = later.get(name);
        return others == null ? Collections.<FieldReference>emptyList() : others;
    }

    /** A path or a tree in front of the first origin that may have this name and has not answered; null for none. */
    @Nullable
    Import barrier(String name) {
        return barred.get(name);
    }

    /** True if there is trouble with it; false if it was not asked yet. */
    boolean isInTrouble(Import barrier) {
        return !waiting.contains(barrier);
    }

    /** Lines about names that are not imported, since their files are those of other secrets. */
    Collection<String> withoutFile() {
        return withoutFile.values();
    }

    /** True if a start would give a name of both to the first of the two. */
    boolean isBefore(FieldReference one, FieldReference other) {
        int importOfOne = importOf(one);
        int importOfOther = importOf(other);
        if (importOfOne != importOfOther) {
            return importOfOne < importOfOther;
        }
        int paths = compare(one.path().path(), other.path().path());
        return paths != 0 ? paths < 0 : compare(one.field(), other.field()) < 0;
    }

    private int importOf(FieldReference origin) {
        int index = 0;
        while (index < mapping.imports().size() && !mapping.imports().get(index).covers(origin.path())) {
            index++;
        }
        return index;
    }

    private List<String> sorted(Iterable<String> texts) {
        List<String> sorted = new ArrayList<String>();
        for (String text : texts) {
            sorted.add(text);
        }
        Collections.sort(sorted, this);
        return sorted;
    }

    /** By code point. In UTF-16 a pair of surrogates is a higher code point than every single sign. */
    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a);
                return pair != Character.isSurrogate(b) ? (pair ? 1 : -1) : a - b;
            }
        }
        return one.length() - other.length();
    }
}
