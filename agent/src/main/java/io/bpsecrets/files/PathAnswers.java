package io.bpsecrets.files;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import io.bpsecrets.names.FileQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the path of a question means, and has the answer made by {@link FileAnswers} or {@link DirectoryAnswers}. Names that are not
 * mapped are the real files.
 */
final class PathAnswers {
    /** There is an answer, but we do not have it: there is no snapshot, or the value cannot be a file. */
    // A constant of the compiler. A class whose initialiser once had no memory cannot be used any more.
    static final String FAILED = "bp-secrets has no answer";

    private final Mapping mapping;
    private final CurrentSnapshot snapshots;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final Runnable beforeDelivery;
    private final BiFunction<String, @Nullable Object[], @Nullable Object> door;
    private final SecretsPathFinder finder;
    /** Null before the first path of a secrets directory: most programs ask for none. */
    private volatile @Nullable FileAnswers fileAnswers;

    /**
     * @param beforeDelivery as for FilesDoor
     * @param door for what a directory stream is asked later
     */
    PathAnswers(
            Mapping mapping,
            CurrentSnapshot snapshots,
            AgentThread agentThread,
            Clock clock,
            Log log,
            SecretDirectories directories,
            Runnable beforeDelivery,
            BiFunction<String, @Nullable Object[], @Nullable Object> door) {
        this.mapping = mapping;
        this.snapshots = snapshots;
        this.agentThread = agentThread;
        this.clock = clock;
        this.log = log;
        this.beforeDelivery = beforeDelivery;
        this.door = door;
        this.finder = new SecretsPathFinder(directories);
        directories.follow(finder);
    }

    /**
     * Answers one question.
     *
     * @param path a String or a Path
     * @param more what else the question has
     * @return null to let the JDK go on; {@link #FAILED}; else as the question says
     * @throws IOException if a directory on the disk cannot be read
     */
    @Nullable
    Object answer(String question, Object path, @Nullable Object more) throws IOException {
        switch (question) {
            case FileQuestion.ARCHIVE_NAME:
                return archiveName((String) path);
            case FileQuestion.WATCHABLE:
                return store().watches().askedFor((Path) path);
            case FileQuestion.WATCH_KEY:
                if (more != null) {
                    watch((Path) path, (Object[]) more);
                }
                return null;
            default:
                return ofPath(question, path, more);
        }
    }

    private @Nullable Object ofPath(String question, Object path, @Nullable Object more) throws IOException {
        String written = path.toString();
        if (written.isEmpty() && question.equals(FileQuestion.LIST) && more == null) {
            // Before Java 25 an empty path is no directory for java.io (JDK-8024695).
            return null;
        }
        String absolute = RealPath.absolute(question, path, written);
        SecretsPath found = finder.find(absolute);
        if (found == null) {
            return null;
        }
        if (!found.isDirectory() && !serves(found.name())) {
            StackRoom.require();
            SecretsPath meant = new FileAliases(mapping, store()).find(absolute, found);
            if (meant == null && question.equals(FileQuestion.DIRECTORY_STREAM) && more != null) {
                return DirectoryAnswers.below((Path) path, more, door);
            }
            if (meant == null) {
                return unserved(absolute.substring(absolute.lastIndexOf('/') + 1));
            }
            found = meant;
        }
        ServedFileSet files = store().now();
        if (files == null) {
            return agentThread.isCurrent() ? null : FAILED;
        }
        String name = found.name();
        if (name == null) {
            StackRoom.require();
            return new DirectoryAnswers(found, files, store(), door).answer(question, path, more);
        }
        ServedFile file = files.get(name);
        return file == null ? unserved(name) : ofFile(question, path, more, file, found);
    }

    private @Nullable Object ofFile(
            String question, Object path, @Nullable Object more, ServedFile file, SecretsPath found) {
        try {
            return fileAnswers().answer(question, path, more, file, found);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            store().failed(path.toString(), why);
            return UnreadableAnswers.answer(question, path, why);
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            log.internalError(
                    Redaction.path(path.toString())
                            + " cannot be served now: the program gets an IOException, not what is on the disk",
                    e);
            return UnreadableAnswers.answer(
                    question, path, "internal error " + e.getClass().getName());
        }
    }

    /** A name that means no served file is the real one, unless the agent has failed, or the value cannot be a file. */
    private @Nullable Object unserved(String name) {
        if (!mapping.coversFile(name)) {
            return null;
        }
        ServedFileSet files = store().now();
        boolean failed = files == null ? !agentThread.isCurrent() : files.refuses(name);
        return failed ? FAILED : null;
    }

    /** @param name null for what is no name right in a secrets directory */
    private boolean serves(@Nullable String name) {
        if (name == null || !mapping.coversFile(name)) {
            return false;
        }
        ServedFileSet files = store().now();
        return files != null && files.get(name) != null;
    }

    /** @return null if no archive was delivered */
    private @Nullable String archiveName(String delivered) {
        FileAnswers made = fileAnswers;
        return made == null ? null : made.archiveName(delivered);
    }

    /**
     * @param path the secrets directory, or what stands in for it
     * @throws IOException if no file can be delivered: then nothing tells the key what changes
     */
    private void watch(Path path, Object[] keyAndKinds) throws IOException {
        Path asked = store().watches().askedFor(path);
        Path directory = asked == null ? path : asked;
        SecretsPath found = finder.find(directory.toAbsolutePath().toString());
        if (found != null && found.isDirectory() && store().now() != null) {
            // A key can be signalled only after the pool has opened the package of the JDK that this needs.
            store().pool();
            store().watches().add((WatchKey) keyAndKinds[0], (Object[]) keyAndKinds[1], directory);
        }
    }

    private ServedFileStore store() {
        return fileAnswers().store();
    }

    private FileAnswers fileAnswers() {
        FileAnswers made = fileAnswers;
        return made == null ? makeFileAnswers() : made;
    }

    private synchronized FileAnswers makeFileAnswers() {
        FileAnswers made = fileAnswers;
        if (made == null) {
            StackRoom.require();
            ServedFileStore store = new ServedFileStore(snapshots, log, beforeDelivery, clock);
            made = new FileAnswers(store);
            snapshots.add(store);
            fileAnswers = made;
        }
        return made;
    }
}
