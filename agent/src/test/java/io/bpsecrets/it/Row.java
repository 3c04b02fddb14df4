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
record Row(VaultSays vault, Env env, boolean docker, boolean preset, boolean required) {

    enum Env {
        SET,
        EMPTY,
        UNSET
    }

    enum Answer {
        VAULT,
        ENVIRONMENT,
        EMPTY,
        DOCKER,
        DEFAULT,
        ERROR,
        NULL
    }

    /** The 24 rows of one state of Vault. */
    static List<Row> of(VaultSays vault) {
        List<Row> rows = new ArrayList<>();
        for (Env env : Env.values()) {
            for (boolean docker : new boolean[] {true, false}) {
                for (boolean preset : new boolean[] {true, false}) {
                    for (boolean required : new boolean[] {true, false}) {
                        rows.add(new Row(vault, env, docker, preset, required));
                    }
                }
            }
        }
        return rows;
    }

    /** Vault, then the environment (an empty string is a value), then the file, then the default, then the error. */
    Answer expected() {
        if (vault == VaultSays.FOUND) {
            return Answer.VAULT;
        }
        if (env != Env.UNSET) {
            return env == Env.SET ? Answer.ENVIRONMENT : Answer.EMPTY;
        }
        if (docker) {
            return Answer.DOCKER;
        }
        if (preset) {
            return Answer.DEFAULT;
        }
        return required ? Answer.ERROR : Answer.NULL;
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
