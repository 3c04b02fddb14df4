package acceptance;

public class Main {
    public static void main(String[] args) {
        Proof.print(args[0]);
    }
}
