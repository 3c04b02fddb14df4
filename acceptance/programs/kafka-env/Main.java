package acceptance;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

class Main {
    public static void main(String[] args) {
        Map<String, String> settings = new HashMap<>();
        settings.put("config.providers", "env");
        settings.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        settings.put("database.password", "${env:DB_PASSWORD}");
        ConfigDef known =
                new ConfigDef().define("database.password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
        Proof.print(new AbstractConfig(known, settings).getPassword("database.password").value());
    }
}
