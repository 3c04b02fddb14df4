package startup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An empty Boot application that reads one property and ends. */
@SpringBootApplication
public class BootApplication {
    public static void main(String[] arguments) {
        boolean found;
        try (ConfigurableApplicationContext context = SpringApplication.run(BootApplication.class)) {
            String value = context.getEnvironment().getProperty(System.getProperty("measured.name"));
            found = value != null && value.hashCode() == Integer.getInteger("measured.hash");
        }
        System.exit(found ? 0 : 3);
    }
}
