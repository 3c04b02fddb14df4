"""Starts with two jars of the agent, in pairs, and prints the median of the differences within the pairs. Run by compare.sh."""

import argparse
import copy
import os
import random
import statistics

from measure import measure, running, spread, title
from variants import NAME, PATH, FIELD, Group, Variants


def groups(options, server, canary, home):
    """One group for each kind of start: the first jar, then the second one."""
    mapped = {"secret." + NAME: "%s#%s" % (PATH, FIELD)}
    variants = []
    for jar in options.jars:
        own = copy.copy(options)
        own.agent = jar
        variants.append(Variants(own, server, canary, home))
    for start, arguments in (("nothing read", []), ("one secret, HTTP, AppRole", variants[0].read)):
        both = [variant.ours("%s, jar %d" % (start, number), server.http, mapped, arguments)
                for number, variant in enumerate(variants, 1)]
        yield start, Group(both[0].label, options.rounds, both)


def row(start, group, figures):
    old, new = (figures[variant.label] for variant in group.variants)
    wall = [b[0] - a[0] for a, b in zip(old, new)]
    cpu = [b[1] - a[1] for a, b in zip(old, new)]
    return "| %s | %d | %s | %s | %s | %s |" % (
        start, group.rounds, spread([each[0] for each in old]), spread([each[0] for each in new]),
        fine(wall), fine(cpu))


def fine(values):
    """As spread, with a tenth of a millisecond: two jars differ by little."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return "%+.1f (%+.1f…%+.1f)" % (middle, low, high)


def main():
    parser = argparse.ArgumentParser()
    for name in ("bao", "made", "machine"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--jars", nargs=2, required=True)
    parser.add_argument("--titles", nargs=2, required=True)
    parser.add_argument("--homes", nargs="+", required=True)
    options = parser.parse_args()
    dice = random.Random(1)
    with running("compare", options.bao, NAME) as (server, folder, canary):
        for home in options.homes:
            print(title(home, options))
            print("| start | pairs | %s, ms | %s, ms | difference, ms | of processor time, ms |\n|---|---|---|---|---|---|"
                  % tuple(options.titles))
            for start, group in groups(options, server, canary, home):
                print(row(start, group, measure(group, folder, canary, dice)), flush=True)
        print("\nBytes of the jars: %s" % ", ".join("{:,}".format(os.path.getsize(jar)) for jar in options.jars))


if __name__ == "__main__":
    main()
