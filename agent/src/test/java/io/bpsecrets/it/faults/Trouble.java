package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;
import java.util.function.Consumer;

/** What goes wrong in a scene, from when to when. */
interface Trouble {
    void begin(Scene scene);

    default void end(Scene scene) {
        scene.proxy().heal();
    }

    static Trouble of(Fault fault) {
        return scene -> scene.proxy().apply(fault);
    }

    /** At a login: where there is a token already, it dies too, so that a login is needed. */
    static Trouble atLogin(Fault fault) {
        return withoutToken(fault.atLogin());
    }

    /** Where there is a token already, it dies too. */
    static Trouble withoutToken(Fault fault) {
        return scene -> {
            scene.proxy().apply(fault);
            scene.killToken();
        };
    }

    /** What the operator does to the real server. */
    static Trouble between(Consumer<Scene> begin, Consumer<Scene> end) {
        return new Trouble() {
            @Override
            public void begin(Scene scene) {
                begin.accept(scene);
            }

            @Override
            public void end(Scene scene) {
                end.accept(scene);
            }
        };
    }
}
