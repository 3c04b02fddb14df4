package io.bpsecrets.start;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Settings;
import io.bpsecrets.environment.ChildEnvironment;
import io.bpsecrets.environment.GetenvByName;
import io.bpsecrets.environment.GetenvMap;
import io.bpsecrets.files.FilesDoor;
import io.bpsecrets.hook.Hook;
import io.bpsecrets.log.Log;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.HookClass;
import java.lang.instrument.Instrumentation;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins the doors to the hooks, which must be defined by then. */
final class DoorWiring {
    /** Words; a power of two. */
    private static final int ENDINGS = 16;

    private static final int ASCII = 127;

    /**
     * Behind {@code com.sun.management.}: without one of the first five, the JVM never starts its management agent by itself
     * (jdk.internal.agent.Agent.getManagementProperties and startAgent); jcmd can start it later with the files of the others.
     */
    private static final String[] MANAGEMENT = {
        "jmxremote",
        "jmxremote.port",
        "config.file",
        "agent.class",
        "snmp.port",
        "jmxremote.password.file",
        "jmxremote.ssl.config.file",
        "snmp.acl.file"
    };

    private DoorWiring() {}

    /**
     * @param doors the wanted ones; gets JMX if the JVM's management agent is told to use a file of a secrets directory
     * @return a task to be run before main, as the agent's own work, after the JDK is woven
     */
    static Runnable connect(
            Set<Door> doors,
            Settings settings,
            CurrentSnapshot current,
            AgentThread agentThread,
            Clock clock,
            Log log,
            Instrumentation instrumentation) {
        Hook hook = Hook.claim(instrumentation);
        if (hook == null) {
            throw new InternalError("somebody else has the hook");
        }
        Mapping mapping = settings.mapping();
        GetenvMap whole = new GetenvMap(mapping, current, agentThread, hook);
        hook.connect(
                new GetenvByName(mapping, current, agentThread, whole),
                whole,
                doors.contains(Door.CHILDREN)
                        ? new ChildEnvironment(mapping, current, agentThread, whole, settings.childrenInherit())
                        : null);
        Filter filter = new Filter(hook, instrumentation);
        current.add(filter);
        if (doors.contains(Door.FILES)) {
            FilesDoor files = new FilesDoor(
                    mapping, current, agentThread, clock, log, settings.directories(), new OpenFiles(instrumentation));
            String[] names = files.names();
            Set<String> mapped = mapping.fileNames();
            hook.connectFiles(
                    instrumentation,
                    files,
                    names,
                    bytes(names),
                    endings(names, files.nearNames(mapped)),
                    files.containWorkingDirectory());
            filter.follow(files, mapped);
            if (managementIsConfigured() && files.hasManagementFile()) {
                doors.add(Door.JMX);
            }
        }
        return whole;
    }

    /** False in most starts. Then the start pays for a few look-ups only. */
    private static boolean managementIsConfigured() {
        for (String name : MANAGEMENT) {
            if (System.getProperty("com.sun.management." + name) != null) {
                return true;
            }
        }
        return false;
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
     * @param files null if any name may be one
     * @return null if letters cannot tell
     */
    static long @Nullable [] endings(String[] directories, @Nullable Set<String> files) {
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
            int bit = bit(before, last);
            bits[bit >>> 6 & ENDINGS - 1] |= 1L << bit;
        }
        return bits;
    }

    /** The same as FileHook.ending, which this class cannot call, because the build puts it into a package that java.base does not export. */
    private static int bit(int before, int last) {
        return last * 31 + before;
    }

    /** Keeps the filter of the hook up to date. Before the first snapshot there is no filter, and the hook asks the door for every name. */
    private static final class Filter implements SnapshotListener {
        private final Hook hook;
        private final Instrumentation instrumentation;
        private volatile @Nullable FilesDoor files;
        private volatile @Nullable Set<String> mapped;

        Filter(Hook hook, Instrumentation instrumentation) {
            this.hook = hook;
            this.instrumentation = instrumentation;
        }

        /** @param mapped names of files; null if any name may be one */
        void follow(FilesDoor door, @Nullable Set<String> mapped) {
            this.mapped = mapped;
            this.files = door;
        }

        @Override
        public void published(Snapshot snapshot) {
            hook.connectFilter(snapshot.filter());
            FilesDoor door = files;
            if (door != null && mapped != null) {
                // Links in the secrets directories may have other names by now.
                hook.connectLetters(instrumentation, endings(door.names(), door.nearNames(mapped)));
            }
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
