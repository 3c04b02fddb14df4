package app.files;

import java.io.File;
import java.io.FileInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;

/**
 * Reads {@code secret_0} to {@code secret_2} of a secrets directory, its argument. Then calls system(3): the shell shows what it
 * has inherited.
 */
public final class NativeChild {
    private static final String PACKAGE = "java.lang.foreign.";

    public static void main(String[] args) throws Throwable {
        int read = 0;
        for (int i = 0; i < 3; i++) {
            read += Answer.bytes(new FileInputStream(new File(args[0], "secret_" + i))).length > 0 ? 1 : 0;
        }
        System.out.println("read " + read);
        System.out.flush();
        System.exit((Integer) system().invokeWithArguments(text("ls -l /proc/$$/fd")));
    }

    private static MethodHandle system() throws Exception {
        Class<?> linkerType = Class.forName(PACKAGE + "Linker");
        Class<?> layoutType = Class.forName(PACKAGE + "MemoryLayout");
        Class<?> segmentType = Class.forName(PACKAGE + "MemorySegment");
        Class<?> descriptorType = Class.forName(PACKAGE + "FunctionDescriptor");
        Class<?> optionType = Class.forName(PACKAGE + "Linker$Option");
        Class<?> values = Class.forName(PACKAGE + "ValueLayout");
        Object linker = Newer.call(null, linkerType, "nativeLinker", Newer.types());
        Object lookup = Newer.call(linker, linkerType, "defaultLookup", Newer.types());
        Object found = Newer.call(
                lookup, Class.forName(PACKAGE + "SymbolLookup"), "find", Newer.types(String.class), "system");
        Object arguments = Array.newInstance(layoutType, 1);
        Array.set(arguments, 0, values.getField("ADDRESS").get(null));
        Object descriptor = Newer.call(
                null,
                descriptorType,
                "of",
                Newer.types(layoutType, arguments.getClass()),
                values.getField("JAVA_INT").get(null),
                arguments);
        Object options = Array.newInstance(optionType, 0);
        return (MethodHandle) Newer.call(
                linker,
                linkerType,
                "downcallHandle",
                Newer.types(segmentType, descriptorType, options.getClass()),
                ((Optional<?>) found).get(),
                descriptor,
                options);
    }

    private static Object text(String text) throws Exception {
        Object arena = Newer.call(null, Class.forName(PACKAGE + "Arena"), "global", Newer.types());
        return Newer.call(
                arena, Class.forName(PACKAGE + "SegmentAllocator"), "allocateFrom", Newer.types(String.class), text);
    }
}
