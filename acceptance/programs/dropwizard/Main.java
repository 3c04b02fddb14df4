package acceptance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.Application;
import io.dropwizard.Configuration;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.setup.Bootstrap;
import io.dropwizard.setup.Environment;
import javax.ws.rs.GET;
import javax.ws.rs.Path;

public class Main extends Application<Main.Settings> {
    public static class Settings extends Configuration {
        @JsonProperty
        private String password;
    }

    @Path("/proof")
    public static class Service {
        private final String password;

        Service(String password) {
            this.password = password;
        }

        @GET
        public String proof() {
            return Proof.of(password);
        }
    }

    @Override
    public void initialize(Bootstrap<Settings> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(true)));
    }

    @Override
    public void run(Settings settings, Environment environment) {
        environment.jersey().register(new Service(settings.password));
    }

    public static void main(String[] args) throws Exception {
        new Main().run(args);
    }
}
