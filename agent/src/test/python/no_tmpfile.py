"""A file system in memory that does not know O_TMPFILE, for machines whose own all do: FUSE, without a library.

The one argument is the folder to mount it on. It says "mounted" on stdout and serves until it is unmounted or killed. Permissions
are judged by the kernel (default_permissions). The messages are those of include/uapi/linux/fuse.h, version 7.31.
"""

import ctypes
import errno
import os
import stat
import struct
import sys
import time

LOOKUP, FORGET, GETATTR, SETATTR, SYMLINK, MKNOD, MKDIR, UNLINK, RMDIR, RENAME, LINK = 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13
OPEN, READ, WRITE, STATFS, RELEASE, FSYNC, FLUSH, INIT, OPENDIR, READDIR, RELEASEDIR = 14, 15, 16, 17, 18, 20, 25, 26, 27, 28, 29
READLINK, CREATE, INTERRUPT, DESTROY, BATCH_FORGET, RENAME2 = 5, 35, 36, 38, 42, 45


class Node:
    def __init__(self, mode, uid, gid):
        self.mode, self.uid, self.gid = mode, uid, gid
        self.data, self.names, self.links = bytearray(), {}, 1
        self.time = time.time()


class Files:
    def __init__(self):
        self.nodes = {1: Node(stat.S_IFDIR | 0o755, 0, 0)}
        self.last = 1

    def attributes(self, number):
        node = self.nodes[number]
        whole, part = int(node.time), int(node.time % 1 * 1e9)
        size = len(node.data)
        times = (whole, whole, whole, part, part, part)
        return struct.pack(
            "QQQQQQIIIIIIIIII", number, size, size // 512 + 1, *times[:3], *times[3:], node.mode, node.links, node.uid, node.gid, 0, 4096, 0
        )

    def entry(self, number):
        return struct.pack("QQQQII", number, 0, 0, 0, 0, 0) + self.attributes(number)

    def add(self, parent, name, mode, uid, gid):
        names = self.nodes[parent].names
        if name in names:
            raise OSError(errno.EEXIST, "")
        self.last += 1
        number = self.last
        self.nodes[number] = Node(mode, uid, gid)
        names[name] = number
        return number

    def remove(self, parent, name):
        names = self.nodes[parent].names
        if name not in names:
            raise OSError(errno.ENOENT, "")
        if self.nodes[names[name]].names:
            raise OSError(errno.ENOTEMPTY, "")
        # Whoever has it open reads on: the node stays.
        self.nodes[names.pop(name)].links -= 1

    def move(self, parent, to, old, new, flags):
        names = self.nodes[parent].names
        if old not in names:
            raise OSError(errno.ENOENT, "")
        if new in self.nodes[to].names:
            if flags & 1:
                raise OSError(errno.EEXIST, "")
            self.remove(to, new)
        self.nodes[to].names[new] = names.pop(old)

    def change(self, number, body):
        valid, _, _, size, _, atime, mtime, _, _, mnsec, _, mode, _, uid, gid, _ = struct.unpack_from("IIQQQQQQIIIIIIII", body)
        node = self.nodes[number]
        if valid & 1:
            node.mode = stat.S_IFMT(node.mode) | stat.S_IMODE(mode)
        if valid & 2:
            node.uid = uid
        if valid & 4:
            node.gid = gid
        if valid & 8:
            node.data = node.data[:size] + bytes(max(0, size - len(node.data)))
        if valid & 32:
            node.time = time.time() if valid & 256 else mtime + mnsec / 1e9
        return struct.pack("QII", 0, 0, 0) + self.attributes(number)

    def listing(self, number, offset, most):
        out = b""
        names = list(self.nodes[number].names.items())
        for at in range(offset, len(names)):
            name, child = names[at]
            kind = self.nodes[child].mode >> 12
            one = struct.pack("QQII", child, at + 1, len(name), kind) + name
            one += bytes(-len(one) % 8)
            if len(out) + len(one) > most:
                break
            out += one
        return out

    def answer(self, op, number, uid, gid, body):
        name = body.rstrip(b"\0")
        if op == INIT:
            return struct.pack("IIIIHHIIHHI7I", 7, 31, 4096, 0, 8, 6, 131072, 1, 32, 0, *[0] * 8)
        if op == LOOKUP:
            if name not in self.nodes[number].names:
                raise OSError(errno.ENOENT, "")
            return self.entry(self.nodes[number].names[name])
        if op == GETATTR:
            return struct.pack("QII", 0, 0, 0) + self.attributes(number)
        if op == SETATTR:
            return self.change(number, body)
        if op == READLINK:
            return bytes(self.nodes[number].data)
        if op == SYMLINK:
            link, target = name.split(b"\0")
            made = self.add(number, link, stat.S_IFLNK | 0o777, uid, gid)
            self.nodes[made].data[:] = target
            return self.entry(made)
        if op == MKDIR:
            mode, umask = struct.unpack_from("II", body)
            return self.entry(self.add(number, name[8:], stat.S_IFDIR | mode & 0o7777, uid, gid))
        if op == MKNOD:
            mode, _, _, _ = struct.unpack_from("IIII", body)
            return self.entry(self.add(number, name[16:], mode, uid, gid))
        if op == CREATE:
            flags, mode, _, _ = struct.unpack_from("IIII", body)
            made = self.add(number, name[16:], mode, uid, gid)
            return self.entry(made) + struct.pack("QII", 0, 0, 0)
        if op in (UNLINK, RMDIR):
            self.remove(number, name)
            return b""
        if op == RENAME:
            old, new = name[8:].split(b"\0")
            self.move(number, struct.unpack_from("Q", body)[0], old, new, 0)
            return b""
        if op == RENAME2:
            old, new = name[16:].split(b"\0")
            to, flags, _ = struct.unpack_from("QII", body)
            self.move(number, to, old, new, flags)
            return b""
        if op == LINK:
            node = self.nodes[struct.unpack_from("Q", body)[0]]
            if name[8:] in self.nodes[number].names:
                raise OSError(errno.EEXIST, "")
            self.nodes[number].names[name[8:]] = struct.unpack_from("Q", body)[0]
            node.links += 1
            return self.entry(struct.unpack_from("Q", body)[0])
        if op in (OPEN, OPENDIR):
            if op == OPEN and struct.unpack_from("I", body)[0] & os.O_TRUNC:
                self.nodes[number].data.clear()
            return struct.pack("QII", 0, 0, 0)
        if op == READ:
            _, offset, size = struct.unpack_from("QQI", body)
            return bytes(self.nodes[number].data[offset : offset + size])
        if op == WRITE:
            _, offset, size = struct.unpack_from("QQI", body)
            data = self.nodes[number].data
            data.extend(bytes(max(0, offset - len(data))))
            data[offset : offset + size] = body[40 : 40 + size]
            return struct.pack("II", size, 0)
        if op == READDIR:
            _, offset, size = struct.unpack_from("QQI", body)
            return self.listing(number, offset, size)
        if op == STATFS:
            return struct.pack("QQQQQIIII6I", 1 << 20, 1 << 20, 1 << 20, 1 << 20, 1 << 20, 4096, 255, 4096, 0, *[0] * 6)
        if op in (RELEASE, RELEASEDIR, FLUSH, FSYNC):
            return b""
        # FUSE_TMPFILE is among these: the kernel then says EOPNOTSUPP to open(O_TMPFILE).
        raise OSError(errno.ENOSYS, "")


def main():
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    libc = ctypes.CDLL(None, use_errno=True)
    # Ends with whoever started it (PR_SET_PDEATHSIG, SIGKILL).
    libc.prctl(1, 9, 0, 0, 0)
    options = "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions" % device
    if libc.mount(b"no-tmpfile", sys.argv[1].encode(), b"fuse", 0, options.encode()) != 0:
        sys.exit("cannot mount: " + os.strerror(ctypes.get_errno()))
    print("mounted", flush=True)
    files = Files()
    while True:
        try:
            message = os.read(device, 1 << 18)
        except OSError as error:
            if error.errno in (errno.EINTR, errno.ENOENT, errno.EAGAIN):
                continue
            return
        _, op, unique, number, uid, gid, _, _ = struct.unpack_from("IIQQIIII", message)
        if op in (FORGET, BATCH_FORGET, INTERRUPT):
            continue
        try:
            result, data = 0, files.answer(op, number, uid, gid, message[40:])
        except OSError as error:
            result, data = -error.errno, b""
        try:
            os.write(device, struct.pack("IiQ", 16 + len(data), result, unique) + data)
        except OSError:
            # The request was interrupted meanwhile.
            pass
        if op == DESTROY:
            return


main()
