package io.bpsecrets.config;

/** One value the user gave, and where. */
final class Setting {
    final Key row;
    final String written;
    final String value;
    final String place;

    /**
     * @param written the key as written: for {@code secret.NAME} the row's prefix and a name
     * @param place file and line, environment variable or system property
     */
    Setting(Key row, String written, String value, String place) {
        this.row = row;
        this.written = written;
        this.value = value;
        this.place = place;
    }

    /** The NAME of {@code secret.NAME}. */
    String name() {
        return written.substring(row.prefix().length());
    }

    /** True for what others can read: it is a system property. */
    boolean isOfCommandLine() {
        return place.startsWith("-D" + SettingSources.PROPERTY_PREFIX);
    }

    SettingProblem problem(String text) {
        return new SettingProblem(NearestKey.place(place, written), NearestKey.shown(written) + " " + text);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return written + " (" + place + ")";
    }
}
