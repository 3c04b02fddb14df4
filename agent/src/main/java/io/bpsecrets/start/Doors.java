package io.bpsecrets.start;

import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.config.Settings;
import io.bpsecrets.environment.ChildEnvironment;
import io.bpsecrets.environment.GetenvByName;
import io.bpsecrets.environment.GetenvMap;
import io.bpsecrets.files.FilesDoor;
import io.bpsecrets.hook.FileHook;
import io.bpsecrets.hook.Hook;
import io.bpsecrets.log.Log;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.HookClass;
import java.lang.instrument.Instrumentation;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Joins the doors to the hooks, which must be defined by then. */
final class Doors {
    /** Words; a power of two. */
    private static final int ENDINGS = 16;

    private static final int ASCII = 127;

    private Doors() {}

    static void connect(Set<Door> doors, Settings settings, Live live, Log log, Instrumentation instrumentation) {
        Hook.byName = new GetenvByName(live);
        live.add(new Filter());
        Hook.wholeMap = new GetenvMap(live);
        if (doors.contains(Door.CHILDREN)) {
            Hook.childMap = new ChildEnvironment(live, settings.childrenInherit());
        }
        if (doors.contains(Door.FILES)) {
            FilesDoor files = new FilesDoor(live, log, settings.directories(), new OpenFiles(instrumentation));
            String[] names = files.names();
            FileHook.nameBytes = bytes(names);
            FileHook.names = names;
            FileHook.endings = endings(names, live.fileNames());
            FileHook.inside = files.containWorkingDirectory();
            FileHook.door = files;
        }
    }

    /** In the encoding of file names, sun.nio.fs.Util.jnuEncoding. */
    private static byte[][] bytes(String[] names) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        Charset charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : Charset.defaultCharset();
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(charset);
        }
        return bytes;
    }

    /**
     * @param directories last names of the secrets directories
     * @param files null where any name may be one
     * @return null where letters cannot tell
     */
    static long[] endings(String[] directories, Set<String> files) {
        if (files == null) {
            return null;
        }
        Set<String> names = new HashSet<String>(files);
        Collections.addAll(names, directories);
        Collections.addAll(names, ".", "..");
        long[] bits = new long[ENDINGS];
        for (String name : names) {
            int length = name.length();
            if (length == 0) {
                return null;
            }
            char last = name.charAt(length - 1);
            char before = length == 1 ? '/' : name.charAt(length - 2);
            if (last > ASCII || before > ASCII) {
                return null;
            }
            int bit = FileHook.ending(before, last);
            bits[bit >>> 6 & ENDINGS - 1] |= 1L << bit;
        }
        return bits;
    }

    /** Before the first snapshot there is none, and every name is asked for. */
    private static final class Filter implements SnapshotListener {
        @Override
        public void published(Snapshot snapshot) {
            Hook.filter = snapshot.filter();
        }
    }

    private static final class OpenFiles implements Runnable {
        private final Instrumentation instrumentation;

        OpenFiles(Instrumentation instrumentation) {
            this.instrumentation = instrumentation;
        }

        @Override
        public void run() {
            HookClass.openFiles(instrumentation);
        }
    }
}
