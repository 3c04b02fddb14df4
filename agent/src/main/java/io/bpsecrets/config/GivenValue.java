package io.bpsecrets.config;

/** One value that the user gave, and its location. */
final class GivenValue {
    final Key row;
    final String written;
    final String value;
    final String location;

    /**
     * @param written the key as written: for {@code secret.NAME} the row's prefix and a name
     * @param location file and line, environment variable or system property
     */
    GivenValue(Key row, String written, String value, String location) {
        this.row = row;
        this.written = written;
        this.value = value;
        this.location = location;
    }

    /** The NAME of {@code secret.NAME}. */
    String name() {
        return written.substring(row.prefix().length());
    }

    /** True for a system property, which others can read. */
    boolean isOfCommandLine() {
        return location.startsWith(NearestKey.SYSTEM_PROPERTY);
    }

    SettingProblem problem(String text) {
        return new SettingProblem(NearestKey.shownLocation(location, written), NearestKey.shown(written) + " " + text);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return written + " (" + location + ")";
    }
}
