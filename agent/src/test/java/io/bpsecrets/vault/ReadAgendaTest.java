package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which path is asked when; what a server says is the integration tests' matter. */
class ReadAgendaTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Map<String, PathAnswer> found = new HashMap<>();
    private ReadAgenda current;
    private final Log log = new Log(Log.Level.INFO, new PrintStream(said, true)::print);

    @Test
    void thePathsOfTheKvEngineAreAskedFirstInTheOrderOfTheSettings() {
        ReadAgenda agenda = agenda("/database/creds/app", "z", "/secret/data/y", "/other/data/x", "a");
        agenda.begin(false);
        assertThat(rest(agenda, 9)).containsExactly("z", "/secret/data/y", "/other/data/x", "a", "/database/creds/app");
    }

    @Test
    void aPathInTroubleIsAskedLastInTheNextPass() {
        ReadAgenda agenda = agenda("a", "b", "/database/creds/app");
        agenda.begin(false);
        fails(agenda.next());
        answers(agenda.next());
        answers(agenda.next());
        agenda.begin(false);
        assertThat(rest(agenda, 9)).containsExactly("b", "/database/creds/app", "a");
    }

    @Test
    void aRoundForTheRestAsksForNothingElse() {
        ReadAgenda agenda = agenda("a", "b", "c");
        agenda.begin(false);
        fails(agenda.next());
        answers(agenda.next());
        answers(agenda.next());
        agenda.begin(true);
        assertThat(rest(agenda, 9)).containsExactly("a");
    }

    @Test
    void aRoundThatRanOutOfTimeIsGoneOnWithWhereItStoppedAlsoByARefresh() {
        ReadAgenda agenda = agenda("a", "b", "c", "d", "e");
        for (boolean isRest : new boolean[] {true, false}) {
            agenda.begin(false);
            assertThat(rest(agenda, 1)).containsExactly("a");
            fails(agenda.next());
            agenda.begin(isRest);
            assertThat(rest(agenda, 1)).containsExactly("c");
            agenda.begin(isRest);
            assertThat(rest(agenda, 9)).as("what failed comes last").containsExactly("d", "e", "b");
        }
    }

    @Test
    void anAnswerThatIsHeldSaysNothingOfTheServer() {
        ReadAgenda agenda = agenda("/database/creds/app", "a");
        agenda.begin(false);
        fails(agenda.next());
        agenda.answered(agenda.next(), found("/database/creds/app"), false);
        assertThat(agenda.hasAnswers()).isFalse();
    }

    @Test
    void afterAnOutageAllIsAskedAnew() {
        ReadAgenda agenda = agenda("a", "b");
        agenda.begin(false);
        answers(agenda.next());
        agenda.outage(new VaultFailure(Outcome.UNAVAILABLE, "gone", 0, true));
        agenda.begin(true);
        assertThat(rest(agenda, 9)).containsExactly("a", "b");
    }

    @Test
    void whatWasAnsweredInAPassBeforeKeepsItsAnswerUntilItIsAskedAgain() {
        ReadAgenda agenda = agenda("a", "b");
        agenda.begin(false);
        rest(agenda, 9);
        agenda.begin(false);
        answers(agenda.next());
        assertThat(agenda.reading(0)).extracting("left").isEqualTo(1);
        assertThat(agenda.reading(0).outageOutcome()).isEqualTo(Outcome.FOUND);
        assertThat(agenda.reading(0))
                .extracting("answers")
                .isEqualTo(Map.of(path("a"), found("a"), path("b"), found("b")));
    }

    @Test
    void aTreeIsListedAndWhatItHasIsAskedBeforeOtherEngines() {
        ReadAgenda agenda = trees(Set.of(path("/database/creds/app"), path("a")), "svc");
        agenda.begin(false);
        answers(agenda.next());
        ReadQuestion tree = agenda.next();
        assertThat(tree.isFolder()).isTrue();
        agenda.listed(tree, list("\"x\",\"sub/\",\"a\""), null);
        ReadQuestion x = agenda.next();
        assertThat(x.path()).isEqualTo(path("svc/x"));
        answers(x);
        answers(agenda.next());
        ReadQuestion sub = agenda.next();
        assertThat(sub.isFolder()).isTrue();
        agenda.listed(sub, list("\"y\""), null);
        assertThat(rest(agenda, 9)).containsExactly("svc/sub/y", "/database/creds/app");
    }

    @Test
    void aListThatFailsTakesNothingAwayAndIsAskedAgain() {
        ReadAgenda agenda = trees(Set.of(), "svc");
        agenda.begin(false);
        agenda.listed(agenda.next(), list("\"x\",\"y\""), null);
        rest(agenda, 9);
        agenda.begin(false);
        agenda.failed(agenda.next(), Outcome.UNAVAILABLE, "it answers with an error (500)");
        assertThat(rest(agenda, 9)).containsExactly("svc/x", "svc/y");
        assertThat(agenda.reading(0)).extracting("folders").asString().contains("error (500)");
        agenda.begin(true);
        ReadQuestion again = agenda.next();
        assertThat(again.isFolder()).isTrue();
        agenda.listed(again, list("\"x\",\"y\",\"z\""), null);
        assertThat(rest(agenda, 9)).as("not asked twice in a pass").containsExactly("svc/z");
        assertThat(agenda.reading(0)).extracting("folders").isEqualTo(Map.of());
    }

    @Test
    void aSecretThatNoListHasAnyMoreIsAbsentByVaultsWord() {
        ReadAgenda agenda = trees(Set.of(), "svc");
        agenda.begin(false);
        agenda.listed(agenda.next(), list("\"x\",\"y\""), null);
        rest(agenda, 9);
        agenda.begin(false);
        agenda.listed(agenda.next(), list("\"x\""), null);
        assertThat(rest(agenda, 9)).containsExactly("svc/x");
        assertThat(agenda.reading(0)).extracting("answers").asString().contains("svc/y: no such secret; its folder");
    }

    @Test
    void anEntryOfAListThatIsNoNameIsLeftOutAndToldOnce() {
        ReadAgenda agenda = trees(Set.of(), "svc");
        for (int round = 0; round < 2; round++) {
            agenda.begin(false);
            agenda.listed(
                    agenda.next(),
                    list("\"x\",7,null,\"\",\"/\",{\"canary\":1},\"a/b\",\"../\",\"..\",\".\",\"//\",\"y\""),
                    null);
            assertThat(rest(agenda, 9)).containsExactly("svc/x", "svc/y");
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("an entry of the list is not a name")
                .doesNotContain("canary");
    }

    @Test
    void aTreeOfMoreThanTwoHundredFoldersIsCutWithAWord() {
        ReadAgenda agenda = trees(Set.of(), "svc");
        agenda.begin(false);
        int lists = 0;
        for (ReadQuestion next = agenda.next(); next != null; next = agenda.next()) {
            agenda.listed(next, list("\"deeper/\""), null);
            lists++;
        }
        assertThat(lists).isEqualTo(200);
        assertThat(agenda.reading(0)).extracting("folders").asString().contains("more than 200 folders");
    }

    @Test
    void aTextHasNoValueThatIsServed() {
        ReadAgenda agenda = agenda("a", "b", "c");
        agenda.begin(false);
        agenda.answered(agenda.next(), PathAnswer.found("a", Map.of("password", "canary-of-a"), null), true);
        agenda.failed(agenda.next(), Outcome.UNAVAILABLE, "500" + ServerWords.BEFORE + "login with canary-of-a failed");
        assertThat(agenda.reading(0)).extracting("answers").asString().contains("login with *** failed");
        VaultFailure failure =
                new VaultFailure(Outcome.UNAVAILABLE, "500" + ServerWords.BEFORE + "canary-of-a", 0, true);
        assertThat(agenda.outage(failure).outage()).isEqualTo("500" + ServerWords.BEFORE + "***");
    }

    @Test
    void aTextHasNoValueThatWasReadAfterIt() {
        ReadAgenda agenda = trees(new LinkedHashSet<>(List.of(path("a"), path("b"))), "tree");
        agenda.begin(false);
        agenda.failed(agenda.next(), Outcome.UNAVAILABLE, "500" + ServerWords.BEFORE + "not canary-of-b");
        ReadQuestion b = agenda.next();
        agenda.failed(agenda.next(), Outcome.UNAVAILABLE, "500" + ServerWords.BEFORE + "no list of canary-of-b");
        agenda.answered(b, PathAnswer.found("b", Map.of("password", "canary-of-b"), null), true);
        VaultReading reading = agenda.reading(0);
        assertThat(reading).extracting("answers").asString().contains("not ***").doesNotContain("canary-of-b,");
        assertThat(reading).extracting("folders").asString().contains("no list of ***");
    }

    @Test
    void aPathThatIsEqualToAValueIsNotMasked() {
        ReadAgenda agenda = agenda("a", "billing");
        agenda.begin(false);
        agenda.answered(agenda.next(), PathAnswer.found("a", Map.of("name", "billing"), null), true);
        agenda.failed(agenda.next(), Outcome.UNAVAILABLE, "500" + ServerWords.BEFORE + "no billing");
        assertThat(agenda.reading(0)).extracting("answers").asString().contains("/billing: 500", "no ***");
    }

    private void answers(ReadQuestion question) {
        current.answered(question, found(question.path().toString()), true);
    }

    private void fails(ReadQuestion question) {
        current.failed(question, Outcome.UNAVAILABLE, "why");
    }

    /** Asks and answers the next ones. */
    private List<String> rest(ReadAgenda agenda, int most) {
        List<String> asked = new ArrayList<>();
        while (asked.size() < most) {
            ReadQuestion next = agenda.next();
            if (next == null) {
                return asked;
            }
            asked.add(next.path().toString());
            agenda.answered(next, found(next.path().toString()), true);
        }
        return asked;
    }

    private PathAnswer found(String path) {
        return found.computeIfAbsent(path, name -> PathAnswer.found(name, Map.of("f", "v"), null));
    }

    private static Reply list(String keys) {
        byte[] json = ("{\"data\":{\"keys\":[" + keys + "]}}").getBytes(StandardCharsets.UTF_8);
        return new Reply(200, StrictJson.object(json), json.length);
    }

    private static SecretPath path(String text) {
        boolean absolute = text.startsWith("/");
        return new SecretPath(absolute ? text.substring(1) : text, absolute, SecretPath.LATEST);
    }

    private ReadAgenda agenda(String... wanted) {
        Set<SecretPath> set = new LinkedHashSet<>();
        Arrays.stream(wanted).map(ReadAgendaTest::path).forEach(set::add);
        return trees(set);
    }

    private ReadAgenda trees(Set<SecretPath> wanted, String... trees) {
        VaultSettings settings = Vaults.settings("vault.address", "http://127.0.0.1:1", "vault.path", "");
        Paths paths = new Paths(settings, log);
        current = new ReadAgenda(
                paths, wanted, Arrays.stream(trees).map(ReadAgendaTest::path).toList(), log);
        return current;
    }
}
