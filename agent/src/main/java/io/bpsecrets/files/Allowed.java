package io.bpsecrets.files;

import java.io.FilePermission;

/**
 * Whether the SecurityManager lets the caller do what it asks for. Most woven methods call the hook behind the JDK's own check. Those
 * here call it before: without this the answer would come first, and code without rights would learn which secrets there are.
 */
final class Allowed {
    private Allowed() {}

    /**
     * @param path as the caller wrote it, which is what the JDK's check is about to get
     * @param method the woven method, where the question is "refuses"
     * @return false where that check will refuse the caller, so that we have nothing to say; true where there is no
     *     SecurityManager
     */
    static boolean by(String question, String path, Object method) {
        SecurityManager manager = manager();
        if (manager == null) {
            return true;
        }
        try {
            switch (question) {
                case "toRealPath":
                case "newDirectoryStream":
                case "watched":
                case "store":
                case "archive":
                    manager.checkRead(path);
                    break;
                case "readSymbolicLink":
                    manager.checkPermission(new FilePermission(path, "readlink"));
                    break;
                case "refuses":
                    change(manager, path, "delete".equals(method));
                    break;
                case "implDelete":
                    change(manager, path, true);
                    break;
                case "options":
                case "move":
                case "copy":
                case "setAttribute":
                case "setTimes":
                case "setMode":
                case "setOwners":
                    change(manager, path, false);
                    break;
                default:
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

    /** Java 24 and later have none, and one day not even the question. */
    private static SecurityManager manager() {
        try {
            return System.getSecurityManager();
        } catch (NoSuchMethodError e) {
            return null;
        }
    }
}
