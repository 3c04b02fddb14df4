package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.harness.Await;
import io.bpsecrets.transport.RawServer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of leases when they are due. */
@Timeout(30)
class LeasesTest {
    private static final String LATER = "HTTP/1.1 429 X\r\nRetry-After: 90\r\nContent-Length: 2\r\n\r\n{}";
    private static final SecretPath PATH = new SecretPath("database/creds/app", true, SecretPath.LATEST);

    private static final PathAnswer ANSWER = PathAnswer.found("database/creds/app", Map.of("username", "u"), null);

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    private final RawServer server = new RawServer();

    @Test
    void aRenewalWaitsAsLongAsTheServerAsks() {
        VaultSettings settings = settings("vault.auth", "none");
        Session session = new Session(settings, clock, Vaults.noLog());
        Leases leases = new Leases(clock, Vaults.noLog());
        hold(leases, "{\"lease_id\":\"id\",\"lease_duration\":3,\"renewable\":true,\"data\":{}}");
        server.answers(LATER);
        goOnUntilDue(leases);
        try (ServerRequests requests = requests(settings)) {
            assertThat(leases.upkeep(requests, session)).as("to be replaced").isFalse();
        }
        assertThat(server.requests().get(0)).startsWith("POST /v1/sys/leases/renew ");
        assertThat(leases.upkeepInMillis(session.generation())).isEqualTo(90_000);
    }

    /** What a look-up of a lease without a duration comes to. */
    @Test
    void aLeaseWithoutADurationIsLookedUp() {
        String[][] rows = {
            {"200", "{'data':{'ttl':90,'expire_time':'2030-01-01T00:00:00Z','renewable':true}}", "held, due in 60 s"},
            {"200", "{'data':{'ttl':90,'expire_time':'2030-01-01T00:00:00Z','renewable':false}}", "held, due in 60 s"},
            {"200", "{'data':{'ttl':0,'expire_time':null,'renewable':false}}", "held without an end"},
            {"200", "{'data':{'ttl':null,'expire_time':null}}", "held without an end"},
            {"200", "{'data':{'ttl':9000000000,'expire_time':'2300-01-01T00:00:00Z'}}", "held for years"},
            {"200", "{'data':{'ttl':0,'expire_time':'2020-01-01T00:00:00Z'}}", "read again"},
            {"200", "{'data':{'ttl':-5,'expire_time':'2020-01-01T00:00:00Z'}}", "read again"},
            {"400", "{'errors':['invalid lease']}", "read again"},
            {"403", "{'errors':['1 error occurred: * permission denied']}", "held without an end"},
            {"404", "{'message':'no Route matched'}", "tried again in 30 s"},
            {"400", "{'errors':['the mount will be unavailable for a brief period']}", "tried again in 30 s"},
            {"403", "{'message':'forbidden'}", "tried again in 30 s"},
            {"200", "{'other':1}", "tried again in 30 s"}
        };
        List<Leases> due = due(rows.length, "{\"lease_id\":\"id\",\"lease_duration\":0,\"data\":{}}");
        for (int i = 0; i < rows.length; i++) {
            String what = rows[i][2];
            Leases leases = due.get(i);
            assertThat(tended(leases, rows[i])).as(rows[i][1]).isEqualTo(what.equals("read again"));
            assertThat(server.requests().get(i)).startsWith("POST /v1/sys/leases/lookup ");
            PathAnswer kept = leases.answer(PATH, 0);
            assertThat(kept == null).as(rows[i][1]).isEqualTo(what.equals("read again"));
            long next = leases.upkeepInMillis(0);
            long end = kept == null || kept.endsAt() == 0 ? 0 : kept.endsAt() - clock.currentTimeMillis();
            if (what.equals("held, due in 60 s")) {
                assertThat(next).as(rows[i][1]).isBetween(50_000L, 60_000L);
                assertThat(end).as(rows[i][1]).isEqualTo(90_000);
            } else if (what.equals("held for years")) {
                assertThat(end).as(rows[i][1]).isGreaterThan(StrictJson.MAX_NUMBER * 999);
            } else {
                boolean again = what.equals("tried again in 30 s");
                assertThat(next).as(rows[i][1]).isEqualTo(again ? 30_000 : Long.MAX_VALUE);
                assertThat(end).as(rows[i][1]).isZero();
            }
        }
    }

    /** Else each look-up would be followed by new credentials. */
    @Test
    void aServerThatDoesNotKnowItsOwnLeasesIsAskedForTwoOfThem() {
        VaultSettings settings = settings("vault.auth", "none");
        Session session = new Session(settings, clock, Vaults.noLog());
        Leases leases = new Leases(clock, Vaults.noLog());
        for (boolean readAgain : new boolean[] {true, false}) {
            hold(leases, "{\"lease_id\":\"id\",\"lease_duration\":0,\"data\":{}}");
            server.answersJson(400, "{\"errors\":[\"invalid lease\"]}");
            goOnUntilDue(leases);
            try (ServerRequests requests = requests(settings)) {
                assertThat(leases.upkeep(requests, session)).isEqualTo(readAgain);
            }
        }
        assertThat(leases.upkeepInMillis(session.generation())).isEqualTo(Long.MAX_VALUE);
    }

    /** The expiration manager's own words are for a lease that is gone; all else says nothing of the lease. */
    @Test
    void onlyALeaseThatIsGoneOrAtItsEndIsReplaced() {
        String[][] rows = {
            {"400", "{'errors':['lease not found']}", "replaced"},
            {"400", "{'errors':['lease expired']}", "replaced"},
            {"400", "{'errors':['lease is not renewable']}", "replaced"},
            {"400", "{'errors':['lease is expired and has failed previous revocation attempts']}", "replaced"},
            {"403", "{'errors':['1 error occurred: * permission denied']}", "replaced"},
            {"200", "{'lease_id':'id','lease_duration':0}", "replaced"},
            {"200", "{'lease_id':'id','lease_duration':6}", "held"},
            {"400", "{'errors':['failed to renew entry: resp: nil err: connection refused']}", "held"},
            {"404", "{'message':'no Route matched'}", "held"}
        };
        List<Leases> due =
                due(rows.length, "{\"lease_id\":\"id\",\"lease_duration\":6,\"renewable\":true,\"data\":{}}");
        for (int i = 0; i < rows.length; i++) {
            boolean replaced = rows[i][2].equals("replaced");
            assertThat(tended(due.get(i), rows[i])).as(rows[i][1]).isEqualTo(replaced);
            assertThat(due.get(i).answer(PATH, 0) == null).as(rows[i][1]).isEqualTo(replaced);
        }
    }

    /** At nine tenths of what it says; until its end trouble takes nothing away. */
    @Test
    void anAnswerThatSaysItsOwnEndIsReadAnewByOneRequest() {
        String api = "totp/code/app";
        SecretPath path = new SecretPath(api, true, SecretPath.LATEST);
        String[][] rows = {
            {"200", code("1", 2), "held, nothing to read"},
            {"200", code("2", 30), "held, all are read"},
            {"200", "{'data':{'code':'3'}}", "not held, all are read"},
            {"403", "{'errors':['1 error occurred: * permission denied']}", "not held, all are read"},
            {"404", "{'errors':[]}", "not held, all are read"},
            {"400", "{'errors':['the mount will be unavailable for a brief period']}", "held, nothing to read"},
        };
        List<Leases> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Leases leases = new Leases(clock, Vaults.noLog());
            Reply reply = reply(code("1", 2).replace('\'', '"'));
            leases.hold(path, api, reply, ReadAnswers.of(reply, api), 0);
            all.add(leases);
        }
        goOnUntilDue(all.get(rows.length - 1));
        for (int i = 0; i < rows.length; i++) {
            assertThat(tended(all.get(i), rows[i])).as(rows[i][1]).isEqualTo(rows[i][2].endsWith("all are read"));
            assertThat(server.requests().get(i)).startsWith("GET /v1/" + api + " ");
            assertThat(all.get(i).answer(path, 7) == null).as(rows[i][1]).isEqualTo(rows[i][2].startsWith("not held"));
        }
        assertThat(all.get(1).answer(path, 7).fields()).containsEntry("code", "2");
    }

    private static String code(String code, int seconds) {
        return "{'data':{'code':'" + code + "','generated':1000,'expire_time':" + (1_000 + seconds) + "}}";
    }

    private List<Leases> due(int count, String lease) {
        List<Leases> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Leases(clock, Vaults.noLog()));
            hold(all.get(i), lease);
        }
        for (Leases one : all) {
            goOnUntilDue(one);
        }
        return all;
    }

    private boolean tended(Leases leases, String[] row) {
        VaultSettings settings = settings("vault.auth", "none");
        server.answersJson(Integer.parseInt(row[0]), row[1].replace('\'', '"'));
        try (ServerRequests requests = requests(settings)) {
            return leases.upkeep(requests, new Session(settings, clock, Vaults.noLog()));
        }
    }

    /** A path that cannot be read then would else be due again at once, and for ever. */
    @Test
    void aLeaseOfAnotherTokenIsDueOnce() {
        VaultSettings settings = settings("vault.auth", "none");
        Session session = new Session(settings, clock, Vaults.noLog());
        Leases leases = new Leases(clock, Vaults.noLog());
        String lease = "{\"lease_id\":\"id\",\"lease_duration\":60,\"data\":{}}";
        leases.hold(PATH, Lease.of(reply(lease), ANSWER, session.generation() + 1, new UpkeepTimes(clock)));
        assertThat(leases.upkeepInMillis(session.generation())).isZero();
        try (ServerRequests requests = requests(settings)) {
            assertThat(leases.upkeep(requests, session)).isTrue();
        }
        assertThat(leases.upkeepInMillis(session.generation())).isEqualTo(Long.MAX_VALUE);
        assertThat(leases.ids()).as("given back at the end").containsExactly("id");
    }

    /** The server writes it by its clock. So it is told by ours how far away it is, and later changes of our time mean nothing. */
    @Test
    void theEndThatVaultAnnouncesForAVersionIsKeptWhateverTheSystemsTimeIsSetToLater() throws Exception {
        long end = 1_795_733_820_119L;
        long left = end - clock.currentTimeMillis();
        assertThat(endOfVersion("2026-11-26T22:57:00.119610118Z")).isEqualTo(end);
        for (int hours : new int[] {-5, 10}) {
            clock.set(Duration.ofHours(hours));
            clock.sleepAndNotice(0);
        }
        // 10 of the 15 hours that the time went forward are what it went back before and once more 5.
        assertThat(endOfVersion("2026-11-26T22:57:00.119610118Z") - clock.steadyMillis())
                .isEqualTo(left - Duration.ofHours(5).toMillis());
        assertThat(endOfVersion("")).isZero();
        assertThat(endOfVersion("soon")).isZero();
    }

    private long endOfVersion(String time) {
        Reply reply = reply("{'data':{'data':{},'metadata':{'version':1,'deletion_time':'" + time + "'}}}");
        PathAnswer answer = PathAnswer.found("secret/data/a", Map.of(), "1");
        return new Leases(clock, Vaults.noLog())
                .hold(new SecretPath("secret/data/a", true, SecretPath.LATEST), "secret/data/a", reply, answer, 0)
                .endsAt();
    }

    @Test
    void afterTheMachineWasSuspendedLeasesAreDueAndEndAsIfItHadRun() throws Exception {
        Leases leases = new Leases(clock, Vaults.noLog());
        hold(leases, "{\"lease_id\":\"id\",\"lease_duration\":3600,\"renewable\":true,\"data\":{}}");
        long end = leases.answer(PATH, 0).endsAt();
        clock.set(Duration.ofMinutes(50));
        clock.sleepAndNotice(1_000);
        assertThat(leases.upkeepInMillis(0)).isZero();
        assertThat(leases.answer(PATH, 0).endsAt()).isEqualTo(end);
        assertThat(end - clock.steadyMillis()).isEqualTo(599_000);
        clock.set(Duration.ofMinutes(50));
        clock.sleepAndNotice(1_000);
        assertThat(leases.answer(PATH, 0)).as("it must be read anew").isNull();
    }

    @Test
    void aTimeThatIsSetBackChangesNoLease() throws Exception {
        Leases leases = new Leases(clock, Vaults.noLog());
        hold(leases, "{\"lease_id\":\"id\",\"lease_duration\":3600,\"renewable\":true,\"data\":{}}");
        long due = leases.upkeepInMillis(0);
        clock.set(Duration.ofDays(-50));
        clock.sleepAndNotice(1_000);
        assertThat(leases.upkeepInMillis(0)).isEqualTo(due - 1_000);
        assertThat(leases.answer(PATH, 0).endsAt() - clock.steadyMillis()).isEqualTo(3_599_000);
    }

    /** Its id is all that is remembered, for the end of the JVM, and only as long as it lives. */
    @Test
    void aLeaseThatIsReplacedIsForgotten() {
        Leases leases = new Leases(clock, Vaults.noLog());
        List<WeakReference<PathAnswer>> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            PathAnswer answer = PathAnswer.found("database/creds/app", Map.of("password", "p" + i), null);
            values.add(new WeakReference<>(answer));
            String json = "{\"lease_id\":\"id" + i + "\",\"lease_duration\":60,\"renewable\":true,\"data\":{}}";
            leases.hold(PATH, "database/creds/app", reply(json), answer, 0);
            clock.goOn(Duration.ofMillis(100));
        }
        assertThat(leases.ids()).hasSize(101).endsWith("id4998", "id4999");
        Await.until("only the last value is kept", 20, () -> {
            System.gc();
            return values.stream().filter(value -> value.get() != null).count() == 1;
        });
        assertThat(leases.answer(PATH, 0).fields()).containsEntry("password", "p4999");
        clock.goOn(Duration.ofSeconds(50));
        // The last one is renewed, and the ends of the others come.
        VaultSettings settings = settings("vault.auth", "none");
        server.answersJson(200, "{\"lease_id\":\"id4999\",\"lease_duration\":60,\"renewable\":true}");
        try (ServerRequests requests = requests(settings)) {
            assertThat(leases.upkeep(requests, new Session(settings, clock, Vaults.noLog())))
                    .isFalse();
        }
        assertThat(server.requests()).as("one renewal, of the one that is held").hasSize(1);
        assertThat(server.requests().get(0)).contains("id4999");
        clock.goOn(Duration.ofSeconds(20));
        assertThat(leases.answer(PATH, 0).fields())
                .as("the ends of the replaced ones take nothing away")
                .containsEntry("password", "p4999");
        leases.hold(PATH, "database/creds/app", reply("{'lease_id':'last','lease_duration':60}"), ANSWER, 0);
        assertThat(leases.ids()).containsExactly("id4999", "last");
    }

    private static void hold(Leases leases, String json) {
        leases.hold(PATH, "database/creds/app", reply(json), ANSWER, 0);
    }

    private void goOnUntilDue(Leases leases) {
        clock.goOn(Duration.ofMillis(leases.upkeepInMillis(0)));
    }

    private static Reply reply(String json) {
        return Vaults.reply(200, json);
    }

    private VaultSettings settings(String key, String value) {
        return Vaults.settings("vault.address", "http://127.0.0.1:" + server.port(), key, value);
    }

    private ServerRequests requests(VaultSettings settings) {
        return Vaults.requests(settings, clock);
    }
}
