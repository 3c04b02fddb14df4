package acceptance;

import io.micronaut.context.ApplicationContext;

class Main {
    public static void main(String[] args) {
        try (ApplicationContext context = ApplicationContext.run()) {
            Proof.print(context.getProperty("db.password", String.class).orElse(null));
        }
    }
}
