package acceptance;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Path("/proof")
public class Service {
    @ConfigProperty(name = "db.password")
    String password;

    @GET
    public String proof() {
        return Proof.of(password);
    }
}
