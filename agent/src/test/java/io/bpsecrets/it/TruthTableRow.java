package io.bpsecrets.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the truth table, and the answer that the chain promises for it.
 *
 * @param vault what Vault says
 * @param env the real environment variable
 * @param docker whether the Docker secret file is there
 * @param preset whether default.NAME is given
 * @param required whether the name is in the list of required names
 */
record TruthTableRow(VaultSays vault, Env env, boolean docker, boolean preset, boolean required) {

    enum Env {
        SET,
        EMPTY,
        UNSET
    }

    enum ExpectedAnswer {
        VAULT,
        ENVIRONMENT,
        EMPTY,
        DOCKER,
        DEFAULT,
        ERROR,
        NULL
    }

    /** The 24 rows of one state of Vault. */
    static List<TruthTableRow> of(VaultSays vault) {
        List<TruthTableRow> rows = new ArrayList<>();
        for (Env env : Env.values()) {
            for (boolean docker : new boolean[] {true, false}) {
                for (boolean preset : new boolean[] {true, false}) {
                    for (boolean required : new boolean[] {true, false}) {
                        rows.add(new TruthTableRow(vault, env, docker, preset, required));
                    }
                }
            }
        }
        return rows;
    }

    /** Vault, then the environment (an empty string is a value), then the file, then the default, then the error. */
    ExpectedAnswer expected() {
        if (vault == VaultSays.FOUND) {
            return ExpectedAnswer.VAULT;
        }
        if (env != Env.UNSET) {
            return env == Env.SET ? ExpectedAnswer.ENVIRONMENT : ExpectedAnswer.EMPTY;
        }
        if (docker) {
            return ExpectedAnswer.DOCKER;
        }
        if (preset) {
            return ExpectedAnswer.DEFAULT;
        }
        return required ? ExpectedAnswer.ERROR : ExpectedAnswer.NULL;
    }

    /** A variable's name that says the row. */
    String name() {
        return "ENV_" + env + (docker ? "_DOCKER" : "") + (preset ? "_DEFAULT" : "") + (required ? "_REQUIRED" : "");
    }

    String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Vault " + vault + ", environment " + env + ", Docker file " + (docker ? "present" : "absent")
                + ", default " + (preset ? "yes" : "no") + ", required " + (required ? "yes" : "no") + " -> "
                + expected();
    }
}
