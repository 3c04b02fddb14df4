package io.bpsecrets.log;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Words of error texts, in small letters, behind which a secret may stand. Loaded only after a failure. */
final class SecretWords {
    private static final String[] PARTS = {
        "pass", "pwd", "secret", "token", "key", "cred", "auth", "bearer", "jwt", "cookie", "sig", "dsn", "conn", "pin",
        "pw"
    };

    private static final String[] ENDS = {
        "password",
        "passwd",
        "pwd",
        "pass",
        "passphrase",
        "secret",
        "token",
        "key",
        "credential",
        "credentials",
        "authorization",
        "cookie",
        "bearer",
        "jwt",
        "dsn",
        "pin"
    };

    /** "identified" is the SQL of Oracle and MySQL. */
    private static final Set<String> BEFORE_VALUES =
            set("password passwd pwd passphrase secret token bearer basic apikey credential"
                    + " credentials identified pin");

    private static final Set<String> SENTENCE = set(
            "a and are auth authentication cannot could does engine engines expired failed for"
                    + " from has have id ids in invalid is lookup missing must no not of on or policy required store the to token tokens was with");

    private SecretWords() {}

    /** True for a name whose value follows an equals sign, a bracket or the like. */
    static boolean isNamePart(String word) {
        for (String part : PARTS) {
            if (word.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** True for a name whose value follows a colon or a quotation mark too. */
    static boolean isName(String word) {
        for (String end : ENDS) {
            if (word.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    /** True for a word whose value may follow without any sign. */
    static boolean isBeforeValue(String word) {
        return BEFORE_VALUES.contains(word);
    }

    /** True for a word that goes on with the sentence, and so is no value. */
    static boolean goesOn(String word) {
        return SENTENCE.contains(word);
    }

    private static Set<String> set(String words) {
        return new HashSet<String>(Arrays.asList(words.split(" ")));
    }
}
