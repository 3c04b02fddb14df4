package acceptance;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

class Main {
    public static void main(String[] args) {
        Config database = ConfigFactory.load().getConfig("database");
        Proof.print(database.hasPath("password") ? database.getString("password") : null);
    }
}
