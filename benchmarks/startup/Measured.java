/** Without arguments: ends at once. With a name and the hash of a value: ends with 0 if the variable has that value. */
public class Measured {
    public static void main(String[] arguments) {
        if (arguments.length == 2) {
            String value = System.getenv(arguments[0]);
            if (value == null || value.hashCode() != Integer.parseInt(arguments[1])) {
                System.exit(3);
            }
        }
    }
}
