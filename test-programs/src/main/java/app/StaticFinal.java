package app;

/** The way legacy services read their settings: constants of the main class and of a library's class. */
public final class StaticFinal {
    private static final String OWN = System.getenv("STATIC_SECRET");

    public static void main(String[] args) {
        System.out.println("own=" + Show.value(OWN));
        System.out.println("library=" + Show.value(Library.SETTING));
        System.out.println("null=" + nullName());
    }

    private static String nullName() {
        try {
            return Show.value(System.getenv(null));
        } catch (RuntimeException e) {
            // The message differs between Java versions; the class is the contract.
            return "!" + e.getClass().getName();
        }
    }

    private static final class Library {
        static final String SETTING = System.getenv("LIBRARY_SECRET");

        private Library() {}
    }

    private StaticFinal() {}
}
