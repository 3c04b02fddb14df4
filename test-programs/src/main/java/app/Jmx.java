package app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.rmi.registry.LocateRegistry;
import java.util.Collections;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.rmi.RMIConnector;
import javax.management.remote.rmi.RMIServer;

/**
 * A JMX client of its own JVM. Arguments: the port, and the password file, whose first line is the user and the password. Each
 * line of stdin is a command, answered by one line on stdout, which holds no password.
 */
public final class Jmx {
    private final int port;
    private final String file;
    private String[] first;

    private Jmx(String port, String file) {
        this.port = Integer.parseInt(port);
        this.file = file;
    }

    public static void main(String[] args) throws Exception {
        Jmx jmx = new Jmx(args[0], args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(jmx.answer(line));
            System.out.flush();
        }
        System.exit(0);
    }

    private String answer(String command) {
        try {
            String[] now =
                    new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.UTF_8).split("\n")[0].split(" ");
            first = first == null ? now : first;
            switch (command) {
                case "login":
                    return login(now);
                case "first":
                    return login(first);
                case "wrong":
                    return login(new String[] {now[0], "wrong"});
                case "nobody":
                    return login(null);
                default:
                    return "unknown command " + command;
            }
        } catch (Exception e) {
            return "refused by " + e.getClass().getSimpleName();
        }
    }

    private String login(String[] credentials) throws Exception {
        Map<String, ?> environment = credentials == null
                ? Collections.<String, Object>emptyMap()
                : Collections.singletonMap(JMXConnector.CREDENTIALS, credentials);
        // As service:jmx:rmi:///jndi/rmi://127.0.0.1:PORT/jmxrmi does, but for JNDI, which not every Java here has.
        RMIServer stub =
                (RMIServer) LocateRegistry.getRegistry("127.0.0.1", port).lookup("jmxrmi");
        try (JMXConnector connector = new RMIConnector(stub, environment)) {
            connector.connect();
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
            String mayWrite = "writes";
            try {
                server.setAttribute(memory, new Attribute("Verbose", server.getAttribute(memory, "Verbose")));
            } catch (SecurityException e) {
                mayWrite = "only reads";
            }
            return "connected, " + mayWrite;
        }
    }
}
