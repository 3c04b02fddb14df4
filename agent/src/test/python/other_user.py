"""Plays another user of the machine, who wants to read what a JVM with the agent serves as files.

Started as root, because it makes the place first: a view of the mounts of its own, with an empty /dev/shm and an empty
/var/tmp/tmp (java.io.tmpdir) and /var/tmp/home (user.home). The JVM is brought into that view with nsenter. Then three
processes attack or watch until stdin says "end":

- "watcher" is the other user. It is told by inotify of every name that appears, and at once opens it for reading and for writing,
  links it, renames it, enters it, and takes the names that may come next. What it has opened stays open and is read again and
  again, because a file may get its content later.
- "scanner" is the other user too. It tries everything in /proc that belongs to the JVM, and reads the folders over and over.
- "judge" stays root and attacks nothing. It says which names had content, and which were open to others.

One finding is one line "WHAT WHERE". A secret is never printed. Arguments: KEY=VALUE. Lines of stdin: "needle TEXT" (what must
not be read), "process TEXT" (a part of the JVM's command line), "go", "end".
"""

import ctypes
import os
import re
import select
import stat
import struct
import subprocess
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
MEMORY = "/dev/shm"
BASE = "/var/tmp"
TEMPORARY = BASE + "/tmp"
HOME = BASE + "/home"
# Names that the attacker makes itself.
OWN = "other-user-"
MOST = 1 << 21
MOST_TAKEN = 3000

MS_RDONLY, MS_REMOUNT, MS_REC, MS_PRIVATE, CLONE_NEWNS, MNT_DETACH = 1, 32, 16384, 1 << 18, 0x20000, 2
IN_MODIFY, IN_ATTRIB, IN_CLOSE_WRITE, IN_MOVED_TO, IN_CREATE = 2, 4, 8, 128, 256


def check(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()) + ": " + what)
    return result


def mount(source, target, kind, flags=0, options=None):
    words = [word.encode() if word else None for word in (source, target, kind)]
    check(LIBC.mount(*words, ctypes.c_ulong(flags), options.encode() if options else None), target)


class Findings:
    """Each is told once; the process that reads the pipe prints them."""

    def __init__(self, pipe):
        self.pipe = pipe
        self.told = set()

    def add(self, what, where):
        line = what + " " + where.replace("\n", "?")
        if line not in self.told and len(self.told) < 5000:
            self.told.add(line)
            os.write(self.pipe, (line + "\n").encode())


# ---- the place ----------------------------------------------------------------------------------------------------------


def make_place(how):
    check(LIBC.unshare(CLONE_NEWNS), "unshare")
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    if how["memory"] == "absent":
        devices_without_memory()
    else:
        mount("none", MEMORY, "tmpfs", 0, "mode=1777")
        if how["memory"] == "readonly":
            mount("none", MEMORY, None, MS_REMOUNT | MS_RDONLY)
    mount("none", BASE, "tmpfs", 0, "mode=0755")
    os.mkdir(TEMPORARY)
    os.mkdir(HOME)
    if how["temporary"] == "fuse":
        helper = os.path.join(os.path.dirname(os.path.abspath(__file__)), "no_tmpfile.py")
        files = subprocess.Popen([sys.executable, helper, TEMPORARY], stdout=subprocess.PIPE)
        if files.stdout.readline() != b"mounted\n":
            raise OSError("there is no FUSE on this machine")
    else:
        mount("none", TEMPORARY, "tmpfs", 0, "mode=1777")
        files = None
    os.chmod(TEMPORARY, 0o1777)
    os.chown(HOME, how["app"], how["app"])
    os.chmod(HOME, 0o755)
    return files


def devices_without_memory():
    mount("none", "/dev", "tmpfs", 0, "mode=0755")
    for name, minor in (("null", 3), ("zero", 5), ("random", 8), ("urandom", 9)):
        os.mknod("/dev/" + name, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        os.chmod("/dev/" + name, 0o666)
    os.symlink("/proc/self/fd", "/dev/fd")


def folders():
    return [folder for folder in (MEMORY, TEMPORARY, HOME) if os.path.isdir(folder)]


def become(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.umask(0)


# ---- inotify ------------------------------------------------------------------------------------------------------------


class Watch:
    def __init__(self, mask):
        self.fd = check(LIBC.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC), "inotify_init1")
        self.mask = mask
        self.paths = {}

    def add(self, path):
        number = LIBC.inotify_add_watch(self.fd, path.encode(), self.mask)
        if number >= 0:
            self.paths[number] = path
        return number >= 0

    def names(self, stop, seconds):
        """Folder and name of what happened, as soon as it has."""
        ready, _, _ = select.select([self.fd, stop], [], [], seconds)
        if self.fd not in ready:
            return []
        data, at, found = os.read(self.fd, 1 << 16), 0, []
        while at < len(data):
            number, _, _, length = struct.unpack_from("iIII", data, at)
            name = data[at + 16 : at + 16 + length].rstrip(b"\0").decode(errors="replace")
            if name and number in self.paths:
                found.append((self.paths[number], name))
            at += 16 + length
        return found


# ---- the other user -----------------------------------------------------------------------------------------------------


class Watcher:
    def __init__(self, how, needles, findings, stop):
        self.how, self.needles, self.findings, self.stop = how, needles, findings, stop
        self.watch = Watch(IN_CREATE | IN_MOVED_TO | IN_ATTRIB)
        self.held = {}
        self.taken = set()
        self.count = 0

    def run(self):
        for folder in folders():
            self.watch.add(folder)
        yield
        last = 0
        while self.stop not in select.select([self.stop], [], [], 0)[0]:
            names = [pair for pair in self.watch.names(self.stop, 0.05) if self.is_theirs(*pair)]
            if "open" in self.how["attack"]:
                # At once, all of them: what else is tried takes longer than a name may live.
                for folder, name in names:
                    self.open_both(folder + "/" + name)
            for folder, name in names:
                # One of these may be taken by now.
                if self.is_theirs(folder, name):
                    self.appeared(folder, name)
            if time.monotonic() - last > 0.05:
                self.read_what_is_held()
                last = time.monotonic()
        self.read_what_is_held()

    def is_theirs(self, folder, name):
        return not name.startswith(OWN) and folder + "/" + name not in self.taken

    def open_both(self, path):
        # For reading first: a file may be empty still and be written later.
        self.try_open(path, os.O_RDONLY, "opened-for-reading")
        self.try_open(path, os.O_RDWR, "opened-for-writing")

    def appeared(self, folder, name):
        path = folder + "/" + name
        if "open" in self.how["attack"]:
            self.count += 1
            own = "%s/%s%d" % (folder, OWN, self.count)
            self.attempt("linked", path, lambda: os.link(path, own, follow_symlinks=False))
            self.attempt("renamed", path, lambda: os.rename(path, own + "-renamed"))
            self.attempt("entered", path, lambda: os.listdir(path))
            self.attempt("planted-in", path, lambda: os.symlink("/etc/passwd", path + "/" + OWN))
        if "flood" in self.how["attack"]:
            self.take_next(folder, name)

    def try_open(self, path, flags, what):
        try:
            fd = os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return
        self.findings.add(what, path)
        if stat.S_ISREG(os.fstat(fd).st_mode) and len(self.held) < 800:
            self.held[fd] = (path, flags)
        else:
            os.close(fd)

    def attempt(self, what, path, action):
        try:
            action()
            self.findings.add(what, path)
        except OSError:
            pass

    def read_what_is_held(self):
        for fd, (path, flags) in self.held.items():
            try:
                content = os.pread(fd, MOST, 0)
            except OSError:
                continue
            if any(needle in content for needle in self.needles):
                self.findings.add("read-after-opening", path)
            if content and flags == os.O_RDWR:
                os.pwrite(fd, b"other user", 0)

    def take_next(self, folder, name):
        """The names that follow, if it is a counter: as files, links, folders."""
        found = re.match(r"^(.*?)([0-9a-f]{1,16})$", name)
        if not found:
            return
        number = int(found.group(2), 16)
        for after in range(1, 1500):
            if len(self.taken) >= MOST_TAKEN:
                return
            path = "%s/%s%0*x" % (folder, found.group(1), len(found.group(2)), number + after)
            if path in self.taken:
                continue
            self.taken.add(path)
            try:
                if after % 3 == 0:
                    os.symlink(folder + "/" + OWN + "bait", path)
                elif after % 3 == 1:
                    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o666))
                else:
                    os.mkdir(path, 0o777)
            except OSError:
                # The JVM has it, or there is no more room.
                self.taken.discard(path)
                return


class Scanner:
    """What of the JVM is in /proc, and whatever can be read in the folders."""

    def __init__(self, how, needles, process, findings, stop):
        self.how, self.needles, self.process, self.findings, self.stop = how, needles, process, findings, stop

    def run(self):
        yield
        seen = {}
        while self.stop not in select.select([self.stop], [], [], 0.005)[0]:
            for pid in [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]:
                if pid not in seen or seen[pid]:
                    seen[pid] = self.is_jvm(pid)
                    if seen[pid]:
                        self.scan(pid)
            for folder in folders() + ["/tmp"]:
                self.scan_folder(folder)

    def is_jvm(self, pid):
        try:
            with open("/proc/%s/cmdline" % pid, "rb") as file:
                words = file.read()
        except OSError:
            return False
        return self.process in words and b"java\0" in words

    def scan(self, pid):
        base = "/proc/%s/" % pid
        # Everybody may read these; the others are closed to other users.
        for name in ("cmdline", "stat", "status", "comm", "limits", "mounts", "mountinfo"):
            self.search(base + name, None)
        for name in ("environ", "maps", "smaps", "mem", "auxv", "io", "stack", "pagemap", "syscall", "clear_refs"):
            self.search(base + name, "opened-proc")
        for name in ("fd", "fdinfo", "map_files", "root", "cwd", "task/%s/fd" % pid, "task/%s/map_files" % pid):
            try:
                os.listdir(base + name)
                self.findings.add("listed-proc", name)
            except OSError:
                pass
        for number in range(0, 260):
            for flags in (os.O_RDONLY, os.O_RDWR):
                try:
                    os.close(os.open(base + "fd/%d" % number, flags | os.O_NONBLOCK | os.O_CLOEXEC))
                    self.findings.add("opened-proc", "fd/%d" % number)
                except OSError:
                    pass
        self.by_call(int(pid))

    def by_call(self, pid):
        """ptrace, process_vm_readv, and a copy of one of its descriptors (pidfd_getfd)."""
        buffer = ctypes.create_string_buffer(16)
        local = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
        remote = (ctypes.c_void_p * 2)(0x10000, 16)
        if LIBC.process_vm_readv(pid, local, 1, remote, 1, 0) >= 0 or ctypes.get_errno() == 14:
            self.findings.add("read-memory", "process_vm_readv")
        pidfd = LIBC.syscall(434, pid, 0)
        if pidfd >= 0:
            copied = LIBC.syscall(438, pidfd, 1, 0)
            if copied >= 0:
                self.findings.add("copied-descriptor", "pidfd_getfd")
                os.close(copied)
            os.close(pidfd)
        if LIBC.ptrace(16, pid, 0, 0) == 0:
            self.findings.add("traced", "ptrace")
            os.waitpid(pid, 0x40000000)
            LIBC.ptrace(17, pid, 0, 0)

    def search(self, path, opened):
        try:
            with open(path, "rb", buffering=0) as file:
                if opened:
                    self.findings.add(opened, os.path.basename(path))
                if any(needle in (file.read(MOST) or b"") for needle in self.needles):
                    self.findings.add("read", path)
        except OSError:
            pass

    def scan_folder(self, folder):
        for at, inner, names in os.walk(folder):
            inner[:] = inner[:50]
            for name in names[:400]:
                path = at + "/" + name
                try:
                    kind = os.lstat(path)
                    if stat.S_ISREG(kind.st_mode) and 0 < kind.st_size <= MOST and kind.st_uid == self.how["app"]:
                        self.search(path, None if at.startswith("/tmp") else "opened-for-reading")
                except OSError:
                    pass


# ---- who watches --------------------------------------------------------------------------------------------------------


class Judge:
    def __init__(self, how, needles, findings, stop):
        self.how, self.needles, self.findings, self.stop = how, needles, findings, stop
        self.watch = Watch(IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB)

    def run(self):
        for folder in folders():
            self.watch.add(folder)
        yield
        while self.stop not in select.select([self.stop], [], [], 0)[0]:
            for folder, name in self.watch.names(self.stop, 0.05):
                self.look(folder + "/" + name)
        for folder in folders():
            for at, inner, names in os.walk(folder):
                for name in inner + names:
                    self.left(at + "/" + name)

    def look(self, path):
        try:
            kind = os.lstat(path)
        except OSError:
            return
        if kind.st_uid != self.how["app"] or self.how["app"] == self.how["uid"]:
            return
        if stat.S_ISDIR(kind.st_mode):
            self.watch.add(path)
        if not stat.S_ISLNK(kind.st_mode) and kind.st_mode & 0o077:
            self.findings.add("open-to-others", "%s %o" % (path, stat.S_IMODE(kind.st_mode)))
        # Without a link it has lost its name between the look-up and the answer.
        if stat.S_ISREG(kind.st_mode) and kind.st_size > 0 and kind.st_nlink > 0 and self.how["named"] != "yes":
            self.findings.add("name-with-content", path)

    def left(self, path):
        kind = os.lstat(path)
        if stat.S_ISREG(kind.st_mode):
            with open(path, "rb") as file:
                content = file.read()
            if any(needle in content for needle in self.needles):
                self.findings.add("left-with-secret", path)
        if kind.st_uid == self.how["app"] != self.how["uid"]:
            self.findings.add("left", path)


# ---- all of it ----------------------------------------------------------------------------------------------------------


def start(make, uid, stop, ready, ends):
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for end in ends:
            os.close(end)
        # Nothing is left behind if the test is killed.
        LIBC.prctl(1, 9, 0, 0, 0)
        if uid:
            become(uid)
            LIBC.prctl(1, 9, 0, 0, 0)
        steps = make(stop).run()
        next(steps)
        os.write(ready, b".")
        for _ in steps:
            pass
        status = 0
    except BaseException as error:
        sys.stderr.write("%s\n" % repr(error))
    os._exit(status)


def main():
    how = dict(word.split("=", 1) for word in sys.argv[1:])
    how["uid"], how["app"] = int(how["uid"]), int(how["app"])
    how["attack"] = how["attack"].split("+")
    needles, process = [], b""
    for line in iter(sys.stdin.readline, "go\n"):
        if not line:
            return
        word, text = line.rstrip("\n").split(" ", 1)
        if word == "needle":
            needles.append(text.encode())
        else:
            process = text.encode()
    files = make_place(how)
    out, findings_in = os.pipe()
    stop, stop_in = os.pipe()
    ready, ready_in = os.pipe()
    findings = Findings(findings_in)
    parts = [(lambda end: Watcher(how, needles, findings, end), how["uid"])]
    if how["uid"] != how["app"]:
        parts.append((lambda end: Scanner(how, needles, process, findings, end), how["uid"]))
    parts.append((lambda end: Judge(how, needles, findings, end), 0))
    pids = [start(make, uid, stop, ready_in, [out, stop_in, ready]) for make, uid in parts]
    os.close(findings_in)
    os.close(ready_in)
    for _ in pids:
        if not os.read(ready, 1):
            raise OSError("a part did not start")
    print("ready %d" % os.getpid(), flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin, out], [], [])
        if out in readable:
            text = os.read(out, 1 << 16)
            sys.stdout.write(text.decode(errors="replace"))
            if not text:
                break
        if sys.stdin in readable:
            sys.stdin.readline()
            os.close(stop_in)
            break
    for text in iter(lambda: os.read(out, 1 << 16), b""):
        sys.stdout.write(text.decode(errors="replace"))
    failed = [pid for pid in pids if os.waitpid(pid, 0)[1] != 0]
    if files:
        LIBC.umount2(TEMPORARY.encode(), MNT_DETACH)
        files.kill()
        files.wait()
    print("failed %d" % len(failed) if failed else "done", flush=True)


main()
