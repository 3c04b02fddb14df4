package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that work and that somebody should know of. */
class WarningsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault:8200",
                "HTTP://10.0.0.1:8200",
                "http://127.evil.example",
                "http://localhost.example",
                "http://127.0.0.1.example",
                "http://[::2]:8200",
                "http://[2001:db8::1]",
                "http://0.0.0.0:8200"
            })
    void plainHttpToAnotherMachineIsSaid(String address) throws IOException {
        assertThat(warnings("vault.address=" + address))
                .singleElement()
                .asString()
                .contains(" is not encrypted", "write https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault:8200",
                "http://localhost:8200",
                "http://LOCALHOST",
                "http://127.0.0.1:8200",
                "http://127.1.2.3",
                "http://[::1]:8200",
                "http://[0:0:0:0:0:0:0:1]",
                "http://[::ffff:127.0.0.1]",
            })
    void encryptionAndThisMachineAreNoMatter(String address) throws IOException {
        assertThat(warnings("vault.address=" + address)).isEmpty();
    }

    @Test
    void eachOfSeveralAddressesIsSaidOnce() throws IOException {
        assertThat(warnings("vault.address=http://a, https://b, http://127.0.0.1, http://c:8200, http://a:80"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("http://a:80 is not"))
                .anyMatch(line -> line.startsWith("http://c:8200 is not"));
    }

    /** Its loopback is not ours. */
    @Test
    void behindAProxyOnAnotherMachineNothingIsThisMachine() throws IOException {
        assertThat(warnings("vault.address=http://127.0.0.1:8200", "vault.proxy=http://proxy:3128"))
                .hasSize(1);
        assertThat(warnings("vault.address=http://127.0.0.1:8200", "vault.proxy=http://localhost:3128"))
                .isEmpty();
        assertThat(warnings("vault.address=https://v", "vault.proxy=http://proxy:3128"))
                .isEmpty();
    }

    @Test
    void aDefaultOnTheCommandLineIsSaidByItsName() throws IOException {
        Settings settings = new UserInput(folder)
                .file("default.IN_THE_FILE=x")
                .property("bp.secrets.default.ONE", "canary")
                .property("bp.secrets.default.TWO", "canary")
                .property("bp.secrets.secret.ONE", "a#b")
                .settings();
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .startsWith("-Dbp.secrets.default.ONE, -Dbp.secrets.default.TWO: other users can read a command line")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault.path=", "vault.path=/", "vault.path = //"})
    void anImportOfTheWholeMountIsSaid(String path) throws IOException {
        assertThat(warnings("vault.address=https://v", path, "import=billing/*, *"))
                .containsExactly(
                        "import = * takes every secret of the mount that the policy allows: each field becomes a variable of"
                                + " this service, and whoever may write a secret there can add variables of any name, PATH too. Import a"
                                + " narrower path, such as import = billing/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/*", "/team/kv/*", "//kv//*"})
    void aWholePathThatIsAMountIsSaidToo(String path) throws IOException {
        assertThat(warnings("vault.address=https://v", "vault.mount=team/kv/", "import=" + path))
                .singleElement()
                .asString()
                .startsWith("import = " + path.replace("//", "/") + " takes every secret of the mount")
                .doesNotContain("PATH too");
    }

    @Test
    void anImportBelowAPathIsNotSaid() throws IOException {
        String vault = "vault.address=https://v";
        assertThat(warnings(vault, "import=*")).as("below breakpilot").isEmpty();
        assertThat(warnings(vault, "vault.path=billing", "import=*")).isEmpty();
        assertThat(warnings(vault, "vault.path=", "import=billing/*, db, /kv/data/x, /kv/x/*"))
                .isEmpty();
        assertThat(warnings("vault.path=", "import=*")).as("without Vault").isEmpty();
    }

    private List<String> warnings(String... lines) throws IOException {
        return new UserInput(folder).file(lines).settings().warnings();
    }
}
