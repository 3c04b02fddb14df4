package app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;

/**
 * A service with a database. Arguments: its JDBC URL, the folder of its secret files. User and password are DB_USER and
 * DB_PASSWORD. Each line of stdin is a command, answered by one line; at its end it uses the database once more.
 */
public final class LeasedUser {
    private static String url;
    private static File files;
    private static String[] kept;

    public static void main(String[] args) throws IOException {
        url = args[0];
        files = new File(args[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("in the hook: " + answer("use"))));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line));
            System.out.flush();
        }
    }

    private static String answer(String command) {
        try {
            switch (command) {
                case "use":
                    return use(pair());
                case "keep":
                    kept = pair();
                    return "kept " + Show.value(kept[0]);
                case "use kept":
                    return use(kept);
                case "files":
                    return compareFiles();
                default:
                    return Show.getenv(command);
            }
        } catch (Throwable e) {
            return Show.error(e);
        }
    }

    /** Both of one moment: a rotation may come between two calls. */
    private static String[] pair() {
        Map<String, String> all = System.getenv();
        return new String[] {all.get("DB_USER"), all.get("DB_PASSWORD")};
    }

    private static String use(String[] pair) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, pair[0], pair[1]);
                ResultSet row = connection.createStatement().executeQuery("select current_user")) {
            row.next();
            return "used by " + Show.value(row.getString(1));
        }
    }

    /** Environment and files, where no rotation came between. */
    private static String compareFiles() throws Exception {
        for (int attempt = 0; attempt < 100; attempt++) {
            String[] before = pair();
            String user = text("db_user");
            String password = text("db_password");
            String[] after = pair();
            if (before[0].equals(after[0])) {
                return user.equals(after[0]) && password.equals(after[1]) ? "equal " + Show.value(user) : "different";
            }
        }
        return "rotated a hundred times";
    }

    private static String text(String name) throws IOException {
        return new String(Files.readAllBytes(new File(files, name).toPath()), StandardCharsets.UTF_8);
    }

    private LeasedUser() {}
}
