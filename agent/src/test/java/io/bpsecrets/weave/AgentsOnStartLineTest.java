package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsOnStartLineTest {
    private static final String OURS = "-javaagent:/opt/bp-secrets.jar=a.properties";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java|OURS|-jar|legacy.jar",
                "java|-Xmx64m|-cp|a.jar|Main||OURS -Dx=y",
                "java|OURS|Main|mail@example.com",
            })
    void oursAlone(String line) {
        assertThat(AgentsOnStartLine.hasOne(given(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java|-javaagent:apm.jar|OURS|-jar|legacy.jar",
                "java|OURS|-jar|legacy.jar||-javaagent:apm.jar",
                "java|OURS|OURS|Main",
                "java|OURS|-agentlib:jdwp=server=y|Main",
                "java|OURS|-agentpath:/opt/profiler.so|Main",
                "java|OURS|-Xrunhprof|Main",
                "java|@options|OURS|Main",
                "java|OURS|Main|@more",
                "java|-XX:Flags=.hotspotrc|OURS|Main",
                "java|OURS|-XX:VMOptionsFile=more|Main",
                "jsvc|-jar|service.jar",
                "",
            })
    void anotherOrNobodyKnows(String line) {
        assertThat(AgentsOnStartLine.hasOne(given(line))).isFalse();
    }

    private static String given(String line) {
        return line.replace("OURS", OURS).replace('|', '\0');
    }
}
