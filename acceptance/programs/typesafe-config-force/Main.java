package acceptance;

import com.typesafe.config.ConfigFactory;

class Main {
    public static void main(String[] args) {
        Proof.print(ConfigFactory.load().getString("database.password"));
    }
}
