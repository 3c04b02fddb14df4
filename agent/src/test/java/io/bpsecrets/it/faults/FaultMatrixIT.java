package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.it.faults.PathScene.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the fault matrix on every JDK; {@code -Dbp.faults=PART} plays the rows whose name has that part. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixIT {
    /** Rows wait most of their time. */
    private static final int AT_ONCE = 6;

    private final Map<Integer, List<String>> tables = new TreeMap<>();
    private Identities identities;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyFaultKeepsWhatIsPromisedForIt(Jdk jdk, Lab lab) throws Exception {
        RealServer server = prepared(lab.server(), lab);
        if (identities == null) {
            identities = Identities.create(lab.newFolder());
        }
        Map<FaultRow, Future<Long>> played = new LinkedHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (FaultRow row : FaultMatrix.rows()) {
                String name = "java" + jdk.major() + "-" + played.size();
                if (row.fault().contains(System.getProperty("bp.faults", ""))) {
                    played.put(row, pool.submit(() -> play(row, name, jdk, lab, server)));
                }
            }
            judge(jdk, played);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The trouble of one path stays with that path. On two Javas: our code and the server decide, and no JDK. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aFaultOfSomePathsStaysWithTheirNames(Jdk jdk, Lab lab) throws Exception {
        RealServer server = prepared(lab.server(), lab);
        Map<String, Future<?>> played = new LinkedHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (PathRow row : PathRows.rows()) {
                for (Where where : Where.values()) {
                    String name = "java" + jdk.major() + "-paths-" + played.size();
                    if (row.fault().contains(System.getProperty("bp.faults", ""))) {
                        played.put(row + ", " + where, pool.submit(() -> {
                            try (PathScene scene = new PathScene(row, where, name, lab, server)) {
                                new PathStory(row, scene, where.keeps()).play(jdk);
                            }
                        }));
                    }
                }
            }
            List<String> broken = new ArrayList<>();
            for (Map.Entry<String, Future<?>> entry : played.entrySet()) {
                try {
                    entry.getValue().get();
                } catch (ExecutionException e) {
                    broken.add("*** " + entry.getKey() + ": " + e.getCause());
                }
            }
            assertThat(broken)
                    .as(broken.size() + " of " + played.size() + " stories")
                    .isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    private long play(FaultRow row, String name, Jdk jdk, Lab lab, RealServer server) throws Exception {
        if (row.stage().ownServer()) {
            try (RealServer own = prepared(RealServer.start(), lab)) {
                return play(row, name, jdk, lab, own, identities);
            }
        }
        return play(row, name, jdk, lab, server, identities);
    }

    private static long play(FaultRow row, String name, Jdk jdk, Lab lab, RealServer server, Identities identities)
            throws Exception {
        try (Scene scene = new Scene(row, name, lab, server, identities)) {
            return new Story(row, scene, lab).play(jdk);
        }
    }

    private void judge(Jdk jdk, Map<FaultRow, Future<Long>> played) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (Map.Entry<FaultRow, Future<Long>> entry : played.entrySet()) {
            try {
                table.add(entry.getKey().cells() + " " + entry.getValue().get() + " ms |");
            } catch (ExecutionException e) {
                broken.add("*** " + entry.getKey() + ": " + e.getCause());
            }
        }
        tables.put(jdk.major(), table);
        assertThat(broken).as(broken.size() + " of " + played.size() + " rows").isEmpty();
    }

    /** The secret is read and a login made where its answer never comes; a second login could lock a role. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aLoginWhoseAnswerIsLostIsOneLoginInTheAuditLog(Jdk jdk, Lab lab) {
        RealServer server = prepared(lab.server(), lab);
        RealServer.AppRole role = lab.readerRole(server);
        String environment = lab.canary("env");
        try (FaultProxy proxy = FaultProxy.before(server.address())) {
            proxy.apply(Faults.resetAfterAnswer().atLogin());
            int mark = server.mark();
            Result result = lab.fork(jdk)
                    .agent("vault.address", proxy.address())
                    .agent("vault.role-id", role.roleId())
                    .agent("vault.secret-id", role.secretId())
                    .agent("vault.path", lab.path())
                    .agent("secret.STORED", "stored#value")
                    .env("STORED", environment)
                    .main("PrintEnv", "STORED")
                    .run();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(environment));
            assertThat(server.countSince(mark, path -> path.endsWith("/login"))).isEqualTo(1);
        }
    }

    private static RealServer prepared(RealServer server, Lab lab) {
        server.putPolicy(
                Scene.POLICY,
                "path \"secret/data/" + lab.path() + "/*\" { capabilities = [\"read\"] }\n"
                        + "path \"secret/it/*\" { capabilities = [\"read\"] }\n"
                        + "path \"nowhere/*\" { capabilities = [\"read\"] }\n"
                        + "path \"" + PathRows.DOWN + "\" { capabilities = [\"read\"] }\n");
        server.putKv2(lab.path() + "/other-field", Map.of("other", lab.canary("other")));
        DownDatabase.mount(server, PathRows.DOWN);
        String deleted = lab.path() + "/deleted";
        server.deleteVersion(deleted, server.putKv2(deleted, Map.of("value", lab.canary("deleted"))));
        return server;
    }

    /** For docs/faults.md and for who wants the milliseconds. */
    @AfterAll
    void writeTables() throws IOException {
        StringBuilder text = new StringBuilder();
        tables.forEach((major, rows) -> text.append("### Java ")
                .append(major)
                .append("\n\n")
                .append(FaultMatrix.HEAD)
                .append(" measured |\n|---|---|---|---|---|---|---|\n")
                .append(String.join("\n", rows))
                .append("\n\n"));
        Files.writeString(Path.of(System.getProperty("bp.jar")).resolveSibling("fault-matrix.md"), text);
    }
}
