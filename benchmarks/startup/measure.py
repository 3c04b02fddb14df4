"""Starts every variant once a round, in an order that is shuffled anew each round, and prints medians. Run by startup.sh."""

import argparse
import contextlib
import datetime
import os
import random
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from handshake_profile import handshake_profile
from server import Server
from variants import PATH, Variants

DEADLINE = 180  # seconds that one start may take


class Failed(Exception):
    pass


def run(variant, folder, canary):
    """One process from start to end: wall ms, cpu ms, peak MiB."""
    out, err = os.path.join(folder, "out"), os.path.join(folder, "err")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
               (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600)]
    began = time.perf_counter()
    # A group of its own, so that a program that `bao agent` started ends with it.
    pid = os.posix_spawn(variant.command[0], variant.command, variant.environment, file_actions=actions, setpgroup=0)
    try:
        signal.alarm(DEADLINE)
        _, status, used = os.wait4(pid, 0)
        wall = time.perf_counter() - began
    finally:
        signal.alarm(0)
        kill_group(pid)
    check(variant, status, out, err, canary)
    # Linux counts the peak in KiB, and of a process with children that of the largest one.
    return 1000 * wall, 1000 * (used.ru_utime + used.ru_stime), used.ru_maxrss / 1024


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def check(variant, status, out, err, canary):
    """A start that failed, or an agent that warned, is no figure."""
    said = {}
    for name in (out, err):
        with open(name, errors="replace") as file:
            said[name] = file.read()
    if any(canary in text for text in said.values()):
        raise Failed("%s: wrote the secret's value into its output" % variant.label)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise Failed("%s: ended with %d\n%s" % (variant.label, code, "".join(said.values())[-1500:]))
    if variant.quiet and said[err]:
        raise Failed("%s: wrote to standard error\n%s" % (variant.label, said[err][-1500:]))


def measure(group, folder, canary, dice):
    """Lists of (wall, cpu, peak) by label, one a round. The first round fills the caches of the machine and is not kept."""
    figures = {variant.label: [] for variant in group.variants}
    for number in range(group.rounds + 1):
        for variant in dice.sample(group.variants, len(group.variants)):
            figure = run(variant, folder, canary)
            if number > 0:
                figures[variant.label].append(figure)
        if sys.stderr.isatty():
            print("\r%s: round %d of %d " % (group.base, number, group.rounds), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return figures


def spread(values, sign=""):
    """Median and quartiles."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return ("%" + sign + ".0f (%" + sign + ".0f…%" + sign + ".0f)") % (middle, low, high)


def row(label, group, figures, title):
    mine, base = figures[label], figures[group.base]
    cells = [title, str(group.rounds), spread([each[0] for each in mine])]
    if label == group.base:
        cells += ["–", "%.0f" % statistics.median(each[1] for each in mine), "–"]
        cells += ["%.1f" % statistics.median(each[2] for each in mine), "–"]
    else:
        # Of the same round: what the machine did meanwhile hits both.
        more = [[a - b for a, b in zip(one, other)] for one, other in zip(mine, base)]
        cells.append(spread([each[0] for each in more], "+"))
        for column, digits in ((1, ".0f"), (2, ".1f")):
            cells.append(("%" + digits) % statistics.median(each[column] for each in mine))
            cells.append(("%+" + digits) % statistics.median(each[column] for each in more))
    return "| " + " | ".join(cells) + " |"


def table(variants, folder, canary, dice):
    rows = ["| start | rounds | wall, ms | added, ms | cpu, ms | added, ms | peak, MiB | added, MiB |", "|---|---|---|---|---|---|---|---|"]
    printed = set()
    for group in variants.groups():
        figures = measure(group, folder, canary, dice)
        for variant in group.variants:
            # The empty agent is measured again with the slow ones, as what they are compared with.
            title = variant.label + (" (again)" if variant.label in printed else "")
            printed.add(variant.label)
            rows.append(row(variant.label, group, figures, title))
    return "\n".join(rows)


def java_version(home):
    said = subprocess.run([os.path.join(home, "bin", "java"), "-version"], capture_output=True, text=True, check=True).stderr
    return said.split('"')[1]


def stop(number, _):
    if number == signal.SIGALRM:
        raise Failed("a start took longer than %d s" % DEADLINE)
    sys.exit(128 + number)


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("bao", "agent", "made", "machine"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--peer-rounds", type=int, required=True)
    parser.add_argument("--peers", nargs="*", default=[], help="NAME or NAME=PATH")
    parser.add_argument("--homes", nargs="+", required=True)
    options = parser.parse_args()
    options.peers = {name: path for name, _, path in (each.partition("=") for each in options.peers)}
    return options


@contextlib.contextmanager
def running(script, bao, name):
    """A server with one secret of this name, in a folder of its own; both are gone at the end. Failed ends the script with a line."""
    for number in (signal.SIGALRM, signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    os.umask(0o077)
    canary = "Canary" + secrets.token_hex(12)
    with tempfile.TemporaryDirectory(prefix="bp-secrets-%s." % script) as folder:
        server = Server(bao, folder)
        try:
            server.wait()
            server.fill({name: canary})
            yield server, folder, canary
        except Failed as failed:
            sys.exit("%s.sh: %s" % (script, failed))
        finally:
            server.close()


def title(home, options):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return "\n### Java %s, %s\n\n%s\n" % (java_version(home), today, options.machine)


def main():
    options = arguments()
    # The same orders in every run.
    dice = random.Random(1)
    with running("startup", options.bao, "POSTGRES_PASSWORD") as (server, folder, canary):
        for home in options.homes:
            print(title(home, options))
            variants = Variants(options, server, canary, home)
            print(table(variants, folder, canary, dice), flush=True)
            print("\n" + handshake_profile(variants, max(3, options.rounds // 3)), flush=True)
        reads = server.read_millis(PATH, 200)
        print("\nOne read over an open connection takes the server and the way to it %.1f ms (median of 200, without any JVM)."
              % statistics.median(reads))


if __name__ == "__main__":
    main()
