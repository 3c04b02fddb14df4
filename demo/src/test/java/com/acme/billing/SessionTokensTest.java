package com.acme.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SessionTokensTest {
    private final SessionTokens tokens = new SessionTokens("a signing key");

    @Test
    void isTheTokenThatAnyOtherProgramMakesOfTheSameKey() {
        // The signature was made by `openssl dgst -sha256 -hmac "a signing key" -binary | basenc --base64url`.
        assertEquals(
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbm5hIiwiZXhwIjoyMDAwfQ.4UPnkMCwfRFKd1faxA3V2kfhrSmQoKgh3wd4H0BrMN4",
                tokens.issue("anna", 2000));
    }

    @Test
    void knowsItsOwnUserUntilTheTokenExpires() {
        String token = tokens.issue("anna", 2000);
        assertEquals("anna", tokens.userOf(token, 1999));
        assertNull(tokens.userOf(token, 2000));
    }

    @Test
    void refusesATokenOfAnotherKey() {
        String foreign = new SessionTokens("another key").issue("anna", 2000);
        assertNotEquals(tokens.issue("anna", 2000), foreign);
        assertNull(tokens.userOf(foreign, 1));
    }

    @Test
    void refusesWhatIsNoToken() {
        String token = tokens.issue("anna", 2000);
        assertNull(tokens.userOf("", 1));
        assertNull(tokens.userOf("a.b.c", 1));
        assertNull(tokens.userOf(token.substring(0, token.lastIndexOf('.')), 1));
        assertNull(tokens.userOf(token.replace("eyJzdWIi", "eyJzdWIj"), 1));
    }

    @Test
    void takesNoUserNameThatCouldChangeTheClaims() {
        assertThrows(IllegalArgumentException.class, () -> tokens.issue("anna\",\"exp\":9", 2000));
    }
}
