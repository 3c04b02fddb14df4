package io.bpsecrets.files;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Answers the file hook, by the woven method's name. Null lets the JDK go on; a Throwable is thrown by the hook. A path that
 * is written in whatever way is located first; names that are not mapped are the real files.
 */
public final class FilesDoor implements BiFunction<String, Object[], Object> {
    private static final String WHY = "read-only: served by bp-secrets";

    /** Questions whose answer leads to no byte of the file; one that is not known here may. */
    private static final String HARMLESS =
            " exists isFile isDirectory canRead canWrite canExecute length lastModified getTotalSpace"
                    + " getFreeSpace getUsableSpace list newDirectoryStream watched watchable key archiveName store follow access ";

    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final Log log;
    private final Runnable before;
    private final SecretDirectories directories;
    /** Both made for the first question: most starts ask none. Written before the secrets. */
    private AbsentDirectories absent;

    private volatile ServedFileStore secrets;

    private final ThreadLocal<Boolean> inside = new ThreadLocal<Boolean>();
    private final ThreadLocal<String[]> archive = new ThreadLocal<String[]>();

    /**
     * @param directories the secrets directories
     * @param before run once, before the first file is put anywhere: opens what that needs of the JDK
     */
    public FilesDoor(
            Mapping mapping,
            CurrentSnapshot current,
            AgentThread agentThread,
            Log log,
            List<File> directories,
            Runnable before) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
        this.log = log;
        this.before = before;
        this.directories = new SecretDirectories(directories, null);
        current.add(this.directories);
    }

    /** For the hook's first look at a path. */
    public String[] names() {
        return directories.names();
    }

    /**
     * For the letters that the hook looks at.
     *
     * @param mapped file names, or null where any name may be one
     * @return these, and other names below the directories that lead to one of them; null where any name may be one
     */
    public Set<String> nearNames(Set<String> mapped) {
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
    public Object apply(String question, Object[] asked) {
        if (agentThread.isCurrent() || inside.get() != null) {
            return null;
        }
        inside.set(Boolean.TRUE);
        try {
            Object path = asked[0];
            if (!Allowed.by(question, path.toString(), asked[1])) {
                return null;
            }
            // Options are read here, with the caller's rights, as they may be a Set of its own.
            Object more = asked[1] instanceof Set ? new HashSet<Object>((Set<?>) asked[1]) : asked[1];
            return AccessController.doPrivileged(new Question(question, path, more));
        } catch (RuntimeException | Error e) {
            return refusal(question, asked[0]);
        } finally {
            // Not removed, which takes nearly as long as all the rest of a question.
            inside.set(null);
        }
    }

    /** Privileged: under a SecurityManager the application that reads a secret may not be allowed our /dev/shm. */
    private final class Question implements PrivilegedAction<Object> {
        private final String question;
        private final Object path;
        private final Object more;

        Question(String question, Object path, Object more) {
            this.question = question;
            this.path = path;
            this.more = more;
        }

        @Override
        public Object run() {
            try {
                switch (question) {
                    case "archiveName":
                        return archiveName((String) path);
                    case "watchable":
                        return secrets().watches().askedFor((Path) path);
                    case "key":
                        watch((Path) path, (Object[]) more);
                        return null;
                    default:
                        return answer(question, path, more);
                }
            } catch (IOException e) {
                // A real directory that cannot be listed, for example: the JDK meets the same.
                return refusal(question, path);
            }
        }
    }

    /**
     * The answer after a failure of ours: a file of a required name cannot be read, whatever is on the disk. Only JDK classes are needed
     * for it. What only looks at the file is as without the agent.
     *
     * @return null where the file is not that of a required name: the read goes on as without the agent
     */
    private Object refusal(String question, Object path) {
        String written = path instanceof File ? ((File) path).getPath() : String.valueOf(path);
        String name = HARMLESS.contains(' ' + question + ' ') ? null : directories.nameInside(written);
        String why = name == null ? null : mapping.fileRefusal(name);
        if (why == null) {
            return null;
        }
        if (question.equals("refuses")) {
            return Boolean.TRUE;
        }
        if (question.equals("place")) {
            // Also asked by methods that declare no exception: a path that leads nowhere.
            return ((Path) path).getFileSystem().getPath(nowhere());
        }
        boolean stream = question.equals("read") || question.equals("write") || question.equals("archive");
        return stream
                ? new FileNotFoundException(written + " (" + why + ")")
                : new FileSystemException(written, null, why);
    }

    private Object answer(String question, Object path, Object more) throws IOException {
        String written = path.toString();
        if (written.isEmpty() && question.equals("list") && more == null) {
            // Before Java 25 nothing is there (JDK-8024695).
            return null;
        }
        String absolute = RealPath.absolute(question, path, written);
        SecretsPath location = directories.locate(absolute);
        if (location == null) {
            return null;
        }
        if (!location.isDirectory() && !serves(location.name())) {
            SecretsPath meant = new FileAliases(mapping, secrets()).find(absolute, location);
            if (meant == null && question.equals("newDirectoryStream") && more != null) {
                return DirectoryAnswers.below((Path) path, more, this);
            }
            if (meant == null) {
                return unserved(question, path, absolute.substring(absolute.lastIndexOf('/') + 1));
            }
            location = meant;
        }
        ServedFileSet served = secrets().now();
        if (served == null) {
            return agentThread.isCurrent() ? null : refusal(question, path);
        }
        if (location.isDirectory()) {
            return new DirectoryAnswers(location, served, secrets(), absent, this).answer(question, path, more);
        }
        ServedFile file = served.get(location.name());
        if (file == null) {
            return unserved(question, path, location.name());
        }
        try {
            return fileAnswer(question, path, more, written, file, location);
        } catch (IOException e) {
            return UnreadableAnswers.answer(question, path, e.getMessage(), secrets());
        } catch (RuntimeException | LinkageError e) {
            return UnreadableAnswers.answer(
                    question, path, "internal error " + e.getClass().getName(), secrets());
        }
    }

    /** A name that leads to no served file is the real one, unless the agent has failed, or the value cannot be a file. */
    private Object unserved(String question, Object path, String name) {
        if (!mapping.coversFile(name)) {
            return null;
        }
        ServedFileSet served = secrets().now();
        boolean failed = served == null ? !agentThread.isCurrent() : served.refuses(name);
        return failed ? refusal(question, path) : null;
    }

    /** @param name null for what has no name right in a secrets directory */
    private boolean serves(String name) {
        ServedFileSet served =
                name != null && mapping.coversFile(name) ? secrets().now() : null;
        return served != null && served.get(name) != null;
    }

    private Object fileAnswer(
            String question, Object path, Object more, String written, ServedFile file, SecretsPath location)
            throws IOException {
        switch (question) {
            case "exists":
            case "isFile":
            case "canRead":
            case "refuses":
            case "follow":
                return Boolean.TRUE;
            case "isDirectory":
            case "canWrite":
            case "canExecute":
                return Boolean.FALSE;
            case "length":
                return file.length();
            case "lastModified":
                return file.lastModified();
            case "getTotalSpace":
            case "getFreeSpace":
            case "getUsableSpace":
                return FileSystemSpace.of(question, secrets().delivery().directory());
            case "access":
                // X_OK: on a file of mode 0400 it is refused to root too, as EACCES.
                return 1;
            case "archive":
                String place = file.archive();
                archive.set(new String[] {place, written});
                return place;
            case "read":
                return file.place();
            case "place":
                return file.path((Path) path);
            case "store":
                return ((Path) path)
                        .getFileSystem()
                        .getPath(secrets().delivery().directory().getPath());
            case "options":
                Object options = OpenOptions.of((Set<?>) more, written);
                if (!(options instanceof Throwable)) {
                    // If it fails, it fails here, where the woven method may throw.
                    file.place();
                }
                return options;
            case "toRealPath":
                return RealPath.of((Path) path, more, location);
            case "getCanonicalPath":
                return location.realPath();
            case "write":
                return new FileNotFoundException(written + " (" + WHY + ")");
            case "readSymbolicLink":
                return new NotLinkException(written);
            case "list":
            case "newDirectoryStream":
            case "watched":
                return null;
            default:
                return denied(written);
        }
    }

    /** @param path the secrets directory, or what stands in for it */
    private void watch(Path path, Object[] keyAndKinds) {
        Path asked = secrets().watches().askedFor(path);
        Path directory = asked == null ? path : asked;
        SecretsPath location = directories.locate(directory.toAbsolutePath().toString());
        if (location != null && location.isDirectory() && secrets().now() != null) {
            secrets().watches().add((WatchKey) keyAndKinds[0], (Object[]) keyAndKinds[1], directory);
        }
    }

    private ServedFileStore secrets() {
        ServedFileStore made = secrets;
        return made == null ? makeSecrets() : made;
    }

    private synchronized ServedFileStore makeSecrets() {
        if (secrets == null) {
            absent = new AbsentDirectories();
            ServedFileStore made = new ServedFileStore(current, log, before);
            current.add(made);
            secrets = made;
        }
        return secrets;
    }

    /**
     * Longer than PATH_MAX, so that no system call with it can succeed. Not a name below a file: Java 25 takes that for a file
     * that does not exist.
     */
    static String nowhere() {
        return "/" + new String(new char[4096]).replace('\0', '-');
    }

    static AccessDeniedException denied(String path) {
        return new AccessDeniedException(path, null, WHY);
    }

    /** Only for the very place that this thread was given last: an archive that could not be opened leaves its name behind. */
    private String archiveName(String place) {
        String[] last = archive.get();
        archive.remove();
        return last != null && last[0].equals(place) ? last[1] : null;
    }
}
