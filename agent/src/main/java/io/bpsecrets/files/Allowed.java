package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.FilePermission;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the SecurityManager lets the caller do what it asks for. Most woven methods call the hook after the JDK's own check. Those
 * that have a check here call it before: without this check our answer would come first, and code without rights would learn which secrets
 * there are.
 */
final class Allowed {
    private Allowed() {}

    /**
     * @param path as the caller wrote it, which is what the JDK's check is about to get
     * @param method the woven method, if the question is REFUSES
     * @return false if the JDK's check will refuse the caller, so that we have nothing to say; true if there is no SecurityManager
     */
    static boolean by(String question, String path, @Nullable Object method) {
        SecurityManager manager = manager();
        if (manager == null) {
            return true;
        }
        try {
            switch (question) {
                case FileQuestion.REAL_PATH:
                case FileQuestion.DIRECTORY_STREAM:
                case FileQuestion.WATCHED:
                case FileQuestion.STORE:
                case FileQuestion.ARCHIVE:
                    manager.checkRead(path);
                    break;
                case FileQuestion.READ_LINK:
                    manager.checkPermission(new FilePermission(path, "readlink"));
                    break;
                case FileQuestion.REFUSES:
                    change(manager, path, "delete".equals(method));
                    break;
                case FileQuestion.DELETE:
                    change(manager, path, true);
                    break;
                case FileQuestion.OPTIONS:
                case FileQuestion.MOVE:
                case FileQuestion.COPY:
                case FileQuestion.SET_ATTRIBUTE:
                case FileQuestion.SET_TIMES:
                case FileQuestion.SET_MODE:
                case FileQuestion.SET_OWNERS:
                    change(manager, path, false);
                    break;
                case FileQuestion.READ:
                case FileQuestion.WRITE:
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
                case FileQuestion.CANONICAL_PATH:
                case FileQuestion.LIST:
                case FileQuestion.ARCHIVE_NAME:
                case FileQuestion.SYSTEM_PATH:
                case FileQuestion.FOLLOW:
                case FileQuestion.ACCESS:
                case FileQuestion.WATCH_KEY:
                case FileQuestion.WATCHABLE:
                    // The JDK has checked the caller before it asked.
                    break;
                default:
                    // It is not in the table. FilesDoor answers every caller with a refusal.
                    break;
            }
            return true;
        } catch (SecurityException refused) {
            return false;
        }
    }

    private static void change(SecurityManager manager, String path, boolean delete) {
        if (delete) {
            manager.checkDelete(path);
        } else {
            manager.checkWrite(path);
        }
    }

    /** Java 24 and later have none, and a later Java may not even have the method. */
    private static @Nullable SecurityManager manager() {
        try {
            return System.getSecurityManager();
        } catch (NoSuchMethodError e) {
            return null;
        }
    }
}
