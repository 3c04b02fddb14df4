package io.bpsecrets.files;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers the file hook. A question is one of names/FileQuestion, with an array of the path and of what else the question has. Null lets the
 * JDK go on. A Throwable is thrown by the hook.
 *
 * <p>This class decides who may ask, and what is answered if the agent has failed. {@link PathAnswers} has all other answers.
 */
public final class FilesDoor implements BiFunction<String, @Nullable Object[], @Nullable Object> {
    private final Mapping mapping;
    private final CurrentSnapshot snapshots;
    private final AgentThread agentThread;
    private final Log log;
    private final Runnable beforeDelivery;
    private final Clock clock;
    private final SecretDirectories directories;
    /** Made for the first question: most starts ask none. */
    private volatile @Nullable PathAnswers answers;

    /**
     * Its element is true while this thread is in here: what the door itself reads are the real files. It is an array, because a write to
     * its element calls no method. So the mark can be taken back even if the thread has no stack left. A thread whose mark stays would read
     * the real files for good.
     */
    private final ThreadLocal<boolean @Nullable []> inside = new ThreadLocal<boolean @Nullable []>();

    /**
     * @param directories the secrets directories
     * @param beforeDelivery run once, before the first file is delivered: opens what that needs of the JDK
     */
    public FilesDoor(
            Mapping mapping,
            CurrentSnapshot snapshots,
            AgentThread agentThread,
            Clock clock,
            Log log,
            List<File> directories,
            Runnable beforeDelivery) {
        this.mapping = mapping;
        this.snapshots = snapshots;
        this.agentThread = agentThread;
        this.log = log;
        this.beforeDelivery = beforeDelivery;
        this.clock = clock;
        this.directories = new SecretDirectories(directories, null);
        snapshots.add(this.directories);
    }

    /** For the hook's first look at a path. */
    public String[] names() {
        return directories.names();
    }

    /**
     * For the letters that the hook looks at.
     *
     * @param mapped file names, or null if any name may be one
     * @return these, and other names below the directories that lead to one of them; null if any name may be one
     */
    public @Nullable Set<String> nearNames(@Nullable Set<String> mapped) {
        if (mapped == null) {
            return null;
        }
        Set<String> near = new HashSet<String>(mapped);
        for (String directory : directories.real()) {
            if (new File(directory).isDirectory()) {
                try {
                    near.addAll(NearNames.in(directory, mapped));
                } catch (IOException e) {
                    log.debug(directory + " could not be looked through: " + e.getMessage());
                }
            }
        }
        return near;
    }

    /** For the hook: whether bare names must be looked at too. */
    public boolean containWorkingDirectory() {
        return directories.containWorkingDirectory();
    }

    /** For the weave: whether the JVM's management agent is told to use a file of a secrets directory. */
    public boolean hasManagementFile() {
        return ManagementFiles.nameOneIn(directories, System.getProperties());
    }

    @Override
    public @Nullable Object apply(String question, @Nullable Object[] asked) {
        boolean[] mark = mark();
        if (mark[0] || agentThread.isCurrent()) {
            return null;
        }
        if (answers == null && question.equals(FileQuestion.ARCHIVE_NAME)) {
            // Java 8 asks for every archive, and none of ours was opened yet.
            return null;
        }
        try {
            mark[0] = true;
            if (answers == null) {
                StackRoom.require();
            }
            Object path = asked[0];
            if (!Allowed.by(question, path.toString(), asked[1])) {
                return null;
            }
            // Options are read here, with the caller's rights, because they may be a Set of its own.
            Object more = asked[1] instanceof Set ? new HashSet<Object>((Set<?>) asked[1]) : asked[1];
            return AccessController.doPrivileged(new Privileged(question, path, more));
        } catch (RuntimeException | Error e) {
            return afterFailure(question, asked[0], e);
        } finally {
            mark[0] = false;
        }
    }

    /** This thread's own. It is not removed, which takes nearly as long as all the rest of a question. */
    private boolean[] mark() {
        boolean[] known = inside.get();
        return known == null ? makeMark() : known;
    }

    private boolean[] makeMark() {
        boolean[] made = new boolean[1];
        inside.set(made);
        return made;
    }

    /**
     * The answer after a failure of ours, which is counted and logged.
     *
     * @throws Error the failure, if it is the thread's own and not ours
     */
    private @Nullable Object afterFailure(String question, Object path, Throwable failure) {
        if (failure instanceof StackOverflowError || failure instanceof OutOfMemoryError) {
            throw (Error) failure;
        }
        Object answer = refusal(question, path);
        try {
            ThreadError.rethrow(failure);
            log.internalError(
                    "The question " + question + " about a file is answered "
                            + (answer == null ? "as without the agent" : "with a refusal"),
                    failure);
        } catch (RuntimeException | LinkageError e) {
            // The jar may be damaged. The answer does not depend on the line.
            return answer;
        }
        return answer;
    }

    /** Under a SecurityManager the application that reads a secret may not be allowed to use our /dev/shm. */
    private final class Privileged implements PrivilegedAction<@Nullable Object> {
        private final String question;
        private final Object path;
        private final @Nullable Object more;

        Privileged(String question, Object path, @Nullable Object more) {
            this.question = question;
            this.path = path;
            this.more = more;
        }

        @Override
        public @Nullable Object run() {
            @Nullable Object answer;
            try {
                answer = answers().answer(question, path, more);
            } catch (IOException e) {
                // A real directory that cannot be listed, for example: the JDK meets the same.
                answer = PathAnswers.FAILED;
            }
            return answer == PathAnswers.FAILED ? refusal(question, path) : answer;
        }
    }

    private PathAnswers answers() {
        PathAnswers made = answers;
        return made == null ? makeAnswers() : made;
    }

    private synchronized PathAnswers makeAnswers() {
        if (answers == null) {
            answers = new PathAnswers(mapping, snapshots, agentThread, clock, log, directories, beforeDelivery, this);
        }
        return answers;
    }

    /**
     * The answer after a failure of ours: a file of a required name cannot be read, whatever is on the disk. No class of ours is needed for it
     * that is not loaded yet, because a class that cannot be loaded may be the failure.
     *
     * @param path a String or a Path
     * @return null if the file is not that of a required name, or if the question does not lead to its content: the JDK goes on, as without
     *     the agent
     */
    private @Nullable Object refusal(String question, Object path) {
        String written = path instanceof File ? ((File) path).getPath() : String.valueOf(path);
        String name = leadsToContent(question) ? directories.nameInside(written) : null;
        String why = name == null ? null : mapping.fileRefusal(name);
        if (why == null) {
            return null;
        }
        switch (question) {
            case FileQuestion.REFUSES:
                return Boolean.TRUE;
            case FileQuestion.SYSTEM_PATH:
                // The methods that ask for it, such as Files.exists, may declare no exception.
                return ((Path) path).getFileSystem().getPath(SecretDirectories.nowhere());
            case FileQuestion.READ:
            case FileQuestion.WRITE:
            case FileQuestion.ARCHIVE:
                return new FileNotFoundException(written + " (" + why + ")");
            default:
                return new FileSystemException(written, null, why);
        }
    }

    /** False for questions whose answer leads to no byte of the file. A question that is not in the table may. */
    private static boolean leadsToContent(String question) {
        switch (question) {
            case FileQuestion.EXISTS:
            case FileQuestion.IS_FILE:
            case FileQuestion.IS_DIRECTORY:
            case FileQuestion.CAN_READ:
            case FileQuestion.CAN_WRITE:
            case FileQuestion.CAN_EXECUTE:
            case FileQuestion.LENGTH:
            case FileQuestion.LAST_MODIFIED:
            case FileQuestion.TOTAL_SPACE:
            case FileQuestion.FREE_SPACE:
            case FileQuestion.USABLE_SPACE:
            case FileQuestion.LIST:
            case FileQuestion.DIRECTORY_STREAM:
            case FileQuestion.WATCHED:
            case FileQuestion.WATCHABLE:
            case FileQuestion.WATCH_KEY:
            case FileQuestion.ARCHIVE_NAME:
            case FileQuestion.STORE:
            case FileQuestion.FOLLOW:
            case FileQuestion.ACCESS:
                return false;
            default:
                return true;
        }
    }
}
