package app.tls;

import app.PrintEnv;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.CountDownLatch;

/**
 * One class initialiser reads a secret. Meanwhile another thread makes the security provider that java.security names, and that needs
 * the class. Argument: the secret's name.
 */
public final class Hang {
    private static final CountDownLatch PROVIDER_BEGUN = new CountDownLatch(1);
    private static volatile String name;

    public static void main(String[] args) throws Exception {
        name = args[0];
        Thread other = new Thread(Security::getProviders);
        other.start();
        Needed.touch();
        other.join();
        Security.removeProvider("Needy");
        PrintEnv.main(args);
    }

    static final class Needed {
        static {
            try {
                PROVIDER_BEGUN.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.getenv(name);
        }

        static void touch() {
            // Initialises the class.
        }
    }

    /** Of the application. */
    public static final class Needy extends Provider {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("deprecation")
        public Needy() {
            super("Needy", 1.0, "of the application");
            PROVIDER_BEGUN.countDown();
            Needed.touch();
        }
    }

    private Hang() {}
}
