package acceptance;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Main {
    private final String password;

    public Main(@Value("${db.password}") String password) {
        this.password = password;
    }

    @GetMapping("/proof")
    String proof() {
        return Proof.of(password);
    }

    public static void main(String[] args) {
        SpringApplication.run(Main.class, args);
    }
}
