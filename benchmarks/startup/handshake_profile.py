"""Where the time of the JDK's own TLS handshake goes: its steps, and the classes that no archive has ready."""

import statistics
import subprocess


def handshake_profile(variants, rounds):
    """A paragraph and a table for one Java; the class counts are those of the handshake beyond an empty program's."""
    steps = {}
    for _ in range(rounds):
        for line in output(variants.handshake("-Dsteps")).splitlines():
            name, micros = line.split("\t")
            steps.setdefault(name, []).append(int(micros) / 1000)
    rows = ["| step of the JDK's handshake | ms |", "|---|---|"]
    rows += ["| %s | %.0f |" % (name, statistics.median(times)) for name, times in steps.items()]
    all_of, parsed_of = [], []
    for variant in (variants.empty("-verbose:class"), variants.handshake("-verbose:class")):
        # Since Java 9, and in Java 8.
        lines = [line for line in output(variant).splitlines() if " source: " in line or line.startswith("[Loaded ")]
        all_of.append(len(lines))
        parsed_of.append(sum("shared objects file" not in line for line in lines))
    rows.append("| all, medians of %d | %.0f |" % (rounds, sum(statistics.median(times) for times in steps.values())))
    return "%s\n\nIt loads %d classes; %d of them are not in the JDK's class data archive and are parsed and verified." % (
        "\n".join(rows), all_of[1] - all_of[0], parsed_of[1] - parsed_of[0])


def output(variant):
    return subprocess.run(variant.command, env=variant.environment, check=True, capture_output=True, text=True).stdout
