package io.bpsecrets.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditFileTest {
    @Test
    void aLineThatIsBeingWrittenIsNoneYet() {
        assertThat(AuditFile.wholeLines("")).isEmpty();
        assertThat(AuditFile.wholeLines("{\"a\"")).isEmpty();
        assertThat(AuditFile.wholeLines("{}\n{\"a\"")).containsExactly("{}");
        assertThat(AuditFile.wholeLines("{}\n{\"a\":1}\n")).containsExactly("{}", "{\"a\":1}");
    }
}
