package acceptance;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

class Main {
    public static void main(String[] args) {
        LoggerFactory.getLogger(Main.class).info("hello");
        Proof.print(((LoggerContext) LoggerFactory.getILoggerFactory()).getProperty("password"));
    }
}
