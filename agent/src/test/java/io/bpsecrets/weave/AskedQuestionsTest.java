package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.hook.FileHook;
import io.bpsecrets.hook.OpenHook;
import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the join points make the hook ask is what the table of questions has. files/FileQuestionTest looks at the answers. */
class AskedQuestionsTest {
    private static final String PATH = "/run/secrets/a";

    /** RandomAccessFile and access(2): to read, and to write. UnixFileAttributes.get: not to follow links, and to follow. */
    private static final int[] MODES = {0, 2};

    private final Set<String> asked = new TreeSet<>();

    static List<JoinPoint> rows() {
        return Arrays.stream(JoinPoint.values())
                .filter(point -> point.door() == Door.FILES || point.door() == Door.JMX)
                .toList();
    }

    @BeforeEach
    void open() {
        OpenHook.names(new String[] {"secrets"});
        OpenHook.nameBytes(new byte[][] {"secrets".getBytes(StandardCharsets.US_ASCII)});
        OpenHook.door((question, path) -> {
            asked.add(question);
            return null;
        });
    }

    @AfterEach
    void shut() {
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.door(null);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatAJoinPointAsksIsInTheTable(JoinPoint row) throws ReflectiveOperationException {
        ask(row);
        assertThat(asked).isNotEmpty().isSubsetOf(table());
    }

    @Test
    void eachQuestionOfTheTableIsAskedBySomebody() throws ReflectiveOperationException {
        for (JoinPoint row : rows()) {
            ask(row);
        }
        assertThat(asked).isEqualTo(table());
    }

    private static Set<String> table() throws IllegalAccessException {
        Set<String> table = new TreeSet<>();
        for (Field constant : FileQuestion.class.getFields()) {
            table.add((String) constant.get(null));
        }
        return table;
    }

    /** Calls the hook as the woven method does; FilesJoinPointsTest holds that the hook has a method for each. */
    private void ask(JoinPoint row) throws ReflectiveOperationException {
        for (Method method : FileHook.class.getMethods()) {
            if (method.getName().equals(row.hook()) && isFor(row, method)) {
                for (int mode : MODES) {
                    method.invoke(null, arguments(row, method, mode));
                }
            }
        }
    }

    /** The hook has methods of one name. */
    private static boolean isFor(JoinPoint row, Method method) {
        int handed = row.style() == CallStyle.RESULT || row.style() == CallStyle.NAME_FIELD ? 1 : 0;
        for (HookArgument argument : row.arguments()) {
            handed += argument.descriptor().contains("[B") ? 2 : 1;
        }
        boolean file = row.arguments().length > 0 && row.arguments()[0] == HookArgument.FILE_1;
        Class<?> first = method.getParameterTypes()[0];
        return method.getParameterCount() == handed + 1
                && (first != String.class || !file)
                && (first != File.class || file);
    }

    private static Object[] arguments(JoinPoint row, Method method, int mode) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(argument(type, mode));
        }
        arguments.set(arguments.size() - 1, row.method());
        return arguments.toArray();
    }

    private static Object argument(Class<?> type, int mode) {
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return mode;
        }
        if (type == byte[].class) {
            return PATH.getBytes(StandardCharsets.US_ASCII);
        }
        if (type == File.class) {
            return new File(PATH);
        }
        if (type == String.class) {
            return PATH;
        }
        return type.isAssignableFrom(Path.class) ? Path.of(PATH) : null;
    }
}
