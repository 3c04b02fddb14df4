package io.bpsecrets.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.FakeVault;
import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UnmadeVaultTest {
    private static final SecretPath PATH = new SecretPath("a", false, SecretPath.LATEST);

    private final FakeVault made = new FakeVault().has("a", "f", "v");
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void eachRoundTriesToMakeTheClientUntilOneCan() {
        VaultSource vault = unmade(2);
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> vault.read(Set.of(PATH), Set.of(), false, 1_000))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(attempts).hasValue(i);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(vault.read(Set.of(PATH), Set.of(), false, 1_000)
                            .answer(PATH)
                            .outcome())
                    .isEqualTo(Outcome.FOUND);
        }
        assertThat(attempts).hasValue(3);
        assertThat(made.asked()).containsExactly("a", "a");
    }

    @Test
    void withoutAClientThereIsNoUpkeep() {
        VaultSource vault = unmade(1);
        assertThat(vault.upkeepInMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(vault.upkeep()).isFalse();
        assertThat(attempts).as("only a round makes it").hasValue(0);
        assertThat(vault.address()).isEqualTo("https://vault:8200");
    }

    /** @param failures how many attempts have no stack left */
    private VaultSource unmade(int failures) {
        Supplier<VaultSource> maker = () -> {
            if (attempts.incrementAndGet() <= failures) {
                throw new StackOverflowError();
            }
            return made;
        };
        return new UnmadeVault(maker, "https://vault:8200");
    }
}
