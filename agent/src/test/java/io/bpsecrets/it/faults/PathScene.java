package io.bpsecrets.it.faults;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.fault.FaultProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a fault of some paths plays: three names of three paths, and one name with two alternatives, the first of them in trouble. */
final class PathScene implements AutoCloseable {
    /** Which paths are hit, how the service starts, and what is done with a value that was read before. */
    enum Where {
        /** Checked before main; what was read before is kept, as it is if nothing is set. */
        ONE_OF_THREE(true, List.of("one")),
        /** The healthy one stands between them. Nothing is asked before the first read, and nothing is kept. */
        TWO_OF_A_MOUNT(false, List.of("one", "three"));

        private final boolean checked;
        private final List<String> hit;

        Where(boolean checked, List<String> hit) {
            this.checked = checked;
            this.hit = hit;
        }

        boolean keeps() {
            return checked;
        }
    }

    /** Names and their mapping, in the order of the settings. REQUIRED is never hit. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("ONE", "one");
        NAMES.put("REQUIRED", "two");
        NAMES.put("THREE", "three");
        NAMES.put("PAIR", "one");
    }

    private final PathRow row;
    private final Where where;
    private final Lab lab;
    private final RealServer server;
    private final FaultProxy proxy;
    private final String folder;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    PathScene(PathRow row, Where where, String name, Lab lab, RealServer server) {
        this.row = row;
        this.where = where;
        this.lab = lab;
        this.server = server;
        this.folder = lab.path() + "/" + name;
        this.proxy = FaultProxy.before(server.address());
    }

    /** A new version. @return its value */
    String write(String secret) {
        String value = lab.canary(secret);
        server.putKv2(folder + "/" + secret, Map.of("value", value));
        values.put(secret, value);
        return value;
    }

    /** What Vault has now for the path of a name. */
    String value(String name) {
        return values.get(NAMES.get(name));
    }

    /** What Vault has for the second alternative of PAIR. */
    String spare() {
        return values.get("spare");
    }

    String environment(String name) {
        return environment.get(name);
    }

    boolean isHit(String name) {
        return where.hit.contains(NAMES.get(name));
    }

    /** The names whose path, or whose first alternative, is hit. */
    List<String> hitNames() {
        return NAMES.keySet().stream().filter(this::isHit).toList();
    }

    List<String> hitSecrets() {
        return where.hit;
    }

    /** As the API has it. */
    String api(String secret) {
        return "secret/data/" + folder + "/" + secret;
    }

    void begin() {
        Set<String> paths = where.hit.stream().map(this::api).collect(Collectors.toSet());
        proxy.apply(row.what().at(paths));
    }

    void end() {
        proxy.heal();
    }

    int struck() {
        return proxy.struck();
    }

    Fork fork(Jdk jdk) {
        List.of("one", "two", "three", "spare").forEach(this::write);
        boolean silent = row.waits() == Wait.READ;
        Fork fork = lab.fork(jdk)
                .agent("vault.address", proxy.address())
                .agent("vault.path", folder)
                .agent("vault.token", lab.canaries().watch("given token", server.createToken(Scene.POLICY)))
                .agent("vault.read-timeout", silent ? "2s" : "20s")
                .agent("vault.deadline", silent ? "8s" : "30s")
                .agent("refresh.interval", "1s")
                .agent("required", "REQUIRED")
                .agent("startup", where.checked ? "check" : "lazy");
        if (!where.keeps()) {
            fork.agent("on-outage", "fallback");
            if (!row.isTrouble()) {
                fork.agent("on-removed", "drop");
            }
        }
        NAMES.forEach((name, secret) -> {
            boolean pair = name.equals("PAIR");
            fork.agent("secret." + name, secret + "#value" + (pair ? ",spare#value" : ""));
            if (!name.equals("REQUIRED")) {
                environment.put(name, lab.canary("env"));
                fork.env(name, environment.get(name));
            }
        });
        return fork.main("AskAgain");
    }

    @Override
    public void close() {
        proxy.close();
    }
}
