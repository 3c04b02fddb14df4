package io.bpsecrets.files;

import java.nio.file.Path;

/** {@link Path#toRealPath} of a served file: what it would be if the file were there. */
final class RealPath {
    private RealPath() {}

    /** @param options LinkOption[]; the only one there is asks not to follow links */
    static Path of(Path path, Object options, Location location) {
        boolean follow = !(options instanceof Object[]) || ((Object[]) options).length == 0;
        return follow
                ? path.getFileSystem().getPath(location.realPath())
                : path.toAbsolutePath().normalize();
    }
}
