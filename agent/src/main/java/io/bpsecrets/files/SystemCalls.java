package io.bpsecrets.files;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that java.nio.file has no method for, through the JDK's own sun.nio.fs.UnixNativeDispatcher: the methods
 * are the same on Java 8 to 25. HookClass has opened its package to us; on Java 8 nothing is closed.
 */
final class SystemCalls {
    private final Method open;
    private final Method close;
    private final Method changeMode;
    private final Method changeModeOfOpen;
    private final Method makeDirectory;
    private final Method removeDirectory;
    private final Method unlink;
    private final Method errorNumber;
    private final Field number;

    /** @throws IOException if this JVM hides them */
    SystemCalls() throws IOException {
        try {
            Class<?> dispatcher = Class.forName("sun.nio.fs.UnixNativeDispatcher", true, null);
            Class<?> path = Class.forName("sun.nio.fs.UnixPath", false, null);
            open = method(dispatcher, "open", path, int.class, int.class);
            close = method(dispatcher, "close", int.class);
            changeMode = method(dispatcher, "chmod", path, int.class);
            changeModeOfOpen = method(dispatcher, "fchmod", int.class, int.class);
            makeDirectory = method(dispatcher, "mkdir", path, int.class);
            removeDirectory = method(dispatcher, "rmdir", path);
            unlink = method(dispatcher, "unlink", path);
            errorNumber = method(Class.forName("sun.nio.fs.UnixException", false, null), "errno");
            number = FileDescriptor.class.getDeclaredField("fd");
            number.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new IOException("the system calls are hidden on this JVM", e);
        }
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        Method method = owner.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** @return the number of the descriptor */
    int open(String path, int flags, int mode) throws IOException {
        return (Integer) call(open, path(path), flags, mode);
    }

    /** Never fails, because the descriptor is closed also if the system reports an error. */
    void close(int descriptor) {
        try {
            call(close, descriptor);
        } catch (IOException e) {
            return;
        }
    }

    void changeMode(String path, int mode) throws IOException {
        call(changeMode, path(path), mode);
    }

    void changeMode(int descriptor, int mode) throws IOException {
        call(changeModeOfOpen, descriptor, mode);
    }

    void makeDirectory(String path, int mode) throws IOException {
        call(makeDirectory, path(path), mode);
    }

    void removeDirectory(String path) throws IOException {
        call(removeDirectory, path(path));
    }

    void unlink(String path) throws IOException {
        call(unlink, path(path));
    }

    /**
     * For the streams of java.io, which an interrupt does not close. Whoever makes one closes it: on Java 8 the finalizer of a
     * forgotten one closes the descriptor number, which another file may have by then.
     */
    FileDescriptor descriptor(int descriptor) throws IOException {
        try {
            FileDescriptor made = new FileDescriptor();
            number.setInt(made, descriptor);
            return made;
        } catch (IllegalAccessException e) {
            throw new IOException("the number of a file descriptor is hidden on this JVM", e);
        }
    }

    private static Path path(String path) {
        return Paths.get(path);
    }

    private Object call(Method method, Object... arguments) throws IOException {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw failure(e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("the system calls are hidden on this JVM", e);
        }
    }

    private IOException failure(@Nullable Throwable cause) {
        if (cause == null) {
            return new IOException("a system call failed");
        }
        if (cause instanceof Error && !(cause instanceof LinkageError)) {
            throw (Error) cause;
        }
        try {
            return new Failed(cause.getMessage(), (Integer) errorNumber.invoke(cause));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new IOException(cause.getClass().getName(), cause);
        }
    }

    /** With the number of the error. */
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1;

        private static final int EEXIST = 17;
        private static final int ENFILE = 23;
        private static final int EMFILE = 24;

        private final int error;

        Failed(@Nullable String message, int error) {
            super(message);
            this.error = error;
        }

        boolean isNameTaken() {
            return error == EEXIST;
        }

        /** Too many files are open in this process or on the machine. Another way to deliver would need a descriptor too. */
        boolean isOutOfDescriptors() {
            return error == EMFILE || error == ENFILE;
        }
    }
}
