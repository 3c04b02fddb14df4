package io.bpsecrets.storm;

/**
 * How the instances of a fleet stand; one line between its JVM and the test.
 *
 * @param fromVault instances that have all their values from Vault
 * @param hashes of their values, each once; empty for none
 * @param p50 milliseconds of the first read
 * @param lastVaultAt when the last instance that has Vault's values got them, milliseconds from the start
 * @param rounds how often Vault was asked, by all of them
 * @param warnings lines at WARN or ERROR, of all of them
 */
record Look(int fromVault, String hashes, long p50, long p99, long max, long lastVaultAt, int rounds, long warnings) {

    String line() {
        return String.join(
                " ",
                Integer.toString(fromVault),
                "=" + hashes,
                Long.toString(p50),
                Long.toString(p99),
                Long.toString(max),
                Long.toString(lastVaultAt),
                Integer.toString(rounds),
                Long.toString(warnings));
    }

    static Look of(String line) {
        String[] words = line.split(" ");
        return new Look(
                Integer.parseInt(words[0]),
                words[1].substring(1),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Integer.parseInt(words[6]),
                Long.parseLong(words[7]));
    }
}
