package acceptance;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

class Main {
    public static void main(String[] args) {
        LogManager.getLogger(Main.class).info("hello");
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Proof.print(context.getConfiguration().getStrSubstitutor().replace("${password}"));
    }
}
