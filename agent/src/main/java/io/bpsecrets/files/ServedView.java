package io.bpsecrets.files;

import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** The attributes of what is served, for those who got them from a directory stream. They cannot be read any more when it is closed. */
final class ServedView implements PosixFileAttributeView {
    private final MergedStream stream;
    private final PosixFileAttributeView view;
    private final String name;

    ServedView(MergedStream stream, PosixFileAttributeView view, String name) {
        this.stream = stream;
        this.view = view;
        this.name = name;
    }

    private PosixFileAttributeView view() {
        if (stream.isClosed()) {
            throw new ClosedDirectoryStreamException();
        }
        return view;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PosixFileAttributes readAttributes() throws IOException {
        return view().readAttributes();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
        view().setTimes(modified, accessed, created);
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        view().setPermissions(permissions);
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        view().setGroup(group);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        return view().getOwner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        view().setOwner(owner);
    }
}
