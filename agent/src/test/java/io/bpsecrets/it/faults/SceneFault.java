package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;
import java.util.function.Consumer;

/** A fault in a scene, from when to when. */
interface SceneFault {
    void begin(Scene scene);

    default void end(Scene scene) {
        scene.proxy().heal();
    }

    static SceneFault of(Fault fault) {
        return scene -> scene.proxy().apply(fault);
    }

    /** At a login. If there is a token already, it dies too, so that a login is needed. */
    static SceneFault atLogin(Fault fault) {
        return withoutToken(fault.atLogin());
    }

    /** If there is a token already, it dies too. */
    static SceneFault withoutToken(Fault fault) {
        return scene -> {
            scene.proxy().apply(fault);
            scene.killToken();
        };
    }

    /** What the operator does to the real server. */
    static SceneFault between(Consumer<Scene> begin, Consumer<Scene> end) {
        return new SceneFault() {
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
